"""What tells entities of one name apart where a list has several."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.adding.prepare import Prepared, prepare
from index.local import LocalArchive
from index.models import Annotations, Draft, EntityCount, Evidence, Label, Mention

JORDAN = "Michael Jordan"


def article(
    title: str, *names: str, label: Label = Label.PERSON, value: str | None = None, **told: tuple[str, ...]
) -> Prepared:
    """An article that names some; what it tells is about the first of them."""
    made = prepare(Draft(title, f"This is about {title}. " + ". ".join(names)))
    assert made is not None
    text = made.article.text
    mentions = tuple(
        Mention(text.index(name), text.index(name) + len(name), name, label, name, at, value)
        for at, name in enumerate(names, 1)
    )
    evidence = (Evidence(1, **told),) if told else ()  # type: ignore[arg-type]
    return Prepared(made.digest, made.article, Annotations(mentions, (), evidence), (), "test")


def archive_of(path: Path, *articles: Prepared) -> LocalArchive:
    archive = LocalArchive(path, create=True)
    for each in articles:
        archive._store.add([each])
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> LocalArchive:
    """A player, a professor of the same name whom two articles name, and others."""
    return archive_of(
        tmp_path,
        article("Ball", JORDAN, "Bo Lund", roles=("player",), nations=("Norway",)),
        article("Book", JORDAN, "Eva Holm", roles=("prime-minister", "professor")),
        article("Law", JORDAN, "Eva Holm", roles=("professor",)),
        article("Office", JORDAN, label=Label.ORG),
    )


def hints(found: tuple[EntityCount, ...]) -> dict[str | None, tuple[str, int]]:
    """Names and counts by the hints."""
    return {each.hint: (each.name, each.mentions) for each in found if each.hint}


def test_namesakes_have_the_country_and_the_role_that_most_articles_tell(archive: LocalArchive) -> None:
    told = {"Norway, player": (JORDAN, 1), "professor": (JORDAN, 2)}
    assert hints(archive.entities()) == told
    assert hints(archive.entities(Label.PERSON)) == told
    assert hints(archive.entities_named("michael jordan")) == told
    assert hints(archive.entities_named("Bo Lund")) == {}


def test_who_is_alone_in_a_list_needs_no_hint(archive: LocalArchive) -> None:
    assert hints(archive.entities(query="ball")) == {}
    assert hints(archive.entities(limit=1)) == {}


def test_where_nothing_or_the_same_is_known_it_is_the_first_title(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        article("Fog", JORDAN, roles=("player",)),
        article("Rain", JORDAN, roles=("professor",)),
        article("", "Ann Lee"),
    )
    first, second, lee = (
        each.entity_id for each in sorted(archive.entities(), key=lambda one: one.entity_id)
    )
    archive.rename(lee, JORDAN)
    assert set(hints(archive.entities())) == {"player", "professor", "in “This is about . Ann Lee”"}
    archive._store.database.execute("UPDATE main.evidence SET roles = 'player'")
    assert set(hints(archive.entities())) == {"in “Fog”", "in “Rain”", "in “This is about . Ann Lee”"}
    archive.merge(first, second)
    assert set(hints(archive.entities())) == {"player", "in “This is about . Ann Lee”"}


def test_what_is_split_off_has_what_its_own_articles_tell(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        article("Fog", "Sergei Garin", roles=("player",)),
        article("Rain", "Sergei Garin", roles=("player",), nations=("Norway",)),
        article("Snow", "Sergey Garin"),
    )
    (one,) = archive.entities()
    archive.split(one.entity_id, "Sergey Garin")
    part = next(each.entity_id for each in archive.entities() if each.name == "Sergey Garin")
    archive.rename(part, "Sergei Garin")
    assert hints(archive.entities()) == {
        "Norway, player": ("Sergei Garin", 2),
        "in “Snow”": ("Sergei Garin", 1),
    }


def test_dates_of_one_name_have_their_values(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        article("Fog", "Monday", label=Label.DATE, value="2024-04-15"),
        article("Rain", "Tuesday", label=Label.DATE, value="2024-04-23"),
    )
    monday, tuesday = (each.entity_id for each in archive.entities(Label.DATE))
    archive._store.database.execute("UPDATE main.entities SET name = 'Monday'")
    assert {monday, tuesday} == {each.entity_id for each in archive.entities(Label.DATE)}
    assert set(hints(archive.entities(Label.DATE))) == {"2024-04-15", "2024-04-23"}
    assert archive.entities() == ()
