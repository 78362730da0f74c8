from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from index.adding.prepare import Prepared, digest, find_contexts, prepare, with_annotations
from index.archive import open_archive
from index.errors import ArchiveError, NotFoundError, ReadOnlyError
from index.models import Annotations, Article, Draft, Label, Mention, PartialDate, Quote, QuoteKind, Sort
from index.query.nodes import Field
from index.storage.database import Database
from index.storage.people import People
from index.storage.profiles import Profiles
from index.storage.schema import VERSION
from index.storage.store import Store
from tests.unit import test_hints


def prepared(title: str, body: str, *found: Mention | Quote, date: PartialDate | None = None) -> Prepared:
    ready = prepare(Draft(title, body, published=date or PartialDate()))
    assert ready is not None
    mentions = tuple(each for each in found if isinstance(each, Mention))
    quotes = tuple(each for each in found if isinstance(each, Quote))
    return with_annotations(ready, Annotations(mentions, quotes), "1")


def mention(text: str, surface: str, name: str, entity: int = 1, label: Label = Label.PERSON) -> Mention:
    start = text.index(surface)
    return Mention(start, start + len(surface), surface, label, name, entity)


BODY = "Ruth Ellison spoke on Monday.\n\n“It will not do,” Ellison said. Nobody answered."
TEXT = "Harbour\n\n" + BODY
QUOTE = Quote(
    start=TEXT.index("It will"),
    end=TEXT.index(",”"),
    text="It will not do",
    kind=QuoteKind.DIRECT,
    speaker="Ellison",
    speaker_start=TEXT.rindex("Ellison"),
    speaker_end=TEXT.rindex("Ellison") + 7,
    speaker_name="Ruth Ellison",
    speaker_id=7,
    cue="said",
    cue_start=TEXT.index("said"),
    cue_end=TEXT.index("said") + 4,
    confidence=0.9,
)
ELLISON = mention(TEXT, "Ruth Ellison", "Ruth Ellison", 7)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, create=True)


def test_what_goes_in_comes_out(store: Store) -> None:
    ready = prepared("Harbour", BODY, ELLISON, QUOTE, date=PartialDate(2024, 4))
    assert store.add([ready]) == 1
    article = store.article(1)
    assert article == Article(
        1, "Harbour", TEXT, 9, None, None, PartialDate(2024, 4), None, None, article.words
    )
    assert article.body == BODY
    (kept,) = store.mentions(1)
    assert (kept.start, kept.end, kept.text, kept.name) == (9, 21, "Ruth Ellison", "Ruth Ellison")
    (quote,) = store.quotes(1)
    assert quote.speaker_id == kept.entity_id
    assert quote == replace(QUOTE, speaker_id=quote.speaker_id, id=1)


def test_an_article_without_title_is_its_body() -> None:
    ready = prepare(Draft("", "Only a body."))
    assert ready is not None
    assert (ready.article.text, ready.article.body_start) == ("Only a body.", 0)


def test_the_same_article_is_stored_once_whatever_its_white_space(store: Store) -> None:
    assert store.add([prepared("A", "one two"), prepared("A", "one  two")]) == 1
    assert store.add([prepared("A", "one\ntwo"), prepared("A", "one three")]) == 1
    assert store.add([prepared("A one", "two")]) == 1
    assert digest("A", "b") != digest("", "A b")


def test_hostile_fields_are_cleaned() -> None:
    ready = prepare(
        Draft(
            "Ti\x1btle\x00\nnext",
            "Bo\x1b]52;c;x\x07dy \u202e\ud800 [bold]",
            source="S\x1b[31m\x07",
            author="\x00",
        ),
        None,
    )
    assert ready is not None
    fields = (ready.article.text, ready.article.source or "", ready.article.title)
    assert not any(char in field for field in fields for char in "\x1b\x07\x00\u202e\ud800")
    assert "\n" not in ready.article.title
    assert "[bold]" in ready.article.text
    assert ready.article.author is None


def test_a_draft_without_a_word_is_none() -> None:
    assert prepare(Draft(" \x00 ", "\n\n")) is None


def test_source_is_only_a_default() -> None:
    sources = []
    for draft in (Draft("t", "b", source="Own"), Draft("t", "b")):
        ready = prepare(draft, "Given")
        assert ready is not None
        sources.append(ready.article.source)
    assert sources == ["Own", "Given"]


def test_the_context_of_a_quote_is_its_sentences() -> None:
    (context,) = find_contexts(TEXT, (QUOTE,))
    shown = TEXT[slice(*context)]
    assert "It will not do" in shown
    assert "Ellison said." in shown
    assert "Nobody" not in shown


