"""Amounts in invented sentences: money, percentages and measures, and what they stand for."""

from __future__ import annotations

import pytest

from index.annotate.dates import amounts


def read(text: str) -> list[tuple[str, str | None]]:
    return [(text[start:end], amounts.value(text, start, end)) for start, end in amounts.find(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("US$300", "300 USD"),
        ("C$5 million", "5000000 CAD"),
        ("$5 million", "5000000 $"),
        ("$300 CAD", "300 CAD"),
        ("€1.2bn", "1200000000 EUR"),
        ("Rs 2.5 crore", "25000000 Rs"),
        ("₹50 lakh", "5000000 INR"),
        ("20,000 Indian rupees", "20000 INR"),
        ("500 Sri Lankan rupees", "500 LKR"),
        ("five million dollars", "5000000 $"),
        ("half a million pounds", "500000 pound"),
        ("a hundred million US dollars", "100000000 USD"),
        ("$5-10 million", "5000000/10000000 $"),
        ("UGX 3.8 billion", "3800000000 UGX"),
        ("50,000 won", "50000 KRW"),
        ("30 percent", "30 %"),
        ("thirty-five per cent", "35 %"),
        ("7¾ per cent", "7.75 %"),
        ("-0.5%", "-0.5 %"),
        ("5 to 10 percent", "5/10 %"),
        ("2 percentage points", "2 pp"),
        ("3,000 tonnes", "3000 t"),
        ("2000 tons", "2000 ton"),
        ("5km", "5 km"),
        ("10-mile", "10 mi"),
        ("30°C", "30 °C"),
        ("1,000 square kilometres", "1000 km²"),
        ("4.5 million barrels per day", "4500000 bbl/d"),
    ],
)
def test_an_amount_and_its_value(text: str, value: str) -> None:
    assert read(text) == [(text, value)]
    assert read(f"It was {text}, they said.") == [(text, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Three people and 30 million others came in 2010.",
        "The 5G network, the R5 road and version 1.2.3 km.",
        "She has 5 won matches and three crowns.",
        "It rose from 2019 to 2020 by itself.",
        "They paid 5m people.",
    ],
)
def test_a_count_is_no_amount(text: str) -> None:
    assert read(text) == []


def test_two_numbers_with_and_are_a_range_only_after_between() -> None:
    assert read("between 5 and 10 percent") == [("5 and 10 percent", "5/10 %")]
    assert read("for 5 and 10 percent") == [("10 percent", "10 %")]


def test_a_year_before_a_dash_is_no_part_of_an_amount() -> None:
    assert read("in June 2022 – 24.6 per cent higher") == [("24.6 per cent", "24.6 %")]
