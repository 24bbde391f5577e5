"""The threads that deliver notices."""

import os
import sys

import pytest

from bot.interviews.crew import Crew, on_one_processor


@pytest.mark.skipif(sys.platform != "linux", reason="nothing else lets a thread say where it runs")
def test_a_crew_works_on_one_processor_and_whoever_has_it_is_free_afterwards() -> None:
    before = os.sched_getaffinity(0)
    seen: list[frozenset[int]] = []
    with on_one_processor():
        crew: Crew[int, frozenset[int]] = Crew(lambda _: frozenset(os.sched_getaffinity(0)), 4)
        for number in range(8):
            crew.give(number)
        while crew.in_hand:
            seen += crew.take(seconds=10)
        crew.dismiss()
    assert len(seen) == 8
    assert {len(processors) for processors in seen} == {1}
    assert len({*seen}) == 1
    assert os.sched_getaffinity(0) == before
