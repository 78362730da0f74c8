from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from index.adding.pool import WORTHWHILE
from index.archive import Archive, default_path, open_archive, sample_path
from index.errors import ArchiveError, LockedError, NotFoundError, QueryError
from index.fulltext.documents import make_document
from index.local import LocalArchive
from index.lock import writer_lock
from index.models import Draft, Label, PartialDate, Problem, Progress, Sort
from index.sample import sample_files
from tests.unit.archive_support import ALL, HARBOUR, STORM, TUNNEL, hits, make_archive


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalArchive]:
    archive = make_archive(tmp_path_factory.mktemp("archive") / "a")
    yield archive
    archive.close()


def test_it_is_an_archive(archive: LocalArchive) -> None:
    whole: Archive = archive
    assert whole.count() == len(ALL)
    assert whole.writable
    assert not whole.is_sample
    assert len(whole.uuid) == 36


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("crane", [1, 3]),
        ("CRANES harbour", [1]),
        ('"old cranes"', [1]),
        ('"cranes old"', []),
        ("tunnel OR storm", [2, 3]),
        ("crane -storm", [1]),
        ("NOT crane", [2, 4]),
        ("govern*", [3]),
        ("goverments~", [3]),
        ("zurich", [4]),
        ("title:cranes", [3]),
        ("by:ellison", [1, 2]),
        ('by:"tomas reyes"', [2]),
        ("by:reyes harbour", [2]),
        ("person:ellison", [1, 2]),
        ("about:reyes", [2]),
        ("source:herald", [1]),
        ('source:"daily post"', [2]),
        ("date:2023", [2]),
        ("date:2024-04-15", [1]),
        ("date:2022..2023", [2, 3]),
        ("date:>2023-11-30", [1]),
        ("date:<2023-12 crane", [3]),
        ("quote:accident", [1]),
        ("quote:fishing", []),
        ("has:quotes crane", [1]),
        ("nosuchword", []),
        ("", [1, 2, 3, 4]),
    ],
)
def test_search(archive: LocalArchive, query: str, ids: list[int]) -> None:
    assert hits(archive, query) == ids
    assert archive.search(query).total == len(ids)
    assert archive.search(query, limit=1).total == len(ids)


def test_search_while_typing(archive: LocalArchive) -> None:
    assert hits(archive, "cra", typing=True) == [1, 3]
    assert hits(archive, "governm", typing=True) == [3]
    results = archive.search('harbour "old cra', typing=True)
    assert [hit.article.id for hit in results.hits] == [1]
    assert results.problem
    with pytest.raises(QueryError):
        archive.search('harbour "old cra')


def test_order_and_pages(archive: LocalArchive) -> None:
    assert [hit.article.id for hit in archive.search("").hits] == [1, 2, 3, 4]
    assert [hit.article.id for hit in archive.search("the", sort=Sort.OLDEST).hits] == [3, 2, 1, 4]
    assert [hit.article.id for hit in archive.search("the", sort=Sort.NEWEST).hits] == [1, 2, 3, 4]
    assert [hit.article.id for hit in archive.search("the", sort=Sort.NEWEST, limit=2, offset=1).hits] == [
        2,
        3,
    ]
    assert [each.id for each in archive.articles(sort=Sort.OLDEST)] == [3, 2, 1, 4]
    assert archive.search("the", offset=99).hits == ()


def test_hits_have_snippets_that_show_the_match(archive: LocalArchive) -> None:
    for query in ("crane", "by:ellison", '"old cranes"', "govern*"):
        for hit in archive.search(query).hits:
            assert hit.snippet.matches, query
            assert "\n" not in hit.snippet.text
    (hit,) = archive.search("tunnel -crane").hits
    assert hit.snippet.text[slice(*hit.snippet.matches[0])].lower() == "tunnel"


def test_one_article(archive: LocalArchive) -> None:
    article = archive.article(1)
    assert article.title == HARBOUR.title
    assert article.body == HARBOUR.body
    for mention in archive.mentions(1):
        assert article.text[mention.start : mention.end] == mention.text
    for quote in archive.quotes_in(1):
        assert article.text[quote.start : quote.end] == quote.text
    for method in (archive.article, archive.mentions, archive.quotes_in):
        with pytest.raises(NotFoundError):
            method(99)


