"""The user's word on who is who: what it does to what is shown, and that it can be taken back."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.adding.prepare import Prepared
from index.archive import open_archive, own_problem
from index.errors import ArchiveError, LockedError, NotFoundError
from index.local import LocalArchive
from index.lock import writer_lock
from index.models import Draft, Label
from index.models.decisions import Decision, DecisionKind
from index.storage.decisions import Kept
from index.storage.own import OwnDecisions
from tests.unit.archive_support import hits, make_archive
from tests.unit.naming_support import ORG, SERGEI, SERGEY, Named, archive_of, article

STORED = (
    *("entities", "entity_names", "name_words", "mentions", "quotes"),
    *("who", "shown", "part_names", "given_words", "decisions", "found_quotes"),
)
SHOWN = ("mentions", "quotes", "entities", "entity_names", "name_words")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[LocalArchive]:
    made = archive_of(
        tmp_path / "archive",
        article(SERGEI, Named("Dorn", "Sergei Dorn"), ORG),
        article(SERGEY, SERGEI),
        article(Named("Thorn", "Sergey Thorn"), SERGEY, ORG),
    )
    yield made
    made.close()


@pytest.fixture
def reader(archive: LocalArchive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalArchive]:
    """The archive as one opens it who may not write to it, with a state of their own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(os, "access", lambda *_: False)
    opened = open_archive(archive.path)
    assert not opened.writable
    yield opened
    opened.close()


def dump(archive: LocalArchive, tables: Iterable[str] = STORED) -> dict[str, list[object]]:
    """All rows as they are stored."""
    stored = archive._store.database.stored
    return {table: sorted(stored(f"SELECT * FROM main.{table}"), key=repr) for table in tables}  # noqa: S608


def shown(archive: LocalArchive) -> dict[str, list[object]]:
    """All rows as they are shown."""
    rows = archive._store.database.rows
    return {table: sorted(rows(f"SELECT * FROM {table}"), key=repr) for table in SHOWN}  # noqa: S608


def id_of(archive: LocalArchive, name: str, label: Label | None = None) -> int:
    (found,) = archive.entities_named(name, label)
    return found.entity_id


def counts(archive: LocalArchive) -> dict[str, tuple[int, int]]:
    """Mentions and quotes by name."""
    quotes = {each.speaker_id: each.quotes for each in archive.speakers()}
    return {
        f"{each.name}/{each.label}": (each.mentions, quotes.get(each.entity_id, 0))
        for each in archive.entities()
    }


BEFORE = {"Sergei Dorn/PERSON": (3, 2), "Sergey Thorn/PERSON": (3, 2), "Harbour Board/ORG": (2, 2)}


def test_merging_takes_mentions_names_and_quotes_along(archive: LocalArchive) -> None:
    assert counts(archive) == BEFORE
    decision = archive.merge(id_of(archive, "Sergei Dorn"), id_of(archive, "sergey thorn"))
    assert (decision.kind, decision.name, decision.other) == (
        DecisionKind.MERGE,
        "Sergei Dorn",
        "Sergey Thorn",
    )
    assert counts(archive) == {"Sergei Dorn/PERSON": (6, 4), "Harbour Board/ORG": (2, 2)}
    assert {each.name for each in archive.mentions(3)} == {"Sergei Dorn", "Harbour Board"}
    assert {each.text for each in archive.mentions(3)} == {"Sergey Thorn", "Thorn", "Harbour Board"}
    assert archive.quotes_in(2)[0].speaker_name == "Sergei Dorn"
    assert hits(archive, "by:thorn") == hits(archive, "by:dorn") == [1, 2, 3]
    (speaker, _) = archive.speakers()
    assert set(speaker.names) == {"Sergei Dorn", "Dorn", "Sergey Thorn", "Thorn"}
    assert archive.decisions() == (decision,)


def test_taking_back_leaves_no_trace(archive: LocalArchive) -> None:
    before, view = dump(archive), shown(archive)
    archive.merge(id_of(archive, "Sergei Dorn"), id_of(archive, "Sergey Thorn"))
    archive.split(id_of(archive, "Sergei Dorn"), "Dorn")
    archive.rename(id_of(archive, "Sergei Dorn"), "Sergius")
    archive.reject(id_of(archive, "Harbour Board"))
    archive.relabel(id_of(archive, "Sergius"), Label.ORG)
    assert [archive.undo().kind.value for _ in range(5)] == ["relabel", "reject", "rename", "split", "merge"]
    assert dump(archive) == before
    assert shown(archive) == view
    with pytest.raises(NotFoundError, match="no decision"):
        archive.undo()


