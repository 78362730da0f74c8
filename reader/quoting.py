"""Finds the quotes that are asked for in an archive, no more at a time than are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.archive import Archive
from index.models import Quote, QuoteInArticle, QuoteKind, Sort
from index.models.statements import Statement
from reader.commands.lines import entity_id
from reader.exits import UsageError, asking

ALL = 1_000_000_000
"""A limit that no archive reaches."""

PAGE = 500
"""Articles that are listed at a time where all quotes of the archive are asked for."""

_MORE = 4
"""How many times as many quotes are asked for as before when those were not enough."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which quotes are asked for.

    ``by`` is a name, a part of one or an id (``entity:12``), ``about`` a name and ``match`` a query;
    None does not restrict.
    """

    by: str | None = None
    about: str | None = None
    match: str | None = None
    indirect: bool = False
    sure: bool = False


class Counted(Generic[T]):
    """The first ``limit`` of some items: counts those that were taken, and whether there are more."""

    def __init__(self, items: Iterable[T], limit: int) -> None:
        self._items = iter(items)
        self._limit = limit
        self.count = 0
        self.more = False

    def __iter__(self) -> Iterator[T]:
        for item in self._items:
            if self.count == self._limit:
                self.more = True
                return
            self.count += 1
            yield item


def find(archive: Archive, asked: Asked, limit: int) -> Iterator[QuoteInArticle]:
    """Quotes, newest article first, in an article by place; about ``limit`` are expected to be taken.

    All quotes of an archive are read an article at a time. Raises NotFoundError and QueryError.
    """
    if limit >= ALL and not (asked.by or asked.about or asked.match):
        found = _everything(archive, asked.indirect)
    else:
        found = _matching(archive, asked, limit)
    return (item for item in found if item.quote.sure) if asked.sure else found


def _everything(archive: Archive, indirect: bool) -> Iterator[QuoteInArticle]:
    """The quotes of all articles, in the order in which an archive gives them."""
    offset, before = 0, frozenset[int]()
    while True:
        page = archive.articles(sort=Sort.NEWEST, limit=PAGE, offset=offset)
        for article in page:
            if article.id not in before:  # articles that are added meanwhile move the others down
                for quote in archive.quotes_in(article.id, indirect=indirect):
                    yield QuoteInArticle(quote, article)
        if len(page) < PAGE:
            return
        offset, before = offset + PAGE, frozenset(article.id for article in page)


def _matching(archive: Archive, asked: Asked, limit: int) -> Iterator[QuoteInArticle]:
    """The quotes that match; more of them are asked for when those so far have been taken."""
    number = entity_id(asked.by or "")
    done, size = 0, limit + 1 if limit < ALL else ALL
    while True:
        found = archive.quotes(
            by=asked.by if number is None else None,
            speaker_id=number,
            about=asked.about,
            match=asked.match,
            limit=size,
            indirect=asked.indirect,
        )
        yield from found[done:]
        if len(found) < size:
            return
        done, size = size, min(size * _MORE, ALL)


def unseen(items: Iterable[QuoteInArticle], seen: set[tuple[int, int, int]]) -> Iterator[QuoteInArticle]:
    """The quotes that are not among those seen, which they then are."""
    for item in items:
        place = (item.article.id, item.quote.start, item.quote.end)
        if place not in seen:
            seen.add(place)
            yield item


class Told:
    """Which quotes and statements have been told."""

    def __init__(self) -> None:
        self._quotes = set[int]()
        self._statements = set[int]()
        self._beyond = set[tuple[int, str]]()

    def has(self, quote: Quote) -> bool:
        """Whether a statement that was told has this quote, or would if it told later articles."""
        return quote.id in self._quotes or _who_and_words(quote) in self._beyond

    def add(self, statement: Statement) -> bool:
        """Take a statement to be told from now on; False if the same words of the same articles were.

        Where a statement leaves out later articles, those that it tells are the same for all of its quotes
        but the one that it was asked for; it is known by its first quote.
        """
        quotes = [each.found.quote for each in statement.variants]
        key = hash(tuple((each.found.article.id, each.pieces) for each in statement.variants))
        told = key in self._statements or (statement.has_most and quotes[0].id in self._quotes)
        self._statements.add(key)
        self._quotes.update(each.id for each in quotes if each.id is not None)
        if statement.has_most:
            self._beyond.update(found for each in quotes if (found := _who_and_words(each)) is not None)
        return not told


def _who_and_words(quote: Quote) -> tuple[int, str] | None:
    """What quotes that are told together have in common, if a speaker is known."""
    if quote.speaker_id is None or quote.kind is QuoteKind.INDIRECT:
        return None
    return quote.speaker_id, " ".join(quote.text.split()).casefold()


def statements(archive: Archive, items: Iterable[QuoteInArticle], told: Told) -> Iterator[Statement]:
    """What is said in quotes, each statement once; what was ``told`` is passed over, and it grows.

    An article that quotes a statement in several parts leads to it from each of them.
    """
    for item in items:
        if item.quote.id is not None and not told.has(item.quote):
            statement = archive.statement(item.quote.id)
            if told.add(statement):
                yield statement


def with_dates(match: str | None, since: str | None, until: str | None) -> str | None:
    """A query over words, narrowed to articles from one date to another; each may be None.

    None when nothing is asked for. Raises QueryFault for a query, and UsageError for a date, that
    cannot be understood.
    """
    from index.query.dates import parse_date_range
    from index.query.parser import parse

    with asking(match or ""):
        words = match if match and parse(match).node is not None else None
    if since is None and until is None:
        return words
    for option, date in (("--since", since), ("--until", until)):
        if date is not None and not date[:1].isdigit():
            raise UsageError(f"{option} “{date}” is not a date; write 2024, 2024-04 or 2024-04-15")
    dates = f"{since or ''}..{until or ''}"
    try:
        parse_date_range(dates)
    except ValueError as error:
        raise UsageError(f"--since and --until: {error}") from error
    return f"({words}) date:{dates}" if words else f"date:{dates}"
