"""What the README shows is what happens: its transcript is played, its commands are there."""

import itertools
import re
import shlex
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
TEN_TO = datetime(2026, 11, 27, 14, 20, tzinfo=UTC)  # the interview was moved to 14:30 UTC


def transcript() -> list[str]:
    (block,) = re.findall(r"```transcript\n(.*?)```", README, re.DOTALL)
    return str(block).splitlines()


def as_shown(text: str) -> str:
    return re.sub(r"[*~]", "", text)


def test_the_transcript_is_what_happens(acme: Any) -> None:
    people = {"Sam": acme.sam, "Ana": acme.ana, "Pat": acme.pat}
    looking = ""
    for line in transcript():
        name, _, said = line.partition(" ")
        if line.startswith("    "):
            assert line.strip() in as_shown(looking)
        elif line.startswith("The clock"):
            acme.turn_clock(to=TEN_TO)
        elif said.startswith("types "):
            people[name].types(said.removeprefix("types "))
        elif said.startswith("presses "):
            people[name].presses(said.removeprefix("presses "))
            acme.settle()
        else:
            assert said == "sees"
            looking = people[name].sees()


def console() -> list[tuple[list[str], str]]:
    """The calls that are shown, word by word, each with its answer."""
    (block,) = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    calls = block.removeprefix("$ ").split("\n$ ")
    return [
        (shlex.split(line), answer.strip())
        for line, _, answer in (call.partition("\n") for call in calls)
    ]


def test_the_calls_are_answered_as_shown(acme: Any) -> None:
    acme.books()
    for words, shown in console():
        values = dict(itertools.pairwise(words))
        path = next(word for word in words if word.startswith("http")).partition("/api/v1")[2]
        answer = acme.calls(acme.sam, values.get("-X", "GET"), path, values.get("-d", "")).text
        pattern = ".*".join(re.escape(part) for part in shown.split("…"))
        assert re.fullmatch(pattern, answer), answer


def test_every_scope_is_explained() -> None:
    manifest = yaml.safe_load((Path(__file__).parent.parent / "manifest.yml").read_text())
    explained = re.findall(r"^\| `([a-z_:.]+)` \|", README, re.MULTILINE)
    assert explained == manifest["oauth_config"]["scopes"]["bot"]


def test_both_commands_stand_in_one_line() -> None:
    start = "python3 -m venv .venv && .venv/bin/pip install -q -e "
    assert f"{start}. && .venv/bin/interview-bot demo\n" in README
    assert f"{start}'.[test]' && .venv/bin/pytest\n" in README


def test_every_setting_is_listed() -> None:
    from bot.settings import PREFIX, Settings  # noqa: PLC0415 - only this test reads them

    for name, field in Settings.model_fields.items():
        variable = str(field.validation_alias or f"{PREFIX}{name.upper()}")
        assert f"`{variable}`" in README or f"{variable}=" in README


def test_what_it_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        if "://" not in target:
            assert (Path(__file__).parent.parent / target).exists(), target
