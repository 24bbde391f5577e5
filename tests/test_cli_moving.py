"""Moving in and out, as somebody does who sits at the command line, with real files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import ran

BOT = str(Path(sysconfig.get_path("scripts")) / "interview-bot")
SOON = 60  # seconds
EXAMPLES = Path(__file__).parent / "files" / "people_and_interviews.jsonl"

FEEDBACK = (
    b'{"feedback":{"interview_id":27,"recommendation":"yes","notes":"=1+1","private_notes":null,'
    b'"by_id":1040,"at":"2025-11-20T09:20:00.000Z"}}\n'
)

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a database in a folder of its own, at a time before the interviews."""
    monkeypatch.chdir(tmp_path)

    def run(
        *words: str, database: str = "a", given: bytes = b"", alone: bool = False
    ) -> subprocess.CompletedProcess[bytes]:
        variables = {
            "HOME": str(tmp_path),
            "INTERVIEW_BOT_DATABASE_URL": f"sqlite:///{tmp_path / database}.sqlite3",
            "INTERVIEW_BOT_CLOCK": "2025-10-01T08:00:00Z",
        }
        if not alone:
            return ran(words, variables, given)
        path = os.environ["PATH"]  # noqa: TID251 - what a process needs to start
        return subprocess.run(  # noqa: S603 - our own command
            [BOT, *words], input=given, env=variables | {"PATH": path}, capture_output=True,
            check=False, timeout=SOON,
        )  # fmt: skip

    return run


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.slow
def test_what_was_imported_is_exported_the_same_as_lines_and_as_a_table(
    run: Run, tmp_path: Path
) -> None:
    out = said(run("import", str(EXAMPLES)))
    assert out == (
        "3 interviews (3 new, 0 changed), 6 people (6 new, 0 changed). Nobody was told.\n"
    )
    lines = run("export").stdout
    assert lines.decode().splitlines()[-3:] == EXAMPLES.read_text("utf-8").splitlines()[-3:]
    out = said(run("import", "-", given=FEEDBACK, alone=True))  # through a pipe
    assert out.endswith(
        "0 people (0 new, 0 changed), the feedback on 1 of them. Nobody was told.\n"
    )
    lines = run("export", alone=True).stdout
    assert FEEDBACK in lines
    table = run("export", "--csv").stdout
    (tmp_path / "table.csv").write_bytes(table)
    for database, words, given in (("b", ["-"], lines), ("c", ["table.csv"], b"")):
        said(run("import", *words, database=database, given=given))
        assert run("export", database=database).stdout == lines
        assert run("export", "--csv", database=database).stdout == table
    again = said(run("import", "table.csv"))
    assert "3 interviews (0 new, 0 changed), 6 people (0 new, 0 changed)" in again


@pytest.mark.slow
def test_a_file_with_faults_is_refused_line_by_line_and_nothing_is_stored(run: Run) -> None:
    good, *_ = EXAMPLES.read_text("utf-8").splitlines()
    bad = '{"user":{"id":0,"title":"Ana","colour\\u001b[31m":"red"}}'
    refused = run("import", "-", given=f"{good}\n{bad}\n{{\n".encode())
    assert refused.returncode == 1
    assert refused.stdout == b""
    assert refused.stderr.decode().splitlines() == [
        "Error: Nothing was imported: 3 things are wrong in this file.",
        "Line 2, id: An id is a whole number from 1 to 9007199254740991. Correct it.",
        "Line 2, colour\ufffd[31m: There is no such field. Correct its name, or take it out.",
        "Line 3: This is not JSON. Each line must be one whole object, on one line.",
    ]
    assert run("export").stdout == b""


@pytest.mark.slow
def test_a_dry_run_stores_nothing(run: Run) -> None:
    out = said(run("import", str(EXAMPLES), "--dry-run"))
    assert out == (
        "This would be imported: 3 interviews (3 new, 0 changed), "
        "6 people (6 new, 0 changed). Nothing was stored.\n"
    )
    assert run("export").stdout == b""


@pytest.mark.slow
def test_only_what_starts_in_a_span_is_exported_with_its_people(run: Run) -> None:
    said(run("import", str(EXAMPLES)))
    out = said(run("export", "--from", "2025-10-20", "--to", "2025-10-20"))
    [*users, interview] = [json.loads(line) for line in out.splitlines()]
    assert interview["interview"]["id"] == 44
    assert [user["user"]["id"] for user in users] == [1081, 1084]
    assert said(run("export", "--from", "2025-10-20T08:54:18Z", "--to", "2025-10-20")) == ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ["import"],
        ["import", "nowhere.jsonl"],
        ["export", "--from", "friday"],
        ["export", "--to", "2025-10-20T08:00"],
        ["export", "somewhere.jsonl"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_said_to_be_so(run: Run, words: list[str]) -> None:
    wrong = run(*words)
    assert wrong.returncode == 2
    assert b"Error: " in wrong.stderr
    assert b"Traceback" not in wrong.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals")
def test_whoever_watches_sees_how_far_it_is(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - not there on every system

    watched, terminal = pty.openpty()
    environment = {
        "PATH": os.environ["PATH"],  # noqa: TID251 - what a process needs to start
        "TERM": "xterm",
        "INTERVIEW_BOT_DATABASE_URL": f"sqlite:///{tmp_path}/a.sqlite3",
    }
    command = [BOT, "import", str(EXAMPLES)]
    subprocess.run(  # noqa: S603 - our own command
        command, stdout=terminal, stderr=terminal, env=environment, check=True, timeout=SOON
    )
    seen = os.read(watched, 100_000).decode()
    assert "Reading" in seen
    assert "Writing" in seen
    assert "100%" in seen


@pytest.mark.slow
def test_a_copy_is_made_on_demand_and_never_over_another_file_unasked(run: Run) -> None:
    assert b"no database yet" in run("backup", "copy.sqlite3").stderr
    said(run("import", str(EXAMPLES)))
    assert re.match(
        r"Copied to copy\.sqlite3 \([\d,]+ bytes\), and looked through: it is whole\.\n",
        said(run("backup", "copy.sqlite3")),
    )
    assert run("export", database="copy").stdout == run("export").stdout
    refused = run("backup", "copy.sqlite3")
    assert (refused.returncode, refused.stderr) == (
        1,
        b"Error: copy.sqlite3 is there already. Choose another name, or say --replace.\n",
    )
    said(run("backup", "--replace", "copy.sqlite3"))
