import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.mail.server import MailServer
from bot.manifest import manifest
from bot.settings import Settings, WrongSetting, keep_bolt_to_the_token

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
TEN_MINUTES = timedelta(minutes=10)
HERE = "http://127.0.0.1:8080/slack-api/"
DEMO_BOOK = "sqlite:///demo.sqlite3"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str, str], None]:
    """Start from an empty folder and none of our variables; returned is how to set one."""
    ours = [name for name in os.environ if name.startswith(("INTERVIEW_BOT_", "SLACK_"))]  # noqa: TID251 - here the environment itself is tested
    for name in ours:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return monkeypatch.setenv


def refusal(**given: Any) -> str:
    with pytest.raises(WrongSetting) as refused:
        Settings.read(**given)
    (line,) = refused.value.lines
    return line


def test_nothing_has_to_be_set() -> None:
    settings = Settings.read()
    assert (settings.host, settings.port) == ("127.0.0.1", 3000)
    assert settings.database_url.startswith("sqlite:///")
    assert settings.database_url.endswith("/interviews.sqlite3")
    assert settings.command == "/interview"
    assert settings.time_zone == ZoneInfo("UTC")
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.lead_times == {
        "interviewee": (DAY, HOUR, TEN_MINUTES),
        "interviewer": (TEN_MINUTES,),
    }
    assert settings.recruiters == ()
    assert settings.slack_bot_token is None
    assert settings.slack_app_token is None
    assert settings.slack_signing_secret is None
    assert settings.clock is None
    assert (settings.jwt_secret, settings.api_rate) == ((), 600)
    assert (settings.smtp_url, settings.mail_from) == (None, None)


def test_each_setting_comes_from_its_variable(environment: Callable[[str, str], None]) -> None:
    for name, text in {
        "INTERVIEW_BOT_DATABASE_URL": "postgresql+psycopg://ana:secret@db/interviews",
        "INTERVIEW_BOT_HOST": "10.1.2.3",
        "INTERVIEW_BOT_PORT": "8080",
        "INTERVIEW_BOT_RECRUITERS": "U012AB3CD, S0614TZR7,",
        "INTERVIEW_BOT_COMPANY": "Acme",
        "INTERVIEW_BOT_COMMAND": "/hire",
        "INTERVIEW_BOT_LEAD_TIMES": "interviewer=2d,30m",
        "INTERVIEW_BOT_CLOCK": "2026-11-23T10:00:00+01:00",
        "INTERVIEW_BOT_TIME_ZONE": "Europe/Madrid",
        "INTERVIEW_BOT_FEEDBACK": "off",
        "INTERVIEW_BOT_KEEP": "365 days",
        "INTERVIEW_BOT_JWT_SECRET": f"{'new' * 11}, {'old' * 11}",
        "INTERVIEW_BOT_API_RATE": "0",
        "INTERVIEW_BOT_SMTP_URL": "smtps://sam:p%40ss@mail.example.com",
        "INTERVIEW_BOT_MAIL_FROM": "Acme <interviews@acme.example>",
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_SIGNING_SECRET": "sealed",
        "SLACK_API_URL": HERE,
    }.items():
        environment(name, text)
    settings = Settings.read()
    assert settings.database_url == "postgresql+psycopg://ana:secret@db/interviews"
    assert (settings.host, settings.port) == ("10.1.2.3", 8080)
    assert settings.recruiters == ("U012AB3CD", "S0614TZR7")
    assert (settings.company, settings.command) == ("Acme", "/hire")
    assert settings.clock == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert (settings.time_zone.key, settings.feedback) == ("Europe/Madrid", False)
    assert settings.keep == timedelta(days=365)
    secrets = [secret.get_secret_value() for secret in settings.jwt_secret]
    assert (secrets, settings.api_rate) == (["new" * 11, "old" * 11], 0)
    assert settings.smtp_url == MailServer(
        "mail.example.com", 465, secure=True, user="sam", password="p@ss"
    )
    assert "p@ss" not in repr(settings)
    assert settings.mail_from == "Acme <interviews@acme.example>"
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-1"
    assert settings.slack_app_token is not None
    assert settings.slack_app_token.get_secret_value() == "xapp-1"
    assert settings.slack_signing_secret is not None
    assert settings.slack_signing_secret.get_secret_value() == "sealed"
    assert settings.slack_api_url == HERE


def test_every_setting_has_a_variable_that_this_file_sets() -> None:
    tested = Path(__file__).read_text(encoding="utf-8")
    for field, setting in Settings.model_fields.items():
        variable = setting.validation_alias or f"INTERVIEW_BOT_{field.upper()}"
        assert f'"{variable}": ' in tested


def test_a_dotenv_file_is_read_and_the_environment_goes_before_it(
    environment: Callable[[str, str], None],
) -> None:
    Path(".env").write_text(
        "INTERVIEW_BOT_PORT=4000\nINTERVIEW_BOT_COMPANY=Acme\nOTHER=1\n", encoding="utf-8"
    )
    environment("INTERVIEW_BOT_COMPANY", "Globex")
    settings = Settings.read()
    assert (settings.port, settings.company) == (4000, "Globex")


