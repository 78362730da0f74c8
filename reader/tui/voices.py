"""Who speaks in an article, and what the same speakers say elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.models import Quote, QuoteInArticle

ELSEWHERE = 20

FindQuotes = Callable[[int, int], Sequence[QuoteInArticle]]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of an article: ``here`` in order of place, ``elsewhere`` newest article first."""

    name: str
    speaker_id: int | None
    here: tuple[Quote, ...]
    elsewhere: tuple[QuoteInArticle, ...] = ()
    more: bool = False


def voices(quotes: Sequence[Quote], article_id: int, find: FindQuotes) -> tuple[Voice, ...]:
    """The speakers of an article in order of their first quote, those without a name last.

    ``find(speaker_id, limit)`` gives a speaker's quotes in the whole archive, newest first.
    """
    groups: dict[tuple[int | None, str], list[Quote]] = {}
    for quote in quotes:
        groups.setdefault((quote.speaker_id, _name(quote)), []).append(quote)
    named = [each for each in groups if each[0] is not None]
    unnamed = [each for each in groups if each[0] is None]
    return tuple(_voice(key, groups[key], article_id, find) for key in [*named, *unnamed])


def _voice(key: tuple[int | None, str], here: list[Quote], article_id: int, find: FindQuotes) -> Voice:
    speaker_id, name = key
    if speaker_id is None:
        return Voice(name, None, tuple(here))
    found = find(speaker_id, ELSEWHERE + len(here) + 1)
    elsewhere = [each for each in found if each.article.id != article_id]
    return Voice(name, speaker_id, tuple(here), tuple(elsewhere[:ELSEWHERE]), len(elsewhere) > ELSEWHERE)


def _name(quote: Quote) -> str:
    """The full name, else the words of the text, else that nobody is named."""
    return quote.speaker_name or quote.speaker or "speaker not known"
