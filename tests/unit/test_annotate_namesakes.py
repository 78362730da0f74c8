"""Who is one person across documents, and who only has the same name."""

from __future__ import annotations

import pytest

from index.annotate.linking import link
from index.models import Annotations, Evidence, Label, Mention

P, ORG = Label.PERSON, Label.ORG


def document(*named: tuple[Label, str], **told: tuple[str, ...] | str) -> Annotations:
    """A document that names entities; what it tells is about the first of them."""
    mentions = tuple(
        Mention(10 * number, 10 * number + 1, name, label, name, number)
        for number, (label, name) in enumerate(named, 1)
    )
    return Annotations(mentions, (), (Evidence(1, **told),) if told else ())  # type: ignore[arg-type]


def first_ids(*documents: Annotations) -> list[int]:
    """The shared id of the first entity of each document."""
    return [each.mentions[0].entity_id for each in link(documents)]


def test_walks_of_life_keep_namesakes_apart_and_silence_goes_to_the_better_known() -> None:
    player, professor, other, silent = first_ids(
        document((P, "Michael Jordan"), roles=("player",)),
        document((P, "Michael Jordan"), roles=("professor",)),
        document((P, "Michael Jordan"), roles=("coach",)),
        document((P, "Michael Jordan")),
    )
    assert player == other == silent != professor


def test_evidence_that_does_not_contradict_keeps_nobody_apart() -> None:
    assert len(set(first_ids(
        document((P, "Ann Hale"), roles=("senator",), nations=("Kenya",)),
        document((P, "Ann Hale"), roles=("businesswoman",), nations=("Kenya",)),
        document((P, "Ann Hale"), roles=("author",)),
    ))) == 1  # fmt: skip


def test_other_walks_of_life_in_other_countries_keep_apart() -> None:
    one, other = first_ids(
        document((P, "Ann Hale"), roles=("senator",), nations=("Kenya",)),
        document((P, "Ann Hale"), roles=("businesswoman",), nations=("Chile",)),
    )
    assert one != other


def test_gender_and_generation_keep_apart() -> None:
    assert len(set(first_ids(
        document((P, "Robin Hale"), gender="m"),
        document((P, "Robin Hale"), gender="f"),
        document((P, "Robin Hale Jr."), gender="m"),
    ))) == 3  # fmt: skip


@pytest.mark.parametrize("told", [{}, {"roles": ("man",)}])
def test_a_family_name_proves_nothing(told: dict[str, tuple[str, ...]]) -> None:
    assert len(set(first_ids(
        document((P, "Ann Hale"), **told), document((P, "Hale"), **told), document((P, "Hale"), **told)
    ))) == 3  # fmt: skip


def test_a_family_name_with_role_and_country_is_the_persons() -> None:
    one, other = first_ids(
        document((P, "Ann Hale"), roles=("president",), nations=("Kenya",)),
        document((P, "Hale"), roles=("president",), nations=("Kenya",)),
    )
    assert one == other


def test_a_family_name_in_the_same_company_is_the_persons() -> None:
    company = ((P, "Bo Lund"), (P, "Ida Roe"))
    one, other, stranger = first_ids(
        document((P, "Ann Hale"), *company),
        document((P, "Hale"), *company),
        document((P, "Hale"), (P, "Bo Lund")),
    )
    assert one == other != stranger


def test_evidence_that_fits_two_equally_proves_neither() -> None:
    one, two, lone = first_ids(
        document((P, "Ann Hale"), roles=("president",), nations=("Kenya",)),
        document((P, "Bob Hale"), roles=("president",), nations=("Kenya",)),
        document((P, "Hale"), roles=("president",), nations=("Kenya",)),
    )
    assert len({one, two, lone}) == 3


def test_a_ministry_goes_with_its_country() -> None:
    named, alone, other, unknown = first_ids(
        document((ORG, "Kenyan Defence Ministry")),
        document((ORG, "Ministry of Defense"), nations=("Kenya",)),
        document((ORG, "Defence Ministry"), nations=("Chad",)),
        document((ORG, "Defence Ministry")),
    )
    assert named == alone
    assert len({named, other, unknown}) == 3


def test_a_name_of_two_family_names_is_the_longer_ones() -> None:
    one, other = first_ids(document((P, "Luis Manuel Pérez Ortega")), document((P, "Pérez Ortega")))
    assert one == other


def test_linking_does_not_depend_on_what_follows() -> None:
    documents = [
        document((P, "Michael Jordan"), roles=("player",)),
        document((P, "Michael Jordan"), roles=("professor",)),
        document((P, "Michael Jordan")),
    ]
    assert first_ids(*documents[:2]) == first_ids(*documents)[:2]
