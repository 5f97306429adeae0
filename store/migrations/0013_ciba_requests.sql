-- Backchannel authentication: a client asks, a person decides on another device. `notification` is sealed: where and
-- with which token the client wants to be told (ping), and the auth_req_id that stands here only as a hash.
CREATE TABLE ciba_requests (
    id               TEXT PRIMARY KEY,
    auth_req_id_hash BYTEA NOT NULL UNIQUE,
    client_id        TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    account_id       TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    scope            TEXT NOT NULL,
    details          TEXT NOT NULL,
    binding_message  TEXT NOT NULL,
    acr_values       TEXT NOT NULL,
    notification     BYTEA,
    interval_seconds BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    expires_at       BIGINT NOT NULL,
    polled_at        BIGINT,
    grant_id         TEXT,
    decided_at       BIGINT,
    redeemed_at      BIGINT
);
CREATE INDEX ciba_requests_expiry ON ciba_requests (expires_at);
CREATE INDEX ciba_requests_client ON ciba_requests (client_id);
CREATE INDEX ciba_requests_account ON ciba_requests (account_id);
