CREATE TABLE outbox (
    position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL,
    ordering_key TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT;

CREATE TABLE webhook_endpoints (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    url TEXT NOT NULL,
    description TEXT,
    event_types TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    disabled_at INTEGER,
    disabled_because TEXT,
    failing_since INTEGER,
    secrets TEXT NOT NULL
) STRICT;

CREATE TABLE webhook_deliveries (
    endpoint_id BLOB NOT NULL,
    position INTEGER NOT NULL,
    ordering_key TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    last_attempt_at INTEGER,
    last_status INTEGER,
    last_error TEXT,
    ended_at INTEGER,
    PRIMARY KEY (endpoint_id, position),
    CONSTRAINT fk_webhook_deliveries_position FOREIGN KEY (position) REFERENCES outbox (position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_lines (
    endpoint_id BLOB NOT NULL,
    ordering_key TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    lease TEXT,
    touched INTEGER NOT NULL,
    PRIMARY KEY (endpoint_id, ordering_key)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX ix_outbox_id ON outbox (id);
CREATE INDEX ix_webhook_deliveries_endpoint_id_ordering_key_position ON webhook_deliveries (endpoint_id, ordering_key, position) WHERE state = 'Waiting';
CREATE INDEX ix_webhook_deliveries_endpoint_id_state_position ON webhook_deliveries (endpoint_id, state, position);
CREATE INDEX ix_webhook_deliveries_position ON webhook_deliveries (position);
CREATE INDEX ix_webhook_deliveries_state_ended_at ON webhook_deliveries (state, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX ix_webhook_lines_due_at ON webhook_lines (due_at);
