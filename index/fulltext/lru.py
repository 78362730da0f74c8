"""A cache that forgets what was used longest ago when it holds too much."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class SizedCache(Generic[K, V]):
    """Keeps values up to a total size in a unit of the caller's choice."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._total = 0
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def get(self, key: K) -> V | None:
        """The value of a key, or None."""
        if key not in self._values:
            return None
        self._values.move_to_end(key)
        return self._values[key][0]

    def put(self, key: K, value: V, size: int) -> None:
        """Keep a value; one that is larger than the limit is not kept."""
        if size > self._limit:
            return
        if key in self._values:
            self._total -= self._values.pop(key)[1]
        self._values[key] = (value, size)
        self._total += size
        while self._total > self._limit:
            self._total -= self._values.popitem(last=False)[1][1]
