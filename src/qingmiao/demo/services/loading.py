from datetime import datetime, time

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qingmiao.access.models import Account
from qingmiao.demo.contracts import Loaded, Wish
from qingmiao.demo.deeds import DISTRICT_LOADED
from qingmiao.demo.rules.crowd import places
from qingmiao.demo.rules.district import invent
from qingmiao.demo.services.accounts import demo_accounts, open_accounts
from qingmiao.demo.services.archiving import archive_hours
from qingmiao.demo.services.asking import ask
from qingmiao.demo.services.contesting import judge_contests
from qingmiao.demo.services.crowd import gather
from qingmiao.demo.services.enrolling import fill_classes
from qingmiao.demo.services.evaluating import evaluate_classes
from qingmiao.demo.services.graduating import graduate, learn_elsewhere
from qingmiao.demo.services.matching import match_openings
from qingmiao.demo.services.rating import rate_members
from qingmiao.demo.services.reviews import hold_reviews
from qingmiao.demo.services.seating import seats
from qingmiao.demo.services.suggesting import answer_suggestions
from qingmiao.demo.services.tables import TABLES, set_sequences, write
from qingmiao.demo.services.telling import name_witnesses, tell_of_observations
from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Refused
from qingmiao.ledger.models import Entry
from qingmiao.ledger.services import record
from qingmiao.orgs.models import Unit
from qingmiao.people.dossiers.models import Person

EVENING = time(18)
LOCK = 0x71696E67  # one loader at a time


def build_district(*, actor: Actor, wish: Wish, password: str) -> Loaded:
    """Load the district, then tidy the tables once: lists answered from an index alone need that."""
    loaded = load_district(actor=actor, wish=wish, password=password)
    if loaded.is_new and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
    return loaded


@transaction.atomic
def load_district(*, actor: Actor, wish: Wish, password: str) -> Loaded:
    """载入演示区. Loads an invented district into an empty house, or says which one is there.

    Writes around the services of the rooms, in bulk: nobody did these deeds, so the ledger keeps
    one entry for all of them. Refused where a district that is not invented has moved in.

    A crowd is drawn to measure lists by: contests judged mark by mark, archived hours, certificates and
    waiting lists, which the services of the rooms play over again, are left out beside it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if (found := district_there(password=password)) is not None:
        return found
    _refuse_unless_empty()
    district = invent(wish)
    at = timezone.make_aware(datetime.combine(wish.day, EVENING))
    seated = seats(district)
    name_witnesses(district.book, seated)
    rows = write(district.book, at=at)
    if wish.crowd:
        where = places(district.tree)
        rows += gather(seed=wish.seed, day=wish.day, count=wish.crowd, where=where)
        set_sequences(TABLES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # whoever asks next, the planner knows what is there
    open_accounts(seated, begins=district.almanac.begins, password=password)
    tell_of_observations(at=at)
    hold_reviews(day=wish.day, at=at)
    rate_members(day=wish.day)
    answer_suggestions(day=wish.day)
    if not wish.crowd:
        judge_contests(day=wish.day, at=at)
        archive_hours(day=wish.day)
        graduate(day=wish.day)
        evaluate_classes(day=wish.day)
        learn_elsewhere(day=wish.day)
        fill_classes(day=wish.day)
        match_openings(day=wish.day)
        ask(day=wish.day, seed=wish.seed)
    serving = len(district.people.serving) + wish.crowd
    record(
        actor=actor,
        deed=DISTRICT_LOADED,
        subject=Unit.objects.get(path="/1/"),
        detail={
            "day": wish.day.isoformat(),
            "seed": str(wish.seed),
            "cadres": str(serving),
            "rows": str(rows),
        },
    )
    return Loaded(
        day=wish.day,
        seed=wish.seed,
        cadres=serving,
        rows=rows,
        accounts=demo_accounts(password=password),
        is_new=True,
    )


def district_there(*, password: str) -> Loaded | None:
    """The demo district that was loaded before, as the ledger remembers it."""
    entry = Entry.objects.filter(deed=DISTRICT_LOADED.code).order_by("-pk").first()
    if entry is None or not Person.objects.filter(is_demo=True).exists():
        return None
    return Loaded(
        day=datetime.fromisoformat(entry.detail["day"]).date(),
        seed=int(entry.detail["seed"]),
        cadres=int(entry.detail["cadres"]),
        rows=int(entry.detail["rows"]),
        accounts=demo_accounts(password=password),
        is_new=False,
    )


def _refuse_unless_empty() -> None:
    taken = [str(model._meta.verbose_name) for model in TABLES if model._default_manager.exists()]
    if Account.objects.filter(is_demo=True).exists():
        taken.append(str(_("演示账号")))
    if taken:
        raise Refused(
            _(
                "这里已有其他数据（%(tables)s），演示区只能载入空的系统：请用 QINGMIAO_HOME 另选一个目录，"
                "或用 DATABASE_URL 另指一个空数据库"
            )
            % {"tables": "、".join(taken[:5])}
        )
