"""``newsreader entities``: the list, and what is told of one entity."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from index.models import EntityCount, Label, PartialDate, Snippet
from index.models.profiles import MonthCount, NameCount
from reader.commands import entities as command
from reader.commands.lines import BAR
from reader.context import Context
from reader.diagnostics import Diagnostics
from reader.output import Output
from tests.unit.cli_support import UNSAFE, FakeArchive, Run, hostile, install, runner

PAGE = """\
Ada Brook
PERSON · 14 mentions in 3 articles · entity:33
Ada Brook (10), Brook (4)

2024-03  8  ████████████████████████████████████████
2024-04  0
2024-05  2  ██████████
undated  4  ████████████████████

NAMED BESIDE  ARTICLES  MENTIONS
Cy Dale              2         5

7  Harbour “will open”
   The Wire · May 3 · 19 words · 4 mentions
   “The harbour will open in June,” said Ada Brook.
"""


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeArchive:
    archive = FakeArchive()
    install(monkeypatch, archive, path=tmp_path)
    return archive


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def named(*labels: Label) -> tuple[EntityCount, ...]:
    """Entities with one name."""
    return tuple(EntityCount(40 + at, "Ada Brook", label, 9 - at, 1) for at, label in enumerate(labels))


@pytest.mark.parametrize("name", [("Ada", "Brook"), ("Brook",), ("entity:33",), ("#33",)])
def test_a_name_or_an_id_shows_what_is_told_of_one(
    archive: FakeArchive, run: Run, name: tuple[str, ...]
) -> None:
    ran = run("entities", *name)
    assert (ran.code, ran.out) == (0, PAGE)
    assert ran.err == "newsreader: 1 of 3 articles; --limit 3 shows all\n"


def test_as_json_it_is_one_object(archive: FakeArchive, run: Run) -> None:
    (found,) = run("entities", "Brook", "--json").objects
    assert {key: found[key] for key in ("entity_id", "name", "label", "mentions", "articles", "undated")} == {
        "entity_id": 33,
        "name": "Ada Brook",
        "label": "PERSON",
        "mentions": 14,
        "articles": 3,
        "undated": 4,
    }
    assert found["names"] == [{"name": "Ada Brook", "mentions": 10}, {"name": "Brook", "mentions": 4}]
    assert found["months"] == [{"month": "2024-03", "mentions": 8}, {"month": "2024-05", "mentions": 2}]
    assert [each["entity_id"] for each in found["persons"]] == [34]
    (appearance,) = found["appearances"]
    assert (appearance["id"], appearance["mentions"]) == (7, 4)
    assert [appearance["sentence"][a:b] for a, b in appearance["matches"]] == ["Ada Brook"]


def test_query_label_and_limit_are_passed_on(archive: FakeArchive, run: Run) -> None:
    run("entities", "--match", "quay -fog", "--label", "person", "--limit", "5")
    run("entities", "--match", "quay", "--label", "person", "--limit", "5", "Brook")
    run("entities", "Brook")
    run("entities", "Brook", "--json")
    asked = [(name, values) for name, values in archive.asked if name != "entities_named"]
    assert asked[:2] == [
        ("entities", {"label": Label.PERSON, "query": "quay -fog", "limit": 5}),
        ("entity", {"entity_id": 33, "query": "quay", "limit": 5}),
    ]
    assert asked[2][1]["limit"] == command.LIMIT
    assert asked[3][1]["limit"] >= 10**9
    assert ("entities_named", {"name": "Brook", "label": Label.PERSON}) in archive.asked


def test_what_nobody_is_named_is_missing(archive: FakeArchive, run: Run) -> None:
    for words in (("Nobody",), ("entity:34",), ("entity:" + "9" * 5000,), ("entity:x",)):
        ran = run("entities", *words)
        assert (ran.code, ran.out) == (3, ""), words[0][:20]
        assert ran.err.count("\n") == 1
    assert "newsreader entities" in run("entities", "Nobody").err


def test_of_several_with_one_name_the_others_are_told(archive: FakeArchive, run: Run) -> None:
    archive.entities_ = named(Label.PERSON, Label.ORG)
    ran = run("entities", "Brook")
    assert "entity:40" in ran.out
    assert ran.err.splitlines()[0] == "newsreader: also named “Brook”: entity:41 Ada Brook (ORG)"
    assert "also" not in run("entities", "--label", "org", "Brook").err
    archive.entities_ = named(*[Label.PERSON] * 9)
    assert run("entities", "Brook").err.splitlines()[0].endswith("entity:45 Ada Brook (PERSON), and 3 more")


def test_those_of_one_name_are_told_apart_in_the_list(archive: FakeArchive, run: Run) -> None:
    assert run("entities").out.splitlines()[0].split() == ["NAME", "LABEL", "MENTIONS", "ARTICLES"]
    assert run("entities", "--json").objects[0]["hint"] is None
    one, two = named(Label.PERSON, Label.PERSON)
    other = EntityCount(50, "Cy Dale", Label.PERSON, 1, 1)
    archive.entities_ = (replace(one, hint="Norway, minister"), replace(two, hint="in “Fog”"), other)
    lines = run("entities").out.splitlines()
    assert lines[0].endswith("WHICH")
    assert [line.split("  ")[-1].strip() for line in lines[1:3]] == [
        "entity:40; Norway, minister",
        "entity:41; in “Fog”",
    ]
    assert lines[3].split() == ["Cy", "Dale", "PERSON", "1", "1"]
    found = run("entities", "--json").objects
    assert [each["hint"] for each in found] == ["Norway, minister", "in “Fog”", None]
    assert "entity:41 Ada Brook (PERSON; in “Fog”)" in run("entities", "Brook").err


def test_dates_are_listed_only_when_asked_for(archive: FakeArchive, run: Run) -> None:
    archive.entities_ = named(Label.PERSON, Label.DATE)
    assert [each["label"] for each in run("entities", "--json").objects] == ["PERSON"]
    assert [each["label"] for each in run("entities", "--json", "--label", "date").objects] == ["DATE"]


def test_a_query_that_cannot_be_understood_is_pointed_at(archive: FakeArchive, run: Run) -> None:
    for words in (("entities",), ("entities", "Brook")):
        ran = run(*words, "--match", 'fog "')
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.splitlines()[1:] == ['  fog "', "      ^"]


def test_nothing_to_tell_is_said(archive: FakeArchive, run: Run) -> None:
    archive.entities_ = ()
    ran = run("entities", "--match", "fog")
    assert (ran.code, ran.out, ran.err) == (0, "", "newsreader: no entities\n")


def test_a_long_time_is_drawn_by_years(archive: FakeArchive, run: Run) -> None:
    archive.months = (
        MonthCount(PartialDate(2019, 12), 3),
        MonthCount(PartialDate(2021, 1), 5),
        MonthCount(PartialDate(2023, 6), 6),
        MonthCount(PartialDate(2023, 7), 6),
    )
    lines = run("entities", "Brook").out.splitlines()
    assert [line.split()[:2] for line in lines[4:9]] == [
        ["2019", "3"],
        ["2020", "0"],
        ["2021", "5"],
        ["2022", "0"],
        ["2023", "12"],
    ]


def test_the_smallest_count_has_a_bar(archive: FakeArchive, run: Run) -> None:
    archive.months = (MonthCount(PartialDate(2024, 3), 1), MonthCount(PartialDate(2024, 4), 9999))
    lines = run("entities", "Brook").out.splitlines()
    assert lines[4] == "2024-03     1  █"
    assert lines[5].count("█") == BAR


def test_hostile_names_reach_no_terminal(archive: FakeArchive, run: Run) -> None:
    archive.entities_ = (EntityCount(33, hostile("x"), Label.PERSON, 14, 3),)
    for words in (("entities",), ("entities", "entity:33"), ("entities", "entity:33", "--json")):
        ran = run(*words)
        assert ran.code == 0
        assert not UNSAFE & set(ran.out + ran.err)


def test_all_of_a_profile_is_made_safe(archive: FakeArchive) -> None:
    profile = archive.entity(33)
    (appearance,) = profile.appearances
    title = replace(appearance.article, title=hostile("t"), source=hostile("s"))
    profile = replace(
        profile,
        entity=replace(profile.entity, name=hostile("e")),
        names=(NameCount(hostile("n"), 1),),
        appearances=(replace(appearance, article=title, snippet=Snippet(hostile("line"), ((0, 3),))),),
        companions=(EntityCount(34, hostile("c"), Label.PERSON, 1, 1),),
    )
    stream = io.StringIO()
    command._print_profile(profile, False, Context(Output(stream), Diagnostics(io.StringIO())))
    assert stream.getvalue()
    assert not UNSAFE & set(stream.getvalue())
