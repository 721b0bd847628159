CREATE TABLE journeys (
    key text NOT NULL,
    stages text NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_journeys PRIMARY KEY (key)
);

CREATE TABLE lead_definitions (
    id uuid NOT NULL,
    key text NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    definition jsonb NOT NULL,
    drafted_at timestamp with time zone NOT NULL,
    agreed_at timestamp with time zone,
    superseded_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    signatures jsonb NOT NULL,
    comments jsonb NOT NULL,
    CONSTRAINT pk_lead_definitions PRIMARY KEY (id)
);

CREATE TABLE reason_lists (
    kind text NOT NULL,
    reasons jsonb NOT NULL,
    CONSTRAINT pk_reason_lists PRIMARY KEY (kind)
);

CREATE TABLE sales_reps (
    key text NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    working_hours jsonb,
    holidays jsonb,
    adopter text,
    absences jsonb NOT NULL,
    left_on date,
    CONSTRAINT pk_sales_reps PRIMARY KEY (key)
);

CREATE TABLE engagements (
    lead_id uuid NOT NULL,
    position bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    type text NOT NULL,
    content text,
    stage_key text,
    by_function text,
    external_id text,
    properties jsonb NOT NULL,
    CONSTRAINT pk_engagements PRIMARY KEY (lead_id, position)
);

CREATE TABLE hand_offs (
    id uuid NOT NULL,
    lead_id uuid NOT NULL,
    rep_key text NOT NULL,
    definition_id uuid,
    off_definition_reason text,
    unmet jsonb NOT NULL,
    routing text,
    state text NOT NULL,
    offered_at timestamp with time zone NOT NULL,
    respond_by timestamp with time zone NOT NULL,
    accepted_at timestamp with time zone,
    touch_by timestamp with time zone,
    first_touch_at timestamp with time zone,
    ended_at timestamp with time zone,
    return_reason text,
    ended_because text,
    escalate_at timestamp with time zone,
    escalated_at timestamp with time zone,
    next_deadline_at timestamp with time zone,
    CONSTRAINT pk_hand_offs PRIMARY KEY (id)
);

CREATE TABLE leads (
    id uuid NOT NULL,
    source text NOT NULL,
    external_id text NOT NULL,
    persona_key text,
    attributes jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL,
    captured_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    status text NOT NULL,
    version integer NOT NULL,
    prior_outcomes jsonb NOT NULL,
    last_engagement_position bigint NOT NULL,
    current_hand_off_id uuid,
    try_again_on date,
    rests_until timestamp with time zone,
    rests_at_position bigint,
    contact_company text,
    contact_email text,
    contact_name text,
    outcome_amount numeric,
    outcome_at timestamp with time zone,
    outcome_currency text,
    outcome text,
    outcome_reason text,
    outcome_rep_key text,
    CONSTRAINT pk_leads PRIMARY KEY (id),
    CONSTRAINT fk_leads_current_hand_off_id FOREIGN KEY (current_hand_off_id) REFERENCES hand_offs (id) ON DELETE RESTRICT
);

CREATE TABLE lead_history (
    lead_id uuid NOT NULL,
    sequence integer NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text NOT NULL,
    kind text NOT NULL,
    why text,
    hand_off_id uuid,
    changes jsonb NOT NULL,
    CONSTRAINT pk_lead_history PRIMARY KEY (lead_id, sequence),
    CONSTRAINT fk_lead_history_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE
);

CREATE TABLE lead_standings (
    lead_id uuid NOT NULL,
    definition_id uuid,
    decision text,
    total double precision NOT NULL,
    fit double precision NOT NULL,
    interest double precision NOT NULL,
    stage_key text NOT NULL,
    assessed_at timestamp with time zone NOT NULL,
    next_change_at timestamp with time zone,
    persona_key text,
    status text NOT NULL,
    rep_key text,
    CONSTRAINT pk_lead_standings PRIMARY KEY (lead_id),
    CONSTRAINT fk_lead_standings_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE
);

CREATE INDEX ix_engagements_content_at ON engagements (content, at) WHERE content IS NOT NULL;
CREATE INDEX ix_engagements_external_id ON engagements (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX ix_engagements_lead_id_at_position ON engagements (lead_id, at DESC, position DESC);
CREATE INDEX ix_hand_offs_definition_id_return_reason ON hand_offs (definition_id, return_reason);
CREATE INDEX ix_hand_offs_ended_at ON hand_offs (ended_at);
CREATE INDEX ix_hand_offs_lead_id_offered_at ON hand_offs (lead_id, offered_at);
CREATE INDEX ix_hand_offs_next_deadline_at ON hand_offs (next_deadline_at);
CREATE INDEX ix_hand_offs_rep_key_offered_at ON hand_offs (rep_key, offered_at);
CREATE UNIQUE INDEX ix_lead_definitions_key_state ON lead_definitions (key, state) WHERE state = 'Agreed';
CREATE UNIQUE INDEX ix_lead_definitions_key_version ON lead_definitions (key, version);
CREATE INDEX ix_lead_history_kind_at ON lead_history (kind, at);
CREATE INDEX ix_lead_standings_next_change_at ON lead_standings (next_change_at);
CREATE INDEX ix_lead_standings_persona_key_stage_key_total_lead_id ON lead_standings (persona_key, stage_key, total DESC, lead_id DESC);
CREATE INDEX ix_lead_standings_rep_key_total_lead_id ON lead_standings (rep_key, total DESC, lead_id);
CREATE INDEX ix_leads_created_at_id ON leads (created_at, id);
CREATE UNIQUE INDEX ix_leads_current_hand_off_id ON leads (current_hand_off_id);
CREATE INDEX ix_leads_persona_key_created_at_id ON leads (persona_key, created_at, id);
CREATE UNIQUE INDEX ix_leads_source_external_id ON leads (source, external_id);
CREATE INDEX ix_leads_status_created_at_id ON leads (status, created_at, id);

ALTER TABLE engagements ADD CONSTRAINT fk_engagements_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;
ALTER TABLE hand_offs ADD CONSTRAINT fk_hand_offs_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE;