def test_order_by_date_puts_unknown_last(store: Store) -> None:
    dates = [
        PartialDate(),
        PartialDate(2023),
        PartialDate(2024, 4, 2),
        PartialDate(2024, 4),
        PartialDate(None, 4, 2),
    ]
    store.add([prepared(f"t{n}", "b", date=date) for n, date in enumerate(dates)])
    assert [each.id for each in store.page(Sort.NEWEST, 10, 0)] == [3, 4, 2, 1, 5]
    assert [each.id for each in store.page(Sort.OLDEST, 10, 0)] == [2, 4, 3, 1, 5]
    assert [each.id for each in store.page(Sort.OLDEST, 2, 1)] == [4, 3]


def test_one_person_is_one_entity_across_articles_and_keeps_the_fullest_name(store: Store) -> None:
    text = "Ellison met Ruth Ellison."
    store.add(
        [prepared("", "Ruth Ellison.", mention("Ruth Ellison.", "Ruth Ellison", "Ruth Ellison", 3))],
    )
    pair = (mention(text, "Ellison", "Ruth Ellison", 9), mention(text, "Ruth Ellison", "Ruth Ellison", 9))
    store.add([prepared("", text, *pair)])
    ids = {each.entity_id for number in (1, 2) for each in store.mentions(number)}
    assert len(ids) == 1
    people = People(store.database)
    (entity,) = Profiles(store.database, lambda: 0).entities(None, None, 10)
    assert (entity.name, entity.mentions, entity.articles) == ("Ruth Ellison", 3, 2)
    assert people.entities_named("elli") == ids
    assert people.entities_named("ELLISON ruth") == ids
    assert people.names.beginning(Field.ABOUT, "ru ellison") == ids
    assert people.speakers_named("ellison") == set()
    assert people.entities_named("llison") == set()
    assert people.entities_named("") == set()


def test_a_speaker_who_is_no_mention_is_found_by_name(store: Store) -> None:
    store.add([prepared("Harbour", BODY, QUOTE)])
    (speaker,) = People(store.database).speakers("", 10)
    assert (speaker.name, speaker.quotes, speaker.articles) == ("Ruth Ellison", 1, 1)
    assert store.quotes(1)[0].speaker_id == speaker.speaker_id


def test_a_batch_is_stored_whole_or_not_at_all(store: Store) -> None:
    good = prepared("Harbour", BODY, ELLISON, QUOTE)
    bad = prepared("Bad", BODY, Mention(0, 1, "B", Label.PERSON, None, 1))  # type: ignore[arg-type]
    with pytest.raises((ArchiveError, AttributeError, TypeError)):
        store.add([good, bad])
    assert store.count() == 0
    assert store.add([good]) == 1
    assert People(store.database).speakers("", 10)[0].names == ("Ruth Ellison",)


def test_replaced_annotations_leave_no_trace(store: Store) -> None:
    store.add([replace(prepared("Harbour", BODY, ELLISON, QUOTE), annotator="")])
    store.replace_annotations({1: prepared("Harbour", BODY, ELLISON, QUOTE)})
    assert store.annotator(1) == "1"
    assert store.database.rows("SELECT name, mentions, articles FROM entity_names") == [
        ("Ruth Ellison", 1, 1)
    ]
    store.replace_annotations({1: prepared("Harbour", BODY)})
    assert store.database.rows("SELECT * FROM entity_names") == []
    assert store.database.rows("SELECT * FROM name_words") == []
    assert store.mentions(1) == ()
    assert store.quotes(1) == ()


@pytest.mark.parametrize("number", [0, -1, 99, 1 << 63, 1 << 80])
def test_an_unknown_id_is_not_found(store: Store, number: int) -> None:
    with pytest.raises(NotFoundError):
        store.article(number)
    assert not store.has(number)


