"""A small language for saying what Block Kit accepts, and for naming what it does not.

A check is given a value, its JSON pointer and a report, and adds what is wrong to the report.
The sentences are worded as Slack words them in `response_metadata.messages`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass
class Report:
    """What was found wrong, each with the pointer to the place."""

    problems: list[str] = field(default_factory=list)

    def add(self, sentence: str, pointer: str) -> None:
        """Note one problem."""
        self.problems.append(f"[ERROR] {sentence} [json-pointer:{pointer}]")


Check = Callable[[Any, str, Report], None]


def text_between(least: int, most: int) -> Check:
    """Accept a string of `least` to `most` characters."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add("must be a string", pointer)
        elif len(value) < least:
            report.add(f"must be more than {least - 1} characters", pointer)
        elif len(value) > most:
            report.add(f"must be less than {most + 1} characters", pointer)

    return check


def number_between(least: int, most: int) -> Check:
    """Accept a whole number within both bounds."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report.add("must be an integer", pointer)
        elif not least <= value <= most:
            report.add(f"must be between {least} and {most}", pointer)

    return check


def yes_or_no(value: Any, pointer: str, report: Report) -> None:
    """Accept a boolean."""
    if not isinstance(value, bool):
        report.add("must be a boolean", pointer)


def one_of(*values: str) -> Check:
    """Accept one of these strings."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if value not in values:
            report.add(f"must be one of: {', '.join(values)}", pointer)

    return check


def calendar_date(value: Any, pointer: str, report: Report) -> None:
    """Accept `YYYY-MM-DD`."""
    try:
        valid = isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        valid = False
    if not valid:
        report.add("must be a date in the format YYYY-MM-DD", pointer)


def clock_time(value: Any, pointer: str, report: Report) -> None:
    """Accept `HH:mm`, 24 hours."""
    if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        report.add("must be a time in the format HH:mm", pointer)


def time_zone(value: Any, pointer: str, report: Report) -> None:
    """Accept the name of an IANA zone."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError):
        report.add("must be a valid IANA time zone", pointer)


def web_address(most: int) -> Check:
    """Accept an absolute address of at most `most` characters."""

    def check(value: Any, pointer: str, report: Report) -> None:
        text_between(1, most)(value, pointer, report)
        if isinstance(value, str) and not re.match(r"[a-z][a-z0-9+.-]*:\S", value, re.IGNORECASE):
            report.add("must be a valid URL", pointer)

    return check


def any_object(value: Any, pointer: str, report: Report) -> None:
    """Accept an object without looking inside."""
    if not isinstance(value, dict):
        report.add("must be an object", pointer)


def any_list(value: Any, pointer: str, report: Report) -> None:
    """Accept a list without looking inside."""
    if not isinstance(value, list):
        report.add("must be an array", pointer)


def list_of(item: Check, least: int, most: int) -> Check:
    """Accept a list of `least` to `most` things, each of them acceptable."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add("must be an array", pointer)
            return
        if len(value) < least:
            report.add(f"no fewer than {least} items allowed", pointer)
        if len(value) > most:
            report.add(f"no more than {most} items allowed", pointer)
        for position, each in enumerate(value):
            item(each, f"{pointer}/{position}", report)

    return check


@dataclass(frozen=True)
class Shape:
    """An object with these fields and no others.

    `together` looks at the whole of it, once each field by itself is sound.
    """

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    together: tuple[Check, ...] = ()

    def __call__(self, value: Any, pointer: str, report: Report) -> None:
        """Judge one object."""
        if not isinstance(value, dict):
            report.add("must be an object", pointer)
            return
        before = len(report.problems)
        for name in self.required:
            if value.get(name) is None:
                report.add(f"missing required field: {name}", pointer)
        self._judge_fields(value, pointer, report)
        if len(report.problems) == before:
            for rule in self.together:
                rule(value, pointer, report)

    def _judge_fields(self, value: dict[str, Any], pointer: str, report: Report) -> None:
        for name, inner in value.items():
            check = self.required.get(name) or self.optional.get(name)
            if name == "type":
                continue
            if check is None:
                report.add(f"invalid additional property: {name}", pointer)
            elif inner is not None:
                check(inner, f"{pointer}/{name}", report)


def by_type(shapes: Mapping[str, Check]) -> Check:
    """Accept an object whose `type` is one of these, judged by the shape of that type."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add("must be an object", pointer)
        elif "type" not in value:
            report.add("missing required field: type", pointer)
        elif not isinstance(value["type"], str) or value["type"] not in shapes:
            report.add(f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            shapes[value["type"]](value, pointer, report)

    return check


def at_least_one_of(*names: str) -> Check:
    """Demand one of these fields or more."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if not any(value.get(name) for name in names):
            report.add(f"missing required field: {' or '.join(names)}", pointer)

    return check


def exactly_one_of(*names: str) -> Check:
    """Demand one of these fields, and not two."""

    def check(value: Any, pointer: str, report: Report) -> None:
        if sum(value.get(name) is not None for name in names) != 1:
            report.add(f"exactly one of these is needed: {', '.join(names)}", pointer)

    return check
