"""Of a database that cannot be used `doctor` and `serve` say why, in a sentence."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from storage.engine import create_engine, transaction

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="gives up root's rights as Linux has it"),
]
BOUND = str(Path(__file__).with_name("bound.py"))
SETTING = "INTERVIEW_BOT_DATABASE_URL"
ADDRESSES = {  # and how the setting is shown where it is refused
    "sqlite://": '"sqlite://"',
    "sqlite+nothing:///book": '"sqlite+nothing:///book"',
    "postgresql://me:s3cret@host:port/book": '"postgresql:…" (the rest is not shown)',
    "mysql://host/book": '"mysql://host/book"',
}
AWAY = "postgresql://me:s3cret@127.0.0.1:9/book"
READ_ONLY = (
    "attempt to write a readonly database: whoever runs this must be allowed to write it and its "
    "folder, and their disk not be read-only"
)
UNUSABLE = {
    "unreadable": "unable to open database file: it and its folder must be there, to be read and "
    "written, and their disk not be read-only",
    "unwritable": READ_ONLY,
    "read-only disk": READ_ONLY,
    "closed folder": "Permission denied",
    "reader": "permission denied for table workspaces",
    "away": 'connection failed: connection to server at "127.0.0.1", port 9 failed: Connection '
    "refused Is the server running on that host and accepting TCP/IP connections?",
}
NEWER = (
    "The database was written by a newer version (its revision is 9999). Install that version of "
    "Interview Bot, or restore a copy from before it."
)


def said_of(urls: list[str]) -> list[dict[str, Any]]:
    """What the two commands say of each database, to somebody whom permissions bind."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, BOUND, *urls], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "s3cret" not in done.stdout + done.stderr
    return list(json.loads(done.stdout))


def executes(url: str, statement: str) -> None:
    engine = create_engine(url, writes=True)
    with transaction(engine) as (connection, _):
        connection.execute(sa.text(statement))
    engine.dispose()


@pytest.fixture
def urls(
    migrated_file: Path, tmp_path: Path, postgresql: Any, migrated_template: str
) -> dict[str, str]:
    """Databases, each of which cannot be used."""
    postgresql.folder.chmod(0o755)  # the way to its socket is for everybody
    urls = {"away": AWAY, "newer server": postgresql.create(migrated_template)}
    postgresql.says("CREATE ROLE reader LOGIN")
    owners = postgresql.create(migrated_template)
    executes(owners, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    urls["reader"] = owners.replace("postgres@", "reader@")
    for name in ("unreadable", "unwritable", "read-only disk", "closed folder", "newer", "full"):
        (tmp_path / name).mkdir()
        file = shutil.copy(migrated_file, tmp_path / name)
        urls[name] = f"sqlite:///{file}"
    for name in ("newer", "newer server"):
        executes(urls[name], "UPDATE alembic_version SET version_num = '9999'")
    (tmp_path / "unreadable" / migrated_file.name).chmod(0o000)
    (tmp_path / "unwritable" / migrated_file.name).chmod(0o444)
    (tmp_path / "read-only disk" / migrated_file.name).chmod(0o444)
    (tmp_path / "read-only disk").chmod(0o555)
    (tmp_path / "closed folder").chmod(0o600)
    urls["no folder"] = f"sqlite:///{tmp_path / 'read-only disk' / 'new' / 'book.sqlite3'}"
    return urls


def test_of_a_database_that_cannot_be_used_both_say_why(urls: dict[str, str]) -> None:
    said = dict(zip([*urls, *ADDRESSES], said_of([*urls.values(), *ADDRESSES]), strict=True))
    for name, reason in UNUSABLE.items():
        sentence = f"cannot be used ({reason}). Look at {SETTING}.\n"
        assert f"wrong  database     It {sentence}" in said[name]["doctor"][1]
        assert said[name]["serve"] == [1, f"Error: The database {sentence}"]
    for name in ("newer", "newer server"):
        assert f"wrong  database     {NEWER}\n" in said[name]["doctor"][1]
        assert said[name]["serve"] == [1, f"Error: {NEWER}\n"]
    full = "cannot be written just now (File too large)."
    assert f"wrong  database     It {full}\n" in said["full"]["doctor"][1]
    assert said["full"]["serve"] == [1, f"Error: The database {full}\n"]
    assert "It is not up to date, or not made yet." in said["no folder"]["doctor"][1]
    sentence = f"cannot be used (Permission denied). Look at {SETTING}.\n"
    assert said["no folder"]["serve"] == [1, f"Error: The database {sentence}"]
    for address, shown in ADDRESSES.items():
        refused = f"Error: {SETTING}: {shown} was given; expected sqlite:///… or postgresql://….\n"
        assert said[address] == {"doctor": [1, refused], "serve": [1, refused]}
    assert all(each["doctor"][0] == 1 for each in said.values())
