"""Tokens for the API at the command line."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.refusal import Refusal, database_named_by, read_settings

if TYPE_CHECKING:
    from bot.house import House
    from bot.interviews.model import Person


@click.group(invoke_without_command=True)
@click.option("--user", help="Whose: an id, such as 1039, or an e-mail address.")
@click.option("--days", default=30, show_default=True, type=click.IntRange(1, 30),
              help="How long it is good.")  # fmt: skip
@click.pass_context
def token(context: click.Context, user: str | None, days: int) -> None:
    """Print a token for the API, which acts for that person."""
    if context.invoked_subcommand is not None:
        return
    if user is None:
        raise click.UsageError("Say whose token it is to be: --user ID.")
    with _house_of_the_api() as house:
        person = _person(house, user)
        keys = house.keys()
        if keys is None:
            raise Refusal(
                "INTERVIEW_BOT_JWT_SECRET is not set, so no token can be signed. Set it to a "
                "random text of at least 32 bytes, for the bot that serves the API as well."
            )
        if not person.active:
            raise Refusal(f"{person.title} is no longer active, so no token would let them in.")
        issued_at, lasting = house.tokens.issuable_at(person), timedelta(days=days)
        signed, jti = keys.sign(person.id, issued_at, lasting)
    click.echo(signed)
    until = f"{issued_at + lasting:%Y-%m-%d %H:%M} UTC"
    click.echo(
        f"It acts for {person.title} ({person.role}) until {until}. "
        f"To take it back: interview-bot token revoke {jti}",
        err=True,
    )


@token.command()
@click.argument("jti", required=False)
@click.option("--user", help="All tokens of this person: an id, or an e-mail address.")
def revoke(jti: str | None, user: str | None) -> None:
    """Take back one token by its JTI, or all of a person's, from now on."""
    if (jti is None) == (user is None):
        raise click.UsageError("Give either a JTI, or --user.")
    with _house_of_the_api() as house:
        if user is not None:
            house.tokens.revoke_all(_person(house, user))
        elif jti is not None:
            house.tokens.revoke(house.only_workspace(), jti)
    click.echo("Taken back." if jti else "All taken back that were issued until now.")


@contextlib.contextmanager
def _house_of_the_api() -> Iterator[House]:
    from bot.house import House

    settings = read_settings()
    with database_named_by("INTERVIEW_BOT_DATABASE_URL"):
        house = House(settings)
        try:
            yield house
        finally:
            house.close()


def _person(house: House, user: str) -> Person:
    found = house.people.called(house.only_workspace(), user)
    if found is None:
        raise Refusal(f"Nobody is known as {user}. Give an id, such as 1039, or an e-mail address.")
    return found
