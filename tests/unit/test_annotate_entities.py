"""Persons, organisations, places and dates in invented sentences."""

from __future__ import annotations

import pytest

from index.annotate import annotate
from index.annotate.recogniser.repairs import repaired
from index.annotate.tokens import tokenize
from index.models import Label


def found(text: str, label: Label) -> list[str]:
    return [mention.text for mention in annotate(text).mentions if mention.label is label]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Secretary of State Miriam Hale spoke.", ["Miriam Hale"]),
        ("Peruvian Defense Minister Ivo Carrasco spoke.", ["Ivo Carrasco"]),
        ("Ministry spokesperson Anna Brook spoke.", ["Anna Brook"]),
        ("We met former spy Pyotr Garin there.", ["Pyotr Garin"]),
        ("The minister met Ludwig van der Hoff.", ["Ludwig van der Hoff"]),
        ("Then Mr. King and Dr. Rose Abara left.", ["King", "Rose Abara"]),
        ("Yesterday J. R. Hale, 52, left.", ["J. R. Hale"]),
        ("Will Young said no.", ["Will Young"]),
        ("Yesterday was warm. However, nobody came.", []),
        ("The President and the Prime Minister met.", []),
    ],
)
def test_persons(text: str, expected: list[str]) -> None:
    assert found(text, Label.PERSON) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the Pentagon for the White House.", ["Pentagon", "White House"]),
        ("The Kremlin and the UN met NATO.", ["Kremlin", "UN", "NATO"]),
        ("It went to the Ministry of Fisheries and Ports.", ["Ministry of Fisheries and Ports"]),
        ("She studied at Northfield University.", ["Northfield University"]),
        ("The Harbour Workers Union (HWU) met. Later HWU left.", ["Harbour Workers Union", "HWU", "HWU"]),
        ("Our CEO watches TV.", []),
    ],
)
def test_organisations(text: str, expected: list[str]) -> None:
    assert found(text, Label.ORG) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KYIV, Ukraine — Nothing happened.", ["KYIV", "Ukraine"]),
        ("It is in the People's Republic of China now.", ["People's Republic of China"]),
        ("U.S. and U.K. ships left St. Louis.", ["U.S.", "U.K.", "St. Louis"]),
        ("The Amber River rose in Moldova.", ["Amber River", "Moldova"]),
        ("Rain fell in northern Kenya.", ["northern Kenya"]),
        ("The Chinese met the Russians.", []),
        ("It cost 300 US dollars.", []),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert found(text, Label.PLACE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Sunday (April 16, 2023) we met.", ["Sunday", "April 16, 2023"]),
        ("It ran from 16 April 2023 to 2024-05-01.", ["16 April 2023", "2024-05-01"]),
        ("They may march in May and in March.", ["May", "March"]),
        ("It sold 1,999 of 2000 boxes in the 1990s.", ["2000", "1990s"]),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert found(text, Label.DATE) == expected


def test_mentions_of_one_person_share_an_entity_and_its_full_name() -> None:
    text = "Miriam Hale came. Mrs. Hale spoke. Later Hale left with Ivo Carrasco."
    people = [each for each in annotate(text).mentions if each.label is Label.PERSON]
    assert [each.name for each in people] == ["Miriam Hale"] * 3 + ["Ivo Carrasco"]
    assert len({each.entity_id for each in people[:3]}) == 1
    assert people[3].entity_id != people[0].entity_id


def test_a_family_name_that_comes_first_stands_alone() -> None:
    text = "President Xi Jinping met Li Shangfu. Xi spoke. Li listened."
    names = [each.name for each in annotate(text).mentions if each.label is Label.PERSON]
    assert names == ["Xi Jinping", "Li Shangfu", "Xi Jinping", "Li Shangfu"]


def test_two_of_one_surname_are_told_apart_by_title() -> None:
    text = "Ann Hale and Bob Hale came. Mr. Hale spoke. Mrs. Hale listened."
    names = [each.name for each in annotate(text).mentions if each.label is Label.PERSON]
    assert names[2:] == ["Bob Hale", "Ann Hale"]


def test_spellings_of_one_name_are_one_person() -> None:
    text = "Sergei Garin came. Later Sergey Garin left."
    ids = {each.entity_id for each in annotate(text).mentions}
    assert len(ids) == 1


def test_an_organisation_is_the_same_with_its_acronym_and_country() -> None:
    text = "The Harbour Workers Union met. The HWU left. The US State Department met the State Department."
    bodies = [each.entity_id for each in annotate(text).mentions if each.label is Label.ORG]
    assert bodies[0] == bodies[1] != bodies[2] == bodies[3]


def test_countries_are_one_under_all_their_names() -> None:
    ids = {each.entity_id for each in annotate("The U.S. is the United States, or America.").mentions}
    assert len(ids) == 1


def test_banks_of_two_regions_are_two_though_both_are_development_banks() -> None:
    text = "The Asian Development Bank met the Islamic Development Bank (IDB) on Monday. The IDB agreed."
    ids = {each.text: each.entity_id for each in annotate(text).mentions if each.label is Label.ORG}
    assert ids["IDB"] == ids["Islamic Development Bank"]
    assert ids["Asian Development Bank"] != ids["Islamic Development Bank"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SALT RAPIDS, S.C. (AP) — To Ruth Ellison it was no goal.", ["SALT RAPIDS", "S.C."]),
        ("LOS PINOS (AP) — To Ruth Ellison it was no goal.", ["LOS PINOS"]),
        ("Police held Ruth L. Ellison, 52, of Addison, on Monday.", ["Addison"]),
        ("She lives in Columbia, S.C., and works.", ["Columbia", "S.C."]),
    ],
)
def test_what_stands_where_only_places_do_is_a_place(text: str, expected: list[str]) -> None:
    assert found(text, Label.PLACE) == expected


