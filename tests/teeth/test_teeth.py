"""A rule of each kind is removed, beside the tests that know it; `remove_rules.py` removes all."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("remove_rules.py")
KNOWN_BY = {  # a part of a rule's name that no other has, and the rules' own test that misses it
    "digests.py:planned:only_recruiters": "test_digests.py::"
    "test_only_recruiters_set_digests_up_and_end_them",
    "sending/delivery.py:_given_up:quiet": "test_deliveries.py::"
    "test_a_card_that_is_gone_is_no_failure",
    "sending/merging.py:told_together:only if _is_held": "test_merging.py::"
    "test_a_reminder_is_late_by_its_lead_time_and_not_by_its_booking",
    "doing/transitions.py:next_status:becomes is Becomes.PENDING_IF_REARRANGED": ""
    "test_refusals.py::test_what_cannot_be_done_is_refused_under_its_field_and_nothing_is_stored",
    "permissions.py:PERMITTED:change": "test_states.py::test_who_may_do_it_instead_is_named",
    "doing/checks.py:check_location:len(location) > MAX_LOCATION": "moving/test_refused_lines.py::"
    "test_an_interview_is_what_one_can_be",
    "planning/tellings.py:_undone:cancelled if": "test_tellings.py::"
    "test_everybody_concerned_is_told_and_a_new_message_only_where_it_matters",
    "doing/transitions.py:TABLE:rejected amend": "test_states.py::"
    "test_a_deed_leads_to_its_status_or_is_refused",
    "planning/tellings.py:notices_after:amend tells the interviewee": "test_tellings.py::"
    "test_everybody_concerned_is_told_and_a_new_message_only_where_it_matters",
}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_rule_of_each_kind_is_missed_when_it_is_gone() -> None:
    rules = [word for name in KNOWN_BY for word in ("--only", name)]
    tests = [word for test in KNOWN_BY.values() for word in ("--tests", f"tests/interviews/{test}")]
    removed = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, SCRIPT, *rules, *tests], capture_output=True, text=True, check=False
    )
    assert removed.returncode == 0, removed.stdout + removed.stderr
    assert "9 rules of 9 kinds" in removed.stdout
