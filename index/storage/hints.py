"""Tells entities of the same name and kind apart, by what the archive knows of each."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from index.models import EntityCount, Label
from index.storage.database import Database
from index.storage.store import SUMMARY, summary_of

_IN = "IN (SELECT value FROM json_each(?))"

Hints = Mapping[int, str]
"""What is known of entities, by id; nothing is known of the others."""


def with_hints(database: Database, found: Sequence[EntityCount]) -> tuple[EntityCount, ...]:
    """The same entities, those whose name and label another of them has with a hint of which they are.

    It is the value of a date; of others the country and the role that most articles give it, unless
    that is unknown or fits a namesake as well: then it is the title of the first article that names it.
    Names are the same that differ only in case.
    """
    groups = defaultdict(list)
    for each in found:
        groups[each.label, each.name.casefold()].append(each)
    alike = [group for group in groups.values() if len(group) > 1]
    if not alike:
        return tuple(found)
    every = [each for group in alike for each in group]
    known = {
        **_values(database, [each.entity_id for each in every if each.label is Label.DATE]),
        **_known(database, [each.entity_id for each in every if each.label is not Label.DATE]),
    }
    hints = {number: hint for group in alike for number, hint in _distinct(group, known)}
    left = [each.entity_id for each in every if each.entity_id not in hints]
    hints.update(_titles(database, left))
    return tuple(replace(each, hint=hints.get(each.entity_id)) for each in found)


def _distinct(group: Sequence[EntityCount], known: Hints) -> Iterable[tuple[int, str]]:
    """What is known of namesakes, as far as it is not the same for another of them."""
    times = Counter(known[each.entity_id] for each in group if each.entity_id in known)
    for each in group:
        hint = known.get(each.entity_id)
        if hint and times[hint] == 1:
            yield each.entity_id, hint


def _values(database: Database, entities: Sequence[int]) -> dict[int, str]:
    """What dates and amounts stand for."""
    rows = database.rows(
        f"SELECT entity_id, min(value) FROM mentions WHERE entity_id {_IN} AND value IS NOT NULL "  # noqa: S608
        "GROUP BY 1",
        (json.dumps(entities),),
    )
    return dict(rows)


def _known(database: Database, entities: Sequence[int]) -> dict[int, str]:
    """The country and the role of entities, each the one that most of the articles that name it tell."""
    rows = database.rows(
        "SELECT e.entity_id, e.nations, e.roles FROM entity_evidence e "  # noqa: S608
        f"WHERE e.entity_id {_IN} AND EXISTS (SELECT 1 FROM mentions m "
        "WHERE m.entity_id = e.entity_id AND m.article_id = e.article_id)",
        (json.dumps(entities),),
    )
    nations: dict[int, Counter[str]] = defaultdict(Counter)
    roles: dict[int, Counter[str]] = defaultdict(Counter)
    for number, some_nations, some_roles in rows:
        nations[number].update(filter(None, some_nations.split(",")))
        roles[number].update(role.replace("-", " ") for role in some_roles.split())
    return {
        number: ", ".join(told)
        for number in nations
        if (told := [*_most(nations[number]), *_most(roles[number])])
    }


def _most(counts: Counter[str]) -> list[str]:
    """The most frequent, of several the first in the alphabet; none if there is none."""
    return [min(counts, key=lambda each: (-counts[each], each))] if counts else []


def _titles(database: Database, entities: Sequence[int]) -> dict[int, str]:
    """The title of the first article that names each of some entities, in quotation marks."""
    rows = database.rows(
        f"SELECT entity_id, min(article_id) FROM mentions WHERE entity_id {_IN} GROUP BY 1",  # noqa: S608
        (json.dumps(entities),),
    )
    articles = {
        row[0]: summary_of(row).title
        for row in database.rows(
            f"SELECT {SUMMARY} FROM articles a WHERE a.id {_IN}",  # noqa: S608
            (json.dumps([article for _, article in rows]),),
        )
    }
    return {number: f"in “{articles[article]}”" for number, article in rows if article in articles}
