"""The user's word on who said what: what it does to what is shown, and how long it holds."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.adding.prepare import Prepared, prepare, with_annotations
from index.archive import open_archive
from index.errors import NotFoundError
from index.local import LocalArchive
from index.models import Annotations, Draft, Facet, Label, Mention, Quote, QuoteKind
from index.models.decisions import DecisionKind, QuotePlace
from index.storage.decisions import Kept, from_json, to_json
from index.storage.renewing import closest, same_ids
from index.storage.repeats import REPEATS
from index.storage.schema import VERSION
from tests.unit.archive_support import hits
from tests.unit.naming_support import archive_of

TEXT = (
    "Ruth Ellison met Tomas Reyes on Monday.\n\n"
    "“The old cranes are not safe at all,” she said. “We will not wait for an accident here,” Ellison said."
    "\n\n"
    "“Nine years is a long time to dig,” said Reyes. He said the tunnel would pay for itself by spring."
)
CRANES = "The old cranes are not safe at all,"
WAIT = "We will not wait for an accident here,"
YEARS = "Nine years is a long time to dig,"
PAY = "the tunnel would pay for itself by spring"
NAMES = (("Ruth Ellison", "Ruth Ellison", 1), ("Tomas Reyes", "Tomas Reyes", 2))


def place(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def mention(text: str, name: str, number: int, after: str = "") -> Mention:
    start = TEXT.index(text, TEXT.index(after))
    return Mention(start, start + len(text), text, Label.PERSON, name, number)


MENTIONS = (
    *(mention(*each) for each in NAMES),
    mention("Ellison", "Ruth Ellison", 1, WAIT),
    mention("Reyes", "Tomas Reyes", 2, YEARS),
)


def quote(words: str, speaker: str | None, name: str | None, number: int | None, before: str = "") -> Quote:
    """A quote whose speaker stands after ``before``, with "said" beside."""
    start, end = place(words)
    kind = QuoteKind.INDIRECT if words == PAY else QuoteKind.DIRECT
    if speaker is None:
        return Quote(start, end, words, kind, confidence=0.2)
    at = TEXT.index(speaker, TEXT.index(before))
    cue = TEXT.index("said", TEXT.index(before))
    who = (speaker, at, at + len(speaker), name, number)
    return Quote(start, end, words, kind, *who, "said", cue, cue + 4, 0.6, ((0, 12),))


SHE = quote(CRANES, "she", "Ruth Ellison", 1, CRANES)
ELLISON = quote(WAIT, "Ellison", "Ruth Ellison", 1, WAIT)
REYES = quote(YEARS, "Reyes", "Tomas Reyes", 2, YEARS)
HE = quote(PAY, "He", "Tomas Reyes", 2, "said Reyes.")
ALL = (SHE, ELLISON, REYES, HE)


def found(*quotes: Quote, text: str = TEXT) -> Prepared:
    """The article as an annotator reads it who finds these quotes."""
    ready = prepare(Draft("", text))
    assert ready is not None
    return with_annotations(ready, Annotations(MENTIONS, tuple(quotes)), "1")


@pytest.fixture(params=["keeper", "reader"])
def opened(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[tuple[LocalArchive, LocalArchive]]:
    """An archive as one opens it who may write to it, or may not, and as its keeper opens it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    keeper = archive_of(tmp_path / "a", found(*ALL), found(*ALL, text=TEXT + "\n\nAgain."))
    archive = keeper
    if request.param == "reader":
        with monkeypatch.context() as patch:
            patch.setattr(os, "access", lambda *_: False)
            archive = open_archive(keeper.path)
        assert not archive.writable
    yield archive, keeper
    archive.close()
    keeper.close()


@pytest.fixture
def archive(opened: tuple[LocalArchive, LocalArchive]) -> LocalArchive:
    return opened[0]


def quotes(archive: LocalArchive, article: int = 1) -> dict[str, Quote]:
    """The quotes of an article by their words, also those without marks."""
    return {each.text: each for each in archive._store.quotes(article, indirect=True)}


