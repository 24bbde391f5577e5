"""Random calls of the API's document, a few; `random_calls.py` makes thousands."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_random_calls_are_answered_as_the_document_says() -> None:
    called = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, str(Path(__file__).with_name("random_calls.py")), "--cases", "1000"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert called.returncode == 0, called.stdout + called.stderr
