"""The screen: a Textual application over the archive. Only :func:`run` loads Textual."""

from __future__ import annotations

import gc
from pathlib import Path


def run(path: Path, query: str | None = None, *, sample: bool = False) -> int:
    """Open the reader on the archive in ``path`` and come back when the user leaves; the exit code.

    ``query`` is searched first. With ``sample`` the sample articles are put into the archive, which
    is made, once the first frame is drawn. Raises whatever has ended the reader.
    """
    gc.disable()  # a collection while modules are loaded frees nothing; the app enables it again
    from reader.tui.app import NewsreaderApp
    from reader.tui.opening import opening

    app = NewsreaderApp(opening(path, sample=sample), query=query or "")
    app.run(mouse=False)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
