"""Wrong? The menu on a name, and what each answer changes on the screen at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.errors import LockedError
from index.models import EntityCount, Label, PartialDate, Progress
from index.models.decisions import Decision, DecisionKind
from reader.settings import Settings
from reader.tui.candidates import likely
from reader.tui.named import Named
from reader.tui.notices import decision_line
from reader.tui.screens.correction import choices
from reader.tui.screens.reading import ReadingScreen
from tests.app.memory import MemoryArchive
from tests.app.screen import reading


@pytest.fixture
def archive() -> MemoryArchive:
    """Ada Stone speaks in two articles; A. Stone, found apart from her, is named in a third."""
    archive = MemoryArchive()
    for number in (1, 2):
        archive.put(
            f"Bridge {number}",
            f"“Sentence {number},” said Ada Stone. Ben Reed was there.",
            published=PartialDate(2024, number, 1),
            people=["Ada Stone", "Ben Reed"],
            quotes=[(f"Sentence {number},", "Ada Stone")],
        )
    archive.put("Tunnel", "A. Stone was there.", published=PartialDate(2023), people=["A. Stone"])
    return archive


async def test_not_an_entity_is_seen_at_once_in_text_page_and_quotes(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "e", "p", "2")
        assert "name 1 of 2" in reader.lines[-1]
        await reader.press("x", "n", "enter")
        assert archive.decisions()[0].kind is DecisionKind.REJECT
        assert "“Ada Stone” is no entity. U takes it back." in reader.lines[-1]
        assert "This is no entity any more." in reader.text
        await reader.press("U")
        assert "person · 2 in 2 articles" in reader.text
        await reader.press("E", "E", "x", "n", "enter", "e")
        assert "Ben Reed · person" in reader.lines[-1]
        assert "name 1 of 1" in reader.lines[-1]
        await reader.press("3")
        assert "speaker not known" not in reader.lines[1]
        assert not any(line.endswith("Ada Stone                    1") for line in reader.lines)


async def test_the_last_correction_is_taken_back_by_one_key(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "e", "x", "n", "enter", "U")
        assert archive.decisions() == ()
        assert "Taken back: “Ada Stone” is no entity." in reader.lines[-1]
        await reader.press("E", "E")
        assert "Ada Stone · person · 1 here · 2 in 2 articles" in reader.lines[-1]
        await reader.press("U")
        assert "no decision to take back" in reader.lines[-1]


async def test_a_correction_keeps_the_place_in_the_article() -> None:
    archive = MemoryArchive()
    people = ["Ada Stone", "Ben Reed", "Cy Hale", "Di Wood"]
    archive.put("Four", "".join(f"{name} was there. " for name in people), people=people)
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "e", "e", "e", "x", "n", "enter")
        assert "name 3 of 4" not in reader.lines[-1]
        await reader.press("e")
        assert "Di Wood" in reader.lines[-1]
        await reader.press("U", "E", "x", "n", "enter", "U", "x")
        assert "Cy Hale, person" in reader.text


async def test_a_speaker_is_corrected_as_the_text_names_them(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "3", "g", "x")
        assert "Ada Stone, person" in reader.text
        assert "said Ada Stone. Ben Reed was there." in reader.text
        assert "is a person" not in reader.text


async def test_what_is_left_out_around_a_name_is_marked() -> None:
    archive = MemoryArchive()
    archive.put("Long", "before " * 40 + "Ada Stone " + "after " * 40, people=["Ada Stone"])
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "e", "x")
        assert reader.lines[3].startswith("  … before before")
        assert next(line for line in reader.lines[4:] if "…" in line).rstrip().endswith("after …")


async def test_another_kind_is_marked_as_such(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "e", "p", "x", "o", "enter")
        assert "“Ada Stone” is an organisation." in reader.lines[-1]
        assert "organisation · 2 in 2 articles" in reader.text
        assert "Ada Stone" in reader.styled("underline")


async def test_the_same_as_another_keeps_the_name_of_that_one(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("G", "enter", "e", "p", "x", "s", "enter")
        assert reader.lines[2].startswith("▌ Ada Stone")
        await reader.type("ada")
        assert "Ben Reed" not in reader.text
        await reader.press("enter")
        assert "“Ada Stone” and “A. Stone” are the same. U takes it back." in reader.lines[-1]
        assert reader.lines[1].endswith("Ada Stone")
        assert "person · 3 in 3 articles" in reader.text
        assert "Ada Stone 2 · A. Stone 1" in reader.text


async def test_another_name_is_shown_everywhere(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "e", "p", "x", "r", "enter")
        await reader.type("Dame Ada")
        assert "▌ Dame Ada" in reader.text
        await reader.press("enter")
        assert "“Ada Stone” is shown as “Dame Ada”." in reader.lines[-1]
        assert reader.lines[1].endswith("Dame Ada")
        await reader.press("3")
        assert any("Dame Ada" in line[85:] for line in reader.lines)


async def test_one_name_is_split_off(archive: MemoryArchive) -> None:
    mentions = archive.named[3]
    ada = archive.named[1][0].entity_id
    archive.named[3] = tuple(replace(each, entity_id=ada, name="Ada Stone") for each in mentions)
    async with reading(archive, size=(120, 24)) as reader:
        await reader.press("enter", "e", "p", "x")
        assert "is somebody else where it is written “A. Stone”" in reader.text
        await reader.press("G", "enter")
        assert archive.decisions()[0].kind is DecisionKind.SPLIT
        assert "“A. Stone” is not “Ada Stone”." in reader.lines[-1]
        assert "person · 2 in 2 articles" in reader.text


async def test_results_that_a_name_filters_follow_a_correction(archive: MemoryArchive) -> None:
    async with reading(archive, size=(120, 24), query='person:"Ben Reed"') as reader:
        await reader.press("enter", "e", "e", "x", "n", "enter")
        assert "Ben Reed" in reader.lines[0]
        assert reader.lines[2].startswith("▌Bridge")


async def test_a_letter_only_selects_an_answer(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "e", "x", "n")
        assert "a letter selects, Enter does it" in reader.lines[0]
        assert "▌ n  is no person" in reader.text
        await reader.press("o", "down", "up", "q")
        assert archive.decisions() == ()
        assert "Bridge 2" in reader.text


async def test_enter_pressed_too_soon_in_the_menu_asks_further(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "e", "x", "enter")
        assert "is the same as" in reader.text
        assert archive.decisions() == ()


async def test_no_key_map_takes_the_keys_of_menu_and_help_away(archive: MemoryArchive) -> None:
    keys = {"down": "o", "up": "s", "open": "d", "top": "n,q", "page-down": "escape", "bottom": "enter"}
    keys |= {"speaker": "j", "open-quote": "k", "next-match": "f5", "close": "f6", "step-out": "f7"}
    settings = Settings(keys=keys)
    async with reading(archive, size=(80, 24), settings=settings) as reader:
        assert reader.app.problems == []
        await reader.press("d", "e")
        for leave in ("q", "escape"):
            await reader.press("question_mark")
            assert "HELP" in reader.lines[0]
            await reader.press(leave)
            assert "HELP" not in reader.lines[0]
            await reader.press("x", leave)
            assert "WRONG?" not in reader.lines[0]
        for letter in "nso":
            await reader.press("x" if letter == "n" else "up", letter)
            assert f"▌ {letter}  is " in reader.text
        await reader.press("down", "up", "enter")
        assert [each.other_label for each in archive.decisions()] == [Label.ORG]


async def test_only_what_can_be_taken_back_is_offered(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "e", "x", "o", "enter", "x")
        assert "take back: “Ada Stone” is an organisation" in reader.text
        await reader.press("u", "enter")
        assert archive.decisions() == ()
        await reader.press("x", "o", "enter")
        archive.undoable = lambda: None  # type: ignore[method-assign]
        await reader.press("x")
        assert "take back" not in reader.text
        await reader.press("u", "escape")
        assert len(archive.decisions()) == 1


async def test_progress_leaves_room_for_how_to_take_a_correction_back(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        screen = reader.app.screen
        assert isinstance(screen, ReadingScreen)
        screen.report(Progress("indexing", 1, 9))
        await reader.settle()
        assert "indexing: 1 of 9" in reader.lines[-1]
        await reader.press("enter", "e", "x", "o", "enter")
        for done in (2, 3):
            screen.report(Progress("indexing", done, 9))
            await reader.settle()
            assert "U takes it back." in reader.lines[-1]
        await reader.press("2")
        assert "indexing: 3 of 9" in reader.lines[-1]
        await reader.press("U")
        screen.report(Progress("indexing", 9, 9))
        await reader.settle()
        assert "Taken back" in reader.lines[-1]
        await reader.press("2")
        assert "? help" in reader.lines[-1]


async def test_what_goes_wrong_in_the_background_is_told_after_a_notice(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        screen = reader.app.screen
        assert isinstance(screen, ReadingScreen)
        await reader.press("i")
        screen.report(Progress("The index is behind", 0))
        await reader.settle()
        assert "person bold" in reader.lines[-1]
        await reader.press("j")
        assert reader.lines[-1].strip() == "The index is behind"
        await reader.press("j")
        assert "? help" in reader.lines[-1]


async def test_the_menu_closes_without_an_answer_and_shows_the_sentence(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "e", "x")
        assert "Ada Stone, person" in reader.text
        assert "said Ada Stone. Ben Reed was there." in reader.text
        await reader.press("z", "escape")
        assert archive.decisions() == ()
        assert "name 1 of 2" in reader.lines[-1]
        await reader.press("x", "s", "enter", "escape")
        assert archive.decisions() == ()


async def test_what_cannot_be_decided_is_told(archive: MemoryArchive) -> None:
    def locked(entity_id: int) -> Decision:
        raise LockedError("another process is writing to the archive")

    archive.reject = locked  # type: ignore[method-assign]
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "e", "x", "n", "enter")
        assert "another process is writing" in reader.lines[-1]


async def test_no_name_to_choose_is_said_and_enter_chooses_nothing(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "e", "x", "s", "enter")
        await reader.type("zzz")
        assert "No name begins so." in reader.text
        await reader.press("enter", "escape")
        assert archive.decisions() == ()


async def test_enter_right_after_typing_chooses_what_is_typed(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "e", "x", "r", "enter")
        await reader.pilot.press(*"Nobel", "enter")
        await reader.settle()
        assert archive.decisions()[0].other == "Nobel"


async def test_how_to_take_it_back_is_told_however_long_the_name(archive: MemoryArchive) -> None:
    async with reading(archive, size=(80, 24)) as reader:
        await reader.press("enter", "e", "x", "r", "enter")
        await reader.type("An association with a very long name of several words indeed")
        await reader.press("enter")
        assert reader.lines[-1].rstrip().endswith("… U takes it back.")


def test_an_abbreviation_is_likely_to_be_the_same() -> None:
    named = Named(1, "Ministry of Trade and Industry", Label.ORG)
    known = [
        EntityCount(2, "Ministry of Trade", Label.ORG, 9, 9),
        EntityCount(3, "MTI", Label.ORG, 1, 1),
        EntityCount(4, "MT", Label.ORG, 1, 1),
    ]
    assert [each.entity_id for each in likely(named, known, (), "")] == [2, 3, 4]
    full = Named(3, "MTI", Label.ORG)
    other = EntityCount(1, "Ministry of Trade and Industry", Label.ORG, 1, 1)
    assert likely(full, [EntityCount(5, "MTA", Label.ORG, 1, 1), other], (), "")[0] is other


def test_namesakes_are_told_apart() -> None:
    same = Decision(1, DecisionKind.MERGE, Label.PERSON, "Foo", "Foo", Label.PERSON)
    assert decision_line(same) == "another “Foo” is “Foo” too"
    split = Decision(1, DecisionKind.SPLIT, Label.PERSON, "Foo", "Foo")
    assert decision_line(split) == "“Foo” is somebody else where it is written so"


def test_the_menu_offers_what_can_be_wrong() -> None:
    named = Named(1, "Ada Stone", Label.PERSON, ("Stone", "Ada Stone"))
    last = Decision(1, DecisionKind.REJECT, Label.PERSON, "Foo")
    offered = choices(named, last)
    assert [each.key for each in offered] == ["s", "r", "o", "l", "m", "n", "d", "", "u"]
    assert offered[-1].text == "take back: “Foo” is no entity"
    alone = choices(Named(1, "Ada Stone", Label.ORG, ("Ada Stone",)), None)
    assert [each.key for each in alone] == ["s", "r", "p", "l", "m", "n"]


def test_the_likeliest_names_come_first() -> None:
    def entity(number: int, name: str, label: Label = Label.PERSON, mentions: int = 1) -> EntityCount:
        return EntityCount(number, name, label, mentions, 1)

    named = Named(1, "Sergei Shoigu", Label.PERSON)
    known = [
        entity(1, "Sergei Shoigu"),
        entity(2, "Rome", Label.PLACE, 90),
        entity(3, "Sergey Lavrov"),
        entity(4, "Shoigu Foundation", Label.ORG),
        entity(5, "Sergey Shoigu"),
    ]
    assert [each.entity_id for each in likely(named, known, {2}, "")] == [5, 3, 4, 2]
    assert [each.entity_id for each in likely(named, known, (), "serg")] == [5, 3]
    assert [each.entity_id for each in likely(named, known, (), "lav SERG")] == [3]
    assert likely(named, known, (), "nobody") == []
