"""The tables of ``archive.db``."""

from __future__ import annotations

APPLICATION_ID = 0x4E777352
"""Marks an SQLite file as a newsreader archive ("NwsR")."""

VERSION = 2
"""The version of the tables, kept in SQLite's ``user_version``."""

NAME_WORDS = """
CREATE {kind} name_words (         -- by which the names of entities are found
    word TEXT NOT NULL,            -- a term of the name
    entity_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (word, entity_id, name)
) WITHOUT ROWID"""

TABLES = """
CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest BLOB NOT NULL UNIQUE,   -- of the cleaned title and body, white space folded
    title TEXT NOT NULL,
    source TEXT,
    author TEXT,
    year INTEGER,
    month INTEGER,
    day INTEGER,
    ordinal INTEGER NOT NULL,      -- YYYYMMDD, 0 for what is unknown
    dateline TEXT,
    address TEXT,
    words INTEGER NOT NULL,
    body_start INTEGER NOT NULL,
    annotator TEXT NOT NULL,       -- which version made the annotations
    text TEXT NOT NULL             -- title, blank line, body; last, for rows are read from the left
);
CREATE INDEX articles_newest ON articles (ordinal DESC, id);
CREATE INDEX articles_oldest ON articles ((ordinal = 0), ordinal, id);

CREATE TABLE entities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    key TEXT NOT NULL,             -- what names of one entity have in common
    name TEXT NOT NULL,            -- the canonical name
    UNIQUE (label, key)
);

CREATE TABLE entity_names (
    entity_id INTEGER NOT NULL REFERENCES entities ON DELETE CASCADE,
    name TEXT NOT NULL,
    terms TEXT NOT NULL,           -- its terms, a space before each
    mentions INTEGER NOT NULL,     -- how often a text writes it so
    articles INTEGER NOT NULL,     -- in how many it is the fullest name
    PRIMARY KEY (entity_id, name)
) WITHOUT ROWID;

CREATE TABLE mentions (
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    name TEXT NOT NULL,            -- the fullest name in the article
    entity_id INTEGER NOT NULL REFERENCES entities,
    PRIMARY KEY (article_id, start, end, label)
) WITHOUT ROWID;
CREATE INDEX mentions_entity ON mentions (entity_id, article_id);

CREATE TABLE quotes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,      -- the article's, so that a speaker's quotes are in order of date
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    context_start INTEGER NOT NULL,  -- the sentence or sentences around it
    context_end INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    speaker TEXT,
    speaker_start INTEGER,
    speaker_end INTEGER,
    speaker_name TEXT,
    speaker_id INTEGER REFERENCES entities,
    cue TEXT,
    cue_start INTEGER,
    cue_end INTEGER,
    confidence REAL NOT NULL
);
CREATE INDEX quotes_article ON quotes (article_id, start);
CREATE INDEX quotes_speaker ON quotes (speaker_id, ordinal DESC, article_id, start);
""" + NAME_WORDS.format(kind="TABLE")
