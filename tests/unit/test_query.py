from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import QueryError
from index.query import (
    DEEPEST,
    LONGEST_QUERY,
    MOST_TERMS,
    And,
    DateRange,
    Field,
    Fuzzy,
    HasQuotes,
    Mark,
    Marked,
    Node,
    Not,
    OneEntity,
    Or,
    Phrase,
    Prefix,
    Query,
    Word,
    find_matches,
    matches_text,
    parse,
)
from index.query.fields import SHOWN_FIELDS
from index.query.filters import HAS_VALUES
from index.text import clean_line


def word(term: str, field: Field = Field.TEXT) -> Word:
    return Word(field, term)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", None),
        ("   ", None),
        ("Crane", word("crane")),
        ("a b", And((word("a"), word("b")))),
        ("a AND b", And((word("a"), word("b")))),
        ("a b OR c", Or((And((word("a"), word("b"))), word("c")))),
        ("a (b OR c)", And((word("a"), Or((word("b"), word("c")))))),
        ("a NOT b", And((word("a"), Not(word("b"))))),
        ("a -b", And((word("a"), Not(word("b"))))),
        ("-(a b)", Not(And((word("a"), word("b"))))),
        ("and or not", And((word("and"), word("or"), word("not")))),
        ('"machine tools"', Phrase(Field.TEXT, ("machine", "tools"))),
        ("“machine tools”", Phrase(Field.TEXT, ("machine", "tools"))),
        ("machine-tool", Or((Phrase(Field.TEXT, ("machine", "tool")), word("machinetool")))),
        ("minist*", Prefix(Field.TEXT, "minist")),
        ("goverment~", Fuzzy(Field.TEXT, "goverment")),
        ("by:ellison", word("ellison", Field.BY)),
        ('By:"ruth ellison"', Phrase(Field.BY, ("ruth", "ellison"))),
        ("by:(a OR b) c", And((Or((word("a", Field.BY), word("b", Field.BY))), word("c")))),
        ("http://x", Phrase(Field.TEXT, ("http", "x"))),
        ("note: this", And((word("note"), word("this")))),
        ("has:quotes", HasQuotes()),
        ("entity:12", OneEntity(12)),
        ("crane -Entity:7", And((word("crane"), Not(OneEntity(7))))),
        ('entity:"12"', OneEntity(12)),
        ("date:2023", DateRange(20230000, 20239999)),
        ("date:2024-04", DateRange(20240400, 20240499)),
        ("date:2024-04-15", DateRange(20240415, 20240415)),
        ("date:2023..2024-02", DateRange(20230000, 20240299)),
        ("date:>2024-04-15", DateRange(20240416, 99999999)),
        ("date:>=2024-04", DateRange(20240400, 99999999)),
        ("date:<2024", DateRange(1, 20239999)),
        ("date:<=2024", DateRange(1, 20249999)),
        ("a & b", And((word("a"), word("b")))),
        ("U.S.", word("us")),
        ("=state", Word(Field.TEXT, "state", exact=True)),
        ("title:=State", Word(Field.TITLE, "state", exact=True)),
        ("quote:(=state OR crane)", Or((Word(Field.QUOTE, "state", True), word("crane", Field.QUOTE)))),
        ("-=state", Not(Word(Field.TEXT, "state", exact=True))),
        ("=e-mail", Phrase(Field.TEXT, ("e", "mail"))),
        ("a = b", And((word("a"), word("b")))),
        ('title:="old crane"', Phrase(Field.TITLE, ("old", "crane"))),
        ('"machine tools"~3', Phrase(Field.TEXT, ("machine", "tools"), slop=3)),
        ('quote:"machine tools"~20', Phrase(Field.QUOTE, ("machine", "tools"), slop=20)),
        ('"cranes"~3', Phrase(Field.TEXT, ("cranes",))),
        ('-"old crane"', Not(Phrase(Field.TEXT, ("old", "crane")))),
        ("NOT by:(a b)", Not(And((word("a", Field.BY), word("b", Field.BY))))),
        ("by:(putin OR xi)", Or((word("putin", Field.BY), word("xi", Field.BY)))),
        (
            "((a OR b) -(c d)) e",
            And((Or((word("a"), word("b"))), Not(And((word("c"), word("d")))), word("e"))),
        ),
        ("text:crane", word("crane")),
        ("is:unread", Marked(Mark.UNREAD)),
        ("-IS:Read", Not(Marked(Mark.READ))),
        ('crane is:"starred"', And((word("crane"), Marked(Mark.STARRED)))),
        ("e-mail,", Or((Phrase(Field.TEXT, ("e", "mail")), word("email")))),
        ("title:up-to-date", Or((Phrase(Field.TITLE, ("up", "to", "date")), word("uptodate", Field.TITLE)))),
        ("state-of-the-art", Phrase(Field.TEXT, ("state", "of", "the", "art"))),
        ("by:jean-claude", Phrase(Field.BY, ("jean", "claude"))),
        ("co-op*", Or((Phrase(Field.TEXT, ("co", "op"), prefix=True), Prefix(Field.TEXT, "coop")))),
        ('"e-mail"', Phrase(Field.TEXT, ("e", "mail"))),
    ],
)
def test_parse(text: str, node: Node | None) -> None:
    assert parse(text).node == node


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("x" * (LONGEST_QUERY + 1), LONGEST_QUERY, LONGEST_QUERY + 1),
        ("ab* c*", 4, 6),
        ("*ab", 0, 3),
        ("a*b", 0, 3),
        ("abc~", 0, 4),
        ("abcd~ efgh~", 6, 11),
        ("a AND", 2, 5),
        ("OR a", 0, 2),
        ("a OR OR b", 2, 4),
        ("by:", 0, 3),
        ("by: )", 0, 3),
        ("(a", 0, 1),
        ("a)", 1, 2),
        ("()", 0, 1),
        ('say "this', 4, 9),
        ("date:2024-13", 5, 12),
        ("date:2023-02-29", 5, 15),
        ("date:soon", 5, 9),
        ("date:2024..2023", 5, 15),
        ("date:..", 5, 7),
        ("date:(2024)", 5, 6),
        ("has:pictures", 4, 12),
        ("entity:ellison", 7, 14),
        ("entity:1.5", 7, 10),
        ("entity:²", 7, 8),
        ("entity:(1 OR 2)", 7, 8),
        ("entity:", 0, 7),
        ("is:un", 3, 5),
        ("is:(read)", 3, 4),
        ('is:"read', 3, 8),
        ('date:"2024', 5, 10),
        ("=minist*", 0, 8),
        ("a =goverment~", 2, 13),
        ("=*", 0, 2),
        ("goverment~2", 0, 11),
        ('"a b"~', 5, 6),
        ('"a b"~3x', 5, 8),
        ('"a"~x b', 3, 5),
        ('"a b"~²', 5, 7),
        ('"a b"~21', 5, 8),
        ("date:last week", 5, 9),
        ("date:2024-", 5, 10),
        ('"a" by:', 4, 7),
        ("NOT", 0, 3),
        ("!!", 0, 2),
        (" ".join("ab" for _ in range(MOST_TERMS + 1)), 3 * MOST_TERMS, 3 * MOST_TERMS + 2),
        ("(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1), DEEPEST, DEEPEST + 1),
    ],
)
def test_errors_say_where(text: str, start: int, end: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.start, caught.value.end) == (start, end)
    assert str(caught.value)


