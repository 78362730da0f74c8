from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.userstate import MOST_QUERIES, Position, UserState


def state(tmp_path: Path, uuid: str = "one") -> UserState:
    return UserState(tmp_path / "archive", uuid, directory=tmp_path / "state")


def test_marks_last(tmp_path: Path) -> None:
    first = state(tmp_path)
    first.mark_read(3)
    first.mark_read(4)
    first.mark_unread(4)
    assert first.toggle_star(5)
    assert first.toggle_star(6)
    assert not first.toggle_star(6)
    first.add_query("cranes")
    first.position = Position(3, 120, "cranes")
    second = state(tmp_path)
    assert second.read_ids() == {3}
    assert second.starred() == {5}
    assert second.queries() == ("cranes",)
    assert second.position == Position(3, 120, "cranes")
    assert second.problem is None


def test_two_windows_do_not_undo_each_other(tmp_path: Path) -> None:
    first, second = state(tmp_path), state(tmp_path)
    first.mark_read(1)
    second.mark_read(2)
    first.toggle_star(3)
    assert state(tmp_path).read_ids() == {1, 2}
    assert state(tmp_path).starred() == {3}


def test_archives_are_kept_apart_and_moving_one_keeps_its_marks(tmp_path: Path) -> None:
    state(tmp_path, "one").mark_read(1)
    assert state(tmp_path, "two").read_ids() == frozenset()
    assert UserState(tmp_path / "moved", "one", directory=tmp_path / "state").read_ids() == {1}


def test_an_archive_without_uuid_is_known_by_its_path(tmp_path: Path) -> None:
    state(tmp_path, "").mark_read(1)
    assert state(tmp_path, "").read_ids() == {1}
    assert UserState(tmp_path / "other", "", directory=tmp_path / "state").read_ids() == frozenset()


def test_history_is_bounded_and_moves_what_is_asked_again(tmp_path: Path) -> None:
    marks = state(tmp_path)
    for number in range(MOST_QUERIES + 5):
        marks.add_query(f"q{number}")
    marks.add_query("q100")
    marks.add_query("  ")
    assert len(marks.queries()) == MOST_QUERIES
    assert marks.queries()[-2:] == (f"q{MOST_QUERIES + 4}", "q100")
    assert marks.queries().count("q100") == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff", b'{"format": 1}', b'{"format": 99}', b'{"format":1,"read":["x"]}'],
)
def test_a_damaged_file_is_put_aside(tmp_path: Path, content: bytes) -> None:
    state(tmp_path).mark_read(1)
    (file,) = (tmp_path / "state").glob("*.json")
    file.write_bytes(content)
    marks = state(tmp_path)
    assert marks.problem is not None
    assert marks.read_ids() == frozenset()
    assert file.with_suffix(".damaged").read_bytes() == content
    marks.mark_read(2)
    assert state(tmp_path).read_ids() == {2}
    file.write_bytes(b"{ again")
    problem = state(tmp_path).problem
    assert problem is not None
    assert f"{file.stem}.damaged.1" in problem.reason
    assert file.with_suffix(".damaged").read_bytes() == content
    assert file.with_suffix(".damaged.1").read_bytes() == b"{ again"


def test_a_state_that_cannot_be_written_lasts_in_memory(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the directory should be")
    marks = state(tmp_path)
    marks.mark_read(1)
    assert marks.read_ids() == {1}
    assert marks.problem is not None
    assert "until you quit" in marks.problem.reason


MARK = """
import sys
from pathlib import Path
from index.userstate import UserState
marks = UserState(Path("archive"), "one", directory=Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2]), 300, 3):
    marks.mark_read(number)
"""


def test_readers_that_write_at_once_lose_no_mark(tmp_path: Path) -> None:
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", MARK, str(tmp_path / "state"), str(first)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in range(3)
    ]
    for reader in readers:
        assert reader.stdout is not None
        reader.stdout.readline()
    for reader in readers:
        assert reader.stdin is not None
        reader.stdin.write("go\n")
        reader.stdin.flush()
    for reader in readers:
        reader.communicate()
    assert state(tmp_path).read_ids() == set(range(300))


def test_what_could_not_be_written_is_written_with_the_next_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks = state(tmp_path)
    marks.mark_read(1)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        marks.mark_read(2)
    assert marks.read_ids() == {1, 2}
    marks.mark_read(3)
    assert state(tmp_path).read_ids() == {1, 2, 3}


def test_marks_that_cannot_be_read_are_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    UserState(tmp_path, "a", directory=tmp_path).toggle_star(7)
    (path,) = tmp_path.glob("*.json")
    before = path.read_bytes()

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    state = UserState(tmp_path, "a", directory=tmp_path)
    state.mark_read(1)
    assert state.read_ids() == {1}
    assert state.problem is not None
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["[Infinity]", "[" * 100_000, '{"format": 1, "read": [1e999]}'])
def test_odd_json_is_put_aside(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    state = UserState(tmp_path, "a", directory=tmp_path)
    assert state.problem is not None
    assert (tmp_path / "a.damaged").read_text() == text
