"""How late people are told through Slack's client, beside that client alone.

    python tests/benchmarks/courier_slack.py [--due 1000] [--turns 3] [--encrypted]

From the instant at which notices are due to when Slack has answered for each, limits switched off;
Slack is the playground, in a process of its own: in the clear as it is served, or `--encrypted` as
Slack itself is. The client alone posts as many messages of the same kind, drawn beforehand, from as
many threads. Each in turns; printed is the median.
"""

from __future__ import annotations

import json
import os
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click
import trustme
import uvicorn
from slack_sdk import WebClient

HERE = Path(__file__).parent
sys.path += [str(HERE.parent / "faults"), str(HERE.parent / "plugins")]

from bad_slack import BadDay, Slack  # noqa: E402 - the path comes first
from courier_book import all_at_once, prepare  # noqa: E402 - the same
from courier_peers import AT_ONCE, OFTEN, Port, wait_for  # noqa: E402 - the same

import storage  # noqa: E402 - the same
from bot.clock import Clock, machine_now, monotonic  # noqa: E402 - the same
from bot.garbage import collect_less  # noqa: E402 - the same
from bot.interviews.people.people import People  # noqa: E402 - the same
from bot.interviews.planning.reminders import LeadTimes  # noqa: E402 - the same
from bot.interviews.sending.courier import Courier  # noqa: E402 - the same
from bot.interviews.sending.terms import Terms  # noqa: E402 - the same
from bot.processors import gather  # noqa: E402 - the same
from bot.scheduler import Heartbeat  # noqa: E402 - the same
from bot.server import bind  # noqa: E402 - the same
from bot.slack.buckets import NO_LIMIT, Buckets  # noqa: E402 - the same
from bot.slack.calls import OneTryClient  # noqa: E402 - the same
from bot.slack.cards import Setting  # noqa: E402 - the same
from bot.slack.post import SlackPost  # noqa: E402 - the same

TOKEN = "xoxb-faults"
OURS, ALONE = "the courier, through slack_sdk", "slack_sdk alone"
TIMES_AS_LATE = 1.5  # at most, p99
STORED = 10_000


class Noting(WebClient):
    """slack_sdk's client, which notes what it posts, and when it was answered."""

    posted: dict[str, Any]
    port: Port

    def api_call(self, api_method: str, **given: Any) -> Any:
        answer = super().api_call(api_method, **given)
        if api_method == "chat.postMessage":
            self.posted = given["json"]
            self.port.note()
        return answer


class Ours(Noting, OneTryClient):
    """Ours, which does so too."""

    def __init__(self, url: str, port: Port) -> None:
        super().__init__(TOKEN, url)
        self.port = port


def by_courier(url: str, slack: str, due: int, port: Port) -> None:
    """Wire it as the house does."""
    clock = Clock()
    with a_courier(url, clock, Ours(slack, port)) as courier:
        port.await_those(all_at_once(url, due))
        heartbeat = Heartbeat(courier, clock)
        heartbeat.start()
        collect_less()  # as serve does
        gather()  # the same
        wait_for(port, due)
        heartbeat.stop()


def alone(url: str, slack: str, due: int, port: Port) -> None:
    """Post what the courier posted last, again and again."""
    ours = Ours(slack, port)
    with a_courier(url, Clock(), ours):
        message = ours.posted
    client = Noting(TOKEN, slack)
    client.port = port
    client.api_call("chat.postMessage", json=message)
    port.await_those(machine_now())
    with ThreadPoolExecutor(AT_ONCE) as hands:
        list(hands.map(lambda _: client.api_call("chat.postMessage", json=message), range(due)))


@contextmanager
def a_courier(url: str, clock: Clock, client: Ours) -> Iterator[Courier]:
    """Give a courier that has told some people, so that everything and everybody is known."""
    with closing(storage.open_book(url)) as book:
        people = People(book, clock, frozenset)
        post = SlackPost(
            client, Setting(company="Acme"), clock, people.remember_channel,
            Buckets(NO_LIMIT, monotonic), machine_now,
        )  # fmt: skip
        courier = Courier(book, post, clock, machine_now, LeadTimes(), at_once=AT_ONCE)
        courier.sweep()
        yield courier


