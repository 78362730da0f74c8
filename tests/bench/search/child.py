"""One engine in a process of its own: builds an index, or searches one. Its answer is a line of JSON.

Run by :mod:`tests.bench.search.run`, with the words that :func:`main` reads.
"""

from __future__ import annotations

import json
import resource
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from tests.bench.search import engines, measure
from tests.bench.search.corpus import generator
from tests.bench.search.model import Document
from tests.bench.search.store import Built, Corpus, write_built

DATA = "index"
"""The folder of an index within its directory."""


def build(corpus: Corpus, name: str, segments: int) -> Built:
    """Build the index of an engine anew."""
    corpus.drop_index(name, segments)
    directory = corpus.index_directory(name, segments)
    data = directory / DATA
    data.mkdir(parents=True, mode=0o700)
    engine = engines.create(name)
    meter = measure.Meter()
    size = [0]
    start = measure.cpu_seconds()
    engine.build(data, meter.over(_counted(corpus.documents(), size)), segments, corpus.count)
    spent = measure.cpu_seconds() - start - meter.seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    built = Built(corpus.count, spent, peak, engine.index_bytes(data), size[0])
    write_built(directory, built)
    return built


def _counted(documents: Iterable[Document], size: list[int]) -> Iterator[Document]:
    """Documents, with their bytes added up."""
    for document in documents:
        size[0] += document.size
        yield document


def search(corpus: Corpus, name: str, segments: int, budget: float) -> measure.Searched:
    """Ask the index of an engine all queries."""
    data = corpus.index_directory(name, segments) / DATA
    return measure.searched(engines.create(name), data, corpus.queries(), budget)


def main(words: list[str]) -> None:
    """Do what the words say and print the figures."""
    what, name, root, count, segments, budget = words
    corpus = Corpus(Path(root), generator(), int(count))
    if what == "build":
        try:
            done: Built | measure.Searched = build(corpus, name, int(segments))
        except BaseException:
            shutil.rmtree(corpus.index_directory(name, int(segments)), ignore_errors=True)
            raise
    else:
        done = search(corpus, name, int(segments), float(budget))
    print(json.dumps(asdict(done)))


if __name__ == "__main__":
    main(sys.argv[1:])
