-- Whether a grant goes on when the sign-in it came from ends. Until now the scope word offline_access alone decided.
ALTER TABLE grants ADD COLUMN outlives_session BIGINT NOT NULL DEFAULT 0;
UPDATE grants SET outlives_session = 1
    WHERE REPLACE(' ' || scope || ' ', ' offline_access ', '') <> ' ' || scope || ' ';
