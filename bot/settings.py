"""What can be set from outside, and the only place that reads the environment.

Everything but Slack's own variables begins with `INTERVIEW_BOT_`. A `.env` file in the folder where
the bot is started is read too; the environment goes before it. An empty variable counts as not set.
How values are spelled stands in `spelled`.
"""

import os
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import platformdirs
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot import spelled
from bot.mail.server import MailServer

PREFIX = "INTERVIEW_BOT_"
SECRETS = {"slack_bot_token", "slack_app_token", "slack_signing_secret", "jwt_secret", "smtp_url"}
THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


class WrongSetting(Exception):  # noqa: N818 - it reads as what it says
    """Something set from outside cannot be used; `lines` say what, one sentence a variable.

    Each line names the variable, what was given (never a secret's value) and what is expected.
    """

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def _default_database_url() -> str:
    folder = platformdirs.user_data_path("interview-bot", appauthor=False)
    return f"sqlite:///{(folder / 'interviews.sqlite3').as_posix()}"


RecruiterId = Annotated[str, Field(pattern=r"^[UWS][A-Z0-9]+$")]
RecruiterIds = Annotated[tuple[RecruiterId, ...], NoDecode, BeforeValidator(spelled.several)]
Secrets = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(spelled.secrets)]
BotToken = Annotated[SecretStr, AfterValidator(spelled.begins_with("xoxb-"))]
AppToken = Annotated[SecretStr, AfterValidator(spelled.begins_with("xapp-"))]
WebAddress = Annotated[str, AfterValidator(spelled.web_address)]


