"""Annotating an archive again: by a repair, and what the index makes of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest

import index.adding.renewing
import index.annotate
import index.fulltext.indexing
import index.lock
import index.upkeep
from index.adding.pool import annotate_batch
from index.adding.prepare import prepare, with_annotations
from index.adding.renewing import STAGE, renew
from index.annotate import annotate
from index.archive import open_archive
from index.errors import LockedError
from index.local import LocalArchive
from index.lock import patient_lock, writer_lock
from index.models import UNKNOWN_DATE, Annotations, Draft, Label, PartialDate, Progress
from index.storage.renewing import claim, is_superseded, outdated, rewritten_since
from index.userstate import UserState
from tests.unit.archive_support import ALL, STORM, TUNNEL, hits, make_archive


def find_nothing(text: str, *, published: PartialDate = UNKNOWN_DATE) -> Annotations:
    return Annotations()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An archive that an annotator has read which finds nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.annotate.annotate", find_nothing)
        patch.setattr("index.annotate.VERSION", "before", raising=False)
        make_archive(tmp_path / "a").close()
    return tmp_path / "a"


def age(archive: LocalArchive) -> None:
    """Have an archive look as if another version had annotated it."""
    with archive._store.database.transaction():
        archive._store.database.execute("UPDATE articles SET annotator = 'before'")


def read_again(archive: LocalArchive) -> int:
    """Annotate again what is outdated, and leave the index behind."""
    numbers = outdated(archive._store.database, "now")
    return renew(archive._store, numbers, lambda: patient_lock(archive.path))


def test_an_archive_that_an_older_version_has_read_is_whole(old: Path) -> None:
    archive = open_archive(old)
    assert archive.outdated() == 4
    assert archive.check() == ()
    assert make_archive(old.parent / "b").outdated() == 0


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_repair_reads_again_what_an_older_version_has_read(
    old: Path, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.adding.pool.WORTHWHILE", 1)
    monkeypatch.setattr("index.adding.renewing.BATCH", 1)
    archive = open_archive(old)
    assert (hits(archive, "has:quotes"), hits(archive, "by:ellison")) == ([], [])
    steps: list[Progress] = []
    assert archive.check(repair=True, jobs=jobs, report=steps.append) == ()
    assert archive.outdated() == 0
    assert [step.done for step in steps if step.stage == STAGE] == [1, 2, 3, 4]
    assert hits(archive, "has:quotes") == hits(archive, "by:ellison") == [1, 2]
    assert hits(archive, "quote:accident") == [1]
    fresh = make_archive(old.parent / "fresh")
    for number in range(1, 5):
        assert [m.name for m in archive.mentions(number)] == [m.name for m in fresh.mentions(number)]
        assert [q.text for q in archive.quotes_in(number)] == [q.text for q in fresh.quotes_in(number)]


def test_a_repair_that_is_interrupted_goes_on_where_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.adding.renewing.BATCH", 1)
    seen: list[str] = []

    def annotate(text: str, *, published: PartialDate) -> Annotations:
        if len(seen) == 2:
            seen.clear()
            raise KeyboardInterrupt
        seen.append(text)
        return real(text, published=published)

    real = index.annotate.annotate
    monkeypatch.setattr("index.annotate.annotate", annotate)
    archive = open_archive(old)
    with pytest.raises(KeyboardInterrupt):
        archive.check(repair=True)
    assert archive.outdated() == 2
    archive.close()
    archive = open_archive(old)
    assert archive.check(repair=True) == ()
    assert seen == [archive.article(number).text for number in (3, 4)]
    assert (archive.outdated(), hits(archive, "has:quotes")) == (0, [1, 2])


def test_an_article_that_the_annotator_fails_on_keeps_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = make_archive(tmp_path / "a")
    before = archive.quotes_in(1)
    age(archive)

    def annotate(text: str, *, published: PartialDate) -> Annotations:
        if text.startswith("Harbour"):
            raise RuntimeError
        return Annotations()

    monkeypatch.setattr("index.annotate.annotate", annotate)
    archive.check(repair=True)
    assert archive.outdated() == 1
    assert archive.quotes_in(1) == before
    assert archive.quotes_in(2) == ()


def test_who_is_who_stays_as_it_was(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    (ellison,) = archive.entities_named("Ruth Ellison", Label.PERSON)
    archive.rename(ellison.entity_id, "R. Ellison")
    marks = UserState(archive.path, archive.uuid)
    marks.mark_read(2)
    marks.toggle_star(1)
    before = (archive.entities(), archive.speakers(), archive.decisions())
    age(archive)
    assert archive.check(repair=True) == ()
    assert archive.outdated() == 0
    assert (archive.entities(), archive.speakers(), archive.decisions()) == before
    assert {speaker.name for speaker in archive.speakers()} == {"R. Ellison", "Tomas Reyes"}
    marks = UserState(archive.path, archive.uuid)
    assert (set(marks.read_ids()), set(marks.starred())) == ({2}, {1})


def test_annotations_of_a_kind_that_is_not_known_are_told_and_made_again(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    with archive._store.database.transaction():
        archive._store.database.execute("UPDATE mentions SET label = 'WEAPON' WHERE article_id = 2")
        archive._store.database.execute("UPDATE quotes SET kind = 'sung' WHERE article_id = 1")
    problems = archive.check()
    assert [problem.origin for problem in problems] == ["article 1", "article 2"]
    assert "WEAPON" in problems[1].reason
    assert archive.check(repair=True) == ()
    assert archive.mentions(2)


REPAIR = """
import sys
import index.adding.renewing
from index.archive import open_archive
index.adding.renewing.BATCH = 1
open_archive(sys.argv[1]).check(repair=True, report=lambda p: print(p.stage, p.done, flush=True))
"""


def test_nothing_is_lost_when_a_repair_is_killed(tmp_path: Path) -> None:
    drafts = [
        Draft(f"Case {n}", f"Ruth Ellison spoke.\n\n“Crane {n} is safe,” Ellison said.", origin=str(n))
        for n in range(60)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.annotate.annotate", find_nothing)
        patch.setattr("index.annotate.VERSION", "before", raising=False)
        make_archive(tmp_path / "a", drafts).close()
    left = 60
    for stop in (3, 10):
        process = subprocess.Popen(
            [sys.executable, "-c", REPAIR, str(tmp_path / "a")], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for line in process.stdout:
            if line.split() == [STAGE, str(stop)]:
                process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        archive = open_archive(tmp_path / "a")
        assert archive.outdated() <= left - stop
        left = archive.outdated()
        archive.prepare_search()
        assert archive.check() == ()
        assert len(hits(archive, "has:quotes")) == archive.search("has:quotes").total == 60 - left
        assert archive.search("case").total == archive.count() == 60
        archive.close()
    archive = open_archive(tmp_path / "a")
    assert archive.check(repair=True) == ()
    assert (archive.outdated(), archive.search("quote:crane").total) == (0, 60)


def test_an_index_that_is_behind_the_annotations_is_brought_up_to_date(old: Path) -> None:
    archive = open_archive(old)
    archive.add([Draft("More", "Ruth Ellison spoke.\n\n“A lighthouse is safe,” Ellison said.", origin="m")])
    assert read_again(archive) == 4
    assert hits(archive, "has:quotes") == [5]
    assert [problem.reason for problem in archive.check()] == [
        "4 articles have other quotes than are indexed"
    ]
    archive.close()
    archive = open_archive(old)
    steps: list[Progress] = []
    archive.prepare_search(steps.append)
    assert steps == [Progress("indexing", 0, 4), Progress("indexing", 4, 4)]
    assert hits(archive, "has:quotes") == [1, 2, 5]
    assert archive.check() == ()
    steps.clear()
    archive.prepare_search(steps.append)
    assert steps == []


def others(found: Annotations) -> dict[str, Annotations]:
    """Annotations that tell something else, by what of them is other."""
    first, *rest = found.mentions
    quote, *more = found.quotes
    return {
        "named": replace(found, mentions=(replace(first, name="Somebody Else", entity_id=99), *rest)),
        "named less often": replace(found, mentions=(first, *rest[:-1])),
        "speaker": replace(found, quotes=(replace(quote, speaker_id=None, speaker_name=None), *more)),
        "quoted": replace(found, quotes=(replace(quote, text=quote.text[:-1], end=quote.end - 1), *more)),
        "nothing that is indexed": replace(found, quotes=(replace(quote, confidence=0.5, cue=None), *more)),
    }


@pytest.mark.parametrize(
    ("what", "marked"),
    [
        ("named", True),
        ("named less often", True),
        ("speaker", True),
        ("quoted", True),
        ("nothing that is indexed", False),
    ],
)
def test_an_article_in_which_something_else_is_found_is_indexed_again(
    tmp_path: Path, what: str, marked: bool
) -> None:
    archive = make_archive(tmp_path / "a")
    database = archive._store.database
    before = archive._store.revision
    assert rewritten_since(database, 0) == []
    ready = prepare(TUNNEL)
    assert ready is not None
    found = annotate(ready.article.text, published=TUNNEL.published)
    archive._store.replace_annotations({2: with_annotations(ready, others(found)[what], "x")})
    assert rewritten_since(database, before) == ([(2, before + 1)] if marked else [])


def test_an_article_is_indexed_again_when_a_user_says_whose_words_it_quotes(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    database = archive._store.database
    ellison, reyes = (
        archive.entities_named(name, Label.PERSON)[0] for name in ("Ruth Ellison", "Tomas Reyes")
    )
    archive.rename(ellison.entity_id, "R. Ellison")
    archive.merge(ellison.entity_id, reyes.entity_id)
    archive.undo()
    assert rewritten_since(database, 0) == []
    (quote,) = [each for each in archive.quotes_in(2) if each.speaker_id == reyes.entity_id]
    assert quote.id is not None
    archive.attribute(quote.id, ellison.entity_id)
    archive.merge(ellison.entity_id, reyes.entity_id)
    assert rewritten_since(database, 0) == [(2, archive._store.revision - 1)]
    archive.undo()
    archive.undo()
    assert rewritten_since(database, 0) == [(2, archive._store.revision)]


def test_an_index_that_is_far_behind_is_built_anew(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.fulltext.indexing.FEW", 1)
    monkeypatch.setattr("index.fulltext.indexing._REPLACED_AT_MOST", 0.25)
    archive = open_archive(old)
    read_again(archive)
    before = (old / "whoosh").stat().st_ino
    archive.prepare_search()
    assert (old / "whoosh").stat().st_ino != before
    assert hits(archive, "has:quotes") == [1, 2]
    assert archive.check() == ()


def test_an_index_killed_between_its_commits_is_brought_up_to_date(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.fulltext.indexing.CHUNK", 1)
    archive = open_archive(old)
    read_again(archive)

    def stop(progress: Progress) -> None:
        if archive._searcher.fulltext().status().revision and progress.done:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("index.fulltext.indexing._STEP", 1)
        with pytest.raises(KeyboardInterrupt):
            archive.prepare_search(stop)
    archive.close()
    archive = open_archive(old)
    assert hits(archive, "has:quotes") == [1, 2]
    assert archive.check() == ()


def test_an_index_of_a_later_state_of_the_archive_is_built_anew(old: Path) -> None:
    shutil.copy(old / "archive.db", old.parent / "kept.db")
    archive = open_archive(old)
    assert archive.check(repair=True) == ()
    archive.close()
    shutil.copy(old.parent / "kept.db", old / "archive.db")
    archive = open_archive(old)
    assert hits(archive, "has:quotes") == []


def test_an_index_of_ones_own_is_brought_up_to_date_too(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(old.parent / "cache"))
    shutil.rmtree(old / "whoosh")
    real = os.access

    def search_as_reader() -> list[int]:
        with monkeypatch.context() as patch:
            patch.setattr(
                os, "access", lambda path, mode: not str(path).startswith(str(old)) and real(path, mode)
            )
            reader = open_archive(old)
            assert not reader.writable
            try:
                return hits(reader, "has:quotes")
            finally:
                reader.close()

    assert search_as_reader() == []
    keeper = open_archive(old)
    read_again(keeper)
    keeper.close()
    assert search_as_reader() == [1, 2]
    assert not (old / "whoosh").exists()


def test_a_search_that_was_answered_is_answered_anew_when_names_change(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    assert hits(archive, "person:ellison") == [1, 2]
    writer = open_archive(tmp_path / "a")
    age(writer)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.annotate.annotate", find_nothing)
        read_again(writer)
    assert hits(archive, "person:ellison") == []


def test_a_version_that_another_has_followed_is_known(tmp_path: Path) -> None:
    database = make_archive(tmp_path / "a")._store.database
    assert not is_superseded(database, "1")
    for version in ("1", "2"):
        claim(database, version)
    assert (is_superseded(database, "1"), is_superseded(database, "2")) == (True, False)
    claim(database, "1")
    assert (is_superseded(database, "1"), is_superseded(database, "2")) == (False, True)


def test_batches_are_bounded_by_their_size_too(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.adding.renewing.BATCH_SIZE", 300)
    archive = open_archive(old)
    sizes: list[list[int]] = []

    def annotate(batches):  # type: ignore[no-untyped-def]
        for batch in batches:
            sizes.append([len(text) for text, _ in batch])
            yield annotate_batch(batch)

    steps: list[Progress] = []
    hold = lambda: patient_lock(old)  # noqa: E731
    assert renew(archive._store, [1, 2, 3, 4], hold, annotate=annotate, report=steps.append) == 4
    assert sum(map(len, sizes)) == 4
    assert all(sum(some[:-1]) < 300 for some in sizes)
    assert len(sizes) >= 2
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert steps[-1] == Progress(STAGE, 4, 4)


def test_the_lock_is_not_taken_for_a_batch_in_which_nothing_is_to_be_stored(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str, *, published: PartialDate) -> Annotations:
        raise RuntimeError("no way")

    monkeypatch.setattr("index.annotate.annotate", fail)
    archive = open_archive(old)
    taken: list[Path] = []

    def hold() -> AbstractContextManager[None]:
        taken.append(old)
        return patient_lock(old)

    assert renew(archive._store, [1, 2, 3, 4], hold) == 0
    assert renew(archive._store, [], hold) == 0
    assert taken == []
    archive.close()


@pytest.mark.parametrize(
    ("lost", "chunk", "brief"),
    [(False, 2000, [True]), (False, 1, [True, False]), (True, 1, [True, False]), (True, 2000, [True])],
)
def test_the_lock_is_brief_only_while_few_articles_are_indexed(
    old: Path, monkeypatch: pytest.MonkeyPatch, lost: bool, chunk: int, brief: list[bool]
) -> None:
    taken: list[bool] = []
    updated: list[bool] = []

    def lock(directory: Path, *, brief: bool = True) -> AbstractContextManager[None]:
        taken.append(brief)
        return patient_lock(directory, brief=brief)

    def rebuild(*words: object) -> None:
        updated.append(taken[-1])
        real(*words)  # type: ignore[arg-type]

    archive = open_archive(old)
    read_again(archive)
    if lost:
        shutil.rmtree(old / "whoosh")
    real = index.fulltext.indexing.rebuild
    monkeypatch.setattr("index.fulltext.indexing.rebuild", rebuild)
    monkeypatch.setattr("index.upkeep.patient_lock", lock)
    monkeypatch.setattr("index.upkeep.CHUNK", chunk)
    index.upkeep._Indexer(old, archive._searcher).finish()
    assert taken == brief
    assert updated == ([brief[-1]] if lost else [])
    assert hits(archive, "has:quotes") == [1, 2]
    assert archive.check() == ()
    archive.close()


def hold_for(seconds: float, path: Path, *, brief: bool) -> threading.Thread:
    """A thread that holds the writer's lock."""
    taken = threading.Event()

    def hold() -> None:
        with writer_lock(path, brief=brief):
            taken.set()
            time.sleep(seconds)

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    return thread


def test_an_add_waits_for_a_writer_that_is_brief(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a", ALL[:2])
    thread = hold_for(0.4, tmp_path / "a", brief=True)
    assert archive.add([STORM]).added == 1
    thread.join()
    thread = hold_for(0.4, tmp_path / "a", brief=False)
    with pytest.raises(LockedError, match=str(os.getpid())):
        archive.add([STORM])
    thread.join()


def test_dates_of_publication_reach_the_annotator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[PartialDate] = []

    def annotate(text: str, *, published: PartialDate) -> Annotations:
        told.append(published)
        return Annotations()

    monkeypatch.setattr("index.annotate.annotate", annotate)
    archive = make_archive(tmp_path / "a")
    wanted: Sequence[PartialDate] = [draft.published for draft in ALL]
    assert told == wanted
    age(archive)
    told.clear()
    archive.check(repair=True)
    assert told == wanted
