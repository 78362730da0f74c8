"""The tables of ``archive.db``."""

from __future__ import annotations

APPLICATION_ID = 0x4E777352
"""Marks an SQLite file as a newsreader archive ("NwsR")."""

VERSION = 4
"""The version of the tables, kept in SQLite's ``user_version``."""

NAME_WORDS = """
CREATE {kind} {name} (             -- by which the names of entities are found
    word TEXT NOT NULL,            -- a term of the name
    entity_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (word, entity_id, name)
) WITHOUT ROWID"""

DECISIONS = """
CREATE TABLE decisions (           -- the user's word on who is who and who said what, in the order given
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,           -- what the annotator calls that which the decision is about
    name TEXT NOT NULL,
    entity_id INTEGER,             -- which of those with this name it was; -N: whom decision N made
    other_label TEXT,
    other TEXT,
    other_id INTEGER,
    article_id INTEGER,            -- the words that a decision on a quote is about
    start INTEGER,
    end INTEGER,
    quote TEXT,
    quote_id INTEGER               -- which quote it was; where it is known no more, the place decides
)"""

AS_FOUND = """    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
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
    confidence REAL NOT NULL,
"""
"""The columns that quotes have as they are found."""

FOUND_QUOTES = (
    f"""
CREATE TABLE found_quotes (        -- quotes as they were found, which decisions make otherwise
    id INTEGER PRIMARY KEY,
{AS_FOUND}    chain TEXT NOT NULL
)""",
    "CREATE INDEX found_quotes_speaker ON found_quotes (speaker_id)",
    "CREATE INDEX quotes_decided ON quotes (decision) WHERE decision IS NOT NULL",
)
"""The quotes that decisions have replaced in ``quotes`` or taken out of it."""

DECIDED, MADE = "decided", "made_quotes"
LAID_OVER = (
    f"CREATE TABLE temp.{DECIDED} (id INTEGER PRIMARY KEY, dropped INTEGER, decision INTEGER, speaker TEXT, "
    "speaker_start INTEGER, speaker_end INTEGER, speaker_name TEXT, cue TEXT, cue_start INTEGER, "
    "cue_end INTEGER, confidence REAL, chain TEXT)",
    f"CREATE TABLE temp.{MADE} (id INTEGER PRIMARY KEY, article_id INTEGER, ordinal INTEGER, "
    "context_start INTEGER, context_end INTEGER, start INTEGER, end INTEGER, text TEXT, kind TEXT, "
    "speaker TEXT, speaker_start INTEGER, speaker_end INTEGER, speaker_name TEXT, cue TEXT, "
    "cue_start INTEGER, cue_end INTEGER, confidence REAL, chain TEXT, speaker_id INTEGER, decision INTEGER)",
)
"""In memory, decisions on quotes of the archive, and quotes that it does not show."""

FIRST_ON_QUOTES = 4
"""The first version of the tables with fingerprints of quotes, counts of their words and decisions."""

NO_ENTITY = -1
"""In ``who`` in memory, what stands for the entity found where the part is a quote of DECIDED."""

SHOWN = (
    """
CREATE TABLE {schema}.who (       -- as which entity one that was found is shown, by the decisions
    found INTEGER NOT NULL,
    part INTEGER NOT NULL,         -- 0, or the decision that split this part of it off
    shown INTEGER,                 -- NULL: as none
    label TEXT,                    -- the label of what is shown; NULL: as found, no decision is about it
    split INTEGER NOT NULL,        -- whether parts are split off
    PRIMARY KEY (found, part)
) WITHOUT ROWID""",
    "CREATE INDEX {schema}.who_shown ON who (shown)",
    "CREATE INDEX {schema}.who_decided ON who (found) WHERE label IS NOT NULL",
    """
CREATE TABLE {schema}.shown (     -- labels and names of entities, where they are other than found
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    name TEXT NOT NULL
)""",
    """
CREATE TABLE {schema}.part_names (  -- the names of each part of an entity that is split
    found INTEGER NOT NULL,
    part INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (found, part, name)
) WITHOUT ROWID""",
    """
CREATE TABLE {schema}.given_words (  -- the words of names that the user has given
    word TEXT NOT NULL,
    entity_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (word, entity_id, name)
) WITHOUT ROWID""",
)
"""What the decisions make of the entities. Derived from them and from what was found."""

