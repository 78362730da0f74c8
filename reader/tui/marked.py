"""Which articles have had a mark put on them or taken away since a query that asks for marks was answered.

A list of what is unread or starred stays as it is while it is read, as in programs for mail: nothing
vanishes under the cursor. It is another one when it is searched for again.
"""

from __future__ import annotations

from reader.tui.filters import marks_in
from reader.tui.session import UserState


class Marked:
    """The marks as they were when a query was answered."""

    def __init__(self, query: str, state: UserState) -> None:
        self._state = state
        self._before = {mark: self._of(mark) for mark in marks_in(query)}

    def changed(self) -> set[int]:
        """The articles that the query may be answered otherwise for; none where it asks for no mark."""
        return {number for mark, before in self._before.items() for number in before ^ self._of(mark)}

    def _of(self, mark: str) -> frozenset[int]:
        """The articles with a mark."""
        return frozenset(self._state.starred() if mark == "starred" else self._state.read_ids())
