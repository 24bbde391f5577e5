"""What is to be seen to once somebody is forgotten: whose messages, by whom, and when."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from forgotten import Slack, forget, see_to_all

from bot.interviews.forgetting.erasing import FIRST_PAUSE, Erasing
from bot.interviews.model import Kept, Role
from bot.interviews.notices import BY_MAIL, State
from bot.interviews.plans import Handover

OWN = 2  # one's own conversation, then the file


class Letters:
    """A post by which everything goes by e-mail, but for one person."""

    def __init__(self, post: Any, in_slack: str) -> None:
        self._post = post
        self._in_slack = in_slack

    def __getattr__(self, name: str) -> Any:
        return getattr(self._post, name)

    def deliver(self, notice: Any, kept: Any, person: Any, card: Any) -> Any:
        receipt = self._post.deliver(notice, kept, person, card)
        return receipt if person.title == self._in_slack else receipt.but(channel=BY_MAIL)


class Beaten:
    """A clock on which something else is done before the time is read for the second time."""

    def __init__(self, house: Any, first: Callable[[], object]) -> None:
        self._clock = house.clock
        self._waiting: list[Callable[[], object]] = [lambda: None, first]

    def now(self) -> datetime:
        if self._waiting:
            self._waiting.pop(0)()
        moment: datetime = self._clock.now()
        return moment


def over(house: Any) -> None:
    house.clock.move_to(house.START + house.LENGTH)


def wait(house: Any, erasing: Erasing) -> None:
    """Let the time come at which all that was put off is due again."""
    due = erasing.next_due()
    assert due is not None
    assert due > house.clock.now()
    house.clock.move_to(due + FIRST_PAUSE)


def told_of_one(house: Any) -> Kept:
    """An interview that all three were told of."""
    kept: Kept = house.book_one()
    house.courier.sweep()
    return kept


def hand_over(house: Any, kept: Kept, to: str) -> Kept:
    """Let Zoe, who is a recruiter for that, hand it over."""
    house.set_person("zoe", role=Role.ADMIN)
    after: Kept = house.do(Handover(owner_id=house.person(to).id), kept, "zoe").after
    house.courier.sweep()
    return after


def forget_rita(house: Any) -> None:
    house.set_person("rita", role=Role.INTERVIEWER)
    forget(house, "rita")


def test_who_was_replaced_is_taken_out_of_the_messages_of_the_others(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    house.change(told_of_one(house), interviewer="lee")
    forget(house, "pat")
    see_to_all(erasing)
    assert slack.readers == ["sam", "ana"]


def test_who_runs_it_is_taken_out_of_the_messages_of_the_others(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    hand_over(house, told_of_one(house), "rita")
    over(house)
    forget_rita(house)
    see_to_all(erasing)
    assert slack.readers == ["sam", "pat", "ana"]


def test_who_did_something_is_taken_out_of_the_messages_of_the_others(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    house.change(told_of_one(house), "rita", location="https://meet.example/28")
    forget_rita(house)
    see_to_all(erasing)
    assert slack.readers == ["sam", "pat", "ana"]


def test_who_ran_it_and_did_nothing_is_in_nobodys_messages(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    kept = hand_over(house, told_of_one(house), "rita")
    hand_over(house, kept, "sam")
    forget_rita(house)
    assert see_to_all(erasing) == OWN
    assert slack.readers == []


def test_an_interview_that_nobody_runs_is_in_nobodys_way(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    kept = house.change(told_of_one(house), "rita", location=None)
    with house.book.write() as pages:
        pages.save_interview(kept.but(owner=None))
    forget_rita(house)
    see_to_all(erasing)
    assert slack.readers == ["sam", "pat", "ana"]


def test_whom_no_message_has_reached_has_none_that_is_to_be_seen_to(
    house: Any, erasing: Erasing, slack: Slack
) -> None:
    house.book_one()
    over(house)
    forget(house, "ana")
    assert see_to_all(erasing) == OWN
    assert slack.readers == []


def test_a_letter_is_never_to_be_seen_to(house: Any, slack: Slack, erasing: Erasing) -> None:
    house.post = Letters(house.post, in_slack="sam")
    house.courier = house.another_courier()
    told_of_one(house)
    over(house)
    forget(house, "ana")
    assert see_to_all(erasing) == 1 + OWN
    assert slack.readers == ["sam"]


def test_who_has_letters_too_has_only_the_messages_seen_to(
    house: Any, slack: Slack, erasing: Erasing
) -> None:
    kept = told_of_one(house)
    house.post = Letters(house.post, in_slack="nobody")
    house.courier = house.another_courier()
    house.move(kept, house.START)
    house.change(kept, location="https://meet.example/28")
    house.courier.sweep()
    over(house)
    forget(house, "ana")
    by_mail = [
        house.name(each.person_id) for each in house.notices(kept) if each.channel == BY_MAIL
    ]
    assert {"sam", "pat"} <= set(by_mail)
    see_to_all(erasing)
    assert slack.readers == ["sam", "pat"]


def test_what_is_not_yet_told_is_not_seen_to_with_what_is(
    house: Any, slack: Slack, erasing: Erasing
) -> None:
    kept = told_of_one(house)
    house.change(kept, "rita", location="https://meet.example/28")
    forget_rita(house)
    assert State.PLANNED in {each.state for each in house.notices(kept)}
    see_to_all(erasing)
    assert slack.readers == ["sam", "pat", "ana"]


def test_without_a_slack_all_of_it_is_left_to_a_process_that_has_one(
    house: Any, slack: Slack, erasing: Erasing
) -> None:
    told_of_one(house)
    over(house)
    forget(house, "ana")
    nowhere = Erasing(house.book, house.clock, None)
    assert nowhere.next_due() is None
    assert see_to_all(nowhere) == 0
    assert erasing.next_due() <= house.clock.now()  # nobody has put it off
    see_to_all(erasing)
    assert slack.readers == ["sam", "pat"]
    assert len(slack.cleared) == 1


def test_what_another_process_is_first_to_see_to_is_left_to_it(house: Any, slack: Slack) -> None:
    forget(house, "bob")
    other = Erasing(house.book, house.clock, slack)
    beaten = Erasing(house.book, Beaten(house, lambda: see_to_all(other)), slack)
    assert beaten.tell() == 0
    assert len(slack.cleared) == 1


@pytest.mark.parametrize("database", ["sqlite"])
def test_the_file_is_written_anew_once_nobody_reads_it(house: Any, erasing: Erasing) -> None:
    forget(house, "mia")  # who was never in Slack
    with house.book.read() as pages:
        assert pages.person(1, 1)
        assert erasing.tell() == 1
    wait(house, erasing)
    assert see_to_all(erasing) == 1
    assert erasing.next_due() is None


def test_a_message_that_is_on_its_way_is_seen_to_again(
    house: Any, slack: Slack, erasing: Erasing
) -> None:
    kept = told_of_one(house)
    house.change(kept, "rita", location="https://meet.example/28")
    house.post.meanwhile = lambda: (forget_rita(house), see_to_all(erasing))
    house.courier.sweep()
    (on_its_way, *_) = [each.title for _, _, each, _ in house.post.delivered[3:]]
    seen = slack.readers.count(on_its_way)
    wait(house, erasing)
    see_to_all(erasing)
    assert slack.readers.count(on_its_way) == seen + 1
