"""``newsreader names``: what it takes, what it says, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.models import EntityCount, Label
from index.models.decisions import Decision, DecisionKind
from tests.unit.cli_support import UNSAFE, FakeArchive, Run, hostile, install, runner
from tests.unit.naming_support import Named, archive_of, article


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeArchive:
    fake = FakeArchive()
    install(monkeypatch, fake, path=tmp_path)
    return fake


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive_of(
        tmp_path / "archive",
        article(Named("Ruth Ellison", says="No"), Named("Ellison", "Ruth Ellison", says="Never")),
        article(Named("Tomas Reyes", says="Yes"), Named("Ruth Ellison", says="Well")),
    ).close()
    monkeypatch.setenv("NEWSREADER_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.mark.usefixtures("real")
def test_what_was_done_is_said_with_counts(run: Run) -> None:
    said = run("names", "merge", "Ruth Ellison", "tomas reyes")
    assert (said.code, said.out) == (0, "Tomas Reyes is Ruth Ellison: 4 mentions, 4 quotes\n")
    assert run("names", "split", "Ruth Ellison", "Tomas Reyes").out == (
        "Tomas Reyes is not Ruth Ellison: 1 mention, 1 quote\n"
    )
    assert run("names", "rename", "Ruth Ellison", "R. Elison").out == (
        "Ruth Ellison is shown as R. Elison: 3 mentions, 3 quotes\n"
    )
    assert run("names", "relabel", "R. Elison", "org").out == (
        "R. Elison is of the kind ORG: 3 mentions, 3 quotes\n"
    )
    assert run("names", "reject", "R. Elison").out == "R. Elison is no entity: 3 mentions, 3 quotes\n"
    listed = run("names", "list").out.splitlines()
    assert [line.split()[0] for line in listed] == [
        "DECISION",
        "merge",
        "split",
        "rename",
        "relabel",
        "reject",
    ]
    assert "Ruth Ellison is shown as R. Elison" in listed[3]
    assert run("names", "undo").out == "taken back: Ruth Ellison is no entity\n"
    assert len(run("names", "list", "--json").objects) == 4


def test_several_are_merged_at_once_each_with_its_message(archive: FakeArchive, run: Run) -> None:
    names = ("Ada Brook", "Ade Brook", "A. Brook")
    archive.entities_ = tuple(EntityCount(33 + at, name, Label.PERSON, 1, 1) for at, name in enumerate(names))
    ran = run("names", "merge", *names)
    assert [line.partition(":")[0] for line in ran.out.splitlines()] == [
        "Ade Brook is Ada Brook",
        "A. Brook is Ada Brook",
    ]
    merged = [asked for name, asked in archive.asked if name == "merge"]
    assert merged == [{"entity_id": 33, "other_id": 34}, {"entity_id": 33, "other_id": 35}]
    assert len(run("names", "merge", *names, "--json").objects) == 2
    archive.asked.clear()
    for wrong, code in ((("Nobody",), 3), (("#34",), 2), (("#33",), 2)):
        ran = run("names", "merge", *names, *wrong)
        assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert "merge" not in [name for name, _ in archive.asked]


@pytest.mark.usefixtures("real")
def test_each_of_several_merges_is_taken_back_by_itself(run: Run) -> None:
    run("names", "split", "Ruth Ellison", "Ellison")
    said = run("names", "merge", "Tomas Reyes", "Ruth Ellison", "Ellison").out.splitlines()
    assert said == [
        "Ruth Ellison is Tomas Reyes: 3 mentions, 3 quotes",
        "Ellison is Tomas Reyes: 4 mentions, 4 quotes",
    ]
    assert run("names", "undo").out == "taken back: Ellison is Tomas Reyes\n"
    assert len(run("names", "list", "--json").objects) == 2


@pytest.mark.usefixtures("real")
def test_own_decisions_that_cannot_be_understood_are_told_once(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    run("names", "reject", "Ruth Ellison")
    (path,) = (tmp_path / "state" / "newsreader").glob("*.names.json")
    path.write_text("{")
    ran = run("entities", "--json")
    assert (ran.code, [each["name"] for each in ran.objects]) == (0, ["Ruth Ellison", "Tomas Reyes"])
    assert ran.err.startswith(f"newsreader: {path}: your own corrections could not be understood")
    assert run("entities").err == ""


@pytest.mark.usefixtures("real")
def test_who_leaves_a_name_to_a_namesake_is_said_to(run: Run) -> None:
    run("names", "merge", "Ruth Ellison", "Tomas Reyes")
    said = run("names", "split", "Ruth Ellison", "Ruth Ellison")
    assert said.out.startswith("Ruth Ellison is somebody else where it is written so: ")


def test_namesakes_that_are_merged_are_told_apart(archive: FakeArchive, run: Run) -> None:
    merged = Decision(1, DecisionKind.MERGE, Label.PERSON, "Brook", "Brook", Label.PERSON)
    archive.decisions = lambda: (merged,)  # type: ignore[method-assign]
    assert run("names", "list").out.endswith("another Brook is Brook too\n")


@pytest.mark.usefixtures("real")
def test_what_was_done_as_json(run: Run) -> None:
    (done,) = run("names", "merge", "Ruth Ellison", "Tomas Reyes", "--json").objects
    assert done["kind"] == "merge"
    assert (done["name"], done["other"], done["other_label"]) == ("Ruth Ellison", "Tomas Reyes", "PERSON")
    assert (done["entity"]["name"], done["entity"]["mentions"], done["quotes"]) == ("Ruth Ellison", 4, 4)
    (undone,) = run("names", "undo", "--json").objects
    assert (undone["decision"], undone["entity"]) == (done["decision"], {"entity_id": None})


@pytest.mark.usefixtures("real")
def test_who_may_only_read_is_told_where_decisions_go(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    ran = run("names", "reject", "Ruth Ellison")
    assert ran.code == 0
    assert "kept for you alone" in ran.err
    assert "Ellison" not in run("speakers").out


def test_a_name_that_means_several_is_refused_with_a_list(archive: FakeArchive, run: Run) -> None:
    archive.entities_ = (
        EntityCount(33, "Ada Brook", Label.PERSON, 14, 3),
        EntityCount(34, "Brook", Label.PLACE, 1, 1),
        EntityCount(35, "Cy Dale", Label.PERSON, 2, 1),
    )
    ran = run("names", "reject", "Brook")
    assert ran.code == 2
    assert "entity:33 Ada Brook (PERSON, 14 mentions), entity:34 Brook (PLACE, 1 mention)" in ran.err
    assert "--label" in ran.err
    assert "reject" not in [name for name, _ in archive.asked]
    for words in (("--label", "place", "Brook"), ("entity:34",), ("#34",)):
        assert run("names", "reject", *words).code == 0
        assert archive.asked[-1] == ("reject", {"entity_id": 34})
    archive.entities_ = tuple(EntityCount(n, "Brook", Label.PERSON, 1, 1) for n in range(1, 30))
    ran = run("names", "reject", "Brook")
    assert "and 23 more" in ran.err
    assert "--label" not in ran.err
    archive.entities_ = tuple(EntityCount(n, "Brook", Label.PERSON, 1, 1, f"land {n}") for n in (1, 2))
    told = "entity:1 Brook (PERSON, 1 mention; land 1), entity:2 Brook (PERSON, 1 mention; land 2)"
    assert told in run("names", "reject", "Brook").err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((), 2, "required"),
        (("marry", "a", "b"), 2, "invalid choice"),
        (("merge", "Ada Brook"), 2, "merge takes"),
        (("undo", "it"), 2, "undo takes no name"),
        (("reject",), 2, "reject takes one name"),
        (("relabel", "Ada Brook", "CITY"), 2, "PLACE"),
        (("reject", "Nobody"), 3, "Nobody"),
        (("reject", "Ada Brook", "--label", "ORG"), 3, "of the kind ORG"),
        (("reject", "entity:99"), 3, "99"),
        (("reject", f"entity:{'9' * 5000}"), 3, "no entity"),
    ],
)
def test_what_cannot_be_done_is_said(
    archive: FakeArchive, run: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    ran = run("names", *words)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err
    assert len(ran.err) < 3000


def test_nothing_to_do_is_wrong_usage(
    archive: FakeArchive, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename(*_: object) -> None:
        raise ValueError("It has that name already")

    monkeypatch.setattr(archive, "rename", rename)
    ran = run("names", "rename", "Ada Brook", "Ada Brook")
    assert (ran.code, ran.err) == (2, "newsreader: It has that name already\n")


def test_no_decisions_are_noted(archive: FakeArchive, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "decisions", tuple)
    ran = run("names", "list")
    assert (ran.code, ran.out) == (0, "")
    assert "no decisions" in ran.err


def test_names_cannot_drive_the_terminal(archive: FakeArchive, run: Run) -> None:
    archive.entities_ = (EntityCount(33, hostile("Ada"), Label.PERSON, 14, 3),)
    for words in (("rename", "#33", hostile("B")), ("reject", "#33"), ("reject", hostile())):
        ran = run("names", *words)
        assert not UNSAFE & set(ran.out + ran.err)
