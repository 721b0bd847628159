CREATE TABLE personas (
    key TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    audience TEXT NOT NULL,
    summary TEXT,
    journey_key TEXT,
    defined_at INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE insights (
    id BLOB NOT NULL PRIMARY KEY,
    persona_key TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    statement TEXT NOT NULL,
    claimed_at INTEGER NOT NULL,
    retracted_at INTEGER,
    retracted_because TEXT,
    retracted_by TEXT,
    citations TEXT NOT NULL,
    CONSTRAINT fk_insights_persona_key FOREIGN KEY (persona_key) REFERENCES personas (key) ON DELETE CASCADE
) STRICT;

CREATE TABLE interviews (
    id BLOB NOT NULL PRIMARY KEY,
    persona_key TEXT NOT NULL,
    audience TEXT NOT NULL,
    interviewee TEXT NOT NULL,
    held_at INTEGER NOT NULL,
    interviewer TEXT NOT NULL,
    attendees TEXT NOT NULL,
    record TEXT NOT NULL,
    solution_revealed_after INTEGER,
    entered_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    corrections TEXT NOT NULL,
    CONSTRAINT fk_interviews_persona_key FOREIGN KEY (persona_key) REFERENCES personas (key) ON DELETE RESTRICT
) STRICT;

CREATE TABLE quotes (
    id BLOB NOT NULL PRIMARY KEY,
    interview_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    words TEXT NOT NULL,
    withdrawn INTEGER NOT NULL,
    CONSTRAINT fk_quotes_interview_id FOREIGN KEY (interview_id) REFERENCES interviews (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE field_visits (
    id BLOB NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    visitor TEXT NOT NULL,
    present TEXT NOT NULL,
    entered_at INTEGER NOT NULL
) STRICT;

CREATE TABLE field_notes (
    id BLOB NOT NULL PRIMARY KEY,
    visit_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    words TEXT NOT NULL,
    CONSTRAINT fk_field_notes_visit_id FOREIGN KEY (visit_id) REFERENCES field_visits (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE stories (
    persona_key TEXT NOT NULL PRIMARY KEY,
    audience TEXT NOT NULL,
    journey_key TEXT NOT NULL,
    premise TEXT NOT NULL,
    premise_quote BLOB,
    premise_interview BLOB,
    themes TEXT NOT NULL,
    chapters TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT fk_stories_persona_key FOREIGN KEY (persona_key) REFERENCES personas (key) ON DELETE CASCADE
) STRICT;

CREATE TABLE content_assets (
    id BLOB NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT,
    format TEXT NOT NULL,
    author TEXT,
    orientation TEXT,
    published_at INTEGER,
    added_at INTEGER NOT NULL,
    retired_at INTEGER,
    retired_because TEXT,
    version INTEGER NOT NULL,
    revisions TEXT NOT NULL
) STRICT;

CREATE TABLE content_tags (
    asset_id BLOB NOT NULL,
    dimension TEXT NOT NULL,
    value TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (asset_id, dimension, value),
    CONSTRAINT fk_content_tags_asset_id FOREIGN KEY (asset_id) REFERENCES content_assets (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE shared_content (
    id BLOB NOT NULL PRIMARY KEY,
    asset_id BLOB NOT NULL,
    lead_id BLOB NOT NULL,
    at INTEGER NOT NULL,
    by_function TEXT NOT NULL,
    rep_key TEXT,
    CONSTRAINT fk_shared_content_asset_id FOREIGN KEY (asset_id) REFERENCES content_assets (id) ON DELETE CASCADE,
    CONSTRAINT fk_shared_content_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE standing_counts (
    persona_key TEXT NOT NULL,
    stage_key TEXT NOT NULL,
    leads INTEGER NOT NULL,
    PRIMARY KEY (persona_key, stage_key)
) STRICT, WITHOUT ROWID;

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

CREATE TRIGGER lead_standings_come AFTER INSERT ON lead_standings
WHEN NEW.persona_key IS NOT NULL AND NEW.status <> 'Disqualified'
BEGIN
    INSERT INTO standing_counts (persona_key, stage_key, leads) VALUES (NEW.persona_key, NEW.stage_key, 1)
    ON CONFLICT (persona_key, stage_key) DO UPDATE SET leads = leads + 1;
END;

CREATE TRIGGER lead_standings_go AFTER DELETE ON lead_standings
WHEN OLD.persona_key IS NOT NULL AND OLD.status <> 'Disqualified'
BEGIN
    UPDATE standing_counts SET leads = leads - 1 WHERE persona_key = OLD.persona_key AND stage_key = OLD.stage_key;
END;

CREATE TRIGGER lead_standings_move AFTER UPDATE ON lead_standings
WHEN OLD.persona_key IS NOT NEW.persona_key OR OLD.stage_key IS NOT NEW.stage_key OR (OLD.status = 'Disqualified') <> (NEW.status = 'Disqualified')
BEGIN
    UPDATE standing_counts SET leads = leads - 1
    WHERE OLD.status <> 'Disqualified' AND persona_key = OLD.persona_key AND stage_key = OLD.stage_key;
    INSERT INTO standing_counts (persona_key, stage_key, leads)
    SELECT NEW.persona_key, NEW.stage_key, 1 WHERE NEW.persona_key IS NOT NULL AND NEW.status <> 'Disqualified'
    ON CONFLICT (persona_key, stage_key) DO UPDATE SET leads = leads + 1;
END;