@pytest.mark.parametrize(
    ("text", "node", "aside"),
    [
        ("putin AND", word("putin"), True),
        ("putin OR ", word("putin"), True),
        ("putin -", word("putin"), False),
        ("by:", None, True),
        ("cranes entity:", word("cranes"), True),
        ("cranes entity:x", word("cranes"), True),
        ("cranes entity:1", And((word("cranes"), OneEntity(1))), False),
        ("cranes by:", word("cranes"), True),
        ("date:20", None, True),
        ("cranes date:2024-", word("cranes"), True),
        ("cranes x", word("cranes"), True),
        ("cranes ", word("cranes"), False),
        ("cran", Or((word("cran"), Prefix(Field.TEXT, "cran", begun=True))), False),
        ("by:elli", Or((word("elli", Field.BY), Prefix(Field.BY, "elli", begun=True))), False),
        ('"old cra', Phrase(Field.TEXT, ("old", "cra"), prefix=True, begun=True), True),
        ("(old cranes ", And((word("old"), word("cranes"))), True),
        ("old -cra", And((word("old"), Not(word("cra")))), False),
        ("=sta", Word(Field.TEXT, "sta", exact=True), False),
        (
            "e-ma",
            Or(
                (
                    Phrase(Field.TEXT, ("e", "ma"), prefix=True, begun=True),
                    word("ema"),
                    Prefix(Field.TEXT, "ema", begun=True),
                )
            ),
            False,
        ),
        ("cranes e-m", And((word("cranes"), word("e"))), True),
        ('"old cranes"~', Phrase(Field.TEXT, ("old", "cranes")), True),
        ('"old cranes"~x', Phrase(Field.TEXT, ("old", "cranes")), True),
        ('"old cranes"~25', Phrase(Field.TEXT, ("old", "cranes"), slop=20), True),
        ("cranes is:", word("cranes"), True),
        ("cranes is:un", word("cranes"), True),
        ("cranes is:unread", And((word("cranes"), Marked(Mark.UNREAD))), False),
        ('cranes date:"last we', word("cranes"), True),
        ("by:(putin OR", word("putin", Field.BY), True),
        ("cranes -(", word("cranes"), True),
        ("cranes goverment~2", word("cranes"), True),
    ],
)
def test_unfinished_input_goes_as_far_as_it_can(text: str, node: Node | None, aside: bool) -> None:
    query = parse(text, typing=True)
    assert query.node == node
    assert (query.problem is not None) is aside


