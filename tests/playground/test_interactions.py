"""Presses, choices and searches: the payloads, and what stands in the fields."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.playground.driver import AppFailedError
from bot.playground.looking import NotPossibleError


def actions(*elements: Any, block_id: str = "row") -> dict[str, Any]:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def menu(make: Any, *names: str, **more: Any) -> dict[str, Any]:
    options = [{"text": make.plain(name), "value": name.lower()} for name in names]
    return {"type": "static_select", "action_id": "menu", "options": options, **more}


@pytest.fixture
def pressed(house: Any) -> list[dict[str, Any]]:
    """The bodies of all block_actions."""
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.action(re.compile(".*")), kept)
    return kept


@pytest.fixture
def shows(house: Any) -> Any:
    """Opens a modal of these blocks before Ana."""
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.command("/tiny"), kept)

    def show(view: dict[str, Any]) -> dict[str, Any]:
        house.ana.types("/tiny")
        opened: dict[str, Any] = house.client.views_open(
            trigger_id=kept[-1]["trigger_id"], view=view
        )["view"]
        return opened

    return show


def test_a_press_in_a_message_has_slacks_own_shape(
    house: Any, pressed: list[dict[str, Any]], make: Any
) -> None:
    posted = house.client.chat_postMessage(
        channel="U1", text="Hi", blocks=[actions(make.button("Yes", "yes", value="27"))]
    )
    house.ana.presses("Yes")
    body = pressed[0]
    ts = posted["ts"]
    assert body["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "D1",
        "is_ephemeral": False,
    }
    assert body["channel"] == {"id": "D1", "name": "directmessage"}
    assert body["message"]["ts"] == ts
    assert body["message"]["blocks"] == posted["message"]["blocks"]
    assert body["user"] == {"id": "U1", "username": "ana", "name": "ana", "team_id": "T0PLAYGROUND"}
    assert body["team"] == {"id": "T0PLAYGROUND", "domain": "acme"}
    assert body["enterprise"] is None
    assert body["is_enterprise_install"] is False
    assert body["api_app_id"] == "A0PLAYGROUND"
    assert body["response_url"]
    assert body["trigger_id"]
    action = body["actions"][0]
    assert float(action.pop("action_ts")) > float(ts)
    assert action == {
        "type": "button",
        "action_id": "yes",
        "block_id": "row",
        "text": {"type": "plain_text", "text": "Yes", "emoji": True},
        "value": "27",
    }


def test_a_press_in_an_ephemeral_message_comes_without_the_message(
    house: Any, pressed: list[dict[str, Any]], make: Any
) -> None:
    house.client.chat_postEphemeral(
        channel="C1", user="U1", text="Hi", blocks=[actions(make.button("Yes"))]
    )
    house.ana.presses("Yes")
    assert pressed[0]["container"]["is_ephemeral"] is True
    assert "message" not in pressed[0]
    assert pressed[0]["response_url"]


def test_what_was_chosen_in_a_message_is_in_its_state(
    house: Any, pressed: list[dict[str, Any]], make: Any
) -> None:
    row = actions(menu(make, "Red", "Blue"), {"type": "datepicker", "action_id": "day"})
    house.client.chat_postMessage(channel="U1", text="Hi", blocks=[row])
    house.ana.chooses("menu", "Blue")
    house.ana.chooses("day", "2026-11-27")
    blue = {"text": {"type": "plain_text", "text": "Blue", "emoji": True}, "value": "blue"}
    assert pressed[0]["actions"][0]["selected_option"] == blue
    assert pressed[1]["actions"][0]["selected_date"] == "2026-11-27"
    assert pressed[1]["state"]["values"]["row"] == {
        "menu": {"type": "static_select", "selected_option": blue},
        "day": {"type": "datepicker", "selected_date": "2026-11-27"},
    }


def test_a_press_in_a_view_has_the_view_and_no_channel(
    house: Any, pressed: list[dict[str, Any]], shows: Any, make: Any
) -> None:
    view = shows(make.modal(make.input(initial_value="Ana"), actions(make.button("More", "more"))))
    house.ana.presses("More")
    body = pressed[0]
    assert body["container"] == {"type": "view", "view_id": view["id"]}
    assert body["view"]["hash"] == view["hash"]
    assert body["view"]["state"]["values"]["name"]["it"]["value"] == "Ana"
    assert "channel" not in body
    assert "response_url" not in body


def test_an_input_tells_the_app_only_with_dispatch_action(
    house: Any, pressed: list[dict[str, Any]], shows: Any, make: Any
) -> None:
    loud = {**make.input("loud"), "dispatch_action": True}
    shows(make.modal(make.input("quiet"), loud))
    house.ana.fills({"quiet": "x"})
    assert pressed == []
    house.ana.fills({"loud": "fri 3pm"})
    assert pressed[0]["actions"][0]["value"] == "fri 3pm"
    assert pressed[0]["view"]["state"]["values"] == {
        "quiet": {"it": {"type": "plain_text_input", "value": "x"}},
        "loud": {"it": {"type": "plain_text_input", "value": "fri 3pm"}},
    }


def test_every_field_submits_its_initial_value_or_what_was_chosen_or_null(
    house: Any, shows: Any, make: Any
) -> None:
    def asks(name: str, kind: str, **more: Any) -> dict[str, Any]:
        element = {"type": kind, "action_id": "it", **more}
        label = make.plain(name)
        return {"type": "input", "block_id": name, "label": label, "element": element,
                "optional": True}  # fmt: skip

    def options(*names: str) -> list[dict[str, Any]]:
        whole: list[dict[str, Any]] = menu(make, *names)["options"]
        return whole

    red, blue = options("Red", "Blue")
    shows(
        make.modal(
            asks("text", "plain_text_input", initial_value="as it was"),
            asks("emptied", "plain_text_input", initial_value="gone"),
            asks("radio", "radio_buttons", options=[red, blue], initial_option=red),
            asks("ticks", "checkboxes", options=[red, blue], initial_options=[red]),
            asks("none", "checkboxes", options=[red, blue]),
            asks("who", "users_select", initial_user="U2"),
            asks("day", "datepicker"),
            asks("hour", "timepicker", timezone="Europe/Madrid", initial_time="09:00"),
            asks("moment", "datetimepicker"),
        )
    )
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.view("form"), kept)
    house.ana.fills(
        {
            "emptied": None,
            "radio": "Blue",
            "ticks": ["Red", "Blue"],
            "who": "@ana",
            "day": "2026-11-27",
            "moment": datetime(2026, 11, 27, 15, tzinfo=UTC),
        }
    )
    house.ana.submits()
    values = {name: held["it"] for name, held in kept[0]["view"]["state"]["values"].items()}
    named = [[option["value"] for option in values[name]["selected_options"]]
             for name in ("ticks", "none")]  # fmt: skip
    assert named == [["red", "blue"], []]
    assert values["text"] == {"type": "plain_text_input", "value": "as it was"}
    assert values["emptied"] == {"type": "plain_text_input", "value": None}
    assert values["radio"]["selected_option"]["value"] == "blue"
    assert values["who"] == {"type": "users_select", "selected_user": "U1"}
    assert values["day"] == {"type": "datepicker", "selected_date": "2026-11-27"}
    assert values["hour"] == {
        "type": "timepicker",
        "selected_time": "09:00",
        "timezone": "Europe/Madrid",
    }
    assert values["moment"] == {"type": "datetimepicker", "selected_date_time": 1795791600}


def test_a_search_asks_the_app_and_takes_what_it_offers(house: Any, shows: Any, make: Any) -> None:
    asked: list[dict[str, Any]] = []

    @house.app.options("who")
    def suggest(ack: Any, body: dict[str, Any]) -> None:
        asked.append(body)
        ack(options=[{"text": make.plain("Ana Ruiz"), "value": "7"}])

    element = {"type": "external_select", "action_id": "who"}
    shows(make.modal({**make.input("person"), "element": element}))
    assert house.ana.options("person", "an") == []
    assert asked == []
    house.ana.chooses("person", "Ana Ruiz")
    assert asked[0]["type"] == "block_suggestion"
    assert asked[0]["value"] == "Ana Ruiz"
    assert asked[0]["container"]["type"] == "view"
    assert (asked[0]["block_id"], asked[0]["action_id"]) == ("person", "who")
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.view("form"), kept)
    house.ana.submits()
    value = kept[0]["view"]["state"]["values"]["person"]["who"]
    assert value["selected_option"]["value"] == "7"


def test_options_that_slack_would_not_take_are_a_visible_failure(
    house: Any, shows: Any, make: Any
) -> None:
    @house.app.options("who")
    def suggest(ack: Any) -> None:
        ack(options=[{"text": make.plain("x" * 76), "value": "7"}])

    element = {"type": "external_select", "action_id": "who", "min_query_length": 1}
    shows(make.modal({**make.input("person"), "element": element}))
    with pytest.raises(AppFailedError, match="less than 76"):
        house.ana.options("person", "x")


def test_an_overflow_menu_says_which_line(
    house: Any, pressed: list[dict[str, Any]], make: Any
) -> None:
    lines = {**menu(make, "Why?", "Undo"), "type": "overflow"}
    house.client.chat_postMessage(channel="U1", text="Hi", blocks=[actions(lines)])
    house.ana.presses("Undo")
    assert pressed[0]["actions"][0]["selected_option"]["value"] == "undo"
    assert pressed[0]["state"] == {"values": {}}


def test_a_failing_press_is_seen(house: Any, make: Any) -> None:
    house.client.chat_postMessage(channel="U1", text="Hi", blocks=[actions(make.button("Yes"))])
    with pytest.raises(AppFailedError) as failure:
        house.ana.presses("Yes")
    assert failure.value.error == "dispatch_failed"
    assert "dispatch_failed" in house.ana.last()
    assert house.ana.state()["problem"] == "dispatch_failed"


def test_what_is_not_there_cannot_be_pressed_or_chosen(house: Any, make: Any) -> None:
    house.client.chat_postMessage(channel="U1", text="Hi", blocks=[actions(menu(make, "Red"))])
    with pytest.raises(NotPossibleError, match="no button 'No'"):
        house.ana.presses("No")
    with pytest.raises(NotPossibleError, match="no option 'Blue'"):
        house.ana.chooses("menu", "Blue")
    message = house.ana.messages()[-1]
    place = {"type": "message", "channel": "D1", "ts": message["ts"]}
    press = {"container": place, "block_id": "row", "action_id": "menu"}
    invented = {"selected_option": {"text": make.plain("Blue"), "value": "blue"}}
    with pytest.raises(NotPossibleError, match="no_such_option"):
        house.driver.post("press", {"as": "U1", **press, "action": invented})
    with pytest.raises(NotPossibleError, match="channel_not_found"):
        house.driver.post("press", {"as": "U2", **press, "action": invented})


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("datepicker", "2026-02-30"),
        ("timepicker", "24:00"),
        ("datetimepicker", 1_795_347_342_000),
        ("users_select", "U9"),
        ("multi_users_select", ["U1", "U9"]),
    ],
)
def test_what_no_window_offers_cannot_be_chosen(
    house: Any, make: Any, kind: str, value: Any
) -> None:
    element = {"type": kind, "action_id": "it"}
    field = {"type": "input", "label": make.plain("Which"), "element": element}
    house.client.chat_postMessage(channel="U1", text="Hi", blocks=[field])
    with pytest.raises(NotPossibleError, match=r"no_such_|nobody"):
        house.ana.chooses("Which", value)


class TestWithoutInteractivity:
    @pytest.fixture
    def manifest(self, make: Any) -> dict[str, Any]:
        return make.manifest(settings={"interactivity": {"is_enabled": False}})

    def test_buttons_do_nothing(self, house: Any, make: Any) -> None:
        house.client.chat_postMessage(channel="U1", text="Hi", blocks=[actions(make.button("Yes"))])
        with pytest.raises(NotPossibleError, match="interactivity_disabled"):
            house.ana.presses("Yes")
