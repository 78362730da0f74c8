"""``newsreader speakers``: who is quoted, and what is told of one of them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from index.archive import Archive
from index.errors import NotFoundError
from index.models import PartialDate, Speaker
from index.models.profiles import SpeakerProfile
from reader import fields
from reader.commands.lines import counted, entity_id, print_bars, print_quotes, print_table
from reader.context import Context
from reader.exits import Exit, UsageError, asking
from reader.output import BOLD, DIM, Output
from reader.parser import Parser, positive, word
from reader.passages import PassageReader
from reader.places import reading
from reader.progress import progress
from reader.quoting import ALL

TAKES_QUERY = False
LIMIT = 20
OTHERS = 5
"""Speakers of the same name that are told."""


def parser() -> Parser:
    """The options of the command."""
    parser = Parser(
        "newsreader speakers",
        "Print who is quoted, most quoted first: how often, how many of these quotes are not sure to be "
        "theirs, in how many articles, from when to when. With --of, print what is told of one of them: what "
        "texts say that they are and when, how often each month quotes them, on what, beside whom, and the "
        "quotes, newest article first.",
        [
            "newsreader speakers",
            "newsreader speakers bli",
            "newsreader speakers --of blinken",
            "newsreader speakers --of entity:12 --match weapons --limit 50",
            "newsreader speakers --json | jq -r .name | head",
        ],
    )
    parser.add_argument(
        "prefix", metavar="PREFIX", nargs="*", type=word, help="the beginning of any word of the name"
    )
    parser.add_argument(
        "--of",
        metavar="NAME",
        type=word,
        help="this speaker; a part of the name will do, or an id: entity:12",
    )
    parser.add_argument("--match", metavar="QUERY", type=word, help="with --of: quotes that match this query")
    parser.add_argument(
        "--limit",
        metavar="N",
        type=positive,
        help=f"at most N speakers, or with --of N quotes (all, but {LIMIT} quotes as text)",
    )
    return parser


def run(options: argparse.Namespace, context: Context) -> Exit:
    """Print the speakers, or one of them."""
    if options.of is not None and options.prefix:
        raise UsageError("a PREFIX and --of exclude each other; give one of them")
    if options.of is not None and not options.of.strip():
        raise UsageError("--of needs a name; newsreader speakers lists who is quoted")
    if options.of is None and options.match is not None:
        raise UsageError("--match needs --of NAME; newsreader quotes --match finds quotes of all speakers")
    with reading(options.archive, context) as archive:
        if options.of is None:
            _print_all(archive, options, context)
        else:
            _print_one(archive, options, context)
    return Exit.FINE


def _print_all(archive: Archive, options: argparse.Namespace, context: Context) -> None:
    """The speakers as a table or as JSON."""
    limit = options.limit or ALL
    asked = archive.speakers(" ".join(options.prefix), limit=limit + 1)
    found = asked[:limit]
    if options.json:
        for speaker in found:
            context.output.json(fields.of_speaker(speaker))
    else:
        heading = ("SPEAKER", "QUOTES", "UNSURE", "ARTICLES", "PUBLISHED")
        print_table(heading, list(map(_row, found)), (1, 2, 3), context.output)
    if len(asked) > limit:
        context.errors.note(f"there are more than these {limit}; --limit N shows more")
    elif not found:
        context.errors.note("nobody of that name is quoted" if options.prefix else "nobody is quoted")


def _row(one: Speaker) -> tuple[str, ...]:
    """What the table tells of a speaker."""
    counts = (one.quotes, one.unsure, one.articles)
    return (one.name, *map(str, counts), _period(one.first, one.last))


def _period(first: PartialDate, last: PartialDate) -> str:
    """From when to when, as far as the articles are dated."""
    return str(first) if first == last else " to ".join(filter(None, [str(first), str(last)]))


def _print_one(archive: Archive, options: argparse.Namespace, context: Context) -> None:
    """What is told of one speaker."""
    speaker = _choose(archive, options.of, context)
    match = options.match or ""
    if match.strip():
        with progress(context.errors) as report:
            archive.prepare_search(report)
    limit = options.limit or (ALL if options.json else LIMIT)
    with asking(match):
        profile = archive.speaker(speaker, match=match, limit=limit)
    if options.json:
        reader = PassageReader(archive)
        context.output.json(fields.of_speaker_profile(profile, map(reader.passage, profile.quotes)))
    else:
        _print_profile(profile, context.output)
    shown, matching = len(profile.quotes), profile.matching
    if shown < matching:
        context.errors.note(f"{shown} of {matching} quotes; --limit {matching} shows all")
    elif not matching:
        context.errors.note("none of their quotes matches" if match else "they are named and never quoted")


def _choose(archive: Archive, name: str, context: Context) -> int:
    """The id of the speaker of a name or a part of one; of several the most quoted, and the others are told.

    Somebody of exactly this name goes before those of whose names it is a part, also when they are
    never quoted. Raises NotFoundError.
    """
    number = entity_id(name)
    if number is not None:
        return number
    exact = {each.entity_id for each in archive.entities_named(name)}
    quoted = archive.speakers(name, limit=ALL)
    found = [each for each in quoted if each.speaker_id in exact] or list(quoted)
    if found:
        _tell_others(found[1:], name, context)
        return found[0].speaker_id
    if exact:
        return archive.entities_named(name)[0].entity_id
    raise NotFoundError(f"nobody named “{name}” is quoted; newsreader speakers lists who is")


def _tell_others(others: Sequence[Speaker], name: str, context: Context) -> None:
    """Say who else is meant by a name."""
    if others:
        told = ", ".join(f"entity:{one.speaker_id} {one.name}" for one in others[:OTHERS])
        more = f", and {len(others) - OTHERS} more" if len(others) > OTHERS else ""
        context.errors.note(f"“{name}” is also: {told}{more}")


def _print_profile(profile: SpeakerProfile, output: Output) -> None:
    """The parts of a speaker's profile that there are."""
    _print_heading(profile, output)
    if profile.roles:
        output.line()
        rows = [(each.title, str(each.articles), _period(each.first, each.last)) for each in profile.roles]
        print_table(("CALLED", "ARTICLES", "PUBLISHED"), rows, (1,), output)
    print_bars(profile.months, profile.undated, output)
    if profile.topics:
        output.line()
        output.line("SPEAKS OF", BOLD)
        output.paragraph(", ".join(f"{each.word} ({each.quotes})" for each in profile.topics))
    if profile.beside:
        output.line()
        rows = [(one.name, str(one.articles), str(one.mentions)) for one in profile.beside]
        print_table(("QUOTED BESIDE", "ARTICLES", "QUOTES"), rows, (1, 2), output)
    if profile.quotes:
        output.line()
        print_quotes(profile.quotes, output)


def _print_heading(profile: SpeakerProfile, output: Output) -> None:
    """Who it is, how often quoted and spoken of, and other names."""
    one = profile.speaker
    output.line(one.name, BOLD)
    unsure = f" ({one.unsure} unsure)" if one.unsure else ""
    counts = f"{counted(one.quotes, 'quote')}{unsure} in {counted(one.articles, 'article')}"
    about = f"named in {counted(profile.about, 'quote')} of others" if profile.about else ""
    known = [one.kind, counts, _period(one.first, one.last), about, f"entity:{one.speaker_id}"]
    output.line(" · ".join(filter(None, known)), DIM)
    others = [name for name in one.names if name != one.name]
    if others:
        output.paragraph(_names(others))


def _names(names: Iterable[str]) -> str:
    """Other names, as texts write them."""
    return f"also written: {', '.join(names)}"