def test_decisions_hold_for_articles_added_later_and_annotated_again(archive: LocalArchive) -> None:
    archive.merge(id_of(archive, "Sergei Dorn"), id_of(archive, "Sergey Thorn"))
    archive.reject(id_of(archive, "Harbour Board"))
    archive._store.add([article(Named("Thorn", "Sergey Thorn", says="Later"), ORG)])
    assert counts(archive) == {"Sergei Dorn/PERSON": (7, 5)}
    archive._store.replace_annotations({1: article(SERGEI, Named("Dorn", "Sergei Dorn"), ORG)})
    archive._store.replace_annotations({2: article(SERGEY)})
    assert counts(archive) == {"Sergei Dorn/PERSON": (6, 4)}
    archive.undo()
    archive.undo()
    assert counts(archive) == {
        "Sergei Dorn/PERSON": (2, 1),
        "Sergey Thorn/PERSON": (4, 3),
        "Harbour Board/ORG": (3, 3),
    }


def test_a_decision_holds_when_another_annotator_gives_the_name_another_key(archive: LocalArchive) -> None:
    archive.merge(id_of(archive, "Sergei Dorn"), id_of(archive, "Sergey Thorn"))
    database = archive._store.database
    with database.transaction():
        database.execute("UPDATE entities SET key = 'person:of old ' || id WHERE label = 'PERSON'")
    again = open_archive(archive.path)
    again._store.add([article(Named("Sergey Thorn", says="New"), Named("Sergei Dorn", says="Too"))])
    assert counts(again)["Sergei Dorn/PERSON"] == (8, 6)
    again._store.replace_annotations({number: article(SERGEY) for number in (1, 2, 3)})
    assert counts(again) == {"Sergei Dorn/PERSON": (5, 5)}
    again.close()


def test_a_decision_about_one_of_two_namesakes_leaves_the_other_alone(archive: LocalArchive) -> None:
    database = archive._store.database
    first = id_of(archive, "Sergei Dorn")
    with database.transaction():
        (key,) = database.execute("SELECT key FROM entities WHERE id = ?", (first,)).fetchone()
        database.execute(
            "INSERT INTO entities (label, key, name) VALUES ('PERSON', ?, 'Sergei Dorn')", (f"{key}#2",)
        )
        (second,) = database.execute("SELECT max(id) FROM entities").fetchone()
        database.execute(
            "UPDATE mentions SET entity_id = ? WHERE article_id = 2 AND text LIKE '%Dorn'", (second,)
        )
        database.execute(
            "INSERT INTO entity_names SELECT ?, name, terms, 1, 1 FROM entity_names "
            "WHERE entity_id = ? AND name = 'Sergei Dorn'",
            (second, first),
        )
        for word in ("sergei", "dorn"):
            database.execute("INSERT INTO name_words VALUES (?, ?, 'Sergei Dorn')", (word, second))
    archive.reject(first)
    assert {each.entity_id for each in archive.entities(Label.PERSON)} == {
        second,
        id_of(archive, "Sergey Thorn"),
    }


def test_merged_once_more_they_are_all_the_same(archive: LocalArchive) -> None:
    thorn = id_of(archive, "Sergey Thorn")
    archive.merge(thorn, id_of(archive, "Sergei Dorn"))
    archive.merge(id_of(archive, "Harbour Board"), thorn)
    assert counts(archive) == {"Harbour Board/ORG": (8, 6)}
    assert {each.label for each in archive.mentions(2)} == {Label.ORG}
    with pytest.raises(NotFoundError):
        archive.merge(id_of(archive, "Harbour Board"), thorn)
    with pytest.raises(ValueError, match="same already"):
        archive.merge(id_of(archive, "Harbour Board"), id_of(archive, "Harbour Board"))


