"""What of Whoosh's internals is leaned on is as it was, and what its files say is not run."""

from __future__ import annotations

import array
import inspect
import multiprocessing
import os
import pickle
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from index.fulltext import unpickle
from index.fulltext.errors import DamagedIndexError
from index.fulltext.internals import LEANED_ON
from index.fulltext.segment.impacts import K1, B, norms_for
from index.fulltext.segment.lengths import LENGTHS, length_byte
from index.fulltext.whoosh_codec.codec import ArrayCodec
from index.fulltext.whoosh_index import ArrayIndex, create
from tests.unit.whole_whoosh import whoosh

CHECKS: dict[str, Callable[[Path], None]] = {}


def check(name: str) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Register the check of an internal by its full name."""

    def register(function: Callable[[Path], None]) -> Callable[[Path], None]:
        CHECKS[name] = function
        return function

    return register


def parameters(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters)


class Recorder:
    """Notes which of its methods are called, and with what."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args: self.calls.append((name, *args))


class Plain(whoosh.fields.FieldType):  # type: ignore[misc]
    """A field whose postings are told to it."""

    def __init__(self) -> None:
        super().__init__(whoosh.formats.Existence(), None, scorable=True)

    def index(self, value: Any, **_: object) -> Any:
        return iter(value)


def writer_of(directory: Path) -> Any:
    """A writer of Whoosh's own over the table of contents that we hand it."""
    create(directory)
    index = ArrayIndex(directory)
    return whoosh.writing.SegmentWriter(index, codec=ArrayCodec(), compound=False)


@check("whoosh.writing.SegmentWriter.__init__")
def _(directory: Path) -> None:
    writer = writer_of(directory)
    assert not whoosh.util.filelock.FileLock(str(directory / "MAIN_WRITELOCK")).acquire()
    assert (writer.generation, writer.segments, writer.docnum, writer.is_closed) == (1, [], 0, False)
    assert writer.merge is True
    assert writer.optimize is False
    assert writer.mergetype is None
    for name in ("storage", "codec", "schema", "pool", "perdocwriter", "fieldwriter", "newsegment"):
        assert name in vars(writer), name
    writer.writelock.release()


@check("whoosh.writing.SegmentWriter.add_document")
def _(directory: Path) -> None:
    writer = writer_of(directory)
    writer.schema = whoosh.fields.Schema(plain=Plain())
    writer.pool, writer.perdocwriter = Recorder(), Recorder()
    writer.add_document(plain=[(b"a", 2, 5.0, b"x"), (b"b", 0, 1.0, b"")])
    writer.add_document(plain=[(b"a", 1, 1.0, b"")])
    assert writer.pool.calls == [
        ("add", ("plain", b"a", 0, 5.0, b"x")),
        ("add", ("plain", b"b", 0, 1.0, b"")),
        ("add", ("plain", b"a", 1, 1.0, b"")),
    ]
    names = [name for name, *_ in writer.perdocwriter.calls]
    assert names == ["start_doc", "add_field", "finish_doc"] * 2
    assert writer.perdocwriter.calls[1][1] == "plain"
    assert writer.perdocwriter.calls[1][4] == 2, "the length is the sum of the frequencies"
    assert writer.docnum == 2
    writer.writelock.release()


@check("whoosh.writing.SegmentWriter.add_reader")
def _(directory: Path) -> None:
    source = inspect.getsource(whoosh.writing.SegmentWriter.add_reader)
    assert "self.write_per_doc(" in source
    assert "self.add_postings_to_pool(" in source
    assert parameters(whoosh.writing.OPTIMIZE) == ["writer", "segments"]


@check("whoosh.writing.SegmentWriter.delete_document")
def _(directory: Path) -> None:
    writer = writer_of(directory)
    deleted: list[Any] = []

    def segment(name: str) -> Any:
        return SimpleNamespace(
            doc_count_all=lambda: 3,
            delete_document=lambda docnum, delete: deleted.append((name, docnum, delete)),
        )

    writer.segments = [segment("a"), segment("b")]
    writer._setup_doc_offsets()
    writer.delete_document(4)
    writer.delete_document(2, delete=False)
    assert deleted == [("b", 1, True), ("a", 2, False)]
    writer.writelock.release()


