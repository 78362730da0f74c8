"""Who speaks in an article, and what the same speakers say elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.models import Quote, QuoteInArticle, QuoteKind

ELSEWHERE = 20
"""How many quotes of a speaker in other articles are listed, and as many that have no marks."""

NOBODY = "speaker not known"


class Source(Protocol):
    """What is asked about the quotes of a speaker in the whole archive."""

    def quotes(self, speaker_id: int, limit: int, *, indirect: bool = False) -> Sequence[QuoteInArticle]:
        """The newest quotes; with ``indirect`` also what is reported without quotation marks."""

    def count(self, speaker_id: int, name: str) -> int | None:
        """How many have quotation marks, or None where that is not known."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of an article: ``here`` in order of place, ``elsewhere`` newest article first.

    ``reported`` is what the article reports without quotation marks, in order of place. ``more`` says
    that there are more quotes elsewhere than are listed, ``total`` how many in all, as far as that is
    known, and ``more_reported`` that there may be more without quotation marks.
    """

    name: str
    speaker_id: int | None
    here: tuple[Quote, ...]
    elsewhere: tuple[QuoteInArticle, ...] = ()
    more: bool = False
    reported: tuple[Quote, ...] = ()
    total: int | None = None
    more_reported: bool = False


def voices(
    quotes: Sequence[Quote], article_id: int, source: Source, *, indirect: bool = False
) -> tuple[Voice, ...]:
    """The speakers of an article in order of their first quote, those without a name last.

    With ``indirect`` also what is reported elsewhere without quotation marks is listed.
    """
    groups: dict[tuple[int | None, str], list[Quote]] = {}
    for quote in quotes:
        groups.setdefault((quote.speaker_id, speaker_name(quote)), []).append(quote)
    named = [each for each in groups if each[0] is not None]
    unnamed = [each for each in groups if each[0] is None]
    return tuple(_voice(key, groups[key], article_id, source, indirect) for key in [*named, *unnamed])


def speaker_name(quote: Quote) -> str:
    """The full name, else the words of the text, else that nobody is named."""
    return quote.speaker_name or quote.speaker or NOBODY


def _voice(
    key: tuple[int | None, str], quotes: list[Quote], article_id: int, source: Source, indirect: bool
) -> Voice:
    speaker_id, name = key
    here = tuple(each for each in quotes if each.kind is not QuoteKind.INDIRECT)
    reported = tuple(each for each in quotes if each.kind is QuoteKind.INDIRECT)
    if speaker_id is None:
        return Voice(name, None, here, reported=reported)
    found = source.quotes(speaker_id, ELSEWHERE + len(here) + 1)
    marked = [each for each in found if each.article.id != article_id]
    more = len(marked) > ELSEWHERE
    count = source.count(speaker_id, name) if more else None
    total = count - len(here) if count is not None else None
    unmarked, more_reported = (
        _reported_elsewhere(speaker_id, len(quotes), article_id, source) if indirect else ([], False)
    )
    elsewhere = sorted([*marked[:ELSEWHERE], *unmarked], key=_newest_first)
    return Voice(name, speaker_id, here, tuple(elsewhere), more, reported, total, more_reported)


def _reported_elsewhere(
    speaker_id: int, here: int, article_id: int, source: Source
) -> tuple[list[QuoteInArticle], bool]:
    """What other articles report without quotation marks, and whether there may be more of it."""
    limit = here + 2 * (ELSEWHERE + 1)
    found = source.quotes(speaker_id, limit, indirect=True)
    unmarked = [
        each for each in found if each.quote.kind is QuoteKind.INDIRECT and each.article.id != article_id
    ]
    return unmarked[:ELSEWHERE], len(found) == limit or len(unmarked) > ELSEWHERE


def _newest_first(found: QuoteInArticle) -> tuple[int, int, int]:
    """The order in which an archive gives quotes."""
    return -found.article.published.ordinal, found.article.id, found.quote.start
