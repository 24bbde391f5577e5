"""The file door: JSON Lines and CSV, for moving in and out.

JSON Lines: each line is `{"interview": {…}}`, exactly as the API answers, `{"user": {…}}`, or
`{"feedback": {…}}`: how an interview was, which the API does not answer.
CSV: the same fields as columns, named by where they stand (`interview.interviewee.driver.id`).
Both are UTF-8; a byte order mark, Windows line ends and empty lines are taken as they come.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import BinaryIO

from bot.files.json_lines import read_json_lines, write_json_lines
from bot.files.table import read_table, write_table
from bot.interviews.moving.gathering import Line

__all__ = ["read_lines", "write_json_lines", "write_table"]


def read_lines(file: BinaryIO) -> Iterator[Line]:
    """Give the lines of a file from its beginning; what it begins with says of which form it is."""
    file.seek(0)
    begins = file.read(len(BOM_UTF8) + 1024).removeprefix(BOM_UTF8).lstrip()
    file.seek(0)
    return read_json_lines(file) if begins[:1] in {b"{", b"[", b""} else read_table(file)
