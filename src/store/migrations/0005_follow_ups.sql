-- What a follow-up follows: the question of the entry that was shown, and no member's words.
ALTER TABLE miss ADD COLUMN after TEXT;
-- How often the member asked it.
ALTER TABLE miss ADD COLUMN times BIGINT NOT NULL DEFAULT 1;
