"""The engines that are compared, by the names of the command line."""

from __future__ import annotations

import shutil
from importlib.util import find_spec

from tests.bench.search.engines.base import Engine

ORDER = ("fts5", "porter", "ours", "stock", "tantivy", "ripgrep")
YARDSTICK = "fts5"


def available() -> tuple[str, ...]:
    """The engines that can run here."""
    missing = set()
    if find_spec("tantivy") is None:
        missing.add("tantivy")
    if shutil.which("rg") is None:
        missing.add("ripgrep")
    return tuple(name for name in ORDER if name not in missing)


def create(name: str) -> Engine:
    """An engine; no other one is loaded, so that memory counts what it needs alone. Raises ImportError."""
    if name == "ours":
        from tests.bench.search.engines.ours import Newsreader

        return Newsreader()
    if name == "stock":
        from tests.bench.search.engines.stock import StockWhoosh

        return StockWhoosh()
    if name == "tantivy":
        from tests.bench.search.engines.tantivy_engine import Tantivy

        return Tantivy()
    if name == "ripgrep":
        from tests.bench.search.engines.ripgrep import Ripgrep

        return Ripgrep()
    from tests.bench.search.engines.fts5 import Fts5

    return Fts5(stems=name == "porter")
