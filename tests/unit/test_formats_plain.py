from __future__ import annotations

from pathlib import Path

import pytest

from index.formats import read_paths
from index.formats.boilerplate import is_furniture, without_furniture, without_furniture_around
from index.formats.captions import is_caption
from index.formats.dateline import read, read_colon
from index.formats.headline import split_title
from index.formats.layout import paragraphs
from index.formats.outlets import outlet
from index.formats.plain import read_article
from index.models import UNKNOWN_DATE, Draft, PartialDate

SEEDS = Path(__file__).parents[2] / "seeds"
PROSE = "The council met on Tuesday and talked for hours about the bridge, which nobody wanted to pay for."
MORE = (
    "A second meeting is planned for next week, the mayor's office said, if the weather lets people travel."
)


def seed(number: int) -> Draft:
    found = list(read_paths([SEEDS]))[number]
    assert isinstance(found, Draft)
    return found


def article(*blocks: str) -> Draft:
    draft = read_article("\n\n".join(blocks), "x")
    assert draft is not None
    return draft


@pytest.mark.parametrize(
    ("number", "title", "source", "published", "dateline", "count"),
    [
        (0, "US raises China's support for Russian aggression at G7", None, UNKNOWN_DATE, None, 11),
        (
            1,
            "US Official: Russia Seeking Military Aid From China",
            "government.vision",
            UNKNOWN_DATE,
            "WASHINGTON",
            28,
        ),
        (
            2,
            "Russian, Chinese defense ministers tout close bilateral ties during meeting",
            "UPI",
            PartialDate(None, 4, 27),
            "April 27 (UPI)",
            13,
        ),
        (
            3,
            "Russian President says that relations with China “are developing in all areas”.",
            None,
            PartialDate(2023, 4, 17),
            None,
            12,
        ),
        (
            4,
            "Putin arrives in China as US slams Beijing for supporting Ukraine war",
            "The Hill",
            UNKNOWN_DATE,
            None,
            18,
        ),
    ],
)
def test_seeds(
    number: int, title: str, source: str | None, published: PartialDate, dateline: str | None, count: int
) -> None:
    draft = seed(number)
    assert (draft.title, draft.source, draft.published, draft.dateline) == (
        title,
        source,
        published,
        dateline,
    )
    assert len(draft.body.split("\n\n")) == count
    assert draft.author is None


def test_seed_bodies_begin_and_end_with_text() -> None:
    assert seed(0).body.startswith("US Secretary of State Antony Blinken will express")
    assert "\n\nChina's support for Russian aggression against Ukraine\n\n" in seed(0).body
    assert seed(1).body.endswith("pro-democracy activists in Hong Kong.")
    assert seed(2).body.startswith("April 27 (UPI) -- The defense ministers")
    assert "\n\nWHAT THE USA SAY\n\n" in seed(3).body
    assert seed(4).body.startswith("Russian President Vladimir Putin has arrived")
    assert seed(4).body.endswith("pulled back troops from Ukrainian territory.")


def test_a_page_with_everything_around_its_text() -> None:
    draft = article(
        "Home > World",
        "Bridge talks go on | Leeds Evening Gazette",
        "By Jane Doe and ANN LEE, Associated Press\nPublished: 17 April 2023 10:00 GMT",
        "Share on Facebook",
        "LEEDS, England (AP) — " + PROSE,
        "ADVERTISEMENT",
        "The mayor speaks in Leeds. (AP Photo/Bo Li)",
        MORE,
        "(Reporting by Cy Roe; Editing by Di Poe)",
        "Copyright 2023 The Leeds Evening Gazette. All rights reserved.",
        "Related stories",
        "Storm hits coast",
    )
    assert draft.title == "Bridge talks go on"
    assert draft.source == "Leeds Evening Gazette"
    assert draft.author == "Jane Doe, Ann Lee"
    assert draft.published == PartialDate(2023, 4, 17)
    assert draft.dateline == "LEEDS, England (AP)"
    assert draft.body == f"LEEDS, England (AP) — {PROSE}\n\n{MORE}"


def test_dates_in_the_text_are_not_the_published_date() -> None:
    draft = article(
        "Bridge talks go on", PROSE, "On 17 April 2023 the bridge was closed for good by the council."
    )
    assert draft.published == UNKNOWN_DATE
    assert article("Bridge talks go on", "Updated 17 April 2023", PROSE).published == UNKNOWN_DATE


def test_a_whole_date_in_the_dateline_counts_and_a_header_wins() -> None:
    text = "April 27, 2024 (UPI) -- " + PROSE
    assert article("Bridge talks go on", text).published == PartialDate(2024, 4, 27)
    assert article("Bridge talks go on", "2024-04-26", text).published == PartialDate(2024, 4, 26)
    assert article("Bridge talks go on", "2024-04-26", "April 27 (UPI) -- " + PROSE).published.day == 26


def test_a_text_without_a_headline_has_no_title_and_keeps_all_its_words() -> None:
    draft = article(PROSE, MORE)
    assert (draft.title, draft.body) == ("", f"{PROSE}\n\n{MORE}")
    assert article("Only one line").body == "Only one line"


