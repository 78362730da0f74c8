"""The same words quoted by several articles."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise, permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.adding.prepare import Prepared, prepare, with_annotations
from index.errors import NotFoundError
from index.local import LocalArchive
from index.models import Annotations, Draft, Label, Mention, PartialDate, Quote, QuoteKind
from index.models.statements import Change, Piece, Variant
from index.query.terms import term_texts
from index.statements.alignment import align
from index.statements.comparison import Allowance, Likeness, likeness
from index.statements.differences import differences
from index.statements.passages import passage
from index.statements.wording import MOST_WORDS, SHINGLE, WINDOW, fingerprints, words_of
from index.storage import repeats
from index.storage import statements as finding
from tests.unit.naming_support import archive_of
from tests.unit.tracing import lines_run

CRANES = "The old cranes of the northern quay are not safe, and the crews have known it for years"
SAME = [
    (CRANES, CRANES.upper().replace(",", " --")),
    (CRANES, "The old cranes of the northern quay are safe, and the crews have known it for years"),
    (CRANES, "cranes of the northern quay are not safe, and the crews have known it"),
    (CRANES, "Listen to me. " + CRANES + ". Nobody from the ministry ever came to look at them."),
    (CRANES, "The old cranes of the northern wharf are not safe, and the crews have known that for years"),
    (CRANES, "The old cranes ... are not safe, and the crews have known it for years"),
    (
        "Trade between the islands has doubled since the tunnel was opened to lorries",
        "Trade between the islands doubled since the tunnel opened to lorries, and it will double again",
    ),
    (
        "We shall defend every village, every road and every bridge of this valley",
        "We will defend every village, every road and every bridge of this valley until the last day",
    ),
    (
        "The committee has seen 1,200 pages of letters and not one of them mentions the loan",
        "The committee has seen 1200 pages of letters, and not one mentions the loan",
    ),
]
SHORT = [
    ("We will not wait for an accident", "We will not wait for an accident."),
    ("an important step in the right direction", "It is an important step in the right direction for us"),
]
OTHER = [
    ("Thank you very much to everybody", "Thank you very much to everybody who came today"),
    ("No comment", "No comment"),
    ("I am very grateful and very proud to be here tonight", "I am very grateful and very proud to be here"),
    (
        "We will never give in to threats, and we will open the harbour in spring",
        "We will never give in to threats. Our hearts are with the families of the crew",
    ),
    (
        "The budget of the ministry for schools has to grow by a third",
        "The budget of the ministry for roads was spent before the summer was over",
    ),
    (
        "Prices rose by 2.1 percent in March from a year earlier",
        "Prices rose by 3.4 percent in June from a year earlier",
    ),
    (
        "I think the trend toward higher interest rates is over",
        "Growth will slow, and it is likely that we will see higher interest rates or a drop in demand",
    ),
    ("not in the best interests of the company", "It is in the best interests of the industry to wait"),
    (
        "an era of greater stability of prices",
        "We have worked for greater stability of prices on all markets",
    ),
    (
        "Ministers, judges, mayors, teachers, nurses, farmers, drivers, bakers",
        "Ministers met judges, some mayors, few teachers, no nurses, young farmers, old drivers, good bakers",
    ),
    (
        "The mayor has the right to close the harbour and the duty to open it",
        "The duty to open it is not the mayor's. The right to close the harbour is, and the law is clear",
    ),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_words_are_known_where_some_are_left_out_or_altered(one: str, other: str) -> None:
    first, second = words_of(one), words_of(other)
    assert likeness(first, second) is likeness(second, first) is Likeness.SAME
    assert fingerprints(first) & fingerprints(second)


@pytest.mark.parametrize(("one", "other"), SHORT)
def test_few_words_may_be_said_by_different_people(one: str, other: str) -> None:
    assert likeness(words_of(one), words_of(other)) is Likeness.SHORT


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_formulas_and_shared_phrases_make_no_statement(one: str, other: str) -> None:
    first, second = words_of(one), words_of(other)
    assert likeness(first, second) is likeness(second, first) is Likeness.OTHER


WORDS = st.lists(st.sampled_from("the a of boat crane quay storm tax vote".split()), max_size=25)  # noqa: SIM905


@given(WORDS, WORDS, WORDS, WORDS, st.lists(st.text("xyz", min_size=1, max_size=3), min_size=5, max_size=9))
def test_a_shared_run_of_words_is_always_found(
    a: list[str], b: list[str], c: list[str], d: list[str], run: list[str]
) -> None:
    assert len(run) >= SHINGLE + WINDOW - 1
    assert fingerprints([*a, *run, *b]) & fingerprints([*c, *run, *d])


@given(WORDS, WORDS)
def test_an_alignment_pairs_equal_words_in_order(first: list[str], other: list[str]) -> None:
    at = (0, 0)
    for run in align(first, other):
        assert run.size > 0
        assert run.first >= at[0]
        assert run.other >= at[1]
        assert first[run.first : run.first + run.size] == other[run.other : run.other + run.size]
        at = (run.first + run.size, run.other + run.size)


@pytest.mark.parametrize(
    ("first", "other", "runs"),
    [
        ("old boats and old cranes sink", "old cranes sink", [(3, 0, 3)]),
        ("cranes sink old", "cranes sink and old boats or cranes sink", [(0, 0, 2), (2, 3, 1)]),
        ("the boat of a town", "the car of a valley", [(0, 0, 1)]),
    ],
)
def test_an_alignment_has_long_runs_and_none_by_chance(
    first: str, other: str, runs: list[tuple[int, int, int]]
) -> None:
    assert align(first.split(), other.split()) == runs


def pieces_of(told: Sequence[Piece], *changes: Change) -> str:
    return " ".join(piece.text for piece in told if piece.change in changes)


TEXTS = st.text(st.sampled_from("ab AB-.'’…“”\n\t\x1b\u202e\u0301é中文。[/]"), max_size=60)


@given(TEXTS, TEXTS)
def test_pieces_are_the_words_of_both_texts(first: str, other: str) -> None:
    told = differences(first, other)
    own = pieces_of(told, Change.KEPT, Change.ADDED)
    assert "".join(own.split()) == "".join(other.split())
    assert term_texts(pieces_of(told, Change.KEPT, Change.LEFT_OUT).replace("\u0301", "")) == [] or [
        *"".join(term_texts(pieces_of(told, Change.KEPT, Change.LEFT_OUT)))
    ] == [*"".join(term_texts(" ".join(first.split())))]
    assert all(piece.text for piece in told)
    assert all(one.change is not two.change for one, two in pairwise(told))


@pytest.mark.parametrize(
    ("first", "other", "told"),
    [
        ("We will not wait", "WE, will  not\nwait!", [("kept", "WE, will not wait!")]),
        (
            "The cranes are not safe at all",
            "The cranes are safe",
            [("kept", "The cranes are"), ("left out", "not"), ("kept", "safe"), ("left out", "at all")],
        ),
        (
            "he will go — and stay",
            "[Putin] will go — and stay",
            [("left out", "he"), ("added", "[Putin]"), ("kept", "will go — and stay")],
        ),
        ("a pro-Russian town", "a Russian town", None),
        (
            "The boat-crane sank",
            "The boat old crane sank",
            [("kept", "The"), ("left out", "boat-crane"), ("added", "boat old crane"), ("kept", "sank")],
        ),
        ("machine-tool makers", "machine tool makers", [("kept", "machine tool makers")]),
        (
            "We left the harbour. The old boats of the town sank",
            "The old boats of the town burned",
            [
                ("left out", "We left the harbour."),
                ("kept", "The old boats of the town"),
                ("left out", "sank"),
                ("added", "burned"),
            ],
        ),
        ("我们不会等待", "我们会等待", [("kept", "我们"), ("left out", "不"), ("kept", "会等待")]),
        ("", "", []),
        ("…", "", [("left out", "…")]),
        ("—", " —\n", [("kept", "—")]),
    ],
)
def test_differences_word_by_word(first: str, other: str, told: list[tuple[str, str]] | None) -> None:
    found = [(piece.change.value, piece.text) for piece in differences(first, other)]
    if told is None:
        told = [("kept", "a"), ("left out", "pro-Russian"), ("added", "Russian"), ("kept", "town")]
    assert found == told


def test_words_that_meet_by_chance_do_not_tear_a_change_apart() -> None:
    told = differences("Cranes fall on the quay of a town", "Boats sink in the river of a valley")
    assert [piece.change for piece in told] == [Change.LEFT_OUT, Change.ADDED]


def test_long_texts_are_told_apart_as_far_as_they_are_read_and_after_it_whole() -> None:
    words = [f"w{number}" for number in range(MOST_WORDS)]
    first, other = " ".join([*words, "one", "end"]), " ".join([*words, "two", "end"])
    assert [(piece.change, piece.text) for piece in differences(first, other)[1:]] == [
        (Change.LEFT_OUT, "one end"),
        (Change.ADDED, "two end"),
    ]
    assert differences(first, first) == (Piece(Change.KEPT, first),)


@pytest.mark.parametrize("unit", ["a", "a ", "中", "the quay ", "e\u0301", "\u202e[", "- ", "a-"])
def test_of_a_long_text_only_the_beginning_is_read_word_by_word(unit: str) -> None:
    work = []
    for size in (50_000, 200_000):
        text = unit * size
        work.append(lines_run(lambda text=text: differences(text, text[:-2])))  # type: ignore[misc]
        work.append(lines_run(lambda text=text: fingerprints(words_of(text))))  # type: ignore[misc]
    assert work[2] < 1.1 * work[0] < 1_000_000
    assert work[3] < 1.1 * work[1] < 200_000


def article(
    *said: str,
    by: str = "",
    date: PartialDate | None = None,
    between: str = "” he said. “",
    kind: QuoteKind = QuoteKind.DIRECT,
) -> Prepared:
    """An article of quotes, one after the other, by somebody."""
    text = f"{by or 'Nobody'} spoke. “"
    mentions = (Mention(0, len(by), by, Label.PERSON, by, 1),) if by else ()
    quotes = []
    for each in said:
        start = len(text)
        text += each + between
        quotes.append(
            Quote(
                start,
                start + len(each),
                each,
                kind,
                speaker_name=by or None,
                speaker_id=1 if by else None,
                confidence=0.9 if by else 0.0,
            )
        )
    ready = prepare(Draft("", text, published=date or PartialDate()))
    assert ready is not None
    return with_annotations(ready, Annotations(mentions, tuple(quotes)), "1")


def told(archive: LocalArchive, article_id: int, at: int = 0) -> list[tuple[int, str]]:
    """The statement of a quote: the article of each variant, and its words marked."""
    quote = archive.quotes_in(article_id)[at]
    assert quote.id is not None
    return [(each.found.article.id, marked(each)) for each in archive.statement(quote.id).variants]


def marked(variant: Variant) -> str:
    """The pieces of a variant on one line, [what is left out] and *what is added*."""
    around = {Change.KEPT: "{}", Change.LEFT_OUT: "[{}]", Change.ADDED: "*{}*"}
    return " ".join(around[piece.change].format(piece.text) for piece in variant.pieces)


def test_the_first_source_comes_first_and_what_has_no_date_last(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        article(CRANES),
        article(CRANES.replace("are not", "are"), by="Ruth Ellison", date=PartialDate(2024, 5)),
        article(CRANES + ", all of them", by="Tomas Reyes", date=PartialDate(2024, 4, 30)),
    )
    wanted = [
        (3, CRANES + ", all of them"),
        (2, CRANES.replace("are not", "are [not]") + " [all of them]"),
        (1, CRANES + " [all of them]"),
    ]
    wanted[1] = (2, CRANES.replace("are not safe", "are [not] safe") + " [all of them]")
    assert [told(archive, number) for number in (1, 2, 3)] == [wanted] * 3


def test_an_article_that_nobody_else_quotes_stands_alone(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path, article(CRANES), article("No comment"), article("No comment", date=PartialDate(2024))
    )
    assert told(archive, 1) == [(1, CRANES)]
    assert told(archive, 2) == [(2, "No comment")]


def test_an_article_that_says_the_words_often_takes_the_place_of_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_VARIANTS", 5)
    often = [
        article(CRANES, CRANES.upper(), CRANES, by=f"P{n} Q{n}", date=PartialDate(2020)) for n in range(4)
    ]
    archive = archive_of(tmp_path, *often, article(*[CRANES] * 9, date=PartialDate(2010)))
    for number in (1, 5):
        assert [found for found, _ in told(archive, number)] == [5, 1, 2, 3, 4]
        assert elsewhere(archive, number)[0] == 4


def test_an_article_stands_with_the_longest_of_its_quotes_of_the_words(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, article(CRANES), article(CRANES[:60], CRANES.upper(), CRANES[:70]))
    number = archive.quotes_in(1)[0].id
    assert number is not None
    assert archive.statement(number).variants[1].found.quote.text == CRANES.upper()


def test_what_others_say_in_the_same_few_words_takes_no_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "MOST_VARIANTS", 3)
    short = "We will not wait for an accident"
    others = [
        article(short, by="Tomas Reyes", date=PartialDate(2000), between=f"”, {n}. “") for n in range(9)
    ]
    hers = [
        article(short, short, by="Ruth Ellison", date=date, between=f"”, {n}. “")
        for n, date in enumerate((PartialDate(2020), PartialDate(2020), None))
    ]
    archive = archive_of(tmp_path, *others, *hers)
    assert [found for found, _ in told(archive, 11)] == [10, 11, 12]
    monkeypatch.setattr(finding, "MOST_SHORT", 10)
    assert [found for found, _ in told(archive, 11)] == [10, 11]


def test_no_more_words_are_compared_than_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = [f"{CRANES} {number}" for number in range(1000, 1040)]
    archive = archive_of(tmp_path, *map(article, said))
    assert len(told(archive, 1)) == 40
    pair = 2 * len(words_of(said[0]))
    monkeypatch.setattr(finding, "MOST_COMPARED", 10 * pair)
    assert len(told(archive, 1)) == 11


def test_pieces_are_looked_for_as_long_as_words_may_be_compared() -> None:
    said = CRANES.split()
    texts = [" ".join(said[at : at + 6]) for at in (0, 6, 12)]
    one, other, last = (
        Quote(at * 100, at * 100 + len(text), text, QuoteKind.DIRECT) for at, text in enumerate(texts)
    )
    whole = words_of(CRANES)
    little = len(whole) + len(words_of(f"{texts[0]} {texts[1]}")) + 1
    for words, wanted in (
        (1000, (one, other, last)),
        (little, (one, other)),
        (len(whole), (one,)),
        (0, (one,)),
    ):
        assert passage(one, [other, last], whole, Allowance(words)) == wanted
    strange = Quote(100, 170, "Nobody has told us what the tunnel costs " * 2, QuoteKind.DIRECT)
    assert passage(one, [strange, last], whole, Allowance(1000)) == (one, last)
    assert passage(one, [strange, last], whole, Allowance(len(whole) + 7)) == (one,)


@pytest.mark.parametrize("number", [0, -1, 99, 1 << 63, 1 << 80])
def test_an_unknown_quote_is_not_found(tmp_path: Path, number: int) -> None:
    archive = archive_of(tmp_path, article(CRANES))
    with pytest.raises(NotFoundError, match="newsreader quotes"):
        archive.quote(number)
    with pytest.raises(NotFoundError):
        archive.statement(number)


def test_few_words_are_one_statement_of_one_person_or_of_one_time(tmp_path: Path) -> None:
    short = "We will not wait for an accident"
    monday, friday, later = (
        PartialDate(2024, 4, 1),
        PartialDate(2024, 4, 5),
        PartialDate(2024, 5, 5),
    )
    archive = archive_of(
        tmp_path,
        article(short, by="Ruth Ellison", date=monday),
        article(short, by="Tomas Reyes", date=friday),
        article(short + "!", by="Ruth Ellison", date=later),
        article(short, date=friday),
        article(short + "?"),
    )
    assert [number for number, _ in told(archive, 1)] == [1, 4, 3]
    assert [number for number, _ in told(archive, 2)] == [2, 4]
    assert [number for number, _ in told(archive, 5)] == [5]


def test_pieces_of_one_article_are_compared_together(tmp_path: Path) -> None:
    day = PartialDate(2024, 4, 1)
    first, second = (
        "We will not accept the closing of the old harbour,",
        "because all of the broken cranes can be repaired.",
    )
    archive = archive_of(
        tmp_path,
        article("I think,", first, "Something else about the weather of this week.", second, date=day),
        article(f"I think {first} {second}".lower().replace(",", ""), date=day),
        article(second, between="” Long after it. “", date=day),
    )
    shown = f"I think, {first} {second}"
    for at in (1, 3):
        variants = told(archive, 1, at)
        assert variants[0] == (1, shown)
        assert variants[1][1].count("[") == variants[1][1].count("*") == 0
        assert variants[2:] == [(3, f"[I think, {first}] {second}")]
    assert [number for number, _ in told(archive, 3)] == [1, 2, 3]


def test_what_two_quotes_share_with_a_third_does_not_join_them(tmp_path: Path) -> None:
    clauses = [
        f"the {adjective} {noun} of the {place} has to be paid for by the whole county"
        for adjective, noun, place in (
            ("broken", "lighthouse", "northern cape"),
            ("flooded", "cellar", "city library"),
            ("stolen", "organ", "village church"),
        )
    ]
    archive = archive_of(
        tmp_path, article(clauses[0]), article(f"{clauses[0]}, {clauses[1]}"), article(clauses[1])
    )
    assert [number for number, _ in told(archive, 1)] == [1, 2]
    assert [number for number, _ in told(archive, 3)] == [2, 3]
    assert [number for number, _ in told(archive, 2)] == [1, 2, 3]


def test_the_order_of_adding_makes_no_difference(tmp_path: Path) -> None:
    texts = [CRANES, CRANES[:80], CRANES.replace("not safe", "quite safe"), "Listen: " + CRANES]
    found = set()
    for at, order in enumerate(permutations(range(len(texts)))):
        archive = archive_of(tmp_path / str(at))
        for each in order:
            archive._store.add([article(texts[each], date=PartialDate(2024, 1 + each))])
        statement = told(archive, order.index(2) + 1)
        found.add(tuple((order[number - 1], shown) for number, shown in statement))
        archive.close()
    assert len(found) == 1
    assert [each for each, _ in next(iter(found))] == [0, 1, 2, 3]


def rows(archive: LocalArchive, table: str) -> list[tuple[object, ...]]:
    return archive._store.database.stored(f"SELECT * FROM main.{table} ORDER BY 1, 2")  # noqa: S608


def test_statements_survive_annotating_again_and_leave_no_trace(tmp_path: Path) -> None:
    one, other, gone = article(CRANES), article(CRANES[:60]), article(CRANES + " and years")
    archive = archive_of(tmp_path, one, other, gone)
    before = rows(archive, "fingerprints")
    archive._store.replace_annotations({1: one, 3: gone})
    assert rows(archive, "fingerprints") == before
    assert [number for number, _ in told(archive, 1)] == [1, 2, 3]
    archive._store.replace_annotations({3: with_annotations(gone, Annotations(), "1")})
    assert [number for number, _ in told(archive, 1)] == [1, 2]
    assert len(rows(archive, "fingerprints")) < len(before)
    archive._store.replace_annotations(
        {at: with_annotations(each, Annotations(), "1") for at, each in ((1, one), (2, other))}
    )
    assert rows(archive, "fingerprints") == []


def test_what_is_reported_without_marks_belongs_to_no_statement(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, article(CRANES), article(CRANES + "!", kind=QuoteKind.INDIRECT))
    assert [number for number, _ in told(archive, 1)] == [1]
    (number,) = archive._store.database.rows("SELECT id FROM quotes WHERE article_id = 2")[0]
    assert [each.found.article.id for each in archive.statement(number).variants] == [2]


def test_what_users_decide_counts_at_once(tmp_path: Path) -> None:
    short = "We will not wait for an accident"
    days = [PartialDate(2024, month, 1) for month in (1, 3, 5)]
    archive = archive_of(
        tmp_path,
        article(short, by="Ruth Ellison", date=days[0]),
        article(short, by="Rut Elison", date=days[1]),
        article(CRANES, by="Rut Elison", date=days[2]),
    )
    assert [number for number, _ in told(archive, 1)] == [1]
    one, other = (archive.quotes_in(number)[0].speaker_id for number in (1, 2))
    assert one is not None
    assert other is not None
    archive.merge(one, other)
    assert [number for number, _ in told(archive, 1)] == [1, 2]
    quote = archive.quote(3)
    assert quote.quote.speaker_name == "Ruth Ellison"


def elsewhere(archive: LocalArchive, article_id: int) -> list[int]:
    return [each.elsewhere for each in archive.quotes_in(article_id)]


def test_the_quotes_of_an_article_tell_how_many_others_have_exactly_their_words(tmp_path: Path) -> None:
    short = "We will not wait for an accident"
    archive = archive_of(
        tmp_path,
        article(CRANES, short, "Nobody else says anything of the kind about the northern harbour"),
        article(CRANES.upper(), CRANES, by="Ruth Ellison"),
        article(CRANES.replace(",", " --"), short),
        article(CRANES + " and years"),
    )
    assert [elsewhere(archive, number) for number in range(1, 5)] == [[2, 0, 0], [2, 2], [2, 0], [0]]
    for number in range(1, 5):
        for quote in archive.quotes_in(number):
            assert quote.id is not None
            assert quote.elsewhere < len(archive.statement(quote.id).variants)
            assert archive.quote(quote.id).quote == quote
    (last,) = (each.id for each in archive.quotes_in(3) if each.text.startswith("The old"))
    assert last is not None
    archive.unquote(last)
    assert elsewhere(archive, 1) == [1, 0, 0]
    archive.undo()
    assert elsewhere(archive, 1) == [2, 0, 0]


def test_words_that_very_many_articles_have_are_counted_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeats, "MOST", 4)
    archive = archive_of(tmp_path, *(article(CRANES, by=f"P{n} Q{n}") for n in range(9)))
    assert elsewhere(archive, 1) == [4]


def test_a_flood_of_the_same_words_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_VARIANTS", 20)
    monkeypatch.setattr(finding, "COMMON", 10)
    monkeypatch.setattr(finding, "CANDIDATES", 10)
    flood = [article(CRANES, by=f"P{n} Q{n}", date=PartialDate(2000 + n)) for n in range(60)]
    other = [article(f"{CRANES} {n}") for n in range(60)]
    archive = archive_of(tmp_path, *flood, *other)
    variants = told(archive, 30)
    assert len(variants) == 21
    assert [number for number, _ in variants] == [*range(1, 21), 30]
    few = lines_run(lambda: told(archive, 30))
    archive._store.add([article(CRANES + f" {n} {n}") for n in range(100, 300)])
    assert lines_run(lambda: told(archive, 30)) < 1.05 * few
    monkeypatch.setattr(finding, "CANDIDATES", 1000)
    words = words_of(CRANES)
    assert len(finding._near(archive._store.database, words)) <= 10 * len(fingerprints(words))


def test_a_quote_of_a_million_characters_is_read_as_far_as_it_is_compared(tmp_path: Path) -> None:
    chosen = random.Random(1)  # noqa: S311
    long = " ".join(f"w{chosen.randrange(5000)}" for _ in range(150_000))
    archive = archive_of(tmp_path, article(f"{CRANES}. {long}"), article(CRANES))
    assert [number for number, _ in told(archive, 2)] == [1, 2]
    assert len(rows(archive, "fingerprints")) < MOST_WORDS
