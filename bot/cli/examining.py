"""Looking whether everything is well, at the command line."""

from __future__ import annotations

import json
import sys

import click

from bot.cli.refusal import read_settings

COLOURS = {"well": "green", "look": "yellow", "wrong": "red"}


@click.command(short_help="Look whether everything is well.")
@click.option("--json", "as_data", is_flag=True, help="Print JSON, for a program that watches.")
def doctor(*, as_data: bool) -> None:
    """Look whether everything is well: database, clocks, notices, Slack.

    Nothing is changed by it, and it may be asked while the bot runs. Exit status: 0 nothing is
    wrong, 1 something is, so that somebody is or will be missed.
    """
    from bot.doctor import Verdict, as_json, examine

    settings = read_settings()
    findings = list(examine(settings))
    if as_data:
        click.echo(json.dumps(as_json(findings), indent=2, ensure_ascii=False))
    else:
        widest = max(len(each.what) for each in findings)
        for each in findings:
            verdict = click.style(f"{each.verdict.value:5}", fg=COLOURS[each.verdict.value])
            click.echo(f"{verdict}  {each.what:{widest}}  {each.says}")
    sys.exit(1 if any(each.verdict is Verdict.WRONG for each in findings) else 0)
