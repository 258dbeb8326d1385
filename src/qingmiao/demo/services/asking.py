"""Two surveys, one told and one open, and a board on which some needs wait, some are covered and most are not."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from qingmiao.access.enums import Role
from qingmiao.access.models import Account
from qingmiao.access.queries import actor_for
from qingmiao.cultivation.courses.models import TrainingClass
from qingmiao.cultivation.needs import services
from qingmiao.cultivation.needs.contracts import QuestionDraft
from qingmiao.cultivation.needs.enums import Audience, GroupBy
from qingmiao.cultivation.needs.models import Invited, Need, Survey
from qingmiao.cultivation.needs.queries.survey import asked_of
from qingmiao.demo.rules.draw import Draw
from qingmiao.demo.rules.wishes import ASKED, BOARD, DOUBLE, LATER, PROPOSED, TOLD, sheet_of
from qingmiao.kernel.actor import Actor
from qingmiao.orgs.enums import CodeList
from qingmiao.orgs.models import CodeEntry, Unit
from qingmiao.people.dossiers.models import Person

ANSWERS, VOTERS = {TOLD: 110, LATER: 34}, 40


def ask(*, day: date, seed: int) -> None:
    officer = _officer(day)
    root = Unit.objects.get(path="/1/")
    draw = Draw(f"{seed}:needs")
    first = _survey(officer, root, TOLD, opens=day - timedelta(days=75), days=20)
    _answered(first, draw, on=day - timedelta(days=70))
    services.close_survey(actor=officer, survey_id=first.pk, on=first.closes_on + timedelta(days=1))
    second = _survey(officer, root, LATER, opens=day - timedelta(days=6), days=16)
    _answered(second, draw, on=day - timedelta(days=3))
    _board(officer, first, draw, day=day)


def _survey(officer: Actor, root: Unit, title: str, *, opens: date, days: int) -> Survey:
    survey = Survey.objects.create(
        title=title,
        lead="三分钟答完，不记名；结果用来定下半年的班次。",
        organizer=root,
        audience=Audience.YOUNG,
        group_by=GroupBy.AGE,
        opens_on=opens,
        closes_on=opens + timedelta(days=days),
        entered_by=officer.name,
    )
    for label, kind, options, most in ASKED:
        draft = QuestionDraft(label=label, kind=kind, options=options, most=most)
        services.add_question(actor=officer, survey_id=survey.pk, draft=draft)
    return services.open_survey(actor=officer, survey_id=survey.pk, on=opens)


def _answered(survey: Survey, draw: Draw, *, on: date) -> None:
    questions = asked_of(survey_id=survey.pk)
    cadre = Account.objects.get(username=Role.CADRE.value).person_id
    asked = Invited.objects.filter(survey=survey).exclude(person=cadre).order_by("person")
    for invited in draw.some(list(asked.select_related("person")), ANSWERS[survey.title]):
        services.answer_survey(
            actor=_of(invited.person), survey_id=survey.pk, said=sheet_of(draw, questions), on=on
        )


def _board(officer: Actor, survey: Survey, draw: Draw, *, day: date) -> None:
    voters = [each.person for each in Invited.objects.filter(survey=survey).order_by("person")]
    voters = draw.some(voters, VOTERS)
    topics = {
        entry.code: entry for entry in CodeEntry.objects.filter(code_list=CodeList.TRAINING_TOPICS)
    }
    needs = []
    for title, description, votes, topic, option in BOARD:
        need = services.lift_need(
            actor=officer, survey_id=survey.pk, title=title, description=description,
            on=survey.closes_on + timedelta(days=3), topic=topics[topic],
            option=option,
        )  # fmt: skip
        for person in draw.some(voters, votes):
            services.vote_need(actor=_of(person), need_id=need.pk)
        needs.append(need)
    for title, description in PROPOSED:
        services.propose_need(actor=_of(voters[0]), title=title, description=description, on=day)
    declined = Need.objects.get(title=PROPOSED[-1][0])
    services.read_need(
        actor=officer, need_id=declined.pk, admits=False, title=declined.title, description="",
        reason="由市里统一组织，区里不另开班。",
    )  # fmt: skip
    at = timezone.make_aware(datetime.combine(day, time(9)))
    double = services.propose_need(
        actor=_of(voters[1]), title=DOUBLE[0], description=DOUBLE[1], on=day
    )
    services.merge_need(
        actor=officer, need_id=double.pk, into_id=needs[1].pk, at=at,
        reason="与改稿会是同一件事，合在一起办。",
    )  # fmt: skip
    latest = TrainingClass.objects.standing().filter(begins__gt=survey.closes_on).order_by("begins")
    for around, need in zip(latest[:3], needs[:3], strict=False):
        services.cite_needs(actor=officer, class_id=around.pk, need_ids=[need.pk], at=at)


def _of(person: Person) -> Actor:
    """Somebody without an account who answers all the same: the invented district is wider than its accounts."""
    return Actor(account_id=0, name=person.name, person_id=person.pk, door="command")


def _officer(day: date) -> Actor:
    return actor_for(
        account=Account.objects.get(username=Role.OFFICER.value), on=day, door="command"
    )
