"""A time is looked for from both sides: what was proposed before, and who may take it back."""

from typing import Any

import pytest

pytestmark = pytest.mark.slow


def test_the_last_five_proposals_stand_on_everybodys_card_until_one_is_settled(play: Any) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        ana: 1 propose fri 4pm
        ana: [Propose]
        pat ! Proposed before
        pat: 1 propose fri 11:30
        pat: [Propose]
        ana + Proposed before: ~Friday, November 27th, 4:00 PM~ (you)
        pat ~ Proposed before: ~Friday, November 27th, 11:00 AM~ (Ana)
        sam ~ Proposed before: ~Friday, November 27th, 5:00 PM~ (Ana)
        ana: 1 propose 30 nov 4pm
        ana: [Propose]
        sam ~ 5:00 PM~ (Ana) → ~Friday, November 27th, 5:30 PM~ (Pat)
        pat: 1 propose 30 nov 11:30
        pat: [Propose]
        ana: 1 propose 1 dec 4pm
        ana: [Propose]
        pat: 1 propose 1 dec 11:30
        pat: [Propose]
        sam ~ Proposed before: ~Friday, November 27th, 5:00 PM~ (Ana)
        ana: 1 propose 2 dec 4pm
        ana: [Propose]
        ana ~ [Take it back]
        sam ~ Proposed before: ~Friday, November 27th, 5:30 PM~ (Pat)
        ana: [Take it back]
        ana ~ You took the new time back. The old one stands.
        ana ! Proposed before
        pat ! Proposed before
        sam: 1 history
        sam | ~nothing~ → *Fri 27 Nov 2026, 17:00 (Madrid time)*
        sam | Ana Ruiz took the new time back
    """)


def test_who_keeps_the_old_time_took_nothing_back_though_they_had_proposed_before(
    play: Any,
) -> None:
    play("""
        sam: @ana with @pat fri 3pm 45m video
        sam: [Book]
        ana: 1 propose fri 4pm
        ana: [Propose]
        pat: 1 propose fri 11:30
        pat: [Propose]
        ana: [Keep the old one]
        pat + Ana Ruiz would rather keep the old time, so it stays as it was.
        sam + Ana Ruiz would rather keep the old time, so it stays as it was.
    """)
