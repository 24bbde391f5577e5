"""views.*: triggers, stack, hashes, ids."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


def refused(deed: Any, **arguments: Any) -> Any:
    with pytest.raises(SlackApiError) as refusal:
        deed(**arguments)
    return refusal.value.response


@pytest.fixture
def trigger(house: Any) -> str:
    """A fresh trigger_id, from a command that Ana typed."""
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.command("/tiny"), kept)
    house.ana.types("/tiny")
    return str(kept[0]["trigger_id"])


@pytest.fixture
def opened(house: Any, trigger: str, make: Any) -> Any:
    """A modal with a button in it."""
    blocks = [make.input(), {"type": "actions", "elements": [make.button("More", "more")]}]
    return house.client.views_open(trigger_id=trigger, view=make.modal(*blocks))["view"]


@pytest.fixture
def inner(house: Any) -> Callable[[], str]:
    """Gets fresh trigger_ids from the button in the open modal."""
    kept: list[dict[str, Any]] = []
    house.keeps(house.app.action("more"), kept)

    def trigger_id() -> str:
        house.ana.presses("More")
        return str(kept[-1]["trigger_id"])

    return trigger_id


def test_a_view_has_every_field_that_slack_sends(house: Any, trigger: str, make: Any) -> None:
    modal = make.modal(private_metadata="27", external_id="mine")
    view = house.client.views_open(trigger_id=trigger, view=modal)["view"]
    assert view["root_view_id"] == view["id"]
    assert view["hash"]
    for drawn in ("id", "root_view_id", "hash", "blocks", "title", "submit"):
        del view[drawn]
    assert view == {
        "team_id": "T0PLAYGROUND",
        "type": "modal",
        "private_metadata": "27",
        "callback_id": "form",
        "state": {"values": {"name": {"it": {"type": "plain_text_input", "value": None}}}},
        "clear_on_close": False,
        "notify_on_close": False,
        "close": None,
        "previous_view_id": None,
        "app_id": "A0PLAYGROUND",
        "external_id": "mine",
        "app_installed_team_id": "T0PLAYGROUND",
        "bot_id": "B0BOT",
    }


def test_a_trigger_opens_one_view(house: Any, trigger: str, make: Any) -> None:
    house.client.views_open(trigger_id=trigger, view=make.modal())
    again = refused(house.client.views_open, trigger_id=trigger, view=make.modal())
    assert again["error"] == "exchanged_trigger_id"


def test_a_trigger_lives_three_seconds(house: Any, trigger: str, make: Any) -> None:
    house.machine_time.ahead = 3.1
    late = refused(house.client.views_open, trigger_id=trigger, view=make.modal())
    assert late["error"] == "expired_trigger_id"


def test_an_invented_trigger_opens_nothing(house: Any, make: Any) -> None:
    answer = refused(house.client.views_open, trigger_id="1.2.3", view=make.modal())
    assert answer["error"] == "invalid_trigger_id"


def test_an_invalid_view_is_told_where_and_leaves_the_trigger_good(
    house: Any, trigger: str, make: Any
) -> None:
    wrong = make.modal(title=make.plain("x" * 25))
    answer = refused(house.client.views_open, trigger_id=trigger, view=wrong)
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    house.client.views_open(trigger_id=trigger, view=make.modal())


def test_a_view_over_250_kilobytes_is_refused(house: Any, trigger: str, make: Any) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}
    large = make.modal(*[section] * 90)
    answer = refused(house.client.views_open, trigger_id=trigger, view=large)
    assert answer["error"] == "view_too_large"


def test_a_view_is_pushed_by_a_trigger_from_inside_a_modal_only(
    house: Any, opened: Any, inner: Any, make: Any
) -> None:
    house.keeps(house.app.command("/raw"), kept := [])
    house.ana.types("/raw")
    outer = kept[0]["trigger_id"]
    answer = refused(house.client.views_push, trigger_id=outer, view=make.modal())
    assert answer["error"] == "invalid_trigger_id"
    pushed = house.client.views_push(trigger_id=inner(), view=make.modal())["view"]
    assert pushed["previous_view_id"] == opened["id"]
    assert pushed["root_view_id"] == opened["id"]


@pytest.mark.usefixtures("opened")
def test_a_fourth_view_is_refused(house: Any, inner: Any, make: Any) -> None:
    blocks = [{"type": "actions", "elements": [make.button("More", "more")]}]
    for _ in range(2):
        house.client.views_push(trigger_id=inner(), view=make.modal(*blocks))
    answer = refused(house.client.views_push, trigger_id=inner(), view=make.modal(*blocks))
    assert answer["error"] == "push_limit_reached"
    assert len(house.ana.state()["views"]) == 3


def test_a_stale_hash_is_a_conflict(house: Any, opened: Any, make: Any) -> None:
    newer = house.client.views_update(view_id=opened["id"], hash=opened["hash"], view=make.modal())
    answer = refused(
        house.client.views_update, view_id=opened["id"], hash=opened["hash"], view=make.modal()
    )
    assert answer["error"] == "hash_conflict"
    house.client.views_update(view_id=opened["id"], hash=newer["view"]["hash"], view=make.modal())


def test_an_external_id_names_one_view(house: Any, opened: Any, inner: Any, make: Any) -> None:
    mine = make.modal(external_id="mine")
    house.client.views_push(trigger_id=inner(), view=mine)
    house.client.views_update(external_id="mine", view=mine)
    answer = refused(house.client.views_update, view_id=opened["id"], view=mine)
    assert answer["error"] == "duplicate_external_id"


def test_a_closed_view_cannot_be_updated(house: Any, opened: Any, make: Any) -> None:
    house.ana.closes()
    answer = refused(house.client.views_update, view_id=opened["id"], view=make.modal())
    assert answer["error"] == "not_found"


def test_an_update_keeps_what_was_typed_where_both_ids_stay(
    house: Any, opened: Any, make: Any
) -> None:
    house.ana.fills({"name": "Ana"})
    kept = make.modal(make.input(initial_value="Bob"))
    house.client.views_update(view_id=opened["id"], view=kept)
    assert "<Ana>" in house.ana.view()
    renamed = make.modal(make.input("name:2", initial_value="Bob"))
    house.client.views_update(view_id=opened["id"], view=renamed)
    assert "<Bob>" in house.ana.view()


def test_a_home_is_published_at_any_time(house: Any) -> None:
    section = {"type": "section", "text": {"type": "mrkdwn", "text": "Welcome home"}}
    home = {"type": "home", "blocks": [section]}
    first = house.client.views_publish(user_id="U1", view=home)["view"]
    assert house.ana.home() == "Welcome home"
    house.client.views_publish(user_id="U1", view=home, hash=first["hash"])
    answer = refused(house.client.views_publish, user_id="U1", view=home, hash=first["hash"])
    assert answer["error"] == "hash_conflict"
    assert refused(house.client.views_publish, user_id="U9", view=home)["error"] == "user_not_found"


def test_a_modal_is_no_home(house: Any, make: Any) -> None:
    answer = refused(house.client.views_publish, user_id="U1", view=make.modal())
    assert answer["error"] == "invalid_arguments"
    assert "unsupported type: modal" in answer["response_metadata"]["messages"][0]


class TestWithoutAHomeTab:
    @pytest.fixture
    def manifest(self, make: Any) -> dict[str, Any]:
        return make.manifest(features={"app_home": {"messages_tab_enabled": True}})

    def test_no_home_is_published(self, house: Any) -> None:
        home = {"type": "home", "blocks": []}
        answer = refused(house.client.views_publish, user_id="U1", view=home)
        assert answer["error"] == "not_enabled"
