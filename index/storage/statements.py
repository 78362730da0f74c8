"""Finds the articles that quote the same words, and compares them.

Nothing is joined when articles are added: who else quotes some words is looked for when it is asked, by
their fingerprints, and each pair is compared. So the answer depends on the quotes that there are and
not on their order, a chain of quotes each like the next never makes one statement of all, and what users
have decided counts at once.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from index.errors import NotFoundError
from index.models import Quote, QuoteInArticle, QuoteKind
from index.models.statements import Statement, Variant
from index.query.terms import term_texts
from index.statements.comparison import Allowance, Likeness, likeness
from index.statements.differences import each_apart, whole
from index.statements.passages import NEAREST, Words, passage, passage_text
from index.statements.wording import digest, fingerprints, is_telling, words_of
from index.storage.database import Database, Row
from index.storage.repeats import MOST_VARIANTS
from index.storage.schema import FIRST_ON_QUOTES
from index.storage.store import QUOTE, QUOTES, SUMMARY, quote_of, summary_of

COMMON = 256
"""Wordings with the same fingerprint that are looked at, of more an arbitrary choice that stays the same."""

CANDIDATES = 400
"""Wordings that are compared, those with most fingerprints in common."""

MOST_COMPARED = 300_000
"""Words that are compared in one search, those of both quotes: of quotes of 2,000 words 75 pairs."""

MOST_SHORT = 20_000
"""Quotes of few words in one search of which it is looked at who is named for them."""

CLOSE = 7
"""Days within which few words that are the same may be one person's, if it is not known whose."""

_STEP = 50
_LONGEST = 40_000  # code points of a quote that are compared
_MOST_PARTS = 5  # quotes of the article asked about whose words are looked for

_BY_DATE = ("q.ordinal > 0", "q.ordinal = 0")  # what has no date comes last

Passage = tuple[Quote, ...]

_FOUND = f"SELECT {SUMMARY}, {QUOTE} FROM {QUOTES} JOIN articles a ON a.id = q.article_id"  # noqa: S608


class Statements:
    """Questions about single quotes and who else quotes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def quote(self, quote_id: int) -> QuoteInArticle:
        """One quote. Raises NotFoundError."""
        found = _load(self._database, [quote_id]) if 0 < quote_id < 1 << 63 else []
        if not found:
            raise NotFoundError(
                f"There is no quote {quote_id}; newsreader quotes --json shows which there are"
            )
        return found[0]

    def statement(self, quote_id: int) -> Statement:
        """A quote with those of other articles that report the same words. Raises NotFoundError.

        There is one variant an article. An article that quotes the words in several pieces is compared
        with all of them together. Of very long quotes fewer are found: MOST_COMPARED words are compared to
        find quotes that are not exactly alike, those with most fingerprints in common first, and as many
        to find the pieces of articles.
        """
        asked = self.quote(quote_id)
        return _Search(self._database).statement(asked)


class _Wording(NamedTuple):
    """How much a wording is like the one asked about, and its length in words."""

    likeness: Likeness
    size: int


class _Said(NamedTuple):
    """Who is named for a quote, and the ordinal of the date of its article."""

    speaker_id: int | None
    name: str | None
    ordinal: int


class _Search:
    """One search for a statement, with what may still be compared in it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._words = lru_cache(MOST_VARIANTS)(words_of)
        self._names = lru_cache(MOST_VARIANTS)(_name_terms)
        self._for_likeness = Allowance(MOST_COMPARED)
        self._for_pieces = Allowance(MOST_COMPARED)
        self._short_left = MOST_SHORT

    def statement(self, asked: QuoteInArticle) -> Statement:
        """The statement of a quote."""
        same = self._same(asked)
        told = (self._words(each.quote.text) for each in (asked, *same))
        longest = max(told, key=lambda words: (len(words), words))
        mine = self._passage(asked, longest)
        for part in mine[:_MOST_PARTS]:
            if part.id != asked.quote.id:
                same += self._same(replace(asked, quote=part))
        passages = {asked.article.id: (asked, mine)}
        for each in sorted(same, key=lambda each: (-len(each.quote.text), each.quote.start)):
            if each.article.id not in passages:
                passages[each.article.id] = (each, self._passage(each, longest))
        return _statement(list(passages.values()), asked)

    def _passage(self, found: QuoteInArticle, longest: Words) -> Passage:
        """A quote and those of its article that go on with it in the words of the longest one."""
        quote = found.quote
        if (
            quote.kind is QuoteKind.INDIRECT
            or not self._for_pieces
            or len(self._words(quote.text)) >= len(longest)
        ):
            return (quote,)
        rows = self._database.rows(
            f"SELECT {QUOTE} FROM {QUOTES} WHERE q.article_id = ? AND q.kind <> ? "  # noqa: S608
            "ORDER BY abs(q.start - ?), q.start LIMIT ?",
            (found.article.id, QuoteKind.INDIRECT.value, quote.start, NEAREST),
        )
        return passage(quote, map(quote_of, rows), longest, self._for_pieces)

    def _same(self, asked: QuoteInArticle) -> list[QuoteInArticle]:
        """The quotes that report the same words as one, one an article, of the articles that came first."""
        words = self._words(asked.quote.text)
        if (
            asked.quote.kind is QuoteKind.INDIRECT
            or not is_telling(words)
            or self._database.version < FIRST_ON_QUOTES
        ):
            return []
        return _load(self._database, self._first_of(asked, self._alike(words)))

    def _alike(self, words: Words) -> dict[int, _Wording]:
        """The wordings that are not other than some words, their own first."""
        own = digest(words)
        found = {own: _Wording(likeness(words, words), len(words))}
        near = [number for number in _near(self._database, words) if number != own]
        for at in range(0, len(near), _STEP):
            if not self._for_likeness:
                break
            rows = self._database.rows(
                "SELECT c.value, (SELECT substr(q.text, 1, ?) FROM quotes q WHERE q.statement_id = c.value "
                "LIMIT 1) FROM json_each(?) c",
                (_LONGEST, json.dumps(near[at : at + _STEP])),
            )
            for number, text in rows:
                if not self._for_likeness:
                    break
                others = words_of(text or "")
                self._for_likeness.take(words, others)
                how = likeness(words, others)
                if how is not Likeness.OTHER:
                    found[number] = _Wording(how, len(others))
        return found

    def _first_of(self, asked: QuoteInArticle, wordings: Mapping[int, _Wording]) -> list[int]:
        """The ids of quotes of some wordings: the longest of each article that came first."""
        best: dict[int, Row] = {}
        for number, wording in wordings.items():
            find = self._quotes_of if wording.likeness is Likeness.SAME else self._short_of
            for ordinal, article, start, quote in find(asked, number):
                found = (wording.size, -start, ordinal, quote)
                best[article] = max(best.get(article, found), found)
        order = sorted((row[2] == 0, row[2], article) for article, row in best.items())
        return [best[article][-1] for *_, article in order[:MOST_VARIANTS]]

    def _quotes_of(self, asked: QuoteInArticle, number: int) -> list[Row]:
        """The quotes of a wording, one an article: ordinal, article, start and id."""
        rows: list[Row] = []
        for dated in _BY_DATE:
            rows += self._database.rows(
                "SELECT q.ordinal, q.article_id, min(q.start), q.id FROM quotes q "  # noqa: S608
                f"WHERE q.statement_id = ? AND q.article_id <> ? AND {dated} "
                "GROUP BY q.ordinal, q.article_id ORDER BY q.ordinal, q.article_id LIMIT ?",
                (number, asked.article.id, MOST_VARIANTS),
            )
        return rows

    def _short_of(self, asked: QuoteInArticle, number: int) -> list[Row]:
        """The quotes of a wording of few words that may be those of one person, as :meth:`_quotes_of`."""
        mine = _Said(asked.quote.speaker_id, asked.quote.speaker_name, asked.article.published.ordinal)
        found: list[Row] = []
        for dated in _BY_DATE:
            rows = self._database.rows(
                "SELECT q.ordinal, q.article_id, q.start, q.id, q.speaker_id, "  # noqa: S608
                f"coalesce(s.name, q.speaker_name) FROM {QUOTES} "
                f"WHERE q.statement_id = ? AND q.article_id <> ? AND {dated} "
                "ORDER BY q.ordinal, q.article_id, q.start LIMIT ?",
                (number, asked.article.id, self._short_left),
            )
            self._short_left -= len(rows)
            found += [row[:4] for row in rows if self._may_be_one(mine, _Said(row[4], row[5], row[0]))]
        return found

    def _may_be_one(self, one: _Said, other: _Said) -> bool:
        """Whether the same few words may be one person's: named alike, or unknown and of one time."""
        if one.speaker_id is not None and one.speaker_id == other.speaker_id:
            return True
        names = self._names(one.name or ""), self._names(other.name or "")
        if all(names):
            return names[0] <= names[1] or names[1] <= names[0]
        days = _day(one.ordinal), _day(other.ordinal)
        return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= CLOSE


