"""``newsreader entities``: persons, organisations and places with counts, and what is told of one of them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from index.archive import Archive
from index.errors import NotFoundError
from index.models import EntityCount, Label
from index.models.profiles import EntityProfile
from reader import fields
from reader.commands.lines import counted, entity_id, hinted, meta, print_bars, print_table
from reader.context import Context
from reader.exits import Exit, asking
from reader.output import BOLD, DIM, Output
from reader.parser import Parser, positive, word
from reader.places import reading
from reader.progress import progress
from reader.quoting import ALL

TAKES_QUERY = False
LIMIT = 20
OTHERS = 5
"""Entities of the same name that are told."""

BY_ID = "entity:"


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader entities",
        "Print the entities of the archive, most often named first; dates and amounts only with "
        "--label DATE. With a name, print what is told of one: its names, when it is named, the persons "
        "named beside it, and the articles, newest first.",
        [
            "newsreader entities --label PERSON",
            "newsreader entities --match 'sanctions date:2024'",
            "newsreader entities blinken",
            "newsreader entities --match 'quote:weapons' Antony Blinken",
            "newsreader entities entity:12",
            "newsreader entities --json | jq -r '[.label, .name] | @tsv'",
        ],
    )
    labels = [label.value for label in Label]
    parser.add_argument(
        "name", metavar="NAME", nargs="*", type=word, help="one of its names, or its id: entity:12 or '#12'"
    )
    parser.add_argument("--label", type=str.upper, choices=labels, help="only entities of this kind")
    parser.add_argument("--match", metavar="QUERY", type=word, help="count only in articles that match this")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive,
        help=f"at most N entities, or with a name N articles (all, but {LIMIT} articles as text)",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the entities, or one of them."""
    query = options.match or ""
    label = Label(options.label) if options.label else None
    name = " ".join(options.name)
    with reading(options.archive, context) as archive:
        if query.strip():
            with progress(context.errors) as report:
                archive.prepare_search(report)
        with asking(query):
            if options.name:
                limit = options.limit or (ALL if options.json else LIMIT)
                entity = _choose(archive, name, label, context)
                _print_profile(archive.entity(entity, query=query, limit=limit), options.json, context)
            else:
                found = archive.entities(label, query=query, limit=options.limit or ALL)
                _print_all(found, options.json, context)
    return Exit.FINE


def _print_all(found: Sequence[EntityCount], as_json: bool, context: Context) -> None:
    """The entities as a table or as JSON."""
    if as_json:
        for entity in found:
            context.output.json(fields.of_entity(entity))
    else:
        _print_table(found, context.output)
    if not found:
        context.errors.note("no entities")


def _print_table(found: Sequence[EntityCount], output: Output) -> None:
    """The entities in columns; those of the same name are told apart in a column of its own."""
    heading: tuple[str, ...] = ("NAME", "LABEL", "MENTIONS", "ARTICLES")
    rows: list[tuple[str, ...]]
    rows = [(one.name, one.label.value, str(one.mentions), str(one.articles)) for one in found]
    if any(one.hint for one in found):
        heading = (*heading, "WHICH")
        which = [f"{BY_ID}{one.entity_id}{hinted(one)}" if one.hint else "" for one in found]
        rows = [(*row, told) for row, told in zip(rows, which, strict=True)]
    print_table(heading, rows, (2, 3), output)


def _choose(archive: Archive, name: str, label: Label | None, context: Context) -> int:
    """The id of the entity of a name; of several the one most often named, and the others are told."""
    number = entity_id(name)
    if number is not None:
        return number
    found = archive.entities_named(name, label)
    if not found:
        raise NotFoundError(
            f"nobody and nothing is named “{name}”; newsreader entities lists what is, by its fullest name"
        )
    if len(found) > 1:
        others = [
            f"{BY_ID}{each.entity_id} {each.name} ({each.label}{hinted(each)})"
            for each in found[1 : OTHERS + 1]
        ]
        more = f", and {len(found) - 1 - OTHERS} more" if len(found) - 1 > OTHERS else ""
        context.errors.note(f"also named “{name}”: {', '.join(others)}{more}")
    return found[0].entity_id


def _print_profile(profile: EntityProfile, as_json: bool, context: Context) -> None:
    """What is told of one entity."""
    if as_json:
        context.output.json(fields.of_profile(profile))
    else:
        _print_heading(profile, context.output)
        print_bars(profile.months, profile.undated, context.output)
        if profile.companions:
            context.output.line()
            rows = [(one.name, str(one.articles), str(one.mentions)) for one in profile.companions]
            print_table(("NAMED BESIDE", "ARTICLES", "MENTIONS"), rows, (1, 2), context.output)
        _print_appearances(profile, context.output)
    shown, total = len(profile.appearances), profile.entity.articles
    if shown < total:
        context.errors.note(f"{shown} of {total} articles; --limit {total} shows all")
    elif not total:
        context.errors.note("no article that matches names it")


def _print_heading(profile: EntityProfile, output: Output) -> None:
    """Who or what it is, how often it is named, and how."""
    entity = profile.entity
    output.line(entity.name, BOLD)
    counts = f"{counted(entity.mentions, 'mention')} in {counted(entity.articles, 'article')}"
    output.line(f"{entity.label} · {counts} · {BY_ID}{entity.entity_id}", DIM)
    if profile.names:
        output.paragraph(", ".join(f"{each.name} ({each.mentions})" for each in profile.names))


def _print_appearances(profile: EntityProfile, output: Output) -> None:
    """The articles, each with the first sentence that names it."""
    wide = max((len(str(each.article.id)) for each in profile.appearances), default=0)
    for each in profile.appearances:
        output.line()
        article = each.article
        output.paragraph(
            article.title, [(0, len(article.title), BOLD)], indent=wide + 2, lead=f"{article.id:>{wide}}"
        )
        about = f"{meta(article)} · {counted(each.mentions, 'mention')}"
        output.paragraph(about, [(0, len(about), DIM)], indent=wide + 2)
        matches = [(start, end, BOLD) for start, end in each.snippet.matches]
        output.paragraph(each.snippet.text, matches, indent=wide + 2)
