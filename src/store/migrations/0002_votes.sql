-- Whether members found an entry's answer helpful: one vote a member and entry, the last one.
CREATE TABLE vote (
    entry   TEXT NOT NULL,
    member  BLOB NOT NULL,
    at      BIGINT NOT NULL,
    helpful BOOLEAN NOT NULL,
    PRIMARY KEY (entry, member)
);
