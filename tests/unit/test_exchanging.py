"""What is taken from another archive, or again, and what is not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.adding.prepare import prepare, with_annotations
from index.archive import open_archive, own_problem
from index.local import LocalArchive
from index.lock import writer_lock
from index.models import Annotations, Draft, Label, Mention
from index.query.terms import term_texts
from index.storage import exchanging
from index.storage.exchanging import _nearest
from tests.unit import test_attributing as sample
from tests.unit.naming_support import archive_of
from tests.unit.test_attributing import BEFORE, CRANES, WAIT, YEARS, id_of, person, quotes, said

opened, archive = sample.opened, sample.archive
Opened = tuple[LocalArchive, LocalArchive]


def exported(archive: LocalArchive) -> list[dict[str, Any]]:
    return json.loads(json.dumps(list(archive.export_decisions())))  # type: ignore[no-any-return]


def take(archive: LocalArchive, *items: Mapping[str, Any]) -> tuple[int, int, list[str]]:
    """How many are taken, how many are held, and the problems."""
    taken = archive.import_decisions([(f"file:{at}", each) for at, each in enumerate(items, 1)])
    return taken.taken, taken.known, [f"{each.origin} {each.reason}" for each in taken.problems]


def an_attribution(archive: LocalArchive) -> dict[str, Any]:
    """A decision that is not held any more."""
    archive.attribute(id_of(archive, CRANES), "Karla Nord")
    (fields,) = exported(archive)
    archive.undo()
    return fields


def a_rename(archive: LocalArchive) -> dict[str, Any]:
    archive.rename(person(archive, "Tomas Reyes"), "T. Reyes")
    (fields,) = exported(archive)
    archive.undo()
    return fields


NO_NAMES = ("X\ud800", "K\x1b[2J", "K\u202eX", "K\0X", "   ", "?!", "", " Karla", "x" * 201)


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name_is_not_taken(archive: LocalArchive, name: str) -> None:
    rename = {**a_rename(archive), "other": name}
    items = [rename]
    if name:
        items.append({**an_attribution(archive), "name": name})
    *_, problems = take(archive, *items)
    assert [each.split()[0] for each in problems] == [f"file:{at}" for at in range(1, len(items) + 1)]
    assert archive.decisions() == ()
    assert said(archive) == BEFORE


def test_a_long_name_that_texts_give_is_taken(tmp_path: Path) -> None:
    name = "Bob " * 80 + "Hale"
    text = f"{name} came."
    ready = prepare(Draft("", text))
    assert ready is not None
    mention = Mention(0, len(name), name, Label.PERSON, name, 1)
    one = with_annotations(ready, Annotations((mention,), ()), "1")
    archive = archive_of(tmp_path / "a", one)
    archive.rename(person(archive, name), "Bob Hale")
    fields = exported(archive)
    archive.undo()
    assert take(archive, *fields) == (1, 0, [])
    assert take(archive, {**fields[0], "name": name + "x"})[2] == [
        f"file:1 nobody is named {name[:59]}… here"
    ]
    archive.close()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "x"},
        {"article": "zz"},
        {"article": 5},
        {"label": None},
        {"name": None},
        {"decision": "1"},
        {"start": None},
        {"text": ""},
        {"kind": "unquote"},
        {"kind": "merge"},
        {"kind": "rename"},
    ],
)
def test_what_is_no_decision_is_told_as_such(archive: LocalArchive, change: dict[str, object]) -> None:
    assert take(archive, {**an_attribution(archive), **change}) == (0, 0, ["file:1 is no decision"])


def test_what_the_archive_does_not_have_is_told(archive: LocalArchive) -> None:
    fields = an_attribution(archive)
    *_, problems = take(archive, {**fields, "text": "not\x1b[2J there"}, {**fields, "article": "00"})
    assert problems == [
        "file:1 article 1 does not have the words “not there”",
        f"file:2 the article with the quote “{CRANES}” is not in this archive",
    ]


@pytest.mark.parametrize("opened", ["reader"], indirect=True)
def test_names_in_a_damaged_file_of_ones_own_lock_nobody_out(archive: LocalArchive, tmp_path: Path) -> None:
    archive.attribute(id_of(archive, CRANES), "Karla Nord")
    (path,) = (tmp_path / "state" / "newsreader").glob("*.names.json")
    good = json.loads(path.read_text())
    for name in ("X\ud800", "K\x1b[2J", " ? "):
        data = json.loads(json.dumps(good))
        data["decisions"][0][3] = name
        path.write_text(json.dumps(data))
        assert said(archive) == BEFORE
        assert archive.decisions() == ()
        problem = own_problem(archive)
        assert problem is not None
        assert "could not be understood" in problem.reason


def test_what_is_replaced_is_the_later_word_when_it_is_taken_again(archive: LocalArchive) -> None:
    archive.attribute(id_of(archive, CRANES), person(archive, "Tomas Reyes"))
    earlier = exported(archive)
    archive.attribute(id_of(archive, CRANES), "Ana Vidal")
    assert take(archive, *earlier) == (1, 0, [])
    assert said(archive)[CRANES] == "Tomas Reyes"
    assert take(archive, *earlier) == (0, 1, [])


def test_what_an_archive_has_told_is_held_there(archive: LocalArchive) -> None:
    """Also a decision that another one in the same file replaces."""
    archive.attribute(id_of(archive, CRANES), "Ana Vidal")
    first = exported(archive)
    archive.rename(person(archive, "Ana Vidal"), "Ana V.")
    archive.attribute(id_of(archive, CRANES), person(archive, "Tomas Reyes"))
    archive.attribute(id_of(archive, YEARS), "Ana Vidal")
    fields, before = [*first, *(each for each in exported(archive) if each not in first)], said(archive)
    assert take(archive, *fields) == (0, 4, [])
    assert take(archive, *fields, fields[2]) == (0, 5, [])
    assert said(archive) == before
    for _ in range(4):
        archive.undo()
    assert take(archive, *fields) == (4, 0, [])
    assert said(archive) == before


def test_the_last_of_what_is_taken_holds_also_if_it_held_before(archive: LocalArchive) -> None:
    archive.attribute(id_of(archive, CRANES), "Karla Nord")
    (first,) = exported(archive)
    archive.undo()
    archive.attribute(id_of(archive, CRANES), person(archive, "Tomas Reyes"))
    (last,) = exported(archive)
    assert take(archive, first, last) == (2, 0, [])
    assert said(archive)[CRANES] == "Tomas Reyes"


def test_decisions_are_read_while_nobody_else_decides(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another import of the same that ends just before this one decides takes all there is to take."""
    archive, keeper = opened
    fields = an_attribution(archive)
    other = open_archive(keeper.path) if archive.writable else archive
    build = exchanging.Importer.__init__

    def slowly(self: exchanging.Importer, *arguments: Any) -> None:
        build(self, *arguments)
        monkeypatch.setattr(exchanging.Importer, "__init__", build)
        if archive.writable:
            return
        assert take(other, fields) == (1, 0, [])

    monkeypatch.setattr(exchanging.Importer, "__init__", slowly)
    if archive.writable:
        import index.lock

        def first(*arguments: Any, **options: Any) -> Any:
            monkeypatch.setattr(index.lock, "writer_lock", writer_lock)
            assert take(other, fields) == (1, 0, [])
            return writer_lock(*arguments, **options)

        monkeypatch.setattr(index.lock, "writer_lock", first)
    assert take(archive, fields) == (0, 1, [])
    assert len(archive.decisions()) == 1
    if other is not archive:
        other.close()


