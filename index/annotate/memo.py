"""Answers that are kept, because the words of news come back from article to article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

K = TypeVar("K", bound=Sequence[object])
V = TypeVar("V")

MOST = 1 << 16
"""How many answers a memo keeps unless told otherwise."""

_LONGEST = 64  # code points of a word that is worth keeping


class Memo(dict[K, V]):
    """A function of a word, or of a tuple of them, as a table: what is missing is made and kept.

    A look-up costs a fraction of a call. No more than ``most`` answers are kept, and none of an endless
    word. When half as many are new, those that nothing has asked for since the last such time are dropped.
    """

    def __init__(self, make: Callable[[K], V], most: int = MOST) -> None:
        super().__init__()
        self._make = make
        self._half = most // 2
        self._earlier: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        """The answer for a key that is not in the table."""
        earlier = self._earlier
        made = earlier[key] if key in earlier else self._make(key)
        if len(key) <= _LONGEST:
            if len(self) >= self._half:
                self._earlier = dict(self)
                self.clear()
            self[key] = made
        return made
