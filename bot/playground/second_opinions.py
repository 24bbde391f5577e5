"""Second opinions: `slackblocks` and the classes of Slack's own SDK, each a list of limits.

Others keep these lists, so a slip in our own tables does not go unseen. A judge is given a message
(`{"blocks": [...]}`) or a view as JSON, and adds what it finds wrong to the report, under its name.

Both are asked about the insides of the blocks in `BLOCKS` only: the rich ones slackblocks would
need translated piece by piece, and the SDK miscounts the titles of videos by one. Where a judge is
stricter than Slack (docs.slack.dev/reference/block-kit), the thing is kept from it; the comments
below say so.
"""

import functools
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import slackblocks
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models import JsonObject
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.playground.judging import Check, Report

Make = Callable[..., Any]
# The last four are what Python says when a thing does not fit a constructor: a field too many, a
# number where there should be words.
REFUSALS = (
    slackblocks.InvalidUsageError,
    SlackObjectFormationError,
    TypeError,
    AttributeError,
    KeyError,
    ValueError,
)
KEPT = 1024  # blocks of which each judge remembers what it said: most come again and again


class _UnknownError(Exception):
    """The judge does not know such a thing."""


def _plain(text: str, *, emoji: bool = True) -> slackblocks.Text:
    return slackblocks.Text(text, slackblocks.TextType.PLAINTEXT, emoji=emoji)


def _mrkdwn(text: str, *, verbatim: bool = False) -> slackblocks.Text:
    return slackblocks.Text(text, slackblocks.TextType.MARKDOWN, verbatim=verbatim)


def _nameless(make: Make, **more: None) -> Make:
    """Return the class so that it does not demand an action_id, which Slack makes up itself."""
    return functools.partial(make, action_id=None, **more)


BLOCKS: Mapping[str, Make] = {
    "actions": slackblocks.ActionsBlock,
    "alert": slackblocks.AlertBlock,
    "context": slackblocks.ContextBlock,
    "divider": slackblocks.DividerBlock,
    "header": slackblocks.HeaderBlock,
    "image": slackblocks.ImageBlock,
    "input": slackblocks.InputBlock,
    "markdown": slackblocks.MarkdownBlock,
    "section": slackblocks.SectionBlock,
}
# A rich_text_input is missing: its initial value is a rich text.
ELEMENTS: Mapping[str, Make] = {
    "button": slackblocks.Button,
    "channels_select": slackblocks.ChannelSelectMenu,
    "checkboxes": _nameless(slackblocks.CheckboxGroup),
    "conversations_select": slackblocks.ConversationSelectMenu,
    "datepicker": slackblocks.DatePicker,
    "datetimepicker": slackblocks.DateTimePicker,
    "email_text_input": slackblocks.EmailInput,
    "external_select": slackblocks.ExternalSelectMenu,
    "file_input": slackblocks.FileInput,
    "image": slackblocks.Image,
    "mrkdwn": _mrkdwn,
    "multi_external_select": slackblocks.ExternalMultiSelectMenu,
    # It demands options even where there are groups.
    "multi_static_select": _nameless(slackblocks.StaticMultiSelectMenu, options=None),
    "multi_users_select": slackblocks.UserMultiSelectMenu,
    "number_input": slackblocks.NumberInput,
    "overflow": _nameless(slackblocks.OverflowMenu),
    "plain_text": _plain,
    "plain_text_input": slackblocks.PlainTextInput,
    "radio_buttons": _nameless(slackblocks.RadioButtonGroup),
    "static_select": slackblocks.StaticSelectMenu,
    "timepicker": slackblocks.TimePicker,
    "url_text_input": slackblocks.URLInput,
    "users_select": slackblocks.UserSelectMenu,
}
# Objects without a type are known by the field that they stand in.
BY_FIELD: Mapping[str, Make] = {
    "confirm": slackblocks.ConfirmationDialogue,
    "dispatch_action_config": slackblocks.DispatchActionConfiguration,
    "filter": slackblocks.ConversationFilter,
    "initial_option": slackblocks.Option,
    "initial_options": slackblocks.Option,
    "option_groups": slackblocks.OptionGroup,
    "options": slackblocks.Option,
    "slack_file": functools.partial(slackblocks.SlackFile, url=None, id=None),
}
VIEWS: Mapping[str, Make] = {"modal": slackblocks.ModalView, "home": slackblocks.HomeTabView}
RENAMED = {"initial_date_time": "initial_datetime"}


class _OfType(slackblocks.Block):
    """A block of which only the type is known: enough to say which surface takes it.

    Whole ones would be turned into JSON twice for that, which is most of the time.
    """

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def _resolve(self) -> dict[str, Any]:
        return {"type": self.kind}


