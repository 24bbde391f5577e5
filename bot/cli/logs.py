"""The log: one event a line on standard error, with what belongs to it."""

from __future__ import annotations

import logging
import sys


def log_to_stderr(level: int) -> None:
    """Write every event from this level on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(one_line_an_event())
    logging.basicConfig(level=level, handlers=[handler])
    logging.getLogger("apscheduler").setLevel(logging.WARNING)


def one_line_an_event() -> logging.Formatter:
    """Give what writes an event: when, how grave, what, where, and its values as name=value.

    Its values are the `extra` of the standard library's logging: ids and references, never names
    or texts. A traceback stands below its event.
    """
    from structlog import dev, processors, stdlib  # noqa: PLC0415 - `--help` answers without it

    written = dev.ConsoleRenderer(
        colors=False, exception_formatter=dev.plain_traceback, pad_event_to=0
    )
    return stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            stdlib.add_log_level,
            stdlib.add_logger_name,
            stdlib.ExtraAdder(),
            processors.TimeStamper(fmt="iso"),
        ],
        processors=[stdlib.ProcessorFormatter.remove_processors_meta, written],
    )
