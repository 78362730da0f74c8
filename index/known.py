"""Whom the names of a query mean, by the decisions of users, which the full-text index does not know.

Of quotes the index has what the archive itself has. Where a user who may not write to it says that words are
a quote, or none, the quotes that are shown and their speakers change; ``quote:`` and ``has:quotes`` do not.
Whoever asks for quotes, and not for articles, is answered from the store.
"""

from __future__ import annotations

from index.fulltext.documents import FIELD_OF
from index.fulltext.search.outside import Named
from index.fulltext.segment.fields import SPEAKERS
from index.query.nodes import Field, Naming, OneEntity
from index.storage.database import Database
from index.storage.indexed import articles_naming, articles_quoting, decided_articles, found_as
from index.storage.naming import Names

_LAST = 1 << 63  # no entity has this number or a higher one


class Known:
    """Knows whom names mean in one archive."""

    def __init__(self, database: Database, names: Names) -> None:
        self._database = database
        self._names = names

    def named(self, leaf: Naming) -> Named:
        """Whom a name or the id of an entity means."""
        shown = {leaf.entity_id} if isinstance(leaf, OneEntity) else self._names.entities(leaf)
        shown = {number for number in shown if 0 < number < _LAST}
        if not shown:
            return Named()
        quoted = not isinstance(leaf, OneEntity) and leaf.field is Field.BY
        entities: dict[str, list[int]] = {}
        articles: set[int] = set()
        found = found_as(self._database, shown)
        for each in found:
            field = SPEAKERS.name if quoted else FIELD_OF.get(each.label)
            if field and not each.is_split:
                entities.setdefault(field, []).append(each.number)
        if any(each.is_split for each in found):
            articles = (articles_quoting if quoted else articles_naming)(self._database, shown)
        decided = decided_articles(self._database) if quoted else set()
        if decided:
            articles |= articles_quoting(self._database, shown, decided)
        return Named(entities, decided, articles)
