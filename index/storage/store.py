"""The truth: articles and their annotations in SQLite.

Articles are written by :meth:`Store.add` and its like, which leave it to :mod:`index.storage.writing`;
decisions are written by :mod:`index.storage.deciding`. Who is quoted and named where is read in
:mod:`index.storage.people`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from index.errors import ArchiveError, NotFoundError
from index.models import (
    OPENING_READ,
    SURE,
    Article,
    Label,
    Mention,
    PartialDate,
    Quote,
    QuoteKind,
    Sort,
    Summary,
    opening,
)
from index.storage.database import Database, Row

if TYPE_CHECKING:
    from index.adding.prepare import Prepared
    from index.storage.rows import Ready
    from index.storage.writing import Writer

STORE_NAME = "archive.db"

_ARTICLE = "id, title, text, body_start, source, author, year, month, day, dateline, address, words"
SUMMARY = (
    "a.id, a.title, a.source, a.year, a.month, a.day, a.words, "
    f"CASE a.title WHEN '' THEN substr(a.text, 1, {OPENING_READ}) END"
)
QUOTE = (
    "q.start, q.end, q.text, q.kind, q.speaker, q.speaker_start, q.speaker_end, "
    "coalesce(s.name, q.speaker_name), q.speaker_id, q.cue, q.cue_start, q.cue_end, q.confidence, q.chain, "
    "q.id, q.decision IS NOT NULL"
)
MARKED = f"q.kind <> '{QuoteKind.INDIRECT.value}'"
"""The condition on quotes that leaves out what is reported without marks."""
UNSURE = f"q.confidence < {SURE}"
"""The condition on quotes of a speaker that it is not sure whose they are; what a user has decided is."""
QUOTES = "quotes q LEFT JOIN entities s ON s.id = q.speaker_id"
_ORDERS = {
    Sort.NEWEST: "a.ordinal DESC, a.id",
    Sort.OLDEST: "(a.ordinal = 0), a.ordinal, a.id",
}


class Store:
    """The database of one archive."""

    def __init__(self, directory: Path, *, create: bool = False) -> None:
        """Open or, with ``create``, make the database of an archive's directory; see Database."""
        self.database = Database(directory / STORE_NAME, create=create)

    @property
    def writable(self) -> bool:
        """Whether this user may write to it."""
        return self.database.writable

    @cached_property
    def uuid(self) -> str:
        """What identifies this archive wherever it lies."""
        named = self.meta("uuid") or ""
        try:
            return str(UUID(named))
        except ValueError:
            raise ArchiveError(
                "archive.db has a name that no archive has; do not trust it, and add its articles anew"
            ) from None

    @cached_property
    def _writer(self) -> Writer:
        """Writes what is added."""
        from index.storage.writing import Writer

        return Writer(self.database)

    def meta(self, key: str) -> str | None:
        """A setting of the archive."""
        value: str | None = self.database.value("SELECT value FROM meta WHERE key = ?", (key,))
        return value

    @property
    def revision(self) -> int:
        """A number that grows with every change of articles, annotations or names; 0 before the first."""
        return int(self.meta("revision") or 0)

    @property
    def shown_revision(self) -> int:
        """Another number whenever :attr:`revision` or the decisions in this user's own state are others."""
        return hash((self.revision, self.database.overlay.own.decisions()))

    def count(self) -> int:
        """How many articles there are."""
        return int(self.database.value("SELECT count(*) FROM articles"))

    def count_after(self, article_id: int) -> int:
        """How many articles have a higher id."""
        return int(self.database.value("SELECT count(*) FROM articles WHERE id > ?", (article_id,)))

    def ids(self) -> list[int]:
        """The ids of all articles in order."""
        return [row[0] for row in self.database.rows("SELECT id FROM articles ORDER BY id")]

    def known(self, digests: Sequence[bytes]) -> set[bytes]:
        """Which of these articles are stored."""
        found: set[bytes] = set()
        for at in range(0, len(digests), 500):
            part = digests[at : at + 500]
            marks = ",".join("?" * len(part))
            rows = self.database.rows(f"SELECT digest FROM articles WHERE digest IN ({marks})", part)  # noqa: S608
            found.update(row[0] for row in rows)
        return found

    def page(self, sort: Sort, limit: int, offset: int) -> tuple[Summary, ...]:
        """Articles in order of date, those without a year last."""
        order = _ORDERS.get(sort, _ORDERS[Sort.NEWEST])
        sql = f"SELECT {SUMMARY} FROM articles a ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608
        return tuple(summary_of(row) for row in self.database.rows(sql, (limit, offset)))

    def article(self, article_id: int) -> Article:
        """One article. Raises NotFoundError."""
        found = self.articles([article_id]) if 0 < article_id < 1 << 63 else {}
        if article_id not in found:
            raise NotFoundError(f"There is no article {article_id}; newsreader search shows which there are")
        return found[article_id]

    def has(self, article_id: int) -> bool:
        """Whether there is such an article."""
        if not 0 < article_id < 1 << 63:
            return False
        return self.database.row("SELECT 1 FROM articles WHERE id = ?", (article_id,)) is not None

    def articles(self, ids: Iterable[int]) -> dict[int, Article]:
        """Articles by id; those that do not exist are left out."""
        sql = f"SELECT {_ARTICLE} FROM articles WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        return {row[0]: _article_of(row) for row in self.database.rows(sql, (json.dumps(list(ids)),))}

    def digest(self, article_id: int) -> bytes:
        """The digest of an article's content when it was added; empty if there is no such article."""
        return self.database.value("SELECT digest FROM articles WHERE id = ?", (article_id,)) or b""

    def annotator(self, article_id: int) -> str:
        """The version of the annotator that read an article; empty if it failed."""
        return self.database.value("SELECT annotator FROM articles WHERE id = ?", (article_id,)) or ""

    def mentions(self, article_id: int) -> tuple[Mention, ...]:
        """The mentions of an article, in order of start, with the archive's name of each entity."""
        rows = self.database.rows(
            "SELECT m.start, m.end, m.text, m.label, e.name, m.entity_id, m.value FROM mentions m "
            "JOIN entities e ON e.id = m.entity_id WHERE m.article_id = ? ORDER BY m.start, m.end",
            (article_id,),
        )
        return tuple(
            Mention(start, end, text, Label(label), name, entity, value)
            for start, end, text, label, name, entity, value in rows
        )

    def quotes(self, article_id: int, *, indirect: bool = False) -> tuple[Quote, ...]:
        """The quotes of an article, in order of start, with the archive's name of each speaker."""
        kinds = "" if indirect else f"AND {MARKED}"
        sql = f"SELECT {QUOTE} FROM {QUOTES} WHERE q.article_id = ? {kinds} ORDER BY q.start, q.id"  # noqa: S608
        return tuple(quote_of(row) for row in self.database.rows(sql, (article_id,)))

    def iter_articles(self, after: int = 0, step: int = 100) -> Iterator[Article]:
        """All articles with an id above ``after``, read in steps so that writers are not kept waiting."""
        sql = f"SELECT {_ARTICLE} FROM articles WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608
        while rows := self.database.rows(sql, (after, step)):
            yield from map(_article_of, rows)
            after = rows[-1][0]

    def add(self, batch: Sequence[Prepared], *, sample: bool = False) -> int:
        """Store articles with their annotations; see :meth:`add_ready`."""
        from index.storage.rows import ready

        return self.add_ready([ready(each) for each in batch], sample=sample)

    def add_ready(self, batch: Sequence[Ready], *, sample: bool = False) -> int:
        """Store articles in one transaction and count those that were not there before.

        With ``sample`` an archive that is empty so far counts as the sample archive; without, it
        ceases to be one.
        """
        return self._writer.add(batch, sample=sample)

    def replace_annotations(self, batch: Mapping[int, Prepared]) -> None:
        """Store other annotations for articles, by id; see :meth:`replace_ready`."""
        from index.storage.rows import ready

        self.replace_ready({number: ready(each) for number, each in batch.items()})

    def replace_ready(self, batch: Mapping[int, Ready]) -> None:
        """Store other annotations for articles, by id, in one transaction."""
        self._writer.replace(batch)

    def close(self) -> None:
        """Close the database."""
        self.database.close()


def summary_of(row: Row) -> Summary:
    """The summary in a row of the columns SUMMARY."""
    return Summary(row[0], row[1] or opening(row[7]), row[2], PartialDate(row[3], row[4], row[5]), row[6])


def quote_of(row: Row) -> Quote:
    """The quote in a row of the columns QUOTE."""
    start, end, text, kind, *attribution, confidence, chain, number, corrected = row
    speaker, first, last, name, speaker_id, cue, cue_start, cue_end = attribution
    places = (each.split("-") for each in chain.split())
    mentions = tuple((int(start), int(end)) for start, end in places)
    who = (speaker, first, last, name, speaker_id)
    how = (cue, cue_start, cue_end, confidence)
    return Quote(start, end, text, QuoteKind(kind), *who, *how, mentions, number, bool(corrected))


def _article_of(row: Row) -> Article:
    """The article in a row of the columns _ARTICLE."""
    number, title, text, body_start, source, author, year, month, day, dateline, address, words = row
    date = PartialDate(year, month, day)
    return Article(number, title, text, body_start, source, author, date, dateline, address, words)