def test_quotes_across_the_archive(archive: LocalArchive) -> None:
    by = archive.quotes(by="ellison")
    assert {found.article.id for found in by} == {1, 2}
    assert [found.article.id for found in by] == sorted(found.article.id for found in by)
    assert {found.quote.speaker_name for found in by} == {"Ruth Ellison"}
    speaker = by[0].quote.speaker_id
    assert archive.quotes(speaker_id=speaker) == by
    assert archive.quotes(by="elli", limit=1) == by[:1]
    assert archive.quotes(by="nobody") == ()
    assert archive.quotes(by="llison") == ()
    assert archive.quotes(by="ellison", limit=0) == ()
    with pytest.raises(NotFoundError):
        archive.quotes(speaker_id=9999)


def test_quotes_by_their_words(archive: LocalArchive) -> None:
    assert [found.quote.text for found in archive.quotes(match='"old cranes"')] == [
        "The old cranes are not safe,"
    ] or [found.quote.text for found in archive.quotes(match='"old cranes"')] == [
        "The old cranes are not safe"
    ]
    assert len(archive.quotes(match="crane OR year")) == 2
    assert archive.quotes(match='"cranes old"') == ()
    texts = [found.quote.text for found in archive.quotes(match="NOT crane")]
    assert any("accident" in text for text in texts)
    assert not any("crane" in text for text in texts)
    assert {found.article.id for found in archive.quotes(match="NOT crane")} == {1, 2}
    assert {found.article.id for found in archive.quotes(match="accident OR NOT crane")} == {1, 2}
    assert archive.quotes(by="reyes", match="crane") == ()
    with pytest.raises(QueryError):
        archive.quotes(match="(crane")


def test_quotes_about_somebody(archive: LocalArchive) -> None:
    about = archive.quotes(about="Hallam Group")
    assert [found.article.id for found in about] == [2]
    assert {found.article.id for found in archive.quotes(about="accident")} == {1}
    assert archive.quotes(about="Zürich") == ()


def test_speakers_and_entities(archive: LocalArchive) -> None:
    speakers = {speaker.name: speaker for speaker in archive.speakers()}
    ellison = speakers["Ruth Ellison"]
    assert ellison.articles == 2
    assert (str(ellison.first), str(ellison.last)) == ("2023-11", "2024-04-15")
    assert "Ellison" in ellison.names
    assert [each.name for each in archive.speakers("REY")] == ["Tomas Reyes"]
    assert archive.speakers("zz") == ()
    persons = archive.entities(Label.PERSON)
    assert persons[0].name == "Ruth Ellison"
    assert {each.label for each in persons} == {Label.PERSON}
    assert len(archive.entities(limit=1)) == 1


@pytest.mark.parametrize("many", [10**30, 1 << 63, -(10**30)])
def test_limits_of_any_size_are_limits(archive: LocalArchive, many: int) -> None:
    ellison = archive.speakers("ruth ellison")[0].speaker_id
    counts = [
        len(archive.entities(limit=many)),
        len(archive.entity(ellison, limit=many).appearances),
        len(archive.speakers(limit=many)),
        len(archive.quotes(limit=many)),
        len(archive.articles(limit=many)),
        len(archive.search("", limit=many).hits),
        len(archive.search("crane", limit=many).hits),
    ]
    assert all(counts) if many > 0 else not any(counts)
    assert len(archive.articles(offset=many)) == (0 if many > 0 else len(ALL))
    assert len(archive.entity(ellison, limit=many, offset=max(many, 0)).appearances) == 0
    assert len(archive.search("crane", limit=many, offset=max(many, 0)).hits) == 0


def test_adding_twice_adds_once(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "a", create=True)
    assert archive.add([HARBOUR, TUNNEL, HARBOUR]).added == 2
    report = archive.add([HARBOUR, STORM])
    assert (report.added, report.known) == (1, 1)
    assert hits(archive, "crane") == [1, 3]


def test_problems_are_passed_on_and_the_rest_is_added(tmp_path: Path) -> None:
    archive = open_archive(tmp_path / "a", create=True)
    bad = Problem("x.pdf", "cannot be read")
    items: list[Draft | Problem] = [bad, HARBOUR, Draft("", "  ", origin="empty.txt")]
    report = archive.add(iter(items), source="Given")
    assert report.added == 1
    assert report.problems[0] == bad
    assert report.problems[1].origin == "empty.txt"


