"""Forgetting somebody at the command line, where there is no Slack, or much to be gone through."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import click

from bot.cli.refusal import Refusal, database_named_by, read_settings

if TYPE_CHECKING:
    from bot.house import House
    from bot.interviews.forgetting.forgetting import Keeper
    from bot.interviews.model import Person


@click.command(short_help="Forget a person for good.")
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(person: str, *, yes: bool) -> None:
    """Forget PERSON (an id, or an e-mail address) for good; it is said first what there is.

    What Slack still shows of them is taken out by `serve`, while it runs or at its next start.
    """
    from bot.house import House
    from bot.interviews.forgetting.forgetting import Keeper
    from bot.interviews.model import Door

    with (
        database_named_by("INTERVIEW_BOT_DATABASE_URL"),
        closing(House(read_settings())) as house,
    ):
        keeper = Keeper(workspace_id=house.only_workspace(), door=Door.CONSOLE)
        found = house.people.called(keeper.workspace_id, person)
        if found is None:
            raise Refusal(
                f"Nobody is known as {person}. Give an id, such as 1039, or an e-mail address."
            )
        _forget(house, keeper, found, yes=yes)


def _forget(house: House, keeper: Keeper, person: Person, *, yes: bool) -> None:
    from bot.interviews.refusals import Refused
    from bot.words import Words
    from bot.words.forgetting import counted

    words = Words(None, house.settings.time_zone)
    try:
        there = counted(words, house.forgetting.holdings(person.id, by=keeper))
        click.echo(words.say("forget.read_back", person=person.title, **there))
        click.echo(words.say("forget.what"))
        if not yes:
            click.confirm(words.say("forget.sure"), abort=True)
        house.forgetting.forget(person.id, by=keeper)
        while house.forgetting.go_on():
            pass
    except Refused as refused:
        raise Refusal(words.refused(refused)) from None
    if house.settings.slack_bot_token is None:
        _see_to_the_file(house)
    click.echo(words.say("forget.done", **there))


def _see_to_the_file(house: House) -> None:
    """Where no Slack is, nobody may be serving who would."""
    from bot.interviews.forgetting.erasing import Erasing

    erasing = Erasing(house.book, house.clock, None)
    while erasing.tell():
        pass