def id_of(archive: LocalArchive, words: str) -> int:
    number = quotes(archive)[words].id
    assert number is not None
    return number


def person(archive: LocalArchive, name: str) -> int:
    (one,) = archive.entities_named(name, Label.PERSON)
    return one.entity_id


def said(archive: LocalArchive) -> dict[str, str | None]:
    return {words: each.speaker_name for words, each in quotes(archive).items()}


BEFORE = {CRANES: "Ruth Ellison", WAIT: "Ruth Ellison", YEARS: "Tomas Reyes", PAY: "Tomas Reyes"}


def picture(archive: LocalArchive) -> object:
    rows = archive._store.database.rows
    return [rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in ("quotes", "entities", "name_words")]  # noqa: S608


def test_who_is_decided_to_speak_does_so_everywhere(archive: LocalArchive) -> None:
    before = picture(archive)
    decision = archive.attribute(id_of(archive, CRANES), person(archive, "Tomas Reyes"))
    assert (decision.kind, decision.label, decision.name) == (
        DecisionKind.ATTRIBUTE,
        Label.PERSON,
        "Tomas Reyes",
    )
    assert decision.quote == QuotePlace(1, *place(CRANES), CRANES)
    assert archive.decisions() == (decision,)
    changed = quotes(archive)[CRANES]
    assert (changed.speaker_name, changed.corrected, changed.confidence, changed.sure) == (
        "Tomas Reyes",
        True,
        1.0,
        True,
    )
    assert said(archive) == {**BEFORE, CRANES: "Tomas Reyes"}
    assert not quotes(archive)[WAIT].corrected
    assert [each.quote.text for each in archive.quotes(by="reyes")].count(CRANES) == 1
    assert {each.name: each.quotes for each in archive.speakers()} == {"Ruth Ellison": 3, "Tomas Reyes": 3}
    assert archive.undo() == decision
    assert picture(archive) == before


def test_what_is_decided_counts_as_sure(archive: LocalArchive) -> None:
    ruth, tomas = person(archive, "Ruth Ellison"), person(archive, "Tomas Reyes")
    assert [(each.quotes, each.unsure) for each in archive.speakers("ruth")] == [(4, 4)]
    archive.attribute(id_of(archive, CRANES), tomas)
    archive.attribute(id_of(archive, WAIT), ruth)
    counts = {each.name: (each.quotes, each.unsure) for each in archive.speakers()}
    assert counts == {"Ruth Ellison": (3, 2), "Tomas Reyes": (3, 2)}
    assert [archive.speaker(each).speaker.unsure for each in (ruth, tomas)] == [2, 2]


def test_a_name_that_the_text_gives_another_is_no_evidence_any_more(archive: LocalArchive) -> None:
    archive.attribute(id_of(archive, WAIT), person(archive, "Tomas Reyes"))
    archive.attribute(id_of(archive, CRANES), person(archive, "Tomas Reyes"))
    named, pronoun = quotes(archive)[WAIT], quotes(archive)[CRANES]
    assert (named.speaker, named.speaker_start, named.cue, named.chain) == (None, None, None, ())
    assert (pronoun.speaker, pronoun.cue, pronoun.chain) == ("she", "said", ())


def test_a_word_that_names_another_within_it_stays_evidence(tmp_path: Path) -> None:
    text = "Calder Bay shut its harbour. “We will wait,” said the mayor of Calder Bay."
    start, at = text.index("We"), text.index("the mayor")
    bay = [
        Mention(each, each + 10, "Calder Bay", Label.PLACE, "Calder Bay", 1) for each in (0, len(text) - 11)
    ]
    mayor = Quote(
        start, start + 13, "We will wait,", QuoteKind.DIRECT, text[at:-1], at, len(text) - 1, cue="said"
    )
    ready = prepare(Draft("", text))
    assert ready is not None
    archive = archive_of(tmp_path / "a", with_annotations(ready, Annotations(tuple(bay), (mayor,)), "1"))
    archive.attribute(1, "Ana Vidal")
    (decided,) = archive._store.quotes(1)
    assert (decided.speaker, decided.speaker_name, decided.cue) == (text[at:-1], "Ana Vidal", "said")


def test_who_is_confirmed_keeps_the_evidence(archive: LocalArchive) -> None:
    archive.attribute(id_of(archive, WAIT), person(archive, "Ruth Ellison"))
    kept = quotes(archive)[WAIT]
    assert kept == replace(ELLISON, speaker_id=kept.speaker_id, id=kept.id, confidence=1.0, corrected=True)
    with pytest.raises(ValueError, match="decided already that Ruth Ellison says so"):
        archive.attribute(id_of(archive, WAIT), person(archive, "Ruth Ellison"))


def test_words_can_be_nobodys(archive: LocalArchive) -> None:
    archive.attribute(id_of(archive, YEARS), None)
    nobody = quotes(archive)[YEARS]
    assert (nobody.speaker_name, nobody.speaker_id, nobody.corrected) == (None, None, True)
    assert YEARS not in [each.quote.text for each in archive.quotes(by="reyes") if each.article.id == 1]
    with pytest.raises(ValueError, match="nobody known"):
        archive.attribute(id_of(archive, YEARS), None)
    archive.attribute(id_of(archive, YEARS), person(archive, "Ruth Ellison"))
    assert said(archive)[YEARS] == "Ruth Ellison"
    archive.undo()
    archive.undo()
    assert said(archive) == BEFORE


def test_words_that_are_no_quote_are_not_shown_counted_or_found(archive: LocalArchive) -> None:
    number = id_of(archive, CRANES)
    decision = archive.unquote(number)
    assert (decision.kind, decision.name) == (DecisionKind.UNQUOTE, "")
    assert CRANES not in said(archive)
    assert archive.speakers("ellison")[0].quotes == 3
    assert [each.article.id for each in archive.quotes(match="cranes")] == [2]
    with pytest.raises(NotFoundError, match="no quote"):
        archive.quote(number)
    with pytest.raises(NotFoundError, match="no quote"):
        archive.unquote(number)
    archive.undo()
    assert archive.quote(number).quote.text == CRANES
    assert said(archive) == BEFORE


def agrees(archive: LocalArchive) -> bool:
    """Whether searches and counts say of all speakers what the articles show."""
    shown: dict[str, list[int]] = {}
    for number in (1, 2):
        for name in sorted({each.speaker_name for each in archive.quotes_in(number) if each.speaker_name}):
            shown.setdefault(name, []).append(number)
    counts = {each.value: each.count for each in archive.facets("", Facet.SPEAKER)}
    speakers = {each.name: each for each in archive.speakers()}
    assert counts == {name: each.articles for name, each in speakers.items()}
    assert counts == {name: len(articles) for name, articles in shown.items()}
    for name, each in speakers.items():
        of_one = archive.quotes(speaker_id=each.speaker_id)
        assert len(of_one) == each.quotes
        assert sorted({quote.article.id for quote in of_one}) == shown[name]
        assert hits(archive, f'by:"{name}"') == shown[name]
    return True


def test_searches_and_counts_agree_with_what_is_shown(archive: LocalArchive) -> None:
    assert agrees(archive)
    archive.split(person(archive, "Ruth Ellison"), "Ellison")
    assert agrees(archive)
    archive.attribute(id_of(archive, CRANES), person(archive, "Tomas Reyes"))
    assert agrees(archive)
    archive.attribute(id_of(archive, YEARS), "Ana Vidal")
    assert agrees(archive)
    archive.unquote(id_of(archive, WAIT))
    assert agrees(archive)
    archive.merge(person(archive, "Ana Vidal"), person(archive, "Tomas Reyes"))
    assert agrees(archive)
    while archive.undoable():
        archive.undo()
        assert agrees(archive)


