"""Which country's body a text means where the name does not say: "Russia's Defence Ministry"."""

from __future__ import annotations

from collections import Counter

from index.annotate.lexicon import places
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_LINKS = frozenset(("of", "in"))


def country_of(word: str) -> str | None:
    """The country that a name or a demonym of one word stands for."""
    return places.COUNTRY_OF_NAME.get(word) or places.COUNTRY_OF_DEMONYM.get(word)


def nation_of(word: str) -> str | None:
    """The country that a name, a demonym or a city's name stands for."""
    return country_of(word) or places.COUNTRY_OF_CITY.get(word)


def beside(tokens: Tokens, span: Span) -> str | None:
    """The country named right before a body ("Kenya's", "Kenyan") or right after it ("of Kenya")."""
    words = tokens.words
    index = span.first - 1
    if index >= 0 and tokens.lower[index] == "the":
        index -= 1
    if index > 0 and tokens.lower[index] in _POSSESSIVE:
        index -= 1
        return country_of(words[index]) or country_of(" ".join(words[max(index - 1, 0) : index + 1]))
    before = country_of(words[index]) if index >= 0 and index == span.first - 1 else None
    if before:
        return before
    index = span.stop
    if index + 1 < len(words) and tokens.lower[index] in _LINKS:
        index += 2 if tokens.lower[index + 1] == "the" else 1
        one, two = " ".join(words[index : index + 1]), " ".join(words[index : index + 2])
        return places.COUNTRY_OF_NAME.get(two) or places.COUNTRY_OF_NAME.get(one)
    return None


def of_document(tokens: Tokens, spans: list[Span]) -> str | None:
    """The country that two of three countries, cities and demonyms of a text are of, or None."""
    counts: Counter[str] = Counter()
    for span in spans:
        if span.label in (Label.PLACE, Label.MISC):
            words = " ".join(tokens.words[span.first : span.stop])
            country = nation_of(words)
            if country:
                counts[country] += 1
    if not counts:
        return None
    country, count = counts.most_common(1)[0]
    return country if 3 * count >= 2 * counts.total() and count > 1 else None
