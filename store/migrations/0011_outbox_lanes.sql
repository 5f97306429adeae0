-- What goes to clients (logout tokens, pings) waits in a lane of its own: a slow client holds up no mail.
ALTER TABLE outbox ADD COLUMN lane TEXT NOT NULL DEFAULT 'mail';
ALTER TABLE outbox ADD COLUMN client_id TEXT;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (lane, next_at) WHERE sent_at IS NULL AND failed_at IS NULL;
