"""What is indexed of articles as the store has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.fulltext.document import Document
from index.models import Article


def make_document(
    article: Article, quotes: Sequence[str] = (), entities: Mapping[str, Sequence[int]] | None = None
) -> Document:
    """The document of an article.

    ``quotes`` are the words of its quotes in marks, ``entities`` those that are named or quoted, see
    :class:`index.fulltext.document.Document`.
    """
    return Document(
        article.id,
        article.published.ordinal,
        article.title if article.body_start else "",
        article.text,
        quotes,
        article.source or "",
        entities or {},
    )
