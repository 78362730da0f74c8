"""Kills what writes a full-text index at random moments, and looks which generation is there then.

    python -m tests.bench.kill_index [--kills 200] [--seed 1]

Three of four kills meet a process that adds, replaces, deletes and merges invented articles, and builds the
index anew now and then; the fourth one meets a process that adds articles to an archive. After each kill
the index is opened and asked: it must hold what had been committed, or what was being committed, and give
right answers. The archive's index must be brought up to date from its store. Prints a line a kill, and ends
with 1 when anything was lost, wrong or left lying about in the end.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.archive import open_archive
from index.fulltext import catalogue
from index.fulltext.document import Document
from index.fulltext.engine import FullText, Health
from index.models import Draft, Sort
from tests.unit.index_support import begin, node

ARCHIVE = "kill"
_KEPT = 500  # articles that the index holds about
_LONGEST = 1.2  # seconds before a kill, at most


@dataclass(frozen=True)
class Step:
    """One commit: articles that are written (with the number of the step), and those that are deleted."""

    written: tuple[int, ...]
    deleted: frozenset[int]
    merge_all: bool
    rebuild: bool


_STATES: list[tuple[dict[int, int], Step]] = []


def _state(number: int) -> tuple[dict[int, int], Step]:
    """The articles after so many steps, each with the step that wrote it last, and the step after these."""
    while len(_STATES) <= number:
        at = len(_STATES)
        before, step = _STATES[-1] if _STATES else ({}, Step((), frozenset(), False, False))
        after = {article: wrote for article, wrote in before.items() if article not in step.deleted}
        after.update(dict.fromkeys(step.written, at))
        _STATES.append((after, _step(at, after)))
    return _STATES[number]


def _step(number: int, articles: Mapping[int, int]) -> Step:
    """What the step after ``number`` steps does."""
    rng = random.Random(number)  # noqa: S311
    known = sorted(articles)
    again = rng.sample(known, min(len(known), rng.choice([0, 0, 1, 5, 30])))
    gone = rng.sample(known, min(len(known), max(len(known) - _KEPT, rng.choice([0, 0, 3]))))
    first = 1000 * number + 1
    fresh = range(first, first + rng.choice([1, 3, 20, 120]))
    return Step(
        (*(each for each in again if each not in gone), *fresh),
        frozenset(gone),
        rng.random() < 0.2,
        rng.random() < 0.1,
    )


def _document(article: int, step: int) -> Document:
    """An article as a step writes it; words tell of both."""
    rng = random.Random(article)  # noqa: S311
    filler = " ".join(rng.choices(["crane", "harbour", "ship", "bay", "storm", "mayor", "old"], k=60))
    title = f"Title of article{article}"
    text = f"{title}\n\n{filler} written{step} part{article % 7} in part of step{step % 5}"
    return Document(
        article, 20240101 + article % 28, title, text, (), f"Source {article % 3}", {"persons": [step]}
    )


def work_on_index(directory: Path) -> None:
    """Take step after step on an index, from where it is."""
    index = FullText(directory, ARCHIVE)
    number = int(sys.argv[4])
    if index.status().health is not Health.READABLE:
        _rebuild(index, number)
    for number in itertools.count(index.status().revision):
        _, step = _state(number)
        print("begin", number + 1, flush=True)
        if step.rebuild:
            _rebuild(index, number + 1)
        else:
            documents = (_document(article, number + 1) for article in step.written)
            replaced = {*step.written, *step.deleted}
            index.add(documents, replaced=replaced, revision=number + 1, merge_all=step.merge_all)
        print("done", number + 1, flush=True)


def _rebuild(index: FullText, number: int) -> None:
    """Build the index of a state anew."""
    articles, _ = _state(number)
    with index.rebuilt() as fresh:
        fresh.add((_document(article, step) for article, step in articles.items()), revision=number)


def work_on_archive(directory: Path) -> None:
    """Add articles to an archive, a few at a time, from where it is."""
    with closing(open_archive(directory, create=True)) as archive:
        for number in itertools.count(int(sys.argv[4]) + 1):
            print("begin", number, flush=True)
            archive.add([_draft(number, part) for part in range(3)])
            print("done", number, flush=True)


def _draft(number: int, part: int) -> Draft:
    """A part of what a step adds to an archive."""
    text = (
        f"The mayor of Bay{number} closed the harbour.\n\n“Part {part} of step{number},” Ruth Ellison said."
    )
    return Draft(f"Harbour{number} closed {part}", text, origin=f"{number}.txt")


@dataclass(frozen=True)
class Killed:
    """The last step that a process said it had begun, and the last that it had done."""

    begun: int
    done: int


def _kill(kind: str, directory: Path, done: int, wait: float) -> Killed:
    """Start a process, kill it, and say how far it came."""
    command = [sys.executable, "-m", "tests.bench.kill_index", kind, str(directory), "--from", str(done)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None
    lines = [process.stdout.readline()]
    time.sleep(wait)
    os.killpg(process.pid, signal.SIGKILL)
    lines += process.communicate()[0].splitlines()
    said = [line.split() for line in lines if len(line.split()) == 2]
    begun = [int(step) for word, step in said if word == "begin"]
    finished = [int(step) for word, step in said if word == "done"]
    return Killed(max(begun, default=done), max(finished, default=done))


@dataclass
class Tally:
    """What has been seen."""

    bad: int = 0
    next_ones: int = 0
    missing: int = 0
    most_orphans: int = 0


def main() -> int:
    """Run the kills that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)  # noqa: S311
    room = Path(tempfile.mkdtemp())
    begin(room / "whoosh", ARCHIVE)
    tally, reached, stored = Tally(), 0, 0
    for number in range(1, arguments.kills + 1):
        wait = rng.uniform(0.0, _LONGEST)
        if number % 4:
            reached = _kill_index(number, room / "whoosh", reached, wait, tally)
        else:
            stored = _kill_archive(number, room / "archive", stored, 3 * wait, tally)
    tally.bad += _finish(room / "whoosh")
    print(
        f"{arguments.kills} kills: {tally.bad} bad, {tally.next_ones} times the generation that was being "
        f"written, {tally.missing} times none while it was built anew, {tally.most_orphans} files left over"
    )
    return 1 if tally.bad else 0