PIECES = st.sampled_from(
    [
        "AND",
        "OR",
        "NOT",
        "(",
        ")",
        '"',
        "“",
        "”",
        "by:",
        "date:",
        "has:",
        "entity:",
        "is:",
        "unread",
        "title:",
        "last week",
        "2024-q1",
        "e-mail",
        "=",
        "~3",
        "*",
        "~",
        "-",
        " ",
        ":",
        "..",
    ]
)


@settings(max_examples=400)
@given(st.lists(PIECES | st.text(max_size=6), max_size=40).map("".join), st.booleans())
def test_whatever_is_typed_is_a_query_or_an_error(text: str, typing: bool) -> None:
    try:
        query = parse(text, typing)
    except QueryError as error:
        start, end, message = error.start, error.end, str(error)
    else:
        start, end, message = 0, len(query.text), query.problem or ""
        _check_matches(query, text)
    assert clean_line(message) == message
    assert 0 <= start <= end <= len(text)


def _check_matches(query: Query, text: str) -> None:
    for start, end in find_matches(query, text):
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="ab \"()-'*~:", max_size=30))
def test_typing_a_valid_query_does_not_fail_before_it_is_whole(text: str) -> None:
    try:
        parse(text)
    except QueryError:
        return
    parse(text, typing=True)


def found(query: str, text: str) -> list[str]:
    return [text[start:end] for start, end in find_matches(parse(query), text)]


def test_matches_are_the_words_as_written() -> None:
    text = (
        "Ministries’ cranes\n\nThe ministry’s old crane fell; the Crane-driver's Zürich trip to the U.S. not."
    )
    assert found("ministry", text) == ["Ministries", "ministry’s"]
    assert found("crane", text) == ["cranes", "crane", "Crane"]
    assert found("zurich us", text) == ["Zürich", "U.S."]
    assert found('"old crane"', text) == ["old crane"]
    assert found('"old cranes"', text) == []
    assert found("minist*", text) == ["Ministries", "ministry’s"]
    assert found("crnae~", text) == ["crane", "Crane"]
    assert found("title:crane", text) == ["cranes"]
    assert found("old -crane", text) == ["old"]
    assert found("source:ministry date:2024 has:quotes", text) == []


def test_a_word_is_marked_exactly_as_written_where_that_is_asked() -> None:
    text = "States of the state; a State’s staff"
    assert found("=state", text) == ["state", "State’s"]
    assert found("state", text) == ["States", "state", "State’s"]
    assert found("title:=state", "State house\n\nthe state") == ["State"]