@pytest.mark.parametrize("opened", ["reader"], indirect=True)
def test_a_readers_word_leaves_the_index_of_quotes_as_the_archive_has_it(archive: LocalArchive) -> None:
    archive.unquote(id_of(archive, CRANES))
    assert CRANES not in [each.text for each in archive.quotes_in(1)]
    assert [each.article.id for each in archive.quotes(match="cranes")] == [2]
    assert hits(archive, "quote:cranes") == [1, 2]
    for words in (WAIT, YEARS):
        archive.unquote(id_of(archive, words))
    assert archive.quotes_in(1) == ()
    assert hits(archive, "has:quotes") == [1, 2]
    assert hits(archive, "by:ellison") == [2]


def test_the_index_follows_what_is_no_quote(tmp_path: Path) -> None:
    archive = archive_of(tmp_path / "a", found(*ALL), found(*ALL, text=TEXT + "\n\nAgain."))
    assert hits(archive, "quote:cranes") == [1, 2]
    archive.unquote(id_of(archive, CRANES))
    assert hits(archive, "quote:cranes") == [2]
    assert hits(archive, "cranes") == [1, 2]
    archive.undo()
    assert hits(archive, "quote:cranes") == [1, 2]
    assert archive.check() == ()


def test_somebody_whom_no_text_names_can_speak(archive: LocalArchive) -> None:
    before = picture(archive)
    archive.attribute(id_of(archive, YEARS), "  Ana \x1b[31mVidal ")
    archive.attribute(id_of(archive, PAY), "ana vidal")
    ana = next(each for each in archive.speakers() if each.name == "Ana Vidal")
    assert (ana.kind, ana.articles, said(archive)[PAY]) == ("person", 1, "Ana Vidal")
    assert hits(archive, "by:vidal") == [1]
    assert [each.entity_id for each in archive.entities_named("Ana Vidal")] == [ana.speaker_id]
    assert archive.entity(ana.speaker_id).entity.label is Label.PERSON
    archive.undo()
    archive.undo()
    assert picture(archive) == before
    assert archive.entities_named("Ana Vidal") == ()
    with pytest.raises(ValueError, match="letter"):
        archive.attribute(id_of(archive, YEARS), " ?! ")


def test_a_name_that_was_given_can_be_merged_split_renamed_and_rejected(archive: LocalArchive) -> None:
    archive.attribute(id_of(archive, YEARS), "Ana Vidal")
    archive.rename(person(archive, "Ana Vidal"), "Ana Vidal Roy")
    assert said(archive)[YEARS] == "Ana Vidal Roy"
    archive.merge(person(archive, "Ruth Ellison"), person(archive, "Ana Vidal"))
    assert said(archive)[YEARS] == "Ruth Ellison"
    assert person(archive, "Ana Vidal") == person(archive, "Ruth Ellison")
    archive.split(person(archive, "Ruth Ellison"), "Ana Vidal")
    assert said(archive)[YEARS] == "Ana Vidal"
    archive.reject(person(archive, "Ana Vidal"))
    assert said(archive)[YEARS] is None
    for _ in range(5):
        archive.undo()
    assert said(archive) == BEFORE


def test_who_is_given_a_name_that_a_text_gives_later_is_the_same(
    opened: tuple[LocalArchive, LocalArchive],
) -> None:
    archive, keeper = opened
    archive.attribute(id_of(archive, YEARS), "Ana Vidal")
    archive.merge(person(archive, "Ruth Ellison"), person(archive, "Ana Vidal"))
    text = "Ana Vidal came too."
    ready = prepare(Draft("", text))
    assert ready is not None
    named = Mention(0, 9, "Ana Vidal", Label.PERSON, "Ana Vidal", 1)
    keeper._store.add([with_annotations(ready, Annotations((named,)), "1")])
    assert said(archive)[YEARS] == "Ruth Ellison"
    assert archive.mentions(3)[0].name == "Ruth Ellison"
    archive.undo()
    assert said(archive)[YEARS] == "Ana Vidal"
    assert archive.mentions(3)[0].entity_id == quotes(archive)[YEARS].speaker_id


