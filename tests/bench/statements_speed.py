"""How long it takes to remember quotes and to find those of the same words, and what that holds.

Run: python -m tests.bench.statements_speed [QUOTES]

The quotes are invented: each statement is quoted by one to eight articles, whole, in part, with words
altered or left out. Beside it, in the same run, stands a search of rapidfuzz through all quotes in memory.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from index.adding.prepare import Prepared, prepare, with_annotations
from index.models import Annotations, Draft, PartialDate, Quote, QuoteKind
from index.storage.statements import Statements
from index.storage.store import Store

QUOTES = 100_000
ARTICLE = 5  # quotes
BATCH = 25  # articles
ASKED = 1000
MEGABYTE = 1024  # ru_maxrss counts kilobytes

_LITTLE = "the of to and a in that is we it for be not have will with on this are as they he our".split()  # noqa: SIM905
_SYLLABLES = "ba co di fu ga he ji ka lo mi nu po qui ra se ti vo wa xe zo an er is ol un".split()  # noqa: SIM905


class Invention:
    """Invented quotes, always the same."""

    def __init__(self) -> None:
        self._random = random.Random(7)  # noqa: S311
        self._words = ["".join(self._random.choices(_SYLLABLES, k=3)) for _ in range(12_000)]
        self._weights = [1 / (rank + 20) for rank in range(len(self._words))]

    def quotes(self) -> Iterator[str]:
        """Quotes without end; those of one statement are up to a few thousand apart."""
        waiting: list[str] = []
        while True:
            said = self._sentence()
            waiting += [said, *(self._variant(said) for _ in range(self._random.choice((0, 0, 1, 1, 2, 7))))]
            if len(waiting) > 3000:
                self._random.shuffle(waiting)
                yield from waiting
                waiting = []

    def _sentence(self) -> str:
        """Some words, half of them little ones."""
        size = self._random.randrange(6, 40)
        words = self._random.choices(self._words, self._weights, k=size)
        return " ".join(self._random.choice(_LITTLE) if self._random.random() < 0.5 else w for w in words)

    def _variant(self, said: str) -> str:
        """What becomes of it in another article."""
        words = said.split()
        how = self._random.randrange(4)
        if how == 0:
            return said
        if how == 1:
            first = self._random.randrange(len(words) // 2)
            return " ".join(words[first : first + max(6, len(words) // 2)])
        if how == 2:
            return " ".join(word for word in words if self._random.random() > 0.1)
        return " ".join(self._random.choice(self._words) if self._random.random() < 0.1 else w for w in words)


def articles(count: int) -> Iterator[Prepared]:
    """Articles with so many quotes together."""
    said = Invention().quotes()
    for number in range(0, count, ARTICLE):
        text, quotes = f"{number}", []
        for each in islice(said, min(ARTICLE, count - number)):
            start = len(text) + 2
            text += f" “{each}”"
            quotes.append(Quote(start, start + len(each), each, QuoteKind.DIRECT))
        date = PartialDate(2000 + number % 20, 1 + number % 12, 1 + number % 28)
        ready = prepare(Draft("", text, published=date))
        assert ready is not None
        yield with_annotations(ready, Annotations((), tuple(quotes)), "1")


def peak() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def fill(store: Store, count: int) -> tuple[float, float]:
    """Add articles; seconds for all of it, and for the fingerprints alone."""
    from index.storage import wordings

    spent = 0.0
    remember = wordings.remember

    def timed(*given: object) -> object:
        nonlocal spent
        start = time.perf_counter()
        found: object = remember(*given)  # type: ignore[arg-type]
        spent += time.perf_counter() - start
        return found

    wordings.remember = timed  # type: ignore[assignment]
    start = time.perf_counter()
    try:
        each = articles(count)
        while batch := list(islice(each, BATCH)):
            store.add(batch)
    finally:
        wordings.remember = remember
    return time.perf_counter() - start, spent


def ask(store: Store, count: int) -> tuple[list[float], int]:
    """Seconds for each of some statements, in order, and how many variants there are in all of them."""
    statements = Statements(store.database)
    chosen = random.Random(3).sample(range(1, count + 1), min(ASKED, count))  # noqa: S311
    times, variants = [], 0
    for number in chosen:
        start = time.perf_counter()
        variants += len(statements.statement(number).variants)
        times.append(time.perf_counter() - start)
    return sorted(times), variants


def peer(store: Store) -> float:
    """Seconds in which rapidfuzz looks through all quotes for those that contain a quote or a part of it."""
    from rapidfuzz import fuzz, process

    texts = [row[0] for row in store.database.rows("SELECT text FROM quotes")]
    start = time.perf_counter()
    for said in texts[:3]:
        process.extract(said, texts, scorer=fuzz.partial_ratio, score_cutoff=75, limit=None)
    return (time.perf_counter() - start) / 3


def main(count: int = QUOTES) -> None:
    """Print times, memory and disk."""
    with tempfile.TemporaryDirectory() as directory:
        store = Store(Path(directory), create=True)
        fill(store, BATCH * ARTICLE)
        before = peak()
        whole, own = fill(store, count)
        print(
            f"statements: {count:,} quotes stored in {whole:.0f} s, of which fingerprints {own:.1f} s: "
            f"{own / count * 1e6:.0f} ms a thousand; memory grew by {peak() - before:.0f} MB"
        )
        size = store.database.path.stat().st_size / 1e6
        rows = store.database.stored("SELECT count(*) FROM main.fingerprints")[0][0]
        print(f"archive of {size:.0f} MB; {rows:,} fingerprints")
        before = peak()
        times, variants = ask(store, count)
        print(
            f"a statement: median {times[len(times) // 2] * 1e3:.1f} ms, worst of {len(times)} "
            f"{times[-1] * 1e3:.0f} ms; {variants / len(times):.1f} variants; "
            f"memory grew by {peak() - before:.0f} MB"
        )
        scan = peer(store)
        print(f"rapidfuzz through all quotes: {scan * 1e3:.0f} ms; ratio {times[len(times) // 2] / scan:.4f}")
        store.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else QUOTES)