def _name_terms(name: str) -> frozenset[str]:
    return frozenset(term_texts(name))


def _near(database: Database, words: Words) -> list[int]:
    """The wordings that have fingerprints in common with some words, those with most of them first."""
    votes: Counter[int] = Counter()
    for each in fingerprints(words):
        rows = database.stored(
            "SELECT statement_id FROM main.fingerprints WHERE hash = ? LIMIT ?", (each, COMMON)
        )
        votes.update(row[0] for row in rows)
    return sorted(votes, key=lambda number: (-votes[number], number))[:CANDIDATES]


def _load(database: Database, ids: Sequence[int]) -> list[QuoteInArticle]:
    """Quotes by their ids."""
    rows = database.rows(
        f"{_FOUND} WHERE q.id IN (SELECT value FROM json_each(?))",  # noqa: S608
        (json.dumps(ids),),
    )
    return [QuoteInArticle(quote_of(row[8:]), summary_of(row)) for row in rows]


def _statement(passages: Sequence[tuple[QuoteInArticle, Passage]], asked: QuoteInArticle) -> Statement:
    """A statement of passages, one an article, in order of date; the one asked about is among them."""
    ordered = sorted(passages, key=lambda each: _date_order(each[0]))
    kept = [each for at, each in enumerate(ordered) if at < MOST_VARIANTS or each[0] is asked]
    first, *others = (passage_text(told) for _, told in kept)
    pieces = (whole(first), *each_apart(first, others))
    return Statement(tuple(Variant(found, told) for (found, _), told in zip(kept, pieces, strict=True)))


def _date_order(found: QuoteInArticle) -> tuple[bool, int, int]:
    """Where a quote stands in the order of date; what has no year comes last."""
    ordinal = found.article.published.ordinal
    return (not ordinal, ordinal, found.article.id)


def _day(ordinal: int) -> int | None:
    """The number of a day, None when it is not known or there is no such day."""
    try:
        return date(ordinal // 10000, ordinal // 100 % 100, ordinal % 100).toordinal()
    except ValueError:
        return None
