"""Documents, queries and indexes that are kept in a directory, so that another run only searches."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path

from tests.bench.search import queries as drawing
from tests.bench.search.corpus import Generator, documents
from tests.bench.search.model import Document, Query

_ROOT = Path(__file__).parents[3]
_DRAW_FROM = (1000, 10_000)  # at least and at most so many documents
_CODE = {
    "ours": ("index/fulltext", "index/query", "tests/bench/search/engines/ours.py"),
    "fts5": ("tests/bench/search/engines/fts5.py",),
    "porter": ("tests/bench/search/engines/fts5.py",),
    "stock": ("tests/bench/search/engines/stock.py",),
    "tantivy": ("tests/bench/search/engines/tantivy_engine.py",),
    "ripgrep": ("tests/bench/search/engines/ripgrep.py",),
}


@dataclass(frozen=True, slots=True)
class Built:
    """What building an index took: CPU seconds without making the documents, and bytes on disk."""

    documents: int
    cpu_seconds: float
    peak_mb: float
    index_bytes: int
    text_bytes: int


def default_directory() -> Path:
    """Where everything is kept unless a run says otherwise: a private directory for temporary files."""
    path = Path(tempfile.gettempdir()) / f"newsreader-bench-{os.getuid()}"
    path.mkdir(mode=0o700, exist_ok=True)
    if path.is_symlink() or path.stat().st_uid != os.getuid() or path.stat().st_mode & 0o077:
        raise PermissionError(f"{path} is open to others; name another directory with --keep")
    return path


class Corpus:
    """The first documents of a generator, written once, one a line."""

    def __init__(self, root: Path, made_by: Generator, count: int) -> None:
        self.directory = root / f"{made_by.key}-{count}"
        self.count = count
        self._path = self.directory / "documents.jsonl"
        self._generator = made_by

    def prepare(self) -> None:
        """Write the documents and the queries unless they are there."""
        if not self._path.exists():
            self.write_documents()
        queries = drawing.named_queries()
        if queries is None:
            least, most = _DRAW_FROM
            if self.count >= least:
                queries = drawing.draw(islice(self.documents(), most))
            else:
                queries = drawing.draw(documents(self._generator, least))
        rows = {kind: [(query.words, query.year) for query in some] for kind, some in queries.items()}
        (self.directory / "queries.json").write_text(json.dumps(rows), encoding="utf-8")

    def write_documents(self) -> None:
        """Write the documents; what an older generator has left is removed."""
        kind = self._generator.key.partition("-")[0]
        for path in self.directory.parent.glob(f"{kind}-*-{self.count}"):
            if path != self.directory:
                shutil.rmtree(path)
        self.directory.mkdir(parents=True, exist_ok=True)
        part = self._path.with_suffix(".part")
        with part.open("w", encoding="utf-8") as lines:
            for each in documents(self._generator, self.count):
                row = (each.title, each.body, each.published.toordinal(), each.source)
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        part.rename(self._path)

    def documents(self) -> Iterator[Document]:
        """The documents, one at a time."""
        with self._path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                title, body, day, source = json.loads(line)
                yield Document(number, title, body, date.fromordinal(day), source)

    def queries(self) -> Mapping[str, list[Query]]:
        """The queries by class."""
        rows = json.loads((self.directory / "queries.json").read_text("utf-8"))
        return {
            kind: [Query(kind, tuple(words), year) for words, year in some] for kind, some in rows.items()
        }

    def index_directory(self, engine: str, segments: int) -> Path:
        """Where the index of an engine lies; another one when its code changes."""
        return self.directory / f"{engine}-{segments}-{_digest(engine)}"

    def drop_index(self, engine: str, segments: int) -> None:
        """Remove the indexes of an engine with so many segments, also those that other code has made."""
        for path in self.directory.glob(f"{engine}-{segments}-*"):
            shutil.rmtree(path)


def _digest(engine: str) -> str:
    """A digest of the code that writes the index of an engine."""
    found = sha256()
    for part in _CODE[engine]:
        path = _ROOT / part
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            found.update(file.read_bytes())
    return found.hexdigest()[:12]


def read_built(directory: Path) -> Built | None:
    """What building took, if the index in a directory was finished."""
    path = directory / "built.json"
    return Built(**json.loads(path.read_text())) if path.exists() else None


def write_built(directory: Path, built: Built) -> None:
    """Note that an index is finished."""
    (directory / "built.json").write_text(json.dumps(asdict(built)))
