"""What of an article is indexed."""

from __future__ import annotations

from collections.abc import Sequence

from index.fulltext.reader import Document, IndexField
from index.models import Article
from index.query.terms import stem, term_texts

Positions = dict[str, list[int]]


def make_document(article: Article, quotes: Sequence[str]) -> Document:
    """The document of an article; ``quotes`` are the words of its quotes."""
    words = term_texts(article.text)
    title_size = len(term_texts(article.title)) if article.body_start else 0
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
            IndexField.QUOTES: _positions([stem(word) for quote in quotes for word in term_texts(quote)]),
            IndexField.SOURCE: _positions(term_texts(article.source or "")),
        },
    )


def _positions(terms: Sequence[str]) -> Positions:
    """Where each term stands."""
    places: Positions = {}
    for at, term in enumerate(terms):
        places.setdefault(term, []).append(at)
    return places
