CREATE TABLE policies (
    key TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;

CREATE TABLE used_keys (
    key TEXT NOT NULL PRIMARY KEY,
    input_digest TEXT NOT NULL,
    answer TEXT NOT NULL,
    used_at INTEGER NOT NULL
) STRICT;

CREATE INDEX ix_used_keys_used_at ON used_keys (used_at);