def test_an_annotator_that_fails_loses_no_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> None:
        raise ValueError(text)

    archive = open_archive(tmp_path / "a", create=True)
    with monkeypatch.context() as patch:
        patch.setattr("index.annotate.annotate", fail)
        report = archive.add([HARBOUR])
    assert report.added == 1
    assert report.problems[0].origin == HARBOUR.origin
    assert hits(archive, "crane") == [1]
    assert archive.check() != ()
    assert archive.check(repair=True) == ()
    assert archive.quotes(by="ellison")
    assert hits(archive, "by:ellison") == [1]


def test_annotations_that_do_not_fit_are_made_again(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    before = archive.quotes_in(1), archive.mentions(1)
    with archive._store.database.transaction():
        archive._store.database.execute("UPDATE quotes SET start = start + 3 WHERE article_id = 1")
    assert [problem.origin for problem in archive.check()] == ["article 1"]
    assert archive.check(repair=True) == ()
    assert [quote.text for quote in archive.quotes_in(1)] == [quote.text for quote in before[0]]
    assert archive.mentions(1) == before[1]


def test_a_text_that_was_changed_is_reported(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a", [STORM])
    with archive._store.database.transaction():
        archive._store.database.execute("UPDATE articles SET text = text || ' more'")
    assert "not what was added" in archive.check(repair=True)[0].reason


def test_articles_that_the_index_lacks_are_added_to_it(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a", [HARBOUR, TUNNEL])
    archive.close()
    kept = tmp_path / "kept"
    shutil.copytree(tmp_path / "a" / "whoosh", kept)
    archive = LocalArchive(tmp_path / "a")
    archive.add([STORM])
    archive.close()
    shutil.rmtree(tmp_path / "a" / "whoosh")
    kept.rename(tmp_path / "a" / "whoosh")
    stages: list[Progress] = []
    archive = LocalArchive(tmp_path / "a")
    assert len(archive.check()) == 1
    archive.prepare_search(stages.append)
    assert stages[-1] == Progress("indexing", 1, 1)
    assert hits(archive, "crane") == [1, 3]
    assert archive.check() == ()


def test_an_index_with_a_gap_is_built_again(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a", [HARBOUR, TUNNEL, STORM])
    articles = [archive.article(number) for number in (1, 3)]
    with archive._searcher.fulltext().rebuilt() as index:
        index.add([make_document(each, [q.text for q in archive.quotes_in(each.id)]) for each in articles])
    archive.close()
    archive = LocalArchive(tmp_path / "a")
    assert [problem.reason for problem in archive.check()] == ["1 articles are not indexed"]
    assert hits(archive, "tunnel") == [2]
    assert archive.check() == ()


def test_who_may_not_write_searches_in_an_index_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_archive(tmp_path / "a").close()
    shutil.rmtree(tmp_path / "a" / "whoosh")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    real = os.access
    shared = str(tmp_path / "a")
    monkeypatch.setattr(
        os, "access", lambda path, mode: not str(path).startswith(shared) and real(path, mode)
    )
    archive = open_archive(tmp_path / "a")
    assert hits(archive, "crane") == [1, 3]
    assert not (tmp_path / "a" / "whoosh").exists()
    assert (tmp_path / "cache").exists()


def test_whoever_leaves_repairs_to_others_searches_what_is_there(tmp_path: Path) -> None:
    make_archive(tmp_path / "a").close()
    shutil.rmtree(tmp_path / "a" / "whoosh")
    archive = LocalArchive(tmp_path / "a")
    archive.leave_repairs()
    with pytest.raises(LockedError, match="being built"):
        archive.search("crane")
    assert not (tmp_path / "a" / "whoosh").exists()
    LocalArchive(tmp_path / "a").prepare_search()
    assert hits(archive, "crane") == [1, 3]
    for path in (tmp_path / "a" / "whoosh").glob("*.pst"):
        path.write_bytes(b"")
    other = LocalArchive(tmp_path / "a")
    other.leave_repairs()
    with pytest.raises(ArchiveError):
        other.search("crane")


def test_one_writer_at_a_time_and_reading_goes_on(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    archive.close()
    archive = LocalArchive(tmp_path / "a")
    with writer_lock(tmp_path / "a"):
        with pytest.raises(LockedError, match=str(os.getpid())):
            archive.add([STORM])
        assert hits(archive, "crane") == [1, 3]
        assert archive.article(1).title == HARBOUR.title
    assert archive.add([STORM]).known == 1


def test_an_open_archive_sees_what_another_process_adds(tmp_path: Path) -> None:
    reader = make_archive(tmp_path / "a", [HARBOUR])
    assert hits(reader, "crane") == [1]
    writer = LocalArchive(tmp_path / "a")
    writer.add([STORM])
    assert hits(reader, "crane") == [1, 2]
    assert reader.count() == 2


def test_many_articles_are_annotated_by_several_processes_in_order(tmp_path: Path) -> None:
    number = WORTHWHILE + 130
    drafts = [
        Draft(f"Case {n}", f"Ruth Ellison spoke.\n\n“Number {n} is safe,” Ellison said.", origin=str(n))
        for n in range(number)
    ]
    archive = open_archive(tmp_path / "a", create=True)
    stages: list[Progress] = []
    report = archive.add(drafts, jobs=2, report=stages.append)
    assert (report.added, report.problems) == (number, ())
    assert [archive.article(n + 1).title for n in range(number)] == [draft.title for draft in drafts]
    assert archive.quotes_in(number)[0].text.startswith(f"Number {number - 1}")
    done = [stage.done for stage in stages if stage.stage == "adding"]
    assert done == sorted(done)
    assert done[-1] == number


KILLED = """
import multiprocessing, sys
from index.archive import open_archive
from index.models import Draft
def drafts():
    number = 0
    while True:
        number += 1
        yield Draft(f"Case {number}", f"Ruth Ellison spoke of crane {number}.", origin=str(number))
def tell(progress):
    print(len(multiprocessing.active_children()), flush=True)
if __name__ == "__main__":
    open_archive(sys.argv[1], create=True).add(drafts(), jobs=2, report=tell)
"""


def test_the_processes_of_an_add_that_is_killed_end_by_themselves(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(KILLED)
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "a")],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        while process.stdout.readline() != "2\n":
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)  # the children hold the other end of the pipe while they live
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


ADD = """
import sys
from index.archive import open_archive
from index.models import Draft
number = 0
def drafts():
    global number
    while True:
        number += 1
        yield Draft(f"Case {number}", f"Ruth Ellison spoke of crane {number}.", origin=str(number))
open_archive(sys.argv[1], create=True).add(drafts(), report=lambda p: print(p.stage, p.done, flush=True))
"""


def test_nothing_reported_is_lost_when_an_add_is_killed(tmp_path: Path) -> None:
    reported = 0
    for wait in (0.1, 0.5, 0.9):
        before = LocalArchive(tmp_path / "a").count() if (tmp_path / "a").exists() else 0
        process = subprocess.Popen(
            [sys.executable, "-c", ADD, str(tmp_path / "a")], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        lines = [first, *process.communicate()[0].splitlines()]
        reported = max(int(line.split()[1]) for line in lines if line.startswith("adding"))
        archive = open_archive(tmp_path / "a")
        assert archive.count() >= max(reported, before)
        assert archive.search("crane").total == archive.count()
        assert archive.check() == ()
        archive.close()


def test_the_sample(tmp_path: Path) -> None:
    assert len(sample_files()) == 5
    drafts = [Draft("", path.read_text("utf-8"), origin=path.name) for path in sample_files()]
    archive = open_archive(tmp_path / "a", create=True)
    assert not archive.is_sample
    assert archive.add_sample(drafts).added == 5
    assert archive.is_sample
    archive.add_sample(drafts)
    assert archive.is_sample
    archive.add([HARBOUR])
    assert not archive.is_sample
    other = make_archive(tmp_path / "b", [HARBOUR])
    other.add_sample(drafts)
    assert not other.is_sample


def test_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    assert default_path().name == "archive"
    assert sample_path().parent == default_path().parent
    monkeypatch.setenv("NEWSREADER_ARCHIVE", "~/mine")
    assert default_path() == Path.home() / "mine"


def test_opening_and_reading_load_no_search_engine(tmp_path: Path) -> None:
    make_archive(tmp_path / "a", [HARBOUR]).close()
    code = (
        "import sys\nfrom index.archive import open_archive\na = open_archive(sys.argv[1])\n"
        "a.article(1), a.mentions(1), a.quotes_in(1), a.articles(), a.speakers()\n"
        "bad = {'whoosh', 'Stemmer', 'asyncio', 'index.annotate'} & set(sys.modules)\n"
        "sys.exit(str(bad) if bad else 0)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")], check=True)


def test_dates_of_all_kinds_are_kept(tmp_path: Path) -> None:
    dates = [
        PartialDate(),
        PartialDate(2024),
        PartialDate(2024, 2),
        PartialDate(2024, 2, 29),
        PartialDate(None, 4, 27),
    ]
    archive = make_archive(
        tmp_path / "a", [Draft(f"t{n}", "body", published=date) for n, date in enumerate(dates)]
    )
    assert [archive.article(n + 1).published for n in range(len(dates))] == dates


SERGEI = "Sergei Shoigu, the minister, spoke in Calder Bay.\n\n“The harbour {} is open,” Shoigu said."
SPELLINGS = (
    Draft("One", SERGEI.format("one"), published=PartialDate(2024)),
    Draft("Two", SERGEI.format("two"), published=PartialDate(2023)),
    Draft("Three", SERGEI.format("three").replace("Sergei", "Sergey"), published=PartialDate(2022)),
    Draft("Four", "“I was there,” Sergio Mandel said. Nobody else was.", published=PartialDate(2021)),
)


@pytest.fixture(scope="module")
def spellings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalArchive]:
    archive = make_archive(tmp_path_factory.mktemp("spellings") / "a", SPELLINGS)
    yield archive
    archive.close()


@pytest.mark.parametrize("name", ["sergei shoigu", "Sergey Shoigu", "shoigu", "sergei", "serg shoi", "serg"])
def test_a_search_by_a_speaker_and_the_quotes_of_a_speaker_agree(spellings: LocalArchive, name: str) -> None:
    quoted = sorted({found.article.id for found in spellings.quotes(by=name)})
    assert quoted[:3] == [1, 2, 3]
    assert hits(spellings, f'by:"{name}"') == quoted
    assert spellings.search(f'by:"{name}"').hits[0].article.id == 1


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ('by:"sergei shoigu" three', [3]),
        ('by:"sergei shoigu" NOT three', [1, 2]),
        ('NOT by:"sergey shoigu"', [4]),
        ('by:"sergei shoigu" OR by:mandel', [1, 2, 3, 4]),
        ("by:serg*", [1, 2, 3, 4]),
        ("by:shoigo~", [1, 2, 3]),
        ('person:"sergei shoigu"', [1, 2, 3]),
        ('about:"shoigu sergey"', [1, 2, 3]),
        ('org:"sergei shoigu"', []),
        ('by:"calder bay"', []),
        ("by:shoi harbour date:2022", [3]),
        ("sergei", [1, 2]),
    ],
)
def test_names_in_a_query_follow_who_is_who(spellings: LocalArchive, query: str, ids: list[int]) -> None:
    assert hits(spellings, query) == ids


