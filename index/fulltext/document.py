"""What is indexed of an article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of an article.

    ``date`` is an ordinal like :attr:`index.models.PartialDate.ordinal`. ``text`` is title, blank line and
    body, ``title`` its beginning. ``quotes`` are the words of its quotes in marks. ``entities`` has for each
    of the fields of names and of speakers the numbers of the entities, as often as each is named or quoted.
    """

    article_id: int
    date: int
    title: str
    text: str
    quotes: Sequence[str] = ()
    source: str = ""
    entities: Mapping[str, Sequence[int]] = field(default_factory=dict)
