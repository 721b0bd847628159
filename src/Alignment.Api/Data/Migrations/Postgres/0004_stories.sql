CREATE TABLE personas (
    key text NOT NULL,
    name text NOT NULL,
    audience text NOT NULL,
    summary text,
    journey_key text,
    defined_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_personas PRIMARY KEY (key)
);

CREATE TABLE insights (
    id uuid NOT NULL,
    persona_key text NOT NULL,
    position integer NOT NULL,
    kind text NOT NULL,
    statement text NOT NULL,
    claimed_at timestamp with time zone NOT NULL,
    retracted_at timestamp with time zone,
    retracted_because text,
    retracted_by text,
    citations jsonb NOT NULL,
    CONSTRAINT fk_insights_persona_key FOREIGN KEY (persona_key) REFERENCES personas (key) ON DELETE CASCADE,
    CONSTRAINT pk_insights PRIMARY KEY (id)
);

CREATE TABLE interviews (
    id uuid NOT NULL,
    persona_key text NOT NULL,
    audience text NOT NULL,
    interviewee text NOT NULL,
    held_at timestamp with time zone NOT NULL,
    interviewer jsonb NOT NULL,
    attendees jsonb NOT NULL,
    record text NOT NULL,
    solution_revealed_after bigint,
    entered_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    corrections jsonb NOT NULL,
    CONSTRAINT fk_interviews_persona_key FOREIGN KEY (persona_key) REFERENCES personas (key) ON DELETE RESTRICT,
    CONSTRAINT pk_interviews PRIMARY KEY (id)
);

CREATE TABLE quotes (
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    at bigint NOT NULL,
    words text NOT NULL,
    withdrawn boolean NOT NULL,
    CONSTRAINT fk_quotes_interview_id FOREIGN KEY (interview_id) REFERENCES interviews (id) ON DELETE CASCADE,
    CONSTRAINT pk_quotes PRIMARY KEY (id)
);

CREATE TABLE field_visits (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    visitor jsonb NOT NULL,
    present jsonb NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_field_visits PRIMARY KEY (id)
);

CREATE TABLE field_notes (
    id uuid NOT NULL,
    visit_id uuid NOT NULL,
    position integer NOT NULL,
    words text NOT NULL,
    CONSTRAINT fk_field_notes_visit_id FOREIGN KEY (visit_id) REFERENCES field_visits (id) ON DELETE CASCADE,
    CONSTRAINT pk_field_notes PRIMARY KEY (id)
);

CREATE TABLE stories (
    persona_key text NOT NULL,
    audience text NOT NULL,
    journey_key text NOT NULL,
    premise text NOT NULL,
    premise_quote uuid,
    premise_interview uuid,
    themes jsonb NOT NULL,
    chapters jsonb NOT NULL,
    written_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    CONSTRAINT fk_stories_persona_key FOREIGN KEY (persona_key) REFERENCES personas (key) ON DELETE CASCADE,
    CONSTRAINT pk_stories PRIMARY KEY (persona_key)
);

CREATE TABLE content_assets (
    id uuid NOT NULL,
    source text NOT NULL,
    external_id text NOT NULL,
    title text NOT NULL,
    url text,
    format text NOT NULL,
    author text,
    orientation text,
    published_at timestamp with time zone,
    added_at timestamp with time zone NOT NULL,
    retired_at timestamp with time zone,
    retired_because text,
    version integer NOT NULL,
    revisions jsonb NOT NULL,
    CONSTRAINT pk_content_assets PRIMARY KEY (id)
);

CREATE TABLE content_tags (
    asset_id uuid NOT NULL,
    dimension text NOT NULL,
    value text NOT NULL,
    origin text NOT NULL,
    CONSTRAINT pk_content_tags PRIMARY KEY (asset_id, dimension, value),
    CONSTRAINT fk_content_tags_asset_id FOREIGN KEY (asset_id) REFERENCES content_assets (id) ON DELETE CASCADE
);

