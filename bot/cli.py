"""The front door: `interview-bot`. Exit status: 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import contextlib
import logging
import signal
import sys
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from bot.settings import Settings, WrongSetting

if TYPE_CHECKING:
    from bot.house import House
    from bot.interviews.model import Person


class Refusal(click.ClickException):
    """Something cannot be done; the message says what to do about it."""

    exit_code = 1


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="interview-bot")
def main() -> None:
    """Run interviews from Slack, and make sure nobody misses one."""


@main.command()
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535),
              help="The port to serve on; 0 takes any free one.")  # fmt: skip
@click.option("--database", type=click.Path(path_type=Path, dir_okay=False),
              help="Keep everything in this SQLite file instead of a temporary one.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Only print the address.")
def demo(port: int, database: Path | None, *, no_browser: bool) -> None:
    """Try it in a Slack workspace of your own, on this machine, in the browser.

    Nothing is read from the environment, and no real workspace is ever touched.
    """
    from bot.demo import SAM, Demo, fill  # noqa: PLC0415 - `--help` answers without all of it
    from bot.server import PortTaken  # noqa: PLC0415 - the same

    _log_to_stderr(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="interview-bot-") as folder:
        path = (database or Path(folder) / "demo.sqlite3").absolute()
        try:
            with _database_named_by("--database"):
                running = Demo(f"sqlite:///{path.as_posix()}", port=port)
        except PortTaken as taken:
            raise Refusal(f"The port cannot be taken ({taken}). Try --port 0.") from None
        stopped = _until_told_to_stop()
        with running:
            fill(running.house)
            address = f"{running.url}/?as={SAM}"
            click.echo(f"Your workspace: {address}")
            for line in running.about_the_api():
                click.echo(line)
            click.echo("Stop with Ctrl-C.")
            if not no_browser:
                webbrowser.open(address)
            stopped.wait()
    click.echo("Stopped.")


@main.command()
@click.option("--host", help="The address to serve on.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to serve on.")
def serve(host: str | None, port: int | None) -> None:
    """Serve what the environment sets up: a Slack workspace, the API, or both.

    Slack needs SLACK_BOT_TOKEN, and SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for
    HTTP; the API needs INTERVIEW_BOT_JWT_SECRET. README.md says step by step where to get them.
    """
    from bot.house import House  # noqa: PLC0415 - `--help` answers without all of it
    from bot.server import PortTaken, Server, bind  # noqa: PLC0415 - the same
    from bot.web import make_web  # noqa: PLC0415 - the same

    _log_to_stderr(logging.INFO)
    settings = _settings(host=host, port=port)
    _check_way_in(settings)
    try:
        bound = bind(settings.host, settings.port)
    except PortTaken as taken:
        raise Refusal(f"The port cannot be taken ({taken}). Choose another by --port.") from None
    stopped = _until_told_to_stop()
    with _database_named_by("INTERVIEW_BOT_DATABASE_URL"):
        house = House(settings)
    where = f"http://{settings.host}:{bound.getsockname()[1]}"
    for door in _doors(house, where):
        click.echo(door)
    if settings.clock:
        click.echo(
            "WARNING: INTERVIEW_BOT_CLOCK is set, so the house clock does not show the real time. "
            "That is for demos and tests.",
            err=True,
        )
    server = Server(make_web(house.slack(), house.api()), bound)
    try:
        server.start()
        stopped.wait()
    finally:
        server.stop()
        house.close()
    click.echo("Stopped.")


@main.command()
def migrate() -> None:
    """Bring the database up to date."""
    from storage import migrate as bring_up_to_date  # noqa: PLC0415 - `--help` answers without it

    settings = _settings()
    with _database_named_by("INTERVIEW_BOT_DATABASE_URL"):
        bring_up_to_date(settings.database_url)
    click.echo("The database is up to date.")


@main.command()
@click.option("--command", default="/interview", show_default=True, help="The command's name.")
@click.option("--url", help="Where Slack reaches this bot; without it, Socket Mode.")
def manifest(command: str, url: str | None) -> None:
    """Print the manifest from which Slack makes the app."""
    from bot.manifest import manifest as made  # noqa: PLC0415 - `--help` answers without it
    from bot.manifest import to_yaml  # noqa: PLC0415 - the same

    click.echo(to_yaml(made(command, url)), nl=False)


@main.group(invoke_without_command=True)
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
    from bot.house import House  # noqa: PLC0415 - `--help` answers without all of it

    settings = _settings()
    with _database_named_by("INTERVIEW_BOT_DATABASE_URL"):
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


def _settings(**given: Any) -> Settings:
    try:
        return Settings.read(**given)
    except WrongSetting as wrong:
        raise Refusal("\n".join(wrong.lines)) from None


@contextlib.contextmanager
def _database_named_by(setting: str) -> Iterator[None]:
    """Say in a sentence what is wrong with the database, without its address and password."""
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - `--help` answers without it

    try:
        yield
    except DBAPIError as error:
        raise Refusal(f"The database cannot be used ({error.orig}). Look at {setting}.") from None
    except ModuleNotFoundError as missing:
        raise Refusal(f"{setting} needs the Python package {missing.name}. Install it.") from None


def _check_way_in(settings: Settings) -> None:
    if settings.slack_bot_token is None and not settings.jwt_secret:
        raise Refusal(
            "SLACK_BOT_TOKEN is not set, so there is nothing to serve. Make an app from "
            "manifest.yml, install it, and copy its Bot User OAuth Token (README.md, "
            "“Connect a real workspace”). For the API alone, set INTERVIEW_BOT_JWT_SECRET "
            "(“The API”). To look around without Slack: interview-bot demo"
        )


def _doors(house: House, where: str) -> Iterator[str]:
    """Open the doors that are set up, and say of each whether it is open."""
    settings = house.settings
    if settings.slack_bot_token is None:
        yield "Slack is off: SLACK_BOT_TOKEN is not set. Nobody is told anything from here."
    elif settings.slack_app_token:
        yield f"Connected to {_connect(house)} by Socket Mode."
    else:
        yield f"Connected to {_connect(house)}. Listening for Slack at {where}/slack/events."
    if settings.jwt_secret:
        yield f"The API is at {where}/api/v1, and can be read and tried at {where}/api/docs."
    else:
        yield "The API is off: INTERVIEW_BOT_JWT_SECRET is not set."
    yield f"The state of health is at {where}/health."


def _connect(house: House) -> str:
    from bot.house import NotConnected  # noqa: PLC0415 - `--help` answers without all of it

    try:
        return house.connect()
    except NotConnected as refused:
        house.close()
        raise Refusal(str(refused)) from None


def _log_to_stderr(level: int) -> None:
    logging.basicConfig(
        level=level, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    logging.getLogger("apscheduler").setLevel(logging.WARNING)


def _until_told_to_stop() -> threading.Event:
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopped
