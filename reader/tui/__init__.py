"""The screen: a Textual application over the archive. Only :func:`run` loads Textual."""

from __future__ import annotations

import gc
import sys
from io import TextIOWrapper
from pathlib import Path


def run(path: Path, query: str | None = None, *, sample: bool = False) -> int:
    """Open the reader on the archive in ``path`` and come back when the user leaves; the exit code.

    ``query`` is searched first. With ``sample`` the sample articles are put into the archive, which
    is made, once the first frame is drawn. Raises whatever has ended the reader.
    """
    gc.disable()  # a collection while modules are loaded frees nothing; the app enables it again
    from reader.settings import load_settings, settings_path
    from reader.tui.app import NewsreaderApp
    from reader.tui.notices import MAKING_SAMPLE
    from reader.tui.opening import opening

    settings = load_settings(settings_path())
    _replace_what_the_terminal_lacks()
    notice = MAKING_SAMPLE if sample else ""
    app = NewsreaderApp(opening(path, sample=sample), query=query or "", settings=settings, notice=notice)
    app.run(mouse=settings.mouse)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0


def _replace_what_the_terminal_lacks() -> None:
    """Where the locale is not UTF-8, a character that it lacks is one question mark, not an escape."""
    stream = sys.__stderr__
    if isinstance(stream, TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
        stream.reconfigure(errors="replace")