CREATE TABLE shared_content (
    id uuid NOT NULL,
    asset_id uuid NOT NULL,
    lead_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    by_function text NOT NULL,
    rep_key text,
    CONSTRAINT fk_shared_content_asset_id FOREIGN KEY (asset_id) REFERENCES content_assets (id) ON DELETE CASCADE,
    CONSTRAINT fk_shared_content_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE,
    CONSTRAINT pk_shared_content PRIMARY KEY (id)
);

CREATE TABLE standing_counts (
    persona_key text NOT NULL,
    stage_key text NOT NULL,
    leads integer NOT NULL,
    CONSTRAINT pk_standing_counts PRIMARY KEY (persona_key, stage_key)
);

CREATE INDEX ix_content_assets_added_at_id ON content_assets (added_at, id);
CREATE INDEX ix_content_assets_external_id ON content_assets (external_id);
CREATE UNIQUE INDEX ix_content_assets_source_external_id ON content_assets (source, external_id);
CREATE INDEX ix_content_tags_dimension_value_asset_id ON content_tags (dimension, value, asset_id);
CREATE INDEX ix_field_notes_visit_id ON field_notes (visit_id);
CREATE INDEX ix_field_visits_at_id ON field_visits (at, id);
CREATE INDEX ix_insights_persona_key ON insights (persona_key);
CREATE INDEX ix_interviews_persona_key_held_at_id ON interviews (persona_key, held_at, id);
CREATE INDEX ix_personas_audience_key ON personas (audience, key);
CREATE INDEX ix_quotes_interview_id ON quotes (interview_id);
CREATE INDEX ix_shared_content_asset_id_at ON shared_content (asset_id, at);
CREATE INDEX ix_shared_content_lead_id_at ON shared_content (lead_id, at);
CREATE INDEX ix_shared_content_rep_key_at ON shared_content (rep_key, at);

INSERT INTO standing_counts (persona_key, stage_key, leads)
SELECT persona_key, stage_key, COUNT(*) FROM lead_standings WHERE persona_key IS NOT NULL AND status <> 'Disqualified' GROUP BY persona_key, stage_key;

-- One statement, one entry a cell, in the order of the key: two writers meet in the same order.
CREATE FUNCTION standing_counts_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO standing_counts (persona_key, stage_key, leads)
        SELECT persona_key, stage_key, count(*) FROM came
        WHERE persona_key IS NOT NULL AND status <> 'Disqualified'
        GROUP BY persona_key, stage_key ORDER BY persona_key, stage_key
        ON CONFLICT (persona_key, stage_key) DO UPDATE SET leads = standing_counts.leads + EXCLUDED.leads;
    ELSIF TG_OP = 'DELETE' THEN
        INSERT INTO standing_counts (persona_key, stage_key, leads)
        SELECT persona_key, stage_key, -count(*) FROM gone
        WHERE persona_key IS NOT NULL AND status <> 'Disqualified'
        GROUP BY persona_key, stage_key ORDER BY persona_key, stage_key
        ON CONFLICT (persona_key, stage_key) DO UPDATE SET leads = standing_counts.leads + EXCLUDED.leads;
    ELSE
        INSERT INTO standing_counts (persona_key, stage_key, leads)
        SELECT persona_key, stage_key, sum(change) FROM (
            SELECT persona_key, stage_key, status, 1 AS change FROM came
            UNION ALL
            SELECT persona_key, stage_key, status, -1 FROM gone) AS moved
        WHERE persona_key IS NOT NULL AND status <> 'Disqualified'
        GROUP BY persona_key, stage_key HAVING sum(change) <> 0 ORDER BY persona_key, stage_key
        ON CONFLICT (persona_key, stage_key) DO UPDATE SET leads = standing_counts.leads + EXCLUDED.leads;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER lead_standings_come AFTER INSERT ON lead_standings REFERENCING NEW TABLE AS came
FOR EACH STATEMENT EXECUTE FUNCTION standing_counts_follow();

CREATE TRIGGER lead_standings_go AFTER DELETE ON lead_standings REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION standing_counts_follow();

CREATE TRIGGER lead_standings_move AFTER UPDATE ON lead_standings REFERENCING OLD TABLE AS gone NEW TABLE AS came
FOR EACH STATEMENT EXECUTE FUNCTION standing_counts_follow();
