from __future__ import annotations

import ast
import json
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import zlib
from array import array
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import Any, Literal, NoReturn

import pytest

import index as library
from index.archive import open_archive
from index.errors import ArchiveError
from index.fulltext import catalogue
from index.fulltext.engine import FullText, Health
from index.fulltext.errors import UNEXPECTED, DamagedIndexError
from index.fulltext.searching import private_index
from index.fulltext.segment.layout import SectionFile, SectionWriter
from index.fulltext.segment.reader import Segment
from index.fulltext.segment.writer import KINDS
from index.local import LocalArchive
from tests.unit.archive_support import TUNNEL, hits, make_archive
from tests.unit.index_support import ARCHIVE, answers, copy, files, fill, questions
from tests.unit.invented import documents

SECONDS = 20
"""After which something hangs; whatever is tried here takes less than one."""


@pytest.fixture(autouse=True)
def _no_hanging() -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> NoReturn:
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stored") / "archive"
    make_archive(path).close()
    return path


@pytest.fixture
def archive(stored: Path, tmp_path: Path) -> Path:
    return copy(stored, tmp_path / "archive")


def test_no_module_but_the_one_against_pickle_names_it() -> None:
    root = Path(library.__file__).parent
    named = set()
    for path in root.rglob("*.py"):
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in each.names] if isinstance(each, ast.Import) else []
            names += [each.module or ""] if isinstance(each, ast.ImportFrom) else []
            if {"pickle", "_pickle", "shelve", "marshal", "dill"} & {
                name.partition(".")[0] for name in names
            }:
                named.add(path.relative_to(root).as_posix())
    assert named == {"fulltext/unpickle.py"}


def test_nothing_is_pickled_or_unpickled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import _pickle

    import_module("index.fulltext.whoosh_index")  # Whoosh's modules ask for pickle when they are loaded

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("pickle is used")

    for module in (pickle, _pickle):
        for name in ("load", "loads", "dump", "dumps", "Unpickler", "Pickler", "_Unpickler", "_Pickler"):
            monkeypatch.setattr(module, name, refuse, raising=False)
    index = fill(tmp_path / "whoosh")
    answers(index)
    for at in range(9):
        index.add(documents(30)[24 + at % 6 :][:1], replaced={24 + at % 6 + 1})
    index.add([], replaced={1, 2}, merge_all=True)
    answers(FullText(tmp_path / "whoosh", ARCHIVE))
    opened = make_archive(tmp_path / "archive")
    assert hits(opened, "cranes") == [1, 3]
    assert opened.check(repair=True) == ()
    opened.close()


@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("kind", ["schema", "segments", "directory", "postings"])
def test_an_index_of_whoosh_that_runs_code_does_nothing(
    archive: Path, tmp_path: Path, kind: str, beside: bool
) -> None:
    planted, mark = tmp_path / "planted", tmp_path / "mark"
    planted.mkdir()
    program = [sys.executable, "-W", "ignore", "-m", "tests.unit.planting_program"]
    root = Path(__file__).parents[2]
    subprocess.run([*program, kind, str(planted), str(mark)], check=True, cwd=root)
    mark.unlink(missing_ok=True)
    subprocess.run([*program, "read", str(planted)], check=True, cwd=root)
    assert mark.exists(), "the attack itself must work"
    mark.unlink()
    if not beside:
        shutil.rmtree(archive / "whoosh")
    shutil.copytree(planted, archive / "whoosh", dirs_exist_ok=True)
    for path in planted.glob("_MAIN_*.toc"):
        shutil.copy(path, archive / "whoosh" / "_MAIN_77.toc")
    opened = LocalArchive(archive)
    assert hits(opened, "cranes") == [1, 3]
    opened.add([TUNNEL])
    assert opened.check(repair=True) == ()
    opened.close()
    assert not mark.exists()


def sealed(said: dict[str, Any]) -> bytes:
    """A catalogue with the right checksum, whatever it says."""
    data = {name: value for name, value in said.items() if name != "crc"}
    crc = zlib.crc32(json.dumps(data, sort_keys=True).encode())
    return json.dumps({**data, "crc": crc}).encode()


def _said(directory: Path) -> dict[str, Any]:
    said: dict[str, Any] = json.loads((directory / "_MAIN_2.toc").read_bytes())
    return said