def test_a_name_that_is_split_off_speaks_for_itself(archive: LocalArchive) -> None:
    archive.split(id_of(archive, "Sergey Thorn"), "THORN")
    assert counts(archive) == {
        "Sergei Dorn/PERSON": (3, 2),
        "Sergey Thorn/PERSON": (2, 2),
        "Thorn/PERSON": (1, 0),
        "Harbour Board/ORG": (2, 2),
    }
    archive._store.add([article(Named("Thorn", "Sergey Thorn", says="Hm"), SERGEY)])
    assert counts(archive)["Thorn/PERSON"] == (2, 1)
    assert counts(archive)["Sergey Thorn/PERSON"] == (3, 3)
    assert hits(archive, "by:thorn") == [2, 3, 4]
    thorn = next(each for each in archive.entities() if each.name == "Thorn")
    assert [each.article.id for each in archive.quotes(speaker_id=thorn.entity_id)] == [4]
    assert [each.name for each in archive.entity(thorn.entity_id).names] == ["Thorn"]


def test_what_was_merged_can_be_split_and_what_was_split_merged(archive: LocalArchive) -> None:
    dorn, thorn = id_of(archive, "Sergei Dorn"), id_of(archive, "Sergey Thorn")
    archive.merge(dorn, thorn)
    archive.split(dorn, "Sergey Thorn")
    assert counts(archive) == BEFORE
    assert id_of(archive, "Sergey Thorn") == thorn
    archive.split(thorn, "Thorn")
    part = next(each.entity_id for each in archive.entities() if each.name == "Thorn")
    archive.merge(dorn, part)
    assert counts(archive)["Sergei Dorn/PERSON"] == (4, 2)
    archive.split(dorn, "thorn")
    assert counts(archive)["Thorn/PERSON"] == (1, 0)


def test_what_is_whole_again_can_be_split_once_more(archive: LocalArchive) -> None:
    archive._store.add([article(Named("Serge Thorn", "Sergey Thorn"), Named("Thorn", "Sergey Thorn"))])
    thorn = id_of(archive, "Sergey Thorn")
    archive.split(thorn, "Thorn")
    archive.merge(thorn, next(each.entity_id for each in archive.entities() if each.name == "Thorn"))
    before = counts(archive)
    archive.split(thorn, "Serge Thorn")
    assert counts(archive)["Serge Thorn/PERSON"] == (1, 0)
    archive.undo()
    assert counts(archive) == before


def test_a_merge_rests_when_another_annotator_takes_both_for_one_name(archive: LocalArchive) -> None:
    hale = Named("Hale")
    archive._store.add([article(hale), article(Named("Ruth Vane")), article(Named("Anna Moor"))])
    lone, vane, moor = (id_of(archive, name) for name in ("Hale", "Ruth Vane", "Anna Moor"))
    archive.merge(lone, moor)
    archive._store.add([article(Named("Ruth Vane", says=f"{n}")) for n in range(3)])
    archive._store.add([article(Named("Anna Moor", says=f"{n}")) for n in range(3)])
    database = archive._store.database
    with database.transaction():  # the lone name has become another one of both, and nobody is called so
        database.execute("UPDATE mentions SET entity_id = ? WHERE entity_id = ?", (vane, lone))
        database.execute("UPDATE entity_names SET entity_id = ? WHERE entity_id = ?", (vane, lone))
        database.execute(
            "INSERT INTO entity_names SELECT ?, name, terms, 0, 1 FROM entity_names "
            "WHERE entity_id = ? AND name = 'Hale'",
            (moor, vane),
        )
        database.execute("UPDATE name_words SET entity_id = ? WHERE entity_id = ?", (vane, lone))
        database.execute("INSERT INTO name_words VALUES ('hale', ?, 'Hale')", (moor,))
    archive._store.add([article(SERGEI, Named("Cleo Moss"))])
    assert counts(archive)["Ruth Vane/PERSON"] == (9, 6)


def test_the_only_name_cannot_be_split_off(archive: LocalArchive) -> None:
    board = id_of(archive, "Harbour Board")
    with pytest.raises(ValueError, match="no other name"):
        archive.split(board, "Harbour board")
    with pytest.raises(NotFoundError, match="No text calls"):
        archive.split(board, "Harbour Bord")
    assert archive.decisions() == ()


