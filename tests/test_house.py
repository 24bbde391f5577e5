"""The conventions of the house, each with the check that fails when it is broken."""

import ast
import json
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
PACKAGES = (ROOT / "bot", ROOT / "storage")
READS_TIME_OR_ENVIRONMENT = {"bot/clock.py", "bot/settings.py"}
REASONED = re.compile(r"# (noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\] +# *)(- )?[a-z`]")

IMPORT_EVERYTHING = """
import importlib, pkgutil, sys

done = []

def watch(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if isinstance(mode, str) and set(mode) & set("wax+"):
            done.append(f"opened {path} for writing")
    elif event in {"socket.__new__", "_thread.start_new_thread", "subprocess.Popen", "os.mkdir",
                   "sqlite3.connect", "os.putenv"}:
        done.append(event)

sys.addaudithook(watch)
for package in ("bot", "storage"):
    folder = importlib.import_module(package).__path__
    for module in pkgutil.walk_packages(folder, f"{package}."):
        if module.name.rpartition(".")[2] not in {"__main__", "env"}:
            importlib.import_module(module.name)
            if done:
                sys.exit(f"{module.name}: {done}")
"""

# What some need and others do not, or what comes later: each would make every start longer.
LOADED_LATER = ("alembic", "fastapi", "icalendar", "psycopg", "slack_bolt", "slack_sdk")
THE_API_ALONE = "import sys, bot.house, bot.web, bot.server, bot.api.app; print(*sys.modules)"


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own commands
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )


def ruff(*arguments: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-m", "ruff", "check", *arguments)


def configuration() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def source_files() -> list[Path]:
    return [path for package in PACKAGES for path in sorted(package.rglob("*.py"))]


def function_lengths() -> Iterator[int]:
    for path in source_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_arrows_of_the_house_hold() -> None:
    checked = run(str(Path(sysconfig.get_path("scripts")) / "lint-imports"), "--no-cache")
    assert checked.returncode == 0, checked.stdout


def test_every_room_has_its_place_in_the_arrows() -> None:
    rooms = {
        f"bot.{path.stem}" for path in (ROOT / "bot").iterdir() if not path.name.startswith("_")
    }
    contracts = configuration()["tool"]["importlinter"]["contracts"]
    placed = {room.strip() for layer in contracts[0]["layers"] for room in layer.split("|")}
    assert rooms <= placed


def test_every_room_of_the_rules_is_on_their_map() -> None:
    for first in (ROOT / "bot" / "interviews").rglob("__init__.py"):
        rooms = {path.stem for path in first.parent.iterdir() if not path.name.startswith("_")}
        the_map = first.read_text(encoding="utf-8").partition("Which state")[0]
        missing = rooms - set(re.findall(r"`(\w+)[`.]", the_map))
        assert not missing, f"{missing} should stand in the docstring of {first}"


def test_only_the_clock_asks_for_the_time_and_only_the_settings_read_the_environment() -> None:
    found = ruff("--select=TID251", "--ignore-noqa", "--output-format=json", "bot", "storage")
    files = {Path(one["filename"]).relative_to(ROOT).as_posix() for one in json.loads(found.stdout)}
    assert files == READS_TIME_OR_ENVIRONMENT


def test_every_public_name_says_what_it_promises() -> None:
    checked = ruff(
        "--isolated",
        "--ignore-noqa",
        "--select=D100,D101,D102,D103,D104,D106",
        "--exclude=storage/migrations/versions",
        "bot",
        "storage",
    )
    assert checked.returncode == 0, checked.stdout


def test_whatever_somebody_waits_for_begins_anew_when_the_connection_breaks() -> None:
    """Who sends, erases and moves comes again by themselves, and what was half done is theirs."""
    rules = ROOT / "bot" / "interviews"
    by_themselves = (rules / "sending", rules / "moving", rules / "forgetting" / "erasing.py")
    breaks = [
        f"{path.name}: {function.name}"
        for path in sorted(rules.rglob("*.py"))
        if not any(path.is_relative_to(each) for each in by_themselves)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and "with self._book." in ast.unparse(function)
        and "again_when_lost" not in map(ast.unparse, function.decorator_list)
    ]
    assert breaks == []


def test_nothing_happens_at_import() -> None:
    imported = run(sys.executable, "-B", "-c", IMPORT_EVERYTHING)
    assert imported.returncode == 0, imported.stderr


@pytest.mark.slow
def test_a_start_loads_only_what_is_needed_at_once() -> None:
    loaded = run(sys.executable, "-c", THE_API_ALONE)
    assert "bot.api.calls" in loaded.stdout.split(), loaded.stderr
    assert not {*LOADED_LATER} & {*loaded.stdout.split()}


def test_every_file_of_the_packages_is_in_the_wheel() -> None:
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {file.relative_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert there <= packed


def test_every_exception_from_a_check_gives_its_reason() -> None:
    for path in source_files():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            bare = "# noqa" in line or "# type: ignore" in line
            assert not bare or REASONED.search(line), f"{path.name}:{number}: {line.strip()}"


def test_functions_and_files_stay_short() -> None:
    """Shown, not enforced: a guide."""
    lengths = sorted(function_lengths())
    ninety_five = lengths[int(len(lengths) * 0.95)]
    spread = f"median {statistics.median(lengths):.0f}, 95 % up to {ninety_five}"
    report = [f"{len(lengths)} functions: {spread}, longest {lengths[-1]} lines"]
    for path in source_files():
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > 300:
            report.append(f"{path.relative_to(ROOT)}: {count} lines")
    print("\n".join(report))  # noqa: T201 - shown by pytest -rP


@pytest.mark.slow
def test_with_ci_set_a_skipped_test_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    shutil.copytree(ROOT / "tests" / "plugins", tmp_path / "plugins")
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = plugins")
    (tmp_path / "test_one.py").write_text("import pytest\ndef test(): pytest.skip('no browser')")
    refused = run("env", "CI=true", sys.executable, "-m", "pytest", "-q", str(tmp_path))
    assert refused.returncode == 1, refused.stdout
    assert "skipped, which CI does not allow" in refused.stdout
