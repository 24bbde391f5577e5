"""The log: one event a line on standard error, with what belongs to it.

Nobody's name, address, number or text stands in it, by the way it is made: the house logs names
of events with ids; of what a library logs only the place is kept, and of an error its kind and
where it came from, since either's text may quote anything.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from typing import Any

from bot.tracing import request_id

OURS = ("bot", "storage")
FIRST = ("timestamp", "level", "event", "request")
KEPT_OF_OTHERS = {"timestamp", "level", "logger", "exc_info", "_record", "_from_structlog"}
FRAMES = 30  # of an error, the innermost


def log_to_stderr(level: int) -> None:
    """Write every event from this level on; what libraries say only from a warning on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(one_line_an_event())
    handler.addFilter(_ours_or_grave)
    logging.basicConfig(level=level, handlers=[handler])


def one_line_an_event() -> logging.Formatter:
    """Give what writes an event as name=value: when, how grave, what, of which request, and more.

    Its values are the `extra` of the standard library's logging.
    """
    from structlog import processors, stdlib

    return stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            stdlib.add_log_level,
            stdlib.add_logger_name,
            stdlib.ExtraAdder(),
            processors.TimeStamper(fmt="iso"),
        ],
        processors=[
            _without_texts,
            stdlib.ProcessorFormatter.remove_processors_meta,
            processors.LogfmtRenderer(key_order=FIRST, drop_missing=True),
        ],
    )


def _ours_or_grave(record: logging.LogRecord) -> bool:
    return _is_ours(record) or record.levelno >= logging.WARNING


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _without_texts(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    record: logging.LogRecord = event["_record"]
    if not _is_ours(record):
        event = {key: event[key] for key in event.keys() & KEPT_OF_OTHERS}
        event |= {"event": "library_says", "where": f"{record.module}:{record.lineno}"}
    event.pop("message", None)  # another handler's, which is the event again
    if request := request_id():
        event["request"] = request
    error = event.pop("exc_info", None)
    if error:
        event["error"] = " because of ".join(_kinds_and_places(error[1]))
    return event


def _kinds_and_places(error: BaseException | None) -> Iterator[str]:
    """Give an error's kind and where it passed, the innermost place first; then its cause's."""
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
        places = " < ".join(
            f"{_module(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames)
        )
        yield f"{type(error).__name__} at {places}" if places else type(error).__name__
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _module(path: str) -> str:
    """Give the end of a file's path: enough to find it, and nothing of this machine."""
    return "/".join(path.split("/")[-2:])