@pytest.mark.parametrize("name", ["Tomas Reyes", "Karla Nord"])
def test_who_was_none_speaks_once_a_user_says_so(archive: LocalArchive, name: str) -> None:
    if name == "Karla Nord":
        archive.attribute(id_of(archive, CRANES), name)
    archive.reject(person(archive, name))
    assert archive.entities_named(name) == ()
    archive.attribute(id_of(archive, WAIT), name)
    assert said(archive)[WAIT] == name
    assert said(archive)[CRANES if name == "Karla Nord" else YEARS] is None
    archive.attribute(id_of(archive, YEARS), name)
    assert quotes(archive)[YEARS].speaker_id == quotes(archive)[WAIT].speaker_id
    assert [each.quote.text for each in archive.quotes(by=name)] == [WAIT, YEARS]


@pytest.fixture
def promoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalArchive]:
    """An archive to which a user may write who has decided who says CRANES when they might not."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    keeper = archive_of(tmp_path / "a", sample.found(*sample.ALL))
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        reader = open_archive(keeper.path)
        reader.attribute(id_of(reader, CRANES), "Ana Vidal")
        reader.close()
    yield keeper
    keeper.close()


def stored(archive: LocalArchive) -> list[tuple[str, str]]:
    return archive._store.database.stored("SELECT kind, name FROM main.decisions ORDER BY id")


def test_what_a_writer_decides_lies_over_what_they_decided_as_a_reader(promoted: LocalArchive) -> None:
    tomas = person(promoted, "Tomas Reyes")
    assert said(promoted)[CRANES] == "Ana Vidal"
    decision = promoted.attribute(id_of(promoted, CRANES), tomas)
    assert said(promoted)[CRANES] == "Tomas Reyes"
    assert stored(promoted) == [("attribute", "Tomas Reyes")]
    assert promoted.decisions() == (decision,)
    assert promoted.undo() == decision
    assert (said(promoted)[CRANES], stored(promoted)) == ("Ana Vidal", [])
    promoted.unquote(id_of(promoted, CRANES))
    assert CRANES not in said(promoted)
    promoted.undo()
    promoted.undo()
    assert promoted.undoable() is None
    assert said(promoted) == BEFORE


def test_what_a_writer_takes_lies_over_what_they_decided_as_a_reader(promoted: LocalArchive) -> None:
    (fields,) = exported(promoted)
    assert take(promoted, {**fields, "name": "Cleo Moss"}) == (1, 0, [])
    assert (said(promoted)[CRANES], stored(promoted)) == ("Cleo Moss", [("attribute", "Cleo Moss")])


def test_own_decisions_are_taken_back_also_while_another_writes(promoted: LocalArchive) -> None:
    with writer_lock(promoted.path):
        assert promoted.undo().name == "Ana Vidal"
    assert said(promoted) == BEFORE


@given(st.text("ab", max_size=12), st.text("ab", min_size=1, max_size=4), st.integers(0, 12))
def test_words_are_found_where_they_stand_nearest(whole: str, text: str, start: int) -> None:
    start = min(start, len(whole))
    every = [at for at in range(len(whole)) if whole.startswith(text, at)]
    assert _nearest(whole, text, start) == min(every, key=lambda at: (abs(at - start), at), default=None)


def test_several_of_a_name_are_not_told_apart_by_it(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "a", sample.found(*sample.ALL))
    archive.rename(person(archive, "Tomas Reyes"), "Ruth Ellison")
    with pytest.raises(ValueError, match="Several are named Ruth Ellison; their ids"):
        archive.attribute(id_of(archive, CRANES), "Ruth Ellison")
    assert len(archive.decisions()) == 1
    archive.close()


def test_names_that_were_given_are_looked_up_by_their_terms(
    archive: LocalArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The work on a name does not grow with how many others there are."""
    fields = an_attribution(archive)
    names = [f"Name{at} Nord" for at in range(40)]
    read: list[str] = []

    def terms_of(name: str) -> tuple[str, ...]:
        read.append(name)
        return tuple(term_texts(name))

    monkeypatch.setattr("index.storage.replay.terms_of", terms_of)
    take(archive, *({**fields, "decision": at, "name": name} for at, name in enumerate(names)))
    archive.decisions()
    said(archive)
    assert len(read) <= 4 * len(names)


