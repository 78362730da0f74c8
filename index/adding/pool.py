"""Runs the annotator over many texts, in this process or in several."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from index.models import Annotations

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

WORTHWHILE = 200
"""Articles after which more processes are started; fewer are done before those are up."""

_AHEAD = 3
_WATCH = 0.5  # seconds

Found = Sequence[Annotations | None]
Annotator = Callable[[Iterable[Sequence[str]]], Iterator[Found]]


def annotator_version() -> str:
    """What identifies the annotator whose results are stored."""
    import index.annotate

    return str(getattr(index.annotate, "VERSION", "1"))


def in_process(batches: Iterable[Sequence[str]]) -> Iterator[Found]:
    """The annotations of batches of texts, in order; None for a text that the annotator fails on."""
    for batch in batches:
        yield annotate_batch(batch)


def in_processes(jobs: int) -> Annotator:
    """Like :func:`in_process`, by ``jobs`` processes as soon as there is enough work for them."""
    return lambda batches: _in_processes(iter(batches), jobs)


def annotate_batch(texts: Sequence[str]) -> Found:
    """The annotations of some texts; None where the annotator fails, so that one text spoils no other."""
    from index.annotate import annotate

    found: list[Annotations | None] = []
    for text in texts:
        try:
            found.append(annotate(text))
        except Exception:
            found.append(None)
    return found


def _in_processes(batches: Iterator[Sequence[str]], jobs: int) -> Iterator[Found]:
    """A few batches here, the rest in other processes."""
    done = 0
    for batch in batches:
        yield annotate_batch(batch)
        done += len(batch)
        if done >= WORTHWHILE:
            break
    first = next(batches, None)
    if first is None:
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # forking would copy locks and open databases of this process
    context = get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, initializer=_follow, initargs=(os.getpid(),))
    try:
        yield from _in_order(pool, first, batches, jobs * _AHEAD)
    except BaseException:
        _stop(pool)
        raise
    pool.shutdown()


def _in_order(
    pool: ProcessPoolExecutor, first: Sequence[str], batches: Iterator[Sequence[str]], ahead: int
) -> Iterator[Found]:
    """The results in the order of the batches, with at most ``ahead`` of them in work."""
    waiting: deque[Future[Found]] = deque([pool.submit(annotate_batch, first)])
    waiting.extend(pool.submit(annotate_batch, batch) for batch in islice(batches, ahead - 1))
    while waiting:
        found = waiting.popleft().result()
        batch = next(batches, None)
        if batch is not None:
            waiting.append(pool.submit(annotate_batch, batch))
        yield found


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes without waiting for their work."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()


def _follow(parent: int) -> None:
    """End with the process that started this one; leave Ctrl+C, which a terminal sends to all, to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive_not, args=(parent,), daemon=True).start()


def _outlive_not(parent: int) -> None:
    """End this process when its parent has been killed: the pool's queues would wait for ever."""
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)
