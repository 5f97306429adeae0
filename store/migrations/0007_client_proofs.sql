-- Proofs that count once: a client's assertions (RFC 7523) and DPoP proofs (RFC 9449). A row stays as long as the proof
-- could be shown again.
CREATE TABLE client_assertions (
    client_id  TEXT NOT NULL,
    jti_hash   BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (client_id, jti_hash)
);
CREATE INDEX client_assertions_expiry ON client_assertions (expires_at);

CREATE TABLE dpop_proofs (
    proof_hash BYTEA PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX dpop_proofs_expiry ON dpop_proofs (expires_at);
