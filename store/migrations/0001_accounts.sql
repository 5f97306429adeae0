-- People at the agency, their accounts, and the links mailed to them.
CREATE TABLE persons (
    customer_number TEXT PRIMARY KEY,
    name            TEXT,
    given_name      TEXT,
    family_name     TEXT,
    birth_date      TEXT,
    language        TEXT,
    office          TEXT,
    created_at      BIGINT NOT NULL
);

-- id is the OpenID Connect `sub`. An address counts for sign-in once email_verified_at is set.
CREATE TABLE accounts (
    id                  TEXT PRIMARY KEY,
    email               TEXT,
    email_folded        TEXT UNIQUE,
    email_verified_at   BIGINT,
    username            TEXT,
    username_folded     TEXT UNIQUE,
    customer_number     TEXT UNIQUE REFERENCES persons (customer_number),
    password_hash       BYTEA,
    password_changed_at BIGINT,
    language            TEXT NOT NULL,
    terms_version       TEXT,
    terms_accepted_at   BIGINT,
    disabled_at         BIGINT,
    created_at          BIGINT NOT NULL,
    updated_at          BIGINT NOT NULL
);

CREATE INDEX accounts_creation ON accounts (created_at, id);

-- What somebody may type to sign in: e-mail addresses and usernames, folded, in one place, so that no username is
-- another account's address, not even when both are registered at the same moment.
CREATE TABLE login_names (
    name_folded TEXT PRIMARY KEY,
    account_id  TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE
);
CREATE INDEX login_names_account ON login_names (account_id);

-- A mailed link. The token itself is only in the mail; password_hash is the registration's, moved to the account on
-- confirmation.
CREATE TABLE mail_links (
    token_hash    BYTEA PRIMARY KEY,
    kind          TEXT NOT NULL,
    account_id    TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    email         TEXT NOT NULL,
    password_hash BYTEA,
    flow_id       TEXT,
    browser_hash  BYTEA,
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL,
    replaced_at   BIGINT,
    used_at       BIGINT
);
CREATE INDEX mail_links_account ON mail_links (account_id, kind, created_at);
CREATE INDEX mail_links_expiry ON mail_links (expires_at);