@check("whoosh.writing.SegmentWriter._finish")
def _(directory: Path) -> None:
    writer = writer_of(directory)
    writer._tempstorage = Recorder()
    writer._finish()
    assert writer._tempstorage.calls == [("destroy",)]
    assert writer.is_closed
    lock = whoosh.util.filelock.FileLock(str(directory / "MAIN_WRITELOCK"))
    assert lock.acquire()
    lock.release()
    with pytest.raises(whoosh.writing.IndexingError):
        writer._check_state()


@check("whoosh.codec.base.FieldWriter.add_postings")
def _(directory: Path) -> None:
    calls: list[tuple[Any, ...]] = []

    def noting(name: str) -> Callable[..., None]:
        return lambda _, *args: calls.append((name, *args))

    names = ("start_field", "start_term", "add", "finish_term", "finish_field")
    methods = {name: noting(name) for name in names}
    writer = type("Writer", (whoosh.codec.base.FieldWriter,), methods)()
    schema = whoosh.fields.Schema(f=Plain())
    writer.add_postings(schema, None, [("f", b"a", 0, 1.0, b"x"), ("f", b"a", 2, 3.0, b"")])
    assert calls == [
        ("start_field", "f", schema["f"]),
        ("start_term", b"a"),
        ("add", 0, 1.0, b"x", 0),
        ("add", 2, 3.0, b"", 0),
        ("finish_term",),
        ("finish_field",),
    ]


@check("whoosh.codec.base.Segment.segment_id")
def _(directory: Path) -> None:
    segment = whoosh.codec.base.Segment("MAIN")
    assert segment.segment_id() == f"MAIN_{segment.segid}"
    assert len(segment.segid) == 16
    assert segment.segid.isalnum()
    assert segment.segid == segment.segid.lower()
    assert segment.is_compound() is False
    segment.segid = "x"
    assert segment.segment_id() == "MAIN_x"


@check("whoosh.codec.base.Automata.find_matches")
def _(directory: Path) -> None:
    terms = ["bane", "bank", "bark", "tank", "tank\x00"]

    class Cursor:
        at = 0

        def text(self) -> str | None:
            return terms[self.at] if self.at < len(terms) else None

        def find(self, term: str) -> None:
            self.at = sum(each < term for each in terms)

    automata = ArrayCodec().automata(None, None)
    assert list(automata.terms_within(Cursor(), "bank", 1, prefix=1)) == ["bane", "bank", "bark"]


@check("whoosh.index.FileIndex._reader")
def _(directory: Path) -> None:
    assert parameters(whoosh.index.FileIndex._reader) == [
        "storage",
        "schema",
        "segments",
        "generation",
        "reuse",
    ]
    schema = whoosh.fields.Schema(f=Plain())
    reader = whoosh.index.FileIndex._reader(None, schema, [], 3)
    assert reader.doc_count_all() == 0


@check("whoosh.index.TOC")
def _(directory: Path) -> None:
    contents = whoosh.index.TOC("schema", ["segment"], 4)
    assert (contents.schema, contents.segments, contents.generation) == ("schema", ["segment"], 4)
    assert whoosh.index.TOC._filename("MAIN", 4) == "_MAIN_4.toc"
    assert whoosh.index.FileIndex._segments(SimpleNamespace(_read_toc=lambda: contents)) == ["segment"]


@check("whoosh.reading.SegmentReader")
def _(directory: Path) -> None:
    terms, documents = Recorder(), SimpleNamespace(deleted_docs=lambda: [1], close=lambda: None)
    matcher = whoosh.matching.ListMatcher([0, 1, 2])
    terms.matcher = lambda *_, **__: matcher  # type: ignore[attr-defined]
    codec = SimpleNamespace(terms_reader=lambda *_: terms, per_document_reader=lambda *_: documents)
    segment = SimpleNamespace(segment_id=lambda: "s", is_compound=lambda: False, codec=lambda: codec)
    reader = whoosh.reading.SegmentReader(None, whoosh.fields.Schema(f=Plain()), segment)
    assert list(reader.postings("f", b"x").all_ids()) == [0, 2]


