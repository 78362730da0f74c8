"""A pseudo-terminal that runs the real command and keeps what it draws."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from types import TracebackType

import pyte

SYNC_QUERY = b"\x1b[?2026$p"


class Terminal:
    """Runs a command on a terminal of ``columns`` x ``rows`` cells and reads the bytes that it sends."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.columns, self.rows = columns, rows
        self.received = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.started = time.monotonic()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            environ = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})}
            os.execvpe(argv[0], list(argv), environ)
        self._set_size()

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, *, quiet: float = 0.4, limit: float = 10.0) -> bytes:
        """Collect bytes until none came for ``quiet`` seconds, at most ``limit`` seconds long."""
        start = len(self.received)
        end = time.monotonic() + limit
        while time.monotonic() < end:
            ready, _, _ = select.select([self._fd], [], [], quiet)
            if not ready or not self._take():
                break
        return bytes(self.received[start:])

    def wait_for(self, text: str, *, limit: float = 20.0) -> None:
        """Read until ``text`` stands on the screen; AssertionError with the screen if it never does."""
        end = time.monotonic() + limit
        while text not in self.text:
            ready, _, _ = select.select([self._fd], [], [], 0.1)
            ended = bool(ready) and not self._take()
            if (ended or time.monotonic() > end) and text not in self.text:
                raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    def send(self, keys: str | bytes) -> None:
        """Type ``keys``."""
        os.write(self._fd, keys.encode() if isinstance(keys, str) else keys)

    def press(self, keys: str | bytes, *, quiet: float = 0.4) -> bytes:
        """Type ``keys`` and collect what they make the program send."""
        self.send(keys)
        return self.read(quiet=quiet)

    def resize(self, columns: int, rows: int) -> bytes:
        """Give the terminal another size and collect what the program sends."""
        self.columns, self.rows = columns, rows
        self._screen.resize(rows, columns)
        self._set_size()
        return self.read()

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def lines(self) -> list[str]:
        """The screen's lines, without the spaces at their ends."""
        return [line.rstrip() for line in self._screen.display]

    def wait(self, *, limit: float = 10.0) -> int:
        """Read until the command ends; its exit code, negative for a signal."""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            ready, _, _ = select.select([self._fd], [], [], 0.1)
            if ready and not self._take():
                break
        while time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        raise AssertionError(f"the command goes on:\n{self.text}")

    def close(self) -> None:
        """End the command and the terminal."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _take(self) -> bool:
        """Read once; False at the end of the file."""
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.received += data
        if SYNC_QUERY in data:
            os.write(self._fd, b"\x1b[?2026;2$y")
        # pyte prints the parameters of private sequences that it does not know.
        self._stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*[a-zA-Z$]+[a-z]?|\x1b\[\?2026[hl]", b"", data))
        return True

    def _set_size(self) -> None:
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))
