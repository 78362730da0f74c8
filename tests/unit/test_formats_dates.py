from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.formats.dates import parse_date, written_date
from index.models import UNKNOWN_DATE, PartialDate

WHOLE = PartialDate(2023, 4, 17)


@pytest.mark.parametrize(
    "value",
    [
        "2023-04-17",
        "2023-04-17T10:00Z",
        "2023-04-17 10:00:00+02:00",
        "20230417",
        20230417,
        "17 April 2023",
        "Apr. 17, 2023 10:30 AM EDT",
        "Mon, 17 Apr 2023 10:00:00 GMT",
        "17/04/2023",
        "04/17/2023",
        1681725600,
        "1681725600",
        1681725600000,
        1681725600.5,
        "10:30, 17 April 2023",
        "Mon Apr 17 10:00:00 2023",
        "17-APR-2023 15:01",
    ],
)
def test_whole_dates(value: object) -> None:
    assert parse_date(value) == WHOLE


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2023-04", PartialDate(2023, 4)),
        ("April 2023", PartialDate(2023, 4)),
        ("2023", PartialDate(2023)),
        (2023, PartialDate(2023)),
        ("April 27", PartialDate(None, 4, 27)),
        ("27 Apr.", PartialDate(None, 4, 27)),
        ("03/04/2023", PartialDate(2023)),
        ("04/04/2023", PartialDate(2023, 4, 4)),
    ],
)
def test_what_is_not_written_stays_unknown(value: object, date: PartialDate) -> None:
    assert parse_date(value) == date


@pytest.mark.parametrize(
    "value",
    [
        "",
        "yesterday",
        "now",
        "10:30",
        "Friday",
        "Monday 5pm",
        "12",
        "2023-02-30",
        "31 April 2023",
        "0001-01-01",
        "soon",
        None,
        True,
        [],
        {},
        5,
        -1,
        float("nan"),
        float("inf"),
        10**400,
        "9" * 14,
        "1/2/03",
        "x" * 5000,
        "²⁰²³",
    ],
)
def test_nonsense_is_unknown(value: object) -> None:
    assert parse_date(value) == UNKNOWN_DATE


@given(
    st.one_of(
        st.text(), st.integers(), st.floats(), st.from_regex(r"[\dA-Za-z ,:/.+-]{1,20}", fullmatch=True)
    )
)
def test_no_value_raises(value: object) -> None:
    date = parse_date(value)
    assert date.year is None or 1600 <= date.year <= 2200


@pytest.mark.parametrize(
    "text", ["On 17 April 2023 they met.", "April 17, 2023 10 tanks", "May", "may 2 visit"]
)
def test_a_date_among_other_words_is_none(text: str) -> None:
    assert written_date(text) is None