def test_who_loses_the_name_that_was_shown_is_shown_under_another(archive: LocalArchive) -> None:
    archive._store.add([article(Named("Ruth Hale", says="One"))])
    archive._store.add([article(Named("Ruth Hale"), Named("Hale", "Ruth Hale"))])
    archive._store.add([article(Named("Ruth M. Hale", says="Two"), Named("Hale", "Ruth M. Hale"))])
    hale = id_of(archive, "Ruth Hale")
    assert hale == id_of(archive, "Ruth M. Hale")
    archive.split(hale, "Ruth Hale")
    assert counts(archive) == {**BEFORE, "Ruth Hale/PERSON": (3, 1), "Ruth M. Hale/PERSON": (2, 1)}
    assert id_of(archive, "Ruth M. Hale") == hale


def test_what_is_split_once_more_leaves_the_rest_alone(archive: LocalArchive) -> None:
    archive._store.add([article(Named("Ruth Hale"), Named("Hale", "Ruth Hale"))])
    archive._store.add([article(Named("Ruth M. Hale"), Named("Hale", "Ruth M. Hale", says="Two"))])
    hale = id_of(archive, "Ruth Hale")
    archive.split(hale, "Ruth M. Hale")
    part = id_of(archive, "Ruth M. Hale")
    archive.split(part, "Hale")
    names = [(each.text, each.name) for number in (4, 5) for each in archive.mentions(number)]
    assert names == [
        ("Ruth Hale", "Ruth Hale"),
        ("Hale", "Ruth Hale"),
        ("Ruth M. Hale", "Ruth M. Hale"),
        ("Hale", "Hale"),
    ]
    assert archive.quotes_in(5)[0].speaker_name == "Hale"


def test_a_name_that_no_text_writes_is_shown_and_found(archive: LocalArchive) -> None:
    archive.rename(id_of(archive, "Sergei Dorn"), "  Серге́й\x1b[31m Dornow ")
    (renamed,) = archive.entities_named("сергей dornow")
    assert renamed.name == "Серге́й Dornow"
    assert hits(archive, "by:dornow") == hits(archive, "by:dorn") == [1, 2]
    assert archive.speakers("dornow")[0].name == "Серге́й Dornow"
    with pytest.raises(ValueError, match="already"):
        archive.rename(renamed.entity_id, "Серге́й Dornow")
    for no_name in (" \x1b ", "?!"):
        with pytest.raises(ValueError, match="letter"):
            archive.rename(renamed.entity_id, no_name)


def test_what_is_no_entity_is_not_shown_counted_or_found(archive: LocalArchive) -> None:
    board = id_of(archive, "Harbour Board")
    archive.reject(board)
    assert counts(archive) == {"Sergei Dorn/PERSON": (3, 2), "Sergey Thorn/PERSON": (3, 2)}
    assert {each.text for each in archive.mentions(1)} == {"Sergei Dorn", "Dorn"}
    quote = archive.quotes_in(1)[-1]
    assert (quote.speaker, quote.speaker_name, quote.speaker_id) == ("Harbour Board", None, None)
    assert not quote.sure
    assert hits(archive, "by:harbour") == hits(archive, "org:harbour") == []
    assert archive.entities_named("Harbour Board") == ()
    assert len(archive.quotes(match="shut")) == 2
    with pytest.raises(NotFoundError):
        archive.reject(board)


def test_another_kind_is_the_kind_everywhere(archive: LocalArchive) -> None:
    archive._store.add([article(Named("Harbour Board", label=Label.PLACE))])
    place = id_of(archive, "Harbour Board", Label.PLACE)
    archive.relabel(place, Label.ORG)
    assert counts(archive)["Harbour Board/ORG"] == (3, 2)
    assert archive.mentions(4)[0].label is Label.ORG
    assert hits(archive, "org:harbour") == [1, 3, 4]
    assert hits(archive, "place:harbour") == []
    archive.relabel(place, Label.PERSON)
    assert archive.speakers("harbour")[0].kind == "person"
    with pytest.raises(ValueError, match="already"):
        archive.relabel(place, Label.PERSON)
    archive.relabel(place, Label.PLACE)
    assert [each.kind for each in archive.speakers("harbour")] == ["org"]


@pytest.mark.parametrize("number", [0, -1, 999, 1 << 63, 1 << 80])
def test_there_must_be_such_an_entity(archive: LocalArchive, number: int) -> None:
    for decide in (
        archive.reject,
        lambda each: archive.merge(each, 1),
        lambda each: archive.rename(each, "x"),
    ):
        with pytest.raises(NotFoundError, match="no entity"):
            decide(number)
    assert archive.decisions() == ()