def test_the_title_is_the_line_that_the_page_has_twice() -> None:
    draft = article(
        "Ports | Shipping",
        "Bridge talks go on in Leeds",
        "Truth by Daylight",
        "Bridge talks go on in Leeds",
        "By Jane Doe\nand Ann Lee\nMay 2, 2024 / 10:51 AM EDT / Leeds Evening Gazette",
        PROSE,
    )
    assert (draft.title, draft.source) == ("Bridge talks go on in Leeds", "Leeds Evening Gazette")
    assert (draft.author, draft.published) == ("Jane Doe, Ann Lee", PartialDate(2024, 5, 2))
    assert draft.body == PROSE


def test_a_header_above_the_headline_is_no_title() -> None:
    head = "Jane Doe in Leeds\nTue 2 Apr 2024 14.03 BST"
    for header in ("Subscribe | Sign in", "Morning Ledger", "Home News Sport Weather", "Support The Times"):
        draft = article(header, "Bridge talks go on in the town", head, PROSE)
        assert (draft.title, draft.author) == ("Bridge talks go on in the town", "Jane Doe"), header
        assert draft.body == PROSE
    named = article("Harbour Ledger of Hull", "Bridge talks go on", PROSE, "© 2024 Harbour Ledger of Hull.")
    assert (named.title, named.source) == ("Bridge talks go on", "Harbour Ledger of Hull")


def test_rows_of_a_table_that_come_twice_are_no_title() -> None:
    draft = article("Bridge trust results", "Net loss nil vs loss nil\nYear\nNet loss nil vs loss nil")
    assert draft.title == "Bridge trust results"
    assert draft.body.count("Net loss nil") == 2


def test_a_date_of_change_gives_only_the_year_of_a_dateline() -> None:
    text = "LEEDS, Oct. 23 (Xinhua) -- " + PROSE
    changed = "Xinhua | Updated: 2024-10-23 21:15"
    assert article(changed, "Bridge talks go on", text).published == PartialDate(2024, 10, 23)
    assert article(changed.replace("10-23", "01-02"), "Bridge talks go on", text).published.year == 2023


def test_credits_below_the_text_go_with_the_ways_to_reach_the_writers() -> None:
    draft = article(
        "Bridge talks go on",
        PROSE,
        "(Reporting by Jane Doe; Editing by Di Poe)",
        "((jane@example.com; +44 113 555 5555))",
    )
    assert (draft.body, draft.author) == (PROSE, "Jane Doe")


def test_lists_of_links_inside_a_text_go_as_a_whole() -> None:
    listed = [
        "Keep reading",
        "list of 2 items",
        "list 1 of 2",
        "Ports",
        "list 2 of 2",
        "Bridges",
        "end of list",
    ]
    assert without_furniture([PROSE, *listed, MORE]) == [PROSE, MORE]


def test_the_marks_of_a_markdown_heading_are_no_part_of_the_title() -> None:
    draft = article("# Bridge talks go on.", PROSE, "## What next", MORE)
    assert (draft.title, draft.body) == ("Bridge talks go on.", f"{PROSE}\n\nWhat next\n\n{MORE}")


def test_captions_that_open_with_their_agency_stand_only_below_a_title() -> None:
    caption = "Getty Images The bridge carries most of the town's traffic"
    assert article("Bridge talks go on", caption, PROSE).body == PROSE
    assert article(caption, PROSE).title == caption


@pytest.mark.parametrize(
    "line", ["By George, the bridge holds", "Photos: Storm hits coast", "Share prices fall"]
)
def test_titles_that_look_like_something_else(line: str) -> None:
    assert article(line, PROSE).title == line


@pytest.mark.parametrize(
    ("title", "copy", "parts"),
    [
        ("Bridge falls | BBC News", "", ("Bridge falls", "BBC News")),
        ("Bridge falls - World - Reuters", "", ("Bridge falls", "Reuters")),
        ("Bridge falls – kyivpost.com", "", ("Bridge falls", "kyivpost.com")),
        ("Bridge falls -some.site.example", "Bridge falls", ("Bridge falls", "some.site.example")),
        ("Bridge falls - what now", "", ("Bridge falls - what now", None)),
        ("Well-known bridge falls", "", ("Well-known bridge falls", None)),
    ],
)
def test_sources_at_the_end_of_titles(title: str, copy: str, parts: tuple[str, str | None]) -> None:
    assert split_title(title, copy) == parts


@pytest.mark.parametrize(
    ("text", "line", "source"),
    [
        ("WASHINGTON (Reuters) - Talks", "WASHINGTON (Reuters)", "Reuters"),
        ("KYIV, Ukraine (AP) — Talks", "KYIV, Ukraine (AP)", "AP"),
        ("BEIJING, April 27 (Xinhua) -- Talks", "BEIJING, April 27 (Xinhua)", "Xinhua"),
        ("MOSCOW, April 27. /TASS/. Talks", "MOSCOW, April 27", "TASS"),
        ("NEW YORK — Talks", "NEW YORK", None),
        ("Yes — talks go on", None, None),
        ("Talks (in short) - go on", None, None),
        ("The U.S. — and others — agreed", None, None),
    ],
)
def test_datelines(text: str, line: str | None, source: str | None) -> None:
    found = read(text)
    assert (found.text, found.source) == (line, source)


