"""The database at the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from bot.cli.refusal import Refusal, database_named_by, read_settings

SHOWN_EVERY = 10_000  # rows


@click.command()
def migrate() -> None:
    """Bring the database up to date."""
    from storage import migrate as bring_up_to_date

    settings = read_settings()
    with database_named_by("INTERVIEW_BOT_DATABASE_URL"):
        bring_up_to_date(settings.database_url)
    click.echo("The database is up to date.")


@click.command(short_help="Copy everything into another database.")
@click.option("--to", "target", required=True, metavar="URL",
              help="An empty database, such as postgresql://me@host/interviews.")  # fmt: skip
def copy(target: str) -> None:
    """Copy everything into another database, from SQLite to PostgreSQL or back.

    Stop the bot first. Every table is read again there and compared; if anything is not the same,
    nothing is copied. The database that the environment names is left as it was.
    """
    from bot import spelled
    from storage import copy as copy_all

    settings = read_settings()
    try:
        spelled.database_url(target)
    except ValueError:
        raise Refusal("--to is no address of a database, such as postgresql://me@host/d.") from None
    with database_named_by("INTERVIEW_BOT_DATABASE_URL or --to"):
        copied = copy_all(settings.database_url, target, _progress())
    for each in copied:
        click.echo(f"{each.table}: {each.rows:,} rows, the same in both ({each.checksum[:16]})")
    click.echo("Copied. Now set INTERVIEW_BOT_DATABASE_URL to the new address, and start the bot.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Replace FILE if it is there already.")
def backup(file: Path, *, replace: bool) -> None:
    """Copy the SQLite database to FILE, also while the bot runs.

    To go back to it, stop the bot, put FILE in the database's place, and start it again.
    """
    from storage import NotBackedUp, back_up

    if file.exists() and not replace:
        raise Refusal(f"{file} is there already. Choose another name, or say --replace.")
    try:
        with database_named_by("INTERVIEW_BOT_DATABASE_URL"):
            back_up(read_settings().database_url, file)
    except NotBackedUp as refused:
        raise Refusal(f"Nothing was copied: {refused}.") from None
    click.echo(
        f"Copied to {file} ({file.stat().st_size:,} bytes), and looked through: it is whole."
    )


def _progress() -> Callable[[str, int], None]:
    """Show on a terminal how far it is."""

    def show(table: str, rows: int) -> None:
        if sys.stderr.isatty() and rows % SHOWN_EVERY == 0:
            click.echo(f"{table}: {rows:,} rows …", err=True)

    return show
