"""Keeps Whoosh from running what its files say.

Whoosh's own files are full of pickles, and whoever reads a pickle calls whatever function it names. No file
of this project's index is one. :func:`harden` takes pickle away from every Whoosh module, so that a file
that somebody has planted cannot be read as one either. It must be called after the modules are loaded and
before any file is read.
"""

from __future__ import annotations

import pickle
import sys
from types import ModuleType, SimpleNamespace
from typing import Any, NoReturn


def refuse(*_: object, **__: object) -> NoReturn:
    """Stands where Whoosh has a function of pickle. Raises UnpicklingError."""
    raise pickle.UnpicklingError("refused: no file of a full-text index is a pickle")


_REFUSED: tuple[Any, ...] = (pickle.load, pickle.loads, pickle.dump, pickle.dumps)
_CLASSES = (pickle.Pickler, pickle.Unpickler, pickle._Pickler, pickle._Unpickler)
_REFUSING = SimpleNamespace(
    load=refuse,
    loads=refuse,
    dump=refuse,
    dumps=refuse,
    Pickler=refuse,
    Unpickler=refuse,
    HIGHEST_PROTOCOL=pickle.HIGHEST_PROTOCOL,
    PickleError=pickle.PickleError,
    PicklingError=pickle.PicklingError,
    UnpicklingError=pickle.UnpicklingError,
)


def harden() -> None:
    """Replace pickle's functions in all Whoosh modules that are loaded.

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
            setattr(module, name, _REFUSING)
        elif any(value is each for each in _REFUSED) or (
            isinstance(value, type) and issubclass(value, _CLASSES)
        ):
            setattr(module, name, refuse)
