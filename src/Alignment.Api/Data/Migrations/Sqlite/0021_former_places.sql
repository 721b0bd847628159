CREATE TABLE former_places (
    position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    lead_id BLOB NOT NULL,
    status TEXT NOT NULL,
    rep_key TEXT,
    persona_key TEXT,
    stage_key TEXT NOT NULL,
    total REAL NOT NULL,
    left_at INTEGER NOT NULL
) STRICT;

CREATE INDEX ix_former_places_lead_id_position ON former_places (lead_id, position);
CREATE INDEX ix_former_places_left_at ON former_places (left_at);
CREATE INDEX ix_former_places_rep_key_total_lead_id ON former_places (rep_key, total DESC, lead_id);
CREATE INDEX ix_former_places_total_lead_id ON former_places (total DESC, lead_id DESC) WHERE status = 'Qualified';
CREATE INDEX ix_lead_standings_persona_key_total_lead_id ON lead_standings (persona_key, total DESC, lead_id DESC) WHERE status = 'Qualified';
CREATE INDEX ix_lead_standings_stage_key_total_lead_id ON lead_standings (stage_key, total DESC, lead_id DESC) WHERE status = 'Qualified';