def test_what_is_given_on_the_command_line_goes_before_everything(
    environment: Callable[[str, str], None],
) -> None:
    environment("INTERVIEW_BOT_PORT", "4000")
    assert Settings.read(port=5000).port == 5000
    assert Settings.read(port=None).port == 4000


def test_an_empty_variable_counts_as_not_set(environment: Callable[[str, str], None]) -> None:
    environment("INTERVIEW_BOT_PORT", "")
    environment("SLACK_BOT_TOKEN", "")
    assert Settings.read().port == 3000
    assert Settings.read().slack_bot_token is None


def test_a_side_that_is_not_named_keeps_its_lead_times() -> None:
    settings = Settings.read(lead_times="interviewer=10m,2d,10m")
    assert settings.lead_times["interviewer"] == (2 * DAY, TEN_MINUTES)
    assert settings.lead_times["interviewee"] == (DAY, HOUR, TEN_MINUTES)


def test_a_side_can_do_without_reminders() -> None:
    assert Settings.read(lead_times="interviewee=off").lead_times["interviewee"] == ()


def test_settings_stay_as_they_were_read() -> None:
    settings = Settings.read()
    with pytest.raises(ValidationError, match="frozen"):
        settings.port = 1  # type: ignore[misc]  # that it is refused is the point
    with pytest.raises(TypeError):
        settings.lead_times["interviewee"] = ()  # type: ignore[index]  # that it is refused is the point


@pytest.mark.parametrize(
    ("field", "given", "line"),
    [
        ("port", "abc", 'INTERVIEW_BOT_PORT: "abc" was given; expected a number from 0'),
        ("port", "65536", 'INTERVIEW_BOT_PORT: "65536" was given; expected a number from 0'),
        ("recruiters", "U1,sam", 'INTERVIEW_BOT_RECRUITERS: "sam" was given; expected ids'),
        ("command", "interview", "a slash and up to 31"),
        ("command", "/Interview", "a slash and up to 31"),
        ("command", "/" + "a" * 32, "a slash and up to 31"),
        ("lead_times", "interviewee=24", "lengths before the start"),
        ("lead_times", "interviewee", "lengths before the start"),
        ("lead_times", "interviewee=0m", "lengths before the start"),
        ("lead_times", "interviewee=", "lengths before the start"),
        ("lead_times", "interviewee=99999d", "lengths before the start"),
        ("lead_times", "candidate=1h", "lengths before the start"),
        ("lead_times", "interviewer=1h;interviewer=2h", "lengths before the start"),
        ("clock", "2026-11-23T09:00:00", "an instant with its zone, such as"),
        ("clock", "tomorrow", "an instant with its zone, such as"),
        ("clock", "9999-12-31T23:59:59Z", "an instant with its zone, such as"),
        ("time_zone", "Madrid", "a zone of the IANA database"),
        ("time_zone", "../etc/passwd", "a zone of the IANA database"),
        ("database_url", "mysql://db", 'DATABASE_URL: "mysql://db" was given; expected sqlite'),
        ("feedback", "perhaps", "on or off: whether whoever interviewed"),
        ("keep", "0 days", "a number of days, such as 365 days"),
        ("keep", "-3 days", "a number of days, such as 365 days"),
        ("keep", "a year", "a number of days, such as 365 days"),
        ("api_rate", "-1", "calls that one token may make a minute"),
        ("mail_from", "Acme", 'INTERVIEW_BOT_MAIL_FROM: "Acme" was given; expected an e-mail'),
        ("mail_from", "a@b.c>\r\nBcc: <d@e.f", "expected an e-mail address, such as"),
        ("slack_api_url", "slack", 'SLACK_API_URL: "slack" was given; expected the address'),
    ],
)
def test_a_wrong_value_is_refused_with_its_variable_and_what_is_expected(
    field: str, given: str, line: str
) -> None:
    assert line in refusal(**{field: given})


@pytest.mark.parametrize(
    ("field", "given", "line"),
    [
        ("slack_bot_token", "xapp-hush", "SLACK_BOT_TOKEN: something else was given; expected a"),
        ("slack_app_token", "xoxb-hush", "SLACK_APP_TOKEN: something else was given; expected an"),
        ("jwt_secret", "hush", "INTERVIEW_BOT_JWT_SECRET: something else was given; expected a"),
        ("jwt_secret", f"{'x' * 32},hush", "a random text of at least 32 bytes"),
        ("jwt_secret", f"-----BEGIN hush {'x' * 32}", "a random text of at least 32 bytes"),
        ("smtp_url", "https://sam:hush@mail.example.com", "INTERVIEW_BOT_SMTP_URL: something else"),
        ("smtp_url", "smtp://hush@mail.example.com", "expected smtp://user:password@host:587"),
        ("smtp_url", "smtp://sam:hu/sh@mail.example.com", "stands as %40 and the like"),
        ("smtp_url", "smtp://sam:hush@mail.example.com:x", "expected smtp://user:password@"),
        ("database_url", "mysql://ana:hush@db", '"mysql:…" (the rest is not shown) was given'),
        ("database_url", "mysql://db?password=hush", '"mysql:…" (the rest is not shown) was'),
    ],
)
def test_a_wrong_secret_is_refused_without_being_shown(field: str, given: str, line: str) -> None:
    refused = refusal(**{field: given})
    assert line in refused
    assert "hush" not in refused


