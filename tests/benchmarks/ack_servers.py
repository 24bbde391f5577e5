"""The other processes of the benchmark: a Slack for `serve` to call, and the peers.

`python ack_servers.py slack|before|after PORT`. The peers are a Bolt app that does nothing but
ack, served by our own ASGI app on worker threads: `before` with process_before_response, as ours
is; `after` in Bolt's default mode, in which whoever waits for the ack looks every 10 ms.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

from anyio import to_thread
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette

from bot.clock import Clock, machine_time
from bot.demo import BOT_TOKEN, COMPANY, SIGNING_SECRET, TEAM
from bot.manifest import manifest
from bot.playground import Playground, SlackApp
from bot.server import Server, bind
from bot.web import make_web


def slack(port: int) -> Starlette:
    """A workspace of the playground's."""
    url = f"http://127.0.0.1:{port}"
    return Playground(
        name=COMPANY,
        members=TEAM,
        app=SlackApp(manifest(), BOT_TOKEN, SIGNING_SECRET, f"{url}/unused"),
        clock=Clock(),
        base_url=url,
        machine_time=machine_time,
    ).asgi


def bare(*, before: bool) -> Starlette:
    """A Bolt app that only acks."""
    known = AuthorizeResult(
        enterprise_id=None, team_id="T0PLAYGROUND", bot_id="B0BOT", bot_token=BOT_TOKEN
    )
    app = App(
        signing_secret=SIGNING_SECRET,
        authorize=lambda: known,
        process_before_response=before,
    )

    def command(ack: Ack) -> None:
        ack()

    app.command("/interview")(command)
    return make_web(partial(to_thread.run_sync, app.dispatch))


def main(kind: str, port: str) -> None:
    """Serve until told to stop."""
    made: dict[str, Any] = {
        "slack": lambda: slack(int(port)),
        "before": lambda: bare(before=True),
        "after": lambda: bare(before=False),
    }
    Server(made[kind](), bind("127.0.0.1", int(port))).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