def _kill_index(number: int, directory: Path, reached: int, wait: float, tally: Tally) -> int:
    """Kill what works on the index, look at the index, and say which state it has."""
    killed = _kill("index", directory, reached, wait)
    index = FullText(directory, ARCHIVE)
    status = index.status()
    wanted = set(catalogue.files(catalogue.read(directory))) if status.health is Health.READABLE else set()
    left = [path.name for path in directory.parent.glob("whoosh*/*")]
    orphans = sum(name not in wanted and not name.endswith("LOCK") for name in left)
    tally.most_orphans = max(tally.most_orphans, orphans)
    if status.health is Health.MISSING:
        rebuilt = any(_state(step)[1].rebuild for step in (killed.begun - 1, killed.done - 1) if step >= 0)
        tally.missing += 1
        tally.bad += not rebuilt
        print(f"kill {number}: after {wait:.2f} s; none while it was built anew" + (" BAD" * (not rebuilt)))
        return killed.done
    problems = [] if status.health is Health.READABLE else [status.reason]
    if not killed.done <= status.revision <= killed.begun:
        problems.append(f"committed {killed.done}, found {status.revision}, begun {killed.begun}")
    problems += _wrong(index, status.revision)
    tally.next_ones += status.revision > killed.done
    tally.bad += bool(problems)
    print(
        f"kill {number}: after {wait:.2f} s in step {killed.begun}; state {status.revision}, "
        f"{status.count} articles, {orphans} files left; {'BAD ' + str(problems) if problems else 'right'}",
        flush=True,
    )
    return status.revision


def _wrong(index: FullText, number: int) -> list[str]:
    """What an index answers wrongly for a state."""
    articles, _ = _state(number)
    problems = index.damage()
    if sorted(index.article_ids()) != sorted(articles):
        problems.append("other articles")
    for step in sorted({*list(articles.values())[-3:], *range(max(0, number - 3), number + 2)}):
        wanted = {article for article, at in articles.items() if at == step}
        if index.matching(node(f"written{step}")) != wanted:
            problems.append(f"other articles of step {step}")
    for query, wanted in (
        ("part3", {each for each in articles if each % 7 == 3}),
        ('"in part of step2"', {each for each, at in articles.items() if at % 5 == 2}),
        ("NOT written0", set(articles)),
        ("date:2024-01-05", {each for each in articles if each % 28 == 4}),
        (
            "crane source:1",
            {each for each in articles if each % 3 == 1 and "crane" in _document(each, 0).text},
        ),
    ):
        page = index.page(node(query), Sort.RELEVANCE, 5)
        if page.total != len(wanted) or not {article for article, _ in page.hits} <= wanted:
            problems.append(f"other hits of {query}")
    return problems


def _kill_archive(number: int, directory: Path, reached: int, wait: float, tally: Tally) -> int:
    """Kill what adds to an archive, look at the archive, and say how many steps are in it."""
    killed = _kill("archive", directory, reached, wait)
    if not (directory / "archive.db").exists():
        return 0
    start = time.perf_counter()
    with closing(open_archive(directory)) as archive:
        count = archive.count()
        total = archive.search("NOT nosuchwordanywhere").total
        seconds = time.perf_counter() - start
        steps = range(max(1, killed.done - 4), killed.done + 1)
        lost = [step for step in steps if archive.search(f"step{step}").total != 3]
        problems = [*archive.check(), *(f"step {step} is not found" for step in lost)]
    if count < 3 * killed.done or total != count:
        problems.append(f"{killed.done} steps reported, {count} articles stored, {total} found")
    tally.bad += bool(problems)
    print(
        f"kill {number}: archive after {wait:.2f} s; {count} articles, searchable after {seconds:.2f} s; "
        f"{'BAD ' + str(problems) if problems else 'right'}",
        flush=True,
    )
    return killed.done


def _finish(directory: Path) -> int:
    """Write once more, and count what is left lying about then."""
    index = FullText(directory, ARCHIVE)
    if index.status().health is not Health.READABLE:
        _rebuild(index, 0)
    index.add([_document(1 << 40, 0)])
    wanted = {*catalogue.files(catalogue.read(directory)), "MAIN_WRITELOCK"}
    left = {path.name for path in directory.iterdir()} - wanted
    _rebuild(index, 0)
    left |= {path.name for path in directory.parent.glob("whoosh.*")}
    if left:
        print(f"left in the end: {sorted(left)}")
    return bool(left)


if __name__ == "__main__":
    if sys.argv[1:2] == ["index"]:
        work_on_index(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["archive"]:
        work_on_archive(Path(sys.argv[2]))
    else:
        sys.exit(main())
