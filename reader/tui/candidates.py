"""Whom an entity may be the same as, most likely first."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from contextlib import suppress
from difflib import SequenceMatcher

from index.errors import ArchiveError
from index.models import EntityCount
from index.query.terms import term_texts
from reader.tui.named import Named
from reader.tui.session import Session

SHOWN = 100
NEAR = 500
"""How many names are asked for in the articles that have a name with a beginning that is typed."""

SMALL_WORDS = {"of", "the", "and", "for"}
"""Words that give an abbreviation no letter."""

WORD = re.compile(r"[^\W_]{2,}")


class Candidates:
    """The names of an archive, ordered by how likely they mean one entity."""

    def __init__(self, session: Session, named: Named, here: Collection[int]) -> None:
        """``here`` are the entities of the article that is open."""
        self._session = session
        self._named = named
        self._here = here
        self._known: dict[int, EntityCount] = {}

    async def find(self, text: str) -> Sequence[EntityCount]:
        """The entities with a word for each word of ``text``, or one that begins so; all for none."""
        with suppress(ArchiveError):
            if not self._known:
                self._keep((await self._session.names("")).entities)
                self._keep(self._session.archive.entities_named(self._named.name))
            if word := WORD.search(text):
                near = await self._session.names(f"about:{word.group()}*", limit=NEAR)
                self._keep(near.entities)
                self._keep(self._session.archive.entities_named(text))
        return likely(self._named, list(self._known.values()), self._here, text)[:SHOWN]

    def _keep(self, entities: Sequence[EntityCount]) -> None:
        """Add entities to those that are known; the first count holds, which is that of the whole archive."""
        for each in entities:
            self._known.setdefault(each.entity_id, each)


def likely(
    named: Named, entities: Sequence[EntityCount], here: Collection[int], text: str
) -> list[EntityCount]:
    """The entities that ``text`` begins words of, in the order in which they may be the same as ``named``.

    That is: by the likeness of the names, an abbreviation being as like as can be, by shared words, by
    kind, by standing in the same article, then by how often they are named.
    """
    typed = term_texts(text)
    own = term_texts(named.name)

    def rank(entity: EntityCount) -> tuple[float, int, str]:
        words = term_texts(entity.name)
        likeness = SequenceMatcher(None, " ".join(own), " ".join(words), autojunk=False).ratio()
        if _abbreviates(own, words) or _abbreviates(words, own):
            likeness = 1.0
        shared = bool(set(own) & set(words))
        score = likeness + 0.3 * shared
        score += 0.2 * (entity.label is named.label) + 0.1 * (entity.entity_id in here)
        return (-score, -entity.mentions, entity.name)

    others = [each for each in entities if each.entity_id != named.entity_id]
    return sorted((each for each in others if _begun(typed, term_texts(each.name))), key=rank)


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether one word, as of ``EC`` or ``U.N.``, is the first letters of several."""
    letters = "".join(word[0] for word in long if word not in SMALL_WORDS)
    return len(short) == 1 and len(letters) > 1 and short[0] == letters


def _begun(typed: Sequence[str], words: Sequence[str]) -> bool:
    """Whether each typed word begins one of the words."""
    return all(any(word.startswith(begun) for word in words) for begun in typed)
