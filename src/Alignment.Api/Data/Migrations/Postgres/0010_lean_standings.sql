-- Rows that no query of an index asks for are left out of it: most leads are with no rep, and the queue asks for qualified ones.
DROP INDEX ix_lead_standings_next_change_at;
DROP INDEX ix_lead_standings_persona_key_stage_key_total_lead_id;
DROP INDEX ix_lead_standings_rep_key_total_lead_id;
CREATE INDEX ix_lead_standings_next_change_at ON lead_standings (next_change_at) WHERE next_change_at IS NOT NULL;
CREATE INDEX ix_lead_standings_persona_key_stage_key_total_lead_id ON lead_standings (persona_key, stage_key, total DESC, lead_id DESC) WHERE status = 'Qualified';
CREATE INDEX ix_lead_standings_rep_key_total_lead_id ON lead_standings (rep_key, total DESC, lead_id) WHERE rep_key IS NOT NULL;

-- Standings are only ever written for leads that were read in the same transaction, thousands at a time, and checking each against its lead
-- costs as much as writing it. What the reference did when a lead goes is done by a trigger.
ALTER TABLE lead_standings DROP CONSTRAINT fk_lead_standings_lead_id;

CREATE FUNCTION standings_go_with_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM lead_standings USING gone WHERE lead_standings.lead_id = gone.id;
    RETURN NULL;
END $$;

CREATE TRIGGER leads_go AFTER DELETE ON leads REFERENCING OLD TABLE AS gone
FOR EACH STATEMENT EXECUTE FUNCTION standings_go_with_leads();
