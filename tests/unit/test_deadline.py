from __future__ import annotations

import threading

import pytest

from index.deadline import Deadline, current, within
from index.errors import TooLongError


def work_until_stopped(deadline: Deadline) -> None:
    while True:
        deadline.check()


def test_without_a_limit_there_is_always_time() -> None:
    current().check()
    with within(None):
        current().check()
    Deadline().check()


def test_it_is_over_after_its_seconds_and_says_how_many() -> None:
    with within(0.001) as deadline, pytest.raises(TooLongError, match=r"more than 0\.001 seconds"):
        work_until_stopped(deadline)


def test_the_limit_holds_inside_only() -> None:
    with within(0):
        with pytest.raises(TooLongError):
            work_until_stopped(current())
        with within(60):
            current().check()
        with pytest.raises(TooLongError):
            work_until_stopped(current())
    current().check()


def test_each_thread_has_its_own() -> None:
    seen: list[bool] = []
    with within(0) as mine:
        thread = threading.Thread(target=lambda: seen.append(current() is mine))
        thread.start()
        thread.join()
    assert seen == [False]
