"""Submitting and closing forms."""

from threading import Event
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.playground.driver import AppFailedError
from bot.playground.looking import NotPossibleError


@pytest.fixture
def opens(house: Any) -> Any:
    """Opens a modal before Ana."""
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.command("/tiny"), kept)

    def open_view(view: dict[str, Any]) -> None:
        house.ana.types("/tiny")
        house.client.views_open(trigger_id=kept[-1]["trigger_id"], view=view)

    return open_view


def answering(house: Any, **answer: Any) -> None:
    @house.app.view("form")
    def submitted(ack: Any) -> None:
        ack(**answer)


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def test_a_submission_has_slacks_own_shape(house: Any, opens: Any, make: Any) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.view("form"), kept)
    opens(make.modal(private_metadata="27"))
    house.ana.fills({"name": "Ana"})
    assert house.ana.submits() == {}
    body = kept[0]
    assert body["type"] == "view_submission"
    assert body["user"]["id"] == "U1"
    assert body["view"]["private_metadata"] == "27"
    assert body["view"]["state"]["values"]["name"]["it"]["value"] == "Ana"
    assert body["response_urls"] == []
    assert body["trigger_id"]
    assert "container" not in body
    assert house.ana.view() == ""


def test_errors_stand_under_their_fields_and_the_form_stays(
    house: Any, opens: Any, make: Any
) -> None:
    answering(house, response_action="errors", errors={"name": "Nobody is called that."})
    opens(make.modal())
    house.ana.fills({"name": "Xyz"})
    assert house.ana.submits() == {"name": "Nobody is called that."}
    assert house.ana.view() == "== Form ==\nname: <Xyz>\n! Nobody is called that.\n[Save]"


@pytest.mark.parametrize(
    ("errors", "reason"),
    [
        ({"other": "Wrong."}, "other is no input block here"),
        ({"words": "Wrong."}, "words is no input block here"),
        ({"name": ""}, "name has no sentence"),
        ({"name": 5}, "name has no sentence"),
    ],
)
def test_errors_for_anything_but_an_input_are_a_failure(
    house: Any, opens: Any, make: Any, errors: Any, reason: str
) -> None:
    answering(house, response_action="errors", errors=errors)
    opens(make.modal(make.input(initial_value="x"), {**section("hello"), "block_id": "words"}))
    with pytest.raises(AppFailedError, match=reason):
        house.ana.submits()
    assert house.ana.state()["problem"] == "invalid_view_response"
    assert "name: <x>" in house.ana.view()


def test_an_update_replaces_the_view(house: Any, opens: Any, make: Any) -> None:
    done = make.modal(section("Done"), submit=None, close=make.plain("Fine"))
    answering(house, response_action="update", view=done)
    opens(make.modal(make.input(initial_value="x")))
    house.ana.submits()
    assert house.ana.view() == "== Form ==\nDone\n[Fine]"
    assert len(house.ana.state()["views"]) == 1


def test_a_push_lays_a_view_on_top_and_clear_takes_all(house: Any, opens: Any, make: Any) -> None:
    first = make.modal(make.input(initial_value="x"), callback_id="first")
    second = make.modal(section("Sure?"))

    @house.app.view("first")
    def push(ack: Any) -> None:
        ack(response_action="push", view=second)

    answering(house, response_action="clear")
    opens(first)
    house.ana.submits()
    assert "Sure?" in house.ana.view()
    assert len(house.ana.state()["views"]) == 2
    house.ana.submits()
    assert house.ana.state()["views"] == []


def test_an_empty_answer_closes_this_view_only(house: Any, opens: Any, make: Any) -> None:
    first = make.modal(make.input(initial_value="x"), callback_id="first")

    @house.app.view("first")
    def push(ack: Any) -> None:
        ack(response_action="push", view=make.modal(section("Sure?")))

    answering(house)
    opens(first)
    house.ana.submits()
    house.ana.submits()
    assert "name: <x>" in house.ana.view()


def test_a_view_in_the_answer_is_judged_too(house: Any, opens: Any, make: Any) -> None:
    wrong = make.modal({"type": "table", "rows": [[{"type": "raw_text"}]]})
    answering(house, response_action="update", view=wrong)
    opens(make.modal(make.input(initial_value="x")))
    with pytest.raises(AppFailedError, match="unsupported type: table"):
        house.ana.submits()


