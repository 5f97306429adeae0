-- Signing keys (sealed), and what is to be sent.
CREATE TABLE signing_keys (
    kid         TEXT PRIMARY KEY,
    algorithm   TEXT NOT NULL,
    state       TEXT NOT NULL,
    private_key BYTEA NOT NULL,
    created_at  BIGINT NOT NULL,
    state_since BIGINT NOT NULL
);
-- One current and at most one next key per algorithm: two processes that rotate at once make one rotation.
CREATE UNIQUE INDEX signing_keys_one ON signing_keys (algorithm, state) WHERE state <> 'retired';

-- payload is sealed: a mail holds a link that is as good as a password.
CREATE TABLE outbox (
    id            TEXT PRIMARY KEY,
    kind          TEXT NOT NULL,
    recipient_key BYTEA NOT NULL,
    payload       BYTEA NOT NULL,
    created_at    BIGINT NOT NULL,
    next_at       BIGINT NOT NULL,
    attempts      BIGINT NOT NULL,
    claimed_until BIGINT,
    sent_at       BIGINT,
    failed_at     BIGINT,
    last_error    TEXT
);
CREATE INDEX outbox_due ON outbox (next_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_recipient ON outbox (recipient_key, created_at);
