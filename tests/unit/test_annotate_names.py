"""Keys of names and ids shared across documents."""

from __future__ import annotations

import pytest

from index.annotate import annotate
from index.annotate.linking import link
from index.annotate.names import compare, key
from index.annotate.personal import Match
from index.models import Label


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        (Label.PERSON, "José García", "JOSE GARCIA"),
        (Label.PERSON, "Dr. Miriam K. Hale", "Miriam Hale"),
        (Label.PERSON, "Robert Hale Jr.", "Robert Hale"),
        (Label.PERSON, "Sergei Garin", "Sergey Garin"),
        (Label.PERSON, "Hale", "Mr. Hale"),
        (Label.ORG, "the United Nations", "U.N."),
        (Label.ORG, "U.S. State Department", "State Department"),
        (Label.PLACE, "the United States", "US"),
    ],
)
def test_names_of_one_entity_have_one_key(label: Label, one: str, other: str) -> None:
    assert key(label, one) == key(label, other)


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        (Label.PERSON, "Hale", "Miriam Hale"),
        (Label.PERSON, "Ann Hale", "Bob Hale"),
        (Label.ORG, "Chinese Foreign Ministry", "Russian Foreign Ministry"),
        (Label.PLACE, "Georgia", "Germany"),
    ],
)
def test_names_of_different_entities_have_different_keys(label: Label, one: str, other: str) -> None:
    assert key(label, one) != key(label, other)


def test_labels_keep_keys_apart() -> None:
    assert key(Label.PERSON, "Washington") != key(Label.PLACE, "Washington")


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        (Label.PERSON, "Robert Hale Jr.", "Robert Hale"),
        (Label.PERSON, "Hale", "Miriam Hale"),
        (Label.PERSON, "Hale", "Hale"),
        (Label.PERSON, "Le Pen", "Marine Le Pen"),
        (Label.ORG, "Foreign Ministry", "Foreign Ministry"),
    ],
)
def test_some_names_are_the_same_with_evidence_only(label: Label, one: str, other: str) -> None:
    assert compare(label, one, other) is Match.POSSIBLE


@pytest.mark.parametrize(
    ("label", "one", "other"),
    [
        (Label.PERSON, "Robert Hale Jr.", "Robert Hale Sr."),
        (Label.PERSON, "John B. Hale", "John C. Hale"),
        (Label.PERSON, "Mr. Hale", "Mrs. Hale"),
        (Label.PERSON, "Steven Hale", "Stephen Hale"),
    ],
)
def test_some_names_with_one_key_are_two_persons(label: Label, one: str, other: str) -> None:
    assert key(label, one) == key(label, other)
    assert compare(label, one, other) is Match.DIFFERENT


def test_a_body_of_a_country_that_the_name_does_not_give_is_that_countrys() -> None:
    assert key(Label.ORG, "Ministry of Defence", "Kenya") == key(Label.ORG, "Kenyan Defense Ministry")
    assert key(Label.ORG, "Justice Department", "Canada") != key(Label.ORG, "U.S. Justice Department")


def test_link_gives_one_id_to_one_person_in_all_documents() -> None:
    documents = [
        annotate("Kenya waits. “We are going home now,” Miriam Hale said."),
        annotate("Dr. Miriam Hale came. “It is late,” Hale said."),
        annotate("“It is early in the day,” Hale said."),
    ]
    first, second, third = (document.quotes[0].speaker_id for document in link(documents))
    assert first == second
    assert first != third
    assert first is not None


def test_link_keeps_mentions_and_quotes_together() -> None:
    for document in link([annotate("“We are going,” Miriam Hale said."), annotate("Ann Poe: “We go now.”")]):
        (quote,) = document.quotes
        assert quote.speaker_id in {mention.entity_id for mention in document.mentions}
        assert [m.name for m in document.mentions if m.entity_id == quote.speaker_id] == [quote.speaker_name]