def test_junk_in_the_answer_is_a_failure(house: Any, opens: Any, make: Any) -> None:
    @house.app.view("form")
    def submitted(ack: Any) -> None:
        ack("thank you")

    opens(make.modal(make.input(initial_value="x")))
    with pytest.raises(AppFailedError, match="invalid_view_response"):
        house.ana.submits()


def test_slacks_own_window_asks_for_what_is_missing(house: Any, opens: Any, make: Any) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.view("form"), kept)
    link = {"type": "url_text_input", "action_id": "it", "initial_value": "nowhere"}
    opens(
        make.modal(
            make.input("name"),
            {**make.input("note"), "optional": True},
            make.input("code", min_length=4, initial_value="abc"),
            {**make.input("link"), "element": link},
        )
    )
    assert house.ana.submits() == {
        "name": "Please complete this required field.",
        "code": "This field needs at least 4 characters.",
        "link": "Please enter a valid URL.",
    }
    assert kept == []


def test_the_app_is_told_of_a_closed_view_only_if_it_asked(
    house: Any, opens: Any, make: Any
) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.view_closed("form"), kept)
    opens(make.modal())
    house.ana.closes()
    assert kept == []
    opens(make.modal(notify_on_close=True))
    house.ana.closes()
    assert kept[0]["type"] == "view_closed"
    assert kept[0]["is_cleared"] is False
    assert house.ana.view() == ""


def test_the_cross_closes_all_and_names_the_root(house: Any, opens: Any, make: Any) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.view_closed("first"), kept)
    quiet = make.modal(make.input(initial_value="x"), callback_id="first", notify_on_close=True)

    @house.app.view("first")
    def push(ack: Any) -> None:
        ack(response_action="push", view=make.modal(section("Sure?")))

    opens(quiet)
    house.ana.submits()
    root = house.ana.state()["views"][0]["id"]
    house.ana.closes(everything=True)
    assert kept[0]["view"]["id"] == root
    assert kept[0]["is_cleared"] is True
    assert house.ana.state()["views"] == []


def test_only_the_view_on_top_can_be_submitted(house: Any, opens: Any, make: Any) -> None:
    opens(make.modal())
    view_id = house.ana.state()["views"][0]["id"]
    house.ana.closes()
    with pytest.raises(NotPossibleError, match="view_not_found"):
        house.driver.post("submit", {"as": "U1", "view_id": view_id})


def test_a_draft_survives_a_reload(house: Any, opens: Any, make: Any) -> None:
    opens(make.modal())
    view_id = house.ana.state()["views"][0]["id"]
    typed = {"name": {"it": {"value": "half a na"}}, "no": {"such": {"value": "x"}}}
    house.driver.post("draft", {"as": "U1", "view_id": view_id, "state": typed})
    values = house.ana.state()["views"][0]["state"]["values"]
    assert values == {"name": {"it": {"type": "plain_text_input", "value": "half a na"}}}


@pytest.mark.parametrize("who", ["@tiny", "Cleo Gone"])
def test_a_menu_of_people_offers_bots_and_the_deactivated_too(
    house: Any, opens: Any, make: Any, who: str
) -> None:
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.view("form"), kept)
    element = {"type": "users_select", "action_id": "it"}
    opens(make.modal({**make.input("who"), "element": element}))
    house.ana.chooses("who", who)
    house.ana.submits()
    chosen = kept[0]["view"]["state"]["values"]["who"]["it"]["selected_user"]
    with pytest.raises(SlackApiError, match=r"cannot_dm_bot|user_disabled"):
        house.client.chat_postMessage(channel=chosen, text="Hello")


def test_a_submission_without_an_answer_is_a_timeout_and_the_form_stays(
    house: Any, opens: Any, make: Any
) -> None:
    over = Event()

    @house.app.view("form")
    def slow(ack: Any) -> None:
        over.wait(30)
        ack()

    opens(make.modal(make.input(initial_value="x")))
    house.playground._line._seconds = 0.1
    with pytest.raises(AppFailedError) as failure:
        house.ana.submits()
    over.set()
    assert failure.value.error == "operation_timeout"
    assert house.ana.state()["problem"] == "operation_timeout"
    assert "name: <x>" in house.ana.view()