def test_whole_words_of_a_name_come_before_beginnings(tmp_path: Path) -> None:
    drafts = [
        Draft("One", "“I was there,” Li Wenhao said. Li left."),
        Draft("Two", "“So was I,” Lisa Brandt said. Brandt left."),
    ]
    archive = make_archive(tmp_path / "a", drafts)
    assert hits(archive, "by:li") == [1]
    assert hits(archive, "by:lis") == [2]
    assert hits(archive, "by:li*") == [1, 2]
    assert hits(archive, "by:li", typing=True) == [1, 2]
    assert {found.article.id for found in archive.quotes(by="li")} == {1}
    assert len(archive.speakers("li")) == 2


def test_an_entity_has_one_name_in_the_archive(spellings: LocalArchive) -> None:
    (name,) = {each.name for each in spellings.speakers("shoigu")}
    assert name == "Sergei Shoigu"
    quote = spellings.quotes_in(3)[0]
    assert (quote.speaker, quote.speaker_name) == ("Shoigu", name)
    assert {found.quote.speaker_name for found in spellings.quotes(by="shoigu")} == {name}
    mentions = [each for each in spellings.mentions(3) if each.entity_id == quote.speaker_id]
    assert {each.name for each in mentions} == {name}
    assert mentions[0].text == "Sergey Shoigu"


