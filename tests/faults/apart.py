"""Dialogues about no one interview: settings, lists, files, digests; and forgetting somebody."""

from __future__ import annotations

from acts import form, in_turn, own, types
from answered import passes_on
from arranged import by_line
from company import FORGOTTEN, Company
from on_the_day import HOW_IT_WAS, is_over, today

from bot.interviews.model import Preferences
from bot.slack.forms.preferences import AS_IN_SLACK

CHANNEL = "#hiring"


def prefers(company: Company, who: str) -> Preferences:
    known = company.known(who)
    return known.prefers if known else Preferences()


def changes_their_settings(company: Company) -> None:
    german = {"lead_times": "40m and 5m", "locale": "Deutsch"}
    company.insists("kim", form(types("me"), german), lambda: prefers(company, "kim").lead_times)
    assert prefers(company, "kim").locale == "de"
    usual = {"lead_times": None, "locale": AS_IN_SLACK}
    company.insists("kim", form(types("me"), usual), lambda: not prefers(company, "kim").locale)


def looks_at_lists_and_help(company: Company) -> None:
    number = by_line(company)
    company.sees("sam", types("list @ana"), "*Coming interviews*", f"#{number}")
    company.sees("sam", types("help"), "What you can do with /interview")
    company.sees("sam", types("unanswered"), "*Waiting for an answer*")


def reads_the_account(company: Company) -> None:
    number = by_line(company)
    company.sees("sam", types(f"{number} why"), f"*Who was told what about interview #{number}*")
    company.sees("sam", types(f"{number} preview"), f"about interview #{number}, as it stands*")
    company.sees("sam", types(f"{number} history"), f"*What was done to interview #{number}*")


def gets_files(company: Company) -> None:
    number = by_line(company)
    for line, name in ((f"{number} ics", f"interview-{number}.ics"), ("export @ana", ".csv")):
        company.insists("sam", types(line), lambda name=name: files(company, name))


def files(company: Company, name: str) -> list[str]:
    shelf = company.playground.workspace.shelf.files.values()
    return [file.name for file in shelf if file.complete and file.name.endswith(name)]


def tells_a_channel_every_day(company: Company) -> None:
    digests = company.house.digests
    start = in_turn(types(f"digest {CHANNEL} weekdays 9:00"), lambda sam: sam.presses("Start it"))
    company.insists("sam", start, digests.next_due)
    company.insists("sam", types(f"digest {CHANNEL} off"), lambda: digests.next_due() is None)


def somebody_is_forgotten(company: Company) -> None:
    """Xenia was interviewed, wrote, got a file, and was spoken of: now all of it goes."""
    number = today(company, "@xenia with @lee")
    company.does(number, "xenia", "accept", own(number, "I'll be there"))
    passes_on(company, "xenia", "canary-written: when is it?")
    company.told.pop()
    company.insists("xenia", types(f"{number} ics"), lambda: files(company, f"-{number}.ics"))
    company.insists("xenia", lambda xenia: xenia.home(), company.people["xenia"].home)
    is_over(company, number)
    said = HOW_IT_WAS | {"Notes": "canary-notes", "For recruiters only": "canary-private"}
    company.does(number, "lee", "feedback", form(own(number, "How was it?"), said))
    ask = in_turn(types("forget @xenia"), lambda sam: sam.presses("Forget them for good"))
    company.insists("sam", ask, lambda: company.known("xenia") is None)
    of_it = [(deed, who.replace("xenia", FORGOTTEN)) for deed, who in company.meant[number]]
    company.meant[number] = [*of_it, ("forget", "sam")]
