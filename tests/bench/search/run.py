"""One run: the same documents and queries for each engine, one after the other, each in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.search.corpus import generator
from tests.bench.search.measure import Memory, Searched, Times
from tests.bench.search.store import Built, Corpus, read_built

_CHILD = "tests.bench.search.child"
_ROOT = Path(__file__).parents[3]


class EngineError(Exception):
    """An engine has failed; the message ends with what it said last."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is to do. ``budget`` is in seconds for each class of queries."""

    count: int
    engines: Sequence[str]
    segments: int
    root: Path
    rebuild: bool
    budget: float


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of one engine."""

    engine: str
    built: Built
    searched: Searched


def run(plan: Plan) -> list[Result]:
    """Measure the engines of a plan; what fails is told on standard error and left out."""
    corpus = Corpus(plan.root, generator(), plan.count)
    _say(f"{plan.count:,} documents")
    corpus.prepare()
    results = []
    for engine in plan.engines:
        try:
            results.append(_measured(plan, corpus, engine))
        except EngineError as error:
            _say(f"{engine}: {error}")
    return results


def _measured(plan: Plan, corpus: Corpus, engine: str) -> Result:
    """One engine, built if need be."""
    built = read_built(corpus.index_directory(engine, plan.segments))
    if built is None or plan.rebuild:
        _say(f"  {engine}: building")
        built = Built(**_child("build", engine, plan))
    _say(f"  {engine}: searching")
    return Result(engine, built, _searched(_child("search", engine, plan)))


def _child(what: str, engine: str, plan: Plan) -> dict[str, Any]:
    """What a process of its own says. Raises EngineError."""
    words = [what, engine, str(plan.root), str(plan.count), str(plan.segments), str(plan.budget)]
    command = [sys.executable, "-W", "ignore", "-m", _CHILD, *words]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise EngineError(f"{what} failed: {said[-1] if said else done.returncode}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _searched(found: dict[str, Any]) -> Searched:
    """Figures out of JSON."""
    classes = {
        kind: Times(**{**times, "top": tuple(map(tuple, times["top"]))})
        for kind, times in found["classes"].items()
    }
    return Searched(classes, found["open_ms"], Memory(**found["after_open"]), Memory(**found["after_all"]))


def _say(text: str) -> None:
    """A line of progress, apart from the tables."""
    print(text, file=sys.stderr, flush=True)
