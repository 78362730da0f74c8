"""What the search for titles asks of the words of a text."""

from __future__ import annotations

from functools import lru_cache

from index.annotate.lexicon import occupations, places, word_set
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

Range = tuple[int, int]
"""Tokens from the first up to but not including the second."""

_STRONG = frozenset(",.;:)]—–!?")
_CLOSING = frozenset("\"”’»'")
_HEADLINE = 0.6
_FEWEST = 4
_KEPT, _LONGEST_KEPT = 1 << 16, 64  # words, and their code points
_FUNCTION = word_set("of the a an and for in on at to from by with as or nor but vs is")


class Phrases:
    """The tokens and names of one text."""

    def __init__(self, tokens: Tokens, spans: list[Span]) -> None:
        self.tokens = tokens
        self._span_at = {index: span for span in spans for index in range(span.first, span.stop)}
        self._headlines: dict[int, bool] = {}

    def span_at(self, index: int) -> Span | None:
        """The name that a token belongs to."""
        return self._span_at.get(index)

    def is_person(self, index: int) -> bool:
        """Whether a token belongs to a person's name."""
        span = self._span_at.get(index)
        return span is not None and span.label is Label.PERSON

    def is_head(self, index: int) -> bool:
        """Whether a token is a noun for what a person is, in the singular."""
        if index < 0:
            return False
        return is_occupation(self.tokens.lower[index])

    def ends_title(self, index: int) -> bool:
        """Whether a token ends a title: a noun, or the full stop of an abbreviated one."""
        if index > 0 and self.tokens.words[index] == ".":
            return self.tokens.lower[index - 1] in occupations.ABBREVIATIONS
        return self.is_head(index)

    def ends_apposition(self, index: int) -> bool:
        """Whether a phrase that goes up to a token ends there for sure."""
        if index >= len(self.tokens):
            return True
        return self.tokens.words[index] in _STRONG or self.tokens.words[index] in _CLOSING

    def is_adjective(self, index: int) -> bool:
        """Whether a token is the adjective of a country."""
        return self.tokens.words[index] in places.COUNTRY_OF_DEMONYM

    def is_headline(self, index: int) -> bool:
        """Whether a token stands in a sentence whose words have capitals throughout."""
        number = self.tokens.sentence[index]
        if number not in self._headlines:
            starts = self.tokens.sentence_starts
            end = starts[number + 1] if number + 1 < len(starts) else len(self.tokens)
            words = [
                word
                for word, lower in zip(
                    self.tokens.words[starts[number] : end],
                    self.tokens.lower[starts[number] : end],
                    strict=True,
                )
                if word[0].isalpha() and lower not in _FUNCTION
            ]
            capitals = sum(word[0].isupper() for word in words)
            closed = self.ends_apposition(end - 1)
            most = len(words) - 0.5 if closed else _HEADLINE * len(words)
            self._headlines[number] = len(words) >= _FEWEST and capitals > most
        return self._headlines[number]

    def text(self, found: Range) -> str:
        """A phrase as written, on one line."""
        first, stop = found
        tokens = self.tokens
        text = " ".join(tokens.text[tokens.starts[first] : tokens.ends[stop - 1]].split())
        for prefix in ("then-", "Then-", "now-"):
            text = text.removeprefix(prefix)
        return text

    def says_something(self, found: Range) -> bool:
        """Whether a phrase tells more than that somebody is a person or a leader."""
        first, stop = found
        lower = self.tokens.lower
        last = stop - 2 if self.tokens.words[stop - 1] == "." and stop - first > 1 else stop - 1
        if last == first:
            return lower[first] not in occupations.LONE and lower[first] not in occupations.LONE_BODIES
        if any(word in occupations.KIN for word in lower[first:stop]):
            return any(word[0].isupper() for word in self.tokens.words[first:stop])
        return True


def is_occupation(lower: str) -> bool:
    """Whether a word in lower case is a noun for what a person is, also with "ex-" and the like."""
    return (_is_occupation if len(lower) <= _LONGEST_KEPT else _is_occupation.__wrapped__)(lower)


@lru_cache(_KEPT)
def _is_occupation(lower: str) -> bool:
    """The same, for words of which the answer is kept."""
    if lower in occupations.PERSONS:
        return True
    return "-" in lower and lower.rpartition("-")[2] in occupations.PERSONS
