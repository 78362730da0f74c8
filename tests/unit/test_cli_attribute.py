"""``newsreader attribute``, and decisions on quotes in ``newsreader names``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.archive import open_archive
from tests.unit.cli_support import Run, runner
from tests.unit.naming_support import Named, archive_of, article

FIRST = article(Named("Ruth Ellison", says="No more"), Named("Ellison", "Ruth Ellison", says="Never again"))
SECOND = article(Named("Tomas Reyes", says="Yes we can"), Named("Ruth Ellison", says="Well"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    archive_of(tmp_path / "archive", FIRST, SECOND).close()
    monkeypatch.setenv("NEWSREADER_ARCHIVE", str(tmp_path / "archive"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "archive"


def told(run: Run) -> dict[str, tuple[int, str | None, bool]]:
    """The id, the speaker's name and whether it is a user's word, by the words of the quotes."""
    return {
        each["text"]: (each["quote_id"], each["speaker_name"], each["corrected"])
        for each in run("quotes", "--json").objects
    }


def number(run: Run, words: str) -> str:
    return str(told(run)[words][0])


def test_a_quote_is_given_to_another_and_back(run: Run) -> None:
    before = told(run)
    quote = number(run, "Yes we can")
    done = run("attribute", quote, "ruth ellison")
    assert (done.code, done.out, done.err) == (0, "Ruth Ellison says: Yes we can (article 2)\n", "")
    assert told(run)["Yes we can"] == (int(quote), "Ruth Ellison", True)
    assert len(run("quotes", "--by", "Ellison", "--json").objects) == 4
    assert run("names", "undo").out == "taken back: Ruth Ellison says: Yes we can\n"
    assert told(run) == before


def test_json_has_the_decision_and_the_quote_as_it_is_then(run: Run) -> None:
    quote = number(run, "Yes we can")
    (done,) = run("attribute", quote, "Ruth Ellison", "--json").objects
    assert (done["kind"], done["label"], done["name"]) == ("attribute", "PERSON", "Ruth Ellison")
    assert (done["quote"]["article_id"], done["quote"]["text"]) == (2, "Yes we can")
    now = done["now"]
    assert (now["quote_id"], now["speaker_name"], now["confidence"], now["sure"], now["corrected"]) == (
        int(quote),
        "Ruth Ellison",
        1.0,
        True,
        True,
    )
    (none,) = run("attribute", quote, "--no-quote", "--json").objects
    assert (none["kind"], none["name"], none["now"]) == ("unquote", "", None)


def test_words_can_be_nobodys_or_no_quote(run: Run) -> None:
    assert run("attribute", number(run, "Well"), "--nobody").out == ("nobody known says: Well (article 2)\n")
    assert told(run)["Well"][1:] == (None, True)
    assert run("attribute", number(run, "No more"), "--no-quote").out == ("no quote: No more (article 1)\n")
    assert "No more" not in told(run)
    listed = run("names", "list").out.splitlines()
    assert [line.split()[0] for line in listed] == ["DECISION", "attribute", "unquote"]
    assert "no quote: No more" in listed[2]


def test_somebody_whom_no_article_names_needs_a_word(run: Run) -> None:
    quote = number(run, "Well")
    refused = run("attribute", quote, "Ana Vidal")
    assert (refused.code, refused.out) == (3, "")
    assert "--new" in refused.err
    assert run("attribute", quote, "Ana Vidal", "--new").code == 0
    assert [each["name"] for each in run("speakers", "vidal", "--json").objects] == ["Ana Vidal"]
    assert run("names", "merge", "Tomas Reyes", "Ana Vidal").out == (
        "Ana Vidal is Tomas Reyes: 1 mention, 2 quotes\n"
    )
    assert told(run)["Well"][1] == "Tomas Reyes"


def test_of_several_with_a_name_the_id_tells(run: Run) -> None:
    run("names", "rename", "Tomas Reyes", "Ruth Ellison")
    quote = number(run, "Well")
    refused = run("attribute", quote, "Ruth Ellison")
    assert (refused.code, "means several" in refused.err) == (2, True)
    (reyes,) = run("entities", "--json", "--label", "PERSON").objects[1:]
    assert run("attribute", quote, f"entity:{reyes['entity_id']}").code == 0
    assert run("attribute", quote, f"entity:{reyes['entity_id']}").code == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 2),
        (("1",), 2),
        (("1", "Ruth Ellison", "--nobody"), 2),
        (("1", "--nobody", "--no-quote"), 2),
        (("one", "Ruth Ellison"), 2),
        (("0", "--nobody"), 2),
        (("999", "--nobody"), 3),
        (("999", "Ruth Ellison"), 3),
        (("1", "entity:999"), 3),
        (("1", "entity:999", "--new"), 3),
        (("1", " ?! ", "--new"), 2),
    ],
)
def test_what_cannot_be_is_told_on_one_line(run: Run, words: tuple[str, ...], code: int) -> None:
    ran = run("attribute", *words)
    assert (ran.code, ran.out, ran.err.count("\n")) == (code, "", 1)
    assert run("names", "list", "--json").out == ""


def test_who_may_only_read_is_told_where_decisions_go(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    ran = run("attribute", number(run, "Well"), "--nobody")
    assert (ran.code, "kept for you alone" in ran.err) == (0, True)
    assert told(run)["Well"][1:] == (None, True)


def exported(run: Run, tmp_path: Path) -> str:
    ran = run("names", "export")
    assert ran.code == 0
    (tmp_path / "out.jsonl").write_text(ran.out, encoding="utf-8")
    return str(tmp_path / "out.jsonl")


def test_decisions_can_be_taken_to_another_archive(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("attribute", number(run, "Well"), "Ana Vidal", "--new")
    run("names", "rename", "Ana Vidal", "A. Vidal")
    run("names", "split", "Ruth Ellison", "Ellison")
    run("attribute", number(run, "Yes we can"), "Ellison")
    run("attribute", number(run, "No more"), "--no-quote")
    wanted = {words: row[1:] for words, row in told(run).items()}
    file = exported(run, tmp_path)
    archive_of(tmp_path / "other", article(Named("Bo Kay")), SECOND, FIRST).close()
    monkeypatch.setenv("NEWSREADER_ARCHIVE", str(tmp_path / "other"))
    taken = run("names", "import", file)
    assert (taken.code, taken.out) == (0, "")
    assert "5 decisions taken, 0 held already, 0 could not be taken" in taken.err
    assert {words: row[1:] for words, row in told(run).items()} == wanted
    again = run("names", "import", file, "--json")
    assert again.objects == [{"taken": 0, "known": 5, "problems": []}]
    for _ in range(5):
        run("names", "undo")
    assert run("names", "list", "--json").out == ""


def test_who_may_only_read_takes_decisions_too(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("attribute", number(run, "Well"), "Ana Vidal", "--new")
    run("names", "merge", "Tomas Reyes", "Ana Vidal")
    wanted = {words: row[1:] for words, row in told(run).items()}
    file = exported(run, tmp_path)
    archive_of(tmp_path / "other", SECOND, FIRST).close()
    monkeypatch.setenv("NEWSREADER_ARCHIVE", str(tmp_path / "other"))
    monkeypatch.setattr("os.access", lambda *_: False)
    assert run("names", "import", file).code == 0
    assert {words: row[1:] for words, row in told(run).items()} == wanted


def test_what_cannot_be_taken_is_told_and_the_rest_is_taken(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("attribute", number(run, "Well"), "Tomas Reyes")
    run("attribute", number(run, "No more"), "--nobody")
    path = Path(exported(run, tmp_path))
    good, other = path.read_text(encoding="utf-8").splitlines()
    fields = json.loads(good)
    bad = [
        "{",
        "[]",
        "",
        "{}",
        json.dumps({**fields, "kind": "guess"}),
        json.dumps({**fields, "start": "1"}),
        json.dumps({**fields, "article": "zz"}),
        json.dumps({**fields, "article": "00"}),
        json.dumps({**fields, "text": "what nobody wrote"}),
        json.dumps({**fields, "name": 5}),
        json.dumps({**fields, "decision": 1 << 80}),
        json.dumps({**fields, "decision": True, "entity": [1]}),
        "[" * 100_000,
    ]
    path.write_text("\n".join([*bad, good, other, ""]), encoding="utf-8")
    archive_of(tmp_path / "other", SECOND).close()
    monkeypatch.setenv("NEWSREADER_ARCHIVE", str(tmp_path / "other"))
    ran = run("names", "import", str(path))
    assert (ran.code, ran.out) == (1, "")
    assert f"newsreader: {path}:1: is no JSON object\n" in ran.err
    assert f"{path}:15: the article with the quote “No more” is not in this archive" in ran.err
    assert f"1 decisions taken, 0 held already, {len(bad) - 1 + 1} could not be taken" in ran.err
    assert told(run)["Well"][1] == "Tomas Reyes"


def test_a_name_that_means_several_there_is_not_taken(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("attribute", number(run, "Well"), "Tomas Reyes")
    file = exported(run, tmp_path)
    other = archive_of(tmp_path / "other", SECOND)
    database = other._store.database
    with database.transaction():
        database.execute(
            "INSERT INTO entities (label, key, name) SELECT label, key || '#2', name FROM entities"
        )
        for table, columns in (
            ("entity_names", "name, terms, mentions, articles"),
            ("name_words", "name, word"),
        ):
            database.execute(
                f"INSERT INTO {table} (entity_id, {columns}) SELECT entity_id + 2, {columns} FROM {table}"  # noqa: S608
            )
    other.close()
    monkeypatch.setenv("NEWSREADER_ARCHIVE", str(tmp_path / "other"))
    ran = run("names", "import", file)
    assert (ran.code, "several are named Tomas Reyes" in ran.err) == (1, True)


def test_there_may_be_nothing_to_export(run: Run, tmp_path: Path) -> None:
    ran = run("names", "export")
    assert (ran.code, ran.out, "no decisions" in ran.err) == (0, "", True)
    assert run("names", "import").code == 2
    missing = run("names", "import", str(tmp_path / "none"))
    assert (missing.code, missing.err.count("\n")) == (1, 1)


def test_the_words_stand_elsewhere_in_an_article_with_other_white_space(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("attribute", number(run, "Well"), "Tomas Reyes")
    path = Path(exported(run, tmp_path))
    fields = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**fields, "start": 0, "end": 4}), encoding="utf-8")
    archive_of(tmp_path / "other", SECOND).close()
    monkeypatch.setenv("NEWSREADER_ARCHIVE", str(tmp_path / "other"))
    assert run("names", "import", str(path)).code == 0
    assert told(run)["Well"][1] == "Tomas Reyes"
    archive = open_archive(tmp_path / "other")
    (decision,) = archive.decisions()
    assert decision.quote is not None
    assert archive.article(1).text[decision.quote.start : decision.quote.end] == "Well"
    archive.close()
