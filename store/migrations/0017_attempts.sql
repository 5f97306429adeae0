-- Guesses that were counted before they were compared: what is counted is named by a keyed hash, so that the table
-- tells neither names nor addresses, and names nobody has look like all others. recent holds the latest times, oldest
-- first, eight bytes each. A row without keep_until is closed and goes only when somebody opens it.
CREATE TABLE attempts (
    counter      BYTEA PRIMARY KEY,
    recent       BYTEA NOT NULL,
    in_a_row     BIGINT NOT NULL,
    pauses       BIGINT NOT NULL,
    closed_until BIGINT,
    last_at      BIGINT NOT NULL,
    keep_until   BIGINT
);
CREATE INDEX attempts_expiry ON attempts (keep_until);
CREATE INDEX attempts_age ON attempts (last_at);

-- Which names one network tried, and when last.
CREATE TABLE attempt_names (
    source   BYTEA NOT NULL,
    name     BYTEA NOT NULL,
    tried_at BIGINT NOT NULL,
    PRIMARY KEY (source, name)
);
CREATE INDEX attempt_names_time ON attempt_names (tried_at);

-- Failures of the whole service in slots of five minutes; shards, so that nodes do not wait for each other's row.
CREATE TABLE attempt_rates (
    slot     BIGINT NOT NULL,
    shard    BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    PRIMARY KEY (slot, shard)
);
