"""The front door: `interview-bot`. Exit status: 0 done, 1 refused, 2 wrong usage."""

from __future__ import annotations

import logging
import signal
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from bot.cli.databases import backup, copy, migrate
from bot.cli.examining import doctor
from bot.cli.forgetting import forget
from bot.cli.logs import log_to_stderr
from bot.cli.moving import bring_in, take_out
from bot.cli.refusal import Refusal, database_named_by, read_settings
from bot.cli.times import when_typed
from bot.cli.tokens import token
from bot.garbage import collect_less, collect_nothing
from bot.processors import EVERY, gather

if TYPE_CHECKING:
    from bot.house import House
    from bot.mail.server import MailServer
    from bot.settings import Settings


LOADED_AFTER = 3.0  # seconds; what is loaded once the first answers are given is there by then
FOR_SLACK = {
    "command": "a command that Slack accepts, such as /interview",
    "url": "an address that Slack can call, such as https://interviews.example.com",
}
NOBODY_IS_TOLD = "Nobody is told anything from here."
CLOCK_IS_SET = (
    "WARNING: INTERVIEW_BOT_CLOCK is set, so the house clock does not show the real time. "
    "That is for demos and tests."
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="To look around, without Slack and without any setting: interview-bot demo",
)
@click.version_option(package_name="interview-bot")
def main() -> None:
    """Run interviews from Slack, and make sure nobody misses one."""


@main.command(short_help="Try it in the browser, without Slack.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535),
              help="The port to serve on; 0 takes any free one.")  # fmt: skip
@click.option("--database", type=click.Path(path_type=Path, dir_okay=False),
              help="Keep everything in this SQLite file instead of a temporary one.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--api", is_flag=True, help="Print a token for the API too, and how to get others.")
def demo(port: int, database: Path | None, *, no_browser: bool, api: bool) -> None:
    """Try it in a Slack workspace of your own, on this machine, in the browser.

    Nothing is read from the environment, and no real workspace is ever touched.
    """
    from bot.demo import SAM, Demo, fill
    from bot.server import PortTaken

    log_to_stderr(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="interview-bot-") as folder:
        path = (database or Path(folder) / "demo.sqlite3").absolute()
        try:
            with database_named_by("--database"):
                running = Demo(f"sqlite:///{path.as_posix()}", port=port, mail=True)
        except PortTaken as taken:
            raise Refusal(f"The port cannot be taken ({taken}). Try --port 0.") from None
        stopped = _until_told_to_stop()
        with running:
            fill(running.house)
            address = f"{running.url}/?as={SAM}"
            for line in running.greeting(address, tokens=api):
                click.echo(line)
            if not no_browser:
                webbrowser.open(address)
            stopped.wait()
    click.echo("Stopped.")


@main.command(short_help="Serve Slack, the API, or both.")
@click.option("--host", help="The address to serve on.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to serve on.")
def serve(host: str | None, port: int | None) -> None:
    """Serve what the environment sets up: a Slack workspace, the API, or both.

    Slack needs SLACK_BOT_TOKEN, and SLACK_APP_TOKEN for Socket Mode or SLACK_SIGNING_SECRET for
    HTTP; the API needs INTERVIEW_BOT_JWT_SECRET. README.md says step by step where to get them.

    Told to stop, it finishes what it has begun: within 30 seconds, when Slack is slow.
    """
    collect_nothing()
    from bot.house import House
    from bot.server import PortTaken, Server, bind
    from bot.web import make_web

    log_to_stderr(logging.INFO)
    settings = read_settings(host=host, port=port)
    _check_way_in(settings)
    try:
        bound = bind(settings.host, settings.port)
    except PortTaken as taken:
        raise Refusal(f"The port cannot be taken ({taken}). Choose another by --port.") from None
    stopped = _until_told_to_stop()
    with database_named_by("INTERVIEW_BOT_DATABASE_URL"):
        house = House(settings)
    where = f"http://{settings.host}:{bound.getsockname()[1]}"
    for door in _doors(house, where):
        click.echo(door)
    if settings.clock:
        click.echo(CLOCK_IS_SET, err=True)
    web = make_web(house.slack(), house.api(), missing=house.missing, metrics=house.metrics.text)
    server = Server(web, bound)
    try:
        server.start()
        _go_on_until(stopped)
    finally:
        server.stop()
        house.close()
    click.echo("Stopped.")


def _for_slack(_: click.Context, option: click.Parameter, given: str | None) -> str | None:
    """Give what Slack would take; anything else is wrong usage."""
    from bot import spelled

    try:
        if option.name == "command":
            return spelled.command(given or "")
        return given and spelled.secure_address(given)
    except ValueError:
        expected = FOR_SLACK[str(option.name)]
        raise click.BadParameter(f"“{given}” is not {expected}.") from None


@main.command()
@click.option("--command", default="/interview", show_default=True, callback=_for_slack,
              help="The command's name.")  # fmt: skip
@click.option("--url", callback=_for_slack,
              help="Where Slack reaches this bot; without it, Socket Mode.")  # fmt: skip
def manifest(command: str, url: str | None) -> None:
    """Print the manifest from which Slack makes the app."""
    from bot.manifest import manifest as made
    from bot.manifest import to_yaml

    click.echo(to_yaml(made(command, url)), nl=False)


main.add_command(migrate)
main.add_command(copy)
main.add_command(backup)
main.add_command(doctor)
main.add_command(token)
main.add_command(forget)
main.add_command(bring_in)
main.add_command(take_out)
main.add_command(when_typed)


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
        told = "People are told by e-mail alone." if house.mail() else NOBODY_IS_TOLD
        yield f"Slack is off: SLACK_BOT_TOKEN is not set. {told}"
    elif settings.slack_app_token:
        yield f"Connected to {_connect(house)} by Socket Mode."
    else:
        yield f"Connected to {_connect(house)}. Listening for Slack at {where}/slack/events."
    if settings.smtp_url and settings.mail_from:
        yield _mail(settings.smtp_url, settings.mail_from)
    if settings.jwt_secret:
        yield f"The API is at {where}/api/v1, and can be read and tried at {where}/api/docs."
    else:
        yield "The API is off: INTERVIEW_BOT_JWT_SECRET is not set."
    yield f"The state of health is at {where}/health."


def _mail(server: MailServer, mail_from: str) -> str:
    from bot.mail.addresses import sender
    from bot.mail.trouble import trouble

    wrong = trouble(server, sender(mail_from).domain)
    return wrong or f"E-mail goes out through {server.host}, from {mail_from}."


def _connect(house: House) -> str:
    from bot.admission import NotConnected

    try:
        return house.connect()
    except NotConnected as refused:
        house.close()
        raise Refusal(str(refused)) from None


def _go_on_until(stopped: threading.Event) -> None:
    if not stopped.wait(LOADED_AFTER):
        collect_less()
        while not stopped.wait(EVERY):
            gather()


def _until_told_to_stop() -> threading.Event:
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    return stopped
