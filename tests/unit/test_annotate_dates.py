"""Dates in invented sentences: which words they are, and what they stand for."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.annotate import annotate, dates
from index.models import UNKNOWN_DATE, Label, PartialDate
from tests.unit.tracing import lines_run

THURSDAY = PartialDate(2024, 5, 16)


def surfaces(text: str) -> list[str]:
    return [text[start:end] for start, end in dates.find(text)]


def values(text: str, published: PartialDate = UNKNOWN_DATE) -> list[str | None]:
    return [dates.value(text, start, end, published) for start, end in dates.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained on Tuesday night.", ["Tuesday"]),
        ("It rained on April 15-16 and 15 April 2024.", ["April 15-16", "15 April 2024"]),
        ("From Tuesday, May 3, 2022, to the end of March.", ["Tuesday, May 3, 2022", "March"]),
        ("In mid-2019, early 2020 and the 1990s.", ["mid-2019", "2020", "1990s"]),
        ("It met in May, and in March 2021.", ["May", "March 2021"]),
        ("They may march. May said so in the Sunday Times.", []),
        ("Ada May resigned. The fall of May was sudden.", []),
        ("The Women's March drew 2000 people and 1500 elephants.", []),
        ("Call 1800 247 600 or take flight 1990 to room 1995.", []),
        ("USA Today wrote about today's youth and the Today show.", []),
        ("It is worth £2010, or 2010 pounds.", ["£2010", "2010 pounds"]),
        (
            "He came last week, two years ago, and will go next month.",
            ["last week", "two years ago", "next month"],
        ),
        ("The last week of it lasted two years.", []),
        ("At 9:30 a.m. on May 10 at 10:30.", ["May 10"]),
        ("See example.org/june-11-1973-the-day and page 1985.", []),
        ("The summer of 2023, Q3 2022 and the 20th century.", ["summer of 2023", "Q3 2022", "20th century"]),
    ],
)
def test_what_is_a_date(text: str, expected: list[str]) -> None:
    assert surfaces(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("April 15, 2024", "2024-04-15"),
        ("15th of April, 2024", "2024-04-15"),
        ("2024-04-15", "2024-04-15"),
        ("27/4/2024", "2024-04-27"),
        ("3/4/2024", "2024"),
        ("Sept. 2024", "2024-09"),
        ("in 2024", "2024"),
        ("the 1990s", "199X"),
        ("the nineteenth century", "18XX"),
        ("on 15 March 44 BC", None),
        ("on 12 May 1200 B.C.", None),
        ("July 14 to 24, 2022", "2022-07-14/2022-07-24"),
        ("30 March to 2 April 2023", "2023-03-30/2023-04-02"),
        ("2019-21", "2019/2021"),
        ("December-January 2024", "2023-12/2024-01"),
        ("spring 2023", "2023-21"),
        ("the fourth quarter of 2023", "2023-36"),
        ("FY2022-23", "2022/2023"),
        ("on April 27", "XXXX-04-27"),
        ("in April", "XXXX-04"),
        ("on Wednesday", None),
        ("last month", None),
        ("April 31", None),
        ("February 29, 2023", None),
    ],
)
def test_what_the_text_alone_tells(text: str, expected: str | None) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said so on Wednesday.", "2024-05-15"),
        ("He said so on Thursday.", "2024-05-16"),
        ("He said Friday that he will leave.", "2024-05-10"),
        ("He will leave on Friday.", "2024-05-17"),
        ("On Friday, she will leave.", "2024-05-17"),
        ("The result will be announced on Friday.", "2024-05-17"),
        ("It met last Thursday.", "2024-05-09"),
        ("It meets next Thursday.", "2024-05-23"),
        ("It meets this Friday.", "2024-05-17"),
        ("It fell yesterday.", "2024-05-15"),
        ("It fell last night.", "2024-05-15"),
        ("It fell last week.", "2024-05-06/2024-05-12"),
        ("It fell last month.", "2024-04"),
        ("It fell last year.", "2023"),
        ("It fell last May.", "2023-05"),
        ("It fell last quarter.", "2024-33"),
        ("It fell last summer.", "2023-22"),
        ("It fell in May.", "2024-05"),
        ("It fell on April 27.", "2024-04-27"),
        ("It fell on December 24.", "2023-12-24"),
        ("The vote is scheduled for November 5.", "2024-11-05"),
        ("The July 20 vote matters.", "2024-07-20"),
        ("It fell on Saturday, May 13.", "2023-05-13"),
        ("It fell ten days ago.", "2024-05-06"),
        ("It fell three months ago.", "2024-02"),
        ("It fell two years ago.", "2022"),
        ("It fell in the ’90s.", "199X"),
    ],
)
def test_what_the_day_of_publication_tells(text: str, expected: str) -> None:
    assert values(text, THURSDAY) == [expected]


def test_the_year_of_a_second_date_holds_for_the_first() -> None:
    text = "It fell between April 29 and May 3, 2021."
    assert values(text, THURSDAY) == ["2021-04-29", "2021-05-03"]


def test_after_a_date_of_an_earlier_year_the_year_stays_open() -> None:
    text = "It met on February 9, 1940. On March 13 it met again, and on March 14, 1941."
    assert values(text, THURSDAY) == ["1940-02-09", "XXXX-03-13", "1941-03-14"]


def test_a_leap_day_keeps_its_year_open_where_the_year_has_none() -> None:
    assert values("on February 29", PartialDate(2023, 5, 16)) == ["XXXX-02-29"]


def test_part_of_a_day_of_publication_tells_part() -> None:
    assert values("last year and last month, Friday", PartialDate(2024)) == ["2023", None, None]
    assert values("in April, on Friday", PartialDate(None, 5, 16)) == ["XXXX-04", None]


def test_mentions_have_values() -> None:
    found = annotate(
        "Ada Brook paid $5 million on Tuesday. Ada May left in May.", published=THURSDAY
    ).mentions
    told = {mention.text: (mention.label, mention.value) for mention in found}
    assert told["$5 million"] == (Label.DATE, "5000000 $")
    assert told["Tuesday"] == (Label.DATE, "2024-05-14")
    assert told["May"] == (Label.DATE, "2024-05")
    assert "Ada Brook" in told


_PIECES = [
    *[
        "April ",
        "May ",
        "27",
        "2024",
        "-",
        "–",
        ", ",
        " to ",
        " and ",
        "Tuesday",
        "last ",
        "ago",
        "1990s",
        "’90s",
    ],
    *[
        "$",
        "5",
        " million",
        " percent",
        "US",
        "Rs ",
        ".",
        "half a ",
        "two ",
        "km",
        "Q3",
        "FY",
        "20th century",
    ],
    *["\n", "\x00", "\u202e", "\ud800", "٣", "½", " "],
]
_TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=40).map("".join))
_VALUE = re.compile(
    r"(?:[\dX]{4}(?:-\d\d(?:-\d\d)?)?|\d{3}X|\d\dXX|XX\dX)(?:/[\dX]{4}(?:-\d\d(?:-\d\d)?)?)?"
    r"|-?\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)? \S+"
)


@settings(max_examples=400, deadline=None)
@given(_TEXTS, st.sampled_from([UNKNOWN_DATE, THURSDAY, PartialDate(1, 1, 1), PartialDate(9999, 12, 31)]))
def test_any_text_has_ranges_in_order_and_values_in_form(text: str, published: PartialDate) -> None:
    found = dates.find(text)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    for value in values(text, published):
        assert value is None or _VALUE.fullmatch(value), value


@given(st.dates(date(1900, 1, 1), date(2039, 12, 31)))
def test_any_day_is_found_in_each_form(day: date) -> None:
    for form in ("%B %d, %Y", "%d %B %Y", "%Y-%m-%d", "%A, %B %d, %Y", "%b. %d, %Y"):
        text = f"It fell on {day.strftime(form).replace('May.', 'May')}."
        assert values(text) == [str(day)], text


@pytest.mark.parametrize(
    "piece", ["April ", "1990-", "5 ", "$5 ", "Tuesday, ", "two to ", "last ", "ago ", "1,", "April 5 to "]
)
def test_work_grows_with_the_length_of_a_flood(piece: str) -> None:
    assert lines_run(lambda: values(piece * 800, THURSDAY)) < 6 * lines_run(
        lambda: values(piece * 200, THURSDAY)
    )
