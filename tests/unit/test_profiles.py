"""What an archive tells of one entity, against what is counted by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.adding.prepare import Prepared, prepare, with_annotations
from index.errors import ArchiveError, NotFoundError, QueryError
from index.local import LocalArchive
from index.models import Annotations, Draft, Label, Mention, PartialDate
from index.models.profiles import EntityProfile
from index.query import find_matches, parse
from index.storage import companions
from index.storage.profiles import LINE, REACH, sentence_at
from tests.unit.archive_support import ALL, hits, make_archive

QUIST, TARN, MOSS, VELDE, AUTHORITY = "Alba Quist", "Bero Tarn", "Cleo Moss", "Dag Velde", "Harbour Authority"
PEOPLE = (QUIST, TARN, MOSS, VELDE)
FULLEST = {name.split()[1]: name for name in PEOPLE} | {name: name for name in (*PEOPLE, AUTHORITY)}


@dataclass(frozen=True)
class Told:
    """An article: the names that it writes, in order, each in a sentence of its own."""

    names: Sequence[str]
    published: PartialDate = PartialDate()  # noqa: RUF009 - it is frozen
    title: str = "A day at the quay"


def written(told: Told, number: int) -> Prepared:
    """The article with its mentions."""
    body = f"This is note {number}.\n\n" + " ".join(f"Then {name} spoke." for name in told.names)
    ready = prepare(Draft(told.title, body, published=told.published))
    assert ready is not None
    mentions, at = [], 0
    for name in told.names:
        at = ready.article.text.index(f"Then {name} ", at) + 5
        label = Label.ORG if name == AUTHORITY else Label.PERSON
        fullest = FULLEST[name]
        mentions.append(Mention(at, at + len(name), name, label, fullest, sorted(FULLEST).index(fullest)))
    return with_annotations(ready, Annotations(tuple(mentions)), "1")


def archive_of(path: Path, articles: Iterable[Told]) -> LocalArchive:
    """An archive of articles with ids from 1 on."""
    archive = LocalArchive(path, create=True)
    archive._store.add([written(told, number) for number, told in enumerate(articles, 1)])
    return archive


def id_of(archive: LocalArchive, name: str) -> int:
    """The id of the entity of a name."""
    return next(each.entity_id for each in archive.entities() if each.name == name)


APRIL, MAY, YEAR = PartialDate(2024, 4, 30), PartialDate(2024, 5), PartialDate(2024)
SOME = (
    Told((QUIST, "Quist", TARN), APRIL),
    Told((QUIST, MOSS, MOSS, TARN), MAY),
    Told(("Moss", AUTHORITY), APRIL),
    Told((QUIST, AUTHORITY), YEAR, "Alba Quist leaves"),
    Told(("Quist", "Quist", TARN)),
)


@pytest.fixture
def archive(tmp_path: Path) -> LocalArchive:
    return archive_of(tmp_path, SOME)


def test_a_profile_counts_names_articles_months_and_persons(archive: LocalArchive) -> None:
    profile = archive.entity(id_of(archive, QUIST))
    entity = profile.entity
    assert (entity.name, entity.label, entity.mentions, entity.articles) == (QUIST, Label.PERSON, 6, 4)
    assert [(each.name, each.mentions) for each in profile.names] == [(QUIST, 3), ("Quist", 3)]
    assert [(each.month, each.mentions) for each in profile.months] == [
        (PartialDate(2024, 4), 2),
        (PartialDate(2024, 5), 1),
    ]
    assert profile.undated == 3
    assert [(each.article.id, each.mentions) for each in profile.appearances] == [
        (2, 1),
        (1, 2),
        (4, 1),
        (5, 2),
    ]
    assert [(each.name, each.articles, each.mentions) for each in profile.companions] == [
        (TARN, 3, 3),
        (MOSS, 1, 2),
    ]


def test_all_counts_follow_the_query(archive: LocalArchive) -> None:
    profile = archive.entity(id_of(archive, QUIST), query="tarn -moss")
    assert (profile.entity.mentions, profile.entity.articles) == (4, 2)
    assert [(each.name, each.mentions) for each in profile.names] == [("Quist", 3), (QUIST, 1)]
    assert [(str(each.month), each.mentions) for each in profile.months] == [("2024-04", 2)]
    assert profile.undated == 2
    assert [each.article.id for each in profile.appearances] == [1, 5]
    assert [(each.name, each.articles) for each in profile.companions] == [(TARN, 2)]


@pytest.mark.parametrize("query", ["tar", "tarn AND", "moss (tar", "tarn q"])
def test_a_half_typed_query_counts_what_a_search_finds_for_it(archive: LocalArchive, query: str) -> None:
    found = {hit.article.id for hit in archive.search(query, typing=True).hits}
    naming = {each.article.id for each in archive.entity(id_of(archive, QUIST)).appearances}
    profile = archive.entity(id_of(archive, QUIST), query=query, typing=True)
    assert {each.article.id for each in profile.appearances} == found & naming != set()
    counted = {each.name: each.articles for each in archive.entities(query=query, typing=True)}
    assert counted[QUIST] == profile.entity.articles


def test_an_entity_that_no_match_names_is_told_with_zeros(archive: LocalArchive) -> None:
    profile = archive.entity(id_of(archive, AUTHORITY), query="tarn")
    assert (profile.entity.mentions, profile.entity.articles) == (0, 0)
    assert (profile.names, profile.appearances, profile.companions, profile.months) == ((), (), (), ())


@pytest.mark.parametrize("number", [0, -1, 999, 10**30])
def test_there_is_no_such_entity(archive: LocalArchive, number: int) -> None:
    with pytest.raises(NotFoundError, match="newsreader entities"):
        archive.entity(number)
    with pytest.raises(NotFoundError):
        archive.filter_for(number)


def test_a_query_that_cannot_be_understood_says_where(archive: LocalArchive) -> None:
    for ask in (lambda: archive.entity(1, query="a ("), lambda: archive.entities(query="a (")):
        with pytest.raises(QueryError) as caught:
            ask()
        assert (caught.value.start, caught.value.end) == (2, 3)


def test_pages_follow_each_other(archive: LocalArchive) -> None:
    quist = id_of(archive, QUIST)
    whole = archive.entity(quist).appearances
    pages = [archive.entity(quist, limit=1, offset=at).appearances for at in range(5)]
    assert sum(pages, ()) == whole
    assert archive.entity(quist, limit=0).appearances == ()
    assert archive.entity(quist, limit=-1, offset=-1).appearances == ()


def test_an_article_shows_the_first_sentence_of_its_body_that_names_it(archive: LocalArchive) -> None:
    found = {each.article.id: each.snippet for each in archive.entity(id_of(archive, QUIST)).appearances}
    assert found[1].text == "Then Alba Quist spoke."
    assert found[1].matches == ((5, 15),)
    assert found[4].text == "Then Alba Quist spoke."


def test_an_article_that_names_it_in_its_title_alone_shows_the_title(tmp_path: Path) -> None:
    ready = prepare(Draft("Alba Quist leaves. What next?", "Nobody knows."))
    assert ready is not None
    mention = Mention(0, 10, QUIST, Label.PERSON, QUIST, 1)
    archive = LocalArchive(tmp_path, create=True)
    archive._store.add([with_annotations(ready, Annotations((mention,)), "1")])
    (appearance,) = archive.entity(1).appearances
    assert (appearance.snippet.text, appearance.snippet.matches) == ("Alba Quist leaves.", ((0, 10),))


def test_a_long_sentence_is_cut_around_the_mention() -> None:
    text = "word " * 300 + "Alba Quist spoke " + "word " * 300
    start = text.index("Alba")
    snippet = sentence_at(text, [(start, start + 10)])
    assert [snippet.text[a:b] for a, b in snippet.matches] == [QUIST]
    assert len(snippet.text) <= LINE + 4
    assert snippet.text.startswith("… word")
    assert snippet.text.endswith("word …")


def test_a_sentence_goes_no_further_than_its_paragraph_and_stands_on_one_line() -> None:
    text = "A heading without a stop\n\nMr. Tarn and\nAlba  Quist met Dr. Moss. They left."
    places = [(text.index(name), text.index(name) + len(name)) for name in ("Tarn", "Quist", "Moss", "left")]
    snippet = sentence_at(text, places)
    assert snippet.text == "Mr. Tarn and Alba Quist met Dr. Moss."
    assert [snippet.text[a:b] for a, b in snippet.matches] == ["Tarn", "Quist", "Moss"]


def test_a_sentence_deep_in_a_long_text_is_found(tmp_path: Path) -> None:
    body = "Nothing happened here. " * 200 + "At last Alba Quist spoke. " + "Nothing happened there. " * 200
    ready = prepare(Draft("A title", body))
    assert ready is not None
    start = ready.article.text.index(QUIST)
    assert start > 2 * REACH
    archive = LocalArchive(tmp_path, create=True)
    mention = Mention(start, start + 10, QUIST, Label.PERSON, QUIST, 1)
    archive._store.add([with_annotations(ready, Annotations((mention,)), "1")])
    assert archive.entity(1).appearances[0].snippet.text == "At last Alba Quist spoke."


@given(st.text("ab .!?\n\r\t“”é\u0301中🚢", max_size=300), st.data())
def test_the_matches_of_a_sentence_are_the_places(text: str, data: st.DataObject) -> None:
    solid = [at for at, char in enumerate(text) if not char.isspace()]
    if not solid:
        return
    starts = sorted(data.draw(st.sets(st.sampled_from(solid), min_size=1, max_size=5)))
    snippet = sentence_at(text, [(start, start + 1) for start in starts])
    assert len(snippet.text) <= LINE + 4
    assert "\n" not in snippet.text
    assert snippet.matches
    shown = [snippet.text[a:b] for a, b in snippet.matches]
    assert shown == [text[start] for start in starts][: len(shown)]


TOLD = st.builds(
    Told,
    st.lists(st.sampled_from([*PEOPLE, "Quist", "Tarn", AUTHORITY]), max_size=6),
    st.sampled_from([APRIL, MAY, YEAR, PartialDate(), PartialDate(None, 4, 3), PartialDate(2023, 12, 1)]),
)


def by_hand(articles: Sequence[Told], wanted: set[int], name: str) -> dict[str, object]:
    """What a profile has to say of a name in the wanted articles."""
    counts = {
        number: Counter(FULLEST[each] for each in told.names)
        for number, told in enumerate(articles, 1)
        if number in wanted
    }
    named = [number for number, count in counts.items() if count[name]]
    months: Counter[tuple[int, int]] = Counter()
    for number in named:
        date = articles[number - 1].published
        if date.year and date.month:
            months[date.year, date.month] += counts[number][name]
    beside = {
        other: (sum(1 for each in named if counts[each][other]), sum(counts[each][other] for each in named))
        for other in PEOPLE
        if other != name and any(counts[each][other] for each in named)
    }
    return {
        "mentions": sum(counts[each][name] for each in named),
        "months": sorted(months.items()),
        "appearances": sorted(named, key=lambda each: (-articles[each - 1].published.ordinal, each)),
        "names": dict(
            Counter(each for number in named for each in articles[number - 1].names if FULLEST[each] == name)
        ),
        "beside": beside,
    }


def told_by(profile: EntityProfile) -> dict[str, object]:
    """The same of a profile."""
    return {
        "mentions": profile.entity.mentions,
        "months": [((each.month.year, each.month.month), each.mentions) for each in profile.months],
        "appearances": [each.article.id for each in profile.appearances],
        "names": {each.name: each.mentions for each in profile.names},
        "beside": {each.name: (each.articles, each.mentions) for each in profile.companions},
    }


@settings(max_examples=15, deadline=None)
@given(st.lists(TOLD, min_size=1, max_size=8), st.data())
def test_profiles_agree_with_counting_by_hand(articles: list[Told], data: st.DataObject) -> None:
    everything = set(range(1, len(articles) + 1))
    wanted = data.draw(st.one_of(st.none(), st.sets(st.sampled_from(sorted(everything)))))
    few = data.draw(st.sampled_from([0, 1, companions.FEW]))
    with TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        patch.setattr(companions, "FEW", few)
        patch.setattr(companions, "STEP", 1)
        archive = archive_of(Path(directory), articles)
        for entity in archive.entities():
            profile = archive._profiles.profile(entity.entity_id, wanted, 50, 0)
            expected = by_hand(articles, everything if wanted is None else wanted, entity.name)
            assert told_by(profile) == expected
            dated = sum(each.mentions for each in profile.months)
            assert profile.undated == profile.entity.mentions - dated
        archive.close()


@settings(max_examples=15, deadline=None)
@given(st.lists(TOLD, min_size=1, max_size=8), st.integers(1, 3), st.integers(1, 4))
def test_the_first_persons_beside_are_the_same_however_they_are_found(
    articles: list[Told], most: int, known: int
) -> None:
    with TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        archive = archive_of(Path(directory), articles)
        patch.setattr(companions, "MOST", most)
        patch.setattr(companions, "KNOWN", known)
        patch.setattr(companions, "STEP", 1)
        for entity in archive.entities():
            plain = archive.entity(entity.entity_id).companions
            with pytest.MonkeyPatch.context() as inner:
                inner.setattr(companions, "FEW", 0)
                assert archive.entity(entity.entity_id).companions == plain
                assert archive.entity(entity.entity_id).companions == plain
        archive.close()


def test_of_two_persons_in_as_many_articles_the_one_more_often_named_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("FEW", 0), ("MOST", 1), ("STEP", 1)):
        monkeypatch.setattr(companions, name, value)
    told = [Told((QUIST, TARN, MOSS, MOSS)), Told((QUIST, TARN, MOSS, MOSS)), Told((TARN,))]
    archive = archive_of(tmp_path, told)
    for _ in range(2):
        assert [each.name for each in archive.entity(id_of(archive, QUIST)).companions] == [MOSS]


@settings(max_examples=15, deadline=None)
@given(st.lists(TOLD, min_size=1, max_size=8), st.data())
def test_entities_are_counted_in_some_articles(articles: list[Told], data: st.DataObject) -> None:
    wanted = data.draw(st.sets(st.integers(1, len(articles))))
    label = data.draw(st.sampled_from([None, Label.PERSON, Label.ORG]))
    with TemporaryDirectory() as directory:
        archive = archive_of(Path(directory), articles)
        found = archive._profiles.entities(label, wanted, 100)
        archive.close()
    names = Counter(FULLEST[each] for number in wanted for each in articles[number - 1].names)
    kept = {name for name in names if label is None or (name == AUTHORITY) is (label is Label.ORG)}
    assert {each.name: each.mentions for each in found} == {name: names[name] for name in kept}
    assert [each.mentions for each in found] == sorted((each.mentions for each in found), reverse=True)
    for each in found:
        assert each.articles == sum(
            1 for number in wanted if each.name in {FULLEST[one] for one in articles[number - 1].names}
        )


def test_what_is_added_is_counted(archive: LocalArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(companions, "FEW", 0)
    quist = id_of(archive, QUIST)
    assert archive.entity(quist).companions[0].name == TARN
    archive._store.add([written(Told((QUIST, VELDE)), 100 + number) for number in range(5)])
    profile = archive.entity(quist)
    assert (profile.companions[0].name, profile.companions[0].articles) == (VELDE, 5)
    assert profile.entity.articles == 9


def test_one_entity_is_asked_for_by_its_id(archive: LocalArchive) -> None:
    quist = id_of(archive, QUIST)
    assert hits(archive, f"entity:{quist}") == [1, 2, 4, 5]
    assert hits(archive, f"entity:{quist} tarn -moss") == [1, 5]
    assert hits(archive, f"-entity:{quist}") == [3]
    assert hits(archive, f"date:2024-04 OR entity:{id_of(archive, AUTHORITY)}") == [1, 3, 4]
    assert archive.search(f"entity:{quist}").problem is None


def test_an_id_that_there_is_not_finds_nothing_and_is_told(archive: LocalArchive) -> None:
    results = archive.search("entity:4711")
    assert (results.hits, results.total) == ((), 0)
    assert results.problem is not None
    assert "no entity 4711" in results.problem
    assert "no entity 4711" in (archive.search("quay -entity:4711").problem or "")
    assert hits(archive, "entity:" + "9" * 40) == []


def test_the_mentions_of_an_entity_that_is_asked_for_are_the_matches(archive: LocalArchive) -> None:
    quist = id_of(archive, QUIST)
    hit = next(hit for hit in archive.search(f"entity:{quist}").hits if hit.article.id == 1)
    assert [hit.snippet.text[a:b] for a, b in hit.snippet.matches] == [QUIST, "Quist"]
    article, mentions = archive.article(1), archive.mentions(1)
    query = parse(f"entity:{quist} spoke")
    found = find_matches(query, article.text, body_start=article.body_start, mentions=mentions)
    assert [article.text[a:b] for a, b in found] == [QUIST, "spoke", "Quist", "spoke", "spoke"]
    assert find_matches(parse(f"-entity:{quist}"), article.text, mentions=mentions) == ()


def test_a_name_is_the_filter_where_nobody_else_has_it(archive: LocalArchive) -> None:
    assert archive.filter_for(id_of(archive, QUIST)) == 'person:"Alba Quist"'
    assert archive.filter_for(id_of(archive, AUTHORITY)) == 'org:"Harbour Authority"'


def test_an_id_is_the_filter_where_a_name_means_others_too(tmp_path: Path) -> None:
    text = "Ada Orr spoke. The Ada Orr Fund paid. Ada Orr Bell left. On Monday Tom ”Ace“ Lund came."
    ready = prepare(Draft("", text))
    assert ready is not None

    def mention(name: str, label: Label, entity: int) -> Mention:
        start = text.index(name)
        return Mention(start, start + len(name), name, label, name, entity)

    found = (
        mention("Ada Orr", Label.PERSON, 1),
        mention("Ada Orr Fund", Label.ORG, 2),
        mention("Ada Orr Bell", Label.PERSON, 3),
        mention("Monday", Label.DATE, 4),
        mention("Tom ”Ace“ Lund", Label.PERSON, 5),
    )
    archive = LocalArchive(tmp_path, create=True)
    archive._store.add([with_annotations(ready, Annotations(found), "1")])
    filters = {each.name: archive.filter_for(each.entity_id) for each in archive.entities()}
    numbers = {each.name: each.entity_id for each in archive.entities()}
    assert filters["Ada Orr"] == f"entity:{numbers['Ada Orr']}"
    assert filters["Ada Orr Fund"] == 'org:"Ada Orr Fund"'
    assert filters["Ada Orr Bell"] == 'person:"Ada Orr Bell"'
    (monday,) = archive.entities(Label.DATE)
    assert archive.filter_for(monday.entity_id) == f"entity:{monday.entity_id}"
    assert filters["Tom ”Ace“ Lund"] == f"entity:{numbers['Tom ”Ace“ Lund']}"


def test_every_filter_finds_the_articles_that_name_its_entity(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a", ALL)
    entities = archive.entities()
    assert len(entities) > 5
    for entity in entities:
        naming = [
            number
            for number in range(1, len(ALL) + 1)
            if any(each.entity_id == entity.entity_id for each in archive.mentions(number))
        ]
        assert hits(archive, archive.filter_for(entity.entity_id)) == naming
        assert sorted(each.article.id for each in archive.entity(entity.entity_id).appearances) == naming


def test_quotes_are_found_by_filters_of_their_articles(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "a", ALL)
    ellison = next(each.entity_id for each in archive.entities() if each.name == "Ruth Ellison")
    reyes = next(each.entity_id for each in archive.entities() if each.name == "Tomas Reyes")

    def found(query: str) -> set[int]:
        return {each.article.id for each in archive.quotes(match=query)}

    assert found(f"entity:{ellison}") == {1, 2}
    assert found(f"entity:{reyes}") == {2}
    assert found(f"-entity:{reyes}") == {1}
    assert found("date:2024") == {1}
    assert found(f"harbour entity:{ellison}") == {2}
    assert found(f"harbour OR (cranes -entity:{reyes})") == {1, 2}
    assert {each.article.id for each in archive.quotes(by="ellison", match=f"entity:{reyes}")} == {2}


def from_mentions(archive: LocalArchive) -> dict[int, dict[str, object]]:
    """What profiles have to say, from the mentions that the archive shows of each article."""
    shown = {each.id: archive.mentions(each.id) for each in archive.articles()}
    label_of = {each.entity_id: each.label for found in shown.values() for each in found}
    expected: dict[int, dict[str, object]] = {}
    for entity in label_of:
        counts = {
            number: Counter(each.entity_id for each in found)
            for number, found in shown.items()
            if any(each.entity_id == entity for each in found)
        }
        expected[entity] = {
            "label": label_of[entity],
            "mentions": sum(count[entity] for count in counts.values()),
            "articles": set(counts),
            "names": dict(
                Counter(each.text for found in shown.values() for each in found if each.entity_id == entity)
            ),
            "beside": {
                other: (sum(1 for count in counts.values() if count[other]), total)
                for other, label in label_of.items()
                if other != entity
                and label is Label.PERSON
                and (total := sum(count[other] for count in counts.values()))
            },
        }
    return expected


def decide(archive: LocalArchive, data: st.DataObject) -> None:
    """Take a decision on entities that are there."""
    ids = [each.entity_id for each in archive.entities()]
    if not ids:
        return
    one, other = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    name = data.draw(st.sampled_from([each.name for each in archive.entity(one).names]))
    deed = data.draw(
        st.sampled_from(
            [
                lambda: archive.merge(one, other),
                lambda: archive.split(one, name),
                lambda: archive.rename(one, "Somebody Else"),
                lambda: archive.reject(one),
                lambda: archive.relabel(one, Label.ORG),
                archive.undo,
            ]
        )
    )
    with suppress(ValueError, NotFoundError):
        deed()


@settings(max_examples=20, deadline=None)
@given(st.lists(TOLD, min_size=1, max_size=6), st.data())
def test_profiles_follow_the_decisions(articles: list[Told], data: st.DataObject) -> None:
    with TemporaryDirectory() as directory, pytest.MonkeyPatch.context() as patch:
        patch.setattr(companions, "FEW", data.draw(st.sampled_from([0, companions.FEW])))
        archive = archive_of(Path(directory), articles)
        for _ in range(data.draw(st.integers(1, 4))):
            decide(archive, data)
        expected = from_mentions(archive)
        counted = {each.entity_id: each for each in archive.entities()}
        assert counted.keys() == expected.keys()
        for number, wanted in expected.items():
            profile = archive.entity(number)
            assert profile.entity == replace(counted[number], hint=None)
            assert {
                "label": profile.entity.label,
                "mentions": profile.entity.mentions,
                "articles": {each.article.id for each in profile.appearances},
                "names": {each.name: each.mentions for each in profile.names},
                "beside": {each.entity_id: (each.articles, each.mentions) for each in profile.companions},
            } == wanted
        archive.close()


def test_what_is_rejected_is_not_told_of(archive: LocalArchive) -> None:
    tarn, quist = id_of(archive, TARN), id_of(archive, QUIST)
    archive.reject(tarn)
    assert [each.name for each in archive.entity(quist).companions] == [MOSS]
    assert TARN not in {each.name for each in archive.entities(query="quay")}
    with pytest.raises(NotFoundError):
        archive.entity(tarn)
    results = archive.search(f"entity:{tarn}")
    assert (results.total, "no entity" in (results.problem or "")) == (0, True)
    archive.undo()
    assert hits(archive, f"entity:{tarn}") == [1, 2, 5]


def test_a_profile_is_of_one_moment_while_another_process_annotates_again(
    archive: LocalArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = LocalArchive(archive.path, create=False)
    other._store.database.execute("PRAGMA busy_timeout = 0")
    wanted = archive.entity(id_of(archive, QUIST))
    counts = archive._profiles._dates

    def meanwhile(found: Mapping[int, int]) -> dict[int, int]:
        with suppress(ArchiveError):
            other._store.replace_annotations({1: written(Told((MOSS,)), 1)})
        return counts(found)

    monkeypatch.setattr(archive._profiles, "_dates", meanwhile)
    assert archive.entity(wanted.entity.entity_id) == wanted
    monkeypatch.undo()
    other._store.replace_annotations({1: written(Told((MOSS,)), 1)})
    assert archive.entity(wanted.entity.entity_id).entity.articles == wanted.entity.articles - 1
    other.close()
