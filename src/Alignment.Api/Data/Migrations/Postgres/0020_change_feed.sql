-- The transaction that wrote an entry, which the server fills in, so that every host finds what any host has committed since it last looked.
-- Entries from before have none: they are told to nobody any more.
ALTER TABLE lead_history ADD COLUMN tx xid8;
ALTER TABLE lead_history ALTER COLUMN tx SET DEFAULT pg_current_xact_id();
CREATE INDEX ix_lead_history_tx ON lead_history (tx) WHERE tx IS NOT NULL;
