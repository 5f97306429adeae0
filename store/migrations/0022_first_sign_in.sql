-- The very first sign-in of an account is its owner's own beginning; every later one in a new browser is told by mail.
-- Accounts that have a password by now count as signed in.
ALTER TABLE accounts ADD COLUMN first_signed_in_at BIGINT;
UPDATE accounts SET first_signed_in_at = created_at WHERE password_hash IS NOT NULL OR password_changed_at IS NOT NULL;
