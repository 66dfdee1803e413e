-- How often an entry was chosen from suggestions; nothing of who chose it or what was asked.
CREATE TABLE choice (
    entry TEXT PRIMARY KEY NOT NULL,
    count BIGINT NOT NULL
);