def test_hyphens_are_marked_as_the_index_finds_them() -> None:
    text = "An e-mail, the e mail and emails; anti-war, co‑operation, COVID-19"
    assert found("e-mail", text) == ["e-mail", "e mail", "emails"]
    assert found("email", text) == ["e-mail", "emails"]
    assert found("=email", text) == ["e-mail"]
    assert found("antiwar cooperation covid19", text) == ["anti-war", "co‑operation", "COVID-19"]
    assert found("coop*", text) == ["co‑operation"]
    assert found("co-op*", text) == ["co‑operation"]
    assert found("cooperatoin~", text) == ["co‑operation"]
    assert found('"the email"', text) == []
    assert found('"an email"', text) == ["An e-mail"]
    assert found("title:email", "E-mail\n\nan e-mail") == ["E-mail"]


def test_of_a_phrase_with_words_in_between_its_own_words_are_marked() -> None:
    text = "the machine makes new tools; tools of a machine; machine tools"
    assert found('"machine tools"', text) == ["machine tools"]
    assert found('"machine tools"~1', text) == ["machine", "tools"]
    assert found('"machine tools"~2', text) == ["machine", "tools", "machine", "tools"]
    assert find_matches(parse('"machine tools"~2'), text)[0] == (4, 11)
    assert found('"machine new tools"~1', text) == ["machine", "new", "tools"]
    assert found('"machine new tools"~1', "machine a new b tools") == []
    assert found('"machine new tools"~2', "machine a new b tools") == ["machine", "new", "tools"]


@given(
    st.lists(st.sampled_from("abc"), max_size=14),
    st.lists(st.sampled_from("abc"), min_size=2, max_size=3),
    st.integers(0, 4),
)
def test_a_phrase_is_found_where_its_words_stand_close_enough(
    text: list[str], words: list[str], slop: int
) -> None:
    node = Phrase(Field.TEXT, tuple(words), slop=slop)
    holds = any(
        [text[at] for at in places] == words and places[-1] - places[0] + 1 - len(words) <= slop
        for places in combinations(range(len(text)), len(words))
    )
    assert matches_text(node, " ".join(text)) is holds
    assert bool(find_matches(Query("", node), " ".join(text))) is holds


def test_overlapping_matches_become_one() -> None:
    assert found('"old crane" crane', "the old crane") == ["old crane"]


def test_matches_text_follows_the_logic() -> None:
    text = "the old cranes are not safe"
    assert matches_text(parse("crane -new").node, text)
    assert not matches_text(parse("crane -safe").node, text)
    assert matches_text(parse('new OR "not safe"').node, text)
    assert not matches_text(parse('"safe not"').node, text)
    assert matches_text(parse("antiwar").node, "an anti-war speech")
    assert matches_text(parse('"old are"~1').node, text)
    assert not matches_text(parse("=crane").node, text)


@pytest.mark.parametrize(
    ("query", "passed", "matches"),
    [
        ("crane entity:1", {1}, True),
        ("crane entity:1", {2}, False),
        ("crane -entity:1", {2}, True),
        ("storm OR entity:1", {1}, True),
        ("-(entity:1 entity:2)", {1}, True),
    ],
)
def test_matches_text_asks_whether_filters_are_passed(query: str, passed: set[int], matches: bool) -> None:
    node = parse(query).node
    found = matches_text(
        node, "an old crane", lambda each: isinstance(each, OneEntity) and each.entity_id in passed
    )
    assert found is matches


@pytest.mark.parametrize(
    ("query", "ordinal", "inside"),
    [
        ("date:2024", 20240000, True),
        ("date:2024-04", 20240000, False),
        ("date:2024-04", 20240400, True),
        ("date:2024-04-15", 20240400, False),
        ("date:<2024-04", 20240000, False),
        ("date:<=2024", 20240000, True),
        ("date:>2024-04-15", 20240415, False),
        ("date:>2024-04-15", 20240416, True),
        ("date:<2100", 0, False),
    ],
)
def test_a_date_lies_within_only_if_all_of_it_does(query: str, ordinal: int, inside: bool) -> None:
    node = parse(query).node
    assert isinstance(node, DateRange)
    assert node.contains(ordinal) is inside