CHANGES: dict[str, dict[str, object]] = {
    "up": {"segments": [{"name": "../MAIN_00000000", "size": 1, "deleted": ""}]},
    "absolute": {"segments": [{"name": "/etc/passwd", "size": 1, "deleted": ""}]},
    "sub": {"segments": [{"name": "MAIN_000/00000", "size": 1, "deleted": ""}]},
    "nul": {"segments": [{"name": "MAIN_00000000\0", "size": 1, "deleted": ""}]},
    "line": {"segments": [{"name": "MAIN_00000000\n", "size": 1, "deleted": ""}]},
    "no name": {"segments": [{"name": 7, "size": 1, "deleted": ""}]},
    "not there": {"segments": [{"name": "MAIN_00000000", "size": 1, "deleted": ""}]},
    "large": {"segments": [{"name": "MAIN_00000000", "size": 1 << 62, "deleted": ""}]},
    "negative": {"segments": [{"name": "MAIN_00000000", "size": -1, "deleted": ""}]},
    "fraction": {"segments": [{"name": "MAIN_00000000", "size": 1.5, "deleted": ""}]},
    "endless": {"segments": [{"name": "MAIN_00000000", "size": float("inf"), "deleted": ""}]},
    "deleted": {"segments": [{"name": "MAIN_00000000", "size": 8, "deleted": "////"}]},
    "bitmap": {"segments": [{"name": "MAIN_00000000", "size": 8, "deleted": "A" * 4_000_000}]},
    "no bitmap": {"segments": [{"name": "MAIN_00000000", "size": 8, "deleted": "%%%"}]},
    "number": {"segments": [{"name": "MAIN_00000000", "size": 8, "deleted": 5}]},
    "many": {"segments": [{"name": f"MAIN_{at:08}", "size": 0, "deleted": ""} for at in range(50_000)]},
    "none": {"segments": None},
    "text": {"segments": "MAIN"},
    "mapping": {"segments": {"name": "MAIN"}},
    "revision": {"revision": 1 << 80},
    "negative revision": {"revision": -(1 << 80)},
    "text revision": {"revision": "5"},
    "archive": {"archive": ["x"]},
    "version": {"version": [1]},
    "generation": {"generation": "2"},
    "kind": {"kind": {}},
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_catalogue_with_the_right_checksum_is_not_believed(directory: Path, name: str) -> None:
    (directory / "_MAIN_2.toc").write_bytes(sealed({**_said(directory), **CHANGES[name]}))
    assert FullText(directory, ARCHIVE).status().health is Health.DAMAGED
    with pytest.raises(DamagedIndexError):
        FullText(directory, ARCHIVE).add(documents(1), replaced={1}, revision=9)


def test_a_segment_is_not_named_twice(directory: Path) -> None:
    said = _said(directory)
    said["segments"] = said["segments"] * 200
    (directory / "_MAIN_2.toc").write_bytes(sealed(said))
    with pytest.raises(DamagedIndexError):
        catalogue.read(directory)


def test_a_key_that_comes_twice_changes_nothing(directory: Path) -> None:
    path = directory / "_MAIN_2.toc"
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"revision": 5', b'"revision": 5, "revision": 6'))
    assert FullText(directory, ARCHIVE).status().health is Health.DAMAGED
    path.write_bytes(data.replace(b'"revision": 5', b'"revision": 6, "revision": 5'))
    assert FullText(directory, ARCHIVE).status().revision == 5


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 40)


BOMBS: dict[str, Callable[[Path], object]] = {
    "nesting": lambda path: path.write_bytes(b"[" * 10_000_000),
    "objects": lambda path: path.write_bytes(b'{"crc":' * 1_000_000),
    "digits": lambda path: path.write_bytes(b'{"crc":' + b"9" * 15_000_000 + b"}"),
    "too many digits": lambda path: path.write_bytes(b'{"crc":' + b"9" * 100_000_000 + b"}"),
    "exponent": lambda path: path.write_bytes(b'{"crc": 1e999999999}'),
    "not a number": lambda path: path.write_bytes(b'{"crc": NaN}'),
    "text": lambda path: path.write_bytes(b'{"crc": "' + b"x" * 14_000_000 + b'"}'),
    "list": lambda path: path.write_bytes(b"[1]"),
    "null": lambda path: path.write_bytes(b"null"),
    "bytes": lambda path: path.write_bytes(b"\xff\xfe\x00\x00"),
    "terabyte": _sparse,
    "zero": lambda path: path.symlink_to("/dev/zero"),
    "random": lambda path: path.symlink_to("/dev/urandom"),
    "pipe": os.mkfifo,
    "loop": lambda path: path.symlink_to(path.name),
    "directory": Path.mkdir,
}