@check("whoosh.reading.TermInfo")
def _(directory: Path) -> None:
    info = whoosh.reading.TermInfo(
        weight=5.0, df=2, minlength=3, maxlength=9, maxweight=4.0, minid=1, maxid=7
    )
    whoosh.reading.combine_terminfos([(info, 10)])
    assert (info.weight(), info.doc_frequency(), info.max_weight()) == (5.0, 2, 4.0)
    assert (info.min_length(), info.max_length(), info.min_id(), info.max_id()) == (3, 9, 11, 17)


@check("whoosh.matching.LeafMatcher")
def _(directory: Path) -> None:
    matcher = whoosh.matching.LeafMatcher()
    matcher._term = ("f", b"a")
    matcher.scorer = SimpleNamespace(
        score=lambda m: 2.0, max_quality=lambda: 3.0, block_quality=lambda m: 2.5
    )
    assert matcher.term() == ("f", b"a")
    assert (matcher.score(), matcher.max_quality(), matcher.block_quality()) == (2.0, 3.0, 2.5)
    matcher.format = SimpleNamespace(supports=lambda name: name == "positions")
    matcher.value_as = lambda name: [4, 5]
    assert [span.start for span in matcher.spans()] == [4, 5]


@check("whoosh.fields.NUMERIC")
def _(directory: Path) -> None:
    field = whoosh.fields.NUMERIC(int, 32, signed=False, shift_step=0)
    assert field.to_bytes(258) == b"\x00\x00\x00\x01\x02"
    signed = whoosh.fields.NUMERIC(int, 64, signed=True, shift_step=0)
    assert signed.to_bytes(-1) < signed.to_bytes(0) < signed.to_bytes(1)
    ranges = whoosh.util.numeric.tiered_ranges(int, 32, False, 5, 9, 0, False, True)
    assert list(ranges) == [(5, 8, 0)]


@check("whoosh.formats.Format.supports")
def _(directory: Path) -> None:
    form = type("Form", (whoosh.formats.Format,), {"decode_positions": lambda self, value: [1]})()
    assert form.supports("positions")
    assert not form.supports("characters")
    assert form.decoder("positions")(b"") == [1]


@check("whoosh.util.numeric.length_to_byte")
def _(directory: Path) -> None:
    assert tuple(map(whoosh.util.numeric.byte_to_length, range(256))) == LENGTHS
    for length in [*range(3000), *range(3000, 120_000, 997)]:
        assert whoosh.util.numeric.length_to_byte(length) == length_byte(length)


@check("whoosh.scoring.BM25F")
def _(directory: Path) -> None:
    model = whoosh.scoring.BM25F()
    assert (model.B, model.K1) == (B, K1)
    norm = norms_for(500.0)[100]
    ours = 2.0 * 3 * (K1 + 1) / (3 + norm)
    assert whoosh.scoring.bm25(2.0, 3, LENGTHS[100], 500.0, B, K1) == pytest.approx(ours)
    searcher = SimpleNamespace(doc_frequency=lambda *_: 9, doc_count_all=lambda: 100)
    searcher.get_parent = lambda: searcher
    assert model.idf(searcher, "f", b"a") == pytest.approx(3.302585)


def _take(path: str, done: Any) -> None:
    """Take a lock and die with it."""
    assert whoosh.filedb.filestore.FileStorage(path).lock("L").acquire()
    done.send(True)
    os._exit(0)


@check("whoosh.filedb.filestore.FileStorage.lock")
def _(directory: Path) -> None:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_take, args=(str(directory), theirs))
    process.start()
    assert ours.recv()
    process.join()
    storage = whoosh.filedb.filestore.FileStorage(str(directory))
    lock = storage.lock("L")
    assert lock.acquire()
    assert not storage.lock("L").acquire()
    lock.release()


@check("whoosh.compat.loads")
def _(directory: Path) -> None:
    assert whoosh.compat.loads is unpickle.refuse
    assert whoosh.compat.load is unpickle.refuse
    with pytest.raises(pickle.UnpicklingError):
        whoosh.compat.pickle.loads(b"N.")
    with pytest.raises(pickle.UnpicklingError):
        whoosh.compat.pickle.Unpickler(None)


@pytest.mark.parametrize("name", sorted(LEANED_ON))
def test_whoosh_is_as_it_was(name: str, tmp_path: Path) -> None:
    assert name in CHECKS, "each thing that is leaned on has a check"
    CHECKS[name](tmp_path)


def test_nothing_is_checked_that_is_not_listed() -> None:
    assert set(CHECKS) == set(LEANED_ON)


