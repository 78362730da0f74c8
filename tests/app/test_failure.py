"""An archive that cannot be opened, and errors that nobody foresees: no traceback, and the reader ends."""

from __future__ import annotations

import pytest
from textual.worker import WorkerFailed

from index.archive import Report
from index.errors import ArchiveError
from reader.tui.app import NewsreaderApp
from reader.tui.session import Session


async def test_an_archive_that_cannot_be_opened_ends_the_reader_with_its_message() -> None:
    async def refuse(report: Report) -> Session:
        raise ArchiveError("the archive is locked")

    app = NewsreaderApp(refuse)
    async with app.run_test() as pilot:
        await pilot.pause()
    assert str(app.failure) == "the archive is locked"
    assert app.return_code == 1


async def test_an_unforeseen_error_is_kept_for_after_the_terminal_is_restored() -> None:
    async def fail(report: Report) -> Session:
        raise ZeroDivisionError("surprise")

    app = NewsreaderApp(fail)
    with pytest.raises(WorkerFailed):
        async with app.run_test() as pilot:
            await pilot.pause()
    assert isinstance(app.failure, ZeroDivisionError)
