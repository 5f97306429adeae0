-- What an operator demands of one account's sign-ins (an acr value), and until when a person has put the security notice
-- off, where it can be put off.
ALTER TABLE accounts ADD COLUMN minimum_acr TEXT;
ALTER TABLE accounts ADD COLUMN notice_put_off_until BIGINT;
