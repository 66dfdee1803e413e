-- Times are seconds since 1970 (UTC). Members appear as a keyed hash alone; editors by their Discord id, since history tells who.

-- What is made once and kept, such as the key of the members' hash.
CREATE TABLE secret (
    name  TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
);

-- The files of the knowledge folder as they last passed the check.
CREATE TABLE last_good (
    path    TEXT PRIMARY KEY NOT NULL,
    content BLOB NOT NULL
);

-- What was changed through the bot, in order. `patch` is a unified diff of one file.
CREATE TABLE edit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    at      BIGINT NOT NULL,
    editor  BIGINT NOT NULL,
    name    TEXT NOT NULL,
    summary TEXT NOT NULL,
    path    TEXT NOT NULL,
    patch   TEXT NOT NULL,
    written BOOLEAN NOT NULL,
    undoes  BIGINT
);

-- Edits that a moderator has begun.
CREATE TABLE draft (
    id      TEXT PRIMARY KEY NOT NULL,
    editor  BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    content TEXT NOT NULL
);

-- Questions that looked like ours and got no good answer.
CREATE TABLE miss (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    at       BIGINT NOT NULL,
    member   BLOB NOT NULL,
    question TEXT NOT NULL,
    reason   TEXT NOT NULL,
    entry    TEXT,
    state    TEXT NOT NULL,
    edit     BIGINT,
    UNIQUE (member, question)
);

-- Members of whom no question is kept.
CREATE TABLE opt_out (
    member BLOB PRIMARY KEY NOT NULL
);
