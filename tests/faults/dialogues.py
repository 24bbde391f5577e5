"""All dialogues that are played under random faults, beside the transcripts that they stand for."""

from __future__ import annotations

from collections.abc import Mapping

from answered import (
    agrees_on_another_time,
    cannot_make_it,
    is_asked_and_answers,
    is_countered,
    is_recorded,
    keeps_the_old_time,
    says_yes,
    says_yes_in_spanish,
    says_yes_on_the_home,
    somebody_says_no_and_the_next_one_stands_in,
    somebody_stands_in,
    takes_it_back,
    the_recruiter_chooses_who_stands_in,
    withdraws,
)
from apart import (
    changes_their_settings,
    gets_files,
    looks_at_lists_and_help,
    reads_the_account,
    somebody_is_forgotten,
    tells_a_channel_every_day,
)
from arranged import (
    a_booking_is_undone_on_its_card,
    an_answer_is_undone_on_its_card,
    is_booked_by_a_shortcut,
    is_booked_when_it_is_asked_at_what_time,
    is_cancelled,
    is_cancelled_by_a_mention,
    is_cancelled_by_form,
    is_edited_by_form,
    is_edited_by_two_at_once,
    is_found_a_time,
    is_moved_by_a_name_that_two_have,
    is_moved_by_line,
    is_read_back_and_booked_by_form,
    is_swapped,
    is_told_by_letter,
    is_undone_by_line,
    several_are_booked,
)
from company import Dialogue
from on_the_day import (
    comes,
    does_not_come_and_is_invited_anew,
    is_asked_three_times_how_it_was,
    is_reminded,
    is_reminded_at_other_times,
    is_unanswered_the_day_before,
    runs_late,
    says_how_it_was,
)

# By the file of transcripts under tests/slack, without its "test_".
COUNTERPARTS: Mapping[str, tuple[Dialogue, ...]] = {
    "account": (reads_the_account,),
    "answer_lines": (says_yes, keeps_the_old_time),
    "answers_by_button": (agrees_on_another_time, takes_it_back, is_recorded),
    "booking_lines": (is_moved_by_line,),
    "changing_lines": (is_swapped, is_cancelled),
    "counter_proposals": (is_countered,),
    "digests": (tells_a_channel_every_day,),
    "endings": (withdraws, cannot_make_it, is_cancelled_by_form),
    "files": (gets_files,),
    "finding_times": (is_found_a_time,),
    "forgetting": (somebody_is_forgotten,),
    "forms": (is_edited_by_form,),
    "home": (says_yes_on_the_home,),
    "languages": (says_yes_in_spanish,),
    "lists_and_help": (looks_at_lists_and_help,),
    "living_card": (is_moved_by_line,),
    "mentions": (is_cancelled_by_a_mention,),
    "named_as_words": (is_moved_by_a_name_that_two_have,),
    "names": (is_moved_by_a_name_that_two_have,),
    "passing_on": (is_asked_and_answers,),
    "read_backs": (is_read_back_and_booked_by_form,),
    "real_seconds": (is_reminded,),
    "reminders": (is_reminded,),
    "settings": (changes_their_settings, is_reminded_at_other_times),
    "several": (several_are_booked,),
    "shortcuts": (is_booked_by_a_shortcut,),
    "standing_in": (
        somebody_stands_in,
        somebody_says_no_and_the_next_one_stands_in,
        the_recruiter_chooses_who_stands_in,
    ),
    "the_day": (
        comes,
        runs_late,
        does_not_come_and_is_invited_anew,
        says_how_it_was,
        is_asked_three_times_how_it_was,
    ),
    "told_by_mail": (is_told_by_letter,),
    "two_recruiters": (is_edited_by_two_at_once,),
    "undo": (
        is_undone_by_line,
        a_booking_is_undone_on_its_card,
        an_answer_is_undone_on_its_card,
    ),
    "watches": (is_unanswered_the_day_before,),
    "when_in_forms": (is_booked_by_a_shortcut, is_countered),
    "which_time": (is_booked_when_it_is_asked_at_what_time,),
}
DIALOGUES = tuple(dict.fromkeys(each for some in COUNTERPARTS.values() for each in some))
