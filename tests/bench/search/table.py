"""Results as tables and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tests.bench.search.engines import YARDSTICK
from tests.bench.search.model import CLASSES
from tests.bench.search.run import Result

NAMES = {
    "fts5": "FTS5",
    "porter": "FTS5 with stems",
    "ours": "newsreader",
    "stock": "stock Whoosh",
    "tantivy": "tantivy",
    "ripgrep": "ripgrep",
}
_MEGABYTE = 1_000_000
_LABEL = 16
_COLUMN = 27


def classes_table(results: Sequence[Result], *, cpu: bool = False) -> list[str]:
    """A line a class: for each engine p50 and p95 in milliseconds, and both as ratios to the yardstick's."""
    yard = next((each for each in results if each.engine == YARDSTICK), None)
    clock = "CPU" if cpu else "wall"
    lines = [
        f"{clock + ' ms, p50 p95':{_LABEL}}" + "".join(f"{NAMES[each.engine]:>{_COLUMN}}" for each in results)
    ]
    for kind, name in CLASSES.items():
        cells = [_cell(each, kind, yard, cpu) for each in results]
        if any(cell != "-" for cell in cells):
            lines.append(f"{name:{_LABEL}}" + "".join(f"{cell:>{_COLUMN}}" for cell in cells))
    return lines


def _cell(result: Result, kind: str, yard: Result | None, cpu: bool) -> str:
    """p50 and p95 of an engine in a class, with the ratios unless it is the yardstick itself."""
    pair = _pair(result, kind, cpu)
    if pair is None:
        return "-"
    text = f"{_number(pair[0])} {_number(pair[1]):>6}"
    base = _pair(yard, kind, cpu) if yard is not None and yard is not result else None
    if base is None:
        return text + " " * 14 if yard is not None and yard is not result else text
    return text + f" {ratio(pair[0], base[0]):>6} {ratio(pair[1], base[1]):>6}"


def _pair(result: Result, kind: str, cpu: bool) -> tuple[float, float] | None:
    """p50 and p95 in milliseconds."""
    times = result.searched.classes.get(kind)
    if times is None:
        return None
    return (times.cpu_p50, times.cpu_p95) if cpu else (times.p50, times.p95)


def ratio(value: float, base: float) -> str:
    """A ratio as it is shown: ``0.50x``."""
    return f"{_number(value / base)}x" if base > 0 else "-"


def _number(value: float) -> str:
    """A number in three digits or so."""
    if value >= 99.5:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 9.95 else f"{value:.2f}"


def costs_table(results: Sequence[Result]) -> list[str]:
    """A line an engine: indexing speed, sizes, opening, memory; and how far it agrees with the yardstick."""
    yard = next((each for each in results if each.engine == YARDSTICK), None)
    lines = [
        f"{'':{_LABEL}}{'docs/CPU s':>11}{'build MB':>9}{'index MB':>9}{'x text':>7}{'open ms':>8}"
        f"{'MB open':>8}{'own':>6}{'MB all':>8}{'own':>6}{'same 20':>9}"
    ]
    for each in results:
        built, found = each.built, each.searched
        rate = f"{built.documents / built.cpu_seconds:,.0f}" if built.cpu_seconds > 0 else "-"
        same = "-" if yard is None or yard is each else f"{agreement(each, yard):.0%}"
        size = built.index_bytes / _MEGABYTE
        lines.append(
            f"{NAMES[each.engine]:{_LABEL}}{rate:>11}{built.peak_mb:>9.0f}{size:>9.1f}"
            f"{built.index_bytes / max(1, built.text_bytes):>7.2f}{found.open_ms:>8.1f}"
            f"{found.after_open.total:>8.0f}{found.after_open.anonymous:>6.0f}"
            f"{found.after_all.total:>8.0f}{found.after_all.anonymous:>6.0f}{same:>9}"
        )
    return lines


def agreement(result: Result, yard: Result) -> float:
    """Which share of the yardstick's hits an engine has among its own, over all classes that both answer."""
    wanted = found = 0
    for kind, times in result.searched.classes.items():
        base = yard.searched.classes.get(kind)
        for mine, theirs in zip(times.top, base.top if base else (), strict=False):
            wanted += len(theirs)
            found += len(set(mine) & set(theirs))
    return found / wanted if wanted else 0.0


def page(count: int, segments: int, results: Sequence[Result], *, cpu: bool = False) -> str:
    """Everything about one size."""
    text = results[0].built.text_bytes / _MEGABYTE if results else 0.0
    head = f"{count:,} documents, {text:.1f} MB of text, segments: {segments}"
    return "\n".join([head, "", *classes_table(results, cpu=cpu), "", *costs_table(results), ""])


def as_json(count: int, segments: int, results: Sequence[Result]) -> dict[str, Any]:
    """The figures of one size, without the hits."""
    engines = {}
    for each in results:
        found = asdict(each)
        for times in found["searched"]["classes"].values():
            del times["top"]
        engines[each.engine] = found
    return {"documents": count, "segments": segments, "engines": engines}
