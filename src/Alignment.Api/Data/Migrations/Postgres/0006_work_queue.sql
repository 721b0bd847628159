CREATE INDEX ix_lead_standings_assessed_at ON lead_standings (assessed_at) WHERE status = 'Qualified';
CREATE INDEX ix_lead_standings_total_lead_id ON lead_standings (total DESC, lead_id DESC) WHERE status = 'Qualified';
