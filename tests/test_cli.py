"""The command line, as somebody meets it who is new here; where it matters, real processes."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from command_line import ran_in_words

BOT = str(Path(sysconfig.get_path("scripts")) / "interview-bot")
SOON = 60  # seconds, within which everything here begins and ends


class Started:
    """A command that goes on until it is told to stop."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def says(self, pattern: str) -> re.Match[str]:
        """Read its lines until one matches."""
        assert self._process.stdout is not None
        lines = []
        for line in self._process.stdout:
            lines.append(line)
            if found := re.search(pattern, line):
                return found
        pytest.fail(f"{pattern!r} was never said: {''.join(lines)}")

    def stops(self, by: signal.Signals) -> int:
        """Send a signal and give the exit status."""
        self._process.send_signal(by)
        return self._process.wait(SOON)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Nothing of ours, and folders of its own for whatever is left behind."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}  # noqa: TID251 - what a process needs to start
    places = {name: tmp_path / name.lower() for name in ("HOME", "TMPDIR", "XDG_DATA_HOME")}
    for place in places.values():
        place.mkdir()
    return kept | {name: str(place) for name, place in places.items()}


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The folder in which the command is typed."""
    here = tmp_path / "here"
    here.mkdir()
    return here


@pytest.fixture
def run(environment: dict[str, str], here: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command to its end; `variables` are set besides."""

    def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 - our own command
            [BOT, *words],
            cwd=here,
            env=environment | variables,
            capture_output=True,
            text=True,
            check=False,
            timeout=SOON,
        )

    return run


