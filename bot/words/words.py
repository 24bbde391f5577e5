"""What is said to one reader: in their language, with times in their zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from babel.lists import format_list

from bot.interviews.cautions import Caution
from bot.interviews.model import Attendance, Kind, Person, Recommendation, Says, Side, Status
from bot.interviews.moving.faults import Fault
from bot.interviews.people.attention import zone_of
from bot.interviews.plans import Deed
from bot.interviews.refusals import Doing, Refusal, Refused
from bot.words import times
from bot.words.catalogue import BARE, SOURCE, catalogue
from bot.words.joining import SEAM, Shown, filled, joined, named
from bot.words.text import cut
from bot.words.worded import Worded

NAME = 80
SECTIONS: Mapping[type[StrEnum], str] = {
    Kind: "kind",
    Side: "side",
    Status: "status",
    Deed: "deed",
    Doing: "deed",
    Says: "says",
    Attendance: "attendance",
    Recommendation: "feedback",
}


class Words:
    """Says things to one reader.

    `locale` is theirs as Slack gives it ("en-US"); `zone` is the one in which they read times;
    `escape` makes text that somebody typed harmless where the words will stand.
    """

    def __init__(
        self, locale: str | None, zone: ZoneInfo, escape: Callable[[str], str] = str
    ) -> None:
        self.zone = zone
        self._spoken = locale
        self._catalogue = catalogue(locale)
        self._language = self._catalogue.language
        self.escape = escape

    @classmethod
    def of(
        cls,
        person: Person,
        default_zone: ZoneInfo,
        escape: Callable[[str], str] = str,
        *,
        sender: Person | None = None,
    ) -> Words:
        """Give the words for a person; what is not known of them is taken from the sender.

        Where there is none either, it is English and the default zone.
        """
        sent_from = zone_of(sender) if sender else None
        locale = person.locale or (sender.locale if sender else None)
        return cls(locale, zone_of(person) or sent_from or default_zone, escape)

    @property
    def language(self) -> str:
        """The language that is spoken, such as "es"; English where theirs has no catalogue."""
        return self._language

    def language_of(self, key: str) -> str:
        """Give the language in which that is said: English, where theirs has no such sentence."""
        is_english = self._catalogue.sentence(key) == catalogue(None).sentence(key)
        return SOURCE if is_english else self._language

    def escaping(self, escape: Callable[[str], str]) -> Words:
        """Give words for the same reader, to stand in another place."""
        return self if escape is self.escape else Words(self._spoken, self.zone, escape)

    def say(self, key: str, /, count: int | None = None, **values: object) -> Worded:
        """Give the sentence of a key, each value worded by its type.

        `count` chooses the plural and is a value too. A value that takes work may be a function,
        which is asked only where the sentence has its name. A sentence whose value is missing (not
        given, None or empty) gives way to its `.bare` one; without that, the value is shown as "…".
        An unknown key is a KeyError.
        """
        if not values and count is None:
            return self._alone(key)
        if count is not None:
            values["count"] = count
        return self._filled(key, count, values)

    def _alone(self, key: str) -> Worded:
        """Give a sentence to which no value was given, as it was put together before."""
        place = key, self.escape
        said = self._catalogue.alone.get(place)
        if said is None:
            said = self._catalogue.alone[place] = self._filled(key, None, {})
        return said

    def _filled(self, key: str, count: int | None, values: Mapping[str, object]) -> Worded:
        sentence = self._sentence(key, count)
        names = named(sentence)
        shown = self._shown(names, values)
        if len(shown) < len(names) and self.knows(key + BARE):
            sentence = self._sentence(key + BARE, count)
            shown = self._shown(named(sentence), values)
        return self._said(filled(sentence, shown, self._language))

    def knows(self, key: str) -> bool:
        """Whether there is a sentence for that key."""
        return self._catalogue.sentence(key) is not None

    def refused(self, refused: Refused) -> Worded:
        """Give the sentence of a refusal, which says what can be done about it."""
        return self.say(f"refused.{refused.key.value}", **refused.values)

    def fault(self, fault: Fault) -> Worded:
        """Give the sentence of what is wrong with a file, behind its line and field."""
        refused = isinstance(fault.why, Refusal)
        key = f"refused.{fault.why.value}" if refused else f"import.{fault.why.value}"
        sentence = self.say(key, **fault.values)
        return self.say("import.line", line=fault.line, field=fault.field, sentence=sentence)

    def caution(self, caution: Caution) -> Worded:
        """Give the sentence of a caution."""
        return self.say(f"caution.{caution.key.value}", **caution.values)

    def called(self, person: Person) -> Worded:
        """Give a whole name, short enough for any place; whoever was forgotten has none."""
        if person.is_forgotten:
            return self.say("forget.called")
        return self._said(self.escape(cut(person.title, NAME)))

    def clock(self, moment: datetime) -> Worded:
        """Give the reader's clock time: "15:00"."""
        return self._said(self._clock(moment.astimezone(self.zone)))

    def day(self, moment: date) -> Worded:
        """Give the reader's day of a moment, or a date: "Fri 27 Nov 2026"."""
        return self._said(self._day(self._local(moment)))

    def short_day(self, moment: date) -> Worded:
        """Give the day without its year: "Fri 27 Nov"."""
        return self._said(self._short_day(self._local(moment)))

    def clock_and_zone(self, moment: datetime) -> Worded:
        """Give the reader's clock time and whose it is: "15:00 (Madrid time)"."""
        return self.say("time.clock_and_zone", clock=self.clock(moment), zone=self.zone_name())

    def moment(self, moment: datetime) -> Worded:
        """Give a moment whole: "Fri 27 Nov 2026, 15:00 (Madrid time)"."""
        return self.say("time.moment", day=self.day(moment), clock=self.clock_and_zone(moment))

    def span(self, start: datetime, end: datetime) -> Worded:
        """Give a span: the day once, both clocks, the zone; over midnight, with both days.

        Typed in again, it is the same: where the clocks show a time twice, an offset stands in
        place of the zone.
        """
        zone = times.shown_in(self.zone, start, end)
        first, last = start.astimezone(zone), end.astimezone(zone)
        return self.say(
            "time.span" if first.date() == last.date() else "time.span_over_days",
            day=self._said(self._day(first)),
            start=self._said(self._clock(first)),
            end_day=self._said(self._day(last)),
            end=self._said(self._clock(last)),
            zone=self._said(times.clear_name(zone, self._language, start, end)),
        )

    def time_read(self, start: datetime, end: datetime | None) -> Worded:
        """Give a time as it was understood: a span, or a start whose length is not said."""
        if end:
            return self.span(start, end)
        zone = times.shown_in(self.zone, start)
        first = start.astimezone(zone)
        return self.say(
            "time.start",
            day=self._said(self._day(first)),
            start=self._said(self._clock(first)),
            zone=self._said(times.clear_name(zone, self._language, start)),
        )

    def other(self, moment: datetime, person: Person) -> Worded:
        """Give another person's local time: "(09:00 New York)", with its day when that differs.

        Empty when their zone is not known, or their clock shows the same as the reader's.
        """
        elsewhere = self.elsewhere(moment, person)
        return self.say("time.other", time=elsewhere) if elsewhere else elsewhere

    def elsewhere(self, moment: datetime, person: Person) -> Worded:
        """Give another person's local time without brackets: "09:00 New York"."""
        zone = zone_of(person)
        return self.elsewhere_in(moment, zone, self.zone) if zone else self._said("")

    def elsewhere_in(self, moment: datetime, zone: ZoneInfo, beside: tzinfo) -> Worded:
        """Give a moment in a zone, to stand beside its time in another one; empty when alike."""
        theirs, ours = moment.astimezone(zone), moment.astimezone(beside)
        if theirs.utcoffset() == ours.utcoffset():
            return self._said("")
        key = "time.elsewhere" if theirs.date() == ours.date() else "time.elsewhere_another_day"
        return self.say(
            key,
            clock=self._said(self._clock(theirs)),
            day=self._said(self._short_day(theirs)),
            zone=self._said(times.city(zone, self._language)),
        )

    def zone_name(self, zone: ZoneInfo | None = None) -> Worded:
        """Give the city of a zone, the reader's own if none is given: "Madrid"."""
        return self._said(times.city(zone or self.zone, self._language))

    def length(self, lasting: timedelta) -> Worded:
        """Give a length: "45 minutes", "1 hour 30 minutes"."""
        return self._said(times.length(lasting, self._language))

    def several(self, said: list[Worded] | tuple[Worded, ...] | list[str]) -> Worded:
        """Give things one after another: "Ana, Pat and Sam"."""
        names = [SEAM + self._worded(one) for one in said]
        return self._said(joined(format_list(names, locale=self._language), self._language))

    def one_after_another(self, lengths: Sequence[object]) -> Worded:
        """Give lengths that are not to be added up: "2 hours, then 30 minutes"."""
        first, *rest = [self._said(self._worded(each)) for each in lengths]
        for later in rest:
            first = self.say("list.then", earlier=first, later=later)
        return first

    def _shown(self, names: Iterable[str], values: Mapping[str, object]) -> Shown:
        shown = Shown()
        for name in names:
            given = values.get(name)
            if callable(given):
                given = given()
            if given is not None and given != "":
                shown[name] = self._worded(given)
        return shown

    def _worded(self, value: object) -> str:
        if type(value) is str:
            return self.escape(value)
        if isinstance(value, Worded) and value.escape is self.escape:
            return value
        return self._worded_by_type(value)

    def _worded_by_type(self, value: object) -> str:
        match value:
            case StrEnum() if type(value) in SECTIONS:
                return self.say(f"{SECTIONS[type(value)]}.{value.value}")
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case timedelta():
                return self.length(value)
            case Person():
                return self.called(value)
            case [timedelta(), *_]:
                return self.one_after_another(value)
            case list() | tuple():
                return self.several([self._said(self._worded(one)) for one in value])
            case _:
                return self.escape(str(value))

    def _sentence(self, key: str, count: int | None = None) -> str:
        sentence = self._catalogue.sentence(key, count)
        if sentence is None:
            raise KeyError(key)
        return sentence

    def _said(self, text: str) -> Worded:
        return Worded.by(self.escape, text)

    def _clock(self, moment: datetime) -> str:
        return times.clock(moment.time(), self._sentence("time.clock"), self._language)

    def _day(self, moment: date) -> str:
        return times.day(_date(moment), self._sentence("time.day"), self._language)

    def _short_day(self, moment: date) -> str:
        return times.day(_date(moment), self._sentence("time.short_day"), self._language)

    def _local(self, moment: date) -> date:
        return moment.astimezone(self.zone) if isinstance(moment, datetime) else moment


def _date(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
