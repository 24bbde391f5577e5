"""What stands in the log: each event with its values, so that a reference can be found in it."""

import logging
import sys

from bot.cli.logs import one_line_an_event


def written(**given: object) -> str:
    logger = logging.getLogger("bot.somewhere")
    record = logger.makeRecord("bot.somewhere", logging.ERROR, "x.py", 1, "it_broke", (), **given)  # type: ignore[arg-type]
    return one_line_an_event().format(record)


def test_an_event_is_one_line_with_its_values() -> None:
    line = written(exc_info=None, extra={"reference": "1f2e3d4c", "notice": 27})
    assert "\n" not in line
    assert "it_broke" in line
    assert "[error" in line
    assert "[bot.somewhere]" in line
    assert "reference=1f2e3d4c" in line
    assert "notice=27" in line


def test_a_traceback_stands_below_its_event() -> None:
    try:
        _ = 1 / 0
    except ZeroDivisionError:
        lines = written(exc_info=sys.exc_info(), extra={"reference": "1f2e3d4c"}).splitlines()
    assert "reference=1f2e3d4c" in lines[0]
    assert lines[-1] == "ZeroDivisionError: division by zero"
