CREATE TABLE jobs (
    id uuid NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    state text NOT NULL,
    input text NOT NULL,
    checkpoint text,
    done bigint NOT NULL,
    total bigint,
    result text,
    error text,
    attempts integer NOT NULL,
    holder text,
    leased_until timestamp with time zone,
    asked_at timestamp with time zone NOT NULL,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    CONSTRAINT pk_jobs PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_jobs_kind_subject ON jobs (kind, subject) WHERE state IN ('Asked', 'Running');
CREATE INDEX ix_jobs_kind_asked_at ON jobs (kind, asked_at);
CREATE INDEX ix_jobs_state_asked_at ON jobs (state, asked_at);