@pytest.fixture
def ask(
    environment: dict[str, str], here: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a command to its end without a process of its own."""
    monkeypatch.chdir(here)
    return lambda *words, **variables: ran_in_words(words, environment | variables)


@pytest.fixture
def start(environment: dict[str, str], here: Path) -> Iterator[Callable[..., Started]]:
    """Start a command that goes on."""
    processes = []

    def start(*words: str, **variables: str) -> Started:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [BOT, *words],
            cwd=here,
            env=environment | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        processes.append(process)
        return Started(process)

    yield start
    for process in processes:
        process.kill()
        process.wait()
        process.stdout.close()


def demo_address(started: Started) -> str:
    return started.says(r"(http://127\.0\.0\.1:\d+)/\?as=")[1]


def interviews(address: str) -> str:
    """Give what Sam sees when he asks for everything that is coming."""
    typed = {"as": "U0SAM", "channel": None, "text": "/interview list"}
    httpx.post(f"{address}/playground/type", json=typed).raise_for_status()
    return httpx.get(f"{address}/playground/state?as=U0SAM").text


def test_help_names_every_command_and_needs_nothing(run: Any) -> None:
    helped = run("--help")
    assert helped.returncode == 0
    for command in ("demo", "serve", "migrate", "manifest"):
        assert re.search(rf"^  {command} ", helped.stdout, re.MULTILINE)
    assert run("-h").stdout == helped.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ["dance"],
        ["demo", "--port", "high"],
        ["demo", "--port", "65536"],
        ["demo", "--database", "."],
        ["serve", "now"],
        ["manifest", "--command", "interview"],
        ["manifest", "--url", "http://bot.example.com"],
    ],
)
def test_wrong_usage_is_said_to_be_so(run: Any, words: list[str]) -> None:
    wrong = run(*words)
    assert wrong.returncode == 2
    assert "Usage: interview-bot" in wrong.stderr
    assert "Error: " in wrong.stderr


@pytest.mark.slow
def test_the_manifest_has_the_command_and_the_address_that_were_asked_for(ask: Any) -> None:
    printed = ask("manifest", "--command", "/iv", "--url", "https://bot.example.com")
    assert printed.returncode == 0
    manifest = yaml.safe_load(printed.stdout)
    [command] = manifest["features"]["slash_commands"]
    assert command["command"] == "/iv"
    assert command["url"] == "https://bot.example.com/slack/events"
    interactivity = manifest["settings"]["interactivity"]
    assert interactivity["request_url"] == "https://bot.example.com/slack/events"
    assert manifest["settings"]["socket_mode_enabled"] is False


@pytest.mark.slow
def test_the_demo_serves_until_it_is_interrupted_and_leaves_nothing(
    start: Any, environment: dict[str, str], here: Path
) -> None:
    """It ignores everything that is set for a real workspace."""
    (here / ".env").write_text("SLACK_BOT_TOKEN=wrong\nINTERVIEW_BOT_PORT=wrong\n")
    demo = start(
        "demo",
        "--no-browser",
        "--port=0",
        SLACK_BOT_TOKEN="xoxb-real",
        SLACK_SIGNING_SECRET="real",
        SLACK_CLIENT_ID="1.2",
        SLACK_CLIENT_SECRET="real",
        SLACK_API_URL="https://slack.invalid/api/",
        INTERVIEW_BOT_DATABASE_URL=f"sqlite:///{here}/real.sqlite3",
        INTERVIEW_BOT_RECRUITERS="U0BOB",
    )
    address = demo_address(demo)
    page = httpx.get(f"{address}/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert httpx.get(f"{address}/health").status_code == 200
    assert "Ana Ruiz with Pat Chen" in interviews(address)
    assert demo.stops(signal.SIGINT) == 0
    assert list(Path(environment["TMPDIR"]).iterdir()) == []
    assert [each.name for each in here.iterdir()] == [".env"]


@pytest.mark.slow
def test_a_demo_with_a_database_goes_on_where_it_was(start: Any, here: Path) -> None:
    words = ("demo", "--no-browser", "--port=0", "--database", "kept.sqlite3")
    first = start(*words)
    address = demo_address(first)
    assert interviews(address).count("Ana Ruiz with Pat Chen") == 1
    assert first.stops(signal.SIGINT) == 0
    assert (here / "kept.sqlite3").exists()
    again = start(*words)
    assert interviews(demo_address(again)).count("Ana Ruiz with Pat Chen") == 1
    assert again.stops(signal.SIGTERM) == 0


@pytest.mark.slow
@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_that_is_taken_is_refused_in_a_sentence(ask: Any, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        secrets = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "hush"}
        refused = ask(command, "--port", port, **secrets if command == "serve" else {})
    assert refused.returncode == 1
    assert f"The port cannot be taken (127.0.0.1:{port}" in refused.stderr
    assert "--port" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variables", "sentences"),
    [
        (
            {},
            ["SLACK_BOT_TOKEN is not set", "README.md", "JWT_SECRET", "interview-bot demo"],
        ),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["SLACK_BOT_TOKEN was given alone", "SLACK_APP_TOKEN"]),
        ({"SLACK_BOT_TOKEN": "xoxp-mine"}, ["SLACK_BOT_TOKEN", "begins with xoxb-"]),
        ({"INTERVIEW_BOT_PORT": "high"}, ["INTERVIEW_BOT_PORT", '"high" was given']),
    ],
)
def test_serving_says_what_is_missing_and_where_to_get_it(
    ask: Any, variables: dict[str, str], sentences: list[str]
) -> None:
    refused = ask("serve", **variables)
    assert refused.returncode == 1
    for sentence in sentences:
        assert sentence in refused.stderr
    assert "xoxp-mine" not in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.fixture
def real(acme: Any, here: Path) -> dict[str, str]:
    """Settings for a workspace that answers as Slack does."""
    settings = acme.demo.house.settings
    return {
        "SLACK_API_URL": settings.slack_api_url,
        "SLACK_BOT_TOKEN": settings.slack_bot_token.get_secret_value(),
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret.get_secret_value(),
        "INTERVIEW_BOT_DATABASE_URL": f"sqlite:///{here}/interviews.sqlite3",
    }


@pytest.mark.slow
def test_serving_with_a_right_token_goes_on_until_it_is_told_to_stop(
    start: Any, real: dict[str, str]
) -> None:
    serving = start("serve", "--port", "0", **real)
    address = serving.says(r"Connected to Acme\. .* (http://127\.0\.0\.1:\d+)/slack/events")[1]
    serving.says("The API is off: INTERVIEW_BOT_JWT_SECRET is not set.")
    serving.says("The state of health is at")
    assert httpx.get(f"{address}/health").status_code == 200
    assert httpx.get(f"{address}/api/v1/interviews").status_code == 404
    forged = httpx.post(f"{address}/slack/events", content="payload={}")
    assert forged.status_code == 401
    assert serving.stops(signal.SIGTERM) == 0
    serving.says("Stopped")


@pytest.mark.slow
def test_serving_with_a_wrong_token_says_where_the_right_one_is(
    run: Any, real: dict[str, str]
) -> None:
    refused = run("serve", "--port", "0", **real | {"SLACK_BOT_TOKEN": "xoxb-of-another-app"})
    assert refused.returncode == 1
    assert "Slack does not accept SLACK_BOT_TOKEN (invalid_auth)." in refused.stderr
    assert "Install App" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_serving_without_a_scope_names_it(acme: Any, run: Any, real: dict[str, str]) -> None:
    acme.demo.playground._exchange.workspace.app.manifest["oauth_config"]["scopes"]["bot"].remove(
        "im:history"
    )
    refused = run("serve", "--port", "0", **real)
    assert refused.returncode == 1
    assert "The token lacks im:history." in refused.stderr
    assert "reinstall it to the workspace" in refused.stderr


@pytest.mark.slow
def test_the_doctor_says_what_is_well_and_what_is_wrong_as_a_table_or_for_a_program(
    ask: Any, here: Path, real: dict[str, str]
) -> None:
    real["INTERVIEW_BOT_DATABASE_URL"] = f"sqlite:///{here}/interviews.sqlite3"
    wrong = ask("doctor", **real)
    assert wrong.returncode == 1
    assert re.search(
        r"^wrong  database +It is not up to date.*migrate$", wrong.stdout, re.MULTILINE
    )
    ask("migrate", **real)
    well = ask("doctor", **real)
    assert (well.returncode, well.stderr) == (0, "")
    assert re.search(r"^well   Slack +The token is good for Acme", well.stdout, re.MULTILINE)
    told = json.loads(ask("doctor", "--json", **real).stdout)
    assert told["verdict"] == "well"
    assert [each["what"] for each in told["findings"]][:2] == ["database", "house clock"]


@pytest.mark.slow
def test_migrating_makes_the_database_and_may_be_repeated(ask: Any, here: Path) -> None:
    url = f"sqlite:///{here}/interviews.sqlite3"
    for _ in range(2):
        migrated = ask("migrate", INTERVIEW_BOT_DATABASE_URL=url)
        assert migrated.returncode == 0, migrated.stderr
        assert migrated.stdout == "The database is up to date.\n"
    assert (here / "interviews.sqlite3").exists()


@pytest.mark.slow
def test_everything_is_copied_into_another_database_once(
    ask: Any, here: Path, postgresql: Any
) -> None:
    source = {"INTERVIEW_BOT_DATABASE_URL": f"sqlite:///{here}/interviews.sqlite3"}
    target = postgresql.create()
    assert ask("import", "-", **source).returncode == 0
    copied = ask("copy", "--to", target, **source)
    assert copied.returncode == 0, copied.stderr
    assert re.search(
        r"^workspaces: 1 rows, the same in both \([0-9a-f]{16}\)$", copied.stdout, re.MULTILINE
    )
    assert "Now set INTERVIEW_BOT_DATABASE_URL to the new address" in copied.stdout
    again = ask("copy", "--to", target, **source)
    assert again.returncode == 1
    assert "holds something already (workspaces)" in again.stderr
    for wrong in ("mysql://host/book", "postgresql://nobody@127.0.0.1:1/none"):
        refused = ask("copy", "--to", wrong, **source)
        assert refused.returncode == 1
        assert "--to" in refused.stderr
        assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_a_file_that_is_no_database_is_refused_in_a_sentence(
    run: Any, ask: Any, here: Path
) -> None:
    (here / "letter.sqlite3").write_text("Dear all, this is a letter.")
    refused = [
        run("demo", "--no-browser", "--port=0", "--database=letter.sqlite3"),
        ask("migrate", INTERVIEW_BOT_DATABASE_URL=f"sqlite:///{here}/letter.sqlite3"),
    ]
    for each, setting in zip(refused, ("--database", "INTERVIEW_BOT_DATABASE_URL"), strict=True):
        assert each.returncode == 1
        assert f"(file is not a database). Look at {setting}." in each.stderr
        assert "Traceback" not in each.stderr


@pytest.mark.slow
def test_the_module_is_the_command(environment: dict[str, str]) -> None:
    asked = [sys.executable, "-m", "bot", "--version"]
    answered = subprocess.run(  # noqa: S603 - our own command
        asked, env=environment, capture_output=True, text=True, check=False, timeout=SOON
    )
    assert answered.returncode == 0
    assert answered.stdout.strip() == f"python -m bot, version {version('interview-bot')}"