def test_quotes_follow_whoever_is_decided_to_speak(archive: LocalArchive) -> None:
    """Also indirect ones, and those whose speaker the text writes otherwise."""
    ruth, tomas = person(archive, "Ruth Ellison"), person(archive, "Tomas Reyes")
    archive.attribute(id_of(archive, PAY), ruth)
    archive.split(ruth, "Ellison")
    assert said(archive) == {**BEFORE, WAIT: "Ellison", PAY: "Ruth Ellison"}
    archive.merge(tomas, ruth)
    assert said(archive) == {**dict.fromkeys(BEFORE, "Tomas Reyes"), WAIT: "Ellison"}
    archive.rename(tomas, "T. Reyes")
    assert said(archive)[PAY] == "T. Reyes"
    (ellison,) = (each.speaker_id for each in archive.speakers() if each.name == "Ellison")
    archive.attribute(id_of(archive, CRANES), ellison)
    assert said(archive)[CRANES] == "Ellison"
    archive.merge(tomas, ellison)
    assert set(said(archive).values()) == {"T. Reyes"}
    for _ in range(6):
        archive.undo()
    assert said(archive) == BEFORE


def test_the_last_word_on_a_quote_holds(archive: LocalArchive) -> None:
    number = id_of(archive, YEARS)
    archive.attribute(number, person(archive, "Ruth Ellison"))
    archive.attribute(number, "Ana Vidal")
    archive.unquote(number)
    assert archive.entities_named("Ana Vidal") == ()
    assert YEARS not in said(archive)
    archive.undo()
    assert said(archive)[YEARS] == "Ana Vidal"
    archive.undo()
    assert said(archive)[YEARS] == "Ruth Ellison"


def renew(keeper: LocalArchive, *quotes: Quote) -> None:
    keeper._store.replace_annotations({1: found(*quotes)})


def test_decisions_hold_when_an_article_is_annotated_again(opened: tuple[LocalArchive, LocalArchive]) -> None:
    archive, keeper = opened
    ids = {words: each.id for words, each in quotes(archive).items()}
    archive.attribute(id_of(archive, CRANES), person(archive, "Tomas Reyes"))
    archive.unquote(id_of(archive, WAIT))
    renew(keeper, *ALL)
    after = {**BEFORE, CRANES: "Tomas Reyes"}
    del after[WAIT]
    assert said(archive) == after
    archive.undo()
    archive.undo()
    assert said(archive) == BEFORE
    assert {words: each.id for words, each in quotes(archive).items()} == ids


def test_decisions_go_to_the_words_that_are_found_next_to_them(
    opened: tuple[LocalArchive, LocalArchive],
) -> None:
    archive, keeper = opened
    number = id_of(archive, CRANES)
    archive.attribute(number, "Ana Vidal")
    archive.unquote(id_of(archive, YEARS))
    shorter = replace(SHE, end=SHE.end - 8, text=SHE.text[:-8])
    longer = replace(REYES, start=REYES.start - 1, text=f"“{REYES.text}")
    renew(keeper, shorter, ELLISON, longer, HE)
    assert said(archive) == {shorter.text: "Ana Vidal", WAIT: "Ruth Ellison", PAY: "Tomas Reyes"}
    assert quotes(archive)[shorter.text].id == number


def test_who_is_decided_to_speak_has_said_it_though_no_quote_is_found(
    opened: tuple[LocalArchive, LocalArchive],
) -> None:
    archive, keeper = opened
    ids = {words: each.id for words, each in quotes(archive).items()}
    archive.attribute(id_of(archive, CRANES), person(archive, "Tomas Reyes"))
    archive.attribute(id_of(archive, PAY), "Ana Vidal")
    archive.unquote(id_of(archive, YEARS))
    for _ in range(2):
        renew(keeper, ELLISON)
        assert said(archive) == {CRANES: "Tomas Reyes", WAIT: "Ruth Ellison", PAY: "Ana Vidal"}
        kept = quotes(archive)
        assert (kept[CRANES].id, kept[PAY].id) == (ids[CRANES], ids[PAY])
        assert (kept[CRANES].kind, kept[PAY].kind) == (QuoteKind.DIRECT, QuoteKind.INDIRECT)
        assert archive.quote(kept[CRANES].id or 0).quote == kept[CRANES]
        assert CRANES in [each.quote.text for each in archive.quotes(by="reyes") if each.article.id == 1]
        assert [each.article.id for each in archive.quotes(match="cranes")] == [1, 2]
    renew(keeper, *ALL)
    assert said(archive) == {CRANES: "Tomas Reyes", WAIT: "Ruth Ellison", PAY: "Ana Vidal"}
    renew(keeper, ELLISON)
    for _ in range(3):
        archive.undo()
    assert said(archive) == {WAIT: "Ruth Ellison"}


