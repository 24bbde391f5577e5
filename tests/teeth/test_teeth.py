"""A sample of the rules, removed one by one; `remove_rules.py` removes them all."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("remove_rules.py")
SEED = "7"


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_rule_of_each_kind_is_missed_when_it_is_gone() -> None:
    removed = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, SCRIPT, "--sample", SEED], capture_output=True, text=True, check=False
    )
    assert removed.returncode == 0, removed.stdout + removed.stderr
