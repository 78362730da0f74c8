"""Quotes of an archive in memory: their numbers, decisions about them, and statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from index.models import Quote, QuoteInArticle
from index.models.decisions import Decision, DecisionKind, QuotePlace
from index.models.statements import Change, Piece, Statement, Variant


def numbered(article_id: int, quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """The quotes of an article with the archive's numbers, in order of place."""
    found = sorted(quotes, key=lambda each: each.start)
    return tuple(replace(each, id=1000 * article_id + index) for index, each in enumerate(found))


def decided(article_id: int, quotes: Iterable[Quote], decisions: Iterable[Decision]) -> tuple[Quote, ...]:
    """The quotes of an article after some decisions."""
    found = {(each.start, each.end): each for each in quotes}
    for decision in decisions:
        place = decision.quote
        if place is None or place.article_id != article_id or (place.start, place.end) not in found:
            continue
        quote = found.pop((place.start, place.end))
        if decision.kind is DecisionKind.ATTRIBUTE:
            found[place.start, place.end] = replace(
                quote,
                speaker=None,
                speaker_start=None,
                speaker_end=None,
                speaker_name=decision.name or None,
                speaker_id=_number(decision.name) if decision.name else None,
                cue=None,
                chain=(),
                confidence=1.0,
                corrected=True,
            )
    return tuple(sorted(found.values(), key=lambda each: each.start))


def place(found: QuoteInArticle) -> QuotePlace:
    """Where a quote stands."""
    return QuotePlace(found.article.id, found.quote.start, found.quote.end, found.quote.text)


def one(quote_id: int, quotes: Iterable[QuoteInArticle]) -> QuoteInArticle | None:
    """The quote with a number."""
    return next((each for each in quotes if each.quote.id == quote_id), None)


def statement(
    asked: QuoteInArticle, quotes: Sequence[QuoteInArticle], same: Iterable[Collection[int]]
) -> Statement:
    """A quote with those that ``same`` says are the same, by their numbers."""
    group = next((each for each in same if asked.quote.id in each), {asked.quote.id})
    found = [each for each in quotes if each.quote.id in group]
    found.sort(key=lambda each: (not each.article.published, each.article.published.ordinal))
    first = found[0].quote.text.split()
    return Statement(tuple(Variant(each, tuple(_pieces(first, each.quote.text.split()))) for each in found))


def _pieces(first: Sequence[str], words: Sequence[str]) -> Iterator[Piece]:
    """The runs of words that are kept, left out and added."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, first, words, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Change.KEPT, " ".join(first[i1:i2]))
        else:
            if i1 < i2:
                yield Piece(Change.LEFT_OUT, " ".join(first[i1:i2]))
            if j1 < j2:
                yield Piece(Change.ADDED, " ".join(words[j1:j2]))


def _number(name: str) -> int:
    """The id of whoever has a name, as in the archive in memory."""
    return sum(ord(letter) << index for index, letter in enumerate(name))
