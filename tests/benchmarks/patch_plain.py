"""The same call as most people would write it: FastAPI, SQLAlchemy's ORM, no rules, no notices.

`python patch_plain.py PORT DATABASE SECRET` serves (DATABASE is an address); with FILE as well it
fills the database from a file of ours. The Rails app beside it uses the same tables.
"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import jwt
import uvicorn
from fastapi import Depends, FastAPI, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict
from sqlalchemy import ForeignKey, create_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    sessionmaker,
)


class Base(DeclarativeBase):
    """The tables of it."""


class User(Base):
    """A person."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    role: Mapped[str]
    image: Mapped[str | None]
    phone_number: Mapped[str | None]
    contact_phone_number: Mapped[str | None]


class JobDriver(Base):
    """An application."""

    __tablename__ = "job_drivers"

    id: Mapped[int] = mapped_column(primary_key=True)
    driver_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str]
    currency: Mapped[str | None]
    updated_at: Mapped[datetime]
    driver: Mapped[User] = relationship()


class Interview(Base):
    """An interview."""

    __tablename__ = "interviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    interviewee_id: Mapped[int] = mapped_column(ForeignKey("job_drivers.id"))
    interviewer_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[str]
    location: Mapped[str | None]
    start_at: Mapped[datetime]
    end_at: Mapped[datetime]
    status: Mapped[str]
    amend_start_at: Mapped[datetime | None]
    amend_end_at: Mapped[datetime | None]
    amended_by: Mapped[str | None]
    updated_at: Mapped[datetime]
    interviewee: Mapped[JobDriver] = relationship()
    interviewer: Mapped[User] = relationship()


class Out(BaseModel):
    """What is read from rows."""

    model_config = ConfigDict(from_attributes=True)


class DriverOut(Out):
    """As in the answer."""

    id: int
    image: str | None
    phone_number: str | None
    title: str


class IntervieweeOut(Out):
    """As in the answer."""

    id: int
    currency: str | None
    driver: DriverOut
    kind: str
    updated_at: datetime


class InterviewerOut(Out):
    """As in the answer."""

    id: int
    contact_phone_number: str | None
    image: str | None
    title: str


class InterviewOut(Out):
    """As in the answer."""

    id: int
    amend_end_at: datetime | None
    amend_start_at: datetime | None
    amended_by: str | None
    end_at: datetime
    interviewee: IntervieweeOut
    interviewee_id: int
    interviewer: InterviewerOut
    interviewer_id: int
    kind: str
    location: str | None
    start_at: datetime
    status: str


class Change(BaseModel):
    """What may be changed."""

    kind: str | None = None
    location: str | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None
    interviewee_id: int | None = None
    interviewer_id: int | None = None


class ChangeIn(BaseModel):
    """The body that comes in."""

    interview: Change


class AnswerOut(BaseModel):
    """The body that goes out."""

    interview: InterviewOut


def make_app(database: str, secret: str) -> FastAPI:
    """Make the app."""
    is_file = database.startswith("sqlite")
    engine = create_engine(database, connect_args={"check_same_thread": False} if is_file else {})
    sessions = sessionmaker(engine)
    app = FastAPI()

    def session() -> Iterator[Session]:
        with sessions() as opened:
            yield opened

    Database = Annotated[Session, Depends(session)]  # noqa: N806 - a type
    Bearer = Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]  # noqa: N806 - a type

    def user(bearer: Bearer, database: Database) -> User:
        try:
            claims = jwt.decode(bearer.credentials, secret, algorithms=["HS256"],
                                options={"verify_aud": False})  # fmt: skip
        except jwt.InvalidTokenError:
            raise HTTPException(401) from None
        found = database.get(User, int(claims["sub"]))
        if found is None or found.role not in {"operator", "admin"}:
            raise HTTPException(403)
        return found

    @app.patch("/api/v1/interviews/{interview_id}")
    def update(
        interview_id: int, change: ChangeIn, database: Database, _: Annotated[User, Depends(user)]
    ) -> AnswerOut:
        interview = database.get(
            Interview,
            interview_id,
            options=[
                joinedload(Interview.interviewee).joinedload(JobDriver.driver),
                joinedload(Interview.interviewer),
            ],
        )
        if interview is None:
            raise HTTPException(404)
        for name, value in change.interview.model_dump(exclude_unset=True).items():
            setattr(interview, name, value)
        interview.status = "pending"
        interview.amend_start_at = interview.amend_end_at = interview.amended_by = None
        interview.updated_at = datetime.now(UTC)  # noqa: TID251 - a peer, with a clock of its own
        database.commit()
        database.refresh(interview)
        return AnswerOut(interview=InterviewOut.model_validate(interview))

    return app


def fill(database: str, file: Path) -> None:
    """Fill a new database."""
    engine = create_engine(database)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for line in file.read_text(encoding="utf-8").splitlines():
            for row in _rows(json.loads(line)):
                session.merge(row) if not isinstance(row, Interview) else session.add(row)
        session.commit()


def _rows(line: dict[str, Any]) -> Iterator[Base]:
    if "user" in line:
        yield User(**line["user"])
        return
    interview = line["interview"]
    interviewee, interviewer = interview.pop("interviewee"), interview.pop("interviewer")
    yield User(role="driver", **interviewee.pop("driver") | {"id": interviewee["id"] - 15_000})
    updated_at = datetime.fromisoformat(interviewee.pop("updated_at"))
    yield JobDriver(**interviewee, driver_id=interviewee["id"] - 15_000, updated_at=updated_at)
    yield User(role="interviewer", **interviewer)
    times = {name: datetime.fromisoformat(interview[name]) for name in ("start_at", "end_at")}
    yield Interview(**interview | times, updated_at=updated_at)


if __name__ == "__main__":
    port, database, secret, *file = sys.argv[1:]
    if file:
        fill(database, Path(file[0]))
    else:
        uvicorn.run(make_app(database, secret), port=int(port), log_level="warning")