@pytest.mark.parametrize("name", BOMBS)
@pytest.mark.parametrize("ending", [".toc", ".doc", ".trm", ".pst", ".pos"])
def test_a_bomb_in_place_of_a_file_is_damage(directory: Path, name: str, ending: str) -> None:
    path = next(path for path in files(directory) if path.suffix == ending)
    path.unlink()
    BOMBS[name](path)
    status = FullText(directory, ARCHIVE).status()
    assert status.health is Health.DAMAGED
    assert len(status.reason) < 300


@pytest.mark.parametrize("name", ["zero", "pipe", "loop", "directory", "terabyte", "nesting"])
def test_an_archive_gets_rid_of_a_bomb(archive: Path, name: str) -> None:
    for path in files(archive / "whoosh"):
        path.unlink()
        BOMBS[name](path)
    BOMBS[name](archive / "whoosh" / "_MAIN_999999999999999.toc")
    opened = LocalArchive(archive)
    assert hits(opened, "cranes") == [1, 3]
    opened.close()


def test_files_that_a_writer_would_follow_are_left_alone(directory: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.write_text("precious")
    for name in ("_MAIN_3.toc.new", "_MAIN_3.toc.tmp", "MAIN.tmp", "MAIN_00000000.doc"):
        (directory / name).symlink_to(own)
    index = FullText(directory, ARCHIVE)
    index.add(documents(30)[26:27])
    assert index.status().health is Health.READABLE
    assert own.read_text() == "precious"
    assert {path.name for path in files(directory)} <= {
        *catalogue.files(catalogue.read(directory)),
        "MAIN.tmp",
    }


def test_the_highest_generation_does_not_end_the_counting(directory: Path) -> None:
    (directory / "_MAIN_2.toc").rename(directory / "_MAIN_999999999999999.toc")
    said = json.loads((directory / "_MAIN_999999999999999.toc").read_bytes())
    (directory / "_MAIN_999999999999999.toc").write_bytes(sealed({**said, "generation": 999999999999999}))
    assert FullText(directory, ARCHIVE).status().health is Health.DAMAGED


Sections = dict[str, bytearray]
Parts = dict[str, Sections]


def _parts(stem: Path) -> tuple[Parts, dict[str, dict[str, Any]]]:
    """All sections of the files of a segment, and what the tables tell besides."""
    parts: Parts = {}
    told = {}
    for ending, kind in KINDS.items():
        path = stem.with_name(stem.name + ending)
        file = SectionFile(path, kind)
        data = path.read_bytes()
        at, length = (
            int.from_bytes(data[-24:-16], sys.byteorder),
            int.from_bytes(data[-16:-12], sys.byteorder),
        )
        names = json.loads(data[at : at + length])["sections"]
        parts[ending] = {name: bytearray(file.checked(name)) for name in names}
        told[ending] = file.told
    return parts, told


def _forge(stem: Path, parts: Parts, told: dict[str, dict[str, Any]]) -> None:
    """Write the files of a segment with all checksums right, those of single terms too."""
    for field in ("words", "stems", "title", "quotes", "source", "persons", "orgs", "speakers"):
        _seal(parts, field, "at", "sums", parts[".pst"][field])
        if f"{field}.places" in parts[".trm"]:
            _seal(parts, field, "places", "placesums", parts[".pos"]["places"], 2)
    for ending, kind in KINDS.items():
        path = stem.with_name(stem.name + ending)
        path.unlink()
        writer = SectionWriter(path, kind)
        for name, data in parts[ending].items():
            writer.add(name, bytes(data))
        writer.close(told[ending])


def _seal(parts: Parts, field: str, at: str, sums: str, data: bytearray, width: int = 1) -> None:
    """Compute the checksums of the terms of a field anew, where its numbers lead somewhere."""
    lexicon = parts[".trm"]
    starts = array("I", bytes(lexicon[f"{field}.{at}"][: len(lexicon[f"{field}.{at}"]) // 4 * 4]))
    count = min(len(starts) - 1, len(lexicon[f"{field}.{sums}"]) // 4)
    found = [zlib.crc32(data[width * starts[i] : width * starts[i + 1]]) for i in range(count)]
    lexicon[f"{field}.{sums}"][: 4 * count] = array("I", found).tobytes()


def _ask(directory: Path) -> None:
    """Ask everything, read everything and merge everything; nothing but errors of numbers may come of it."""
    index = FullText(directory, ARCHIVE)
    index.status()
    index.damage()
    for question in questions().values():
        with suppress(DamagedIndexError, *UNEXPECTED):
            question(index)
    with suppress(DamagedIndexError, *UNEXPECTED):
        index.add(documents(30)[26:27], replaced={2}, merge_all=True)


@pytest.mark.parametrize("seed", range(60))
def test_forged_segments_with_right_checksums_are_harmless(directory: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    stem = directory / max(catalogue.read(directory).segments, key=lambda each: each.size).name
    parts, told = _parts(stem)
    for _ in range(rng.choice([1, 1, 3])):
        ending = rng.choice([".doc", ".trm", ".trm", ".pst", ".pos"])
        name = rng.choice([name for name, data in parts[ending].items() if data])
        _change(parts[ending][name], rng)
    _forge(stem, parts, told)
    _ask(directory)


def _change(data: bytearray, rng: random.Random) -> None:
    """Change some bytes of a section, or its length."""
    at = rng.randrange(len(data))
    way = rng.randrange(6)
    if way == 0:
        data[at : at + 4] = rng.choice([b"\xff\xff\xff\xff", bytes(4), b"\0\0\0\x80", b"\1\0\0\0"])
    elif way == 1:
        data[:] = data[::-1]
    elif way == 2:
        data[:] = bytes([rng.choice([0, 1, 10, 255])]) * len(data)
    elif way == 3:
        del data[at // 8 * 8 :]
    elif way == 4:
        data.extend(rng.randbytes(8 * rng.randrange(1, 200)))
    else:
        for _ in range(20):
            data[rng.randrange(len(data))] = rng.randrange(256)


Told = dict[str, dict[str, Any]]
TOLD: dict[str, Callable[[Told], object]] = {
    "size": lambda told: [each.update(size=65_536) for each in told.values()],
    "negative": lambda told: [each.update(size=-1) for each in told.values()],
    "fraction": lambda told: [each.update(size=1.0) for each in told.values()],
    "endless": lambda told: [each.update(size=float("inf")) for each in told.values()],
    "none": lambda told: [each.pop("size") for each in told.values()],
    "totals": lambda told: told[".doc"]["totals"].update(stems=10**400),
    "endless totals": lambda told: told[".doc"]["totals"].update(stems=float("inf")),
    "negative totals": lambda told: told[".doc"]["totals"].update(stems=-(10**30)),
    "no totals": lambda told: told[".doc"].update(totals=[1]),
    "segment": lambda told: told[".pos"].update(segment="MAIN_00000000"),
}


@pytest.mark.parametrize("name", TOLD)
def test_tables_with_right_checksums_are_not_believed(directory: Path, name: str) -> None:
    stem = directory / catalogue.read(directory).segments[0].name
    parts, told = _parts(stem)
    TOLD[name](told)
    _forge(stem, parts, told)
    assert FullText(directory, ARCHIVE).status().health is Health.DAMAGED


@pytest.mark.parametrize("names", ["{}", "[1]", "[" * 100_000, '["a"', "[]", '"a"'])
def test_names_of_sources_that_are_none(directory: Path, names: str) -> None:
    stem = directory / catalogue.read(directory).segments[0].name
    parts, told = _parts(stem)
    parts[".doc"]["outlets"][:] = names.encode()
    _forge(stem, parts, told)
    assert FullText(directory, ARCHIVE).status().health is Health.DAMAGED


Number = Literal["I", "H"]


def _numbers(parts: Parts, name: str, code: Number) -> array[int]:
    return array(code, bytes(parts[".trm"][name]))


def _wild(parts: Parts) -> None:
    at = _numbers(parts, "words.at", "I")
    parts[".trm"]["words.at"][:] = array("I", [(each * 2_654_435_761) % (1 << 32) for each in at]).tobytes()


def _whole_for_all(parts: Parts) -> None:
    at = _numbers(parts, "words.at", "I")
    last = at[-1]
    parts[".trm"]["words.at"][:] = array("I", [0 if i % 2 else last for i in range(len(at))]).tobytes()


def _unordered(parts: Parts) -> None:
    keys = bytes(parts[".trm"]["words.keys"]).splitlines(keepends=True)
    parts[".trm"]["words.keys"][:] = b"".join(key[::-1][1:] + b"\n" for key in keys)


def _lines(parts: Parts) -> None:
    parts[".trm"]["words.keys"][:] = b"\n" * len(parts[".trm"]["words.keys"])


def _counts(parts: Parts) -> None:
    parts[".trm"]["words.counts"][:] = b"\xff" * len(parts[".trm"]["words.counts"])


def _backwards(parts: Parts) -> None:
    parts[".trm"]["words.ends"][:] = array(
        "I", [*reversed(_numbers(parts, "words.ends", "I")[:-1]), len(parts[".trm"]["words.keys"])]
    ).tobytes()


def _order(parts: Parts) -> None:
    parts[".doc"]["by_date"][:] = b"\xff" * len(parts[".doc"]["by_date"])


def _sources(parts: Parts) -> None:
    parts[".doc"]["outlet"][:] = b"\xff" * len(parts[".doc"]["outlet"])


def _articles(parts: Parts) -> None:
    size = len(parts[".doc"]["article"]) // 8
    parts[".doc"]["article"][:] = array("q", [-(1 << 63) + at for at in range(size)]).tobytes()


@pytest.mark.parametrize(
    "change",
    [_wild, _whole_for_all, _unordered, _lines, _counts, _backwards, _order, _sources, _articles],
)
def test_numbers_that_lead_nowhere_are_harmless(directory: Path, change: Callable[[Parts], None]) -> None:
    for entry in catalogue.read(directory).segments:
        parts, told = _parts(directory / entry.name)
        change(parts)
        _forge(directory / entry.name, parts, told)
    _ask(directory)
    size = sum(path.stat().st_size for path in directory.iterdir())
    assert size < 200_000


def test_articles_that_are_not_stored_are_not_shown(archive: Path) -> None:
    known = catalogue.read(archive / "whoosh")
    stem = archive / "whoosh" / known.segments[0].name
    parts, told = _parts(stem)
    numbers = array("q", bytes(parts[".doc"]["article"]))
    last = max(numbers)
    parts[".doc"]["article"][:] = array("q", [each if each == last else -each for each in numbers]).tobytes()
    _forge(stem, parts, told)
    opened = LocalArchive(archive)
    assert set(hits(opened, "NOT nosuchword")) <= {1, 2, 3, 4}
    assert opened.check() != ()
    assert opened.check(repair=True) == ()
    assert hits(opened, "NOT nosuchword") == [1, 2, 3, 4]
    opened.close()


def test_a_table_of_lists_that_claim_much_takes_little_memory(directory: Path) -> None:
    stem = directory / catalogue.read(directory).segments[0].name
    parts, told = _parts(stem)
    parts[".doc"]["article"].extend(bytes(1 << 20))
    _forge(stem, parts, told)
    with pytest.raises(DamagedIndexError, match="another length"):
        Segment(stem)


@pytest.mark.parametrize("leftover", ["whoosh.new", "whoosh.old"])
@pytest.mark.parametrize("kind", ["file", "link", "directory", "pipe"])
def test_leftovers_do_not_stop_a_repair(archive: Path, tmp_path: Path, leftover: str, kind: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "_MAIN_0.toc").write_text("precious")
    path = archive / leftover
    if kind == "file":
        path.write_text("in the way")
    elif kind == "link":
        path.symlink_to(own)
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        copy(own, path)
    for file in files(archive / "whoosh"):
        file.write_bytes(b"damage")
    opened = LocalArchive(archive)
    assert hits(opened, "cranes") == [1, 3]
    opened.close()
    assert (own / "_MAIN_0.toc").read_text() == "precious"
    assert sorted(each.name for each in archive.iterdir() if each.name.startswith("whoosh")) == ["whoosh"]


def test_an_index_that_others_may_write_is_not_opened(archive: Path) -> None:
    (archive / "whoosh").chmod(0o777)
    with pytest.raises(ArchiveError, match="everybody may write"):
        open_archive(archive)


@pytest.mark.parametrize("part", ["", "whoosh"])
def test_an_index_of_ones_own_that_others_may_write_is_not_used(
    archive: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(archive.parent / "cache"))
    monkeypatch.setattr("index.storage.store.Store.writable", property(lambda _: False))
    shutil.rmtree(archive / "whoosh")
    opened = LocalArchive(archive)
    private = private_index(opened.uuid)
    assert hits(opened, "cranes") == [1, 3]
    opened.close()
    (private / part).chmod(0o777)
    for patient in (False, True):
        opened = LocalArchive(archive)
        if patient:
            opened.leave_repairs()
        with pytest.raises(ArchiveError):
            opened.search("cranes")
        opened.close()
