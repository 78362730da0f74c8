from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import QueryError
from index.query import DateRange, parse
from index.query.dates import RELATIVE_DATES, parse_date_range

WEDNESDAY = date(2024, 4, 17)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("today", 20240417, 20240417),
        ("Yesterday", 20240416, 20240416),
        ("this week", 20240415, 20240421),
        ("last week", 20240408, 20240414),
        ("this month", 20240400, 20240499),
        ("last month", 20240300, 20240399),
        ("this year", 20240000, 20249999),
        ("last year", 20230000, 20239999),
        ("last  30 days", 20240319, 20240417),
        ("past 1 day", 20240417, 20240417),
        ("last 2 weeks", 20240404, 20240417),
        ("2024-q1", 20240100, 20240399),
        ("2023-Q4", 20231000, 20231299),
        ("2023-q4..2024-q1", 20231000, 20240399),
        ("yesterday..today", 20240416, 20240417),
        (">yesterday", 20240417, 99999999),
        (">=last week", 20240408, 99999999),
        ("<2024-q2", 1, 20240399),
    ],
)
def test_dates(text: str, first: int, last: int) -> None:
    assert parse_date_range(text, WEDNESDAY) == DateRange(first, last)
    assert parse(f'date:"{text}"', today=WEDNESDAY).node == DateRange(first, last)


@pytest.mark.parametrize(
    ("today", "text", "first", "last"),
    [
        (date(2024, 1, 31), "last month", 20231200, 20231299),
        (date(2024, 3, 1), "yesterday", 20240229, 20240229),
        (date(2024, 4, 15), "last week", 20240408, 20240414),
        (date(2024, 4, 21), "this week", 20240415, 20240421),
        (date(2024, 1, 1), "last year", 20230000, 20239999),
    ],
)
def test_weeks_and_months_turn_with_the_calendar(today: date, text: str, first: int, last: int) -> None:
    assert parse_date_range(text, today) == DateRange(first, last)


@pytest.mark.parametrize(
    "text",
    ["last", "week", "last 0 days", "last 3 months", "this 3 days", "2024-q5", "next week", "\x1b[31m"],
)
def test_what_is_no_date_is_told(text: str) -> None:
    with pytest.raises(QueryError, match="is not a date") as caught:
        parse(f'date:"{text}"', today=WEDNESDAY)
    assert (caught.value.start, caught.value.end) == (5, 7 + len(text))
    assert str(caught.value).isprintable()


def test_a_message_shows_how_to_write_a_date_of_two_words() -> None:
    with pytest.raises(QueryError, match='date:"last week"'):
        parse("date:last week")


@given(st.dates(), st.sampled_from((*RELATIVE_DATES, "last 9999 weeks")))
def test_every_day_has_its_stretches(today: date, text: str) -> None:
    span = parse_date_range(text, today)
    assert span.first <= span.last
    this = today.year * 10000 + today.month * 100 + today.day
    if text.startswith(("this", "last 7", "last 30")) or text == "today":
        assert span.contains(this)
    elif text != "last 9999 weeks":
        assert span.last < this or today == date.min
