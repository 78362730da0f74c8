"""``newsreader names``: who is who, as the user decides it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from index.archive import Archive
from index.errors import NotFoundError
from index.models import EntityCount, Label, opening
from index.models.decisions import Decision, DecisionKind
from reader import fields
from reader.commands.lines import counted, entity_id, hinted, print_table
from reader.context import Context
from reader.exits import Exit, UsageError
from reader.parser import Parser, word
from reader.places import reading

TAKES_QUERY = False
ALL = 1_000_000_000
MOST_TOLD = 6
"""Entities of one name that are told."""

_WORDS = {"merge": 2, "split": 2, "rename": 2, "reject": 1, "relabel": 2, "undo": 0}
_FILED = {"list": 0, "export": 0, "import": 1}
"""How many words each action takes; a merge takes more as well."""


@dataclass(frozen=True, slots=True)
class _Done:
    """A decision that was taken, in words, and the entity that it leaves, if any, with its quotes."""

    decision: Decision
    told: str
    entity: EntityCount | None
    quotes: int


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader names",
        "Say who is who. What you decide is final: it holds for the articles that are\n"
        "there and for those that are added later, until you take it back.\n\n"
        "  merge A B ...    B is A, and is shown under the name of A; so are C, D, ...\n"
        "  split A B        the name B, as texts write it, is not A but somebody else\n"
        "  rename A B       show A under the name B\n"
        "  reject A         A is no name of anybody or anything\n"
        "  relabel A LABEL  A is a PERSON, ORG, PLACE, DATE or MISC\n"
        "  undo             take the last decision back, also one on a quote\n"
        "  list             print the decisions that hold, also those on quotes\n"
        "  export           print them as JSON lines, for import\n"
        "  import FILE      take the decisions of another archive; - for standard input\n\n"
        "A and B are names as texts write them, in quotation marks if they are several\n"
        "words. Of a name that means several, --label or the id says which.",
        [
            "newsreader names merge 'Sergei Shoigu' 'Sergey Shoigu'",
            "newsreader names merge entity:12 entity:40 entity:51",
            "newsreader names split 'Antony Blinken' 'Alan Blinken'",
            "newsreader names rename --label PLACE Kiev Kyiv",
            "newsreader names relabel Hamas ORG",
            "newsreader names undo",
            "newsreader names list --json",
            "newsreader names export > decisions.jsonl",
            "newsreader names import --archive /srv/news decisions.jsonl",
        ],
    )
    parser.add_argument(
        "action", metavar="ACTION", choices=[*_WORDS, *_FILED], help="what to decide, see above"
    )
    parser.add_argument(
        "names", metavar="NAME", nargs="*", type=word, help="a name, or an id: entity:12 or '#12'"
    )
    labels = [label.value for label in Label]
    parser.add_argument("--label", type=str.upper, choices=labels, help="the names are of this kind")
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Take a decision, take one back, or print those that hold."""
    action, names = options.action, options.names
    _need_words(action, names)
    label = Label(options.label) if options.label else None
    with reading(options.archive, context) as archive:
        if action in _FILED:
            return _filed(archive, action, names, options.json, context)
        try:
            for done in _DECIDE[action](archive, names, label):
                _print_done(done, options.json, context)
        except ValueError as error:
            raise UsageError(str(error)) from error
        note_own(archive, context)
    return Exit.FINE


def note_own(archive: Archive, context: Context) -> None:
    """Tell who may only read where their decisions are kept."""
    if not archive.writable:
        context.errors.note("you may only read this archive; what you decide about it is kept for you alone")


def _filed(archive: Archive, action: str, names: Sequence[str], as_json: bool, context: Context) -> Exit:
    """Print the decisions that hold, or take those of a file."""
    if action == "list":
        _print_all(archive.decisions(), as_json, context)
        return Exit.FINE
    from reader.commands import exchange

    if action == "export":
        return exchange.export(archive, context)
    done = exchange.take(archive, names[0], as_json, context)
    note_own(archive, context)
    return done


def _need_words(action: str, names: Sequence[str]) -> None:
    """Raise UsageError unless an action has the words that it takes."""
    least = {**_WORDS, **_FILED}[action]
    if len(names) == least or (action == "merge" and len(names) > least):
        return
    told = {
        "merge": "two names or more: all are the first",
        "split": "two words: a name, and another name",
        "rename": "two words: a name, and its new name",
        "relabel": "two words: a name, and a label",
        "reject": "one name",
        "import": "one file, or - for standard input",
    }.get(action, "no name")
    raise UsageError(f"names {action} takes {told}; see newsreader names --help")


def _merge(archive: Archive, names: Sequence[str], label: Label | None) -> Iterator[_Done]:
    """Take all to be the first, one after the other; nothing is done if one of them is not found."""
    one, *others = [choose(archive, name, label) for name in names]
    met = {one.entity_id: one.name}
    for other in others:
        if other.entity_id in met:
            raise UsageError(f"{met[other.entity_id]} and {other.name} are the same already")
        met[other.entity_id] = other.name
    for other in others:
        decision = archive.merge(one.entity_id, other.entity_id)
        told = f"{other.name} is {one.name}" if other.name != one.name else said(decision)
        yield _done(archive, decision, told, one.entity_id)


