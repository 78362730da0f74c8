from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.archive import open_archive
from index.errors import NotFoundError, UntrustedError
from index.trust import check_trust, distrust, trusted_file

pytestmark = pytest.mark.usefixtures("own_directories")


@pytest.fixture
def own_directories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive"
    open_archive(path, create=True).close()
    return path


def test_an_archive_of_our_own_is_private_and_trusted(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o700
    check_trust(archive)


@pytest.mark.parametrize("part", ["", "archive.db", "whoosh"])
@pytest.mark.parametrize("mode", [0o702, 0o722, 0o1777])
def test_what_everybody_may_write_is_refused(archive: Path, part: str, mode: int) -> None:
    (archive / "whoosh").mkdir(exist_ok=True)
    (archive / part).chmod(mode)
    with pytest.raises(UntrustedError, match="everybody may write") as caught:
        open_archive(archive)
    assert str(trusted_file()) in str(caught.value)
    assert str(archive) in str(caught.value)


def test_what_belongs_to_somebody_else_is_refused(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = archive.stat().st_uid
    if owner == 0:
        os.chown(archive / "archive.db", 65534, 65534)
    else:
        monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    with pytest.raises(UntrustedError, match="belongs to the user"):
        open_archive(archive)


def test_a_group_with_other_members_is_refused_and_a_private_one_is_fine(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.chmod(0o770)
    monkeypatch.setattr("index.trust._is_private", lambda *_: True)
    check_trust(archive)
    monkeypatch.setattr("index.trust._is_private", lambda *_: False)
    with pytest.raises(UntrustedError, match="the group"):
        check_trust(archive)


def test_a_trusted_archive_is_opened(archive: Path, tmp_path: Path) -> None:
    archive.chmod(0o777)
    trusted_file().parent.mkdir(parents=True)
    trusted_file().write_text(f"/elsewhere\n{archive}\n")
    open_archive(archive).close()
    link = tmp_path / "link"
    link.symlink_to(archive)
    open_archive(link).close()


def test_a_list_that_others_could_have_written_counts_for_nothing(archive: Path) -> None:
    archive.chmod(0o777)
    trusted_file().parent.mkdir(parents=True)
    trusted_file().write_text(f"{archive}\n")
    trusted_file().chmod(0o666)
    with pytest.raises(UntrustedError):
        open_archive(archive)


def test_a_link_is_judged_by_what_it_leads_to(archive: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(archive)
    check_trust(link)
    archive.chmod(0o777)
    with pytest.raises(UntrustedError):
        check_trust(link)


def test_what_is_not_there_is_not_distrusted(tmp_path: Path) -> None:
    assert distrust(tmp_path / "nothing") is None
    with pytest.raises(NotFoundError, match="newsreader add"):
        open_archive(tmp_path / "nothing")
