"""Namesakes in the archive: the same whatever the batches, and when articles are annotated again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.adding.prepare import Prepared, prepare
from index.models import Annotations, Draft, Evidence, Label, Mention
from index.storage.register import ArchiveRegister
from index.storage.store import Store

P = Label.PERSON


def article(number: int, *names: str, **told: tuple[str, ...] | str) -> Prepared:
    """An article that names persons; what it tells is about the first of them."""
    body = f"Number {number}. " + ". ".join(names)
    made = prepare(Draft(title="", body=body))
    assert made is not None
    mentions = tuple(
        Mention(body.index(name), body.index(name) + len(name), name, P, name, at)
        for at, name in enumerate(names, 1)
    )
    evidence = (Evidence(1, **told),) if told else ()  # type: ignore[arg-type]
    return Prepared(made.digest, made.article, Annotations(mentions, (), evidence), (), "test")


def articles() -> list[Prepared]:
    """A player and a professor of one name, a family name with and without evidence, another spelling."""
    return [
        article(1, "Michael Jordan", "Bo Lund", "Ida Roe", roles=("player",)),
        article(2, "Michael Jordan", "Eva Holm", roles=("professor",)),
        article(3, "Michael Jordan", "Una Birk"),
        article(4, "Michael Jordan", roles=("professor", "scientist")),
        article(5, "Jordan", "Bo Lund", "Ida Roe"),
        article(6, "Jordan"),
        article(7, "Sergei Garin"),
        article(8, "Sergey Garin"),
        article(9, "Jordan", "Eva Holm"),
    ]


def first_entities(store: Store) -> list[int]:
    """The entity that each article names first."""
    rows = store.database.stored("SELECT article_id, entity_id FROM main.mentions ORDER BY article_id, start")
    return list(dict(reversed(rows)).values())[::-1]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path, create=True)


def test_evidence_tells_namesakes_apart(store: Store) -> None:
    store.add(articles())
    player, professor, silent, scientist, company, lone, sergei, sergey, stranger = first_entities(store)
    assert player == silent == company
    assert professor == scientist
    assert sergei == sergey
    assert len({player, professor, sergei, lone, stranger}) == 5


@pytest.mark.parametrize("cuts", [(1,), (2, 5), (4,), tuple(range(1, 9))])
def test_batches_do_not_matter(tmp_path: Path, cuts: Sequence[int]) -> None:
    (tmp_path / "once").mkdir()
    (tmp_path / "parts").mkdir()
    at_once = Store(tmp_path / "once", create=True)
    at_once.add(articles())
    for begin, end in zip((0, *cuts), (*cuts, None), strict=True):
        part = Store(tmp_path / "parts", create=True)
        part.add(articles()[begin:end])
        part.close()
    assert first_entities(Store(tmp_path / "parts")) == first_entities(at_once)


def test_annotating_again_gives_the_same(store: Store) -> None:
    store.add(articles())
    before = first_entities(store)
    evidence = store.database.stored("SELECT * FROM main.evidence ORDER BY 1, 2")
    for number, again in enumerate(articles(), 1):
        store.replace_annotations({number: again})
        assert first_entities(store) == before
    store.replace_annotations(dict(enumerate(articles(), 1)))
    assert first_entities(store) == before
    assert store.database.stored("SELECT * FROM main.evidence ORDER BY 1, 2") == evidence


def test_annotating_again_replaces_what_an_article_tells(store: Store) -> None:
    store.add(articles()[:1])
    store.replace_annotations({1: article(1, "Michael Jordan", roles=("professor",))})
    assert store.database.stored("SELECT article_id, roles FROM main.evidence") == [(1, "professor")]
    store.add(articles()[1:2])
    one, other = first_entities(store)
    assert one == other


def test_what_another_process_adds_is_known(store: Store, tmp_path: Path) -> None:
    store.add(articles()[:1])
    other = Store(tmp_path)
    other.add(articles()[1:2])
    other.add(articles()[6:7])
    store.add(articles()[3:4])
    store.add(articles()[7:8])
    player, professor, sergei, scientist, sergey = first_entities(store)
    assert professor == scientist != player
    assert sergei == sergey


def test_an_add_that_fails_leaves_nothing_behind(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.storage.entities.EntityWriter.finish", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.add(articles()[:1])
    monkeypatch.undo()
    store.add(articles())
    assert len(set(first_entities(store))) == 5


def test_a_family_is_read_once_however_many_bear_its_name(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    stored = store.database.stored

    def counted(sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        asked.append(sql)
        return stored(sql, values)

    monkeypatch.setattr(store.database, "stored", counted)
    store.add([article(1, *(f"Q{chr(0x61 + n)}x Garin" for n in range(20)), "Garin")])
    assert len([sql for sql in asked if "e.label = 'PERSON'" in sql]) == 1


def test_those_of_a_family_who_are_named_most_are_kept_in_order(store: Store) -> None:
    register = store._writer._entities._register
    named = [f"Q{letter}x Garin" for letter in "abcdefghi"]
    store.add([article(1, *named[:4])])
    register.of_family("garin")
    for number, start in enumerate((5, 6, 7, 0, 5, 8, 8, 8, 2), 2):
        store.add([article(number, *named[start : start + 2])])
        fresh = ArchiveRegister(store.database)
        assert register.of_family("garin") == fresh.of_family("garin")
        assert len(register.of_family("garin")) == min(6, len(fresh.of_family("garin")))
