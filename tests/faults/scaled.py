"""Serves as `interview-bot serve` does, with its lease and time-outs scaled by a factor.

python tests/faults/scaled.py 0.1
"""

from __future__ import annotations

import logging
import sys
import threading

from stamped import Stamped

from bot.cli.logs import log_to_stderr
from bot.house import House
from bot.interviews.sending.terms import Terms
from bot.server import Server, bind
from bot.settings import Settings
from bot.slack.cards import Setting
from bot.slack.post import SlackPost
from bot.web import make_web


class ScaledHouse(House):
    """A house whose messages say when they were sent."""

    def _start_courier(self, direct: SlackPost | None, setting: Setting) -> None:
        assert direct is not None
        given = direct._client
        direct._client = Stamped(given.token, given.base_url, given.timeout)
        super()._start_courier(direct, setting)


def main(scale: float) -> None:
    """Serve until killed."""
    log_to_stderr(logging.INFO)
    house = ScaledHouse(Settings.read(env_file=None))
    house.terms = Terms().scaled(scale)
    house.connect()
    bound = bind("127.0.0.1", 0)
    web = make_web(house.slack(), house.api(), missing=house.missing, metrics=house.metrics.text)
    Server(web, bound).start()
    where = f"http://127.0.0.1:{bound.getsockname()[1]}"
    print(f"The state of health is at {where}/health.", flush=True)  # noqa: T201 - so it answers
    threading.Event().wait()


if __name__ == "__main__":
    main(float(sys.argv[1]))
