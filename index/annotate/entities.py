"""Finding persons, organisations and places by rules and word lists."""

from __future__ import annotations

from collections import Counter

from index.annotate import dates, evidence, labels, runs
from index.annotate.lexicon import common, organisations, people, places
from index.annotate.runs import Run
from index.annotate.spans import NOTHING, Span
from index.annotate.tokens import Tokens
from index.models import Label

_COMPANY_HEADS = organisations.LEGAL_FORMS | {"group", "industries", "holdings", "bank", "airlines", "motors"}
# "Dong Jun", "Theresa May": short months and names stay at the end of a run.
_END_DAYS = frozenset(day for day in common.MONTHS_AND_DAYS if len(day) > 4 and day not in ("april",))


def find(tokens: Tokens) -> list[Span]:
    """The mentions of a text in order; they do not overlap."""
    recogniser = _Recogniser(tokens)
    for run in recogniser.runs:
        recogniser.read(run)
    recogniser.settle()
    spans = _with_dates(tokens, recogniser.spans)
    return sorted(spans, key=lambda span: span.first)


def _with_dates(tokens: Tokens, spans: list[Span]) -> list[Span]:
    """The spans with dates added; where they overlap the date wins over a name of one word."""
    taken = {index: span for span in spans for index in range(span.first, span.stop)}
    dropped: set[Span] = set()
    found: list[Span] = []
    for start, end in dates.find(tokens.text):
        first, stop = tokens.at(start), tokens.at(end - 1) + 1
        if first >= stop or tokens.starts[first] != start or tokens.ends[stop - 1] != end:
            continue
        clash = {taken[index] for index in range(first, stop) if index in taken}
        if any(span.stop - span.first > 1 for span in clash):
            continue
        dropped |= clash
        found.append(Span(first, stop, Label.DATE))
    return [span for span in spans if span not in dropped] + found


