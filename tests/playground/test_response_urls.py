"""Answers by response_url."""

from typing import Any

import pytest
from slack_sdk.webhook import WebhookClient


@pytest.fixture
def answer(house: Any, make: Any) -> WebhookClient:
    """Answers to a button that Ana pressed in an ephemeral message in the channel."""
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.action("yes"), kept)
    row = {"type": "actions", "elements": [make.button("Yes")]}
    house.client.chat_postEphemeral(channel="C1", user="U1", text="Sure?", blocks=[row])
    house.ana.presses("Yes")
    return WebhookClient(kept[0]["response_url"])


def texts(person: Any) -> list[str]:
    return [each["text"] for each in person.messages("C1")]


def test_an_answer_is_for_who_pressed_unless_it_says_otherwise(house: Any, answer: Any) -> None:
    assert answer.send(text="For you").status_code == 200
    assert answer.send(text="For all", response_type="in_channel").status_code == 200
    assert texts(house.ana) == ["Sure?", "For you", "For all"]
    assert texts(house.bob) == ["For all"]


def test_the_original_is_replaced_even_if_ephemeral(house: Any, answer: Any) -> None:
    answer.send(text="Done", replace_original=True)
    messages = house.ana.messages("C1")
    assert [(each["text"], each["blocks"]) for each in messages] == [("Done", [])]


def test_the_original_is_deleted_once(house: Any, answer: Any) -> None:
    assert answer.send(delete_original=True).status_code == 200
    assert texts(house.ana) == []
    assert answer.send(delete_original=True).status_code == 400


def test_five_answers_are_taken_and_no_more(house: Any, answer: Any) -> None:
    codes = [answer.send(text=str(number)).status_code for number in range(6)]
    assert codes == [200, 200, 200, 200, 200, 404]
    assert "used_url" in answer.send(text="again").body
    assert texts(house.ana)[-1] == "4"


def test_after_thirty_minutes_no_answer_is_taken(house: Any, answer: Any) -> None:
    house.machine_time.ahead = 1799
    assert answer.send(text="In time").status_code == 200
    house.machine_time.ahead = 1801
    late = answer.send(text="Too late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


def test_an_answer_is_judged_like_any_message(house: Any, answer: Any) -> None:
    wrong = answer.send(text="x", blocks=[{"type": "section"}])
    assert wrong.status_code == 400
    assert "invalid_blocks" in wrong.body
    replaced = answer.send(text="x", blocks=[{"type": "section"}], replace_original=True)
    assert replaced.status_code == 400
    assert texts(house.ana) == ["Sure?"]


def test_an_answer_to_a_command_is_a_new_message(house: Any) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.command("/tiny"), kept)
    house.ana.types("/tiny")
    WebhookClient(kept[0]["response_url"]).send(text="Hello", replace_original=True)
    assert house.ana.last() == "Hello"
    assert house.ana.messages()[-1]["ephemeral"] is True
