"""Folding, suggestions, completions and the reader's marks, through an archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from index import folding
from index.local import LocalArchive
from index.models import Draft, Label, PartialDate, Results, Sort, Suggestion
from index.userstate import UserState
from tests.unit.archive_support import ALL, HARBOUR, STORM, hits, make_archive

STORY = (
    "The council of Calder Bay voted on Tuesday to rebuild the northern breakwater, which the winter storms "
    "have worn down to its foundations. Engineers told the members that a further season without repairs "
    "would leave eleven fishing boats, the ferry terminal and the old lighthouse open to all swell from the "
    "north. The treasurer put the price at nine million, two thirds of it borrowed, and warned that rates "
    "would rise for a decade. Residents who filled the gallery cheered when the vote was read. Work begins "
    "in April, weather allowing, under the same contractor who built the eastern quay and the slipway. "
    "Opponents promised a petition, saying that nobody had asked the crews who moor their boats there."
)
COPY = STORY.replace("on Tuesday", "late on Tuesday")


def draft(title: str, body: str, day: int) -> Draft:
    return Draft(title, body, source="The Wire", published=PartialDate(2024, 5, day), origin=f"{day}.txt")


STORIES = (
    draft("Breakwater to be rebuilt", STORY, 1),
    draft("Council votes", COPY, 2),
    draft("Breakwater vote in Calder Bay", COPY + " The mayor was away.", 3),
    draft("A breakwater elsewhere", "Sailors praised another breakwater, far to the south.", 4),
)


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalArchive]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    archive = make_archive(tmp_path / "a", (*ALL, *STORIES))
    yield archive
    archive.close()


def shown(results: Results) -> list[tuple[int, tuple[int, ...]]]:
    return [(hit.article.id, hit.similar) for hit in results.hits]


def test_a_story_is_shown_once(archive: LocalArchive) -> None:
    plain = archive.search("breakwater", sort=Sort.NEWEST)
    assert shown(plain) == [(8, ()), (7, ()), (6, ()), (5, ())]
    assert plain.folded is None
    folded = archive.search("breakwater", sort=Sort.NEWEST, fold=True)
    assert shown(folded) == [(8, ()), (7, (6, 5))]
    assert (folded.total, folded.folded) == (4, 2)
    assert shown(archive.search("breakwater", sort=Sort.OLDEST, fold=True)) == [(5, (6, 7)), (8, ())]


def test_an_empty_query_is_folded(archive: LocalArchive) -> None:
    folded = archive.search("", fold=True)
    assert shown(folded) == [(8, ()), (7, (6, 5)), (1, ()), (2, ()), (3, ()), (4, ())]
    assert (folded.total, folded.folded) == (8, 6)


def test_pages_of_folded_hits_follow_each_other(
    archive: LocalArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = shown(archive.search("", fold=True, limit=10))
    for first in (1000, 5, 3):
        monkeypatch.setattr(folding, "FIRST", first)
        archive._finder._folder._state = None
        left = archive.search("", fold=True).folded
        pages = [archive.search("", fold=True, limit=2, offset=at) for at in range(0, 10, 2)]
        found = [hit for page in pages for hit in shown(page)]
        assert len(found) == left
        if first >= 5:
            assert found == whole
        else:
            assert found == [(8, ()), (7, (6,)), (5, ()), (1, ()), (2, ()), (3, ()), (4, ())]


def test_what_is_folded_is_kept_until_the_archive_changes(
    archive: LocalArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.search("breakwater", fold=True, limit=1)
    with monkeypatch.context() as patch:
        patch.setattr(folding, "fold", None)
        assert len(archive.search("breakwater", fold=True, limit=1, offset=1).hits) == 1
    archive.add([draft("Breakwater again", COPY + " It rained.", 5)])
    results = archive.search("breakwater", sort=Sort.NEWEST, fold=True)
    assert shown(results) == [(9, (7, 6, 5)), (8, ())]


def test_a_query_that_finds_nothing_is_corrected(archive: LocalArchive) -> None:
    results = archive.search("harbuor cranes")
    assert results.total == 0
    assert results.suggestion == Suggestion("harbour cranes", ((0, 7, "harbour"),))
    assert results.problem is None
    assert archive.search("by:elison").suggestion == Suggestion("by:ellison", ((3, 9, "ellison"),))
    assert archive.search("harbour").suggestion is None


def test_a_correction_that_finds_nothing_is_not_offered(archive: LocalArchive) -> None:
    results = archive.search("harbuor zurich date:1999")
    assert results.suggestion is None
    assert results.problem == "Not in the archive: “harbuor”"


def test_words_that_are_not_known_are_told(archive: LocalArchive) -> None:
    assert archive.search("xqzzy harbour wvvkj xqzzy").problem == "Not in the archive: “xqzzy”, “wvvkj”"
    assert archive.search("harbour zurich").problem is None
    many = archive.search(" ".join(f"xq{letter}zvk" for letter in "abcdefg"))
    assert many.problem is not None
    assert many.problem.endswith("“xqezvk” and 2 more")
    told = archive.search("entity:9999 xqzzy").problem
    assert told is not None
    assert told.startswith("There is no entity 9999")


def test_a_date_asked_for_by_its_number_is_told(archive: LocalArchive) -> None:
    (date, *_) = archive.entities(Label.DATE)
    results = archive.search(f"entity:{date.entity_id}")
    assert results.total == 0
    assert results.problem is not None
    assert results.problem.startswith(f"Entity {date.entity_id} is a date or an amount")
    person = archive.entities(Label.PERSON)[0]
    assert archive.search(f"entity:{person.entity_id}").problem is None


def test_nothing_is_suggested_to_who_does_not_ask(archive: LocalArchive) -> None:
    results = archive.search("harbou~ craens OR xyzzy", advise=False)
    assert (results.total, results.suggestion, results.problem) == (0, None, None)
    assert archive.search("harbor", advise=False) == replace(archive.search("harbor"), suggestion=None)


def test_characters_that_nobody_sees_are_no_part_of_a_query(archive: LocalArchive) -> None:
    assert archive.search("har\xadbour").hits == archive.search("harbour").hits
    assert archive.search("har\xadbor").suggestion == archive.search("harbor").suggestion is not None


def test_a_half_typed_word_is_corrected_as_a_beginning(archive: LocalArchive) -> None:
    results = archive.search("crane habrou", typing=True)
    assert results.suggestion == Suggestion("crane harbou", ((6, 12, "harbou"),))
    assert archive.search("zurich harb", typing=True).problem is None
    assert archive.search("crane harb", typing=True).total == 1


def texts(archive: LocalArchive, query: str) -> list[str]:
    return [each.text for each in archive.complete(query, len(query), 20)]


def test_words_names_and_sources_are_completed(archive: LocalArchive) -> None:
    assert texts(archive, "break") == ["breakwater"]
    assert texts(archive, "by:") == ["Ruth Ellison", "Tomas Reyes"]
    assert texts(archive, "by:r") == ["Ruth Ellison", "Tomas Reyes"]
    assert texts(archive, "by:elli") == ["Ruth Ellison"]
    assert texts(archive, "person:tom") == ["Tomas Reyes"]
    assert "Calder Bay" in texts(archive, "place:")
    assert texts(archive, "source:d") == ["Daily Post"]
    assert texts(archive, "is:un") == ["unread"]
    completion = archive.complete("crane by:elli", 13, 1)[0]
    assert (completion.insert, completion.start, completion.end, completion.count) == (
        '"Ruth Ellison"',
        9,
        13,
        2,
    )


def test_completions_follow_the_archive(archive: LocalArchive) -> None:
    assert texts(archive, "lighth") == ["lighthouse"]
    assert texts(archive, "semaph") == []
    archive.add([draft("Semaphore", "The semaphore fell.", 9)])
    assert texts(archive, "semaph") == ["semaphore"]
    reyes = archive.entities_named("Tomas Reyes")[0].entity_id
    assert texts(archive, "by:tom") == ["Tomas Reyes"]
    archive.reject(reyes)
    assert texts(archive, "by:tom") == []
    assert texts(archive, "by:") == ["Ruth Ellison"]


def test_the_readers_marks_hold_wherever_a_query_is_asked(archive: LocalArchive) -> None:
    marks = UserState(archive.path, archive.uuid)
    assert hits(archive, "is:unread crane") == [1, 3]
    marks.mark_read(1)
    marks.toggle_star(2)
    assert hits(archive, "is:unread crane") == [3]
    assert hits(archive, "is:read") == [1]
    assert hits(archive, "is:starred harbour") == [2]
    assert {each.article.id for each in archive.quotes(match="is:read")} == {1}
    assert {each.article.id for each in archive.quotes(match="harbour is:starred")} == {2}
    assert {each.name for each in archive.entities(query="is:starred")} >= {"Tomas Reyes", "Hallam Group"}
    assert "Hallam Group" not in {each.name for each in archive.entities(query="is:read")}
    assert archive.search("is:starred", fold=True).folded == 1
    marks.toggle_star(2)
    marks.mark_unread(1)
    assert hits(archive, "is:starred") == hits(archive, "is:read") == []
    assert archive.search("is:starred", fold=True).folded == 0


def test_a_snippet_counts_the_words_of_a_beginning_as_one(tmp_path: Path) -> None:
    body = "Cranks, cranberries and cranial crates. " + "It rained. " * 30 + "The crane of the harbour fell."
    archive = make_archive(tmp_path / "s", [replace(STORM, title="", body=body), HARBOUR])
    (hit,) = archive.search("cran* harbour -mayor").hits
    assert "The crane of the harbour fell." in hit.snippet.text
    archive.close()