def by_slackblocks(whole: Any, pointer: str, report: Report) -> None:
    """Judge by the constructors of slackblocks."""
    for place, block in _known_blocks(whole):
        _note("slackblocks", _made_of(json.dumps(block)), f"{pointer}{place}", report)
    _note("slackblocks", _refused(lambda: _made_whole(whole)), pointer, report)


@functools.lru_cache(KEPT)
def _made_of(block: str) -> str | None:
    return _refused(lambda: _made(BLOCKS, json.loads(block)))


def _made_whole(whole: Mapping[str, Any]) -> Any:
    kinds = [block.get("type") for block in whole["blocks"]]
    blocks: list[slackblocks.Block] = [_OfType(kind) for kind in kinds]
    if whole.get("type") is None:
        return slackblocks.Message(channel="C", blocks=blocks)
    own = {name: value for name, value in whole.items() if name != "blocks"}
    make = functools.partial(VIEWS[whole["type"]], blocks=blocks)
    return _sure_of_texts(make, _fields(own))


def _made(makes: Mapping[str, Make], thing: Mapping[str, Any]) -> Any:
    make = makes.get(str(thing.get("type")))
    if make is None:
        raise _UnknownError
    return _sure_of_texts(make, _fields(thing))


def _sure_of_texts(make: Make, fields: Mapping[str, Any]) -> Any:
    """Make a thing; TypeError where slackblocks turned mrkdwn into the plain text that it wants."""
    made = make(**fields)
    for name, given in fields.items():
        if isinstance(given, slackblocks.Text):
            kept = getattr(made, name)
            if kept.text_type is not given.text_type:
                raise TypeError(f"{name} must be {kept.text_type.value}")
    return made


def _fields(thing: Mapping[str, Any]) -> dict[str, Any]:
    # `expand` of a section it does not know. Among groups it wants a whole group as the initial
    # option, while Slack wants one of the options.
    unasked = {"type", "expand"}
    if thing.get("option_groups"):
        unasked |= {"initial_option", "initial_options"}
    return {
        RENAMED.get(name, name): _inner(name, value)
        for name, value in thing.items()
        if name not in unasked and value is not None
    }


def _inner(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_inner(name, each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") is not None:
        return _made(ELEMENTS, value)
    if name not in BY_FIELD:
        raise _UnknownError
    return _sure_of_texts(BY_FIELD[name], _fields(value))


def by_sdk(whole: Any, pointer: str, report: Report) -> None:
    """Judge by the limits that the classes of slack_sdk validate before they give JSON."""
    for place, block in _known_blocks(whole):
        _note("slack_sdk", _validated(json.dumps(block)), f"{pointer}{place}", report)
    _note("slack_sdk", _refused(lambda: _validate_whole(whole)), pointer, report)


@functools.lru_cache(KEPT)
def _validated(block: str) -> str | None:
    return _refused(lambda: _validate(Block.parse(json.loads(block))))


def _validate_whole(whole: Mapping[str, Any]) -> None:
    if whole.get("type") is not None:
        # It refuses a view without blocks, which Slack shows empty.
        dividers = [{"type": "divider"}] * max(1, len(whole["blocks"]))
        _validate(View(**{**whole, "blocks": dividers}))


def _validate(thing: Any) -> None:
    if isinstance(thing, list | tuple):
        for each in thing:
            _validate(each)
    elif isinstance(thing, JsonObject):
        for name in _validators(type(thing)):
            getattr(thing, name)()
        _validate(list(vars(thing).values()))


@functools.cache
def _validators(kind: type[JsonObject]) -> tuple[str, ...]:
    """Return what `validate_json` calls; it looks for them anew each time, and that is slow."""
    return tuple(name for name in dir(kind) if hasattr(getattr(kind, name), "validator"))


JUDGES: Mapping[str, Check] = {"slackblocks": by_slackblocks, "slack_sdk": by_sdk}


def second_opinions(whole: Any, pointer: str, report: Report) -> None:
    """Ask the judges about a message or view with which nothing was found wrong so far."""
    if not report.problems:
        for judge in JUDGES.values():
            judge(whole, pointer, report)


def _known_blocks(whole: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    blocks = whole.get("blocks") if isinstance(whole, dict) else None
    for position, block in enumerate(blocks if isinstance(blocks, list) else []):
        if isinstance(block, dict) and str(block.get("type")) in BLOCKS:
            yield f"/blocks/{position}", block


def _refused(ask: Callable[[], object]) -> str | None:
    """Say what a judge refuses; what it does not know is no fault."""
    try:
        ask()
    except _UnknownError:
        return None
    except REFUSALS as problem:
        return " ".join(str(problem).split())
    return None


def _note(judge: str, refused: str | None, pointer: str, report: Report) -> None:
    if refused is not None:
        report.add(f"{judge}: {refused}", pointer)