def test_a_place_and_a_colon_are_no_dateline_in_a_transcript() -> None:
    assert read_colon(["NEW DELHI: The talks", "They ended."]).text == "NEW DELHI"
    assert read_colon(["DOUGLAS: Welcome.", "POE: Thank you."]).text is None
    assert read_colon(["UPDATE: The talks"]).text is None


@pytest.mark.parametrize(
    "line",
    [
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Follow us on social networks",
        "• Oops!",
        "Something went wrong. Please try again later.",
        "Subscribe to our newsletter",
        "Story continues below advertisement",
        "READ MORE: Ten things that nobody knew",
        "© 2023 Some Media Ltd",
        "Share Tweet WhatsApp",
        "You may also like",
        "5 min read",
        "Share this article: Facebook Twitter WhatsApp Email",
        "Receive essential news every morning",
        "Gift Article",
        "Summary is AI-generated, newsroom-reviewed",
        "Why you can trust Sky News",
        ":: Listen to the Leeds Daily podcast",
        "Be the first to get Breaking News",
        "Explore more on these topics",
        "___",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Something went wrong with the vote, the chair said.",
        "Leave a reply for the mayor, the note said.",
        "“Please try again later,” the minister told reporters.",
        "Follow us on the long road to peace, she said, and see.",
        "Advertisement spending fell by a third last year.",
        "Copyright law is due for a change.",
        "Share prices fell.",
        "Comments were not made.",
        "In the world of news, little is new.",
        "Related to the minister",
        "WHAT THE USA SAY",
    ],
)
def test_sentences_with_such_words_stay(line: str) -> None:
    assert not is_furniture(line)
    assert without_furniture([PROSE, line, MORE]) == [PROSE, line, MORE]


def test_words_that_may_be_headings_go_only_around_the_text() -> None:
    assert without_furniture(["ua en ru", "World", PROSE, "World", MORE, "In World"]) == [
        PROSE,
        "World",
        MORE,
    ]
    assert without_furniture_around(["Share", PROSE, "Share", MORE, "Share"]) == [PROSE, "Share", MORE]


@pytest.mark.parametrize(
    "line",
    [
        "The mayor in Leeds (photo: Getty Images)",
        "The mayor shakes hands. Photo by City Press Service/EPA-EFE",
        "The mayor in Leeds. (AP Photo/Bo Li)",
        "Image: Jane Doe",
        "FILE PHOTO: The bridge before it fell. REUTERS/Jane Doe",
        "File photo",
        "Image source, Getty Images",
        "Image: The fire destroyed 40 stalls. Pic: PA",
        "The mayor speaks in Leeds. © Jane Doe, Reuters",
        "The mayor speaks in Leeds. (Jane Doe/CBC)",
        "The mayor in Leeds [File: Jane Doe/EPA]",
        "(Illustration by Jane Doe for The Leeds Post)",
    ],
)
def test_captions(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "The photo by Jane Doe won a prize.",
        "Photo: storm hits coast",
        "The bridge fell, the agency said. (Reuters)",
        "He told Reuters",
        PROSE,
    ],
)
def test_text_about_pictures_and_agencies_is_no_caption(line: str) -> None:
    assert not is_caption(line)


def test_hard_wrapped_lines_are_joined_and_others_are_not() -> None:
    wrapped = (
        "The committee met on Tuesday to discuss a plan\nwhich had been delayed by many weeks of long-\n"
        "term bargaining.\n\nIt will meet again on Friday, unless the snow\nreturns, the chair said."
    )
    joined = "discuss a plan which had been delayed by many weeks of long-term bargaining."
    assert paragraphs(wrapped) == [
        f"The committee met on Tuesday to {joined}",
        "It will meet again on Friday, unless the snow returns, the chair said.",
    ]
    assert paragraphs(f"{PROSE}\n{MORE}\n\nTable\n1 one\n2 two") == [PROSE, MORE, "Table", "1 one", "2 two"]


@pytest.mark.parametrize(
    ("name", "usual"),
    [
        ("THE HILL", "The Hill"),
        ("UPI", "UPI"),
        ("LEEDS EVENING GAZETTE", "Leeds Evening Gazette"),
        ("www.kyivpost.com", "kyivpost.com"),
        ("The minister", None),
        ("NEWS", None),
        ("WASHINGTON", None),
    ],
)
def test_outlets(name: str, usual: str | None) -> None:
    assert outlet(name) == usual


@pytest.mark.parametrize(
    "line", ["a@b.c;" + "1 " * 4000 + "x", "a@b.c;" + "(" * 4000, "a@b.c" + " tel" * 4000]
)
def test_a_line_of_many_numbers_after_an_address_is_looked_at_once(line: str) -> None:
    assert not is_furniture(line)