class _Recogniser:
    """Reads the runs of one text, then settles the doubtful ones by what the whole text says."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.runs = runs.find(tokens)
        self.spans: list[Span] = []
        self.doubtful: list[Run] = []
        self.seen = {word for word in tokens.words if word.islower()}

    def read(self, run: Run) -> None:
        """Take a run apart: title and person, organisation, well-known names, and the rest."""
        first, stop = self._without_article(run.first, run.stop)
        if first >= stop:
            return
        if self._read_titled(run, first, stop) or self._read_organisation(first, stop):
            return
        self._read_known(run, first, stop)

    def _without_article(self, first: int, stop: int) -> tuple[int, int]:
        """A run without a leading article and without a month or weekday at either end."""
        lower = self.tokens.lower
        while first < stop and (lower[first] in ("the", "a", "an") or lower[first] in common.MONTHS_AND_DAYS):
            first += 1
        while stop > first and lower[stop - 1] in _END_DAYS:
            stop -= 1
        return first, stop

    def _read_titled(self, run: Run, first: int, stop: int) -> bool:
        """Read "Russian Defense Minister Sergei Shoigu": what is before the title, and the person."""
        lower, words = self.tokens.lower, self.tokens.words
        last = max(
            (i for i in range(first, stop) if lower[i] in people.TITLES and not self._is_given(i, first)),
            default=None,
        )
        if last is None:
            return False
        begin = last + 1
        while begin < stop and self._belongs_to_title(begin, first):
            begin += 1
        if begin < stop and words[stop - 1] in organisations.HEADS and words[begin] not in people.GIVEN_NAMES:
            return False
        front = last
        while front > first and (
            lower[front - 1] in people.PORTFOLIO
            or lower[front - 1] in people.TITLES
            or words[front - 1] == "."
        ):
            front -= 1
        if begin >= stop:
            self._read_front(run, first, front)
            if stop - first == 1:
                self.doubtful.append(run)
            return True
        name = runs.known(self.tokens, begin)
        if (
            name is not None
            and name[0] == stop
            and name[1] is not Label.MISC
            and words[begin] not in people.GIVEN_NAMES
        ):
            if last == front and last == first:
                return False
            self._read_front(run, first, front)
            self.spans.append(Span(begin, stop, name[1]))
            return True
        nations = self._read_front(run, first, front)
        begin = self._past_office(begin, stop)
        self._add_person(begin, stop, set(lower[front:begin]), nations)
        return True

    def _belongs_to_title(self, index: int, first: int) -> bool:
        """Whether a token after a title goes on with it."""
        lower = self.tokens.lower[index]
        if lower in people.TITLES:
            return not self._is_given(index, first)
        return lower in people.PORTFOLIO or lower == "."

    def _past_office(self, begin: int, stop: int) -> int:
        """Where a given name starts after words of the office: "of the Republic Ana Ruiz"."""
        words = self.tokens.words
        if words[begin] in people.GIVEN_NAMES:
            return begin
        for index in range(begin + 1, stop - 1):
            if words[index] in people.GIVEN_NAMES and self._is_office_word(words[index - 1]):
                return index
        return begin

    def _is_office_word(self, word: str) -> bool:
        """Whether a word names an office, a body or a matter rather than a person."""
        lower = word.lower()
        return (
            word in organisations.HEADS
            or lower in common.OPENERS
            or lower in people.PORTFOLIO
            or lower in self.seen
        )

    def _is_given(self, index: int, first: int) -> bool:
        """Whether a title word is here a name: "King" after a given name or "Mr."."""
        before = index - 1
        if before > first and self.tokens.words[before] == ".":
            before -= 1
        if before < first:
            return False
        return (
            self.tokens.words[before] in people.GIVEN_NAMES or self.tokens.lower[before] in people.HONORIFICS
        )

    def _read_front(self, run: Run, first: int, stop: int) -> frozenset[str]:
        """Read what stands before a title; the countries that it names."""
        if first >= stop:
            return NOTHING
        if not self._read_organisation(first, stop):
            self._read_known(run, first, stop)
        return self._nations(first, stop)

    def _nations(self, first: int, stop: int) -> frozenset[str]:
        """The countries named in a stretch of tokens, by name or demonym."""
        found = {evidence.nation_of(word) for word in self.tokens.words[first:stop]}
        return frozenset(nation for nation in found if nation)

    def _add_person(self, first: int, stop: int, titles: set[str], nations: frozenset[str]) -> None:
        """Add a person with what its title and the words before and after tell."""
        tokens = self.tokens
        while stop > first and tokens.words[stop - 1] in (".", "&"):
            stop -= 1
        if stop <= first:
            return
        before, lands_before = evidence.before(tokens, first)
        after, lands_after = evidence.after(tokens, stop)
        found = titles | before | after
        gender = evidence.gender_of(found, tokens.words[first] if stop - first > 1 else "")
        lands = nations | lands_before | lands_after
        self.spans.append(Span(first, stop, Label.PERSON, evidence.joined_roles(found), lands, gender))

    def _read_organisation(self, first: int, stop: int) -> bool:
        """Read a run that an organisation's word heads: at its end, or before "of"."""
        words = self.tokens.words
        if stop - first < 2:
            return False
        if words[stop - 1] in organisations.HEADS and not self._is_place_start(first, stop):
            self.spans.append(Span(first, stop, Label.ORG))
            return True
        for index in range(first, stop - 1):
            if words[index] == "Republic" and runs.known(self.tokens, first) is not None:
                return False
            if words[index] in organisations.HEADS_BEFORE_OF and words[index + 1] in ("of", "for", "on"):
                self.spans.append(Span(first, stop, Label.ORG))
                return True
        return False

    def _is_place_start(self, first: int, stop: int) -> bool:
        """Whether a head like "Center" follows nothing but a country or demonym: no name of its own."""
        name = runs.known(self.tokens, first)
        return name is not None and name[0] == stop

    def _read_known(self, run: Run, first: int, stop: int) -> None:
        """Cut well-known names out of a run and classify what is left between them."""
        rest = first
        index = first
        while index < stop:
            name = None if self._starts_person(index, stop) else runs.known(self.tokens, index)
            if name is None or name[0] > stop:
                if self._starts_person(index, stop):
                    index = stop
                    break
                index += 1
                continue
            if name[1] is Label.PLACE and self._is_longer_place(index, name[0], stop):
                index = stop
                break
            self._classify(run, rest, self._region_start(rest, index, name[1]))
            self._add_known(index, name[0], name[1])
            index = rest = name[0]
        self._classify(run, rest, stop)

    def _add_known(self, first: int, stop: int, label: Label) -> None:
        """Add a well-known name, but not as a place what is money ("US dollars")."""
        if (
            stop < len(self.tokens)
            and self.tokens.lower[stop] in ("dollar", "dollars")
            and label is Label.PLACE
        ):
            label = Label.MISC
        self.spans.append(Span(self._region_start(first - 1, first, label), stop, label))

    def _region_start(self, floor: int, first: int, label: Label) -> int:
        """Where a place's name begins with the part of it that is meant: "northern Kenya"."""
        region = first > max(floor, 0) and self.tokens.lower[first - 1] in places.REGION_WORDS
        return first - 1 if region and label is Label.PLACE else first

    def _starts_person(self, index: int, stop: int) -> bool:
        """Whether a given name, that is no place, starts here with a family name after it."""
        words = self.tokens.words
        return (
            index + 1 < stop
            and words[index] in people.GIVEN_NAMES
            and words[index] not in places.PLACES
            and runs.known(self.tokens, index) is None
        )

    def _is_longer_place(self, first: int, stop: int, end: int) -> bool:
        """Whether a place's name goes on to a word like "River" at the end of the run."""
        return stop < end and self.tokens.words[end - 1] in places.PLACE_HEADS and end - first <= 4

    def _classify(self, run: Run, first: int, stop: int) -> None:
        """Label a stretch that no list knows, or leave it for the whole text to settle."""
        words = self.tokens.words
        while first < stop and not words[first][0].isalnum():
            first += 1
        while first < stop and self._is_dull(first, first, stop):
            first += 1
        while stop > first and (
            not words[stop - 1][0].isalnum()
            or words[stop - 1] in people.PARTICLES
            or words[stop - 1] in ("of", "for", "and", "the", "on")
        ):
            stop -= 1
        if first >= stop:
            return
        label = labels.of_stretch(self.tokens, self.seen, run, first, stop)
        if label is Label.PERSON:
            self._add_person(first, stop, set(), NOTHING)
        elif label is not None:
            self.spans.append(Span(first, stop, label))
        else:
            self.doubtful.append(Run(first, stop, run.initial, run.headline))

    def _is_dull(self, index: int, first: int, stop: int) -> bool:
        """Whether a word at the front of a stretch is a common word in capitals."""
        lower = self.tokens.lower[index]
        return lower in common.OPENERS and (
            stop - first == 1 or lower in ("the", "a", "an", "former", "new", "more")
        )

    def settle(self) -> None:
        """Label the doubtful runs by what the rest of the text calls them."""
        words = self.tokens.words
        labels: dict[str, Counter[Label]] = {}
        surnames: set[str] = set()
        for span in self.spans:
            surface = " ".join(words[span.first : span.stop])
            labels.setdefault(surface, Counter())[span.label] += 1
            if span.label is Label.PERSON:
                surnames.update(self._surnames(span))
        acronyms = self._acronyms()
        for run in self.doubtful:
            surface = " ".join(words[run.first : run.stop])
            if run.stop - run.first == 1 and surface in surnames:
                self._add_person(run.first, run.stop, set(), NOTHING)
            elif surface in acronyms:
                self.spans.append(Span(run.first, run.stop, Label.ORG))
            elif surface in labels:
                self._add_settled(run, labels[surface].most_common(1)[0][0])
            elif not run.headline and not (run.initial and run.stop - run.first == 1):
                self._guess(run)
        self._reread_lone_names()

    def _add_settled(self, run: Run, label: Label) -> None:
        """Add a doubtful run with the label that it has elsewhere."""
        if label is Label.PERSON:
            self._add_person(run.first, run.stop, set(), NOTHING)
        else:
            self.spans.append(Span(run.first, run.stop, label))

    def _surnames(self, span: Span) -> list[str]:
        """The words by which a person may be named alone: the last, and the first of "Xi Jinping"."""
        words = [
            word for word in self.tokens.words[span.first : span.stop] if word[0].isupper() and len(word) > 1
        ]
        sure = bool(span.gender or span.roles)
        return [word for word in words[:1] + words[-1:] if sure or word.lower() not in self.seen]

    def _acronyms(self) -> set[str]:
        """Acronyms that the text introduces in brackets after a full name."""
        words = self.tokens.words
        ends = {span.stop for span in self.spans if span.label is Label.ORG}
        return {
            words[index + 1]
            for index in ends
            if index + 2 < len(words)
            and words[index] == "("
            and words[index + 2] == ")"
            and words[index + 1].isupper()
        }

    def _guess(self, run: Run) -> None:
        """Guess a doubtful run from its neighbours."""
        word = self.tokens.words[run.first]
        single = run.stop - run.first == 1
        if single and (
            word.lower() in self.seen or word.lower() in common.OPENERS or word[0].isdigit() or len(word) < 3
        ):
            return
        if word in organisations.NO_ENTITY:
            return
        if single and labels.after_preposition(self.tokens, run.first):
            self.spans.append(Span(run.first, run.stop, Label.PLACE))
        elif single and word in people.GIVEN_NAMES:
            self._add_person(run.first, run.stop, set(), NOTHING)
        elif not single:
            self.spans.append(Span(run.first, run.stop, Label.MISC))

    def _reread_lone_names(self) -> None:
        """Read lone names as the text introduces them: a place as a person, a person as a company.

        "London" is a person after "Jack London", "Acme" a company after "Acme Corp".
        """
        words = self.tokens.words
        several = [span for span in self.spans if span.stop - span.first > 1]
        people_named = {words[span.stop - 1] for span in several if span.label is Label.PERSON}
        surnames = {
            words[span.stop - 1]
            for span in several
            if span.label is Label.PERSON and words[span.first] in people.GIVEN_NAMES
        }
        companies = {
            words[span.first]
            for span in several
            if span.label is Label.ORG and words[span.stop - 1].lower() in _COMPANY_HEADS
        } - people_named
        for number, span in enumerate(self.spans):
            word = words[span.first]
            if span.stop - span.first > 1:
                continue
            if span.label is Label.PLACE and word in surnames and self._may_be_surname(span.first):
                self.spans[number] = Span(span.first, span.stop, Label.PERSON)
            elif span.label is Label.PERSON and word in companies and not span.roles and not span.gender:
                self.spans[number] = Span(span.first, span.stop, Label.ORG)

    def _may_be_surname(self, index: int) -> bool:
        """Whether a place's name stands where a person's may: not "in London", and no country."""
        known_country = self.tokens.words[index] in places.COUNTRY_OF_NAME
        return not known_country and not labels.after_preposition(self.tokens, index)
