"""The JSON objects of every command: scripts rely on their fields and on what offsets count from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.models import (
    Annotations,
    Draft,
    Facet,
    FacetCount,
    Label,
    PartialDate,
    Problem,
    QuoteKind,
    Sort,
    Suggestion,
)
from tests.unit.cli_support import BODY, TITLE, FakeArchive, Run, install, place, runner, without_title

ENTITY = {"start", "end", "text", "label", "name", "entity_id"}
QUOTE = {
    *(
        "start",
        "end",
        "text",
        "kind",
        "speaker",
        "speaker_start",
        "speaker_end",
        "speaker_name",
        "speaker_id",
    ),
    *("cue", "confidence"),
}
EVIDENCE = {"role", "start", "end", "text"}
ARTICLE = {"title", "source", "published", "published_text"}


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeArchive:
    fake = FakeArchive()
    install(monkeypatch, fake, path=tmp_path)
    return fake


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(capsys)


def test_search(archive: FakeArchive, run: Run) -> None:
    ran = run("search", "harbour", "june", "--sort", "oldest", "--limit", "3", "--json")
    (hit,) = ran.objects
    assert ran.code == 0
    assert hit.keys() >= {"id", *ARTICLE, "score", "snippet", "matches", "similar"}
    assert (hit["id"], hit["published"], hit["published_text"]) == (7, None, "May 3")
    assert [hit["snippet"][start:end] for start, end in hit["matches"]] == ["harbour"]
    asked = {"query": "harbour june", "sort": Sort.OLDEST, "limit": 3, "fold": False}
    assert archive.asked == [("search", asked)]


def test_search_folds(archive: FakeArchive, run: Run) -> None:
    archive.total, archive.similar = 3, (8, 9)
    ran = run("search", "x", "--fold", "--json")
    assert [hit["similar"] for hit in ran.objects] == [[8, 9]]
    assert "1 article (3 with those that repeat others)" in ran.err
    assert run("search", "x", "--json").objects[0]["similar"] == []


def test_search_counts(archive: FakeArchive, run: Run) -> None:
    archive.counts = (FacetCount("Ada Brook", 4, 33), FacetCount("", 1))
    ran = run("search", "x", "y", "--count-by", "speaker", "--limit", "2", "--json")
    assert ran.objects == [
        {"by": "speaker", "value": "Ada Brook", "articles": 4, "entity_id": 33},
        {"by": "speaker", "value": None, "articles": 1, "entity_id": None},
    ]
    assert [(name, asked["query"], asked["facet"]) for name, asked in archive.asked] == [
        ("facets", "x y", Facet.SPEAKER)
    ]
    assert ran.err == ""


def test_search_says_how_many_counts_are_not_shown(archive: FakeArchive, run: Run) -> None:
    archive.counts = tuple(FacetCount(f"Outlet {n}", 9 - n) for n in range(5))
    for more in ((), ("--json",)):
        ran = run("search", "x", "--count-by", "source", "--limit", "2", *more)
        assert "Outlet 1" in ran.out
        assert "Outlet 2" not in ran.out
        assert "2 of 5 sources; --limit 5 shows all" in ran.err
    archive.counts = tuple(FacetCount(str(n), 1) for n in range(20_000))
    ran = run("search", "x", "--count-by", "source", "--limit", "2")
    assert "2 of at least 10002 sources" in ran.err


def test_where_nothing_is_counted_another_query_is_suggested(archive: FakeArchive, run: Run) -> None:
    archive.counts, archive.total = (), 0
    archive.suggestion = Suggestion("harbour", ((0, 6, "harbour"),))
    ran = run("search", "habour", "--count-by", "source")
    assert (ran.code, ran.err.splitlines()) == (
        0,
        ["newsreader: nothing to count", "newsreader: Did you mean: harbour"],
    )


def test_a_letter_after_a_dash_belongs_to_the_query(archive: FakeArchive, run: Run) -> None:
    assert run("search", "putin", "-x").code == 0
    assert archive.asked[-1][1]["query"] == "putin -x"
    assert "usage:" in run("search", "putin", "-h").out


def test_an_option_that_there_is_not_is_named_with_what_to_type_for_a_query(run: Run) -> None:
    for words in (("search", "--foo"), ("search", "x", "--foo=3"), ("--foo",)):
        ran = run(*words)
        assert ran.code == 2
        assert "there is no option --foo" in ran.err
        assert f"-- {words[-1]}" in ran.err
    ran = run("show", "1", "--foo")
    assert "there is no option --foo" in ran.err
    assert "-- --foo" not in ran.err


def test_search_suggests_beside_its_data(archive: FakeArchive, run: Run) -> None:
    archive.total, archive.suggestion = 0, Suggestion("harbour", ((0, 6, "harbour"),))
    for words in (("search", "habour"), ("search", "habour", "--json")):
        ran = run(*words)
        assert (ran.code, ran.out) == (0, "")
        assert ran.err.splitlines() == ["newsreader: Did you mean: harbour"]


def test_show_counts_offsets_from_the_field_they_lie_in(archive: FakeArchive, run: Run) -> None:
    (article,) = run("show", "7", "--json").objects
    assert article.keys() >= {
        "id",
        *ARTICLE,
        "author",
        "address",
        "text",
        "entities",
        "quotes",
        "dateline",
        "words",
    }
    assert (article["title"], article["text"]) == (TITLE, BODY)
    assert all(found.keys() >= ENTITY for found in article["entities"])
    assert all(found.keys() >= QUOTE for found in article["quotes"])
    for kind, field in (("", "text"), ("title_", "title")):
        for found in article[f"{kind}entities"] + article[f"{kind}quotes"]:
            assert article[field][found["start"] : found["end"]] == found["text"]
    assert [found["text"] for found in article["title_entities"]] == ["Harbour"]
    assert [found["text"] for found in article["title_quotes"]] == ["will open"]


def test_show_counts_speaker_and_cue_from_the_text_too(archive: FakeArchive, run: Run) -> None:
    (article,) = run("show", "7", "--json").objects
    quote = article["quotes"][0]
    assert article["text"][quote["speaker_start"] : quote["speaker_end"]] == quote["speaker"] == "Ada Brook"
    assert article["text"][quote["cue_start"] : quote["cue_end"]] == quote["cue"] == "said"
    assert (quote["sure"], quote["speaker_name"], quote["speaker_id"]) == (True, "Ada Brook", 33)


def test_show_says_what_an_attribution_rests_on(archive: FakeArchive, run: Run) -> None:
    quote = archive.quotes_[1]
    archive.quotes_ = (replace(quote, id=5, chain=((0, 7), place("a trader"))),)
    (article,) = run("show", "7", "--json").objects
    (found,) = article["quotes"]
    assert (found["quote_id"], found["corrected"]) == (5, False)
    assert [(each["role"], each["field"], each["text"]) for each in found["evidence"]] == [
        ("cue", "text", "said"),
        ("speaker", "text", "Ada Brook"),
        ("name", "title", "Harbour"),
        ("name", "text", "a trader"),
    ]
    for each in found["evidence"]:
        assert article[each["field"]][each["start"] : each["end"]] == each["text"]


@pytest.mark.parametrize(("words", "kinds"), [((), ["direct"]), (("--indirect",), ["direct", "indirect"])])
def test_show_has_indirect_speech_on_request(
    archive: FakeArchive, run: Run, words: tuple[str, ...], kinds: list[str]
) -> None:
    quote = archive.quotes_[1]
    archive.quotes_ = (quote, replace(quote, kind=QuoteKind.INDIRECT))
    (article,) = run("show", "7", *words, "--json").objects
    assert [each["kind"] for each in article["quotes"]] == kinds


def test_quotes_say_which_field_they_lie_in(archive: FakeArchive, run: Run) -> None:
    found = run("quotes", "--json").objects
    more = {"article_id", "field", "address", "context", "evidence", "quote_id", "corrected"}
    assert all(quote.keys() >= QUOTE | ARTICLE | more for quote in found)
    assert [quote["field"] for quote in found] == ["title", "text", "text"]
    fields = {"title": TITLE, "text": BODY}
    assert all(fields[quote["field"]][quote["start"] : quote["end"]] == quote["text"] for quote in found)
    assert {quote["article_id"] for quote in found} == {7}
    assert [quote["context"] for quote in found] == [TITLE, BODY.split("\n\n")[0], BODY.split("\n\n")[1]]


def test_quotes_of_an_article_without_a_title_count_from_its_text(archive: FakeArchive, run: Run) -> None:
    article = archive.article_
    moved = [
        replace(
            each,
            **{
                field: getattr(each, field) and getattr(each, field) - article.body_start
                for field in ("start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end")
            },
        )
        for each in archive.quotes_[1:]
    ]
    archive.article_, archive.quotes_ = without_title(article), tuple(moved)
    for quote in run("quotes", "--json").objects:
        assert BODY[quote["start"] : quote["end"]] == quote["text"]
        assert quote["field"] == "text"


def test_without_a_title_offsets_count_from_the_text(archive: FakeArchive, run: Run) -> None:
    start = archive.article_.body_start
    archive.article_ = without_title(archive.article_)
    archive.mentions_ = ()
    archive.quotes_ = ()
    assert run("show", "7", "--json").objects[0]["text"] == BODY
    assert start > archive.article_.body_start == 0


def test_speakers(archive: FakeArchive, run: Run) -> None:
    (speaker,) = run("speakers", "ada", "br", "--json").objects
    assert archive.asked == [("speakers", {"prefix": "ada br"})]
    assert {key: speaker[key] for key in ("speaker_id", "name", "kind", "names", "quotes", "articles")} == {
        "speaker_id": 33,
        "name": "Ada Brook",
        "kind": "person",
        "names": ["Ada Brook", "Brook"],
        "quotes": 12,
        "articles": 3,
    }
    assert (speaker["first"], speaker["last"], speaker["last_text"]) == ("2023-04-17", None, "2024-05")


def test_entities(archive: FakeArchive, run: Run) -> None:
    (entity,) = run("entities", "--label", "person", "--json").objects
    assert archive.asked == [("entities", {"label": Label.PERSON, "query": "", "limit": 1_000_000_000})]
    assert entity == {
        "entity_id": 33,
        "name": "Ada Brook",
        "label": "PERSON",
        "mentions": 14,
        "articles": 3,
        "hint": None,
    }


def test_check(archive: FakeArchive, run: Run) -> None:
    assert run("check", "--json").out == ""
    archive.problems = (Problem("whoosh", "is behind"),)
    ran = run("check", "--repair", "--json")
    assert (ran.code, ran.objects) == (1, [{"origin": "whoosh", "reason": "is behind"}])
    assert [asked["repair"] for _, asked in archive.asked] == [False, True]
    archive.problems, archive.outdated_ = (), 3
    (note,) = run("check", "--json").objects
    assert note.keys() == {"origin", "reason", "outdated"}
    assert note["outdated"] == 3


def test_add(archive: FakeArchive, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_paths(paths: list[str], stdin: object) -> Iterator[Draft | Problem]:
        yield from (Draft("a", path) for path in paths)
        yield Problem("b.txt", "is empty")

    monkeypatch.setattr("index.formats.read_paths", read_paths, raising=False)
    ran = run("add", "one", "--source", "Wire", "two", "--jobs", "2", "--json")
    assert ran.objects == [{"added": 2, "known": 2, "problems": [{"origin": "b.txt", "reason": "is empty"}]}]
    assert archive.asked == [("add", {"source": "Wire", "jobs": 2})]


def test_annotate(run: Run, monkeypatch: pytest.MonkeyPatch, archive: FakeArchive) -> None:
    def annotate(text: str, *, published: PartialDate) -> Annotations:
        return Annotations(archive.mentions_, archive.quotes_)

    monkeypatch.setattr("index.annotate.annotate", annotate, raising=False)
    text = archive.article_.text
    line = json.dumps({"id": "a", "text": text}).encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=BytesIO(line)))
    (document,) = run("annotate").objects
    assert document.keys() >= {"id", "entities", "quotes"}
    assert all(found.keys() >= ENTITY for found in document["entities"])
    assert all(found.keys() >= QUOTE for found in document["quotes"])
    for found in document["entities"] + document["quotes"]:
        assert text[found["start"] : found["end"]] == found["text"]
    evidence = [each for found in document["quotes"] for each in found["evidence"]]
    assert {each["role"] for each in evidence} == {"cue", "speaker"}
    assert all(each.keys() == EVIDENCE for each in evidence)
    assert all(text[each["start"] : each["end"]] == each["text"] for each in evidence)
