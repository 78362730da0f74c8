from __future__ import annotations

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
        ("machine-tool", Phrase(Field.TEXT, ("machine", "tool"))),
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
        ("cran", Or((word("cran"), Prefix(Field.TEXT, "cran"))), False),
        ("by:elli", Or((word("elli", Field.BY), Prefix(Field.BY, "elli"))), False),
        ('"old cra', Phrase(Field.TEXT, ("old", "cra"), prefix=True), True),
        ("(old cranes ", And((word("old"), word("cranes"))), True),
        ("old -cra", And((word("old"), Not(word("cra")))), False),
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
        "title:",
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
        start, end = error.start, error.end
    else:
        start, end = 0, len(query.text)
        _check_matches(query, text)
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


def test_overlapping_matches_become_one() -> None:
    assert found('"old crane" crane', "the old crane") == ["old crane"]


def test_matches_text_follows_the_logic() -> None:
    text = "the old cranes are not safe"
    assert matches_text(parse("crane -new").node, text)
    assert not matches_text(parse("crane -safe").node, text)
    assert matches_text(parse('new OR "not safe"').node, text)
    assert not matches_text(parse('"safe not"').node, text)


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
