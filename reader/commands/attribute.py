"""``newsreader attribute``: who said it, as the user decides."""

from __future__ import annotations

import argparse

from index.archive import Archive
from index.errors import NotFoundError
from index.models import Label
from index.models.decisions import Decision
from reader import fields
from reader.commands.lines import entity_id
from reader.commands.names import choose, note_own, said
from reader.context import Context
from reader.exits import Exit, UsageError
from reader.parser import Parser, positive, word
from reader.passages import PassageReader
from reader.places import reading

TAKES_QUERY = False


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader attribute",
        "Say who says the words of a quote, or that they are none. What you decide is\n"
        "final: it also holds when the article is annotated again, until you take it\n"
        "back with newsreader names undo. The ids of quotes are those of newsreader\n"
        "quotes --json.",
        [
            "newsreader attribute 1234 'Ruth Ellison'",
            "newsreader attribute 1234 entity:12",
            "newsreader attribute 1234 --new 'Ana Vidal'",
            "newsreader attribute 1234 --nobody",
            "newsreader attribute 1234 --no-quote",
            "newsreader names list",
        ],
    )
    parser.add_argument("quote", metavar="QUOTE_ID", type=positive, help="the quote")
    parser.add_argument(
        "name", metavar="NAME", nargs="?", type=word, help="who says it: a name, or an id: entity:12 or '#12'"
    )
    parser.add_argument(
        "--label",
        type=str.upper,
        choices=[label.value for label in Label],
        help="the name is of this kind",
    )
    parser.add_argument("--new", action="store_true", help="NAME may be a person whom no article names")
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--nobody", action="store_true", help="it is not known who says it")
    instead.add_argument("--no-quote", action="store_true", help="the words are no quote")
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Take the decision, and print what holds of the quote now."""
    if (options.name is None) is not (options.nobody or options.no_quote):
        raise UsageError(
            "attribute takes a quote and one of NAME, --nobody and --no-quote; "
            "see newsreader attribute --help"
        )
    with reading(options.archive, context) as archive:
        try:
            decision = _decide(archive, options)
        except ValueError as error:
            raise UsageError(str(error)) from error
        if options.json:
            context.output.json({**fields.of_decision(decision), **_as_it_is(archive, options)})
        else:
            place = decision.quote
            where = f" (article {place.article_id})" if place else ""
            context.output.line(said(decision) + where)
        note_own(archive, context)
    return Exit.FINE


def _decide(archive: Archive, options: argparse.Namespace) -> Decision:
    """Take the decision that the options ask for."""
    if options.no_quote:
        return archive.unquote(options.quote)
    if options.nobody:
        return archive.attribute(options.quote, None)
    return archive.attribute(options.quote, _speaker(archive, options))


def _as_it_is(archive: Archive, options: argparse.Namespace) -> fields.Fields:
    """The quote after the decision, as the other commands print it; null when it is none any more."""
    if options.no_quote:
        return {"now": None}
    return {"now": fields.of_passage(PassageReader(archive).passage(archive.quote(options.quote)))}


def _speaker(archive: Archive, options: argparse.Namespace) -> int | str:
    """The id of whom a name means, or the name of somebody new."""
    label = Label(options.label) if options.label else None
    try:
        return choose(archive, options.name, label).entity_id
    except NotFoundError as error:
        if entity_id(options.name) is not None:
            raise
        if options.new:
            return str(options.name)
        raise NotFoundError(f"{error}; for a person whom no article names: --new") from None
