"""The grammar of what people type: a line of text becomes a `Line`.

`read_line(text, locale)` is pure: it looks nobody up, reads no clock and asks no Slack. It says
which words are a verb, an interview, a person, a time, a place; others decide what they mean.

The whole grammar, for those who extend it
==========================================
**First, Slack's wrapping is undone** (`unwrap.py`): `<@U1|ana>`, `<https://…|…>`,
`<mailto:…|…>`, `&amp;`, curled quotes, blanks that do not break. What is left are words; quotes
make several words one. A comma or a stop that stands alone is no word.

**Then the commonest words of the speaker's own language** become the English ones that they stand
for (`own_words.py`): "mit @pat" is "with @pat". Where a name is expected such a word is one ("com
Nova"), and where it begins a line and somebody is called that, it is asked which is meant.

**Nothing typed** is MINE. `today`, `tomorrow`, `week`, `unanswered` and `kind:video` alone, or
several of them, are LIST.

**The head** (`head.py`) is the verb and what it is about, in either order::

    head   = [verb] [about] | [about] [verb]
    about  = 27 | #27 | person            the interview, or that person's one coming interview
    verb   = see VERBS in verbs.py, from which the help comes too

A bare number there is an interview, unless a month or a unit follows it and makes it a time:
"27 nov 3pm" and "3 pm" are times, "27 fri 3pm" and "27 nov 28" are interview 27. Before a person
`book`, `new` and `schedule` book; any other verb beside a person is about the interview they
have, and never books. A plain name is a person there too, when a verb is beside it. Words before
"cancel 27" ("please") do no harm, and are left over. "kind 27 phone" and "with 27 @lee" are read
as "27 kind phone" and "27 with @lee", and a verb that changes may stand last
("@ana fri 4pm move"), as "late" may ("27 5 late", "10 min late").

**Without a verb** an id alone is SHOW, an id with anything of a booking is CHANGE, a person alone
is SHOW, and anything else of a booking is BOOK. A person or an id with nothing but words that
are not understood is UNKNOWN.

**A booking or a change** (`booking.py`) is any number of these, in any order::

    with | interviewer    person          interviews
    for | interviewee     person          is interviewed; for a name without a sign, as long as
                                          it is no time
    person                                is interviewed, in a booking; in a change it is asked
                                          on which side (`WHICH_SIDE`)
    for length                            lasts; "for 1" is asked about (`FOR_NUMBER`)
    time                                  words of a clock, a day, a length or a zone, also after
                                          `at`, `in`, `for`; `bot.when` says which words those are
    [kind] video | phone | in person …    the kind, also `kind:video`, `by phone`; see KINDS
    at | in | place       place           up to the next keyword, person, kind or time
    at "place"                            quotes: a place, whatever it says
    https://… | +34 600 111 222 | room 5  a place, anywhere in the line
    person = @mention | @name | a@x.com | "Ana Ruiz <a@x.com>" | "Ana Ruiz" | Ana Ruiz
             | me                         whoever types; not where a person stands alone

Within a place a bare number after a word belongs to it ("Room 2"), and so does a number such as
2.04 after "room"; "at 10" is a clock, but "at 10 Downing Street" and "at 99 …" are not. "in"
inside a place goes on with it ("Acme in Madrid"). "and", "&" and a comma join people, of whom
there is only one on each side: two are a problem, and neither is taken. In a booking without
anybody to interview, a name among the words left over is taken as theirs if it comes first or is
all that is left over.

**The other verbs** (`sentences.py`)::

    cancel, withdraw [reason]             the reason is all the rest, as it was typed; numbers
                                          alone are more interviews, and asked about
    late [minutes] [for person]           a recruiter may say who is late; also "27 5 late"
    accept, decline [for person]          a recruiter records somebody's answer
    swap person [with] person             the old one, then the new one
    owner person, ask person, forget person, recruiter person [remove]
    propose time [for length]
    list [today | tomorrow | [this | next] week | day] [unanswered] [kind] [person]
    export …                              the same
    remind lead times | off | now | usual "24h, 1h and 10m": all of it, or nothing
    find [length] person person [today | tomorrow | [this | next] week | day] [kind]
                                          who is interviewed, then who interviews
    digest #channel [weekdays | daily] clock | off
    help [word]
    several [bookings]                    all the rest, for the form that has one in each line
    edit …                                may carry the words of a change, for the form
    show, undo, me                        carry nothing
    came, noshow, feedback                the same
    why, preview, history, ics            the same

**Every word is accounted for**: what is not part of a field is in `left_over`, to be shown in
quotes. No word is thought of as a filler. Of a text of more than 200 words only the verb, what it
is about and a reason are read.

**A slip in a verb** (`suggest.py`), where a verb could stand, makes the line UNKNOWN with
everything else read, and a suggestion: the same line with the verb in place. `cancel`,
`withdraw` and their like are never suggested.
"""

from bot.slack.grammar.lead_times import read_lead_times
from bot.slack.grammar.line import (
    ONESELF,
    Filters,
    Line,
    ListDay,
    Problem,
    Remind,
    Suggestion,
    Trouble,
    Verb,
    Who,
)
from bot.slack.grammar.reading import WordOrName, read_line, with_time, word_or_name
from bot.slack.grammar.verbs import BY_VERB, BY_WORD, VERBS, VerbEntry

__all__ = [
    "BY_VERB",
    "BY_WORD",
    "ONESELF",
    "VERBS",
    "Filters",
    "Line",
    "ListDay",
    "Problem",
    "Remind",
    "Suggestion",
    "Trouble",
    "Verb",
    "VerbEntry",
    "Who",
    "WordOrName",
    "read_lead_times",
    "read_line",
    "with_time",
    "word_or_name",
]
