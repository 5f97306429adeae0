-- Authorization requests that clients pushed (RFC 9126); the reference handed out is stored as its SHA-256.
CREATE TABLE pushed_requests (
    reference_hash BYTEA PRIMARY KEY,
    client_id      TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    request        TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    used_at        BIGINT
);
CREATE INDEX pushed_requests_expiry ON pushed_requests (expires_at);
