-- Guid ids are sixteen bytes, big-endian; instants are ticks of 100 ns since 1970; JSON is text.
CREATE TABLE journeys (
    key TEXT NOT NULL PRIMARY KEY,
    stages TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE lead_definitions (
    id BLOB NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    definition TEXT NOT NULL,
    drafted_at INTEGER NOT NULL,
    agreed_at INTEGER,
    superseded_at INTEGER,
    withdrawn_at INTEGER,
    signatures TEXT NOT NULL,
    comments TEXT NOT NULL
) STRICT;

CREATE TABLE reason_lists (
    kind TEXT NOT NULL PRIMARY KEY,
    reasons TEXT NOT NULL
) STRICT;

CREATE TABLE sales_reps (
    key TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    working_hours TEXT,
    holidays TEXT,
    adopter TEXT,
    absences TEXT NOT NULL,
    left_on TEXT
) STRICT;

CREATE TABLE engagements (
    lead_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    content TEXT,
    stage_key TEXT,
    by_function TEXT,
    external_id TEXT,
    properties TEXT NOT NULL,
    PRIMARY KEY (lead_id, position),
    CONSTRAINT fk_engagements_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE hand_offs (
    id BLOB NOT NULL PRIMARY KEY,
    lead_id BLOB NOT NULL,
    rep_key TEXT NOT NULL,
    definition_id BLOB,
    off_definition_reason TEXT,
    unmet TEXT NOT NULL,
    routing TEXT,
    state TEXT NOT NULL,
    offered_at INTEGER NOT NULL,
    respond_by INTEGER NOT NULL,
    accepted_at INTEGER,
    touch_by INTEGER,
    first_touch_at INTEGER,
    ended_at INTEGER,
    return_reason TEXT,
    ended_because TEXT,
    escalate_at INTEGER,
    escalated_at INTEGER,
    next_deadline_at INTEGER,
    CONSTRAINT fk_hand_offs_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE leads (
    id BLOB NOT NULL PRIMARY KEY,
    source TEXT NOT NULL,
    external_id TEXT NOT NULL,
    persona_key TEXT,
    attributes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    captured_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    version INTEGER NOT NULL,
    prior_outcomes TEXT NOT NULL,
    last_engagement_position INTEGER NOT NULL,
    current_hand_off_id BLOB,
    try_again_on TEXT,
    rests_until INTEGER,
    rests_at_position INTEGER,
    contact_company TEXT,
    contact_email TEXT,
    contact_name TEXT,
    outcome_amount TEXT,
    outcome_at INTEGER,
    outcome_currency TEXT,
    outcome TEXT,
    outcome_reason TEXT,
    outcome_rep_key TEXT,
    CONSTRAINT fk_leads_current_hand_off_id FOREIGN KEY (current_hand_off_id) REFERENCES hand_offs (id) ON DELETE RESTRICT
) STRICT;

CREATE TABLE lead_history (
    lead_id BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    why TEXT,
    hand_off_id BLOB,
    changes TEXT NOT NULL,
    PRIMARY KEY (lead_id, sequence),
    CONSTRAINT fk_lead_history_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE lead_standings (
    lead_id BLOB NOT NULL PRIMARY KEY,
    definition_id BLOB,
    decision TEXT,
    total REAL NOT NULL,
    fit REAL NOT NULL,
    interest REAL NOT NULL,
    stage_key TEXT NOT NULL,
    assessed_at INTEGER NOT NULL,
    next_change_at INTEGER,
    persona_key TEXT,
    status TEXT NOT NULL,
    rep_key TEXT,
    CONSTRAINT fk_lead_standings_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

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
