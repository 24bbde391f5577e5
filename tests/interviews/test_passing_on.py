"""What is passed on: to whom, about which interview, once, and whatever happens meanwhile."""

from datetime import timedelta
from typing import Any

from bot.interviews.model import Role
from bot.interviews.notices import CONVERSATION, Notice, State, What
from bot.interviews.people.passing_on import LONGEST, MOST, WITHIN, Behind, PassingOn
from bot.interviews.plans import Handover
from bot.interviews.ports.post import Undelivered
from bot.interviews.refusals import Refusal

DAY = timedelta(days=1)


def heard(house: Any) -> list[tuple[str, What, str]]:
    """Who was told what people wrote, in order."""
    house.courier.sweep()
    return [
        (person.title, notice.what, notice.values["text"])
        for notice, _, person, _ in house.post.delivered
        if notice.what in CONVERSATION
    ]


def answer(house: Any, kept: Any, text: str, to: str = "ana", once: str = "2") -> None:
    house.passing_on.answer(kept.id, house.person(to).id, text, by=house.by("sam"), once=once)


def test_it_goes_to_the_recruiter_and_the_answer_goes_back(house: Any) -> None:
    kept = house.book_one()
    passed = house.writes("Which floor?")
    assert (passed.kept.id, [each.title for each in passed.to]) == (kept.id, ["sam"])
    assert heard(house) == [("sam", What.WROTE, "Which floor?")]
    answer(house, kept, "The third.")
    assert heard(house)[1:] == [("ana", What.WROTE_BACK, "The third.")]


def test_what_comes_twice_is_passed_on_once_and_the_same_words_anew_again(house: Any) -> None:
    kept = house.book_one()
    for once in ("1", "1", "2"):
        house.writes("Hello?", once=once)
    for once in ("3", "3"):
        answer(house, kept, "Yes?", once=once)
    to = sorted(who for who, _, _ in heard(house))
    assert to == ["ana", "sam", "sam"]


