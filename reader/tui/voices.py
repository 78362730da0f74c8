"""Who speaks in an article, and what the same speakers say elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.models import SURE, Quote, QuoteInArticle, QuoteKind

ELSEWHERE = 20
NOBODY = "speaker not known"

FindQuotes = Callable[[int, int], Sequence[QuoteInArticle]]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of an article: ``here`` in order of place, ``elsewhere`` newest article first.

    ``reported`` is what the article reports without quotation marks, in order of place.
    """

    name: str
    speaker_id: int | None
    here: tuple[Quote, ...]
    elsewhere: tuple[QuoteInArticle, ...] = ()
    more: bool = False
    reported: tuple[Quote, ...] = ()


def voices(quotes: Sequence[Quote], article_id: int, find: FindQuotes) -> tuple[Voice, ...]:
    """The speakers of an article in order of their first quote, those without a name last.

    ``find(speaker_id, limit)`` gives a speaker's quotes in the whole archive, newest first.
    """
    groups: dict[tuple[int | None, str], list[Quote]] = {}
    for quote in quotes:
        groups.setdefault((quote.speaker_id, speaker_name(quote)), []).append(quote)
    named = [each for each in groups if each[0] is not None]
    unnamed = [each for each in groups if each[0] is None]
    return tuple(_voice(key, groups[key], article_id, find) for key in [*named, *unnamed])


def speaker_name(quote: Quote) -> str:
    """The full name, else the words of the text, else that nobody is named."""
    return quote.speaker_name or quote.speaker or NOBODY


def doubtful(quote: Quote) -> bool:
    """Whether a quote is taken to be somebody's and it is not sure that it is."""
    return (quote.speaker_name or quote.speaker) is not None and quote.confidence < SURE


def _voice(key: tuple[int | None, str], quotes: list[Quote], article_id: int, find: FindQuotes) -> Voice:
    speaker_id, name = key
    here = tuple(each for each in quotes if each.kind is not QuoteKind.INDIRECT)
    reported = tuple(each for each in quotes if each.kind is QuoteKind.INDIRECT)
    if speaker_id is None:
        return Voice(name, None, here, reported=reported)
    found = find(speaker_id, ELSEWHERE + len(quotes) + 1)
    elsewhere = [each for each in found if each.article.id != article_id]
    more = len(elsewhere) > ELSEWHERE
    return Voice(name, speaker_id, here, tuple(elsewhere[:ELSEWHERE]), more, reported)
