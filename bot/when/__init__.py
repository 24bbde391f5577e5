"""Reading the times that people type. Pure: the text, the present and the speaker go in.

`read` gives an answer, a question or a refusal. It never guesses: every word of a line must
belong to something that was understood, and a line with two meanings comes back as a question
whose candidates can become buttons. A wrong time is worse than a question.

What is read back by `bot.words`, typed in again, gives the same answer; `zone_named` tells whether
a city's name says its zone without doubt.

How a line is read: `tokens` cuts it, `line` looks its words up in a `lexicon` (one data file a
language, in `languages/`), `pieces` cuts it into facts by the rules in `numbers`, `clocks`,
`counted`, `spans`, `dates` and `zones`, `judging` brings the facts together with the present
(`days`, `hours`, `moments`, `doubts`), and `reading` does so for each language. dateparser is
asked for nothing but the names of months (`months`).

The house rules of times:

1.  The speaker's zone applies unless a zone or city is said; the offset is that of the date
    meant, not of today. A city counts only beside a clock time.
2.  A bare hour or H:MM takes the half of the day inside 07:00-19:00; if both halves fit (only
    7:00), ask. Forms of 24 hours ("15:00", "9h30", "06:00", "1400") are literal; where they are
    the custom, an early hour with its minutes ("3:20", "due e dieci") may be either: ask.
3.  "next <weekday>": answer only when the coming one and the one in the next ISO week are the
    same day; else ask. A bare weekday that is today's: ask while that time today is ahead.
4.  Numeric dates go by the locale; where it is en-US (Slack's default) but the zone is outside
    the Americas, or the mark is a dot, and both readings are possible, ask. "5.12" alone is a
    date where dates are written so, and else a clock time as well: ask; "9.30" is a clock time.
    "1-12" is hours, unless another clock stands beside it: then a date is offered.
5.  No year: roll forward, but never by more than about nine months.
6.  A time today that has gone: ask; a stated past: refuse. A clock time that a clock change
    skips: refuse; one that it repeats: ask, unless the zone word settles it.
7.  IST, CST, EST, BST with no matching speaker zone: ask. EST, PST, CET and their like said in
    the other season: ask.
8.  A date without a time, a part of the day, "about", an open interval, several offers, a
    weekday that contradicts the date: ask. Recurrence, a range that ends before it starts, an
    impossible date, anything not wholly understood: refuse. ("11pm-1am" runs past midnight, and
    so does "11pm-2" up to six hours.) A part of the day that contradicts the clock ("tonight at
    2"), "a few", "within", 24:00 with a day: ask.
9.  "in N hours" is elapsed time (in whole minutes); "in N days" or weeks is wall-clock.
10. A bare length beside a clock ("3pm 45m") is the length, but "15h 45m" may be 15:45: ask.
    "30m" alone, when an interview is being moved, could be a length or a shift: ask.
11. The speaker's language comes first, English always second.

With a context (the interview being moved) what is not said stays: a clock alone keeps its date,
a date alone its clock, a length alone its start. Whatever is answered lies in the future.
"""

from bot.when.answers import Answer, Ask, Context, Outcome, Question, Reason, Refuse
from bot.when.lexicon import zone_named
from bot.when.pointing import time_words
from bot.when.reading import length, read, warm

__all__ = [
    "Answer",
    "Ask",
    "Context",
    "Outcome",
    "Question",
    "Reason",
    "Refuse",
    "length",
    "read",
    "time_words",
    "warm",
    "zone_named",
]
