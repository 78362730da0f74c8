"""What the archive tells of somebody who speaks, and what is reported without marks kept apart."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.adding.prepare import Prepared, prepare, with_annotations
from index.archive import open_archive
from index.errors import NotFoundError
from index.local import LocalArchive
from index.models import SURE, UNKNOWN_DATE, Annotations, Draft, Evidence, Label, PartialDate, QuoteKind
from index.models.profiles import Role, Topic
from index.storage import roles as telling
from index.storage.people import ArticlePlaces
from index.storage.roles import roles
from index.storage.topics import topics
from index.storage.vocabulary import background
from tests.unit.naming_support import Named, archive_of, article
from tests.unit.tracing import lines_run

HALE, LUND, ORR = "Ruth Hale", "Bo Lund", "Max Orr"


def told(
    *named: Named,
    published: PartialDate = UNKNOWN_DATE,
    titles: tuple[str, ...] = (),
    indirect: tuple[int, ...] = (),
) -> Prepared:
    """An article as :func:`article` makes it, of a date, with titles of the first who is named.

    Quotes name those who are named elsewhere in it by their last names. ``indirect`` are the quotes
    that stand without marks.
    """
    found = article(*named)
    quotes = tuple(
        replace(quote, kind=QuoteKind.INDIRECT) if at in indirect else quote
        for at, quote in enumerate(found.annotations.quotes)
    )
    text = found.article.text
    made = prepare(Draft("", text, published=published))
    assert made is not None
    mentions = list(found.annotations.mentions)
    evidence = (Evidence(mentions[0].entity_id, titles=titles),) if titles else ()
    for quote in quotes:
        for each in found.annotations.mentions:
            at = quote.text.find(each.name.split()[-1])
            if at >= 0:
                start, end = quote.start + at, quote.start + at + len(each.name.split()[-1])
                mentions.append(replace(each, start=start, end=end, text=text[start:end]))
    mentions = sorted({each.start: each for each in mentions}.values(), key=lambda each: each.start)
    return with_annotations(made, Annotations(tuple(mentions), quotes, evidence), "1")


def number(archive: LocalArchive, name: str) -> int:
    return archive.entities_named(name)[0].entity_id


@pytest.fixture
def archive(tmp_path: Path) -> LocalArchive:
    return archive_of(
        tmp_path,
        told(
            Named(HALE, says="The harbour cranes are not safe"),
            Named(LUND, says="We mend the cranes for Hale"),
            Named("Hale", HALE, says="The harbour stays shut"),
            published=PartialDate(2023, 4, 1),
            titles=("Minister of Ports", "mayor of Calder"),
        ),
        told(
            Named(HALE, says="No harbour is cheap"),
            Named(ORR, says="That is a lie"),
            Named(LUND, says="I agree"),
            published=PartialDate(2024, 5),
            titles=("minister of ports",),
        ),
        told(Named(HALE, says="Harbours cost money"), published=PartialDate(2024, 5, 9)),
        told(Named(HALE, says="Who knows"), published=PartialDate(2022), titles=("Senator",)),
        told(Named(ORR, says="Hale is right"), Named(HALE)),
    )


def test_a_profile_counts_the_quotes_of_a_speaker_and_orders_them(archive: LocalArchive) -> None:
    profile = archive.speaker(number(archive, HALE))
    speaker = profile.speaker
    assert (speaker.name, speaker.kind, speaker.quotes, speaker.articles) == (HALE, "person", 5, 4)
    assert speaker.names == (HALE, "Hale")
    assert (speaker.first, speaker.last) == (PartialDate(2022), PartialDate(2024, 5, 9))
    assert [(each.month, each.mentions) for each in profile.months] == [
        (PartialDate(2023, 4), 2),
        (PartialDate(2024, 5), 2),
    ]
    assert profile.undated == 1
    assert [each.article.id for each in profile.quotes] == [3, 2, 1, 1, 4]
    assert profile.matching == 5
    assert all(each.quote.speaker_name == HALE for each in profile.quotes)


def test_the_profile_agrees_with_the_list_of_speakers(archive: LocalArchive) -> None:
    for each in archive.speakers():
        assert archive.speaker(each.speaker_id).speaker == each


def test_how_many_quotes_of_a_speaker_are_not_sure_is_told(tmp_path: Path) -> None:
    said = (Named(HALE, says=f"The cranes fail on day {day}") for day in range(4))
    made = told(*said, Named(LUND, says="No"))
    confidences = (SURE, SURE - 0.01, 1.0, 0.3, SURE)
    quotes = tuple(
        replace(quote, confidence=confidence, kind=QuoteKind.INDIRECT if at == 3 else quote.kind)
        for at, (quote, confidence) in enumerate(zip(made.annotations.quotes, confidences, strict=True))
    )
    archive = archive_of(
        tmp_path, with_annotations(made, replace(made.annotations, quotes=quotes), "1"), told(Named(ORR))
    )
    counts = [(each.name, each.quotes, each.unsure) for each in archive.speakers()]
    assert counts == [(HALE, 3, 1), (LUND, 1, 0)]
    assert [archive.speaker(number(archive, name)).speaker.unsure for name in (HALE, LUND, ORR)] == [1, 0, 0]


def test_pages(archive: LocalArchive) -> None:
    hale = number(archive, HALE)
    page = archive.speaker(hale, limit=2, offset=1)
    assert [each.article.id for each in page.quotes] == [2, 1]
    assert (page.matching, page.speaker.quotes) == (5, 5)
    assert archive.speaker(hale, limit=0).quotes == archive.speaker(hale, offset=9).quotes == ()


def test_a_search_in_the_quotes_of_a_speaker(archive: LocalArchive) -> None:
    page = archive.speaker(number(archive, HALE), match="harbour NOT cheap")
    assert [each.quote.text for each in page.quotes] == [
        "Harbours cost money",
        "The harbour cranes are not safe",
        "The harbour stays shut",
    ]
    assert (page.matching, page.speaker.quotes) == (3, 5)
    dated = archive.speaker(number(archive, HALE), match="harbour date:2023")
    assert [each.article.id for each in dated.quotes] == [1, 1]


def test_who_is_quoted_beside_a_speaker(archive: LocalArchive) -> None:
    beside = archive.speaker(number(archive, HALE)).beside
    assert [(each.name, each.articles, each.mentions, each.label) for each in beside] == [
        (LUND, 2, 2, Label.PERSON),
        (ORR, 1, 1, Label.PERSON),
    ]


def test_roles_with_their_dates(archive: LocalArchive) -> None:
    assert archive.speaker(number(archive, HALE)).roles == (
        Role("Senator", 1, PartialDate(2022), PartialDate(2022)),
        Role("minister of ports", 2, PartialDate(2023, 4, 1), PartialDate(2024, 5)),
        Role("mayor of Calder", 1, PartialDate(2023, 4, 1), PartialDate(2023, 4, 1)),
    )


def test_roles_are_those_of_articles_that_name_or_quote_the_one_asked_about(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        told(Named(HALE), titles=("mayor of Calder",)),
        told(Named("R. Hale", HALE, says="It rains"), titles=("Senator",)),
    )
    hale = number(archive, HALE)
    assert {each.title for each in archive.speaker(hale).roles} == {"mayor of Calder", "Senator"}
    archive.split(hale, "R. Hale")
    assert [each.title for each in archive.speaker(hale).roles] == ["mayor of Calder"]


def test_quotes_of_others_about_a_speaker(archive: LocalArchive) -> None:
    hale = number(archive, HALE)
    found = archive.quotes(about="hale")
    assert {each.quote.speaker_name for each in found} == {LUND, ORR}
    assert archive.speaker(hale).about == len(found)
    assert archive.speaker(number(archive, LUND)).about == len(archive.quotes(about=LUND))


def test_about_goes_with_by_and_match_and_limit(archive: LocalArchive) -> None:
    everything = archive.quotes(about=HALE)
    assert [each.article.id for each in everything] == sorted(
        (each.article.id for each in everything),
        key=lambda each: (-archive.article(each).published.ordinal, each),
    )
    assert archive.quotes(about=HALE, limit=1) == everything[:1]
    by_lund = archive.quotes(about=HALE, by=LUND)
    assert {each.quote.speaker_name for each in by_lund} == {LUND}
    assert by_lund == tuple(each for each in everything if each.quote.speaker_name == LUND)
    assert [each.quote.text for each in archive.quotes(about=HALE, match="cranes")] == [
        "We mend the cranes for Hale"
    ]
    assert archive.quotes(about=HALE, by=HALE) == ()


def test_what_is_said_of_one_of_two_with_a_name_by_the_other_is_about_them(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, told(Named("Ann Hale", says="My sister Hale"), Named(HALE)))
    assert [each.quote.speaker_name for each in archive.quotes(about="Hale")] == ["Ann Hale"]
    assert archive.quotes(about="Ann Hale") == ()


PLACES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 9), st.integers(1, 3)).map(
        lambda each: (each[0], each[0] + each[1], each[2])
    ),
    max_size=12,
)


@given(PLACES, st.one_of(st.none(), st.integers(1, 4)), st.integers(0, 30), st.integers(0, 30))
def test_a_quote_names_another_if_a_place_in_its_sentences_does(
    places: list[tuple[int, int, int]], speaker: int | None, low: int, size: int
) -> None:
    high = low + size
    wanted = any(low <= start and end <= high and entity != speaker for start, end, entity in places)
    assert ArticlePlaces(places).names_another((1, 1, 0, low, speaker, low, high)) is wanted


def test_work_grows_with_the_quotes_of_one_long_sentence() -> None:
    def work(count: int) -> int:
        places = [(at, at + 1, 1) for at in range(0, 2 * count, 2)]
        spoken = [(at, 1, 0, at, 1, 0, 2 * count) for at in range(count)]

        def ask() -> None:
            named = ArticlePlaces(places)
            assert not any(named.names_another(each) for each in spoken)

        return lines_run(ask)

    assert work(400) < 5 * work(100)


def test_somebody_who_is_never_quoted_has_a_profile_without_quotes(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, told(Named("Ann Lee"), Named(HALE, says="It is Lee")))
    profile = archive.speaker(number(archive, "Ann Lee"))
    assert (profile.speaker.quotes, profile.matching, profile.quotes, profile.topics) == (0, 0, (), ())
    assert (profile.speaker.first, profile.months, profile.beside) == (UNKNOWN_DATE, (), ())
    assert profile.about == 1


@pytest.mark.parametrize("wrong", [0, -1, 99, 1 << 70])
def test_who_is_not_there_is_not_found(archive: LocalArchive, wrong: int) -> None:
    with pytest.raises(NotFoundError):
        archive.speaker(wrong)


def test_a_profile_follows_the_decisions(archive: LocalArchive) -> None:
    hale, orr = number(archive, HALE), number(archive, ORR)
    archive.merge(hale, orr)
    both = archive.speaker(hale)
    assert (both.speaker.quotes, both.speaker.articles) == (7, 5)
    assert [each.name for each in both.beside] == [LUND]
    assert {each.quote.speaker_name for each in archive.quotes(about=HALE)} == {LUND}
    archive.undo()
    archive.reject(orr)
    assert [each.name for each in archive.speaker(hale).beside] == [LUND]


def test_what_is_reported_without_marks_is_kept_apart(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        told(
            Named(HALE, says="the fog will lift"),
            Named(LUND, says="the rain of Hale will end"),
            Named(HALE, says="the sun will shine"),
            indirect=(0, 1),
        ),
    )
    hale, lund = number(archive, HALE), number(archive, LUND)
    assert [each.text for each in archive.quotes_in(1)] == ["the sun will shine"]
    assert len(archive.quotes_in(1, indirect=True)) == 3
    for asked in ({}, {"by": HALE}, {"speaker_id": hale}, {"match": "will"}):
        assert [each.quote.text for each in archive.quotes(**asked)] == ["the sun will shine"]
    assert archive.quotes(about=HALE) == archive.quotes(by=LUND) == archive.quotes(match="rain") == ()
    assert len(archive.quotes(indirect=True)) == 3
    for asked in ({"about": HALE}, {"by": HALE}, {"by": LUND}, {"match": "rain"}, {"speaker_id": lund}):
        found = archive.quotes(**asked, indirect=True)
        assert QuoteKind.INDIRECT in {each.quote.kind for each in found}
    assert [(each.name, each.quotes) for each in archive.speakers()] == [(HALE, 1)]
    assert archive.search("by:lund").total == 0
    assert archive.search("quote:rain").total == archive.search("said:fog").total == 0
    assert archive.search("quotes:sun").total == archive.search("by:hale").total == 1
    profile = archive.speaker(hale)
    assert (profile.speaker.quotes, profile.about, profile.beside) == (1, 0, ())
    assert archive.speaker(lund).speaker.quotes == 0
    assert not archive.check()


def test_a_query_by_a_speaker_finds_no_article_that_only_reports_him_without_marks(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path, told(Named(HALE, says="it rains"), indirect=(0,)), told(Named(HALE, says="it snows"))
    )
    assert [hit.article.id for hit in archive.search("by:hale").hits] == [2]


def test_who_is_only_reported_without_marks_stands_before_nobody_who_is_quoted(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        told(Named("Ann Le", says="it rains"), indirect=(0,)),
        told(Named("Ann Lee", says="it snows")),
    )
    assert [hit.article.id for hit in archive.search('by:"ann le"', typing=True).hits] == [2]


def test_a_check_looks_at_what_is_reported_without_marks(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, told(Named(HALE, says="it rains"), indirect=(0,)))
    archive.prepare_search()
    assert not archive.check()
    with archive._store.database.transaction():
        archive._store.database.execute("UPDATE main.quotes SET text = 'it snows'")
    assert archive.check()


def test_what_is_only_reported_without_marks_is_no_quote_of_an_article(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, told(Named(HALE, says="fog will lift"), indirect=(0,)))
    assert archive.search("has:quotes").total == 0
    assert archive.speakers() == ()
    assert archive.entities_named(HALE)


def _words(archive: LocalArchive) -> dict[str, int]:
    rows = archive._store.database.rows("SELECT word, quotes FROM quote_words WHERE quotes <> 0")
    return dict(rows)


def test_the_words_of_quotes_are_counted_as_articles_come_and_change(tmp_path: Path) -> None:
    first = told(Named(HALE, says="cranes and cranes"), Named(LUND, says="Cranes"), Named(ORR, says="fog"))
    archive = archive_of(tmp_path, first)
    assert _words(archive) == {"": 3, "cranes": 2, "and": 1, "fog": 1}
    archive._store.add([told(Named(HALE, says="fog"), Named(LUND, says="rain"), indirect=(1,))])
    assert _words(archive) == {"": 4, "cranes": 2, "and": 1, "fog": 2}
    changed = replace(first.annotations, quotes=first.annotations.quotes[1:])
    archive._store.replace_annotations({1: replace(first, annotations=changed, contexts=first.contexts[1:])})
    assert _words(archive) == {"": 3, "cranes": 1, "fog": 2}
    assert background(archive._store.database, ["fog", "rain"]) == ({"fog": 2}, 3)


def test_the_words_of_what_is_no_quote_are_not_counted(tmp_path: Path) -> None:
    archive = archive_of(tmp_path, told(Named(HALE, says="cranes"), Named(LUND, says="fog")))
    (_, fog) = archive.quotes_in(1)
    assert fog.id is not None
    archive.unquote(fog.id)
    assert _words(archive) == {"": 1, "cranes": 1}
    archive.undo()
    assert _words(archive) == {"": 2, "cranes": 1, "fog": 1}


def test_the_words_of_a_great_archive_are_counted_in_steps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.storage.vocabulary.STEP", 3)
    monkeypatch.setattr("index.storage.vocabulary.SHARE", 1)
    archive = archive_of(tmp_path, *(told(Named(HALE, says=f"word{n}")) for n in range(10)))
    counted = [_words(archive)[""]]
    for n in range(10, 14):
        archive._store.add([told(Named(HALE, says=f"word{n}"))])
        counted.append(_words(archive)[""])
    assert counted == [3, 6, 9, 9, 9]
    archive._store.replace_annotations({13: told(Named(HALE))})
    assert _words(archive)[""] == 9
    archive._store.replace_annotations({9: told(Named(HALE))})
    assert _words(archive)[""] == 8


def test_where_no_words_are_counted_a_sample_of_the_quotes_stands_for_all(archive: LocalArchive) -> None:
    with archive._store.database.transaction():
        archive._store.database.execute("DELETE FROM quote_words")
    assert background(archive._store.database, ["harbour", "no such word"]) == ({"harbour": 3}, 9)


def _background(counts: dict[str, int], total: int) -> object:
    return lambda words: ({word: counts[word] for word in words if word in counts}, total)


def test_topics_are_what_others_seldom_say() -> None:
    quotes = ["Tariffs hurt the economy", "A tariff is a tax", "I like NATO tariffs", "NATO. NATO!"]
    seldom = {"tariffs": 2, "tariff": 1, "nato": 2, "economy": 900, "tax": 700, "like": 400}
    found = topics(quotes, _background(seldom, 1000), ["Ruth Tax"])  # type: ignore[arg-type]
    assert found == (Topic("tariffs", 3), Topic("NATO", 2))


def test_the_names_of_the_speaker_stop_words_and_numbers_are_no_topics() -> None:
    quotes = ["Hale will always think of 2024"] * 5
    assert topics(quotes, _background({}, 1000), ["Ruth Hale"]) == ()  # type: ignore[arg-type]


def test_words_as_frequent_as_with_others_are_no_topics() -> None:
    quotes = ["The harbour is safe", "A safe harbour"] * 20
    assert topics(quotes, _background({"harbour": 990, "safe": 995}, 1000), []) == ()  # type: ignore[arg-type]


@given(st.lists(st.text(max_size=30), max_size=8), st.integers(0, 20))
def test_any_quotes_have_topics(quotes: list[str], total: int) -> None:
    for topic in topics(quotes, _background({}, total), ["a"]):  # type: ignore[arg-type]
        assert 1 <= topic.quotes <= len(quotes)
        assert topic.word


def test_writings_of_one_role_are_one() -> None:
    told_roles = [
        (1, "Defense Minister", 20200101),
        (2, "the defence minister\nSen.", 20210000),
        (3, "defense minister", 0),
        (4, "Senator\nUnited States ambassador", 20190101),
        (5, "U.S. Ambassador\ndefense minister", 0),
    ]
    assert roles(told_roles) == (
        Role("Senator", 2, PartialDate(2019, 1, 1), PartialDate(2021)),
        Role("United States ambassador", 2, PartialDate(2019, 1, 1), PartialDate(2019, 1, 1)),
        Role("defense minister", 4, PartialDate(2020, 1, 1), PartialDate(2021)),
    )


def test_of_long_titles_nothing_is_kept_and_of_others_not_without_end() -> None:
    telling._folded.cache_clear()
    assert roles([(1, "mayor " * 1000, 0)])
    assert telling._folded.cache_info().currsize == 0
    assert roles([(1, "mayor", 0)])
    assert telling._folded.cache_info().currsize == 1
    assert telling._folded.cache_info().maxsize


def test_of_many_roles_those_of_most_articles_are_kept() -> None:
    told_roles = [(n, f"role {n}\nmayor", 20200101 + n) for n in range(1, 20)]
    found = roles(told_roles)
    assert len(found) == 8
    assert Role("mayor", 19, PartialDate(2020, 1, 2), PartialDate(2020, 1, 20)) in found


def test_titles_go_from_a_text_to_the_profile(tmp_path: Path) -> None:
    archive = open_archive(tmp_path, create=True)
    text = "“We wait,” said Ruth Hale, the mayor of Calder Bay. Mayor Hale did not say for what."
    archive.add([Draft("Harbour shut", text, published=PartialDate(2024, 1, 2))])
    profile = archive.speaker(number(archive, HALE))
    assert {role.title for role in profile.roles} == {"mayor of Calder Bay", "Mayor"}
    stored = archive._store.database.rows("SELECT titles FROM entity_evidence")
    assert json.dumps(stored).count("mayor of Calder Bay") == 1