@pytest.mark.parametrize("opened", ["reader"], indirect=True)
def test_who_may_not_upgrade_an_older_archive_takes_decisions_too(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, keeper = opened
    fields = an_attribution(archive)
    archive.close()
    database = keeper._store.database
    with database.transaction():
        for index in ("quotes_statement", "quotes_decided", "quotes_article"):
            database.execute(f"DROP INDEX IF EXISTS {index}")
        for column in ("chain", "statement_id", "decision"):
            database.execute(f"ALTER TABLE quotes DROP COLUMN {column}")
        for column in ("article_id", "start", "end", "quote", "quote_id"):
            database.execute(f"ALTER TABLE decisions DROP COLUMN {column}")
        database.execute("DROP TABLE found_quotes")
        database.execute("PRAGMA user_version = 3")
    monkeypatch.setattr(os, "access", lambda *_: False)
    older = open_archive(keeper.path)
    assert take(older, fields) == (1, 0, [])
    assert said(older)[CRANES] == "Karla Nord"
    older.close()


@pytest.mark.parametrize("opened", ["reader"], indirect=True)
def test_words_that_are_lost_do_not_take_the_id_of_another_quote(opened: Opened) -> None:
    archive, keeper = opened
    number = id_of(archive, CRANES)
    archive.attribute(number, "Ana Vidal")
    sample.renew(keeper, sample.ELLISON)
    assert quotes(archive)[CRANES].id == number
    with keeper._store.database.transaction():
        keeper._store.database.execute("UPDATE quotes SET id = ? WHERE id = ?", (number, id_of(keeper, WAIT)))
    lost = quotes(archive)[CRANES]
    assert (lost.speaker_name, quotes(archive)[WAIT].id) == ("Ana Vidal", number)
    assert lost.id not in (None, number)
