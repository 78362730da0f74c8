#!/usr/bin/env python3
"""The project's tasks, each one command: ``python3 tasks.py run``, ``test``, ``package`` and so on.

Needs nothing but Python 3.11 or later with its venv module. Everything else is installed into ``.venv``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "newsreader-stamp"
ARCHIVE = ROOT / "build" / "seeds-archive"
TRAINING_TEXTS = "index/annotate/recogniser/training/texts/"
SEEDS = 5
OTHER_WHOOSH = "whoosh-reloaded"
SKIPPED = (".git", ".venv", "build", "dist", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info")


class TaskError(Exception):
    """A task cannot go on; the message says why and what to do."""


def run(words: list[str]) -> int:
    """Open the reader, or run a sub-command, on an archive that is made from the seeds the first time."""
    prepare("")
    command = str(VENV / "bin" / "newsreader")
    if words and not (ARCHIVE / "archive.db").exists():
        call(command, "--archive", str(ARCHIVE), "add", str(ROOT / "seeds"))
    os.environ["NEWSREADER_ARCHIVE"] = str(ARCHIVE)
    os.execv(command, [command, *words])


def lint(_: list[str]) -> int:
    """Check style, format, types and import contracts."""
    prepare("test")
    return steps(
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports", "--no-cache"),
    )


def test(words: list[str]) -> int:
    """Check everything: what ``lint`` checks, and all tests; words go to pytest."""
    failed = lint([])
    return steps(("pytest", *words)) or failed


def format_(_: list[str]) -> int:
    """Format the code and mend what ruff can mend."""
    prepare("test")
    return steps(("ruff", "check", "--fix", "."), ("ruff", "format", "."))


def bench(words: list[str]) -> int:
    """Measure speed and quality; prints a table."""
    prepare("test")
    if not (ROOT / "tests" / "bench" / "__main__.py").exists():
        raise TaskError("there are no benchmarks in tests/bench")
    command = [str(VENV / "bin" / "python"), "-m", "tests.bench", *words]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def package(_: list[str]) -> int:
    """Install from a copy into an empty environment, and prove that the command works there."""
    with tempfile.TemporaryDirectory(prefix="newsreader-package-") as name:
        scratch = Path(name)
        source = scratch / "source"
        shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*SKIPPED))
        python = make_venv(scratch / "venv")
        pip(python, "wheel", "--quiet", "--no-deps", "--wheel-dir", str(scratch / "wheel"), str(source))
        prove_wheel(scratch / "wheel")
        pip(python, "install", "--quiet", str(source))
        prove_command(scratch)
        prove_other_whoosh(scratch, source)
    return 0


def prove_wheel(folder: Path) -> None:
    """The wheel holds the seeds and what the screen and the recogniser need, and no training texts."""
    (wheel,) = folder.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    seeds = [name for name in names if name.startswith("index/_seeds/") and name.endswith(".txt")]
    if len(seeds) != SEEDS:
        raise TaskError(f"the wheel holds {len(seeds)} seeds, not {SEEDS}")
    for pattern in ("reader/**/*.tcss", "index/**/*.txt", "index/**/*.json", "index/**/*.z"):
        for path in ROOT.glob(pattern):
            written = path.relative_to(ROOT).as_posix()
            if written.startswith(TRAINING_TEXTS) == (written in names):
                raise TaskError(f"the wheel has {written}, or lacks it, against what pyproject.toml says")
    print(f"package: the wheel holds {len(names)} files, {len(seeds)} seeds among them", flush=True)


def prove_command(scratch: Path) -> None:
    """The installed command reads the sample archive, far from the checkout."""
    away = scratch / "away"
    away.mkdir()
    environment = {"PATH": os.environ["PATH"], "HOME": str(away), "LANG": "C.UTF-8"}

    def newsreader(*words: str) -> str:
        command = [str(scratch / "venv" / "bin" / "newsreader"), *words]
        done = subprocess.run(
            command, cwd=away, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False
        )
        if done.returncode:
            raise TaskError("newsreader {} ends with {}".format(" ".join(words), done.returncode))
        return done.stdout.decode()

    print("package: " + newsreader("--version").strip(), flush=True)
    hits = [json.loads(line) for line in newsreader("search", "putin", "--json").splitlines()]
    article = json.loads(newsreader("show", "1", "--json"))
    if not hits or not article["text"] or not article["entities"]:
        raise TaskError("the installed command finds nothing in the sample archive")
    title = article["title"]
    print(f"package: {len(hits)} articles name Putin; article 1 is “{title}”", flush=True)


def prove_other_whoosh(scratch: Path, source: Path) -> None:
    """The full-text tests pass with another release of the search engine, too."""
    tests = sorted(source.glob("tests/unit/test_fulltext*.py"))
    if not tests:
        print("package: no full-text tests to run with " + OTHER_WHOOSH, flush=True)
        return
    python = make_venv(scratch / "other")
    pip(python, "install", "--quiet", f"{source}[test]")
    pip(python, "uninstall", "--quiet", "--yes", "whoosh")
    pip(python, "install", "--quiet", OTHER_WHOOSH)
    command = [str(python), "-m", "pytest", "-n", "0", *map(str, tests)]
    if subprocess.run(command, cwd=source, stdin=subprocess.DEVNULL, check=False).returncode:
        raise TaskError("the full-text tests fail with " + OTHER_WHOOSH)
    print("package: the full-text tests pass with " + OTHER_WHOOSH, flush=True)


def prepare(extra: str) -> None:
    """Make ``.venv`` fit ``pyproject.toml``; ``extra`` is "test" or nothing. What fits is left alone."""
    digest = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = STAMP.read_text().split() if STAMP.exists() else []
    python = VENV / "bin" / "python"
    if stamp[:1] == [digest] and extra in ["", *stamp[1:]] and works(python):
        return
    if not works(python) or not works(python, "-m", "pip", "--version"):
        python = make_venv(VENV)
    print("setting up .venv (once, and when pyproject.toml changes)", file=sys.stderr, flush=True)
    wanted = extra or (stamp[1] if len(stamp) > 1 else "")
    pip(python, "install", "--quiet", "--editable", f"{ROOT}[{wanted}]" if wanted else str(ROOT))
    STAMP.write_text(f"{digest} {wanted}\n")


def make_venv(path: Path) -> Path:
    """A new virtual environment; its interpreter."""
    command = [sys.executable, "-m", "venv", "--clear", str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    python = path / "bin" / "python"
    if done.returncode or not works(python, "-m", "pip", "--version"):
        raise TaskError(
            "python3 -m venv makes no environment with pip; install it (on Debian and Ubuntu: "
            "apt install python3-venv) and try again"
        )
    return python


def works(python: Path, *words: str) -> bool:
    """Whether an interpreter of a virtual environment runs and is new enough."""
    check = words or ("-c", f"import sys; sys.exit(sys.version_info < {OLDEST})")
    if not python.exists():
        return False
    return subprocess.run([str(python), *check], capture_output=True, check=False).returncode == 0


def pip(python: Path, *words: str) -> None:
    """Run pip in a virtual environment."""
    call(str(python), "-m", "pip", "--disable-pip-version-check", "--no-input", *words)


def call(*command: str) -> None:
    """Run a command that must succeed."""
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        raise TaskError("this failed, its message is above: " + " ".join(command))


def steps(*commands: tuple[str, ...]) -> int:
    """Run tools of ``.venv`` one after the other, all of them; 1 if any fails, else 0."""
    failed = []
    for name, *words in commands:
        title = " ".join([name, *words])
        print("== " + title, flush=True)
        start = time.monotonic()
        done = subprocess.run([VENV / "bin" / name, *words], cwd=ROOT, stdin=subprocess.DEVNULL, check=False)
        how = "failed" if done.returncode else "fine"
        print(f"== {title}: {how} in {time.monotonic() - start:.0f} s", flush=True)
        failed += [title] if done.returncode else []
    if failed:
        print("failed: " + ", ".join(failed), file=sys.stderr, flush=True)
    return 1 if failed else 0


TASKS = {
    "run": run,
    "test": test,
    "lint": lint,
    "format": format_,
    "package": package,
    "bench": bench,
}


def main() -> int:
    """Run the task that the command line names."""
    if sys.version_info < OLDEST:
        have = "{}.{}".format(*sys.version_info)
        print(f"newsreader needs Python 3.11 or later; this is {have} ({sys.executable})", file=sys.stderr)
        return 2
    about = "\n".join(f"  {name:9}{task.__doc__}" for name, task in TASKS.items())
    parser = argparse.ArgumentParser(
        usage="python3 tasks.py TASK [WORD ...]",
        description="tasks:\n" + about,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("task", choices=TASKS, metavar="TASK")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="WORD", help="go to the task")
    options = parser.parse_args()
    try:
        return TASKS[options.task](options.words)
    except TaskError as failure:
        print(f"tasks.py: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