def test_an_article_without_title_is_listed_by_its_first_words(tmp_path: Path) -> None:
    long = (
        "Fishing crews from the island met in the hall of the ministry and asked for compensation on Monday."
    )
    archive = make_archive(
        tmp_path / "a", [Draft("", f"Short.\n\n“No,” Ruth Ellison said. {long}"), Draft("", "Two\n\nwords")]
    )
    article = archive.article(1)
    assert (article.title, article.body_start, article.text) == ("", 0, article.body)
    shown = article.summary.title
    assert shown == "Short. “No,” Ruth Ellison said. Fishing crews from the island met in the hall of…"
    assert len(shown) <= 81
    assert archive.articles()[0].title == shown
    assert archive.search("crews").hits[0].article.title == shown
    assert archive.quotes(by="ellison")[0].article.title == shown
    assert archive.article(2).summary.title == "Two words"
    assert hits(archive, "title:short") == []
    assert archive.check() == ()


def test_a_field_that_does_not_exist_is_told(archive: LocalArchive) -> None:
    assert "“speaker:”" in (archive.search("speaker:ellison").problem or "")
    assert archive.search("by:ellison").problem is None


def test_words_of_scripts_without_spaces_are_found_within_a_sentence(tmp_path: Path) -> None:
    drafts = [
        Draft("港口关闭", "他说中国经济在2024年增长。"),
        Draft("Harbour", "The iPhone中国 is sold."),
        Draft("x", "国中"),
    ]
    archive = make_archive(tmp_path / "a", drafts)
    assert hits(archive, "中国") == [1, 2]
    assert hits(archive, "中") == hits(archive, "中", typing=True) == [1, 2, 3]
    assert hits(archive, "中国", typing=True) == [1, 2]
    assert hits(archive, "2024") == hits(archive, "title:港口") == [1]
    assert hits(archive, "iphone") == [2]
    (hit,) = archive.search("经济").hits
    assert hit.snippet.text[slice(*hit.snippet.matches[0])] == "经济"


