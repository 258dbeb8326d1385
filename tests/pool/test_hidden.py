"""What a reader must not know of the own membership and of kin: whole answers with and without it."""

import re
from datetime import date
from difflib import unified_diff
from http import HTTPStatus

import pytest
from django.urls import NoReverseMatch, reverse

from qingmiao.access.enums import Role
from qingmiao.kernel.actor import SYSTEM
from qingmiao.notices.models import Notice
from qingmiao.notices.services.digest import compose_digest
from qingmiao.notices.services.feed import open_feed
from qingmiao.pool.deeds import WEEKLY_LIST
from qingmiao.pool.enums import MembershipState, RatingLevel, Tier, WatchKind
from qingmiao.pool.models import MembershipSource, Rating, Standard
from qingmiao.registers.models import SavedFilter
from tests.factories.demands import demand, discovery
from tests.factories.evidence import claim
from tests.factories.house import TODAY, acting, holder, kin, person, unit
from tests.factories.pool import AT, Hall, proposed
from tests.factories.selection import SEEN_ON, lead, membership, nomination, visit

pytestmark = pytest.mark.django_db
CHANGING = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"|nonce="[^"]*"')
NAMES = "周远", "周近"
BURDEN = "burden", "forms"


class Reader:
    """Somebody of the department with a brother among the cadres; both may be in the reserve or not."""

    def __init__(self, client, role):
        here = unit("青云镇")
        self.me, self.brother = (person(name, where=here) for name in NAMES)
        kin(self.me, self.brother)
        self.account = holder(role, who=self.me)
        self.seen = membership(person("林若曦", where=here), next_review_on=date(2026, 5, 1))
        self.hall = Hall(proposed(person("沈知远", where=here)))
        self.demand, self.visit = demand(), visit(unit=here)
        self.event = nomination(unit=here, state="accepted").event
        self.feed = open_feed(actor=acting(self.account), on=TODAY, at=AT, language="zh-hans")
        Standard.objects.create(name="在岗一年", tier="B", use="both", most_age=36)
        SavedFilter.objects.create(
            account_id=self.account.pk,
            owner_name="王干事",
            page="pool.membership",
            name="拟任考察",
            query="state=candidate",
        )
        self.client = client
        client.force_login(self.account)

    def hide(self):
        """Everything the rooms of 选 can say of somebody, said of oneself and of the brother."""
        mine = membership(self.me, tier="A", state="candidate", next_review_on=date(2026, 5, 1))
        theirs = proposed(self.brother)
        self.hall.put(theirs)
        for row in (mine, theirs):
            MembershipSource.objects.create(
                membership=row, channel="visit", happened_on=SEEN_ON, text="走访发现"
            )
            example = claim(row.person)
            Rating.objects.create(
                person=row.person, dimension="projects", level=RatingLevel.values[0],
                example=example, rated_on=TODAY, entered_by="样例",
            )  # fmt: skip
            discovery(self.demand, row.person)
            lead(
                person=row.person, name=row.person.name, visit=self.visit, unit=self.visit.unit,
                state="merged",
            )  # fmt: skip
            nomination(person=row.person, unit=self.visit.unit, event=self.event, state="accepted")
            self.tell(row, row._meta.label_lower)

    def tell(self, row, kind):
        Notice.objects.create(
            account=self.account, kind=WEEKLY_LIST.code, key=f"{kind}{row.pk}", subject_kind=kind,
            subject_id=row.pk, detail={"day": row.person.name}, url="/", sent_by="李部长",
            sent_at=AT, due_on=TODAY,
        )  # fmt: skip

    def answers(self, *, also=()):
        return {url: self.answer(url) for url in (*self.addresses(), *also)}

    def answer(self, url):
        got = self.client.get(url)
        body = b"".join(got.streaming_content) if got.streaming else got.content
        return got.status_code, CHANGING.sub("", body.decode(errors="replace"))

    def addresses(self):
        by_pk = {
            "pool:review-detail": self.hall.review.pk, "demands:demand-detail": self.demand.pk,
            "visits:visit-detail": self.visit.pk, "nominations:event-detail": self.event.pk,
            "dossiers:person": self.brother.pk, "orgs:unit": self.visit.unit.pk,
            "nominations:groups": self.event.pk, "nominations:event-units": self.event.pk,
            "demands:team": self.visit.unit.pk,
        }  # fmt: skip
        lists = (
            "pool:membership", "pool:source", "pool:rating", "pool:review", "pool:board",
            "pool:watch", "demands:demand", "visits:lead", "visits:inbox", "evidence:evidence",
            "nominations:nomination", "nominations:event", "dossiers:roster", "notices:list",
            "notices:bell", "notices:digests", "figures:catalogue", "reports:index",
            "pool:grid", "pool:suggestions", "demands:gaps", "nominations:decision",
            "fairness:monitor", "fairness:people", "fairness:habits",
        )  # fmt: skip
        yield from (reverse(name) for name in lists if resolvable(name))
        yield from (reverse(name, args=[pk]) for name, pk in by_pk.items())
        members, roster = reverse("pool:membership"), reverse("dossiers:roster")
        yield from (f"{members}?state={state}" for state in MembershipState.values)
        yield from (f"{members}?tier={tier}" for tier in Tier.values)
        yield from (f"{roster}?pool={tier}" for tier in Tier.values)
        yield from (f"{reverse('pool:watch')}?kind={kind}" for kind in WatchKind.values)
        for name in NAMES:
            yield f"{members}?q={name}"
            yield f"{reverse('nominations:nomination')}?q={name}"
            yield f"{reverse('visits:lead')}?q={name}"
            yield f"/search/?q={name}"
        yield f"{reverse('pool:suggestions')}?kind=exit"
        yield from (f"{reverse(f'burden:{page}')}?month={SEEN_ON:%Y-%m}" for page in BURDEN)
        yield "/"
        yield reverse("notices:feed", args=[self.feed])


def resolvable(name):
    try:
        return bool(reverse(name))
    except NoReverseMatch:
        return False


@pytest.mark.parametrize("role", [Role.OFFICER, Role.DEPARTMENT_LEADER, Role.DISTRICT_LEADER])
def test_no_answer_changes_with_what_must_stay_hidden(client, role):
    reader = Reader(client, role)
    before = reader.answers()
    assert {status for status, _ in before.values()} <= {HTTPStatus.OK, HTTPStatus.NOT_FOUND}

    reader.hide()

    changed = {
        url: list(unified_diff(text.splitlines(), after.splitlines(), n=0, lineterm=""))
        for (url, (_, text)), (_, after) in zip(
            before.items(), reader.answers().values(), strict=True
        )
        if text != after
    }
    assert changed == {}
    assert compose_digest(actor=SYSTEM, account_id=reader.account.pk, at=AT) is None
