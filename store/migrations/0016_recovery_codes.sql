-- Recovery codes: an account has one set that counts, ten codes of one use each. The codes stand here hashed with a key
-- and the account, as they are shorter than 112 bits. Their text stands sealed with the set while it is shown, so that a
-- second click shows the same ten; it is erased once the person has kept it, and after twenty minutes at the latest.
CREATE TABLE recovery_code_sets (
    id           TEXT PRIMARY KEY,
    account_id   TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    flow_id      TEXT NOT NULL,
    sealed_codes BYTEA,
    shown_until  BIGINT NOT NULL,
    created_at   BIGINT NOT NULL,
    kept_at      BIGINT,
    voided_at    BIGINT
);
CREATE UNIQUE INDEX recovery_code_sets_valid ON recovery_code_sets (account_id) WHERE voided_at IS NULL;
CREATE INDEX recovery_code_sets_account ON recovery_code_sets (account_id);
CREATE INDEX recovery_code_sets_shown ON recovery_code_sets (shown_until) WHERE sealed_codes IS NOT NULL;
CREATE INDEX recovery_code_sets_voided ON recovery_code_sets (voided_at) WHERE voided_at IS NOT NULL;

CREATE TABLE recovery_codes (
    code_hash BYTEA PRIMARY KEY,
    set_id    TEXT NOT NULL REFERENCES recovery_code_sets (id) ON DELETE CASCADE,
    number    BIGINT NOT NULL,
    used_at   BIGINT
);
CREATE INDEX recovery_codes_set ON recovery_codes (set_id);
