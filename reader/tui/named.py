"""Entities as the screen's commands find them, and which page shows one."""

from __future__ import annotations

from dataclasses import dataclass

from index.models import EntityCount, Label, Mention


@dataclass(frozen=True, slots=True)
class Named:
    """An entity that a command is about.

    ``label`` is None where only the name is known, as of a speaker. ``surfaces`` are the names that
    are in sight, the one under the cursor first; ``sentence`` is where it stands.
    """

    entity_id: int
    name: str
    label: Label | None = None
    surfaces: tuple[str, ...] = ()
    sentence: str = ""

    @classmethod
    def of_count(cls, entity: EntityCount) -> Named:
        """The entity that a list counts."""
        return cls(entity.entity_id, entity.name, entity.label, (entity.name,))

    @classmethod
    def of_mention(cls, mention: Mention, others: tuple[Mention, ...], sentence: str) -> Named:
        """The entity under the cursor; ``others`` are all mentions of the article."""
        same = (each.text for each in others if each.entity_id == mention.entity_id)
        surfaces = tuple(dict.fromkeys([mention.text, *same]))
        return cls(mention.entity_id, mention.name, mention.label, surfaces, sentence)


@dataclass(frozen=True, slots=True)
class View:
    """What the pane of names shows: one entity, or all names when ``entity_id`` is None.

    With ``whole`` they are counted in the whole archive, else in the results of the query.
    """

    entity_id: int | None
    whole: bool = False
