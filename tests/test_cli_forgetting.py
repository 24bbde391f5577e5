"""Somebody is forgotten at the command line, where there is no Slack: real processes."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

BOT = str(Path(sysconfig.get_path("scripts")) / "interview-bot")
EXAMPLES = Path(__file__).parent / "files" / "people_and_interviews.jsonl"
BEFORE, AFTER = "2025-10-01T08:00:00Z", "2030-10-01T08:00:00Z"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command on one database, at a time before or after its interviews."""

    def run(*words: str, at: str = AFTER, types: str = "") -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],  # noqa: TID251 - what a process needs to start
            "HOME": str(tmp_path),
            "INTERVIEW_BOT_DATABASE_URL": f"sqlite:///{tmp_path / 'book'}.sqlite3",
            "INTERVIEW_BOT_CLOCK": at,
        }
        return subprocess.run(  # noqa: S603 - our own command
            [BOT, *words], input=types, cwd=tmp_path, env=environment, capture_output=True,
            check=False, timeout=60, text=True,
        )  # fmt: skip

    return run


@pytest.mark.slow
def test_it_is_said_what_there_is_and_asked_before_anything_is_taken_out(
    run: Run, tmp_path: Path
) -> None:
    assert run("import", str(EXAMPLES), at=BEFORE).returncode == 0
    refused = run("forget", "1036", at=BEFORE)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "Error: Rodolfo Feil has interview #27 on " in refused.stderr
    unsure = run("forget", "u1036@example.com", types="n\n")
    assert unsure.returncode == 1
    assert "Forget Rodolfo Feil for good? This is what there is: 1 interview, 0 m" in unsure.stdout
    assert b"Rodolfo" in (tmp_path / "book.sqlite3").read_bytes()
    done = run("forget", "1036", "--yes")
    assert done.returncode == 0
    assert "Forgotten: 1 interview" in done.stdout
    for file in tmp_path.glob("book.sqlite3*"):
        assert b"Rodolfo" not in file.read_bytes()
        assert b"u1036@" not in file.read_bytes()
    assert "Nobody is known as u1036@example.com." in run("forget", "u1036@example.com").stderr
