"""What a screen with a status line says there."""

from __future__ import annotations

from reader.tui.notices import SHORTENED
from reader.tui.styles import ERROR, PLAIN
from reader.tui.widgets.status_line import StatusLine


class Telling:
    """A screen that says something on its ``status`` until the next key."""

    status: StatusLine

    def tell(self, message: str, *, error: bool = False) -> None:
        """Say something on the status line."""
        self.status.show(message, ERROR if error else PLAIN)

    def on_query_line_shortened(self) -> None:
        """Say that not all of what was pasted is there."""
        self.tell(SHORTENED)

    def forget_message(self) -> None:
        """Take the last message away."""
        self.status.forget()