def test_words_that_are_no_quote_any_more_leave_no_fingerprints(tmp_path: Path) -> None:
    keeper = archive_of(tmp_path, found(*ALL))

    def fingerprints() -> list[tuple[object, ...]]:
        return keeper._store.database.stored("SELECT * FROM main.fingerprints ORDER BY 1, 2")

    before = fingerprints()
    keeper.unquote(id_of(keeper, CRANES))
    assert len(fingerprints()) < len(before)
    keeper.undo()
    assert fingerprints() == before
    keeper.attribute(id_of(keeper, CRANES), "Ana Vidal")
    renew(keeper)
    assert 0 < len(fingerprints()) < len(before)
    keeper.undo()
    assert fingerprints() == []
    renew(keeper, SHE)
    keeper.attribute(id_of(keeper, CRANES), "Ana Vidal")
    renew(keeper)
    renew(keeper, replace(SHE, end=SHE.end - 8, text=SHE.text[:-8]))
    keeper.undo()
    renew(keeper)
    assert fingerprints() == []
    renew(keeper, SHE)
    keeper.unquote(id_of(keeper, CRANES))
    renew(keeper)
    assert fingerprints() == []


def test_what_is_not_found_any_more_can_be_decided_anew(opened: tuple[LocalArchive, LocalArchive]) -> None:
    archive, keeper = opened
    archive.attribute(id_of(archive, CRANES), "Ana Vidal")
    renew(keeper, ELLISON)
    archive.attribute(id_of(archive, CRANES), person(archive, "Ruth Ellison"))
    assert said(archive) == {CRANES: "Ruth Ellison", WAIT: "Ruth Ellison"}
    archive.unquote(id_of(archive, CRANES))
    assert said(archive) == {WAIT: "Ruth Ellison"}
    archive.undo()
    archive.undo()
    assert said(archive) == {CRANES: "Ana Vidal", WAIT: "Ruth Ellison"}


@pytest.mark.parametrize("opened", ["reader"], indirect=True)
def test_own_decisions_lie_over_those_of_the_keeper(
    opened: tuple[LocalArchive, LocalArchive], tmp_path: Path
) -> None:
    archive, keeper = opened
    from index.storage.own import OwnDecisions

    keeper._store.database.overlay._own = OwnDecisions("none", directory=tmp_path / "keeper")
    archive.attribute(id_of(archive, WAIT), "Cleo Moss")
    keeper.attribute(id_of(keeper, CRANES), "Ana Vidal")
    keeper.attribute(id_of(keeper, YEARS), "Ana Vidal")
    keeper.unquote(id_of(keeper, WAIT))
    keeper.attribute(id_of(keeper, PAY), "Bo Kay")
    renew(keeper, SHE, ELLISON)
    assert said(archive) == {CRANES: "Ana Vidal", YEARS: "Ana Vidal", WAIT: "Cleo Moss", PAY: "Bo Kay"}
    archive.attribute(id_of(archive, YEARS), person(archive, "Ruth Ellison"))
    archive.unquote(id_of(archive, PAY))
    assert said(archive) == {CRANES: "Ana Vidal", YEARS: "Ruth Ellison", WAIT: "Cleo Moss"}
    assert said(keeper) == {CRANES: "Ana Vidal", YEARS: "Ana Vidal", PAY: "Bo Kay"}
    while archive.undoable():
        archive.undo()
    assert said(archive) == said(keeper)


