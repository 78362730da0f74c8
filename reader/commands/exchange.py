"""Decisions as JSON lines: out of an archive, and into another."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.archive import Archive
from reader.context import Context
from reader.exits import Exit, UsageError

LONGEST = 1_000_000
"""Bytes of a line that are read; no decision has so many."""


def export(archive: Archive, context: Context) -> Exit:
    """Print the decisions that hold, one JSON object a line."""
    found = False
    for fields in archive.export_decisions():
        context.output.json(fields)
        found = True
    if not found:
        context.errors.note("no decisions")
    return Exit.FINE


def take(archive: Archive, name: str, as_json: bool, context: Context) -> Exit:
    """Take the decisions in a file, and tell what could not be taken."""
    broken: list[str] = []
    with _lines(name) as lines:
        taken = archive.import_decisions(_objects(name, lines, broken))
    problems = [*broken, *(f"{each.origin}: {each.reason}" for each in taken.problems)]
    for problem in problems:
        context.errors.note(problem)
    context.errors.note(
        f"{taken.taken} decisions taken, {taken.known} held already, {len(problems)} could not be taken"
    )
    if as_json:
        context.output.json({"taken": taken.taken, "known": taken.known, "problems": problems})
    return Exit.FAILED if problems else Exit.FINE


@contextmanager
def _lines(name: str) -> Iterator[Iterator[bytes]]:
    """The lines of a file, or of standard input for "-"; what is too long of one is cut off."""
    if name == "-":
        if sys.stdin is None:
            raise UsageError("standard input is closed; name a file")
        yield iter(lambda: sys.stdin.buffer.readline(LONGEST), b"")
        return
    with Path(name).expanduser().open("rb") as file:
        yield iter(lambda: file.readline(LONGEST), b"")


def _objects(name: str, lines: Iterable[bytes], broken: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The JSON objects in lines with where they stand; ``broken`` gets what those are that have none."""
    for number, line in enumerate(lines, 1):
        origin = f"{'standard input' if name == '-' else name}:{number}"
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError):
            fields = None
        if isinstance(fields, dict):
            yield origin, fields
        else:
            broken.append(f"{origin}: is no JSON object")