def test_a_name_that_is_no_text_is_nobodys(archive: LocalArchive) -> None:
    for name in ("", "!", "\udcff", "\x1b[31m"):
        assert archive.entities_named(name) == ()


def test_another_process_sees_a_decision_at_once(archive: LocalArchive) -> None:
    other = open_archive(archive.path)
    assert counts(other) == BEFORE
    archive.merge(id_of(archive, "Sergei Dorn"), id_of(archive, "Sergey Thorn"))
    assert counts(other) == counts(archive) != BEFORE
    assert len(hits(other, "by:thorn")) == 3
    other.undo()
    assert counts(archive) == BEFORE
    other.close()


def test_nobody_decides_while_another_writes(archive: LocalArchive) -> None:
    with writer_lock(archive.path), pytest.raises(LockedError):
        archive.reject(id_of(archive, "Harbour Board"))
    assert archive.decisions() == ()


def test_every_change_counts(archive: LocalArchive) -> None:
    seen = [archive._store.revision]
    archive.reject(id_of(archive, "Harbour Board"))
    seen.append(archive._store.revision)
    archive.undo()
    seen.append(archive._store.revision)
    archive._store.add([article(SERGEI)])
    seen.append(archive._store.revision)
    archive._store.replace_annotations({1: article(SERGEI)})
    seen.append(archive._store.revision)
    assert seen == sorted(set(seen))
    archive._store.add([article(SERGEI)])
    assert archive._store.revision == seen[-1]


def test_who_may_only_read_decides_for_themselves(archive: LocalArchive, reader: LocalArchive) -> None:
    stored = dump(archive)
    reader.merge(id_of(reader, "Sergei Dorn"), id_of(reader, "Sergey Thorn"))
    reader.reject(id_of(reader, "Harbour Board"))
    reader.split(id_of(reader, "Sergei Dorn"), "Dorn")
    wanted = {"Sergei Dorn/PERSON": (5, 4), "Dorn/PERSON": (1, 0)}
    assert counts(reader) == wanted
    assert len(hits(reader, "by:thorn")) == 3
    assert dump(archive) == stored
    again = open_archive(archive.path)
    assert counts(again) == wanted
    reader.undo()
    assert counts(again) == counts(reader) == {"Sergei Dorn/PERSON": (6, 4)}
    again.close()


def test_own_decisions_lie_over_those_of_the_archive(
    archive: LocalArchive, reader: LocalArchive, tmp_path: Path
) -> None:
    archive._store.database.overlay._own = OwnDecisions("none", directory=tmp_path / "keeper")
    reader.merge(id_of(archive, "Sergei Dorn"), id_of(archive, "Sergey Thorn"))
    archive.reject(id_of(archive, "Harbour Board"))
    archive._store.add([article(SERGEY, ORG)])
    assert counts(archive) == {"Sergei Dorn/PERSON": (3, 2), "Sergey Thorn/PERSON": (4, 3)}
    assert counts(reader) == {"Sergei Dorn/PERSON": (7, 5)}
    assert [each.kind for each in reader.decisions()] == [DecisionKind.REJECT, DecisionKind.MERGE]
    assert reader.undoable() == reader.undo()
    assert reader.undoable() is None
    assert archive.undoable() == reader.decisions()[0]
    assert counts(reader) == counts(archive)
    with pytest.raises(NotFoundError, match="only its keeper"):
        reader.undo()
    archive.undo()
    with pytest.raises(NotFoundError, match="no decision"):
        reader.undo()


def test_an_own_decision_about_what_the_keeper_has_joined_again_rests(
    archive: LocalArchive, reader: LocalArchive
) -> None:
    archive.split(id_of(archive, "Sergey Thorn"), "Thorn")
    part = next(each.entity_id for each in reader.entities() if each.name == "Thorn")
    reader.reject(part)
    assert "Thorn/PERSON" not in counts(reader)
    own = reader._store.database.overlay.own
    kept = own.take_back()
    assert kept is not None
    archive.undo()
    own.append(kept)
    assert counts(reader) == BEFORE


