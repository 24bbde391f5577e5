"""What Slack makes of the text that a person types, before an app gets it.

Links, e-mail addresses, people, channels and the characters & < > are written in Slack's own
marks (docs.slack.dev/messaging/formatting-message-text). A whole address such as
`https://x.org/a` becomes `<https://x.org/a>` in a message and `<https://x.org/a|https://x.org/a>`
in a command.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from bot.playground.members import Member

# A full stop or a bracket behind an address belongs to the sentence, not to the address.
LAST = r"[^\s<>.,;:!?)\]}'\"\u2019\u201d]"
WEB = re.compile(rf"https?://[^\s<>]*{LAST}", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
BARE = re.compile(
    r"(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|app|co|us|eu|uk|de|es|fr|it|example)"
    rf"(?:/[^\s<>]*{LAST})?(?![\w@])",
    re.IGNORECASE,
)
EVERYBODY = {"here": "<!here>", "channel": "<!channel>", "everyone": "<!everyone>"}
Mark = tuple[re.Pattern[str], Callable[[str], str]]


def escaped(text: str) -> str:
    """Write & < > as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def wrapped(
    text: str, *, members: Iterable[Member], channels: Mapping[str, str], command: bool
) -> str:
    """Return the text as an app gets it.

    `channels` maps a channel's name to its id. In a command (`should_escape`) people, channels
    and links carry their name: `<@U1|ana>`; in a message they do not: `<@U1>`.
    """
    marks = _marks(list(members), channels, command=command)
    pieces: list[str] = []
    place = 0
    while found := _first(marks, text, place):
        match, mark = found
        pieces += [escaped(text[place : match.start()]), mark(match.group())]
        place = match.end()
    return "".join([*pieces, escaped(text[place:])])


def _first(
    marks: list[Mark], text: str, place: int
) -> tuple[re.Match[str], Callable[[str], str]] | None:
    found = [(match, mark) for pattern, mark in marks if (match := pattern.search(text, place))]
    return min(found, key=lambda each: each[0].start(), default=None)


def _marks(members: list[Member], channels: Mapping[str, str], *, command: bool) -> list[Mark]:
    handles = {member.real_name.lower(): member for member in members}
    handles |= {member.name.lower(): member for member in members}
    marks: list[Mark] = [(WEB, _link(command=command)), (EMAIL, _email), (BARE, _bare)]
    people = _named("@", [*handles, *EVERYBODY])
    marks.append((people, lambda word: _person(handles, word[1:].lower(), command=command)))
    if channels:
        rooms = _named("#", channels)
        marks.append((rooms, lambda word: _room(channels, word[1:].lower(), command=command)))
    return marks


def _named(sign: str, names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    choice = "|".join(re.escape(name) for name in longest_first)
    return re.compile(rf"(?<!\w){sign}(?:{choice})(?!\w)", re.IGNORECASE)


def _link(*, command: bool) -> Callable[[str], str]:
    def mark(word: str) -> str:
        return f"<{escaped(word)}|{escaped(word)}>" if command else f"<{escaped(word)}>"

    return mark


def _email(word: str) -> str:
    return f"<mailto:{word}|{word}>"


def _bare(word: str) -> str:
    return f"<http://{escaped(word)}|{escaped(word)}>"


def _person(handles: Mapping[str, Member], name: str, *, command: bool) -> str:
    member = handles.get(name)
    if member is None:
        return EVERYBODY[name]
    return f"<@{member.id}|{member.name}>" if command else f"<@{member.id}>"


def _room(channels: Mapping[str, str], name: str, *, command: bool) -> str:
    return f"<#{channels[name]}|{name}>" if command else f"<#{channels[name]}|>"
