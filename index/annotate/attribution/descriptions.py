"""What a document says of its persons and papers besides names: ages, and who wrote which paper."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from index.annotate.context import Context
from index.annotate.grouping import Entity
from index.annotate.lexicon import cues, roles, word_set
from index.models import Label

PAPERS = word_set(
    """report survey study poll statement letter lawsuit memo email document editorial article post tweet
    message filing complaint indictment release book poem paper piece column essay memoir op-ed blog analysis
    petition manifesto speech testimony affidavit brief"""
)
"""Nouns for what is written, whose words are its author's."""

_MAKING = word_set(
    """wrote writes written writing published publishes released releases issued issues posted posts sent
    sends authored penned filed commissioned"""
)
_FROM = frozenset({"by", "from", "of"})
_AGE = re.compile(r"(1?\d\d)(?:-year-old)?")
_YEARS_OLD = re.compile(r"(1?\d\d)-year-old")
_OPENING = frozenset({"a", "an", "one", "another"})
_LONGEST = 4
_NEAR = 6
_CLAUSE = 20


class Descriptions:
    """Looks up what is said of the entities of one document; built once, in time linear in its length."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._introduced = _introduced(context)
        self._ages: dict[str, Entity] = {}
        self._authors: defaultdict[str, list[tuple[int, Entity]]] = defaultdict(list)
        for number, span in enumerate(context.spans):
            if span.label in (Label.PERSON, Label.ORG):
                entity = context.grouping.entities[context.grouping.of_span[number]]
                self._note_age(entity, span.first, span.stop)
                for head, token in self._papers(span.first, span.stop):
                    self._authors[head].append((token, entity))

    def of_age(self, words: list[str]) -> Entity | None:
        """The person whose age a phrase tells ("the", "34-year-old")."""
        for word in words:
            match = _YEARS_OLD.fullmatch(word)
            if match is not None and match[1] in self._ages:
                return self._ages[match[1]]
        return None

    def is_unnamed(self, head: str, token: int) -> bool:
        """Whether somebody is introduced by a noun and without a name before a token."""
        return self._introduced.get(head, token) < token

    def author(self, head: str, token: int) -> Entity | None:
        """Who wrote the paper that a noun at a token means: the author last told before, else the next."""
        told = self._authors.get(head)
        if not told:
            return None
        at = bisect_left([place for place, _ in told], token)
        return told[max(0, at - 1)][1]

    def _note_age(self, entity: Entity, first: int, stop: int) -> None:
        """Keep the age that stands beside a person's name: "Ana Ruiz, 34," or "34-year-old Ana Ruiz"."""
        if entity.label is not Label.PERSON:
            return
        words = self._context.tokens.lower
        if stop + 2 < len(words) and words[stop] == "," and words[stop + 2] in (",", ".", ";"):
            match = _AGE.fullmatch(words[stop + 1])
            if match is not None:
                self._ages.setdefault(match[1], entity)
        before = _YEARS_OLD.fullmatch(words[first - 1]) if first else None
        if before is not None:
            self._ages.setdefault(before[1], entity)

    def _papers(self, first: int, stop: int) -> Iterator[tuple[str, int]]:
        """The papers that the words around a name give to it, with their tokens."""
        tokens = self._context.tokens
        lower = tokens.lower
        limit = min(stop + _NEAR, len(lower))
        if stop < limit and lower[stop] in PAPERS:
            yield lower[stop], stop
        elif stop < limit and lower[stop] in ("'s", "'"):
            yield from self._first_paper(stop + 1, limit)
        elif not _MAKING.isdisjoint(lower[stop : min(stop + 3, limit)]):
            yield from self._first_paper(stop + 1, min(stop + _NEAR + 4, len(lower)))
        else:
            yield from self._said_in(stop)
        for index in range(first - 1, max(0, first - _NEAR), -1):
            if lower[index] in PAPERS and not _FROM.isdisjoint(lower[index + 1 : first]):
                yield lower[index], index
                return
            other = self._context.span_at[index] >= 0
            if (
                other
                or lower[index] in (",", ".", "said")
                or tokens.sentence[index] != tokens.sentence[first]
            ):
                return

    def _said_in(self, stop: int) -> Iterator[tuple[str, int]]:
        """The paper in which somebody says something: "Ruiz, a lawyer, wrote in the firm's newsletter"."""
        tokens = self._context.tokens
        cue = -1
        for index in range(stop, min(stop + _CLAUSE, len(tokens))):
            if tokens.sentence[index] != tokens.sentence[stop] or self._context.inside[index] >= 0:
                return
            if tokens.lower[index] in cues.STRONG:
                cue = index
            elif cue >= 0 and tokens.lower[index] == "in" and index - cue < 3:
                yield from self._first_paper(index + 1, min(index + _NEAR, len(tokens)))
                return

    def _first_paper(self, first: int, limit: int) -> Iterator[tuple[str, int]]:
        """The first paper among some tokens, or both words of "blog post", before a noun that may speak."""
        lower = self._context.tokens.lower
        for index in range(first, limit):
            if lower[index] in PAPERS:
                yield lower[index], index
                if lower[index + 1 : index + 2] and lower[index + 1] in PAPERS:
                    yield lower[index + 1], index + 1
                return
            if lower[index] in (",", ".", ";") or (lower[index] in roles.SPEAKING):
                return


def _introduced(context: Context) -> dict[str, int]:
    """Where nouns for people first stand after "a" and the like: who is introduced so has no name."""
    tokens = context.tokens
    lower = tokens.lower
    found: dict[str, int] = {}
    for opening in [index for index, word in enumerate(lower) if word in _OPENING]:
        for index in range(opening + 1, min(opening + 1 + _LONGEST, len(lower))):
            if lower[index] in _OPENING or not tokens.words[index][0].isalnum():
                break
            if lower[index] in roles.SPEAKING:
                after = index + 1
                named = after < len(lower) and (lower[after] == "," or context.span_at[after] >= 0)
                if not named and lower[opening - 1 : opening] != [","]:
                    found.setdefault(lower[index], index)
    return found