def test_own_decisions_that_cannot_be_understood_are_put_aside(reader: LocalArchive, tmp_path: Path) -> None:
    reader.reject(id_of(reader, "Harbour Board"))
    (path,) = (tmp_path / "state" / "newsreader").glob("*.names.json")
    damages = ("{", "[]", '{"format": 1, "last": 1, "decisions": [[1, "no"]]}', '{"format": 9}', "\\")
    for damage in damages:
        path.write_text(damage)
        assert counts(reader) == BEFORE
        reader.reject(id_of(reader, "Harbour Board"))
        assert "Harbour Board/ORG" not in counts(reader)
    assert sorted(each.read_text() for each in path.parent.glob("*.damaged*")) == sorted(damages)


def test_own_decisions_that_cannot_be_understood_are_told_once(reader: LocalArchive, tmp_path: Path) -> None:
    assert own_problem(reader) is None
    reader.reject(id_of(reader, "Harbour Board"))
    assert own_problem(reader) is None
    (path,) = (tmp_path / "state" / "newsreader").glob("*.names.json")
    for aside in (path.with_suffix(".damaged"), path.with_suffix(".damaged.1")):
        path.write_text("{" + aside.name)
        problem = own_problem(reader)
        assert problem is not None
        assert (problem.origin, aside.name in problem.reason) == (str(path), True)
        assert aside.read_text() == "{" + aside.name
        assert own_problem(reader) is None
        assert counts(reader) == BEFORE


def test_own_decisions_that_cannot_be_read_are_not_replaced(
    reader: LocalArchive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.reject(id_of(reader, "Harbour Board"))
    (path,) = (tmp_path / "state" / "newsreader").glob("*.names.json")
    content = path.read_bytes()

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    fresh = open_archive(reader.path)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refuse)
        for _ in range(2):
            problem = own_problem(fresh)
            assert problem is not None
            assert "Permission denied" in problem.reason
        assert counts(fresh) == BEFORE
        with pytest.raises(ArchiveError, match="cannot be read"):
            fresh.reject(id_of(fresh, "Sergei Dorn"))
    assert path.read_bytes() == content
    assert [each.name for each in path.parent.glob("*damaged*")] == []
    assert own_problem(fresh) is None
    assert counts(fresh) == counts(reader)
    fresh.close()


def test_own_decisions_that_could_not_be_read_and_are_gone_hinder_nobody(
    reader: LocalArchive, tmp_path: Path
) -> None:
    path = tmp_path / "state" / "newsreader" / f"{reader.uuid}.names.json"
    path.mkdir(parents=True)
    with pytest.raises(ArchiveError, match="cannot be read"):
        reader.reject(id_of(reader, "Harbour Board"))
    path.rmdir()
    reader.reject(id_of(reader, "Harbour Board"))
    assert "Harbour Board/ORG" not in counts(reader)