@pytest.mark.parametrize(
    ("query", "field", "meant"),
    [
        ("speaker:otieno", "speaker", "by"),
        ("cranes Speaker:otieno", "speaker", "by"),
        ('headline:"old cranes"', "headline", "title"),
        ("persn:(a OR b)", "persn", "person"),
        ("outlet:upi", "outlet", "source"),
        ("foo:bar", "foo", None),
    ],
)
@pytest.mark.parametrize("typing", [False, True])
def test_a_field_that_does_not_exist_is_told(query: str, field: str, meant: str | None, typing: bool) -> None:
    problem = parse(query, typing).problem
    assert problem is not None
    assert f"“{field}:”" in problem
    assert "title:, by:," in problem
    assert (f"did you mean “{meant}:”" in problem) is (meant is not None)


@pytest.mark.parametrize(
    "query", ["http://x.org", "10:30", "note: this", "a:b", "mailto:x", "by:otieno", '"foo:bar"', "foo:"]
)
def test_a_colon_alone_is_no_field(query: str) -> None:
    assert parse(query).problem is None


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("中", word("中")),
        ("中国", Phrase(Field.TEXT, ("中", "国"))),
        ("ไ", word("ไ")),
        ("by:中", word("中", Field.BY)),
        ("中*", word("中")),
    ],
)
def test_a_character_of_a_script_without_spaces_is_a_word(text: str, node: Node) -> None:
    assert parse(text, typing=True) == Query(text, node, None)
    assert parse(text).node == node


def test_a_sentence_of_a_script_without_spaces_is_a_query() -> None:
    sentence = "ประเทศไทย" * 10
    assert parse(sentence).node == Phrase(Field.TEXT, tuple(sentence))
    with pytest.raises(QueryError):
        parse("中" * (4 * MOST_TERMS + 1))


def test_a_syllable_is_the_beginning_of_a_word() -> None:
    query = parse("한", typing=True)
    assert query.problem is None
    assert [text for text in ("한국은", "국") if find_matches(query, text)] == ["한국은"]


def test_a_name_is_marked_as_far_as_the_text_writes_it() -> None:
    text = "Sergey Shoigu left. Shoigu of the Bank of Hallam met the head of a bank. Then Hallam said no."
    assert found('by:"sergei shoigu"', text) == ["Shoigu", "Shoigu"]
    assert found('person:"sergey shoigu"', text) == ["Sergey Shoigu", "Shoigu"]
    assert found('org:"bank of hallam"', text) == ["Bank of Hallam", "bank", "Hallam"]
    assert found("by:shoi", text) == ["Shoigu", "Shoigu"]
    assert found("by:li", "like a line") == []


def test_the_title_ends_where_the_body_starts() -> None:
    query = parse("title:cranes")
    assert find_matches(query, "Old cranes\n\nThe cranes", body_start=0) == ()
    assert find_matches(query, "Old cranes\n\nThe cranes", body_start=12) == ((4, 10),)


def test_the_page_on_queries_has_every_field_and_value() -> None:
    page = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")
    values = [f"is:{mark}" for mark in Mark] + [f"has:{value}" for value in HAS_VALUES]
    for name in (*(f"{name}:" for name in (*SHOWN_FIELDS, Field.TEXT)), *values):
        assert f"`{name}" in page, name


@pytest.mark.parametrize("hidden", ["\xad", "\u200b", "\u200d", "\u2060", "\ufeff", "\u202e", "\x00"])
def test_characters_that_nobody_sees_are_no_part_of_a_query(hidden: str) -> None:
    seen = parse("cranes title:harbour")
    assert parse(f"cra{hidden}nes ti{hidden}tle:harbour{hidden}") == seen
    assert parse(f'"old{hidden} cra{hidden}nes"').node == Phrase(Field.TEXT, ("old", "cranes"))
    assert parse(hidden).node is None
    with pytest.raises(QueryError) as raised:
        parse(f"cra{hidden}nes date:ne{hidden}ver x")
    assert (raised.value.start, raised.value.end) == (13, 19)


def test_white_space_of_any_kind_divides_words() -> None:
    for space in "\t\n\r\x0b\x0c\x1c\x85\u2028":
        assert parse(f"old{space}cranes").node == parse("old cranes").node
