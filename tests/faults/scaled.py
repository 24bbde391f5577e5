"""Serves as `interview-bot serve` does, with its lease and time-outs scaled by a factor.

python tests/faults/scaled.py 0.1
"""

from __future__ import annotations

import logging
import sys
import threading

from bot.cli.logs import log_to_stderr
from bot.house import House
from bot.interviews.terms import Terms
from bot.server import Server, bind
from bot.settings import Settings
from bot.web import make_web


def main(scale: float) -> None:
    """Serve until killed."""
    log_to_stderr(logging.INFO)
    house = House(Settings.read(env_file=None))
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
