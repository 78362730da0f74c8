"""``newsreader speakers``: the list, and what is told of one speaker."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.models import EntityCount, Label
from tests.unit.cli_support import TITLE, FakeArchive, Run, install, runner


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeArchive:
    fake = FakeArchive()
    install(monkeypatch, fake, path=tmp_path)
    return fake


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def of_whom(archive: FakeArchive) -> int:
    """Whose profile was asked for last."""
    found: int = [arguments for name, arguments in archive.asked if name == "speaker"][-1]["speaker_id"]
    return found


def test_a_limit_on_the_list(archive: FakeArchive, run: Run) -> None:
    archive.speakers_ = (*archive.speakers_, replace(archive.speakers_[0], name="Cy Dale"))
    ran = run("speakers", "--limit", "1")
    assert "Cy Dale" not in ran.out
    assert "more than these 1" in ran.err
    assert run("speakers", "--limit", "2").err == ""


def test_of_one_speaker(archive: FakeArchive, run: Run) -> None:
    ran = run("speakers", "--of", "brook")
    assert ran.out.splitlines() == [
        "Ada Brook",
        "person · 12 quotes (2 unsure) in 3 articles · 2023-04-17 to 2024-05 · named in 6 quotes of others · "
        "entity:33",
        "also written: Brook",
        "",
        "CALLED                  ARTICLES  PUBLISHED",
        "Lydford harbour master         2  2023-04-17 to 2024-05",
        "",
        "2024-03  8  ████████████████████████████████████████",
        "2024-04  0",
        "2024-05  2  ██████████",
        "undated  3  ███████████████",
        "",
        "SPEAKS OF",
        "harbour (2)",
        "",
        "QUOTED BESIDE  ARTICLES  QUOTES",
        "Cy Dale               2       5",
        "",
        TITLE,
        "The Wire · May 3 · 19 words · article 7",
        "  Ada Brook: “The harbour will open in June,”",
    ]
    assert ran.err == ""


def test_of_one_speaker_as_json(archive: FakeArchive, run: Run) -> None:
    (found,) = run("speakers", "--of", "brook", "--json").objects
    assert (found["speaker_id"], found["quotes"], found["unsure"], found["articles"]) == (33, 12, 2, 3)
    assert found["roles"] == [
        {
            "title": "Lydford harbour master",
            "articles": 2,
            "first": "2023-04-17",
            "last": None,
            "first_text": "2023-04-17",
            "last_text": "2024-05",
        }
    ]
    assert found["months"][0] == {"month": "2024-03", "quotes": 8}
    assert (found["undated"], found["about"], found["matching"]) == (3, 6, 1)
    assert found["topics"] == [{"word": "harbour", "quotes": 2}]
    assert found["beside"] == [{"speaker_id": 34, "name": "Cy Dale", "quotes": 5, "articles": 2}]
    assert [each["text"] for each in found["said"]] == ["The harbour will open in June,"]
    assert found["said"][0]["context"]


def test_nothing_is_said_of_unsure_quotes_where_all_are_sure(archive: FakeArchive, run: Run) -> None:
    archive.speakers_ = (replace(archive.speakers_[0], unsure=0),)
    assert "person · 12 quotes in 3 articles · " in run("speakers", "--of", "brook").out


def test_a_query_and_a_limit(archive: FakeArchive, run: Run) -> None:
    archive.quotes_ = archive.quotes_[1:2] * 3
    ran = run("speakers", "--of", "brook", "--match", "june", "--limit", "2")
    assert ("speaker", {"speaker_id": 33, "match": "june", "limit": 2}) in archive.asked
    assert "2 of 3 quotes; --limit 3 shows all" in ran.err
    assert run("speakers", "--of", "brook", "--match", 'x"').code == 2
    run("speakers", "--of", "brook", "--json")
    assert archive.asked[-2][1]["limit"] >= 10**9


def test_an_exact_name_goes_before_a_part_and_others_are_told(archive: FakeArchive, run: Run) -> None:
    one = archive.speakers_[0]
    archive.speakers_ = (replace(one, speaker_id=36, name="Eve Brook", quotes=99), one)
    ran = run("speakers", "--of", "Bro")
    assert (of_whom(archive), ran.code) == (36, 3)
    ran = run("speakers", "--of", "Ada Brook")
    assert (of_whom(archive), ran.err) == (33, "")
    archive.entities_ = ()
    assert "is also: entity:33 Ada Brook" in run("speakers", "--of", "Brook").err


def test_somebody_who_is_named_and_never_quoted(archive: FakeArchive, run: Run) -> None:
    archive.speakers_, archive.quotes_ = (), ()
    archive.entities_ = (EntityCount(35, "Di Low", Label.PERSON, 2, 1),)
    ran = run("speakers", "--of", "Di Low")
    assert (ran.code, of_whom(archive)) == (0, 35)
    assert ran.out.startswith("Di Low\nperson · 0 quotes in 0 articles · ")
    assert "never quoted" in ran.err


@pytest.mark.parametrize("name", ["nobody", "entity:99", "#99"])
def test_nobody_of_a_name(archive: FakeArchive, run: Run, name: str) -> None:
    archive.entities_, archive.speakers_ = (), ()
    ran = run("speakers", "--of", name)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.count("\n") == 1
