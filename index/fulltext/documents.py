"""What of an article is indexed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.fulltext.reader import Document, IndexField
from index.models import Article, Label, Mention, Quote
from index.query.terms import stem, term_texts

_GAP = 8
"""Positions between two names, so that no phrase reaches from one into the next."""

_LABELS = {Label.PERSON: IndexField.PERSONS, Label.ORG: IndexField.ORGS, Label.PLACE: IndexField.PLACES}

Positions = dict[str, list[int]]


def make_document(article: Article, mentions: Sequence[Mention], quotes: Sequence[Quote]) -> Document:
    """The document of an article."""
    words = term_texts(article.text)
    title_size = len(term_texts(article.title)) if article.body_start else 0
    names: dict[str, dict[str, None]] = {IndexField.NAMES: {}, **{field: {} for field in _LABELS.values()}}
    for mention in mentions:
        wanted = (IndexField.NAMES, _LABELS.get(mention.label))
        for field in wanted if mention.label is not Label.DATE else ():
            if field:
                names[field].update({mention.name: None, mention.text: None})
    by = dict.fromkeys(name for quote in quotes for name in (quote.speaker_name, quote.speaker) if name)
    stems = [stem(word) for word in words]
    return Document(
        article_id=article.id,
        date=article.published.ordinal,
        title_size=title_size,
        quotes=len(quotes),
        terms={
            IndexField.WORDS: _positions(words),
            IndexField.STEMS: _positions(stems),
            IndexField.TITLE: _positions(stems[:title_size]),
            IndexField.QUOTES: _positions(
                [stem(word) for quote in quotes for word in term_texts(quote.text)]
            ),
            IndexField.BY: _spaced(by),
            IndexField.SOURCE: _spaced([article.source] if article.source else []),
            **{field: _spaced(found) for field, found in names.items()},
        },
    )


def _positions(terms: Sequence[str]) -> Positions:
    """Where each term stands."""
    places: Positions = {}
    for at, term in enumerate(terms):
        places.setdefault(term, []).append(at)
    return places


def _spaced(names: Iterable[str]) -> Positions:
    """Where each term of some names stands, the names kept apart."""
    places: Positions = {}
    at = 0
    for name in names:
        for term in term_texts(name):
            places.setdefault(term, []).append(at)
            at += 1
        at += _GAP
    return places