def test_everything_that_is_wrong_is_said_at_once(
    environment: Callable[[str, str], None],
) -> None:
    environment("INTERVIEW_BOT_PORT", "abc")
    environment("INTERVIEW_BOT_TIME_ZONE", "Mars")
    with pytest.raises(WrongSetting) as refused:
        Settings.read()
    assert [line.partition(":")[0] for line in refused.value.lines] == [
        "INTERVIEW_BOT_PORT",
        "INTERVIEW_BOT_TIME_ZONE",
    ]


def test_a_bot_token_alone_is_refused_since_nothing_could_reach_the_bot() -> None:
    assert "expected SLACK_APP_TOKEN" in refusal(slack_bot_token="xoxb-1")


@pytest.mark.parametrize(
    "way_in", [{"slack_app_token": "xapp-1"}, {"slack_signing_secret": "sealed"}]
)
def test_a_way_in_without_a_bot_token_is_refused(way_in: dict[str, str]) -> None:
    assert refusal(**way_in).startswith("SLACK_BOT_TOKEN: nothing was given; expected a bot token")


def test_a_mail_server_needs_a_sender_and_a_sender_a_mail_server() -> None:
    alone = refusal(smtp_url="smtp://127.0.0.1")
    assert alone.startswith("INTERVIEW_BOT_MAIL_FROM: nothing was given; expected an e-mail")
    assert refusal(mail_from="a@acme.example").startswith("INTERVIEW_BOT_SMTP_URL: nothing was")


def test_a_dotenv_file_that_is_no_text_is_refused() -> None:
    Path(".env").write_bytes(b"INTERVIEW_BOT_COMPANY=\xff\xfe")
    assert refusal() == ".env: cannot be read; expected a text file in UTF-8."


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = Settings.read(
        slack_bot_token="xoxb-hush",
        slack_app_token="xapp-hush",
        slack_signing_secret="hush",
        jwt_secret="hush" * 8,
        database_url="postgresql://ana:hush@db/interviews",
        smtp_url="smtp://sam:hush@mail.example.com",
        mail_from="interviews@acme.example",
    )
    assert "hush" not in repr(settings)
    assert "hush" not in str(settings)


def test_a_demo_takes_only_what_it_is_handed(environment: Callable[[str, str], None]) -> None:
    environment("SLACK_BOT_TOKEN", "xoxb-real")
    environment("SLACK_SIGNING_SECRET", "real")
    environment("INTERVIEW_BOT_DATABASE_URL", "postgresql://real")
    environment("INTERVIEW_BOT_PORT", "not even a number")
    Path(".env").write_text("INTERVIEW_BOT_COMPANY=Real", encoding="utf-8")
    settings = Settings.for_demo(
        database_url=DEMO_BOOK,
        slack_api_url=HERE.rstrip("/"),
        slack_bot_token="xoxb-demo",
        slack_signing_secret="demo",
        port=0,
    )
    assert (settings.database_url, settings.slack_api_url) == (DEMO_BOOK, HERE)
    assert (settings.port, settings.company) == (0, None)
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-demo"


def test_a_demo_refuses_a_slack_that_is_not_on_this_machine() -> None:
    with pytest.raises(ValueError, match="not on this machine"):
        Settings.for_demo(database_url=DEMO_BOOK, slack_api_url="https://slack.com/api/")


def test_a_wrong_value_for_a_demo_is_refused_in_the_same_words() -> None:
    with pytest.raises(WrongSetting, match='INTERVIEW_BOT_PORT: "-1" was given'):
        Settings.for_demo(database_url=DEMO_BOOK, slack_api_url=HERE, port=-1)


def test_bolt_is_kept_from_dropping_the_bot_token(
    environment: Callable[[str, str], None],
) -> None:
    environment("SLACK_CLIENT_ID", "1.2")
    environment("SLACK_CLIENT_SECRET", "sealed")
    keep_bolt_to_the_token()
    assert "SLACK_CLIENT_ID" not in os.environ  # noqa: TID251 - here the environment itself is tested
    assert "SLACK_CLIENT_SECRET" not in os.environ  # noqa: TID251 - the same


def test_the_command_has_the_same_name_by_default_in_settings_and_manifest() -> None:
    (command,) = manifest()["features"]["slash_commands"]
    assert Settings.read().command == command["command"]