def test_it_is_kept_while_slack_is_away_and_moved_or_called_off_all_the_same(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    house.post.troubles[house.person("sam").id] = [Undelivered("away")]
    house.writes("I am at the door")
    house.courier.sweep()
    house.cancel(house.move(kept, kept.interview.start_at + DAY))
    house.clock.move_to(house.NOW + DAY)
    assert heard(house) == [("sam", What.WROTE, "I am at the door")]


def test_it_never_becomes_the_living_card_and_calls_nothing_overtaken(house: Any) -> None:
    kept = house.book_one()
    house.courier.sweep()
    with house.book.read() as pages:
        before = pages.card(1, kept.id, house.person("sam").id)
    house.writes("Hello?")
    house.courier.sweep()
    with house.book.read() as pages:
        assert pages.card(1, kept.id, house.person("sam").id) == before
    house.accept(kept)
    house.courier.sweep()
    assert ("sam", What.ANSWERED) in house.post.edits()


def test_the_nearest_to_come_is_meant_else_the_last(house: Any) -> None:
    first = house.book_one()
    later = house.book_one(start_at=house.START + DAY)
    passed = house.writes("Hello?")
    assert (passed.kept.id, passed.is_one_of) == (first.id, True)
    house.clock.move_to(first.interview.end_at)
    passed = house.writes("Hello?", once="2")
    assert (passed.kept.id, passed.is_one_of) == (later.id, False)
    house.cancel(later)
    house.clock.move_to(later.interview.end_at)
    assert house.writes("Why?", once="3").kept.id == later.id
    assert house.writes("Hello?", by="zoe") is None


def test_whoever_has_it_now_hears_it_and_without_anybody_all_recruiters(house: Any) -> None:
    kept = house.book_one()
    house.do(Handover(owner_id=house.person("rita").id), kept)
    assert [each.title for each in house.writes("Hello?").to] == ["rita"]
    house.set_person("rita", active=False)
    to = {each.title for each in house.writes("Hello?", once="2").to}
    with house.book.read() as pages:
        assert to == {each.title for each in pages.recruiters(1)}
    assert "rita" not in to


def test_a_recruiter_whom_nobody_can_tell_does_not_keep_it_from_the_others(house: Any) -> None:
    kept = house.book_one()
    house.set_person("sam", slack_user_id=None)
    assert [each.title for each in house.writes("Hello?").to] == ["rita"]
    by_mail = PassingOn(house.book, house.clock, lambda: None, mails=True)
    passed = by_mail.pass_on("Hello?", by=house.by("ana"), once="2")
    assert passed is not None
    assert [each.title for each in passed.to] == ["sam"]
    for name in ("sam", "rita"):
        house.set_person(name, active=False)
    assert house.writes("Hello?", once="3") is None
    assert len(house.notices(kept, What.WROTE)) == 2


def test_whoever_booked_it_for_themselves_and_is_a_recruiter_no_more_is_heard_by_others(
    house: Any,
) -> None:
    house.book_one(interviewer="sam")
    house.set_person("sam", role=Role.INTERVIEWER)
    assert [each.title for each in house.writes("Hello?", by="sam").to] == ["rita"]


def test_of_a_recruiter_nothing_is_passed_on(house: Any) -> None:
    house.book_one()
    before = house.everything()
    assert house.writes("list today pleese", by="sam") is None
    assert house.everything() == before


def test_a_reply_is_known_by_the_message_that_it_is_below(house: Any) -> None:
    kept = house.book_one()
    house.writes("Hello?")
    house.courier.sweep()
    told: Notice = house.notices(kept, What.WROTE)[0]
    assert told.state is State.SENT
    place = told.channel, told.ts
    said = Behind(interview_id=kept.id, writer_id=house.person("ana").id, quotes=True)
    assert house.passing_on.behind(*place, by=house.by("sam")) == said
    card: Notice = house.notices(kept, What.BOOKED)[-1]
    below = house.passing_on.behind(card.channel, card.ts, by=house.by("sam"))
    assert below == said.but(quotes=False)
    assert house.passing_on.behind(*place, by=house.by("rita")) is None
    assert house.passing_on.behind(told.channel, "0.1", by=house.by("sam")) is None


def test_whoever_is_forgotten_leaves_no_word_of_it_behind_and_gets_no_answer(house: Any) -> None:
    kept = house.book_one()
    house.writes("My aunt is ill")
    answer(house, kept, "Take care of your aunt")
    house.courier.sweep()
    house.clock.move_to(kept.interview.end_at)
    ana, sam = house.person("ana").id, house.by("sam")
    house.forgetting.forget(ana, by=sam)
    assert "aunt" not in str(house.everything())
    house.refuses(
        lambda: house.passing_on.answer(kept.id, ana, "Your aunt?", by=sam, once="3"),
        Refusal.UNKNOWN_PERSON,
    )


def test_only_what_one_wrote_oneself_and_just_now_is_too_much(house: Any) -> None:
    house.accept(house.book_one())
    for number in range(MOST):
        house.writes("Hello?", once=str(number))
    house.writes("I am late", "pat", once="of Pat")
    house.refuses(lambda: house.writes("Hello?", once="more"), Refusal.WRITES_A_LOT, "text")
    house.clock.move_to(house.clock.now() + WITHIN)
    assert house.writes("Hello?", once="later") is not None


def test_the_one_that_is_said_is_meant(house: Any) -> None:
    house.book_one()
    later = house.book_one(start_at=house.START + DAY)
    meant = house.passing_on.pass_on("Hello?", by=house.by("ana"), once="1", interview_id=later.id)
    assert meant.kept.id == later.id


def test_only_who_wrote_is_answered(house: Any) -> None:
    kept = house.accept(house.book_one(), "pat")
    commits = house.commits
    house.writes("Hello?")
    assert house.commits == commits + 1
    house.refuses(lambda: answer(house, kept, "Yes?", to="pat"), Refusal.UNKNOWN_PERSON)
    sam = house.by("sam")
    house.refuses(
        lambda: house.passing_on.answer(kept.id, 999, "Yes?", by=sam, once="2"),
        Refusal.UNKNOWN_PERSON,
    )
    commits = house.commits
    assert house.writes("Hello?", "zoe", once="3") is None
    assert house.commits == commits


def test_an_answer_is_something_to_read_and_comes_from_who_runs_it(house: Any) -> None:
    kept = house.book_one()
    house.writes("Hello?")
    for text, refusal in (
        (" \n", Refusal.REQUIRED),
        ("x" * (LONGEST + 1), Refusal.TEXT_TOO_LONG),
        ("Yes\0", Refusal.UNREADABLE_TEXT),
    ):
        house.refuses(lambda text=text: answer(house, kept, text), refusal, "text")
    ana, pat = house.person("ana").id, house.by("pat")
    house.refuses(
        lambda: house.passing_on.answer(kept.id, ana, "Yes?", by=pat, once="2"),
        Refusal.ONLY_RECRUITERS,
    )


def test_the_writer_hears_that_nobody_can_be_told_once_it_reaches_none_of_them(house: Any) -> None:
    house.book_one()
    house.set_person("sam", active=False)
    house.set_person("rita", role=Role.OPERATOR)
    house.set_person("zoe", role=Role.OPERATOR)
    gone = Undelivered("user_disabled", for_good=True)
    house.post.troubles[house.person("rita").id] = [gone]
    house.writes("Which floor?")
    assert [who for who, what, _ in heard(house) if what is What.NOT_PASSED_ON] == []
    house.post.troubles |= {house.person(name).id: [gone] for name in ("rita", "zoe")}
    house.writes("Hello?", once="2")
    told = [each for each in heard(house) if each[1] is What.NOT_PASSED_ON]
    assert told == [("ana", What.NOT_PASSED_ON, "Hello?")]
