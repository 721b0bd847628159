CREATE TABLE jobs (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    input TEXT NOT NULL,
    checkpoint TEXT,
    done INTEGER NOT NULL,
    total INTEGER,
    result TEXT,
    error TEXT,
    attempts INTEGER NOT NULL,
    holder TEXT,
    leased_until INTEGER,
    asked_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER
) STRICT;

CREATE UNIQUE INDEX ix_jobs_kind_subject ON jobs (kind, subject) WHERE state IN ('Asked', 'Running');
CREATE INDEX ix_jobs_kind_asked_at ON jobs (kind, asked_at);
CREATE INDEX ix_jobs_state_asked_at ON jobs (state, asked_at);
