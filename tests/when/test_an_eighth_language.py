"""Another language is one file: nothing else is touched."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BOT = Path(__file__).parents[2] / "bot"
POLISH = """
[weekday]
monday = ["poniedziałek"]
tuesday = ["wtorek"]
wednesday = ["środa", "środę"]
thursday = ["czwartek"]
friday = ["piątek"]
saturday = ["sobota", "sobotę"]
sunday = ["niedziela", "niedzielę"]

[offset]
0 = ["dziś", "dzisiaj"]
1 = ["jutro"]

[number]
2 = ["dwie", "dwa"]

[unit]
hour = ["godzina", "godziny", "godzin"]

[word]
at = ["o", "o godzinie"]
on = ["w", "we"]
in = ["za"]
from = ["od"]
to = ["do"]
"""
LINES = {
    "jutro o 15:00": "2026-11-24 15:00",
    "w piątek o 16:30": "2026-11-27 16:30",
    "3 grudnia o 10:00": "2026-12-03 10:00",
    "za dwie godziny": "2026-11-23 11:12",
    "jutro od 14:00 do 15:00": "2026-11-24 14:00",
    "fri 3pm": "2026-11-27 15:00",
    "jutro o 15:00 Londyn": "2026-11-24 15:00",
}
READ = """
import sys
from datetime import datetime
from zoneinfo import ZoneInfo
from bot.when import read
now = datetime.fromisoformat("2026-11-23T09:12:00+01:00")
for line in sys.argv[1:]:
    print(f"{read(line, now, ZoneInfo('Europe/Warsaw'), 'pl-PL').start:%Y-%m-%d %H:%M}")
"""


def test_polish_is_read_once_its_file_is_there(tmp_path: Path) -> None:
    shutil.copytree(BOT / "when", tmp_path / "bot" / "when")
    shutil.copy(BOT / "__init__.py", tmp_path / "bot" / "__init__.py")
    (tmp_path / "bot" / "when" / "languages" / "pl.toml").write_text(POLISH, encoding="utf-8")
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", READ, *LINES],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)},  # noqa: TID251 - what a process needs to start
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.stdout.splitlines() == list(LINES.values()), ran.stderr