WAYS: dict[str, Callable[[str, str, int, Port], None]] = {OURS: by_courier, ALONE: alone}


@contextmanager
def a_slack(trusted: Path | None) -> Iterator[str]:
    """Serve a workspace in another process; give its address.

    Encrypted where there is a file in which to say whom to trust.
    """
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, __file__, "--slack", trusted or ""], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdin is not None
        yield process.stdout.readline().strip()
        process.stdin.close()


def serve(trusted: str) -> None:
    """Be Slack until nobody needs it any more."""
    slack = Slack(Terms(), BadDay(1, Terms(), (), 0))
    with encrypted(slack, Path(trusted)) if trusted else slack as served:
        click.echo(served if isinstance(served, str) else served.url)
        sys.stdin.read()


@contextmanager
def encrypted(slack: Slack, trusted: Path) -> Iterator[str]:
    """Serve it as Slack itself is; to trust it too, write all whom this machine trusts."""
    authority, server = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(server)
    others = ssl.get_default_verify_paths().cafile
    trusted.write_bytes(authority.cert_pem.bytes() + (Path(others).read_bytes() if others else b""))
    bound = bind("127.0.0.1", 0)
    config = uvicorn.Config(
        slack.playground.asgi,
        log_config=None,
        access_log=False,
        ssl_context_factory=lambda *_: server,
    )
    serving = uvicorn.Server(config)
    threading.Thread(target=serving.run, args=([bound],), daemon=True).start()
    while not serving.started:
        time.sleep(OFTEN)
    yield f"https://localhost:{bound.getsockname()[1]}/slack-api/"
    serving.should_exit = True


def measure(what: str, url: str, slack: str, due: int) -> list[float]:
    """Be the process of one contender; give milliseconds, in order."""
    port = Port()
    WAYS[what](url, slack, due, port)
    return sorted(1000 * late for late in port.late)


def turn(what: str, due: int, *, encrypts: bool) -> list[float]:
    """Prepare, and have another process measure."""
    with tempfile.TemporaryDirectory() as folder:
        trusted = Path(folder, "trusted.pem") if encrypts else None
        url = f"sqlite:///{folder}/book.sqlite3"
        prepare(url, due, STORED)
        with a_slack(trusted) as slack:
            given = json.dumps({"what": what, "url": url, "slack": slack, "due": due})
            told = subprocess.run(  # noqa: S603 - our own command
                [sys.executable, __file__, "--one", given], check=True, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | ({"SSL_CERT_FILE": str(trusted)} if trusted else {}),  # noqa: TID251 - what a process needs to start
            )  # fmt: skip
    measured: list[float] = json.loads(told.stdout)
    return measured


@click.command()
@click.option("--due", default=1_000, help="How many are due at one instant.")
@click.option("--turns", default=3, type=click.IntRange(1), help="How often each is measured.")
@click.option("--encrypted", "encrypts", is_flag=True, help="As Slack itself is served.")
@click.option("--one", hidden=True)
@click.option("--slack", hidden=True)
def main(due: int, turns: int, encrypts: bool, one: str | None, slack: str | None) -> None:
    """Measure and print."""
    if slack is not None:
        serve(slack)
    elif one:
        click.echo(json.dumps(measure(**json.loads(one))))
    else:
        rounds = [{what: turn(what, due, encrypts=encrypts) for what in WAYS} for _ in range(turns)]
        show({what: [each[what] for each in rounds] for what in WAYS})


def show(turns: dict[str, list[list[float]]]) -> None:
    """Print the medians, and how they compare."""
    click.echo(f"{'':32}told    p50 ms    p99 ms")
    p99 = {}
    for what, measured in turns.items():
        p50, p99[what] = (
            statistics.median(late[max(int(len(late) * part) - 1, 0)] for late in measured)
            for part in (0.5, 0.99)
        )
        click.echo(f"{what:30}{len(measured[0]):6}{p50:10.0f}{p99[what]:10.0f}")
    ratio = p99[OURS] / p99[ALONE]
    met = "" if ratio <= TIMES_AS_LATE else f"   GOAL {TIMES_AS_LATE} NOT MET"
    click.echo(f"the courier's p99 is {ratio:.2f} times the client's alone{met}")


if __name__ == "__main__":
    assert threading.current_thread() is threading.main_thread()
    main()
