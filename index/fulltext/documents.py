"""What is indexed of articles as the store has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.fulltext.document import Document
from index.fulltext.segment.fields import ORGS, OTHERS, PERSONS, PLACES, SPEAKERS
from index.models import Article, Label

FIELD_OF = {
    Label.PERSON.value: PERSONS.name,
    Label.ORG.value: ORGS.name,
    Label.PLACE.value: PLACES.name,
    Label.MISC.value: OTHERS.name,
}
"""The field in which the entities of a label are indexed; those of other labels are not."""


def make_document(
    article: Article,
    quotes: Sequence[str] = (),
    named: Mapping[str, Sequence[int]] | None = None,
    speaking: Sequence[int] = (),
) -> Document:
    """The document of an article.

    ``quotes`` are the words of its quotes in marks, ``named`` the entities that it names, by label, and
    ``speaking`` those that it quotes, each as often as it is named or quoted.
    """
    entities = {FIELD_OF[label]: each for label, each in (named or {}).items() if label in FIELD_OF}
    if speaking:
        entities[SPEAKERS.name] = speaking
    return Document(
        article.id,
        article.published.ordinal,
        article.title if article.body_start else "",
        article.text,
        quotes,
        article.source or "",
        entities,
    )
