-- Authenticator apps. A row is first unfinished (its key is on the set-up page), then confirmed with a code, and perhaps
-- removed; only the confirmed and not removed count. expires_at is when an unfinished key is void, and until when a
-- removed one can come back. last_step is the last time step a code was accepted for (RFC 6238 §5.2): it only moves
-- forward. One sign-in flow makes at most one factor of an account.
CREATE TABLE totp_factors (
    id           TEXT PRIMARY KEY,
    account_id   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    flow_id      TEXT NOT NULL,
    name         TEXT NOT NULL,
    secret       BYTEA NOT NULL,
    algorithm    TEXT NOT NULL,
    tries        BIGINT NOT NULL,
    last_step    BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_used_at BIGINT,
    removed_at   BIGINT,
    expires_at   BIGINT,
    UNIQUE (flow_id, account_id)
);
CREATE INDEX totp_factors_account ON totp_factors (account_id, created_at, id);
CREATE INDEX totp_factors_expiry ON totp_factors (expires_at);

-- Steps still to come whose code was typed ahead of time and recognised: they are refused when their time comes.
CREATE TABLE totp_burnt_steps (
    factor_id  TEXT NOT NULL REFERENCES totp_factors (id) ON DELETE CASCADE,
    step       BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (factor_id, step)
);
CREATE INDEX totp_burnt_steps_expiry ON totp_burnt_steps (expires_at);
