-- Device authorization: a device without a keyboard waits, a person types its code on a page of ours. Both codes stand
-- here hashed; the short one with a key, or its few letters could be tried out against a stolen copy. What the person
-- decided waits here until the device asks.
CREATE TABLE device_codes (
    device_code_hash BYTEA PRIMARY KEY,
    user_code_hash   BYTEA NOT NULL UNIQUE,
    client_id        TEXT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    scope            TEXT NOT NULL,
    details          TEXT NOT NULL,
    interval_seconds BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    expires_at       BIGINT NOT NULL,
    polled_at        BIGINT,
    account_id       TEXT REFERENCES accounts (id) ON DELETE CASCADE,
    grant_id         TEXT,
    decided_at       BIGINT,
    redeemed_at      BIGINT
);
CREATE INDEX device_codes_expiry ON device_codes (expires_at);
CREATE INDEX device_codes_client ON device_codes (client_id);
CREATE INDEX device_codes_account ON device_codes (account_id);

-- How often codes were tried in an hour: by one account, and by all together.
CREATE TABLE device_code_tries (
    bucket     TEXT NOT NULL,
    hour_start BIGINT NOT NULL,
    tries      BIGINT NOT NULL,
    PRIMARY KEY (bucket, hour_start)
);
CREATE INDEX device_code_tries_hour ON device_code_tries (hour_start);