@pytest.mark.parametrize("opened", ["reader"], indirect=True)
def test_who_may_not_upgrade_an_older_archive_decides_too(
    opened: tuple[LocalArchive, LocalArchive], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, keeper = opened
    database = keeper._store.database
    keeper.reject(person(keeper, "Tomas Reyes"))
    with database.transaction():
        for index in ("quotes_statement", "quotes_decided", "quotes_article"):
            database.execute(f"DROP INDEX IF EXISTS {index}")
        for column in ("chain", "statement_id", "decision"):
            database.execute(f"ALTER TABLE quotes DROP COLUMN {column}")
        for column in ("article_id", "start", "end", "quote", "quote_id"):
            database.execute(f"ALTER TABLE decisions DROP COLUMN {column}")
        database.execute("DROP TABLE found_quotes")
        database.execute("PRAGMA user_version = 3")
    archive.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    older = open_archive(keeper.path)
    assert older._store.database.version == 3 < VERSION
    assert said(older) == {**BEFORE, YEARS: None, PAY: None}
    older.attribute(id_of(older, CRANES), "Ana Vidal")
    older.attribute(id_of(older, YEARS), person(older, "Ruth Ellison"))
    older.unquote(id_of(older, PAY))
    assert said(older) == {CRANES: "Ana Vidal", WAIT: "Ruth Ellison", YEARS: "Ruth Ellison"}
    assert [each.quote.text for each in older.quotes(by="vidal")] == [CRANES]
    for _ in range(3):
        older.undo()
    assert said(older) == {**BEFORE, YEARS: None, PAY: None}
    older.close()


@pytest.mark.parametrize("number", [0, -1, 999, 1 << 63, 1 << 80])
def test_there_must_be_such_a_quote(archive: LocalArchive, number: int) -> None:
    with pytest.raises(NotFoundError, match="no quote"):
        archive.attribute(number, None)
    with pytest.raises(NotFoundError, match="no quote"):
        archive.unquote(number)
    with pytest.raises(NotFoundError, match="no entity"):
        archive.attribute(id_of(archive, CRANES), 999)
    assert archive.decisions() == ()


def test_a_later_word_on_the_same_quote_replaces_the_earlier_one(
    archive: LocalArchive, tmp_path: Path
) -> None:
    nobody = archive.attribute(id_of(archive, CRANES), None)
    other = archive.unquote(id_of(archive, YEARS))
    new = archive.attribute(id_of(archive, CRANES), "Xyzzy Plugh")
    assert archive.decisions() == (other, new)
    assert [each["name"] for each in archive.export_decisions()] == ["", "Xyzzy Plugh"]
    archive.attribute(id_of(archive, WAIT), "Xyzzy Plugh")
    archive.merge(person(archive, "Xyzzy Plugh"), person(archive, "Ruth Ellison"))
    last = archive.attribute(id_of(archive, CRANES), person(archive, "Tomas Reyes"))
    assert new not in archive.decisions()
    again = archive_of(tmp_path / "b", found(*ALL))
    taken = again.import_decisions(("", each) for each in archive.export_decisions())
    assert (taken.problems, said(again)) == ((), said(archive))
    again.close()
    assert archive.undo() == last
    archive.undo()
    archive.undo()
    assert archive.decisions() == (other, new)
    assert archive.undo() == new
    assert archive.decisions() == (nobody, other)
    assert said(archive)[CRANES] is None


QUERIES = (
    "SELECT q.id FROM quotes q WHERE q.speaker_id > 0 AND q.speaker_id IN "
    "(SELECT value FROM json_each('[1]')) ORDER BY q.ordinal DESC, q.article_id, q.start",
    "SELECT count(*) FROM quotes WHERE speaker_id = 1",
    "SELECT q.text, s.name FROM quotes q LEFT JOIN entities s ON s.id = q.speaker_id "
    "JOIN articles a ON a.id = q.article_id WHERE q.id IN (SELECT value FROM json_each('[1]')) "
    "ORDER BY a.ordinal",
    "SELECT text FROM quotes WHERE article_id = 1 ORDER BY start",
    "SELECT 1 FROM name_words n WHERE word = 'x' AND EXISTS "
    "(SELECT 1 FROM quotes q WHERE q.speaker_id = n.entity_id)",
    REPEATS.replace("?1", "1").replace("?2", "99"),
)


@pytest.mark.parametrize("query", QUERIES)
def test_quotes_are_looked_up_through_the_indexes_whatever_was_decided(
    archive: LocalArchive, query: str
) -> None:
    archive.attribute(id_of(archive, CRANES), person(archive, "Tomas Reyes"))
    archive.unquote(id_of(archive, WAIT))
    plan = [row[3] for row in archive._store.database.rows(f"EXPLAIN QUERY PLAN {query}")]
    assert [line for line in plan if "SCAN" in line and not re.search(r"json_each|\(subquery", line)] == []


def test_decisions_on_names_are_kept_as_before_there_were_those_on_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    keeper = archive_of(tmp_path / "a", found(*ALL))
    monkeypatch.setattr(os, "access", lambda *_: False)
    archive = open_archive(keeper.path)
    archive.rename(person(archive, "Tomas Reyes"), "T. Reyes")
    (file,) = (tmp_path / "state" / "newsreader").glob("*.names.json")
    former = json.loads(file.read_text())
    assert (former["format"], len(former["decisions"][0])) == (1, 8)
    archive.unquote(id_of(archive, CRANES))
    assert json.loads(file.read_text())["format"] == 2
    again = open_archive(keeper.path)
    assert again.decisions() == archive.decisions()
    again.close()
    archive.close()
    keeper.close()


@pytest.mark.parametrize(
    "data",
    [
        [1, "unquote", "MISC", "", None, None, None, None],
        [1, "rename", "PERSON", "A", None, None, "B", None, 1, 2, 3, "x", None],
        [1, "attribute", "PERSON", "A", None, None, None, None, 1, 2, "3", "x", None],
        [1, "attribute", "PERSON", "A", None, None, None, None, 1, 2, 3, 4, None],
        [1, "attribute", "PERSON", "A", None, None, None, None, 1 << 80, 2, 3, "x", None],
    ],
)
def test_what_is_no_decision_is_refused(data: list[object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_json(data)


def test_a_decision_survives_its_file() -> None:
    kept = from_json([7, "attribute", "PERSON", "Ana", -3, None, None, None, 5, 10, 20, "ten letters", 9])
    assert isinstance(kept, Kept)
    assert kept.decision.quote == QuotePlace(5, 10, 20, "ten letters")
    assert from_json(to_json(kept)) == kept


def test_a_quote_that_is_much_like_another_does_not_take_its_id() -> None:
    assert same_ids([(0, 8, 7), (0, 9, 8)], [(0, 9), (0, 10)]) == [8, 7]


ranges = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 30)), max_size=6, unique=True)


