-- What a server's admins have set. Channel 0 stands for the whole server.
CREATE TABLE setting (
    guild   BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    name    TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (guild, channel, name)
);
