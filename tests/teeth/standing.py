"""What the transformed rules ask while they run: does this rule stand, or was it removed?

`REMOVED` is the name of the one rule that is out; `FIRED` the names of those that made a
difference since it was last cleared. A rule that makes no difference in a test cannot be missed
by that test, so only the others need to be run without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

REMOVED: set[str] = set()
FIRED: set[str] = set()


def rule(name: str, condition: Any) -> Any:
    """Give a condition; false when the rule was removed."""
    if not condition:
        return condition
    FIRED.add(name)
    return False if name in REMOVED else condition


def limit(name: str, condition: Any) -> Any:
    """Give a condition that limits something; true when the limit was removed."""
    if condition:
        return condition
    FIRED.add(name)
    return True if name in REMOVED else condition


def check(name: str, asked: Callable[[], Any]) -> Any:
    """Ask a check that may refuse; when it was removed, nothing is asked."""
    if name in REMOVED:
        return False
    try:
        answer = asked()
    except Exception:
        FIRED.add(name)
        raise
    if answer is True:
        FIRED.add(name)
    return answer


def answer(table: Mapping[Any, Mapping[Any, Any]], status: Any, deed: Any) -> Any:
    """Give what a table of statuses and deeds says; what it allows elsewhere, if removed."""
    given = table[status][deed]
    name = f"doing/transitions.py:TABLE:{status} {deed}"
    if given not in {each for each in type(given) if type(given).__name__ == "Refusal"}:
        return given
    FIRED.add(name)
    if name not in REMOVED:
        return given
    return next(row[deed] for row in table.values() if type(row[deed]) is not type(given))
