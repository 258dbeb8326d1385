"""Rows into tables by COPY, every column written, every constraint and trigger left in force."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.models import NOT_PROVIDED
from psycopg import sql
from psycopg.types.json import Jsonb

from qingmiao.access.models import KinTie
from qingmiao.appointment.cases.models import Appointment, Case
from qingmiao.appointment.probation.models import Probation
from qingmiao.appointment.vacancies.models import Vacancy
from qingmiao.cultivation.campaigns.models import (
    Campaign,
    Contribution,
    Progress,
    Reading,
    Round,
    SignIn,
    Sitting,
    Support,
    Task,
)
from qingmiao.cultivation.courses.models import Attendance, Programme, Session, TrainingClass
from qingmiao.cultivation.lectures.models import CorpsMember, Lecture, Speaking
from qingmiao.cultivation.plans.models import Competence, Goal, Plan, Profile, Review, Template
from qingmiao.demo.contracts import Book, Row
from qingmiao.engines.vault.services import seal_file
from qingmiao.evidence.models import Evidence
from qingmiao.orgs.models import CodeEntry, Post, Unit, UnitVersion
from qingmiao.people.dossiers.models import (
    Appraisal,
    Award,
    Education,
    FamilyMember,
    FormSheet,
    LevelSpell,
    Person,
    PersonFacts,
    PersonTag,
    Photo,
    Spell,
)
from qingmiao.people.dossiers.services.sealing import index_of, sealed_number
from qingmiao.placement.blocks.models import Block, Duty, ResidentRequest
from qingmiao.placement.mentoring.models import Mentorship, MentorTalk
from qingmiao.placement.openings.models import Opening, Wish
from qingmiao.placement.postings.models import Posting, Scheme
from qingmiao.pool.models import Membership, MembershipSource, StateChange
from qingmiao.registers.enums import Source
from qingmiao.registers.models import Record
from qingmiao.selection.contests.models import (
    Contest,
    Criterion,
    DrawShare,
    Entry,
    JudgeGroup,
    PlateDraw,
    Stage,
    StageMark,
    TieStep,
)
from qingmiao.selection.demands.models import Demand, DemandStep, Discovery, Target
from qingmiao.selection.nominations.models import (
    EventCategory,
    FormQuestion,
    GroupDecision,
    NilReturn,
    Nomination,
    NominationEvent,
    Referee,
    UnitQuota,
)
from qingmiao.selection.observations.models import Front, Observation
from qingmiao.selection.visits.models import (
    Attendee,
    Enclosure,
    Heard,
    Lead,
    Liaison,
    Segment,
    Visit,
)
from qingmiao.selection.visits.services.enclosure import place_of
from qingmiao.stewardship.apartments.models import Flat, Lease
from qingmiao.stewardship.childcare.models import CareSession, Enrolment
from qingmiao.stewardship.inspections.models import Check, Finding
from qingmiao.stewardship.integrity.models import Activity, ActivityAttendance
from qingmiao.stewardship.measures.models import Benefit, Measure

TABLES: tuple[type[models.Model], ...] = (
    CodeEntry, Unit, UnitVersion, Post,
    Person, PersonFacts, Education, Spell, LevelSpell, Appraisal, Award, FamilyMember, PersonTag,
    Photo, FormSheet, KinTie,
    Membership, MembershipSource, StateChange, Evidence,
    Target, Demand, DemandStep, Discovery,
    Segment, Liaison, Visit, Lead, Attendee, Heard, Enclosure, NominationEvent, EventCategory, UnitQuota, FormQuestion,
    NilReturn, Nomination, Referee, GroupDecision, Front, Observation,
    Stage, Criterion, JudgeGroup, TieStep, Contest, Entry, StageMark, PlateDraw, DrawShare,
    Programme, TrainingClass, Session, Attendance, CorpsMember, Lecture, Speaking, Campaign,
    Round, Sitting, SignIn, Contribution, Support, Reading, Task, Progress,
    Template, Competence, Profile, Plan, Goal, Review,
    Scheme, Posting, Opening, Wish, Mentorship, MentorTalk, Block, Duty, ResidentRequest,
    Activity, ActivityAttendance, Check, Finding, Measure, Benefit, Flat, Lease, CareSession,
    Enrolment,
    Vacancy, Case, Appointment, Probation,
)  # fmt: skip
"""Every table the district fills, those that others point at first; but what belongs to the rule of a
contest before the contest, which holds it frozen from the moment it is there."""
BY_LABEL = {model._meta.label_lower: model for model in TABLES}
ENTERED_BY = "演示数据"
UNSEALED = {"id_number", "content"}
"""What a row carries and no column keeps."""


def write(book: Book, *, at: datetime) -> int:
    """Copy the whole book and set the sequences behind it. Returns the number of rows."""
    unknown = set(book.tables) - set(BY_LABEL)
    if unknown:
        raise LookupError(f"no table for {sorted(unknown)}")
    for label, model in BY_LABEL.items():
        if rows := book.rows(label):
            sealed = SEALED.get(model)
            copy_rows(model, list(sealed(rows)) if sealed else rows, at=at)
    set_sequences(BY_LABEL[label] for label in book.tables)
    return len(book)


def copy_rows(model: type[models.Model], rows: list[Row], *, at: datetime) -> None:
    """``at`` stands where the database would write the present moment."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields),
    )
    if (
        unknown := {key for row in rows for key in row}
        - {field.attname for field in fields}
        - UNSEALED
    ):
        raise LookupError(f"{model._meta.label} has no {sorted(unknown)}")
    plans = [(field.attname, _default(model, field, at), _shape(field)) for field in fields]
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(
                [
                    shape(row[name]) if name in row and shape else row.get(name, default)
                    for name, default, shape in plans
                ]
            )


