"""What stock Whoosh finds, over its own codec: the measure for searches over our files.

Whoosh reads its own codec with pickle, which this project takes from it in its own process; so it runs in
another, as ``stock_whoosh_program``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from index.fulltext.document import Document

Hits = list[tuple[int, float]]
"""Articles in order, with their scores."""

TOP = 20
_ROOT = Path(__file__).parents[2]


def stock_results(
    commits: Sequence[Sequence[Document]], deleted: Collection[int], queries: Sequence[list[Any]]
) -> list[Hits]:
    """The best 20 hits of each query (see :func:`build`) in an index of one segment for each commit."""
    told = {
        "commits": [[asdict(document) for document in documents] for documents in commits],
        "deleted": list(deleted),
        "queries": list(queries),
    }
    command = [sys.executable, "-W", "ignore", "-m", "tests.unit.stock_whoosh_program"]
    answer = subprocess.run(
        command, input=json.dumps(told).encode(), capture_output=True, check=False, cwd=_ROOT
    )
    assert answer.returncode == 0, answer.stderr.decode()
    return [[(article, score) for article, score in hits] for hits in json.loads(answer.stdout)]


def build(query: Any, spec: list[Any]) -> Any:
    """A query from ``[kind, field, word...]`` or ``[kind, query...]``; its module is ``query``."""
    kind, *rest = spec
    if kind in ("and", "or"):
        return (query.And if kind == "and" else query.Or)([build(query, each) for each in rest])
    if kind == "not":
        return query.AndNot(build(query, rest[0]), build(query, rest[1]))
    field, *words = rest
    if kind == "phrase":
        return query.Phrase(field, words)
    if kind == "date":
        return query.And([query.Every(), query.NumericRange(field, *words)])
    kinds = {"term": query.Term, "prefix": query.Prefix, "wildcard": query.Wildcard, "fuzzy": query.FuzzyTerm}
    return kinds[kind](field, words[0])


def hits(searcher: Any, query: Any, spec: list[Any]) -> Hits:
    """The best 20; around a query may stand ``["oldest", query]``, ``newest``, ``["filter", query, by]``."""
    kind = spec[0]
    if kind == "filter":
        found = searcher.search(build(query, spec[1]), limit=TOP, filter=build(query, spec[2]))
        return [(hit["article"], hit.score) for hit in found]
    if kind in ("oldest", "newest"):
        found = searcher.search(build(query, spec[1]), limit=TOP, sortedby="date", reverse=kind == "newest")
        return [(hit["article"], 0.0) for hit in found]
    if kind == "whole":  # with a limit Whoosh passes over some of the best documents of OR within AND
        found = searcher.search(build(query, spec[1]), limit=None)[:TOP]
        return [(hit["article"], hit.score) for hit in found]
    return [(hit["article"], hit.score) for hit in searcher.search(build(query, spec), limit=TOP)]