@given(ranges, ranges)
def test_quotes_at_the_same_place_keep_their_ids(
    before: list[tuple[int, int]], now: list[tuple[int, int]]
) -> None:
    known = [(start, start + size, 100 + at) for at, (start, size) in enumerate(before)]
    places = [(start, start + size) for start, size in now]
    ids = same_ids(known, places)
    given_ids = [each for each in ids if each is not None]
    assert len(set(given_ids)) == len(given_ids)
    numbers = {(start, end): number for start, end, number in known}
    for (first, last), number in zip(places, ids, strict=True):
        if (first, last) in numbers:
            assert number == numbers[first, last]
        elif number is not None:
            start, end, _ = known[number - 100]
            common = min(end, last) - max(start, first)
            assert 2 * common > max(end - start, last - first)


@given(st.integers(0, 60), st.integers(1, 30), ranges)
def test_the_closest_place_is_found_among_all(start: int, size: int, others: list[tuple[int, int]]) -> None:
    places = sorted((first, first + length, at) for at, (first, length) in enumerate(others))
    shares = [
        (min(start + size, last) - max(start, first)) / max(size, last - first) for first, last, _ in places
    ]
    number = closest(start, start + size, places)
    if max(shares, default=0.0) <= 0.5:
        assert number is None
    else:
        assert shares[[each[2] for each in places].index(number or 0)] == max(shares)
