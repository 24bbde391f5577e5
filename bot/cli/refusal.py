"""What the commands have in common: refusing in sentences."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.settings import Settings


LOCKED = "Others keep the database locked, so nothing was done. Try again in a moment."
UNSURE = (
    "The database went away at the last moment, so nobody can tell whether that was done. Look "
    "before you try again."
)


class Refusal(click.ClickException):
    """Something cannot be done; the message says what to do about it."""

    exit_code = 1


def read_settings(**given: Any) -> Settings:
    """Read the settings; what cannot be used is refused, all of it at once."""
    from bot.settings import Settings, WrongSetting

    try:
        return Settings.read(**given)
    except WrongSetting as wrong:
        raise Refusal("\n".join(wrong.lines)) from None


@contextlib.contextmanager
def database_named_by(setting: str) -> Iterator[None]:
    """Say in a sentence what is wrong with the database, without its address and password."""
    from sqlalchemy.exc import DBAPIError

    from bot.deadline import TookTooLong
    from bot.interviews.ports.book import Away, NotKept, Unsure
    from storage import NotReady, said_by

    try:
        yield
    except NotReady as not_ready:
        raise Refusal(str(not_ready)) from None
    except NotKept as refused:
        raise Refusal(f"The database cannot be written just now ({refused}).") from None
    except TookTooLong:
        raise Refusal(LOCKED) from None
    except Unsure:
        raise Refusal(UNSURE) from None
    except (Away, DBAPIError, OSError) as error:  # OSError: its folder cannot be made
        says = f"The database cannot be used ({said_by(error)}). Look at {setting}."
        raise Refusal(says) from None
    except ModuleNotFoundError as missing:
        raise Refusal(f"{setting} needs the Python package {missing.name}. Install it.") from None
