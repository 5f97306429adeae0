-- How the agency reaches a person: the postal address as written on an envelope, its lines apart by a line feed, and a
-- telephone number as E.164 writes it ("+49…").
ALTER TABLE persons ADD COLUMN address TEXT;
ALTER TABLE persons ADD COLUMN phone_number TEXT;
