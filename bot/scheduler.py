"""The clock's door: APScheduler wakes the courier exactly when the next notice is due.

APScheduler is the heart-beat and nothing more, with its one job in memory: what is to be told, and
when, stands in the book. A date job waits for the next notice, or for the next claim to run out,
and only wakes the courier's own thread.

APScheduler lives on the machine's time: it is handed a wait, never an instant of the house. That
time may be set while it waits, forward or back. So the net, for whatever another process planned,
is cast by the thread itself, which measures 15 seconds whatever any clock shows.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import Clock, machine_now
from bot.interviews.ports.ledger import Coming
from bot.interviews.sending.courier import Courier

log = logging.getLogger(__name__)

NET = timedelta(seconds=15)  # how often to look without being asked
AGAIN = timedelta(seconds=1)  # when something failed, as while the database is away
LONGEST_WAIT = timedelta(days=1)  # the next look comes sooner than any notice further off
# What is in the air may be finished: a call that has begun (10 seconds), then the two by which an
# earlier card shrinks (a second each), and it has to be recorded.
STOP_WITHIN = timedelta(seconds=15)


class Teller(Protocol):
    """Somebody else who tells something at its time."""

    def next_due(self) -> datetime | None:
        """When the next of it is due; None = nothing is."""
        ...

    def tell(self) -> int:
        """Tell what is due; say how much it was."""
        ...


class Heartbeat:
    """Wakes the courier: when something is due, after each deed, and as often as the net says.

    `also` are all who tell something else, and are woken with it; without a courier they alone are.
    """

    def __init__(
        self,
        courier: Courier | None,
        clock: Clock,
        net: timedelta = NET,
        also: Sequence[Teller] = (),
    ) -> None:
        self._courier = courier
        self._also = also
        self._clock = clock
        self._net = net
        self._wanted = threading.Event()
        self._sweeping = threading.Lock()
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="courier", daemon=True)
        # A job that is late is run once, however late: the book knows what is still of use.
        defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._scheduler = BackgroundScheduler(timezone=UTC, job_defaults=defaults)

    @property
    def beating(self) -> bool:
        """Whether whatever comes due will be looked at."""
        return self._thread.is_alive() and self._scheduler.running

    def start(self) -> None:
        """Begin to beat; what became due while nobody was there is dealt with at once."""
        self._scheduler.start()
        self._thread.start()
        self._look()

    def wake(self) -> None:
        """Have the courier look now; where there is none no deed is in a hurry. Returns at once."""
        if self._courier:
            self._look()

    def _look(self) -> None:
        self._wanted.set()
        if self._courier:
            self._courier.wake()

    def sweep(self) -> int:
        """Have them look in this thread; say how many notices the courier dealt with.

        Whatever another thread began with is done by then.
        """
        with self._sweeping:
            for teller in self._also:
                try:
                    teller.tell()
                except Exception:  # what else is told must not keep the courier waiting
                    log.exception("telling_failed")
            return self._courier.sweep() if self._courier else 0

    def stop(self) -> None:
        """Stop: nothing new is begun, what is in the air is finished (15 seconds at most).

        It is recorded also where that failed at first, as long as there is time.
        """
        self._stopping = True
        if self._courier:
            self._courier.stop()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join(STOP_WITHIN.total_seconds())
        if self._scheduler.running:
            # A job that comes due while the scheduler goes down is looked for in vain by
            # APScheduler 3.11, whose thread then ends with an error.
            self._scheduler.remove_all_jobs()
            self._scheduler.shutdown(wait=False)

    def _work(self) -> None:
        while not self._stopping:
            self._wanted.wait(self._net.total_seconds())
            self._wanted.clear()
            try:
                self.sweep()
                wait = self._until_the_next()
            except Exception:
                log.exception("sweep_failed")
                wait = AGAIN
            self._wake_in(wait)
        self._finish()

    def _finish(self) -> None:
        """Have recorded what was in the air, and the rest given back, also where that fails first.

        Otherwise it would be looked for once its claims are over.
        """
        for _ in range(STOP_WITHIN // AGAIN):
            try:
                if self._courier:
                    self._courier.sweep()
            except Exception:
                log.exception("sweep_failed")
                time.sleep(AGAIN.total_seconds())
            else:
                return

    def _until_the_next(self) -> timedelta:
        coming = self._courier.coming() if self._courier else Coming()
        due = [coming.due, *(teller.next_due() for teller in self._also)]
        waits = [self._clock.wait_until(each) for each in due if each is not None]
        if coming.runs_out is not None:
            waits.append(coming.runs_out - machine_now())
        return min([LONGEST_WAIT, *waits])

    def _wake_in(self, wait: timedelta) -> None:
        if not self._stopping:
            then = machine_now() + max(wait, timedelta(0))
            self._scheduler.add_job(
                self._look, "date", run_date=then, id="next", replace_existing=True
            )
