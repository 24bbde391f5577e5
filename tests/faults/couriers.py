"""Couriers on a database, at a Slack whose bad days are the tests' own."""

from __future__ import annotations

import time
from collections.abc import Callable

from bad_slack import Slack
from ending import states

import storage
from bot.clock import Clock, machine_now, monotonic
from bot.interviews.people.people import People
from bot.interviews.planning.reminders import LeadTimes
from bot.interviews.sending.courier import Courier
from bot.interviews.sending.terms import Terms
from bot.playground.faults import Fault
from bot.slack.buckets import NO_LIMIT, Buckets, Rates
from bot.slack.calls import OneTryClient
from bot.slack.cards import Setting
from bot.slack.post import SlackPost

TERMS = Terms().scaled(0.2)
PATIENCE = 90  # seconds


class NoFault:
    def fault_for(self, _method: str) -> Fault | None:
        return None


def courier_of(
    book: storage.SqlBook, slack: Slack, rates: Rates = NO_LIMIT, terms: Terms = TERMS
) -> Courier:
    clock = Clock()
    people = People(book, clock, frozenset)
    client = OneTryClient("xoxb-faults", slack.url, terms.timeout.total_seconds())
    post = SlackPost(
        client, Setting(company="Acme"), clock, people.remember_channel,
        Buckets(rates, monotonic), machine_now,
    )  # fmt: skip
    return Courier(book, post, clock, machine_now, LeadTimes(), terms, at_once=8)


def wait_until(happens: Callable[[], bool], book: storage.SqlBook) -> None:
    until = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < until, states(book)
        time.sleep(0.02)
