"""The search process: reads requests from standard input, writes answers to standard output."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path
from typing import Any

from index.archive import open_archive
from index.errors import ArchiveError, QueryError
from index.local import LocalArchive
from index.models import Label, Sort
from index.worker.channel import Channel
from index.worker.wire import (
    entities_to_json,
    profile_to_json,
    quotes_to_json,
    results_to_json,
    speaker_to_json,
    speakers_to_json,
)


def main(path: Path) -> None:
    """Serve one archive until standard input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = Channel(sys.stdout)
    try:
        archive = open_archive(path)
        archive.leave_repairs()
    except ArchiveError as error:
        channel.send({"ready": _describe(error)})
        return
    channel.send({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        channel.send({"id": request["id"], **_answer(archive, request)})


def _answer(archive: LocalArchive, request: dict[str, Any]) -> dict[str, Any]:
    """The result of a request, or what went wrong."""
    try:
        return {"result": _result(archive, request["method"], request["params"])}
    except ArchiveError as error:
        return {"error": _describe(error)}
    except Exception as error:
        return {
            "error": {
                "type": "ArchiveError",
                "message": f"The search failed: {type(error).__name__}: {error}",
            }
        }


def _result(archive: LocalArchive, method: str, params: dict[str, Any]) -> dict[str, Any]:
    """What a method of the archive gives, as an object of JSON."""
    if method == "search":
        sort = Sort(params.pop("sort"))
        return results_to_json(archive.search(params.pop("query"), sort=sort, **params))
    if method == "entity":
        return profile_to_json(archive.entity(params.pop("entity_id"), **params))
    if method == "entities":
        label = params.pop("label")
        return entities_to_json(archive.entities(label and Label(label), **params))
    if method == "speaker":
        return speaker_to_json(archive.speaker(params.pop("speaker_id"), **params))
    if method == "speakers":
        return speakers_to_json(archive.speakers(params.pop("prefix"), **params))
    return quotes_to_json(archive.quotes(**params))


def _describe(error: ArchiveError) -> dict[str, Any]:
    """An error as an object of JSON."""
    data: dict[str, Any] = {"type": type(error).__name__, "message": str(error)}
    if isinstance(error, QueryError):
        data.update(start=error.start, end=error.end)
    return data


if __name__ == "__main__":
    main(Path(sys.argv[1]))