def test_own_decisions_are_on_disk_before_they_take_the_place_of_others(
    reader: LocalArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    replace = Path.replace

    def replaced(path: Path, target: Path) -> Path:
        done.append("replace")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", lambda _: done.append("sync"))
    monkeypatch.setattr(Path, "replace", replaced)
    reader.reject(id_of(reader, "Harbour Board"))
    assert done == ["sync", "replace", "sync"]


def test_who_cannot_write_their_own_state_is_told(reader: LocalArchive, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(ArchiveError, match="cannot be written"):
        reader.reject(id_of(reader, "Harbour Board"))
    assert counts(reader) == BEFORE


@pytest.mark.parametrize("uuid", ["", "../../etc/passwd", "a/b", "x\x00y"])
def test_own_decisions_stay_in_their_directory(uuid: str, tmp_path: Path) -> None:
    own = OwnDecisions(uuid, directory=tmp_path / "state")
    assert own.decisions() == ()
    with pytest.raises(ArchiveError, match="no name"):
        own.append(Kept(Decision(0, DecisionKind.REJECT, Label.ORG, "x"), 1))
    assert own.take_back() is None


NAMES = ("Ann Lee", "Lee", "Bo Kay", "Kay", "Lee Corp")
LABELS = (Label.PERSON, Label.ORG)
some_named = st.builds(
    Named,
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.sampled_from(LABELS),
    st.sampled_from(["", "", "Yes it is"]),
)
some_articles = st.lists(
    st.lists(some_named, min_size=1, max_size=4).map(lambda named: article(*named)), min_size=1, max_size=3
)
an_action = st.tuples(
    st.sampled_from(
        ["merge", "split", "rename", "reject", "relabel", "undo", "say", "say so", "say nobody", "unquote"]
    ),
    st.integers(0, 9),
    st.integers(0, 9),
)


def act(archive: LocalArchive, action: str, one: int, other: int) -> bool:
    """Do one thing to the entities that are shown, by their order; whether it could be done."""
    found = order(archive)
    if action == "undo":
        with suppress(NotFoundError):
            archive.undo()
        return True
    if action in QUOTED:
        return judge(archive, action, one, other)
    if not found:
        return False
    first = found[one % len(found)]
    with suppress(ValueError, NotFoundError):
        if action == "merge":
            archive.merge(first, found[other % len(found)])
        elif action == "split":
            archive.split(first, NAMES[other % len(NAMES)])
        elif action == "rename":
            archive.rename(first, ("Zed", "Ann Lee", "Xi")[other % 3])
        elif action == "reject":
            archive.reject(first)
        else:
            archive.relabel(first, LABELS[other % 2])
        return True
    return False


QUOTED = ("say", "say so", "say nobody", "unquote")


def judge(archive: LocalArchive, action: str, one: int, other: int) -> bool:
    """Decide on one of the quotes that are shown, by their order; whether it could be done."""
    rows = archive._store.database.rows("SELECT id FROM quotes ORDER BY article_id, start, end")
    found = order(archive)
    if not rows or not found:
        return False
    number = rows[one % len(rows)][0]
    with suppress(ValueError, NotFoundError):
        if action == "unquote":
            archive.unquote(number)
        elif action == "say":
            archive.attribute(number, found[other % len(found)])
        else:
            archive.attribute(number, ("Zed", "Ann Lee", "Una")[other % 3] if action == "say so" else None)
        return True
    return False


def places(archive: LocalArchive) -> dict[int, list[tuple[int, ...]]]:
    """Where each entity is named or speaks."""
    rows = archive._store.database.rows(
        "SELECT entity_id, article_id, start, 0 FROM mentions UNION ALL "
        "SELECT speaker_id, article_id, start, 1 FROM quotes WHERE speaker_id > 0 ORDER BY 2, 3, 4"
    )
    found: dict[int, list[tuple[int, ...]]] = {}
    for entity, *place in rows:
        found.setdefault(entity, []).append(tuple(place))
    return found


def order(archive: LocalArchive) -> list[int]:
    """The entities in an order that does not depend on their ids."""
    return sorted(places(archive), key=lambda each: places(archive)[each])


def picture(archive: LocalArchive) -> list[object]:
    """What is shown, without the ids."""
    rows = archive._store.database.rows
    names = {row[0]: row[1:] for row in rows("SELECT id, label, name FROM entities")}
    words: dict[int, set[tuple[str, str]]] = {}
    for entity, word, name in rows("SELECT entity_id, word, name FROM name_words"):
        words.setdefault(entity, set()).add((word, name))
    found = places(archive)
    said = rows(
        "SELECT article_id, start, end, text, kind, speaker, speaker_start, q.speaker_name, e.name, e.label, "
        "cue, confidence, chain, decision IS NULL FROM quotes q LEFT JOIN entities e ON e.id = q.speaker_id "
        "ORDER BY 1, 2, 3"
    )
    return [*((names[each], found[each], sorted(words.get(each, ()))) for each in order(archive)), *said]


def found(archive: LocalArchive) -> list[list[list[str]]]:
    """What the annotator found, without the ids and the numbers of namesakes."""
    stored = archive._store.database.stored
    return [
        without_numbers(
            stored(f"SELECT {columns} FROM main.{table} t LEFT JOIN main.entities e ON {on} WHERE 1")  # noqa: S608
        )
        for table, on, columns in (
            ("entity_names", "e.id = t.entity_id", "e.label, e.key, e.name, t.name, mentions, articles"),
            ("name_words", "e.id = t.entity_id", "e.label, e.key, word, t.name"),
            ("mentions", "e.id = t.entity_id", "article_id, start, part, text, t.name, e.label, e.key"),
            ("quotes", "e.id = t.speaker_id", "article_id, start, part, text, e.label, e.key"),
            ("who", "e.id = t.found", "e.label, e.key, part, shown = found, t.label, split"),
        )
    ]


def without_numbers(rows: Iterable[tuple[object, ...]]) -> list[list[str]]:
    """The rows in order, the keys of namesakes without what tells them apart."""
    return sorted([[str(each).partition("#")[0] for each in row] for row in rows])


def take_all_back(archive: LocalArchive) -> None:
    while archive.decisions():
        archive.undo()


def sound(archive: LocalArchive) -> None:
    """What must hold whatever was decided."""
    rows = archive._store.database.rows
    assert rows("PRAGMA main.foreign_key_check") == []
    labels: dict[int, str] = dict(rows("SELECT id, label FROM entities"))
    assert all(labels[entity] == label for entity, label in rows("SELECT entity_id, label FROM mentions"))
    quotes = rows("SELECT id FROM quotes")
    assert len(set(quotes)) == len(quotes)
    if archive.writable:
        assert sorted(quotes) == archive._store.database.stored("SELECT id FROM main.quotes ORDER BY id")
    assert not rows(
        "SELECT 1 FROM quotes WHERE speaker_id IS NOT NULL AND speaker_id NOT IN (SELECT id FROM entities)"
    )
    for entity, name in rows("SELECT DISTINCT entity_id, text FROM mentions"):
        assert rows("SELECT 1 FROM entity_names WHERE entity_id = ? AND name = ?", (entity, name))


Actions = Sequence[tuple[str, int, int]]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_articles, st.lists(an_action, max_size=7), some_articles, st.lists(an_action, max_size=4))
def test_whatever_was_decided_can_be_taken_back(
    first: list[Prepared], actions: Actions, later: list[Prepared], more: Actions
) -> None:
    with TemporaryDirectory() as folder:
        archive = archive_of(Path(folder) / "a", *first)
        plain = archive_of(Path(folder) / "b", *first)
        before = dump(archive)
        for _ in range(2):
            for action in actions:
                act(archive, *action)
                sound(archive)
            take_all_back(archive)
            assert dump(archive) == before
        for action in actions:
            act(archive, *action)
        for each in (archive, plain):
            each._store.add(later)
        sound(archive)
        for action in more:
            act(archive, *action)
        archive._store.replace_annotations({1: later[0]})
        plain._store.replace_annotations({1: later[0]})
        sound(archive)
        take_all_back(archive)
        assert found(archive) == found(plain)
        assert picture(archive) == picture(plain)
        archive.close()
        plain.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_articles, st.lists(an_action, max_size=7), some_articles, st.integers(0, 7))
