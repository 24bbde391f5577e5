"""Tokens and doors from the command line, on one database."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from command_line import ran_in_words

from bot.api.tokens import Keys
from bot.clock import machine_now

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]  # many a process, one after another

SCRIPTS = sysconfig.get_path("scripts")
BOT = str(Path(SCRIPTS) / "interview-bot")
SAM, ANA = 1, 5
SECRET = "a-secret-of-the-tests-of-more-than-32-bytes"

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def environment(tmp_path: Path, book_url: str) -> dict[str, str]:
    return {
        "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}",  # noqa: TID251 - what a process needs to start
        "HOME": str(tmp_path),
        "INTERVIEW_BOT_DATABASE_URL": book_url,
        "INTERVIEW_BOT_JWT_SECRET": SECRET,
    }


@pytest.fixture
def run(environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command to its end, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return ran_in_words(words, environment | variables)

    return run


@pytest.fixture
def filled(book_url: str, lines: list[dict[str, Any]], fill: Any) -> str:
    lines[0]["user"]["email"] = "sam@acme.example"
    fill(book_url, lines)
    return book_url


def status(address: str, token: str) -> int:
    answer = httpx.get(
        f"{address}/api/v1/interviews", headers={"authorization": f"Bearer {token}"},
        trust_env=False, timeout=30,
    )  # fmt: skip
    return answer.status_code


def test_a_token_is_printed_works_and_is_taken_back(filled: str, run: Run, serve: Any) -> None:
    with serve(filled) as address:
        made = run("token", "--user", str(SAM))
        assert made.returncode == 0, made.stderr
        token = made.stdout.strip()
        read = Keys([SECRET]).read(token, machine_now())
        assert read is not None
        assert read.person_id == SAM
        assert "It acts for Sam Rivera (operator) until " in made.stderr
        assert f"interview-bot token revoke {read.jti}" in made.stderr
        assert status(address, token) == 200
        assert run("token", "revoke", read.jti).stdout == "Taken back.\n"
        assert status(address, token) == 401
        by_mail = run("token", "--user", "sam@acme.example", "--days", "1").stdout.strip()
        assert status(address, by_mail) == 200
        assert run("token", "revoke", "--user", str(SAM)).returncode == 0
        assert status(address, by_mail) == 401


@pytest.mark.parametrize(
    ("words", "variables", "code", "said"),
    [
        (["token"], {}, 2, "--user ID"),
        (["token", "--user", "9" * 30], {}, 1, "Nobody is known as 999"),
        (["token", "--user", "1"], {"INTERVIEW_BOT_JWT_SECRET": ""}, 1, "JWT_SECRET is not set"),
        (["token", "--user", "1"], {"INTERVIEW_BOT_JWT_SECRET": "hush"}, 1, "at least 32 bytes"),
        (["token", "revoke", "x", "--user", "1"], {}, 2, "either a JTI, or --user"),
    ],
)
def test_what_is_wrong_with_a_token_is_said_in_a_sentence(
    filled: str, run: Run, words: list[str], variables: dict[str, str], code: int, said: str
) -> None:
    assert filled
    refused = run(*words, **variables)
    assert refused.returncode == code
    assert said in refused.stderr
    assert "hush" not in refused.stderr
    assert "Traceback" not in refused.stderr


class Started:
    """A command that goes on until it is told to stop."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.said = ""

    def says(self, pattern: str) -> re.Match[str]:
        assert self.process.stdout is not None
        while not (found := re.search(pattern, self.said)):
            line = self.process.stdout.readline()
            assert line, self.said
            self.said += line
        return found

    def close(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.said += self.process.communicate(timeout=30)[0]


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Started]]:
    started: list[Started] = []

    def start(*words: str, **variables: str) -> Started:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [BOT, *words], cwd=tmp_path, env=environment | variables, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        started.append(Started(process))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.kill()
        each.process.communicate()


def run_on_one_processor(pid: int) -> bool:
    """Whether all threads of a process but its first may run on one and the same processor."""
    numbers = [int(task.name) for task in Path(f"/proc/{pid}/task").iterdir()]
    where = {frozenset(os.sched_getaffinity(number)) for number in numbers if number != pid}
    return [len(each) for each in where] == [1]


def comes_true(condition: Callable[[], bool]) -> bool:
    """Wait until it is so; False when patience is over."""
    for _ in range(300):
        with suppress(ProcessLookupError):  # a thread has just ended
            if condition():
                return True
        time.sleep(0.1)
    return False


def test_the_api_is_served_alone_and_says_so(start: Any) -> None:
    with closing(start("serve", "--port", "0")) as serving:
        address = serving.says(r"The API is at (http://127\.0\.0\.1:\d+)/api/v1")[1]
        serving.says(r"The state of health is at ")
        assert "Slack is off: SLACK_BOT_TOKEN is not set." in serving.said
        assert httpx.get(f"{address}/health", trust_env=False).status_code == 200
        assert httpx.post(f"{address}/slack/events", trust_env=False).status_code == 404
        if sys.platform == "linux":  # only there can threads be placed
            assert comes_true(lambda: run_on_one_processor(serving.process.pid))
    assert serving.process.returncode == 0
    assert "Stopped." in serving.said
    assert "WARNING" not in serving.said


def test_a_mail_server_that_cannot_be_used_is_named_at_start_and_waited_for(start: Any) -> None:
    """So is a clock that does not show the real time."""
    variables = {
        "INTERVIEW_BOT_SMTP_URL": "smtp://sam:hush@127.0.0.1:9",
        "INTERVIEW_BOT_MAIL_FROM": "interviews@acme.example",
        "INTERVIEW_BOT_CLOCK": "2025-11-20T08:13:05Z",
    }
    with closing(start("serve", "--port", "0", **variables)) as serving:
        serving.says(r"People are told by e-mail alone\.")
        serving.says(r"The mail server 127\.0\.0\.1:9 cannot be reached")
        serving.says(r"WARNING: INTERVIEW_BOT_CLOCK is set")
        serving.says(r"The state of health is at ")
    assert "hush" not in serving.said
    assert serving.process.returncode == 0


def test_a_demo_gives_tokens_that_work_while_it_is_open(start: Any, tmp_path: Path) -> None:
    file = tmp_path / "demo with a space.sqlite3"
    words = ("demo", "--api", "--no-browser", "--port", "0", "--database", str(file))
    with closing(start(*words, INTERVIEW_BOT_JWT_SECRET="ignored", HOME=str(tmp_path))) as demo:
        address = demo.says(r"(http://127\.0\.0\.1:\d+)/api/docs")[1]
        token = demo.says(r"Sam's token for it: (\S+)")[1]
        command = demo.says(r"Somebody else's: (.+)")[1]
        demo.says("Stop with Ctrl-C")
        assert status(address, token) == 200
        assert command.endswith("--user ana@example.com")
        typed = subprocess.run(  # noqa: S603 - what the demo says to type
            ["/bin/sh", "-c", command], env={"PATH": f"{SCRIPTS}:/usr/bin:/bin"}, text=True,
            capture_output=True, check=True, cwd=tmp_path,
        )  # fmt: skip
        assert shlex.split(command)[-1] == "ana@example.com"
        assert status(address, typed.stdout.strip()) == 403  # Ana only applies