def _default(model: type[models.Model], field: "models.Field[Any, Any]", at: datetime) -> Any:
    """What a row that does not say gets; a uid must be said, for every row has its own."""
    if field.name == "source" and issubclass(model, Record):
        return Source.DEMO.value
    if field.name == "entered_by" and issubclass(model, Record):
        return ENTERED_BY
    if field.db_default is not NOT_PROVIDED:
        return at
    if isinstance(field, models.UUIDField):
        return None
    value = field.get_default()
    return Jsonb(value) if isinstance(field, models.JSONField) else value


def _shape(field: "models.Field[Any, Any]") -> Any:
    if isinstance(field, models.UUIDField):
        return lambda number: UUID(int=number)
    if isinstance(field, models.JSONField):
        return Jsonb
    return None


def _sealed(rows: Iterable[Row]) -> Iterator[Row]:
    """People with their identity numbers closed; the number in the clear is never written."""
    for row in rows:
        number, uid = row["id_number"], UUID(int=row["uid"])
        yield row | {"id_sealed": sealed_number(number, uid), "id_index": index_of(number)}


def _sealed_files(rows: Iterable[Row]) -> Iterator[Row]:
    """Photographs and voice notes closed; their content in the clear is never written."""
    for row in rows:
        place = place_of(UUID(int=row["uid"]))
        yield row | {"sealed": seal_file(row["content"], key=settings.FIELD_KEY, place=place)}


SEALED: dict[type[models.Model], Callable[[Iterable[Row]], Iterator[Row]]] = {
    Person: _sealed,
    Enclosure: _sealed_files,
}


def set_sequences(written: Iterable[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        for model in written:
            table = model._meta.db_table
            key = model._meta.pk
            if key is None or not isinstance(key, models.AutoField | models.BigAutoField):
                continue
            cursor.execute(
                sql.SQL(
                    "SELECT setval(pg_get_serial_sequence(%s, %s), GREATEST(max({key}), 1)) FROM {table}"
                ).format(key=sql.Identifier(key.column), table=sql.Identifier(table)),
                [table, key.column],
            )
