"""What a time is read as, at the command line."""

from __future__ import annotations

from typing import Any

import click


@click.command("when", short_help="Say what a typed time is read as.")
@click.argument("text", required=False)
@click.option("--now", "now", help="The present, such as 2026-11-23T09:12:00-05:00.")
@click.option("--zone", default="UTC", show_default=True, help="The speaker's time zone.")
@click.option("--locale", default="en-US", show_default=True, help="The speaker's language.")
@click.option("--json", "as_json", is_flag=True, help="Print all that came of it, as JSON.")
@click.option("--batch", type=click.File(encoding="utf-8", errors="replace"),
              help="Read each line of a JSON Lines file; - is what is piped in.")  # fmt: skip
def when_typed(
    text: str | None, now: str | None, zone: str, locale: str, batch: Any, *, as_json: bool
) -> None:
    """Say what a time is read as: an answer, a question, or a refusal (exit status 1).

    Give either TEXT or --batch; each line of a batch has text, reference, tz, locale and context.
    """
    from bot import phrases

    if (text is None) is (batch is None):
        raise click.UsageError("Give either a TEXT or a --batch.")
    if batch:
        for line in phrases.batch(batch):
            click.echo(phrases.as_line(line))
        return
    try:
        phrase = phrases.phrase(text or "", now, zone, locale)
    except phrases.WrongLine as wrong:
        raise click.UsageError(str(wrong)) from None
    told = phrases.told(phrase)
    click.echo(phrases.as_line(told) if as_json else phrases.as_text(told))
    if told["outcome"] == "refuse":
        raise SystemExit(1)
