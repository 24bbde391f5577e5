"""Moving in and out at the command line."""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from bot.cli.refusal import Refusal, database_named_by, read_settings

if TYPE_CHECKING:
    from bot.interviews.moving.faults import NotImported
    from bot.interviews.moving.gathering import Line
    from bot.interviews.moving.mover import Brought
    from bot.words import Words

SHOWN_EVERY = 500  # lines


class Moment(click.ParamType[date | datetime]):
    """A day, or an instant with its offset from UTC."""

    name = "day or instant"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | datetime:
        """Read it; what is neither is wrong usage."""
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail("expected a day (2026-11-23) or an instant (2026-11-23T09:00Z)", param, ctx)
        if len(value) == len("2026-11-23"):
            return moment.date()
        if moment.tzinfo is None:
            self.fail(f"{value} lacks its offset from UTC, such as Z or +01:00", param, ctx)
        return moment


@click.command("import", short_help="Bring in people, interviews, feedback.")
@click.argument("file", type=click.File("rb"))
@click.option("--dry-run", is_flag=True, help="Check everything, and store nothing.")
def bring_in(file: BinaryIO, *, dry_run: bool) -> None:
    """Bring in people, interviews and feedback, all of a file or nothing; nobody is told.

    FILE has JSON Lines, each {"interview": {…}} as the API answers, {"user": {…}} or
    {"feedback": {…}}, or is a CSV with the same fields as columns (what `export` and
    `export --csv` write). "-" reads from the standard input. What is known already, by its ids, is
    brought up to date.
    """
    from bot.house import House
    from bot.interviews.moving.faults import NotImported
    from bot.interviews.ports.book import Conflict
    from bot.words import Words

    settings = read_settings()
    words = Words(None, settings.time_zone)
    with database_named_by("INTERVIEW_BOT_DATABASE_URL"), closing(House(settings)) as house:
        try:
            brought = house.mover.bring_in(_again(file), rehearse=dry_run)
        except NotImported as refused:
            raise Refusal(_printable(_faults(words, refused))) from None
        except Conflict:
            raise Refusal(words.say("import.met_meanwhile")) from None
    click.echo(_summary(words, brought, "import.rehearsed" if dry_run else "import.done"))


@click.command("export", short_help="Write out people, interviews, feedback.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV instead of JSON Lines.")
@click.option("--from", "since", type=Moment(), help="Only interviews that start from then on.")
@click.option("--to", "until", type=Moment(),
              help="Only interviews that start before then; a day counts as a whole.")  # fmt: skip
def take_out(since: date | datetime | None, until: date | datetime | None, *, as_csv: bool) -> None:
    """Write people, interviews and feedback to the standard output, as `import` takes them.

    With --from or --to only the people who meet in those interviews are written. Days are those of
    INTERVIEW_BOT_TIME_ZONE.
    """
    from bot.files import write_json_lines, write_table
    from bot.house import House
    from bot.interviews.model import Search

    settings = read_settings()

    def instant(moment: date | datetime | None, *, ends: bool) -> datetime | None:
        if moment is None or isinstance(moment, datetime):
            return moment
        day = moment + timedelta(days=1) if ends else moment
        return datetime.combine(day, time.min, settings.time_zone)

    search = Search(starts_from=instant(since, ends=False), starts_before=instant(until, ends=True))
    out = sys.stdout.buffer
    with database_named_by("INTERVIEW_BOT_DATABASE_URL"), closing(House(settings)) as house:
        entries = house.mover.take_out(search)
        for line in write_table(entries) if as_csv else write_json_lines(entries):
            out.write(line)
    out.flush()


def _again(file: BinaryIO) -> Callable[[], Iterator[Line]]:
    """Give what reads the lines of a file, each time from its beginning, and shows how far it is.

    What comes through a pipe is kept in a temporary file, since it comes only once.
    """
    if not file.seekable():
        kept = tempfile.TemporaryFile()  # noqa: SIM115 - it goes with the process
        shutil.copyfileobj(file, kept)
        file = kept
    length = file.seek(0, 2)
    labels = itertools.chain(["Reading"], itertools.repeat("Writing"))

    def lines() -> Iterator[Line]:
        from bot.files import read_lines

        hidden = not sys.stderr.isatty()
        label = next(labels)
        with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as bar:
            for number, line in enumerate(read_lines(file)):
                yield line
                if number % SHOWN_EVERY == 0:
                    bar.update(file.tell() - bar.pos)
            bar.update(length - bar.pos)

    return lines


def _faults(words: Words, refused: NotImported) -> str:
    """Word what is wrong with a file, line by line."""
    said = [words.say("import.refused", count=refused.count)]
    said += [words.fault(fault) for fault in refused.faults]
    if further := refused.count - len(refused.faults):
        said.append(words.say("import.further", count=further))
    return "\n".join(said)


def _summary(words: Words, brought: Brought, key: str) -> str:
    return words.say(
        key,
        interviews=words.say(
            "import.interviews",
            count=brought.interviews,
            added=brought.interviews_added,
            changed=brought.interviews_changed,
        ),
        people=words.say(
            "import.people",
            count=brought.people,
            added=brought.people_added,
            changed=brought.people_changed,
        ),
        feedback=words.say("import.feedback", count=brought.feedback) if brought.feedback else None,
    )


def _printable(text: str) -> str:
    """Give what a file says without what would steer the terminal or cannot be written."""
    return "".join(each if each.isprintable() or each == "\n" else "\ufffd" for each in text)