def test_own_decisions_show_what_those_of_the_archive_show(
    first: list[Prepared], actions: Actions, later: list[Prepared], keepers: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        archive = archive_of(Path(folder) / "a", *first)
        shared = archive_of(Path(folder) / "b", *first)
        kept = [action for action in actions[:keepers] if action[0] != "undo"]
        own = [action for action in actions[keepers:] if action[0] != "undo"]
        for action in kept:
            act(archive, *action)
            act(shared, *action)
        patch.setenv("XDG_STATE_HOME", str(Path(folder) / "state"))
        with pytest.MonkeyPatch.context() as reading:
            reading.setattr(os, "access", lambda *_: False)
            reader = open_archive(shared.path)
        for action in own:
            act(archive, *action)
            act(reader, *action)
            assert picture(reader) == picture(archive)
        for each in (archive, shared):
            each._store.add(later)
        assert picture(reader) == picture(archive)
        sound(reader)
        for each in (archive, shared):
            each._store.replace_annotations({1: later[0] if later else first[0]})
        assert picture(reader) == picture(archive)
        sound(reader)
        for each in (archive, shared, reader):
            each.close()


def test_the_sample_of_names_is_found_by_the_annotator(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "real")
    archive.merge(id_of(archive, "Ruth Ellison"), id_of(archive, "Tomas Reyes"))
    archive.add([Draft("Again", "“I said so,” said Tomas Reyes, an engineer.\n\nHe left the hall.")])
    assert archive.speakers("reyes")[0].name == "Ruth Ellison"
    assert len(archive.quotes(by="ellison")) == len(archive.quotes(by="reyes")) == 5
    archive.close()
