"""Entities as the screen's commands find them, and which page shows one."""

from __future__ import annotations

from dataclasses import dataclass

from index.models import EntityCount, Label, Mention, Speaker


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


KINDS = {"person": Label.PERSON, "org": Label.ORG}
"""The kinds of speakers as labels of entities."""


def label_of(speaker: Speaker) -> Label:
    """The label of the entity that somebody who speaks is."""
    return KINDS.get(speaker.kind, Label.MISC)


@dataclass(frozen=True, slots=True)
class SpeakerView:
    """A speaker's page: whose, with which query over the quotes, and which item is selected.

    ``item`` counts from the first item of what is known of the speaker; it is None where the page
    begins. ``top`` is the row at the top of its list, ``known`` says that it is among what is known.
    With ``unfolded`` all who are quoted beside the speaker are listed; with ``about`` the quotes are
    what others say about the speaker.
    """

    speaker_id: int
    name: str
    query: str = ""
    item: int | None = None
    top: int = 0
    known: bool = False
    unfolded: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Two speakers, each an id and a name, on one query; ``items`` are selected, ``column`` has the keys.

    ``top`` is the row at the top of that column.
    """

    speakers: tuple[tuple[int, str], tuple[int, str]]
    query: str = ""
    column: int = 0
    items: tuple[int, int] = (0, 0)
    top: int = 0


Page = SpeakerView | ComparisonView
"""What can be shown over the panes."""
