"""Messages to the process that started this one: JSON on standard output, a message a line."""

from __future__ import annotations

import json
import os
import threading
from typing import Any, TextIO

from index.models import Progress

DAMAGED = "--damaged"
"""The argument that tells an upkeep process that a search has found the index damaged."""


class Channel:
    """Standard output, for several threads."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._lock = threading.Lock()

    def send(self, message: dict[str, Any]) -> None:
        """Write one message; a reader that has gone is not waited for."""
        self.send_line(json.dumps(message) + "\n")

    def send_line(self, line: str) -> None:
        """Write one message that is JSON already, with its end of line."""
        with self._lock:
            try:
                self._file.write(line)
                self._file.flush()
            except OSError:
                os._exit(1)

    def report(self, progress: Progress) -> None:
        """Say how far long work is."""
        step = {"stage": progress.stage, "done": progress.done, "total": progress.total}
        self.send({"progress": step})
