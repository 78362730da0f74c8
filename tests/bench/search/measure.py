"""Clocks, memory and percentiles."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from tests.bench.search.engines.base import Answer, Engine, UnsupportedError
from tests.bench.search.model import CLASSES, Query

ROUNDS = 3
"""How often each query is timed when it is warm; the median counts."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of one class: percentiles over its queries, and how many queries there were.

    ``first`` are those of a query that the process has not seen yet, while the files are in memory; the
    others are those of a query that comes again, and is worked out again.
    """

    p50: float
    p95: float
    cpu_p50: float
    cpu_p95: float
    first_p50: float
    first_p95: float
    queries: int
    top: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes that the process has in memory: its own (anonymous), and with those of mapped files."""

    anonymous: float
    total: float


@dataclass(frozen=True, slots=True)
class Searched:
    """What the searching process of one engine found out. ``open_ms`` ends with the first answer."""

    classes: Mapping[str, Times]
    open_ms: float
    after_open: Memory
    after_all: Memory


@dataclass(slots=True)
class _Sample:
    """The first documents of one query, and its milliseconds."""

    query: Query
    top: tuple[int, ...]
    first: float
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def percentile(values: Iterable[float], share: float) -> float:
    """The value that a share of all does not exceed, by the nearest rank. Raises ValueError for none."""
    ranked = sorted(values)
    if not ranked:
        raise ValueError("no values")
    rank = -int(-share * len(ranked) // 1)  # rounded up
    return ranked[min(len(ranked), max(1, rank)) - 1]


def cpu_seconds() -> float:
    """The processor's time of this process and of those that it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def memory() -> Memory:
    """What the process has in memory; zeros where the system does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return Memory(0.0, 0.0)
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)

    def megabytes(name: str) -> float:
        return int(fields.get(name, "0").split()[0]) / 1024

    return Memory(megabytes("RssAnon"), megabytes("VmRSS"))


def warm(directory: Path) -> None:
    """Have all files of a directory in the memory of the system."""
    for path in directory.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                while file.read(1 << 20):
                    pass


def searched(
    engine: Engine, directory: Path, queries: Mapping[str, Sequence[Query]], budget: float
) -> Searched:
    """Open an index and ask all queries, class by class; ``budget`` in seconds ends a class early."""
    warm(directory)
    start = time.perf_counter()
    engine.open(directory)
    engine.search(queries["rare"][0])
    open_ms = 1000 * (time.perf_counter() - start)
    after_open = memory()
    classes: dict[str, Times] = {}
    for kind in CLASSES:
        times = _class_times(engine, queries[kind], budget) if queries.get(kind) else None
        if times is not None:
            classes[kind] = times
    after_all = memory()
    engine.close()
    return Searched(classes, open_ms, after_open, after_all)


def _class_times(engine: Engine, queries: Sequence[Query], budget: float) -> Times | None:
    """The times of one class, None if the engine has nothing for it."""
    ends = time.monotonic() + budget
    engine.forget()
    samples: list[_Sample] = []
    for query in queries:
        try:
            answer, wall, _ = _timed(engine, query)
        except UnsupportedError:
            return None
        samples.append(_Sample(query, tuple(answer.ids), wall))
        if time.monotonic() > ends:
            break
    for turn in range(ROUNDS):
        if turn and time.monotonic() > ends:
            break
        engine.forget()
        for sample in samples:
            _, wall, cpu = _timed(engine, sample.query)
            sample.wall.append(wall)
            sample.cpu.append(cpu)
    return _summary(samples)


def _timed(engine: Engine, query: Query) -> tuple[Answer, float, float]:
    """An answer, and the milliseconds that it took: wall and CPU."""
    cpu = cpu_seconds()
    start = time.perf_counter()
    answer = engine.search(query)
    wall = time.perf_counter() - start
    return answer, 1000 * wall, 1000 * (cpu_seconds() - cpu)


def _summary(samples: Sequence[_Sample]) -> Times:
    """Percentiles over queries, of the median over rounds."""
    wall = [percentile(sample.wall, 0.5) for sample in samples]
    cpu = [percentile(sample.cpu, 0.5) for sample in samples]
    first = [sample.first for sample in samples]
    return Times(
        p50=percentile(wall, 0.5),
        p95=percentile(wall, 0.95),
        cpu_p50=percentile(cpu, 0.5),
        cpu_p95=percentile(cpu, 0.95),
        first_p50=percentile(first, 0.5),
        first_p95=percentile(first, 0.95),
        queries=len(samples),
        top=tuple(sample.top for sample in samples),
    )


class Meter:
    """Passes items on, and counts the processor's time that making them takes."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """The items."""
        rest = iter(items)
        while True:
            start = time.process_time()
            item = next(rest, None)
            self.seconds += time.process_time() - start
            if item is None:
                return
            yield item
