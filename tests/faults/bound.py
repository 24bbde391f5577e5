"""Runs commands as somebody whom permissions bind, on one database after the other.

    python tests/faults/bound.py URL URL …

Prints what `doctor` and `serve` say of each database, as JSON. Root may read and write whatever it
likes, so it gives that up here, for ever; anybody else stays who they are. No file may become
large, as if the disk were full.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
from typing import Any

CAPBSET_DROP = 24  # prctl(2)
OVER_PERMISSIONS = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: capabilities(7)
LARGEST = 2**17  # bytes
SECRET = "a-secret-of-the-tests-of-more-than-32-bytes"


def be_bound() -> None:
    """Begin again without the right to pass over permissions, or to write large files."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    if os.geteuid() or "bound" in sys.argv:
        return
    kernel = ctypes.CDLL(None, use_errno=True)
    for capability in OVER_PERMISSIONS:
        if kernel.prctl(CAPBSET_DROP, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "root cannot give up its rights here")
    os.execv(sys.executable, [sys.executable, *sys.argv, "bound"])  # noqa: S606 - ourselves


def says(words: list[str], url: str) -> tuple[int, str]:
    """Give a command's exit status and all that it prints."""
    from click.testing import CliRunner  # noqa: PLC0415 - bound first

    from bot.cli import main  # noqa: PLC0415 - bound first

    variables = {"INTERVIEW_BOT_DATABASE_URL": url, "INTERVIEW_BOT_JWT_SECRET": SECRET}
    done = CliRunner().invoke(main, words, env=variables)
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


def both(url: str) -> dict[str, Any]:
    return {"doctor": says(["doctor"], url), "serve": says(["serve", "--port", "0"], url)}


if __name__ == "__main__":
    be_bound()
    print(json.dumps([both(url) for url in sys.argv[1:] if url != "bound"]))  # noqa: T201 - so it answers
