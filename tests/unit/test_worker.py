from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.archive import open_archive
from index.errors import ArchiveError, NotFoundError, QueryError, TooLongError, UntrustedError
from index.local import LocalArchive
from index.lock import writer_lock
from index.models import Facet, Label, PartialDate, Sort
from index.models.profiles import Role, Topic
from index.worker.client import SearchWorker, SupersededError
from index.worker.limits import Limits
from index.worker.methods import METHODS
from index.worker.wire import (
    profile_from_json,
    profile_to_json,
    quotes_from_json,
    quotes_to_json,
    results_from_json,
    results_to_json,
    speaker_from_json,
    speaker_to_json,
    speakers_from_json,
    speakers_to_json,
)
from tests.unit.archive_support import HARBOUR, STORM, make_archive

PATIENT = Limits(soft=20.0, typing=20.0, page=20.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make_archive(tmp_path / "a").close()
    return tmp_path / "a"


@pytest.fixture
async def worker(path: Path) -> AsyncIterator[SearchWorker]:
    worker = SearchWorker(path, limits=PATIENT)
    yield worker
    await worker.close()


def test_results_survive_the_wire(path: Path) -> None:
    archive = LocalArchive(path)
    results = archive.search('crane OR "old cr', typing=True)
    assert results.hits
    assert results_from_json(results_to_json(results)) == results
    quotes = archive.quotes(by="ellison")
    assert quotes
    assert quotes_from_json(quotes_to_json(quotes)) == quotes
    profiles = [archive.entity(each.entity_id) for each in archive.entities()]
    assert any(each.companions and each.months for each in profiles)
    for profile in profiles:
        assert profile_from_json(json.loads(json.dumps(profile_to_json(profile)))) == profile


def test_speakers_and_chains_survive_the_wire(path: Path) -> None:
    archive = LocalArchive(path)
    speakers = archive.speakers()
    assert speakers_from_json(json.loads(json.dumps(speakers_to_json(speakers)))) == speakers
    profiles = [archive.speaker(each.speaker_id) for each in speakers]
    assert any(each.quotes and each.beside for each in profiles)
    chained = replace(profiles[0].quotes[0].quote, chain=((1, 3), (5, 8)))
    profiles.append(
        replace(
            profiles[0],
            roles=(Role("Mayor", 2, PartialDate(2024, 5), PartialDate(2024, 6)),),
            topics=(Topic("cranes", 3),),
            quotes=(replace(profiles[0].quotes[0], quote=chained),),
        )
    )
    for profile in profiles:
        assert speaker_from_json(json.loads(json.dumps(speaker_to_json(profile)))) == profile


async def test_it_tells_of_speakers_like_the_archive(worker: SearchWorker, path: Path) -> None:
    archive = LocalArchive(path)
    first = archive.speakers()[0]
    assert await worker.speakers("", limit=1) == (first,)
    page = await worker.speaker(first.speaker_id, match="the OR crane*", limit=1, offset=1)
    assert page == archive.speaker(first.speaker_id, match="the OR crane*", limit=1, offset=1)
    with pytest.raises(QueryError):
        await worker.speaker(first.speaker_id, match="(")
    with pytest.raises(NotFoundError):
        await worker.speaker(99_999)


async def test_it_sees_decisions_at_once(worker: SearchWorker, path: Path) -> None:
    archive = LocalArchive(path)
    assert len(await worker.quotes(by="reyes")) == 1
    ids = {each.name: each.entity_id for each in archive.entities()}
    archive.merge(ids["Ruth Ellison"], ids["Tomas Reyes"])
    assert len(await worker.quotes(by="reyes")) == len(archive.quotes(by="ellison")) == 4
    assert (await worker.search("by:reyes")).total == 2
    archive.undo()
    assert len(await worker.quotes(by="reyes")) == 1


async def test_it_sees_what_this_user_alone_has_decided(
    worker: SearchWorker, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        reader = LocalArchive(path)
    assert len(await worker.quotes(by="reyes")) == 1
    ids = {each.name: each.entity_id for each in reader.entities()}
    reader.merge(ids["Ruth Ellison"], ids["Tomas Reyes"])
    assert len(await worker.quotes(by="reyes")) == 4
    reader.undo()
    assert len(await worker.quotes(by="reyes")) == 1


async def test_it_answers_like_the_archive(worker: SearchWorker, path: Path) -> None:
    archive = LocalArchive(path)
    assert await worker.search("crane") == archive.search("crane")
    assert await worker.search("the", sort=Sort.OLDEST, limit=1, offset=1) == archive.search(
        "the", sort=Sort.OLDEST, limit=1, offset=1
    )
    assert await worker.search('"old cra', typing=True) == archive.search('"old cra', typing=True)
    assert await worker.quotes(by="ellison", match="crane") == archive.quotes(by="ellison", match="crane")


async def test_it_tells_of_entities_like_the_archive(worker: SearchWorker, path: Path) -> None:
    archive = LocalArchive(path)
    for label, query in ((None, ""), (Label.PERSON, "crane"), (Label.PLACE, "")):
        assert await worker.entities(label, query=query, limit=3) == archive.entities(
            label, query=query, limit=3
        )
    entity = archive.entities(Label.PERSON)[0].entity_id
    assert await worker.entity(entity) == archive.entity(entity)
    asked = {"query": "harb", "limit": 1, "offset": 1, "typing": True}
    assert await worker.entity(entity, **asked) == archive.entity(entity, **asked)  # type: ignore[arg-type]
    typed = archive.entities(query="crane (", typing=True)
    assert await worker.entities(query="crane (", typing=True) == typed != ()
    with pytest.raises(NotFoundError):
        await worker.entity(9999)
    with pytest.raises(QueryError):
        await worker.entity(entity, query="crane (")


async def test_errors_keep_their_kind_and_place(worker: SearchWorker) -> None:
    with pytest.raises(QueryError) as caught:
        await worker.search("crane (")
    assert (caught.value.start, caught.value.end) == (6, 7)
    with pytest.raises(NotFoundError):
        await worker.quotes(speaker_id=9999)
    assert (await worker.search("crane")).total == 2


async def test_the_latest_search_wins(worker: SearchWorker) -> None:
    await worker.start()
    outcomes = await asyncio.gather(
        *(worker.search(query) for query in ("crane", "storm", "tunnel", "harbour")), return_exceptions=True
    )
    assert all(isinstance(outcome, SupersededError) for outcome in outcomes[:3])
    assert not isinstance(outcomes[3], BaseException)
    assert outcomes[3].total == 2


async def test_a_search_that_is_given_up_does_not_disturb_the_next(worker: SearchWorker) -> None:
    await worker.start()
    task = asyncio.create_task(worker.search("crane"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await worker.search("storm")).total == 1


async def test_a_process_that_is_stopped_is_replaced_and_the_next_search_works(path: Path) -> None:
    worker = SearchWorker(path, limits=PATIENT)
    await worker.start()
    first = worker.pids[0]
    os.kill(first, signal.SIGSTOP)
    worker.limits = replace(PATIENT, typing=0.05)
    with pytest.raises(TooLongError, match="took too long"):
        await worker.search("crane")
    worker.limits = PATIENT
    assert (await worker.search("crane")).total == 2
    assert first not in worker.pids
    await worker.close()


async def test_a_process_that_dies_is_not_noticed(worker: SearchWorker) -> None:
    await worker.start()
    os.kill(worker.pids[0], signal.SIGKILL)
    assert (await worker.search("crane")).total == 2


ATTACKS = (
    *("*", "*a*", "a*", "a* b* c* d*", "[a TO zzz]", 'r".*"', 'r"(.*.*)*=.*"'),
    *("goverment~2", "ab~2", "ab~9", " ".join(f"gover{letter}ment~3" for letter in "abcdefghij")),
    *("x" * 1_000_000, "word " * 200_000, "(" * 5000, "NOT " * 3000, '"' * 20_001),
    *(" OR ".join(f"w{number}" for number in range(5000)), "-" * 900, "NOT " * 200, "(" * 16 + "the"),
    *("cr* OR th* OR sa* OR ha*", '"the the"', "-the", "title:x^9999", "nowhere:crane", "date:99999999"),
    *("\x1b]52;c;x\x07 \u202e", "\x00" * 900, "\ud800" * 900, "e" + "\u0301" * 900, "by:" + "a " * 400),
)


@pytest.mark.parametrize("typing", [False, True])
async def test_hostile_queries_get_an_answer_or_a_message_and_the_next_works(
    worker: SearchWorker, typing: bool
) -> None:
    await worker.start()
    first = worker.pids[0]
    for query in ATTACKS:
        (outcome,) = await asyncio.gather(worker.search(query, typing=typing), return_exceptions=True)
        if isinstance(outcome, QueryError):
            assert 0 <= outcome.start <= outcome.end <= len(query)
        else:
            assert not isinstance(outcome, BaseException)
    assert (await worker.search("crane")).total == 2
    assert worker.pids[0] == first


async def test_ctrl_c_is_not_for_the_process(worker: SearchWorker) -> None:
    await worker.start()
    assert all(os.getsid(pid) != os.getsid(0) for pid in worker.pids)
    os.kill(worker.pids[0], signal.SIGINT)
    assert (await worker.search("crane")).total == 2


async def test_it_searches_while_another_process_writes_and_sees_what_comes(path: Path) -> None:
    with writer_lock(path):
        worker = SearchWorker(path, limits=PATIENT)
        assert (await worker.search("crane")).total == 2
    archive = open_archive(path)
    archive.add([HARBOUR, STORM.__class__("More cranes", "A third crane came.")])
    assert (await worker.search("crane")).total == 3
    await worker.close()


async def test_an_archive_that_cannot_be_opened_says_why(tmp_path: Path, path: Path) -> None:
    worker = SearchWorker(tmp_path / "nothing")
    with pytest.raises(NotFoundError, match="newsreader add"):
        await worker.search("crane")
    await worker.close()
    path.chmod(0o777)
    worker = SearchWorker(path)
    with pytest.raises(UntrustedError):
        await worker.start()
    await worker.close()


async def test_after_closing_there_is_no_process(path: Path) -> None:
    worker = SearchWorker(path, limits=PATIENT)
    await worker.start()
    pids = worker.pids
    await worker.close()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with pytest.raises(ArchiveError, match="closed"):
        await worker.search("crane")


def test_the_process_ends_when_its_input_does(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "index.worker.process", str(path)],
        input=b"",
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert b"ready" in done.stdout
    assert done.stderr == b""


def test_every_method_is_one_of_the_client_or_asks_whether_it_is_there() -> None:
    assert set(METHODS) - {"ping"} <= {name for name in dir(SearchWorker) if not name.startswith("_")}
    assert all(name == method.name for name, method in METHODS.items())


def test_the_client_loads_neither_search_engine_nor_database() -> None:
    code = (
        "import sys, index.worker.client\n"
        "bad = {'whoosh', 'sqlite3', 'index.storage.store', 'Stemmer'} & set(sys.modules)\n"
        "sys.exit(str(bad) if bad else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


async def test_the_worker_folds_counts_and_completes(path: Path, worker: SearchWorker) -> None:
    archive = LocalArchive(path)
    assert await worker.search("crane", fold=True) == archive.search("crane", fold=True)
    missed = await worker.search("harbuor")
    assert missed.suggestion is not None
    assert missed == archive.search("harbuor")
    for facet in Facet:
        counts = await worker.facets("crane", facet)
        assert counts == archive.facets("crane", facet)
    assert await worker.complete("by:el", 5) == archive.complete("by:el", 5) != ()
    with pytest.raises(QueryError):
        await worker.facets('"open', Facet.SOURCE)
