"""A line to type a query in, with a note at its right end and a gloss of the text before that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.message import Message
from textual.strip import Strip

from reader.tui.cells import Part, cut, printable, strip_of
from reader.tui.commands import Scope, bindings
from reader.tui.styles import BOLD, CURSOR, DIM, PLAIN
from reader.tui.widgets.canvas import Canvas

MAX_LENGTH = 1000
"""Code points; what is typed or pasted beyond is left out."""

DIVIDER = " · "
SHORTEST_GLOSS = 16
"""Cells that are worth while for a gloss."""

LAST_WORD = re.compile(r"\S+\s*$")


class QueryLine(Canvas, can_focus=True):
    """One line of input whose cursor does not blink."""

    BINDINGS = bindings(Scope.QUERY)

    @dataclass
    class Changed(Message):
        """The text is another one."""

        text: str

    @dataclass
    class Submitted(Message):
        """The user is done typing."""

        text: str

    @dataclass
    class Shortened(Message):
        """Some of what was typed or pasted is left out, for want of room."""

    @dataclass
    class Left(Message):
        """The user leaves without a search."""

    def __init__(self, *, prompt: str = "/", placeholder: str = "", id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._prompt = prompt
        self._placeholder = placeholder
        self._note = ""
        self._gloss = ""
        self._busy = ""
        self._cursor = 0
        self._text = ""
        self._offered = False
        self._earlier: Sequence[str] = ()
        self._recalled = 0
        self._draft = ""

    @property
    def text(self) -> str:
        """What is typed."""
        return self._text

    def set_text(self, text: str) -> None:
        """Put another text in, with the cursor at its end; says nothing to anybody."""
        self._text = printable(text)[:MAX_LENGTH]
        self._cursor = len(self._text)
        self.repaint()

    def offer(self) -> None:
        """Take the keys, with the text ready to edit: a character that is typed first replaces it.

        It does not where the cursor has been moved before, and a space adds to it.
        """
        self._offered = bool(self._text)
        self.screen.set_focus(self, scroll_visible=False)

    def set_note(self, note: str) -> None:
        """Show ``note`` at the right end."""
        self._note = printable(note)
        self.repaint()

    def set_busy(self, what: str) -> None:
        """Show in the note's place what is waited for; nothing brings the note back."""
        self._busy = printable(what)
        self.repaint()

    def set_gloss(self, gloss: str) -> None:
        """Show before the note what the text means, as far as there is room."""
        if printable(gloss) != self._gloss:
            self._gloss = printable(gloss)
            self.repaint()

    def remember(self, queries: Sequence[str]) -> None:
        """Earlier queries for the arrow keys, oldest first."""
        self._earlier = queries
        self._recalled = len(queries)

    def paint(self, y: int, width: int) -> Strip:
        """Prompt, text with the cursor, gloss, note."""
        note = cut(self._busy or self._note, width // 2)
        room = width - cell_len(note) - len(self._prompt) - 4
        parts: list[Part] = [(f" {self._prompt} ", BOLD if self.has_focus else DIM)]
        right = self._gloss_part(room) + note
        parts += self._text_parts(room - cell_len(right) + cell_len(note))
        used = sum(cell_len(text) for text, _ in parts)
        parts.append((" " * max(1, width - used - cell_len(right) - 1), PLAIN))
        parts.append((right, DIM))
        return strip_of(parts, width)

    def _gloss_part(self, room: int) -> str:
        """The gloss in what the text leaves of ``room`` cells, in half of them where nothing is typed."""
        spare = room - cell_len(self._text) - 2
        if not self.has_focus:
            spare = max(spare, room // 2)
        fits = self._gloss and spare > SHORTEST_GLOSS
        return cut(self._gloss, spare - len(DIVIDER)) + DIVIDER if fits else ""

    def _text_parts(self, room: int) -> list[Part]:
        """The part of the text that fits into ``room`` cells: its beginning, or what is around the cursor."""
        if not self.has_focus:
            return [(cut(self._text, room), PLAIN) if self._text else (cut(self._placeholder, room), DIM)]
        start = 0
        while start < self._cursor and cell_len(self._text[start : self._cursor]) >= room:
            start += 1
        before = self._text[start : self._cursor]
        after = self._text[self._cursor + 1 :]
        under = self._text[self._cursor : self._cursor + 1] or " "
        rest = cut(after, max(0, room - cell_len(before) - 1))
        style = DIM if self._offered else PLAIN
        return [(before, style), (under, CURSOR), (rest, style)]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take all printable keys, so that no command is run by typing."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Type a character."""
        if event.is_printable and event.character:
            self._insert(event.character)
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Type what is pasted, on one line."""
        self._insert(printable(event.text))
        event.stop()

    def action_submit(self) -> None:
        """Say that the query is done."""
        self.post_message(self.Submitted(self._text))

    def action_leave(self) -> None:
        """Say that the user leaves."""
        self.post_message(self.Left())

    def action_earlier(self) -> None:
        """Recall the query before."""
        self._recall(-1)

    def action_later(self) -> None:
        """Recall the query after; after the last one, leave the line for the results."""
        if self._recalled >= len(self._earlier):
            self.action_submit()
        else:
            self._recall(1)

    def action_cursor_left(self) -> None:
        """Move left."""
        self._move(self._cursor - 1)

    def action_cursor_right(self) -> None:
        """Move right."""
        self._move(self._cursor + 1)

    def action_line_start(self) -> None:
        """Move to the start."""
        self._move(0)

    def action_line_end(self) -> None:
        """Move to the end."""
        self._move(len(self._text))

    def action_delete_left(self) -> None:
        """Delete on the left."""
        if self._cursor:
            self._replace(self._cursor - 1, self._cursor, "")

    def action_delete_right(self) -> None:
        """Delete under the cursor."""
        self._replace(self._cursor, self._cursor + 1, "")

    def action_delete_word(self) -> None:
        """Delete the word on the left."""
        word = LAST_WORD.search(self._text[: self._cursor])
        self._replace(word.start() if word else 0, self._cursor, "")

    def action_clear(self) -> None:
        """Delete all."""
        self._replace(0, len(self._text), "")

    def _insert(self, text: str) -> None:
        start = 0 if self._offered and text[:1].strip() else self._cursor
        room = MAX_LENGTH - len(self._text) + self._cursor - start
        text = printable(text)
        self._replace(start, self._cursor, text[:room])
        if len(text) > room:
            self.post_message(self.Shortened())

    def _replace(self, start: int, end: int, text: str) -> None:
        self._offered = False
        changed = self._text[:start] + text + self._text[end:]
        self._cursor = start + len(text)
        if changed != self._text:
            self._text = changed
            self._recalled = len(self._earlier)
            self.post_message(self.Changed(changed))
        self.repaint()

    def _move(self, cursor: int) -> None:
        self._offered = False
        self._cursor = max(0, min(cursor, len(self._text)))
        self.repaint()

    def _recall(self, step: int) -> None:
        recalled = self._recalled + step
        if 0 <= recalled <= len(self._earlier):
            if self._recalled == len(self._earlier):
                self._draft = self._text
            text = self._earlier[recalled] if recalled < len(self._earlier) else self._draft
            self._replace(0, len(self._text), text)
            self._recalled = recalled
