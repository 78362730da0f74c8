"""Runs the annotator over many texts, in this process or in several."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from index.models import PartialDate
from index.storage.rows import Rows, rows_of

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

WORTHWHILE = 100
"""Articles for which more processes are started; fewer are done before those are up."""

_AHEAD = 4
"""Batches for each process that are read before they are needed, so that none waits for the store."""

_WATCH = 0.5  # seconds

Dated = tuple[str, PartialDate]
"""A text, and when it was published as far as that is known."""

Batch = Sequence[Dated]
Found = Sequence[Rows | None]
"""What is found in each text of a batch, ready to be stored; None where the annotator fails."""

Annotator = Callable[[Iterable[Batch]], Iterator[Found]]


def annotator_version() -> str:
    """What identifies the annotator whose results are stored."""
    import index.annotate
    from index.annotate import engines

    return str(getattr(index.annotate, "VERSION", "1")) + engines.version()


def in_process(batches: Iterable[Batch]) -> Iterator[Found]:
    """What is found in batches of texts, in order."""
    for batch in batches:
        yield annotate_batch(batch)


def in_processes(jobs: int) -> Annotator:
    """Like :func:`in_process`, by ``jobs`` processes as soon as there is enough work for them."""
    return lambda batches: _in_processes(iter(batches), jobs)


def annotate_batch(texts: Batch) -> Found:
    """What is found in some texts; None where the annotator fails, so that one text spoils no other.

    Raises EngineError when the recogniser that is set cannot be loaded: then it would fail on all.
    """
    from index.adding.prepare import find_contexts
    from index.annotate import annotate, engines

    engines.recogniser()
    found: list[Rows | None] = []
    for text, published in texts:
        try:
            annotations = annotate(text, published=published)
            found.append(rows_of(annotations, find_contexts(text, annotations.quotes)))
        except Exception:
            found.append(None)
    return found


def _in_processes(batches: Iterator[Batch], jobs: int) -> Iterator[Found]:
    """By other processes if there are texts enough; here again if one of these is killed."""
    first: list[Batch] = []
    for batch in batches:
        first.append(batch)
        if sum(map(len, first)) >= WORTHWHILE:
            break
    else:
        yield from in_process(first)
        return
    batches = chain(first, batches)
    waiting = deque(islice(batches, jobs * _AHEAD))
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # forking would copy locks and open databases of this process
    context = get_context("spawn")
    pool = ProcessPoolExecutor(jobs, context, initializer=follow, initargs=(os.getpid(),))
    try:
        yield from _in_order(pool, waiting, batches)
    except BrokenProcessPool:
        _stop(pool)
        yield from in_process(chain(waiting, batches))
    except BaseException:
        _stop(pool)
        raise
    else:
        pool.shutdown()


def _in_order(pool: ProcessPoolExecutor, waiting: deque[Batch], batches: Iterator[Batch]) -> Iterator[Found]:
    """The results in the order of the batches; ``waiting`` keeps those that have not been given."""
    futures: deque[Future[Found]] = deque(pool.submit(annotate_batch, batch) for batch in waiting)
    while waiting:
        found = futures.popleft().result()
        batch = next(batches, None)
        if batch is not None:
            waiting.append(batch)
            futures.append(pool.submit(annotate_batch, batch))
        waiting.popleft()
        yield found


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes without waiting for their work."""
    processes = list((pool._processes or {}).values())
    results = pool._result_queue
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    # The rest of a result that a process was writing is waited for as long as anybody could write it, and
    # with that the end of this process.
    results._writer.close()  # type: ignore[attr-defined]


def follow(parent: int) -> None:
    """End with the process that started this one; leave Ctrl+C, which a terminal sends to all, to it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_outlive_not, args=(parent,), daemon=True).start()


def _outlive_not(parent: int) -> None:
    """End this process when its parent has been killed: the pool's queues would wait for ever."""
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)
