from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from arranging import applied, arranged

from bot.interviews.model import (
    Kept,
    Person,
)
from bot.playground.blockkit import completed
from bot.playground.state import VALUE_OF, state_values
from bot.words import Words

View = dict[str, Any]


@pytest.fixture(scope="session")
def words() -> Words:
    return Words("en-GB", ZoneInfo("Europe/Madrid"))


@pytest.fixture(scope="session")
def came_back() -> Callable[..., View]:
    """Give a view as Slack sends it; what was typed is given by the names of the fields.

    None = the field was emptied; a field which is not given was not touched.
    """

    def _came_back(view: View, **typed: Any) -> View:
        whole: View = completed(view)
        entered: dict[str, Any] = {}
        for block in whole["blocks"]:
            field = str(block.get("block_id", "")).partition(":")[0]
            if field in typed:
                element = block["element"]
                value = {VALUE_OF[element["type"]][0]: typed.pop(field)}
                entered[block["block_id"]] = {element["action_id"]: value}
        assert not typed, "no such field in this view"
        inputs = [block for block in whole["blocks"] if block["type"] == "input"]
        return whole | {"id": "V1", "state": {"values": state_values(inputs, entered)}}

    return _came_back


@pytest.fixture(scope="session")
def block() -> Callable[[View, str], dict[str, Any]]:
    """Give a block of a view by the name of its field."""

    def _block(view: View, field: str) -> dict[str, Any]:
        found = [
            each
            for each in view["blocks"]
            if str(each.get("block_id", "")).partition(":")[0] == field
        ]
        assert len(found) == 1
        only: dict[str, Any] = found[0]
        return only

    return _block


@pytest.fixture(scope="session")
def shown() -> Callable[[View], str]:
    """Give everything that a view says outside its inputs."""

    def _shown(view: View) -> str:
        texts = [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
        for each in view["blocks"]:
            if each["type"] == "context":
                texts += [element["text"] for element in each["elements"]]
        return "\n".join(texts)

    return _shown


@pytest.fixture
def kept() -> Kept:
    ana, pat = (
        Person(id=n, workspace_id=1, title=t) for n, t in ((11, "Ana Ruiz"), (12, "Pat Lee"))
    )
    start = datetime(2026, 11, 27, 14, 0, 30, tzinfo=UTC)
    return arranged(
        applied(ana, start, id=289), ana, pat, start,
        end_at=start + timedelta(minutes=44, seconds=30),
        location="https://meet.example/ana", version=3,
    )  # fmt: skip