FOUND = (
    "INSERT INTO who SELECT id, 0, id, NULL, 0 FROM entities",
    """
CREATE TRIGGER entity_found AFTER INSERT ON entities BEGIN
    INSERT INTO who VALUES (new.id, 0, new.id, NULL, 0);
END""",
    """
CREATE TRIGGER entity_gone AFTER DELETE ON entities BEGIN
    DELETE FROM who WHERE found = old.id;
END""",
)
"""Statements that give every entity its row in ``who``."""

QUOTES_SPEAKER = (
    "CREATE INDEX quotes_speaker ON quotes "
    "(speaker_id, part, ordinal DESC, article_id, start, kind, confidence)"
)
PARTS = (
    "CREATE INDEX mentions_entity ON mentions (entity_id, part, article_id)",
    QUOTES_SPEAKER,
)
"""The ways from an entity to its mentions and quotes."""

QUOTES_ARTICLE = (
    "CREATE INDEX quotes_article ON quotes "
    "(article_id, start, kind, speaker_id, part, ordinal, context_start, context_end)"
)
"""The way from an article to its quotes, with all that is asked of quotes besides their words."""

FINGERPRINTS = (
    """
CREATE TABLE fingerprints (        -- by which quotes that share words are found, see wordings.py
    hash INTEGER NOT NULL,         -- of three words in a row
    statement_id INTEGER NOT NULL,
    PRIMARY KEY (hash, statement_id)
) WITHOUT ROWID""",
    "CREATE INDEX quotes_statement ON quotes (statement_id, ordinal, article_id, start) "
    "WHERE statement_id IS NOT NULL",
)

QUOTE_WORDS = """
CREATE TABLE quote_words (         -- how many quotes in marks have a word, see vocabulary.py
    word TEXT PRIMARY KEY,         -- a term; the empty one stands in every quote
    quotes INTEGER NOT NULL
) WITHOUT ROWID"""

EVIDENCE = (
    """
CREATE TABLE evidence (            -- what an article tells of an entity, to keep namesakes apart
    entity_id INTEGER NOT NULL REFERENCES entities ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    roles TEXT NOT NULL,           -- divided by spaces, in alphabetical order
    nations TEXT NOT NULL,         -- divided by commas, in alphabetical order
    gender TEXT NOT NULL,          -- m, f or empty
    titles TEXT NOT NULL DEFAULT '',  -- as the article writes them, divided by line ends
    PRIMARY KEY (entity_id, article_id)
) WITHOUT ROWID""",
    "CREATE INDEX evidence_article ON evidence (article_id)",
)

REWRITTEN = """
CREATE TABLE rewritten (           -- articles whose quotes have changed since they were added
    article_id INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    revision INTEGER NOT NULL      -- with which they changed last, for indexes that are behind it
)"""

TABLES = f"""
CREATE TABLE meta (                -- uuid, sample, revision
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
    value TEXT,                    -- what a date or an amount stands for
    part INTEGER NOT NULL DEFAULT 0,  -- of the entity, see who
    PRIMARY KEY (article_id, start, end, label)
) WITHOUT ROWID;

CREATE TABLE quotes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
{AS_FOUND}    part INTEGER NOT NULL DEFAULT 0,
    chain TEXT NOT NULL DEFAULT '',  -- the mentions from speaker to name: "start-end", divided by spaces
    statement_id INTEGER,          -- the same for quotes of exactly the same words; NULL: too few
    decision INTEGER               -- which says who speaks; NULL: as found
);
"""

STATEMENTS = (
    *TABLES.strip().split(";\n"),
    NAME_WORDS.format(kind="TABLE", name="name_words"),
    DECISIONS,
    REWRITTEN,
    *EVIDENCE,
    *PARTS,
    QUOTES_ARTICLE,
    QUOTE_WORDS,
    *FINGERPRINTS,
    *FOUND_QUOTES,
    *(statement.format(schema="main") for statement in SHOWN),
    *FOUND,
)
"""What makes the tables, one statement each."""