def test_a_part_of_a_company_s_name_is_the_company() -> None:
    assert found("Donohue Inc fell. Shares rose in Donohue.", Label.ORG) == ["Donohue Inc", "Donohue"]


def test_what_an_exchange_calls_a_company_is_no_name() -> None:
    names = [
        mention.text for mention in annotate("Toshiba Corp <TSBA.T> rose. Apple (AAPL.O) fell.").mentions
    ]
    assert names[0] == "Toshiba Corp"
    assert not {"TSBA.T", "AAPL.O"} & set(names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Secretary of State Ruth Ellison will go.", ["Ruth Ellison"]),
        ("Secretary of State Tamsin Okafor will go.", ["Tamsin Okafor"]),
        ("Sharks circle. Two sharks came.", []),
        ("Cattle reared for beef are here. Some cattle ate.", []),
    ],
)
def test_neither_a_title_nor_the_first_word_of_a_sentence_hides_or_makes_a_person(
    text: str, expected: list[str]
) -> None:
    assert found(text, Label.PERSON) == expected


def mended(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """What is left of names that a model found in a text, in order, each with its kind (PER, ORG, LOC)."""
    tokens = tokenize(text)
    at, given = 0, []
    for name, kind in names:
        start = text.index(name, at)
        at = start + len(name)
        given.append((tokens.at(start), tokens.at(at - 1) + 1, kind))
    spans = repaired(tokens, given)
    return [(text[tokens.starts[s.first] : tokens.ends[s.stop - 1]], s.label) for s in spans]


def test_a_name_with_two_labels_has_the_more_frequent() -> None:
    text = "The Badgers won. Badgers: nobody. The Badgers lost. The Badgers left."
    names = [("Badgers", "ORG"), ("Badgers", "PER"), ("Badgers", "ORG"), ("Badgers", "ORG")]
    assert mended(text, *names) == [("Badgers", "ORG")] * 4


def test_a_part_of_a_person_s_name_is_the_person_but_for_well_known_places() -> None:
    text = "Orla Madigan met Oscar London in London. Then Madigan left."
    names = [("Orla Madigan", "PER"), ("Oscar London", "PER"), ("London", "LOC"), ("Madigan", "ORG")]
    labels = [label for _, label in mended(text, *names)]
    assert labels == ["PERSON", "PERSON", "PLACE", "PERSON"]


def test_a_role_with_an_article_is_no_person() -> None:
    assert mended("Then the King spoke to King.", ("King", "PER"), ("King", "PER")) == [("King", "PERSON")]


def test_of_a_stretch_that_begins_with_a_verb_the_countries_are_left() -> None:
    assert mended("He met with a Minister of Peru.", ("met with a Minister of Peru", "ORG")) == [
        ("Peru", "PLACE")
    ]


def test_an_organisation_ends_before_the_role_of_a_person() -> None:
    names = [("White House Security Adviser", "ORG"), ("Orla Madigan", "PER")]
    assert mended("White House Security Adviser Orla Madigan spoke.", *names)[0] == ("White House", "ORG")
    names = [("Harbour Board Chairman", "ORG"), ("Orla Madigan", "PER")]
    assert mended("Harbour Board Chairman Orla Madigan spoke.", *names)[0] == ("Harbour Board", "ORG")


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Then China's Dong Zhuo spoke.", "Dong Zhuo", "PERSON"),
        ("Then China's Dong Zhuo district voted.", "Dong Zhuo", "PLACE"),
        ("Then Hanoi's Dong Zhuo voted.", "Dong Zhuo", "PLACE"),
        ("It is over, according to Madigan.", "Madigan", "PERSON"),
        ("It is over, according to Moscow.", "Moscow", "PLACE"),
    ],
)
def test_a_place_that_no_list_knows_is_a_person_where_persons_stand(text: str, name: str, label: str) -> None:
    assert mended(text, (name, "LOC")) == [(name, label)]


def test_an_acronym_in_brackets_is_its_organisation_wherever_it_stands() -> None:
    text = "The Harbour Workers Union (HWU) met. Later HWU left, and so did HWU."
    names = [("Harbour Workers Union", "ORG"), ("HWU", "PER")]
    assert mended(text, *names) == [("Harbour Workers Union", "ORG")] + [("HWU", "ORG")] * 3


def test_brackets_with_other_letters_introduce_no_acronym() -> None:
    text = "The Harbour Workers Union (XYZ) met. Later XYZ left."
    assert mended(text, ("Harbour Workers Union", "ORG")) == [("Harbour Workers Union", "ORG")]


def test_an_unknown_place_that_speaks_is_a_person_and_so_is_its_full_name() -> None:
    text = "They met Dovan Kestrin. It was good, Dovan said. Rain fell on Marabel."
    names = [("Dovan Kestrin", "LOC"), ("Dovan", "LOC"), ("Marabel", "LOC")]
    assert mended(text, *names) == [("Dovan Kestrin", "PERSON"), ("Dovan", "PERSON"), ("Marabel", "PLACE")]


def test_a_known_place_that_speaks_stays_a_place() -> None:
    assert mended("It was good, Kenya said.", ("Kenya", "LOC")) == [("Kenya", "PLACE")]


def test_a_full_name_found_once_is_found_everywhere() -> None:
    text = "Miriam Okafor came. The photo shows Miriam Okafor in Oslo."
    assert mended(text, ("Miriam Okafor", "PER")) == [("Miriam Okafor", "PERSON")] * 2
