"""Keeps Whoosh from running what its files say.

Whoosh reads its table of contents, segment directories and postings with pickle, which calls
whatever function a file names. :func:`harden` gives every Whoosh module an unpickler that knows
a handful of names. It must be called after the modules are loaded and before any file is read.
"""

from __future__ import annotations

import array
import collections
import copyreg
import io
import pickle
import sys
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any, BinaryIO


def _encode(text: str, encoding: str = "latin1") -> bytes:
    """What old pickle protocols write bytes as; no other codec is called."""
    if encoding != "latin1":
        raise pickle.UnpicklingError(f"refused the codec {encoding!r} in a full-text index")
    return text.encode("latin1")


def _no_bytes() -> bytes:
    """What old pickle protocols call for no bytes at all; it takes no size to fill memory with."""
    return b""


_ALLOWED: dict[tuple[str, str], Callable[..., Any]] = {
    ("array", "array"): array.array,
    ("array", "_array_reconstructor"): array._array_reconstructor,  # type: ignore[attr-defined]
    ("_codecs", "encode"): _encode,
    ("copyreg", "_reconstructor"): copyreg._reconstructor,  # type: ignore[attr-defined]
    ("collections", "defaultdict"): collections.defaultdict,
    ("builtins", "bytes"): _no_bytes,
    ("__builtin__", "bytes"): _no_bytes,
    ("builtins", "int"): int,
    ("__builtin__", "int"): int,
    ("builtins", "object"): object,
    ("__builtin__", "object"): object,
    ("builtins", "set"): set,
    ("__builtin__", "set"): set,
    ("builtins", "frozenset"): frozenset,
    ("__builtin__", "frozenset"): frozenset,
}
_SEGMENTS = {("whoosh.codec.whoosh3", "W3Segment"), ("whoosh.codec.whoosh3", "W3Codec")}


class _Unpickler(pickle.Unpickler):
    """Resolves the allowed names and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _SEGMENTS:
            return getattr(sys.modules[module], name)
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"refused {module}.{name} in a full-text index") from None


def loads(data: bytes, **_: object) -> Any:
    """Like pickle.loads, for what Whoosh writes."""
    return _Unpickler(io.BytesIO(data)).load()


def load(file: BinaryIO, **_: object) -> Any:
    """Like pickle.load, for what Whoosh writes."""
    return _Unpickler(file).load()


def _refuse(*_: object, **__: object) -> Any:
    """Stands where Whoosh has unpicklers of its own for files of old versions."""
    raise pickle.UnpicklingError("refused an old format of the full-text index")


_SAFE = SimpleNamespace(
    load=load,
    loads=loads,
    dump=pickle.dump,
    dumps=pickle.dumps,
    Unpickler=_refuse,
    HIGHEST_PROTOCOL=pickle.HIGHEST_PROTOCOL,
    PickleError=pickle.PickleError,
    PicklingError=pickle.PicklingError,
    UnpicklingError=pickle.UnpicklingError,
)


def harden() -> None:
    """Replace pickle's entry points in all Whoosh modules that are loaded.

    Modules that are loaded later take them from ``whoosh.compat``, which is replaced too.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "whoosh" and isinstance(module, ModuleType):
            _harden_module(module)
    legacy = sys.modules.get("whoosh.legacy")
    if legacy is not None:
        legacy.toc_loaders.clear()


def _harden_module(module: ModuleType) -> None:
    """Replace whatever a module calls pickle's functions by."""
    for name, value in list(vars(module).items()):
        if value is pickle:
            setattr(module, name, _SAFE)
        elif value is pickle.loads:
            setattr(module, name, loads)
        elif value is pickle.load:
            setattr(module, name, load)
        elif isinstance(value, type) and issubclass(value, pickle.Unpickler):
            setattr(module, name, _refuse)
