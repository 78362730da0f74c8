"""What articles say that somebody is: phrases that mean the same become one role with its dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import nsmallest

from index.annotate.lexicon.people import FULL_TITLES
from index.models.profiles import Role
from index.query.terms import term_texts
from index.storage.people import date_of

_NEVER = 1 << 31

MOST = 8
"""How many roles are given, those that most articles tell."""

_KEPT, _LONGEST_KEPT = 1 << 13, 64  # titles, and their code points
_LEFT_OUT = frozenset({"the", "a", "an"})
_SHORT = {
    **{short: tuple(long.split("-")) for short, long in FULL_TITLES.items()},
    "ceo": ("chief", "executive"),
    "vp": ("vice", "president"),
    "sec": ("secretary",),
    "dep": ("deputy",),
    "asst": ("assistant",),
    "ag": ("attorney", "general"),
    "defence": ("defense",),
    "labour": ("labor",),
    "centre": ("center",),
    "organisation": ("organization",),
    "advisor": ("adviser",),
    "uk": ("british",),
    "usa": ("us",),
}
_LONG = (
    (("united", "states"), ("us",)),
    (("united", "kingdom"), ("british",)),
    (("chief", "executive", "officer"), ("chief", "executive")),
)


def roles(told: Iterable[tuple[int, str, int]]) -> tuple[Role, ...]:
    """The roles that articles tell of somebody, in order of their first date, those without one last.

    ``told`` are the ids of articles, each with the titles that it tells, divided by line ends, and the
    ordinal of its date. Writings that differ in case, articles ("the") or abbreviation make one role.
    """
    found: dict[tuple[str, ...], _Role] = {}
    for number, titles, ordinal in told:
        for title in titles.split("\n"):
            if key := _key(title):
                found.setdefault(key, _Role()).add(title, number, ordinal)
    most = nsmallest(MOST, found.items(), key=lambda item: (-len(item[1].articles), item[0]))
    made = [role.made() for _, role in most]
    return tuple(sorted(made, key=lambda role: (role.first.ordinal or _NEVER, -role.articles, role.title)))


@dataclass(slots=True)
class _Role:
    """The writings of a role, and the articles that have them with the ordinals of their dates."""

    writings: Counter[str] = field(default_factory=Counter)
    articles: dict[int, int] = field(default_factory=dict)

    def add(self, title: str, number: int, ordinal: int) -> None:
        """Take in a title that an article tells."""
        self.writings[title] += 1
        self.articles[number] = ordinal

    def made(self) -> Role:
        """The role in its most frequent writing, of several that with fewest capitals, then the longest."""
        title = min(
            self.writings,
            key=lambda each: (-self.writings[each], sum(map(str.isupper, each)), -len(each), each),
        )
        known = [ordinal for ordinal in self.articles.values() if ordinal]
        first, last = date_of(min(known, default=None)), date_of(max(known, default=None))
        return Role(title, len(self.articles), first, last)


def _key(title: str) -> tuple[str, ...]:
    """What titles that mean the same have in common."""
    return (_folded if len(title) <= _LONGEST_KEPT else _folded.__wrapped__)(title)


@lru_cache(_KEPT)
def _folded(title: str) -> tuple[str, ...]:
    """The same, for titles of which the answer is kept."""
    words = [word for word in term_texts(title.replace("-", " ")) if word not in _LEFT_OUT]
    full = [part for word in words for part in _SHORT.get(word, (word,))]
    for long, short in _LONG:
        size = len(long)
        at = 0
        while at <= len(full) - size:
            if tuple(full[at : at + size]) == long:
                full[at : at + size] = short
            at += 1
    return tuple(full)
