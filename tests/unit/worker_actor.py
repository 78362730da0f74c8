"""A search process that does what a query tells it to; run as a script, not a test.

What it is asked it writes to the file ``asked`` in its directory, and each start to ``started``.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any


def main(path: Path) -> None:
    with (path / "started").open("a") as file:
        file.write("started\n")
    signal.alarm(120)  # however the test ends
    say({"ready": True})
    if (path / "leave").exists():
        return
    for line in sys.stdin:
        request = json.loads(line)
        if request["method"] == "ping":
            say({"id": request["id"], "result": {}})
            continue
        text = request["params"].get("query", request["params"].get("prefix"))
        with (path / "asked").open("a") as file:
            file.write(f"{text}\n")
        act(path, text, request["id"])
        say(answer(request))


def act(path: Path, text: str, number: int) -> None:
    """Do what the first word says; the second names a file."""
    deed, _, name = text.partition(" ")
    file = path / name
    if deed == "wait":
        while not file.exists():
            time.sleep(0.005)
    elif deed == "die" or (deed == "once" and not file.exists()):
        file.touch()
        os._exit(9)
    elif deed == "babble":
        say_line({"binary": b"\xff\x00\n", "list": b"[]\n", "text": b"results\n"}.get(name, b"{" * (1 << 25)))
        time.sleep(60)
    elif deed == "misanswer":
        say({"id": number, "result": {"text": 7} if name == "later" else 7})
    elif deed == "number":
        say(
            {
                "id": number - 1,
                "result": {
                    "hits": [],
                    "total": -1,
                    "problem": None,
                    "folded": None,
                    "suggestion": None,
                    "speakers": [],
                },
            }
        )


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """No results; their total is the number of this process."""
    result = {
        "hits": [],
        "total": os.getpid(),
        "problem": None,
        "folded": None,
        "suggestion": None,
        "speakers": [],
    }
    return {"id": request["id"], "result": result}


def say(message: dict[str, Any]) -> None:
    say_line(json.dumps(message).encode() + b"\n")


def say_line(line: bytes) -> None:
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
