"""Who is who in an archive in memory: counts, profiles and decisions over lists of mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from index.errors import NotFoundError
from index.models import Article, EntityCount, Label, Mention, PartialDate, Snippet
from index.models.profiles import Appearance, EntityProfile, MonthCount, NameCount
from index.query import And, HasQuotes, Node, Not, OneEntity, Or, Query, find_matches
from index.query.snippets import make_snippet

Named = Mapping[int, Sequence[Mention]]
"""The mentions of each article."""

Change = Callable[[Mention], Mention | None]
"""What a decision makes of a mention; None when it is none."""


def decided(mentions: Iterable[Mention], changes: Sequence[Change]) -> tuple[Mention, ...]:
    """The mentions after some decisions."""
    found = []
    for mention in mentions:
        after: Mention | None = mention
        for change in changes:
            after = change(after) if after else None
        if after:
            found.append(after)
    return tuple(found)


def of_entity(number: int, **fields: object) -> Change:
    """The change that gives every mention of an entity other values."""
    return lambda each: replace(each, **fields) if each.entity_id == number else each  # type: ignore[arg-type]


def without(entity_id: int) -> Change:
    """The change that takes the mentions of an entity away."""
    return lambda each: None if each.entity_id == entity_id else each


def split_off(entity_id: int, name: str, other_id: int) -> Change:
    """The change that gives the mentions with one surface to another entity."""

    def change(each: Mention) -> Mention:
        if each.entity_id == entity_id and each.text == name:
            return replace(each, entity_id=other_id, name=name)
        return each

    return change


def count(named: Named, label: Label | None = None) -> tuple[EntityCount, ...]:
    """The entities in some articles, most often named first."""
    mentions, articles = Counter[int](), Counter[int]()
    known: dict[int, Mention] = {}
    for found in named.values():
        wanted = [each for each in found if label is None or each.label is label]
        known.update({each.entity_id: each for each in wanted})
        mentions.update(each.entity_id for each in wanted)
        articles.update({each.entity_id for each in wanted})
    counts = [
        EntityCount(number, known[number].name, known[number].label, total, articles[number])
        for number, total in mentions.items()
    ]
    return tuple(sorted(counts, key=lambda each: (-each.mentions, each.name)))


def profile(
    entity_id: int, all_named: Named, matching: Mapping[int, Article], limit: int, offset: int
) -> EntityProfile:
    """What the articles that match tell of an entity."""
    entity = next((each for each in count(all_named) if each.entity_id == entity_id), None)
    if entity is None:
        raise NotFoundError(f"there is no entity {entity_id}")
    named = {
        number: own
        for number in matching
        if (own := [each for each in all_named[number] if each.entity_id == entity_id])
    }
    everybody = count({number: all_named[number] for number in named}, Label.PERSON)
    names = Counter(each.text for own in named.values() for each in own)
    months = Counter[PartialDate]()
    for number, own in named.items():
        published = matching[number].published
        months[PartialDate(published.year, published.month)] += len(own)
    dated = {month: total for month, total in months.items() if month.year and month.month}
    order = sorted(named, key=lambda number: (-matching[number].published.ordinal, number))
    return EntityProfile(
        replace(entity, mentions=names.total(), articles=len(named)),
        tuple(NameCount(name, total) for name, total in names.most_common()),
        tuple(_appearance(matching[number], named[number]) for number in order[offset : offset + limit]),
        tuple(
            sorted(
                (each for each in everybody if each.entity_id != entity_id), key=lambda each: -each.articles
            )
        ),
        tuple(MonthCount(month, dated[month]) for month in sorted(dated, key=lambda each: each.ordinal)),
        names.total() - sum(dated.values()),
    )


def _appearance(article: Article, own: Sequence[Mention]) -> Appearance:
    """An article with a line of it around the first mention in its body."""
    first = next((each for each in own if each.start >= article.body_start), own[0])
    snippet: Snippet = make_snippet(article.text, [(first.start, first.end)], start=article.body_start)
    return Appearance(article.summary, snippet, len(own))


def holds(node: Node | None, article: Article, mentions: Sequence[Mention], quoted: bool) -> bool:
    """Whether an article matches a query; dates are not looked at."""
    if isinstance(node, And):
        return all(holds(part, article, mentions, quoted) for part in node.parts)
    if isinstance(node, Or):
        return any(holds(part, article, mentions, quoted) for part in node.parts)
    if isinstance(node, Not):
        return not holds(node.part, article, mentions, quoted)
    if isinstance(node, OneEntity):
        return any(each.entity_id == node.entity_id for each in mentions)
    if isinstance(node, HasQuotes):
        return quoted
    return node is None or bool(find_matches(Query("", node), article.text, body_start=article.body_start))
