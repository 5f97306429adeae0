-- Initial access tokens (RFC 7591 §3): who holds one may register clients, so many times and so long.
CREATE TABLE registration_tokens (
    token_hash BYTEA PRIMARY KEY,
    uses_left  BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX registration_tokens_expiry ON registration_tokens (expires_at);

-- How many clients one address registered since a moment, where anybody may. source is a keyed hash.
CREATE TABLE registration_counts (
    source        BYTEA PRIMARY KEY,
    since         BIGINT NOT NULL,
    registrations BIGINT NOT NULL
);
CREATE INDEX registration_counts_age ON registration_counts (since);
