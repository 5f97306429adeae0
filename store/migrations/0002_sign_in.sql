-- Sign-ins under way, and the sessions they end in.
CREATE TABLE sign_in_flows (
    id            TEXT PRIMARY KEY,
    browser_hash  BYTEA NOT NULL,
    request       TEXT NOT NULL,
    evidence      TEXT NOT NULL,
    account_id    TEXT,
    session_id    TEXT,
    registered_email TEXT,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    finished_at   BIGINT
);
CREATE INDEX sign_in_flows_expiry ON sign_in_flows (expires_at);

-- id is the public `sid`; the cookie's token is stored hashed.
CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    token_hash   BYTEA NOT NULL UNIQUE,
    account_id   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    evidence     TEXT NOT NULL,
    auth_time    BIGINT NOT NULL,
    user_agent   TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    idle_at      BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    ended_at     BIGINT
);
CREATE INDEX sessions_account ON sessions (account_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);
