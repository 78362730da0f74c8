"""Whether an archive is whole, and what can be made whole again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.adding.pool import annotator_version, in_process, in_processes
from index.adding.prepare import digest
from index.adding.renewing import renew
from index.errors import ArchiveError, ReadOnlyError
from index.fulltext.searching import Searcher
from index.lock import patient_lock, writer_lock, writer_of
from index.models import Article, Mention, Problem, Progress, Quote
from index.storage.renewing import claim, outdated
from index.storage.store import Store

if TYPE_CHECKING:
    from index.fulltext.engine import FullText

_STEP = 100

Report = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class _Record:
    """A stored article with what is known of it."""

    article: Article
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]


def check(
    directory: Path,
    store: Store,
    searcher: Searcher,
    *,
    repair: bool = False,
    jobs: int = 1,
    report: Report | None = None,
) -> tuple[Problem, ...]:
    """What is not whole; with ``repair``, what remains so after rebuilding what can be rebuilt.

    The database, the articles and their annotations, and the full-text index are looked at, in this
    order. A repair annotates articles again, by ``jobs`` processes, whose annotations are missing,
    wrong, or of another version of the annotator. Raises ReadOnlyError or LockedError when a repair is
    asked for and may not be done.
    """
    if not repair:
        return (*_stored_problems(store, report), *_index_problems_unless_written(directory, store, searcher))
    if not store.writable:
        raise ReadOnlyError(f"You may read the archive {directory} but not repair it; ask its owner")
    with writer_lock(directory):
        unsound = list(_unsound(store, report))
    _annotate_again(directory, store, unsound, jobs, report)
    with patient_lock(directory, brief=False):
        _repair_index(store, searcher, report)
        return (*_stored_problems(store, report), *_index_problems(store, searcher))


def _annotate_again(
    directory: Path, store: Store, unsound: list[int], jobs: int, report: Report | None
) -> None:
    """Annotate articles again: those that are unsound, and those that another annotator has read."""
    version = annotator_version()
    annotate = in_processes(jobs) if jobs > 1 else in_process
    hold = partial(patient_lock, directory)
    renew(store, unsound, hold, current_too=True, annotate=annotate, report=report)
    numbers = outdated(store.database, version)
    if numbers:
        with hold():
            claim(store.database, version)
        renew(store, numbers, hold, annotate=annotate, report=report)


def _repair_index(store: Store, searcher: Searcher, report: Report | None) -> None:
    """Bring the index up to date, or build it anew when that does not help."""
    from index.fulltext.errors import UNEXPECTED

    if searcher.fulltext().damage():
        searcher.rebuild(report)
        return
    try:
        searcher.update(report)
    except UNEXPECTED:  # its numbers lead nowhere, though its checksums are right
        searcher.rebuild(report)
        return
    if any(_index_problems(store, searcher)):
        searcher.rebuild(report)


def _stored_problems(store: Store, report: Report | None) -> Iterator[Problem]:
    """What is not whole in the store."""
    yield from _database_problems(store)
    for number, record in _records(store, report):
        if isinstance(record, str):
            yield Problem(f"article {number}", record)
        else:
            yield from _article_problems(store, record)


def _index_problems_unless_written(directory: Path, store: Store, searcher: Searcher) -> list[Problem]:
    """What is wrong with the full-text index; while another process writes it, only that it does."""
    before = writer_of(directory)
    problems = list(_index_problems(store, searcher))
    writer = before or writer_of(directory)
    if not problems or not writer:
        return problems
    reason = f"being written by another process ({writer}); check again when it has finished"
    return [Problem(problems[0].origin, reason)]


def _database_problems(store: Store) -> Iterator[Problem]:
    """What SQLite itself finds."""
    origin = str(store.database.path)
    try:
        for (line,) in store.database.rows("PRAGMA integrity_check(20)"):
            if line != "ok":
                yield Problem(origin, f"damaged: {line}; restore it from a copy, or add the articles again")
        for table, *_ in store.database.rows("PRAGMA foreign_key_check"):
            yield Problem(origin, f"a row of the table {table} belongs to nothing")
    except ArchiveError as error:
        yield Problem(origin, str(error))


def _records(store: Store, report: Report | None) -> Iterator[tuple[int, _Record | str]]:
    """All articles by id, or why one cannot be read, with word of how far it is."""
    numbers = store.ids()
    for at, number in enumerate(numbers):
        if report and at % _STEP == 0:
            report(Progress("checking", at, len(numbers)))
        yield number, _record(store, number)


def _record(store: Store, number: int) -> _Record | str:
    """An article, or why it cannot be read."""
    article = store.article(number)
    try:
        return _Record(article, store.mentions(number), store.quotes(number, indirect=True))
    except ValueError as error:
        return f"its names or quotes are of a kind that is not known ({error})"


def _article_problems(store: Store, record: _Record) -> Iterator[Problem]:
    """What is wrong with one article."""
    article = record.article
    origin = f"article {article.id}"
    wanted = article.title + "\n\n" if article.title else ""
    if article.text[: article.body_start] != wanted:
        yield Problem(origin, "its title is not where it should be")
    elif digest(article.title, article.body) != store.digest(article.id):
        yield Problem(origin, "its text is not what was added")
    if not _is_sound(record):
        yield Problem(origin, "its names or quotes are not where they should be")
    elif not store.annotator(article.id):
        yield Problem(origin, "its names and quotes could not be read when it was added")


def _is_sound(record: _Record) -> bool:
    """Whether all offsets of the annotations of an article agree with its text."""
    text, size = record.article.text, len(record.article.text)
    for mention in record.mentions:
        if not 0 <= mention.start < mention.end <= size or text[mention.start : mention.end] != mention.text:
            return False
    for quote in record.quotes:
        places = [
            (quote.start, quote.end, quote.text),
            (quote.speaker_start, quote.speaker_end, quote.speaker),
            (quote.cue_start, quote.cue_end, quote.cue),
        ]
        for start, end, surface in places:
            if start is None or end is None:
                continue
            if not 0 <= start <= end <= size or (surface is not None and text[start:end] != surface):
                return False
    return True


def _unsound(store: Store, report: Report | None) -> Iterator[int]:
    """The articles whose annotations are missing or wrong."""
    for number, record in _records(store, report):
        if isinstance(record, str) or not _is_sound(record) or not store.annotator(number):
            yield number


def _index_problems(store: Store, searcher: Searcher) -> Iterator[Problem]:
    """What is wrong with the full-text index."""
    from index.fulltext.errors import DamagedIndexError, UnreadableIndexError

    try:
        yield from _index_faults(store, searcher.fulltext())
    except (DamagedIndexError, UnreadableIndexError) as error:
        yield Problem(str(searcher.fulltext().directory), str(error))


def _index_faults(store: Store, fulltext: FullText) -> Iterator[Problem]:
    """What is wrong with a full-text index. Raises DamagedIndexError and UnreadableIndexError."""
    from index.fulltext.engine import Health
    from index.fulltext.indexing import count_changed

    origin = str(fulltext.directory)
    status = fulltext.status()
    if status.health is Health.MISSING and not store.count():
        return
    if status.health is not Health.READABLE:
        yield Problem(origin, status.reason)
        return
    for damage in fulltext.damage():
        yield Problem(origin, f"{damage}: it is not what was written")
    indexed = set(fulltext.article_ids())
    stored = set(store.ids())
    if changed := count_changed(store, status):
        yield Problem(origin, f"{changed} articles have other quotes than are indexed")
    if missing := stored - indexed:
        yield Problem(origin, f"{len(missing)} articles are not indexed")
    if extra := indexed - stored:
        yield Problem(origin, f"{len(extra)} articles are indexed that are not stored")
