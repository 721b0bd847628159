-- Rows that no query of an index asks for are left out of it: most leads are with no rep, and the queue asks for qualified ones.
DROP INDEX ix_lead_standings_next_change_at;
DROP INDEX ix_lead_standings_persona_key_stage_key_total_lead_id;
DROP INDEX ix_lead_standings_rep_key_total_lead_id;
CREATE INDEX ix_lead_standings_next_change_at ON lead_standings (next_change_at) WHERE next_change_at IS NOT NULL;
CREATE INDEX ix_lead_standings_persona_key_stage_key_total_lead_id ON lead_standings (persona_key, stage_key, total DESC, lead_id DESC) WHERE status = 'Qualified';
CREATE INDEX ix_lead_standings_rep_key_total_lead_id ON lead_standings (rep_key, total DESC, lead_id) WHERE rep_key IS NOT NULL;
