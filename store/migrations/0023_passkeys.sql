-- Passkeys and security keys (WebAuthn credentials). public_key is the COSE key as the authenticator gave it. A row
-- counts until it is removed; expires_at is until when a removed one can come back. A credential id is one account's.
CREATE TABLE passkeys (
    id                 TEXT PRIMARY KEY,
    account_id         TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    flow_id            TEXT NOT NULL,
    kind               TEXT NOT NULL,
    name               TEXT NOT NULL,
    credential_id      BYTEA NOT NULL UNIQUE,
    public_key         BYTEA NOT NULL,
    sign_count         BIGINT NOT NULL,
    backup_eligible    BIGINT NOT NULL,
    backed_up          BIGINT NOT NULL,
    transports         TEXT NOT NULL,
    aaguid             BYTEA NOT NULL,
    attestation_format TEXT NOT NULL,
    is_attested        BIGINT NOT NULL,
    created_at         BIGINT NOT NULL,
    last_used_at       BIGINT,
    removed_at         BIGINT,
    expires_at         BIGINT
);
CREATE INDEX passkeys_account ON passkeys (account_id, created_at, id);
CREATE INDEX passkeys_expiry ON passkeys (expires_at);

-- What authenticators know an account by: random, so that it tells nothing about the person (WebAuthn L3 §14.6.1).
CREATE TABLE user_handles (
    account_id TEXT PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    handle     BYTEA NOT NULL UNIQUE
);

-- Challenges that were answered, each once, whatever the answer was worth.
CREATE TABLE passkey_challenges (
    token_hash BYTEA PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX passkey_challenges_expiry ON passkey_challenges (expires_at);

-- Until when nobody offers this person a passkey in passing.
ALTER TABLE accounts ADD COLUMN passkey_offer_put_off_until BIGINT;