def _split(archive: Archive, names: Sequence[str], label: Label | None) -> Iterator[_Done]:
    one = choose(archive, names[0], label)
    before = {each.entity_id for each in archive.entities_named(names[1])}
    decision = archive.split(one.entity_id, names[1])
    after = [each for each in archive.entities_named(names[1]) if each.entity_id not in before]
    told = f"{decision.other} is not {one.name}" if decision.other != one.name else said(decision)
    yield _done(archive, decision, told, after[0].entity_id if after else None)


def _rename(archive: Archive, names: Sequence[str], label: Label | None) -> Iterator[_Done]:
    one = choose(archive, names[0], label)
    decision = archive.rename(one.entity_id, names[1])
    yield _done(archive, decision, f"{one.name} is shown as {decision.other}", one.entity_id)


def _reject(archive: Archive, names: Sequence[str], label: Label | None) -> Iterator[_Done]:
    one = choose(archive, names[0], label)
    quotes = len(archive.quotes(speaker_id=one.entity_id, limit=ALL))
    yield _Done(archive.reject(one.entity_id), f"{one.name} is no entity", one, quotes)


def _relabel(archive: Archive, names: Sequence[str], label: Label | None) -> Iterator[_Done]:
    try:
        wanted = Label(names[1].upper())
    except ValueError:
        raise UsageError(f"“{names[1]}” is no label; there are {', '.join(Label)}") from None
    one = choose(archive, names[0], label)
    decision = archive.relabel(one.entity_id, wanted)
    yield _done(archive, decision, f"{one.name} is of the kind {wanted}", one.entity_id)


def _undo(archive: Archive, _: Sequence[str], __: Label | None) -> Iterator[_Done]:
    decision = archive.undo()
    yield _Done(decision, f"taken back: {said(decision)}", None, 0)


_DECIDE: dict[str, Callable[[Archive, Sequence[str], Label | None], Iterable[_Done]]] = {
    "merge": _merge,
    "split": _split,
    "rename": _rename,
    "reject": _reject,
    "relabel": _relabel,
    "undo": _undo,
}


def _done(archive: Archive, decision: Decision, told: str, entity_id: int | None) -> _Done:
    """A decision with what there is of the entity that it leaves."""
    if entity_id is None:
        return _Done(decision, told, None, 0)
    entity = archive.entity(entity_id, limit=0).entity
    return _Done(decision, told, entity, len(archive.quotes(speaker_id=entity_id, limit=ALL)))


def choose(archive: Archive, name: str, label: Label | None) -> EntityCount:
    """The one entity that a name or an id means. Raises NotFoundError, and UsageError for several."""
    number = entity_id(name)
    if number is not None:
        return archive.entity(number, limit=0).entity
    found = archive.entities_named(name, label)
    if not found:
        kind = f" of the kind {label}" if label else ""
        raise NotFoundError(
            f"nobody and nothing{kind} is named “{name}”; "
            "newsreader entities lists what is, by its fullest name"
        )
    if len(found) > 1:
        several = ", ".join(
            f"entity:{each.entity_id} {each.name} "
            f"({each.label}, {counted(each.mentions, 'mention')}{hinted(each)})"
            for each in found[:MOST_TOLD]
        )
        more = f", and {len(found) - MOST_TOLD} more" if len(found) > MOST_TOLD else ""
        by_label = " by --label or" if len({each.label for each in found}) > 1 else ""
        raise UsageError(f"“{name}” means several; say which{by_label} by its id: {several}{more}")
    return found[0]


def _print_done(done: _Done, as_json: bool, context: Context) -> None:
    """What was done, and to how much."""
    if as_json:
        entity = fields.of_entity(done.entity) if done.entity else {"entity_id": None}
        context.output.json({**fields.of_decision(done.decision), "entity": entity, "quotes": done.quotes})
        return
    counts = ""
    if done.entity:
        counts = f": {counted(done.entity.mentions, 'mention')}, {counted(done.quotes, 'quote')}"
    context.output.line(done.told + counts)


def _print_all(decisions: Sequence[Decision], as_json: bool, context: Context) -> None:
    """The decisions that hold."""
    if as_json:
        for decision in decisions:
            context.output.json(fields.of_decision(decision))
    else:
        rows = [(each.kind.value, each.label.value if each.name else "", said(each)) for each in decisions]
        print_table(("DECISION", "LABEL", "WHAT HOLDS"), rows, (), context.output)
    if not decisions:
        context.errors.note("no decisions")


def said(decision: Decision) -> str:
    """A decision in words."""
    name, other = decision.name, decision.other
    if decision.quote is not None:
        words = opening(decision.quote.text)
        if decision.kind is DecisionKind.UNQUOTE:
            return f"no quote: {words}"
        return f"{name or 'nobody known'} says: {words}"
    if name == other and decision.kind is DecisionKind.MERGE:
        return f"another {name} is {name} too"
    if name == other and decision.kind is DecisionKind.SPLIT:
        return f"{name} is somebody else where it is written so"
    return {
        DecisionKind.MERGE: f"{other} is {name}",
        DecisionKind.SPLIT: f"{other} is not {name}",
        DecisionKind.RENAME: f"{name} is shown as {other}",
        DecisionKind.REJECT: f"{name} is no entity",
        DecisionKind.RELABEL: f"{name} is of the kind {decision.other_label}",
    }[decision.kind]
