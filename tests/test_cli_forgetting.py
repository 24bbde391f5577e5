"""Somebody is forgotten at the command line, where there is no Slack."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import ran_in_words

EXAMPLES = Path(__file__).parent / "files" / "people_and_interviews.jsonl"
BEFORE, AFTER = "2025-10-01T08:00:00Z", "2030-10-01T08:00:00Z"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on one database, at a time before or after its interviews."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, at: str = AFTER, types: str = "") -> subprocess.CompletedProcess[str]:
        variables = {
            "HOME": str(tmp_path),
            "INTERVIEW_BOT_DATABASE_URL": f"sqlite:///{tmp_path / 'book'}.sqlite3",
            "INTERVIEW_BOT_CLOCK": at,
        }
        return ran_in_words(words, variables, types)

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