def test_each_thing_is_found_under_its_name() -> None:
    for name in LEANED_ON:
        found: Any = whoosh
        for part in name.split(".")[1:]:
            found = getattr(found, part)


# planted files

_MAKE = """
import sys, whoosh.index, whoosh.fields
schema = whoosh.fields.Schema(text=whoosh.fields.TEXT(stored=True))
with whoosh.index.create_in(sys.argv[1], schema).writer(compound=sys.argv[2] == "1") as writer:
    for number in range(300):
        writer.add_document(text="crane number %d" % number)
"""


class Planted:
    """Makes a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.touch, (self.mark,)


def _varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def plant_schema(directory: Path, attack: bytes) -> None:
    path = directory / "_MAIN_1.toc"
    data = path.read_bytes()
    at = data.index(b"\x80\x02")
    end = data.index(struct.pack("!ii", 1, 0), at)
    head = data[: at - len(_varint(end - at))]
    path.write_bytes(head + _varint(len(attack)) + attack + data[end:])


def plant_segments(directory: Path, attack: bytes) -> None:
    path = directory / "_MAIN_1.toc"
    data = path.read_bytes()
    at = data.index(struct.pack("!ii", 1, 0)) + 8
    path.write_bytes(data[:at] + attack)


def plant_directory(directory: Path, attack: bytes) -> None:
    (path,) = directory.glob("*.seg")
    data = path.read_bytes()
    _, length = struct.unpack("!qi", data[:12])
    path.write_bytes(struct.pack("!qi", len(data), length) + data[12:] + attack)


def plant_postings(directory: Path, attack: bytes) -> None:
    (path,) = directory.glob("*.pst")
    data = path.read_bytes()
    at = data.rindex(b"W3Bl", 0, data.rindex(b"W3Bl"))  # of "crane", which "number" follows
    path.write_bytes(data[: at + 8] + attack + data[at + 8 + len(attack) :])


_READ = """
import sys, whoosh.index, whoosh.query
with whoosh.index.open_dir(sys.argv[1]).searcher() as searcher:
    searcher.search(whoosh.query.Term("text", "crane"), limit=None)
"""


@pytest.mark.parametrize("plant", [plant_schema, plant_segments, plant_directory, plant_postings])
def test_planted_code_is_not_run(tmp_path: Path, plant: Callable[[Path, bytes], None]) -> None:
    mark, directory = tmp_path / "run", tmp_path / "planted"
    directory.mkdir()
    command = [sys.executable, "-W", "ignore", "-c"]
    compound = "1" if plant is plant_directory else "0"
    subprocess.run([*command, _MAKE, str(directory), compound], check=True)
    plant(directory, pickle.dumps(Planted(mark), 2))
    subprocess.run([*command, _READ, str(directory)], check=False, capture_output=True)
    assert mark.exists(), "the attack itself must work on Whoosh as it comes"
    mark.unlink()
    with pytest.raises(DamagedIndexError):
        ArrayIndex(directory)
    exec_hardened = "import index.fulltext.internals\n" + _READ
    hardened = subprocess.run(
        [*command, exec_hardened, str(directory)],
        check=False,
        capture_output=True,
        cwd=Path(__file__).parents[2],
    )
    assert b"UnpicklingError" in hardened.stderr
    assert not mark.exists()


@pytest.mark.parametrize(
    "attack",
    [
        b"cos\nsystem\n(S'true'\ntR.",
        pickle.dumps(os.system),
        pickle.dumps(array.array("B", b"x")),
        b"\x80\x04\x8c\x08builtins\x8c\x04eval\x93.",
        b"cbuiltins\ngetattr\n.",
        b"N.",
    ],
)
def test_no_pickle_is_read_at_all(attack: bytes) -> None:
    for loads in (whoosh.compat.loads, whoosh.index.pickle.loads, whoosh.legacy.RenamingUnpickler):
        with pytest.raises(pickle.UnpicklingError):
            loads(attack)


def test_modules_that_are_loaded_later_cannot_read_pickles_either() -> None:
    code = "import index.fulltext.internals, whoosh.codec.whoosh3 as late; late.loads(b'N.')"
    command = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(command, check=False, capture_output=True, cwd=Path(__file__).parents[2])
    assert b"UnpicklingError: refused" in done.stderr
