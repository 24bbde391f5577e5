"""Months are known by dateparser, in every language: without it each line here is refused."""

import subprocess
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.when import Answer, read

NOW = datetime.fromisoformat("2026-11-23T09:12:00+01:00")
ZONE = ZoneInfo("Europe/Berlin")
LINES = [
    ("en-GB", "3 feb 3pm", (2, 3)),
    ("en-GB", "July 14th 15:00", (7, 14)),
    ("de-DE", "3. Februar 15 Uhr", (2, 3)),
    ("de-DE", "3 Mär 15 Uhr", (3, 3)),
    ("es-ES", "3 de febrero a las 15:00", (2, 3)),
    ("es-ES", "14 jul a las 15:00", (7, 14)),
    ("fr-FR", "3 février 15h", (2, 3)),
    ("fr-FR", "14 juillet 15h", (7, 14)),
    ("pt-BR", "3 de fevereiro às 15h", (2, 3)),
    ("pt-BR", "14 de julho às 15h", (7, 14)),
    ("it-IT", "3 febbraio alle 15", (2, 3)),
    ("it-IT", "14 luglio alle 15", (7, 14)),
    ("nl-NL", "3 februari 15:00", (2, 3)),
    ("nl-NL", "14 juli 15:00", (7, 14)),
]
WITHOUT = """
import sys
from datetime import datetime
from zoneinfo import ZoneInfo
from bot.when import read
sys.modules["dateparser"] = None
try:
    read("3 feb 3pm", datetime.fromisoformat("2026-11-23T09:12:00+01:00"), ZoneInfo("UTC"), "en-GB")
except ImportError:
    print("missed")
"""


@pytest.mark.parametrize(("locale", "line", "day"), LINES)
def test_a_month_is_read_in_its_language(locale: str, line: str, day: tuple[int, int]) -> None:
    outcome = read(line, NOW, ZONE, locale)
    assert isinstance(outcome, Answer)
    assert (outcome.start.month, outcome.start.day, outcome.start.hour) == (*day, 15)


def test_dateparser_would_be_missed() -> None:
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "missed\n"
