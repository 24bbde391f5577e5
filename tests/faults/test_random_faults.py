"""Under random faults nobody is stuck, nothing is done twice, and all cards are true in the end."""

import subprocess
import sys
from pathlib import Path

import pytest
from dialogues import COUNTERPARTS

TRANSCRIPTS = Path(__file__).parents[1] / "slack" / "dialogues"
COMMAND = (sys.executable, str(Path(__file__).with_name("random_faults.py")))


@pytest.mark.slow
@pytest.mark.parametrize(("chance", "share"), [("0.05", "1/2"), ("0.3", "2/4")])
def test_whatever_goes_wrong_everybody_can_go_on_and_all_is_right_in_the_end(
    chance: str, share: str
) -> None:
    played = subprocess.run(  # noqa: S603 - our own command
        [*COMMAND, "--chance", chance, "--share", share, "--seeds", "1"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stdout + played.stderr


def test_each_file_of_transcripts_has_its_counterpart_under_faults() -> None:
    written = {file.stem.removeprefix("test_") for file in TRANSCRIPTS.glob("test_*.py")}
    assert written <= COUNTERPARTS.keys()
    assert all(COUNTERPARTS.values())
