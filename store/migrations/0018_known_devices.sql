-- Browsers in which somebody signed in: their guesses are counted apart from strangers' while known_until lies ahead.
-- The token of the browser's cookie stands here hashed with a key, together with the account: one browser knows several
-- accounts, and the table does not tell which rows are of one browser.
CREATE TABLE known_devices (
    id           TEXT PRIMARY KEY,
    account_id   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    token_hash   BYTEA NOT NULL UNIQUE,
    user_agent   TEXT NOT NULL,
    multi_factor BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    signed_in_at BIGINT,
    known_until  BIGINT,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX known_devices_account ON known_devices (account_id);
CREATE INDEX known_devices_expiry ON known_devices (expires_at);