class Settings(BaseSettings):
    """Every setting, read and checked; frozen. A field's description says what is expected of it.

    Made by `Settings.read` for the bot at work, and by `Settings.for_demo` on one's own machine.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_by_name=True,
    )

    database_url: Annotated[str, AfterValidator(spelled.database_url)] = Field(
        default_factory=_default_database_url,
        repr=False,  # it may hold a password
        description="sqlite:///… or postgresql://…",
    )
    host: str = Field("127.0.0.1", min_length=1, description="an address of this machine")
    port: int = Field(3000, ge=0, le=65535, description="a number from 0 (any free port) to 65535")
    recruiters: RecruiterIds = Field(
        (), description="ids of Slack users and user groups, such as U012AB3CD,S0614TZR7"
    )
    company: str | None = Field(None, description="a name; without it, the workspace's")
    command: Annotated[str, AfterValidator(spelled.command)] = Field(
        "/interview",
        description="a slash and up to 31 of a-z, 0-9, _ and -, such as /interview",
    )
    lead_times: Annotated[
        Mapping[str, tuple[timedelta, ...]],
        NoDecode,
        BeforeValidator(spelled.lead_times),
        AfterValidator(MappingProxyType),
    ] = Field(
        default_factory=spelled.usual_lead_times,
        validate_default=True,
        description="lengths before the start (d, h, m) or off, such as "
        + spelled.DEFAULT_LEAD_TIMES,
    )
    feedback: bool = Field(
        True,  # noqa: FBT003 - a default, and pydantic's way of giving it
        description="on or off: whether whoever interviewed is asked how it was",
    )
    keep: Annotated[timedelta, BeforeValidator(spelled.days)] | None = Field(
        None,
        description="a number of days, such as 365 days; without it, everybody is kept for ever",
    )
    clock: Annotated[datetime, BeforeValidator(spelled.instant)] | None = Field(
        None, description="an instant with its zone, such as 2026-11-23T09:00:00Z"
    )
    time_zone: ZoneInfo = Field(
        ZoneInfo("UTC"), description="a zone of the IANA database, such as Europe/Madrid"
    )
    jwt_secret: Secrets = Field(
        (),
        description="a random text of at least 32 bytes that signs the API's tokens; or several, "
        "comma-separated, of which the first signs and all are good",
    )
    api_rate: int = Field(
        600, ge=0, description="calls that one token may make a minute, 0 for no limit"
    )
    smtp_url: Annotated[MailServer, BeforeValidator(spelled.mail_server)] | None = Field(
        None,
        description="smtp://user:password@host:587 or smtps://user:password@host:465, where "
        "anything but letters and digits in user and password stands as %40 and the like",
    )
    mail_from: Annotated[str, AfterValidator(spelled.mail_from)] | None = Field(
        None, description="an e-mail address, such as Acme interviews <interviews@acme.example>"
    )
    slack_bot_token: BotToken | None = Field(
        None, validation_alias="SLACK_BOT_TOKEN", description="a bot token, which begins with xoxb-"
    )
    slack_app_token: AppToken | None = Field(
        None,
        validation_alias="SLACK_APP_TOKEN",
        description="an app-level token, which begins with xapp-",
    )
    slack_signing_secret: SecretStr | None = Field(
        None,
        validation_alias="SLACK_SIGNING_SECRET",
        description="the signing secret from the app's page",
    )
    slack_api_url: Annotated[WebAddress, AfterValidator(spelled.with_slash)] = Field(
        "https://slack.com/api/",
        validation_alias="SLACK_API_URL",
        description="the address of Slack's Web API, such as https://slack.com/api/",
    )

    @classmethod
    def read(cls, *, env_file: Path | str | None = ".env", **given: Any) -> Self:
        """Read the environment and the `.env` file; what is `given` by field name goes before both.

        Something given as None counts as not given. Anything that cannot be used is refused with
        `WrongSetting`, all of it at once.
        """
        chosen = {name: value for name, value in given.items() if value is not None}
        try:
            return cls(_env_file=env_file, **chosen)
        except ValidationError as error:
            raise WrongSetting(_lines(error)) from None
        except (OSError, UnicodeDecodeError):
            line = f"{env_file}: cannot be read; expected a text file in UTF-8."
            raise WrongSetting((line,)) from None

    @classmethod
    def for_demo(cls, *, database_url: str, slack_api_url: str, **given: Any) -> "Settings":
        """Take only what is passed, by field name: no environment, no `.env` file.

        `slack_api_url` must be on this machine, so that a demo can never touch a real workspace;
        another is refused with `ValueError`. What cannot be used is refused with `WrongSetting`.
        """
        if urlsplit(slack_api_url).hostname not in THIS_MACHINE:
            raise ValueError(f"{slack_api_url} is not on this machine")
        try:
            return _Passed(database_url=database_url, slack_api_url=slack_api_url, **given)
        except ValidationError as error:
            raise WrongSetting(_lines(error)) from None

    @model_validator(mode="after")
    def _slack_is_whole(self) -> Self:
        """Refuse half a Slack: Bolt would start, and then answer every request with an error."""
        way_in = self.slack_app_token or self.slack_signing_secret
        if self.slack_bot_token and not way_in:
            line = (
                "SLACK_BOT_TOKEN was given alone; expected SLACK_APP_TOKEN (for Socket Mode) "
                "or SLACK_SIGNING_SECRET (for HTTP) beside it."
            )
            raise WrongSetting((line,))
        if way_in and not self.slack_bot_token:
            raise WrongSetting((_line("slack_bot_token", "nothing"),))
        return self

    @model_validator(mode="after")
    def _mail_is_whole(self) -> Self:
        """Refuse a mail server without a sender, and a sender without a server."""
        if self.smtp_url and not self.mail_from:
            raise WrongSetting((_line("mail_from", "nothing"),))
        if self.mail_from and not self.smtp_url:
            raise WrongSetting((_line("smtp_url", "nothing"),))
        return self


class _Passed(Settings):
    """Settings that look at nothing but what is passed."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


def keep_bolt_to_the_token() -> None:
    """Hide from Bolt what would make it drop the bot token in silence.

    With `SLACK_CLIENT_ID` and `SLACK_CLIENT_SECRET` in the environment Bolt switches to its own
    OAuth (`App.__init__` in slack_bolt 1.30). To be called before a Bolt app is made.
    """
    for variable in ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"):
        os.environ.pop(variable, None)  # noqa: TID251 - this module is where the environment is read


def _lines(error: ValidationError) -> tuple[str, ...]:
    # pydantic places an error by the alias where there is one: here, the name in capitals.
    wrong = [(str(one["loc"][0]).lower(), one["input"]) for one in error.errors()]
    return tuple(_line(field, _shown(field, given)) for field, given in wrong)


def _line(field: str, given: str) -> str:
    setting = Settings.model_fields[field]
    variable = setting.validation_alias or f"{PREFIX}{field.upper()}"
    return f"{variable}: {given} was given; expected {setting.description}."


def _shown(field: str, given: object) -> str:
    """Put what was given into quotes, unless it is a secret or may hold one."""
    if field in SECRETS:
        return "something else"
    if field == "database_url" and re.search(r"@|passw", str(given)):
        return f'"{str(given).partition(":")[0]}:…" (the rest is not shown)'
    return f'"{given}"'
