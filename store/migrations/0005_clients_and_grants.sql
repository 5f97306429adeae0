-- A client's secret is hashed, or sealed where the server needs the key itself (client_secret_jwt). A client that
-- registered itself has a token to manage its registration with (RFC 7592).
ALTER TABLE clients ADD COLUMN secret_sealed BYTEA;
ALTER TABLE clients ADD COLUMN registration_token_hash BYTEA;

-- What the sign-in was asked for beside its scope, as JSON: claims, resources, authorization_details; and the key or
-- certificate its tokens are bound to.
ALTER TABLE grants ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
