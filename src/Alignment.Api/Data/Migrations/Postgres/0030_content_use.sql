CREATE TABLE forward_moves (
    lead_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT fk_forward_moves_lead_id FOREIGN KEY (lead_id) REFERENCES leads (id) ON DELETE CASCADE,
    CONSTRAINT pk_forward_moves PRIMARY KEY (lead_id, at)
);

DROP INDEX ix_engagements_content_at;
CREATE INDEX ix_engagements_content_at ON engagements (content, at) INCLUDE (lead_id) WHERE content IS NOT NULL;

DROP INDEX ix_shared_content_asset_id_at;
DROP INDEX ix_shared_content_rep_key_at;
CREATE INDEX ix_shared_content_asset_id_at_lead_id_rep_key ON shared_content (asset_id, at, lead_id, rep_key);
CREATE INDEX ix_shared_content_rep_key_asset_id_lead_id_at ON shared_content (rep_key, asset_id, lead_id, at);

-- Every lead is looked at once more, in the background, which is when its moves are kept.
UPDATE jobs SET subject = subject || ' before moves were kept' WHERE kind = 'Reassessment';