def test_check_says_that_an_add_is_under_way(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a")
    code = (
        "import sys\nfrom pathlib import Path\nfrom index.lock import writer_lock\n"
        "with writer_lock(Path(sys.argv[1])):\n print('locked', flush=True)\n sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "a")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        assert archive.check() == ()
        shutil.rmtree(tmp_path / "a" / "whoosh")
        (problem,) = archive.check()
        assert "being written by another process" in problem.reason
        assert str(writer.pid) in problem.reason
        assert writer.stdin is not None
        writer.stdin.close()
    (problem,) = archive.check()
    assert "missing" in problem.reason
    assert archive.check(repair=True) == ()


def test_a_search_of_a_whole_index_leaves_the_writers_lock_alone(tmp_path: Path) -> None:
    make_archive(tmp_path / "a").close()
    (state,) = (tmp_path / "a" / "whoosh").glob("*.toc")
    before = state.stat().st_mtime_ns
    archive = open_archive(tmp_path / "a")
    with writer_lock(tmp_path / "a"):
        archive.prepare_search()
        assert hits(archive, "harbour")
    archive.close()
    assert state.stat().st_mtime_ns == before


def test_an_archive_whose_name_is_a_path_is_refused(tmp_path: Path) -> None:
    make_archive(tmp_path / "a").close()
    with closing(sqlite3.connect(tmp_path / "a" / "archive.db")) as database:
        database.execute("UPDATE meta SET value = '/home/somebody/.config/other' WHERE key = 'uuid'")
        database.commit()
    archive = open_archive(tmp_path / "a")
    with pytest.raises(ArchiveError, match="do not trust it"):
        _ = archive.uuid
    archive.close()


def test_a_snippet_looks_for_its_match_in_so_much_of_a_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.finding.SEARCHED", (100, 400))
    body = "A lighthouse. " + "word " * 50 + "crane " + "word " * 50 + "tunnel"
    archive = make_archive(tmp_path / "a", [Draft("Crane", body, origin="long.txt")])
    for word, shown in (("lighthouse", True), ("crane", True), ("tunnel", False)):
        (hit,) = archive.search(word).hits
        assert (word in hit.snippet.text.lower()) is shown
        assert bool(hit.snippet.matches) is shown
