-- Links of notices ("that was not me"): what the notice told, and the factor it was about. Each stays good until its
-- own end: a newer notice must not take away the way to undo what an older one told.
ALTER TABLE mail_links ADD COLUMN notice TEXT;
ALTER TABLE mail_links ADD COLUMN subject TEXT;