def test_a_file_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"hello" * 1000)
    with pytest.raises(ArchiveError, match="not a newsreader archive"):
        Store(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    with sqlite3.connect(other / "archive.db") as connection:
        connection.execute("CREATE TABLE x (y)")
    connection.close()
    with pytest.raises(ArchiveError, match="not a newsreader archive"):
        Store(other, create=True)


def test_a_newer_archive_asks_for_an_update(store: Store, tmp_path: Path) -> None:
    store.database.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(ArchiveError, match="newer newsreader"):
        Store(tmp_path)


def test_a_damaged_database_is_told(store: Store, tmp_path: Path) -> None:
    store.add([prepared(f"t{n}", "word " * 2000) for n in range(50)])
    store.close()
    path = tmp_path / "archive.db"
    data = bytearray(path.read_bytes())
    data[4096 : len(data) // 2] = b"\x55" * (len(data) // 2 - 4096)
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match="damaged"):
        Store(tmp_path).page(Sort.NEWEST, 100, 0)


def test_there_is_no_archive_unless_one_is_made(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="newsreader add"):
        Database(tmp_path / "archive.db")
    assert list(tmp_path.iterdir()) == []


def test_safe_settings(store: Store) -> None:
    assert store.database.value("PRAGMA journal_mode") == "delete"
    assert store.database.value("PRAGMA synchronous") == 2
    assert store.database.value("PRAGMA foreign_keys") == 1
    assert store.database.value("PRAGMA trusted_schema") == 0
    assert store.database.value("PRAGMA cache_spill") == 0


CRASH = """
import os, sys
from pathlib import Path
from index.storage.store import Store
from tests.unit import test_hints
store = Store(Path(sys.argv[1]))
store.database.execute("PRAGMA cache_spill = 1")
store.database.execute("PRAGMA cache_size = 1")
store.database.execute("BEGIN IMMEDIATE")
store.database.execute("UPDATE articles SET text = text || zeroblob(100000)")
os.kill(os.getpid(), 9)
"""


def test_a_killed_write_is_undone_by_the_next_writer_and_explained_to_readers(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.add([prepared(f"t{n}", "word " * 500) for n in range(20)])
    store.close()
    subprocess.run([sys.executable, "-c", CRASH, str(tmp_path)], check=False)
    assert (tmp_path / "archive.db-journal").stat().st_size
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        with pytest.raises(ReadOnlyError, match="interrupted"):
            Store(tmp_path).count()
    again = Store(tmp_path)
    assert again.article(1).text == "t0\n\n" + " ".join(["word"] * 500)
    assert not (tmp_path / "archive.db-journal").exists()


def test_who_may_not_write_reads(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.add([prepared("Harbour", BODY)])
    store.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    reader = open_archive(tmp_path)
    assert not reader.writable
    assert reader.article(1).title == "Harbour"
    with pytest.raises(ReadOnlyError):
        reader.add([Draft("x", "y")])
    with pytest.raises(ReadOnlyError):
        reader.check(repair=True)


@pytest.mark.parametrize(
    ("names", "canonical"),
    [
        (["Sergey Shoigu", "Sergei Shoigu", "Sergei Shoigu"], "Sergei Shoigu"),
        (["Ruth Ellison", "RUTH ELLISON", "RUTH ELLISON"], "Ruth Ellison"),
        (["Ruth Ellison", "Ruth M. Ellison"], "Ruth M. Ellison"),
    ],
)
def test_the_canonical_name_does_not_depend_on_the_order_of_articles(
    tmp_path: Path, names: list[str], canonical: str
) -> None:
    for at, order in enumerate((names, names[::-1])):
        (tmp_path / str(at)).mkdir()
        store = Store(tmp_path / str(at), create=True)
        for number, name in enumerate(order):
            text = f"{name} spoke on day {number}."
            store.add([prepared("", text, mention(text, name, name))])
        assert {each.name for n in range(len(names)) for each in store.mentions(n + 1)} == {canonical}


_NEW_IN_4 = (
    *(f"DROP TABLE {table}" for table in ("fingerprints", "found_quotes", "quote_words")),
    *(f"DROP INDEX quotes_{name}" for name in ("article", "decided", "speaker", "statement")),
    *(f"ALTER TABLE quotes DROP COLUMN {name}" for name in ("chain", "statement_id", "decision")),
    "ALTER TABLE evidence DROP COLUMN titles",
    *(
        f"ALTER TABLE decisions DROP COLUMN {name}"
        for name in ("article_id", "start", "end", "quote", "quote_id")
    ),
    "CREATE INDEX quotes_article ON quotes (article_id, start)",
    "CREATE INDEX quotes_speaker ON quotes (speaker_id, part, ordinal DESC, article_id, start)",
)
_NEW_IN_3 = (
    "DROP TRIGGER entity_found",
    "DROP TRIGGER entity_gone",
    *(
        f"DROP TABLE {table}"
        for table in ("decisions", "rewritten", "evidence", "who", "shown", "part_names", "given_words")
    ),
    "DROP INDEX mentions_entity",
    "DROP INDEX quotes_speaker",
    "ALTER TABLE mentions DROP COLUMN value",
    "ALTER TABLE mentions DROP COLUMN part",
    "ALTER TABLE quotes DROP COLUMN part",
    "DELETE FROM meta WHERE key = 'revision'",
    "CREATE INDEX mentions_entity ON mentions (entity_id, article_id)",
    "CREATE INDEX quotes_speaker ON quotes (speaker_id, ordinal DESC, article_id, start)",
)


def _as_version(number: int, store: Store) -> None:
    with store.database.transaction():
        for statement in (*_NEW_IN_4, *(_NEW_IN_3 if number < 3 else ())):
            store.database.execute(statement)
        if number < 2:
            store.database.execute("DROP TABLE name_words")
        store.database.execute(f"PRAGMA user_version = {number}")
    store.close()


def _tables(store: Store) -> list[tuple[str, ...]]:
    """What there is in the database: tables with their columns, indexes and triggers."""
    rows = store.database.stored(
        "SELECT type, name, tbl_name FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY 1, 2"
    )
    columns = store.database.stored(
        "SELECT s.name, c.name, c.type, c.dflt_value FROM main.sqlite_schema s, pragma_table_info(s.name) c "
        "WHERE s.type = 'table' ORDER BY 1, 2"
    )
    return rows + columns


@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_archive_of_an_earlier_version_is_upgraded(version: int, store: Store, tmp_path: Path) -> None:
    store.add([prepared("Harbour", BODY, ELLISON, QUOTE)])
    words = store.database.rows("SELECT * FROM name_words")
    who = store.database.rows("SELECT * FROM main.who")
    tables = _tables(store)
    _as_version(version, store)
    again = Store(tmp_path)
    assert again.database.version == VERSION
    assert again.database.rows("SELECT * FROM name_words") == words
    assert again.database.rows("SELECT * FROM main.who") == who
    assert len(words) == 2
    assert _tables(again) == tables
    assert again.mentions(1)[0].value is None
    assert again.quotes(1)[0].chain == ()
    assert again.revision == (1 if version == 3 else 0)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_who_may_not_upgrade_an_archive_finds_names_and_decides_all_the_same(
    version: int, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    store.add([prepared("Harbour", BODY, ELLISON, QUOTE)])
    _as_version(version, store)
    monkeypatch.setattr(os, "access", lambda *_: False)
    reader = Store(tmp_path)
    people = People(reader.database)
    assert len(people.speakers_named("ellison")) == len(people.speakers_named("ruth")) == 1
    assert reader.database.version == version
    assert reader.mentions(1)[0].name == "Ruth Ellison"
    archive = open_archive(tmp_path)
    archive.rename(archive.entities()[0].entity_id, "Rose")
    assert archive.mentions(1)[0].name == archive.quotes(by="rose")[0].quote.speaker_name == "Rose"
    archive.split(archive.entities()[0].entity_id, "Ellison")
    assert archive.quotes(by="rose") == ()
    assert len(archive.quotes(by="ellison")) == 1


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_quote_of_an_archive_that_may_not_be_upgraded_stands_alone(
    version: int, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    said = replace(QUOTE, text="It will not do, and the harbour has to be opened again before winter")
    body = BODY.replace("It will not do", said.text)
    said = replace(said, end=said.start + len(said.text), speaker_start=None, cue_start=None)
    store.add([prepared("Harbour", body, said), prepared("Harbour", body + " Rain fell.", said)])
    _as_version(version, store)
    with monkeypatch.context() as reading:
        reading.setattr(os, "access", lambda *_: False)
        reader = open_archive(tmp_path)
    assert reader.quote(2).quote.text == said.text
    assert [each.found.article.id for each in reader.statement(2).variants] == [2]
    assert [each.elsewhere for each in reader.quotes_in(2)] == [0]
    reader.close()


@pytest.mark.parametrize("version", [1, 2])
def test_namesakes_of_an_older_archive_without_evidence_are_told_apart_by_titles(
    version: int, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    store.add(
        [
            test_hints.article("Fog", "Ann Lee", roles=("player",)),
            test_hints.article("Rain", "Bo Lund", roles=("judge",)),
        ]
    )
    _as_version(version, store)
    monkeypatch.setattr(os, "access", lambda *_: False)
    reader = open_archive(tmp_path)
    reader.rename(next(each.entity_id for each in reader.entities() if each.name == "Bo Lund"), "Ann Lee")
    assert {each.hint for each in reader.entities()} == {"in “Fog”", "in “Rain”"}
    reader.close()


@pytest.mark.parametrize("version", [1, 2, 3])
def test_who_reads_an_older_archive_sees_what_is_decided_once_another_has_upgraded_it(
    version: int, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    store.add([prepared("Harbour", BODY, ELLISON, QUOTE)])
    _as_version(version, store)
    with monkeypatch.context() as reading:
        reading.setattr(os, "access", lambda *_: False)
        reader = open_archive(tmp_path)
    assert len(reader.quotes(by="ellison")) == 1
    keeper = open_archive(tmp_path)
    keeper.rename(keeper.entities()[0].entity_id, "Rose")
    assert reader.decisions() == keeper.decisions() != ()
    assert reader.mentions(1)[0].name == reader.quotes(by="rose")[0].quote.speaker_name == "Rose"
    reader.close()
    keeper.close()
