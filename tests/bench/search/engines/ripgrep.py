"""ripgrep, where it is on the PATH: no index, no ranking; the first documents in the order of the file."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.bench.search.engines.base import TOP, Answer, UnsupportedError
from tests.bench.search.model import Document, Query

_FILE = "lines.txt"


class Ripgrep:
    """ripgrep over one file with a document a line; all documents that match are listed."""

    name = "ripgrep"

    def __init__(self) -> None:
        self._file = Path()
        self._command = shutil.which("rg") or "rg"

    def build(self, directory: Path, documents: Iterable[Document], segments: int, count: int) -> None:
        """Copy the documents."""
        with (directory / _FILE).open("w", encoding="utf-8") as lines:
            for each in documents:
                lines.write(" ".join(f"{each.title} {each.body}".split()) + "\n")

    def index_bytes(self, directory: Path) -> int:
        """There is no index, but for the texts."""
        return 0

    def open(self, directory: Path) -> None:
        """Remember the file."""
        self._file = directory / _FILE

    def search(self, query: Query) -> Answer:
        """Run ripgrep once."""
        if query.kind in ("rare", "frequent"):
            pattern = rf"\b{query.words[0]}\b"
        elif query.kind in ("or2", "or3"):
            pattern = r"\b(" + "|".join(query.words) + r")\b"
        elif query.kind == "phrase":
            pattern = r"\b" + r"\W+".join(query.words) + r"\b"
        elif query.kind in ("prefix", "typed"):
            pattern = rf"\b{query.words[0]}"
        else:
            raise UnsupportedError("one pattern cannot say this")
        command = [self._command, "--no-config", "-n", "-i", "-o", "-e", pattern, str(self._file)]
        found = subprocess.run(command, capture_output=True, check=False).stdout
        numbers = dict.fromkeys(line.partition(b":")[0] for line in found.splitlines())
        return Answer([int(number) for number, _ in zip(numbers, range(TOP), strict=False)])

    def forget(self) -> None:
        """ripgrep remembers no answers."""

    def close(self) -> None:
        """Nothing is to be released."""
