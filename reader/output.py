"""Standard output. No other module writes to it.

Whatever is written passes :func:`reader.plain.plain` or :func:`reader.plain.escaped`, so that no text of an
article can steer the terminal.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TextIO

from reader.exits import OutputClosed, OutputError
from reader.plain import escaped, plain

BOLD = "1"
DIM = "2"
NARROWEST = 20

Span = tuple[int, int, str]
"""A range of code points and the style (:data:`BOLD`, :data:`DIM`) in which it is written."""


def wants_style(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal whose user has not asked for plain text."""
    if stream is None or not stream.isatty():
        return False
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") not in {"", "dumb"}


def lenient(stream: TextIO | None) -> None:
    """Make a stream write what its encoding lacks as an escape sequence instead of failing."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def abandon(stream: TextIO | None) -> None:
    """Send what a broken stream still holds to nowhere, so that Python's own last flush cannot fail."""
    if stream is None:
        return
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


class Output:
    """Lines, paragraphs and JSON objects for standard output.

    Every method raises :class:`OutputClosed` when nobody reads any more and :class:`OutputError` when the
    stream cannot be written. ``stream`` is None when the process was started with standard output closed.
    """

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._styled = wants_style(stream)
        terminal = stream is not None and stream.isatty()
        self.width = max(shutil.get_terminal_size().columns, NARROWEST) if terminal else None
        """The terminal's width in cells, or None when lines are not wrapped."""
        lenient(stream)

    def line(self, text: str = "", style: str = "") -> None:
        """One line, whole in one style, not wrapped."""
        safe = plain(text)
        self._write(self._render(safe, 0, len(safe), [(0, len(safe), style)] if style else ()) + "\n")

    def paragraph(self, text: str, spans: Sequence[Span] = (), *, indent: int = 0, lead: str = "") -> None:
        """A text wrapped to the width, ``indent`` cells from the left, ``lead`` before its first line."""
        safe = plain(text)
        margin = lead.ljust(indent)
        for start, end in self._lines(safe, indent):
            self._write(f"{margin}{self._render(safe, start, end, spans)}".rstrip() + "\n")
            margin = " " * indent

    def json(self, fields: Mapping[str, object]) -> None:
        """One JSON object on one line, sent at once so that whoever reads a pipe need not wait."""
        text = escaped(json.dumps(fields, ensure_ascii=False))
        if not self._encodes(text):
            text = json.dumps(fields)
        self._write(text + "\n")
        self.flush()

    def document(self, text: str) -> None:
        """Text of several lines that is complete in itself: help, a table for a spreadsheet."""
        self._write("".join(plain(line) + "\n" for line in text.splitlines()))

    def flush(self) -> None:
        """Hand what is held to the system."""
        if self._stream is not None:
            self._guard(self._stream.flush)

    def abandon(self) -> None:
        """Give up on the stream without a word."""
        abandon(self._stream)

    def _lines(self, text: str, indent: int) -> Iterable[tuple[int, int]]:
        if self.width is None:
            return [(0, len(text))]
        from reader.layout import wrap

        return wrap(text, max(self.width - indent, NARROWEST))

    def _render(self, text: str, start: int, end: int, spans: Sequence[Span]) -> str:
        """A range of the text with the escape sequences of the spans that touch it."""
        if not self._styled:
            return text[start:end]
        parts = []
        for first, last, style in spans:
            first, last = max(first, start), min(last, end)
            if first < last:
                parts += [text[start:first], f"\x1b[{style}m{text[first:last]}\x1b[0m"]
                start = last
        return "".join([*parts, text[start:end]])

    def _encodes(self, text: str) -> bool:
        try:
            text.encode(getattr(self._stream, "encoding", None) or "utf-8")
        except UnicodeEncodeError:
            return False
        return True

    def _write(self, text: str) -> None:
        stream = self._stream
        if stream is None:
            raise OutputError("standard output is closed; open it, or send it to a file")
        self._guard(lambda: stream.write(text))

    def _guard(self, action: Callable[[], object]) -> None:
        """Run a write and turn its failure into one of the two errors that callers know."""
        try:
            action()
        except BrokenPipeError as error:
            raise OutputClosed from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError(
                f"standard output cannot be written ({reason}); free space, or write elsewhere"
            ) from error
