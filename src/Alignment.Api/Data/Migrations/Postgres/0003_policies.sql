CREATE TABLE policies (
    key text NOT NULL,
    content jsonb NOT NULL,
    version integer NOT NULL,
    CONSTRAINT pk_policies PRIMARY KEY (key)
);

CREATE TABLE used_keys (
    key text NOT NULL,
    input_digest text NOT NULL,
    answer jsonb NOT NULL,
    used_at timestamp with time zone NOT NULL,
    CONSTRAINT pk_used_keys PRIMARY KEY (key)
);

CREATE INDEX ix_used_keys_used_at ON used_keys (used_at);
