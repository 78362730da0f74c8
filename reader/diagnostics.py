"""Standard error: notes, errors and progress. No other module writes to it."""

from __future__ import annotations

import shutil
from typing import TextIO

from index.errors import QueryError
from index.text import clean_line
from reader.output import abandon, lenient, wants_style
from reader.plain import plain

LONGEST = 2000
"""How many code points of a message are shown."""

CONTEXT = 60
"""How many code points of a long query are shown at most on each side of its fault."""


class Diagnostics:
    """Messages for the person at the terminal. A stream that cannot be written is given up silently."""

    def __init__(self, stream: TextIO | None) -> None:
        self.stream = stream
        self.lively = wants_style(stream)
        """Whether the stream is a terminal that can show a progress bar."""
        lenient(stream)

    def note(self, text: str) -> None:
        """One line, after the command's name."""
        self._write(f"newsreader: {plain(clean_line(text, LONGEST))}\n")

    def query_fault(self, query: str, error: QueryError) -> None:
        """A query that cannot be understood, with carets under the part at fault."""
        start = min(max(error.start, 0), len(query))
        end = min(max(error.end, start), len(query))
        message = str(error)
        self.note(message[:1].lower() + message[1:] if message[1:2].islower() else message)
        self._write(pointed(query, start, end))

    def traceback(self) -> None:
        """Where the error that is being handled comes from, for whoever mends the program."""
        import traceback

        self._write("".join(plain(line) + "\n" for line in traceback.format_exc().splitlines()))

    def _write(self, text: str) -> None:
        if self.stream is None:
            return
        try:
            self.stream.write(text)
            self.stream.flush()
        except (OSError, ValueError):
            abandon(self.stream)
            self.stream = None


def pointed(query: str, start: int, end: int) -> str:
    """Two lines: the query, or what of it surrounds ``start:end``, and carets under that range, in cells.

    They fit the width of the terminal, as long as most characters take one cell.
    """
    from rich.cells import cell_len

    room = shutil.get_terminal_size().columns - 4  # an indent, and a mark of what is left out on each side
    length = min(max(end - start, 1), max(room // 3, 1))
    around = min(CONTEXT, max((room - length) // 2, 1))
    first, last = max(start - around, 0), start + length
    before, fault = plain(query[first:start]), plain(query[start:last])
    after = plain(query[last : last + around])
    if first:
        before = "…" + before
    if last + around < len(query):
        after += "…"
    carets = "^" * max(cell_len(fault), 1)
    return f"  {before}{fault}{after}\n  {' ' * cell_len(before)}{carets}\n"
