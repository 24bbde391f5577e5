"""The command line without a process of its own, which takes a second to begin.

What a process does besides (signals, pipes, terminals, what it inherits) is tested with processes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from subprocess import CompletedProcess

from click.testing import CliRunner

from bot.cli import main

OURS = ("INTERVIEW_BOT_", "SLACK_")


def ran(
    words: Sequence[str], variables: Mapping[str, str], given: bytes = b""
) -> CompletedProcess[bytes]:
    """Run a command in this process and folder, with these variables alone of ours."""
    others = {name: None for name in os.environ if name.startswith(OURS)}  # noqa: TID251 - what has to go
    done = CliRunner().invoke(main, words, input=given, env=others | dict(variables))
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return CompletedProcess(words, done.exit_code, done.stdout_bytes, done.stderr_bytes)


def ran_in_words(
    words: Sequence[str], variables: Mapping[str, str], given: str = ""
) -> CompletedProcess[str]:
    """Do the same where everything is text."""
    done = ran(words, variables, given.encode())
    return CompletedProcess(words, done.returncode, done.stdout.decode(), done.stderr.decode())
