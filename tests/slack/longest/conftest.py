"""An interview at its longest, everything that is said about it, and what must be true of that.

A text here is one cluster repeated: what a reader takes for one character, so that it shows
whether one was cut in half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import regex
from arranging import applied, arranged

from bot.interviews.cautions import cautions
from bot.interviews.doing.cover import MOST_ASKED
from bot.interviews.doing.deeds import MOST_COUNTERED
from bot.interviews.model import (
    Answer,
    Colleague,
    Cover,
    Door,
    Feedback,
    Kept,
    Late,
    Person,
    Proposed,
    Recommendation,
    Role,
    Says,
    Side,
    Status,
)
from bot.playground.blockkit import judge_message_blocks, judge_view, too_large
from bot.slack.cards import Setting, words_for

NOW = datetime(2026, 10, 1, 9, 0, tzinfo=UTC)
START = datetime(2026, 11, 28, 3, 0, tzinfo=UTC)  # a Saturday night, after the clocks went back
SURNAME = "Zyxwvut"
LONGEST_LOCK_LINE = 110


@dataclass(frozen=True)
class Sort:
    """One sort of text: what it is made of."""

    cluster: str

    def long(self, characters: int) -> str:
        """Give as many clusters as fit into that many characters."""
        return self.cluster * (characters // len(self.cluster))

    @property
    def name(self) -> str:
        """A whole name of 150 characters, with a surname at its end."""
        return f"{self.long(149 - len(SURNAME))} {SURNAME}"

    @property
    def place(self) -> str:
        """The longest place that there may be."""
        return self.long(2000)


SORTS = {
    "ampersands": Sort("&"),
    "brackets": Sort("<"),
    "families": Sort("👩‍👩‍👧‍👦"),
    "flags": Sort("🇪🇸"),
    "combining": Sort("ж\u0323\u0301"),
    "right to left": Sort("ש"),
    "syllables": Sort("नि"),
    "skins": Sort("👋🏽"),
    "turning around": Sort("\u202eא\u2066"),
    "marks": Sort("<!channel>"),
    "words": Sort("Bartholomew "),
}
QUICK = ("families",)


class Longest:
    """Everybody and everything at its longest, in texts of one sort."""

    now = NOW

    def __init__(self, sort: Sort) -> None:
        self.sort = sort
        long_day = sort.long(150)
        self.setting = Setting(company=long_day, holiday=lambda _day, _zone: long_day)
        self.ana = self.person(1, phone_number=sort.long(200), slack_user_id=None)
        self.pat = self.person(2, contact_phone_number=sort.long(200), slack_user_id=None)
        self.sam = self.person(3, role=Role.OPERATOR)
        self.lou = self.person(4)
        self.max = self.person(5)
        self.readers = {
            "interviewee": self.ana, "interviewer": self.pat, "owner": self.sam,
            "nobody": self.lou, "asked": self.max,
        }  # fmt: skip

    def person(self, number: int, **known: Any) -> Person:
        fields = {
            "slack_user_id": f"U{number}",
            "time_zone": "America/Argentina/ComodRivadavia" if number == 1 else "Europe/Madrid",
        }
        return Person(id=number, workspace_id=1, title=self.sort.name, **fields | known)

    def words(self, reader: Person) -> Any:
        return words_for(reader, self.setting)

    def given(self, kept: Kept, reader: Person) -> tuple[Any, ...]:
        """What each card is made from, in this order."""
        return kept, reader, self.words(reader), NOW, self.setting

    def kept(self, status: Status = Status.AMENDED, **changes: Any) -> Kept:
        """An interview with everything at once: a proposal, cautions, answers, reasons."""
        later = timedelta(days=1, hours=23)
        if status is Status.AMENDED:
            changes = {
                "amended_by": Side.INTERVIEWEE, "amend_start_at": START + later,
                "amend_end_at": START + later + timedelta(hours=23),
            } | changes  # fmt: skip
        known = {
            "id": 2_000_000_000, "end_at": START + timedelta(hours=22), "status": status,
            "location": self.sort.place, "owner": self.sam, "forced": True,
            "reason": self.sort.place,
            "countered": (
                Proposed(side=Side.INTERVIEWER, start_at=START, end_at=START + later),
            ) * MOST_COUNTERED if status is Status.AMENDED else None,
            "attendance": "no_show", "late": Late(side=Side.INTERVIEWEE, minutes=10),
            "feedback": Feedback(
                recommendation=Recommendation.STRONG_NO, notes=self.sort.place,
                private_notes=self.sort.place, by_id=2, at=NOW,
            ),
            "cover": Cover(
                asked=Colleague.of(self.max), refused=(Colleague.of(self.lou),) * MOST_ASKED
            ),
            "interviewer_answer": Answer(
                says=Says.CANNOT, start_at=START, by_id=2, door=Door.SLACK, at=NOW,
                reason=self.sort.place,
            ),
        } | changes  # fmt: skip
        application = applied(self.ana, NOW, kind="verified", label=self.sort.name)
        return arranged(application, self.ana, self.pat, START, **known)

    def all_cautions(self, kept: Kept) -> tuple[Any, ...]:
        return cautions(kept, NOW, self.setting.holiday)


def texts_in(thing: Any) -> Iterator[tuple[str, bool]]:
    """Give every text that somebody reads, and whether Slack looks for marks in it.

    Those in the links to a calendar or a map are among them.
    """
    if isinstance(thing, dict):
        for key, value in thing.items():
            if key == "url":
                yield from ((text, False) for _, text in parse_qsl(urlsplit(value).query))
            elif key == "text" and isinstance(value, str):
                yield value, thing["type"] == "mrkdwn"
            elif key == "initial_value":
                yield re.sub("[\u202a-\u202e\u2066-\u2069]", "", value), False  # as it was typed
            else:
                yield from texts_in(value)
    elif isinstance(thing, list):
        for each in thing:
            yield from texts_in(each)


def doubled(thing: Any) -> Any:
    """Give the same as it is for whoever counts an emoji as two characters."""
    if isinstance(thing, dict):
        return {key: doubled(value) for key, value in thing.items()}
    if isinstance(thing, list):
        return [doubled(each) for each in thing]
    return regex.sub(r"[\U00010000-\U0010ffff]", "xx", thing) if isinstance(thing, str) else thing


def read(text: str) -> str:
    """Give a text as it reads: entities as what they stand for."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class Checks:
    """What must be true of everything that is shown, however long its texts are."""

    SURNAME = SURNAME

    def __init__(self, sort: Sort) -> None:
        self._sort = sort
        self._judged: set[int] = set()  # hashes of texts: most of a card is in many messages

    def message(self, message: Any) -> None:
        assert judge_message_blocks(doubled(message.blocks)) == []
        assert len(doubled(message.text)) <= 4000
        for text, marked in ((message.text, True), *texts_in(message.blocks)):
            self.text(text, marked=marked)

    def view(self, view: Any, kind: str = "modal") -> None:
        assert judge_view(doubled(view), kind) == []
        assert not too_large(view)
        for text, marked in texts_in(view):
            self.text(text, marked=marked)

    def text(self, text: str, *, marked: bool) -> None:
        """Nothing in half, nothing cut without saying so, nobody called, nothing turned around."""
        if hash((text, marked)) in self._judged:
            return
        if marked:
            assert not re.search(r"&(?!amp;|lt;|gt;)", text), text
            for mark in re.findall(r"<[^>]*>?", text):
                assert re.fullmatch(r"<(!date\^\d|https?://)[^<>]*>", mark), text
        self._cut_fairly(read(text) if marked else text)
        self._judged.add(hash((text, marked)))

    def _cut_fairly(self, text: str) -> None:
        cluster = self._sort.cluster
        first = cluster[0]
        if first in "\u202e<&B":  # not one character, or not shown as it was typed
            assert not re.search("[\u202a-\u202e\u2066-\u2069]", text), text
        else:
            found = {each for each in regex.findall(r"\X", text) if each.startswith(first)}
            assert found <= {cluster}, text
        if cluster in "&<":
            return
        for run in re.finditer(f"(?:{re.escape(cluster)}){{3,}}", text):
            rest = text[run.end() :]
            assert run.end() - run.start() >= len(self._sort.long(141)) or "…" in rest, text

    def lock_line(self, text: str) -> None:
        """What stands on a lock screen tells a stranger nothing."""
        assert len(doubled(text)) <= LONGEST_LOCK_LINE, text
        assert re.match(r"\d\d:\d\d \(", text), text
        assert not re.search(rf"{SURNAME}|http|\d{{3,}}|#", text), text
        self.text(text, marked=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try each sort of text; one of them always, the others where there is time."""
    if "sort" in metafunc.fixturenames:
        cases = [
            pytest.param(sort, id=name, marks=[] if name in QUICK else [pytest.mark.slow])
            for name, sort in SORTS.items()
        ]
        metafunc.parametrize("sort", cases, scope="session")


@pytest.fixture(scope="session")
def longest(sort: Sort) -> Longest:
    return Longest(sort)


@pytest.fixture(scope="session")
def fits(sort: Sort) -> Checks:
    return Checks(sort)
