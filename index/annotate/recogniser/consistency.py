"""Rules for names by what the rest of the text calls them: acronyms, parts of names, the majority."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from index.annotate import countries
from index.annotate.lexicon import common, occupations, organisations, people, places, roles, word_set
from index.annotate.recogniser.words import CAPITAL_PARTICLES, after_the, small_words
from index.annotate.spans import Span
from index.annotate.tokens import Tokens
from index.models import Label

_COMPANY_ENDS = word_set(
    "Inc Corp Corporation Ltd Limited LLC PLC plc Co Company Group Holdings AG SA SpA NV GmbH ."
)
_MAJORITY = 2 / 3
_NO_NAME_ENDS = (
    "ing",
    "ed",
    "ly",
    "day",
    "ist",
    "er",
    "or",
    "ian",
    "ive",
    "al",
    "ic",
    "ous",
    "ful",
    "ary",
    "ent",
    "ant",
)


def consistent(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans with one kind for one name, and with names found in one place found in all."""
    spans = _with_opening_names(tokens, _with_parts(tokens, _with_acronyms(tokens, spans)))
    return _with_lone_names(tokens, _with_full_names(tokens, _with_majority(tokens, spans)))


def _with_acronyms(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans with organisations' acronyms that the text introduces in brackets, wherever they stand."""
    words = tokens.words
    owner = {index: span for span in spans for index in range(span.first, span.stop)}
    acronyms = {
        words[span.stop + 1] for span in spans if span.label is Label.ORG and _introduces(tokens, span)
    }
    if not acronyms:
        return spans
    added, dropped = [], set()
    for index, word in enumerate(words):
        if word not in acronyms:
            continue
        span = owner.get(index)
        if span is None or (span.stop - span.first == 1 and span.label is not Label.ORG):
            added.append(Span(index, index + 1, Label.ORG))
            if span is not None:
                dropped.add(span.first)
    kept = [span for span in spans if span.first not in dropped]
    return sorted(kept + added, key=lambda span: span.first)


def _introduces(tokens: Tokens, span: Span) -> bool:
    """Whether an acronym of a name follows it in brackets: "Shanghai Cooperation Organization (SCO)"."""
    words, stop = tokens.words, span.stop
    if stop + 2 >= len(words) or words[stop] != "(" or words[stop + 2] != ")":
        return False
    acronym = words[stop + 1]
    if len(acronym) < 2 or not acronym.isupper() or span.stop - span.first < 2:
        return False
    initials = "".join(word[0] for word in words[span.first : stop] if word[0].isupper())
    return acronym[0] in initials and len(set(acronym) & set(initials)) * 2 >= len(set(acronym))


def _with_parts(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans with parts of full names labelled as the full names are.

    "Ellison" is a person beside "Ruth Ellison", "Donohue" an organisation beside "Donohue Inc",
    unless it is a well-known place or organisation or also a part of another kind of name.
    """
    words = tokens.words
    long = [span for span in spans if span.stop - span.first > 1]
    inside = {
        label: {words[i] for s in long if s.label is label for i in range(s.first, s.stop)} for label in Label
    }
    of_persons = {words[i] for s in long if s.label is Label.PERSON for i in (s.first, s.stop - 1)}
    of_persons -= inside[Label.ORG] | inside[Label.PLACE] | organisations.NAMES
    companies = {name for s in long if s.label is Label.ORG and (name := _company(tokens, s))}
    companies -= inside[Label.PERSON] | places.DEMONYMS
    found = []
    for span in spans:
        name = " ".join(words[span.first : span.stop])
        label = span.label
        if name in companies and name not in places.PLACES:
            label = Label.ORG
        elif name in of_persons and name not in places.PLACES and not after_the(tokens, span.first):
            label = Label.PERSON
        found.append(span if label is span.label else replace(span, label=label))
    return found


def _company(tokens: Tokens, span: Span) -> str:
    """The name of an organisation without "Inc" and the like; empty where it has none of these."""
    stop = span.stop
    while stop > span.first and tokens.words[stop - 1] in _COMPANY_ENDS:
        stop -= 1
    return " ".join(tokens.words[span.first : stop]) if stop < span.stop else ""


def _with_majority(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans with names that are persons here and something else there labelled as most of them are."""
    names = [" ".join(tokens.words[span.first : span.stop]) for span in spans]
    first: dict[str, Label] = {}
    mixed: dict[str, Counter[Label]] = {}
    for name, span in zip(names, spans, strict=True):
        if first.setdefault(name, span.label) is not span.label:
            mixed[name] = Counter()
    if not mixed:
        return spans
    for name, span in zip(names, spans, strict=True):
        if name in mixed:
            mixed[name][span.label] += 1
    major = {name: label for name, counts in mixed.items() if (label := _majority(counts)) is not None}
    return [
        replace(span, label=major[name]) if name in major else span
        for name, span in zip(names, spans, strict=True)
    ]


def _majority(counts: Counter[Label]) -> Label | None:
    """The label that most mentions of a name have which is a person's here and there; None for no such."""
    label, count = counts.most_common(1)[0]
    total = counts.total()
    return label if Label.PERSON in counts and total > 2 and count >= _MAJORITY * total else None


def _with_full_names(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans with the full names of persons wherever they stand and are nothing else."""
    words = tokens.words
    full = {tuple(words[s.first : s.stop]) for s in spans if s.label is Label.PERSON and s.stop - s.first > 1}
    beginning: dict[str, list[tuple[str, ...]]] = {}
    for name in full:
        beginning.setdefault(name[0], []).append(name)
    taken = {index for span in spans for index in range(span.first, span.stop)}
    added = [
        Span(index, index + len(name), Label.PERSON)
        for index, word in enumerate(words)
        for name in beginning.get(word, ())
        if tuple(words[index : index + len(name)]) == name
        and taken.isdisjoint(range(index, index + len(name)))
    ]
    return _in_order(spans, added)


def _with_opening_names(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans, lone last names that the text knows with the given name that opens their sentence.

    "Rakel Scott ran" beside "Keith Scott" is somebody else. A word that may open a sentence by itself, a
    title or an occupation is no given name.
    """
    full = {tokens.words[s.stop - 1] for s in spans if s.label is Label.PERSON and s.stop - s.first > 1}
    starts = set(tokens.sentence_starts)
    small = small_words(tokens)
    taken = {index for span in spans for index in range(span.first, span.stop)}
    return [
        replace(span, first=span.first - 1)
        if span.label is Label.PERSON
        and span.stop - span.first == 1
        and tokens.words[span.first] in full
        and span.first - 1 in starts
        and span.first - 1 not in taken
        and tokens.lower[span.stop : span.stop + 1] != ["'s"]
        and _is_given_name(tokens, span.first - 1, small)
        else span
        for span in spans
    ]


def _is_given_name(tokens: Tokens, index: int, small: set[str]) -> bool:
    """Whether a word at the head of a sentence can only be a name."""
    word, lower = tokens.words[index], tokens.lower[index]
    return (
        len(word) > 3
        and word.isalpha()
        and word.istitle()
        and word not in small
        and not lower.endswith(_NO_NAME_ENDS)
        and lower not in common.OPENERS
        and lower not in people.TITLES
        and lower not in roles.SPEAKING
        and lower not in occupations.PERSONS
        and countries.nation_of(word) is None
        and word not in organisations.NAMES
    )


def _in_order(spans: list[Span], added: list[Span]) -> list[Span]:
    """Spans and others that do not touch them, of which the earlier one counts where two overlap."""
    found: list[Span] = []
    for span in sorted(spans + added, key=lambda span: (span.first, -span.stop)):
        if not found or span.first >= found[-1].stop:
            found.append(span)
    return found


def _with_lone_names(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans with words of persons' full names as persons where they stand alone and are nothing else.

    A word that the text also writes small, or that is a name of other things, does not count.
    """
    words = tokens.words
    full = [span for span in spans if span.label is Label.PERSON and span.stop - span.first > 1]
    others = {words[i] for s in spans if s.label is not Label.PERSON for i in range(s.first, s.stop)}
    named = {words[span.stop - 1] for span in full} | {words[span.first] for span in full}
    named = {word for word in named if len(word) > 1 and word[0].isupper() and word not in others}
    named -= CAPITAL_PARTICLES
    named -= small_words(tokens)
    taken = {index for span in spans for index in range(span.first, span.stop)}
    added = [
        Span(index, index + 1, Label.PERSON)
        for index, word in enumerate(words)
        if (word in named or (word.isupper() and word.title() in named))
        and index not in taken
        and not _in_run(tokens, index)
    ]
    return sorted(spans + added, key=lambda span: span.first) if added else spans


def _in_run(tokens: Tokens, index: int) -> bool:
    """Whether a token stands beside another one with a capital, and so may be part of a longer name."""
    words = tokens.words
    before = index > 0 and words[index - 1][0].isupper() and tokens.lower[index - 1] not in people.TITLES
    if before and tokens.ends[index - 1] == tokens.starts[index]:
        return False
    after = index + 1 < len(words) and words[index + 1][0].isupper()
    return before or after
