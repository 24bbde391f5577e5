"""Text that is in words already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self


class Worded(str):
    """Text which is in words already, and escaped by `escape`: it is not escaped again by it."""

    __slots__ = ("escape",)
    escape: Callable[[str], str]

    @classmethod
    def by(cls, escape: Callable[[str], str], text: str) -> Self:
        """Mark a text as escaped by that function."""
        worded = cls(text)
        worded.escape = escape
        return worded
