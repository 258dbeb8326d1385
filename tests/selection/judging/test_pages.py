"""The doors of judging: the pad with and without a script, the console, and what a judge never meets."""

import json
import re
from contextlib import suppress
from http.client import HTTPConnection
from threading import Barrier, Thread
from time import monotonic
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.access.models import Account
from qingmiao.selection.judging.models import Assignment, DraftMark, Score, Sheet, Sitting
from qingmiao.selection.judging.rules.commitment import seal_of
from qingmiao.selection.judging.services.sheet import sign_sheet
from qingmiao.selection.results.services.verifying import verified
from tests.factories import house, judging
from tests.permissions.addresses import routes

pytestmark = pytest.mark.django_db


def signed_in(judge):
    client = Client()
    client.force_login(Account.objects.get(pk=judge.account_id))
    return client


def desk(place, role=Role.CONTEST_SECRETARY):
    client = Client()
    client.force_login(house.holder(role, matter=(ScopeKind.CONTEST, place.contest.pk)))
    return client


def marks(place, *values, **more):
    return {f"c-{c.pk}": v for c, v in zip(place.criteria, values, strict=True)} | more


def at(name, *args):
    return reverse(f"judging:{name}", args=args)


# ---------------------------------------------------------------- the pad
def test_signing_leads_to_the_next_plate(place, rows):
    me = signed_in(place.judges[0])
    first, second = [row for row in rows if row.judge == place.judges[0]]

    answer = me.post(at("pad", first.pk), marks(place, "80", "80", do="sign"))
    last = me.post(at("pad", second.pk), marks(place, "80", "80", do="sign"))

    assert answer.url == at("pad", second.pk)
    assert last.url == at("plates", place.stage.pk)
    assert me.get(at("pad", first.pk)).context["is_signed"]


def test_a_refusal_is_the_same_page_with_what_was_typed(place, rows):
    answer = signed_in(place.judges[0]).post(
        at("pad", rows[0].pk), marks(place, "101", "80", do="sign")
    )

    assert answer.status_code == 422
    assert "“策划”须在 0 到 100 之间" in answer.content.decode()
    assert 'value="101"' in answer.content.decode()
    assert not Sheet.objects.exists()


def test_keeping_works_without_a_script(place, rows):
    me = signed_in(place.judges[0])
    me.post(at("pad", rows[0].pk), marks(place, "101", "", do="keep"))

    assert 'value="101"' in me.get(at("pad", rows[0].pk)).content.decode()


def test_the_script_keeps_by_sequence_and_hears_why_not(place, rows):
    me = signed_in(place.judges[0])
    kept = me.post(at("draft", rows[0].pk), marks(place, "80", "81", sequence="3"))
    late = me.post(at("draft", rows[0].pk), marks(place, "1", "1", sequence="2"))
    Sitting.objects.update(state="closed", closed_at=judging.ENDED, closed_by="秘书")
    closed = me.post(at("draft", rows[0].pk), marks(place, "9", "9", sequence="4"))

    assert (json.loads(kept.content), json.loads(late.content)) == (
        {"sequence": 3},
        {"sequence": 3},
    )
    assert set(DraftMark.objects.values_list("text", flat=True)) == {"80", "81"}
    assert (closed.status_code, json.loads(closed.content)["reasons"]) == (
        422, ["这个环节已经封存，不能再评分"],
    )  # fmt: skip


def test_a_judge_opens_nobody_else_s_sheet(place, rows):
    other = signed_in(place.judges[1])

    for name in ("pad", "recuse", "correct", "sheet"):
        assert other.get(at(name, rows[0].pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_plates_does_not_grow(count, django_assert_num_queries):
    place = judging.arena(entries=count, judges=1)
    judging.everybody(place)
    me = signed_in(place.judges[0])
    me.get(at("plates", place.stage.pk))

    with django_assert_num_queries(5):
        me.get(at("plates", place.stage.pk))


@pytest.mark.parametrize("count", [1, 3])
def test_the_console_does_not_grow(count, django_assert_num_queries):
    place = judging.arena(entries=count, judges=count)
    judging.everybody(place)
    chair = desk(place)
    chair.get(at("console", place.contest.pk))

    with django_assert_num_queries(22):
        chair.get(at("console", place.contest.pk))


def test_the_console_counts_what_judges_answered_and_leads_to_them(place):
    judging.judge(place, state="invited")
    judging.judge(place, state="declined", end_reason="出差")
    console = desk(place).get(at("console", place.contest.pk)).content.decode()
    listed = desk(place).get(at("judge"), {"contest": place.contest.pk, "state": "invited"})

    assert f"{at('judge')}?contest={place.contest.pk}&amp;state=invited" in console
    assert "已接受 5" in console
    assert "已邀请 1" in console
    assert [line.cells[0].text for line in listed.context["lines"]] == ["J06"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_of_judges_does_not_grow(count, django_assert_num_queries):
    place = judging.arena(entries=1, judges=count)
    office = Client()
    office.force_login(house.holder(Role.OFFICER))
    office.get(at("judge"))

    with django_assert_num_queries(8):
        listed = office.get(at("judge"))

    assert listed.context["total"] == len(place.judges)


def test_a_contestant_finds_the_way_to_ask_a_judge_to_step_back(place):
    cadre, door = house.account(who=place.entries[0].person), Client()
    house.grant(cadre, Role.CADRE, matter=(ScopeKind.OWN, cadre.person_id))
    door.force_login(cadre)
    url = at("object", place.entries[0].pk)
    mine = door.get(reverse("contests:desk")).content.decode()
    judge = place.judges[0]
    asked = door.post(url, {"judge": judge.pk, "kind": "kin", "because": "表兄弟"})
    type(place.contest).objects.filter(pk=place.contest.pk).update(state="provisional")
    later = door.get(reverse("contests:desk")).content.decode()

    assert url in mine
    assert (asked.status_code, asked["Location"]) == (302, reverse("contests:desk"))
    assert judge.conflicts.get().origin == "contestant"
    assert url not in later


# ---------------------------------------------------------------- blind
SECRET, UNIT = "绝不可见", "不可见局"


TABLES = ("-apply", "-undo", "-errors", "-batch", "-template", "-import")
"""Doors of imported tables: a judge may keep no register, and they are addressed by batch."""


NEAR = ("contests:", "judging:", "dossiers:", "search")
"""Where a contestant could stand beside a contest; evidence and figures tell results only."""


def addresses_for(place, row, rooms=("",)):
    """Every page of these rooms, with the numbers of the contest, its stage, its entry and a sheet."""
    entry = place.entries[0]
    numbers = {
        place.contest.pk, place.stage.pk, row.pk, entry.pk, entry.person_id, entry.unit_id,
    }  # fmt: skip
    assert get_resolver().url_patterns
    for name, groups in routes():
        if name.endswith(TABLES) or not name.startswith(rooms):
            continue
        if not groups:
            yield reverse(name)
        elif groups == 1:
            with suppress(NoReverseMatch):  # an address that takes a word
                yield from [reverse(name, args=[number]) for number in sorted(numbers)]


def test_no_answer_to_a_judge_names_a_contestant_while_blind(place):
    """Every address of the site, asked by a judge: no name, no unit, no dossier's number in a link."""
    for entry in place.entries[:1]:
        type(entry.person).objects.filter(pk=entry.person_id).update(
            name=f"{SECRET}{entry.pk}", search_text=f"{SECRET}{entry.pk}"
        )
        type(entry.unit).objects.filter(pk=entry.unit_id).update(name=UNIT, short_name=UNIT)
    [row, *_rest] = judging.everybody(place)
    sign_sheet(
        actor=judging.acting(place.judges[0]), assignment_id=row.pk,
        typed={criterion.pk: "80" for criterion in place.criteria},
    )  # fmt: skip
    judging.conflict(place.judges[1], place.entries[0], because=f"{SECRET}的亲属")
    me = signed_in(place.judges[0])
    leaks, opened = [], 0
    people = {entry.person_id for entry in place.entries}
    links = re.compile(r"/people/(\d+)/")
    for url in addresses_for(place, row):
        answer = me.get(url)
        body = b"".join(answer) if answer.streaming else answer.content
        opened += answer.status_code == 200
        text = body.decode(errors="replace")
        linked = (
            {int(found) for found in links.findall(text)} if answer.status_code == 200 else set()
        )
        if SECRET in text or people & linked or (UNIT in text and not url.startswith("/orgs/")):
            leaks.append(url)

    assert leaks == []
    assert opened > 10
    search = me.get(reverse("search"), {"q": SECRET}).content.decode()
    assert SECRET not in search.replace(f'value="{SECRET}"', "").replace(f"“{SECRET}”", "")


@pytest.mark.parametrize(
    "role",
    [Role.OFFICER, Role.CONTEST_SECRETARY, Role.UNIT_SECRETARY],
)
def test_whoever_judges_blind_meets_no_contestant_whatever_else_they_are(place, role):
    """Pages of the contest, of its people and every list: no page ties a name to the contest."""
    entry = place.entries[0]
    type(entry.person).objects.filter(pk=entry.person_id).update(
        name=SECRET, search_text=SECRET, unit=entry.unit
    )
    type(place.contest).objects.filter(pk=place.contest.pk).update(title="盲评之赛")
    [row, *_rest] = judging.everybody(place)
    judging.conflict(place.judges[1], entry, because=f"{SECRET}的亲属")
    over = entry.unit if role == Role.UNIT_SECRETARY else None
    matter = (ScopeKind.CONTEST, place.contest.pk) if role == Role.CONTEST_SECRETARY else None
    account = Account.objects.get(pk=place.judges[0].account_id)
    house.grant(account, role, over=over, matter=matter)
    me = signed_in(place.judges[0])
    leaks, opened = [], 0
    for url in addresses_for(place, row, NEAR):
        answer = me.get(url)
        body = b"".join(answer) if answer.streaming else answer.content
        opened += answer.status_code == 200
        text = body.decode(errors="replace")
        ours = url.startswith(("/select/contests/", "/select/judging/"))
        if SECRET in text and (ours or "盲评之赛" in text):
            leaks.append(url)

    assert leaks == []
    assert opened > 10


def test_a_result_opens_the_names_to_a_judge_who_may_read_them(place):
    house.grant(Account.objects.get(pk=place.judges[0].account_id), Role.OFFICER)
    me = signed_in(place.judges[0])
    entry = reverse("contests:entry-detail", args=[place.entries[0].pk])

    before = me.get(entry).status_code
    type(place.contest).objects.filter(pk=place.contest.pk).update(state="provisional")

    assert (before, me.get(entry).status_code) == (404, 200)


def test_the_name_is_shown_where_the_phase_allows_it():
    place = judging.arena(entries=1, judges=1, is_blind=False)
    [row] = judging.everybody(place)

    page = signed_in(place.judges[0]).get(at("pad", row.pk)).content.decode()

    assert str(place.entries[0].person) in page


# ---------------------------------------------------------------- the desk
def test_the_console_says_who_has_not_signed_and_nothing_of_the_marks(place, rows):
    judging.sheet(rows[0], "83.5", "97.5")

    page = desk(place).get(at("console", place.contest.pk)).content.decode()

    assert "已签 1 / 2" in page
    assert "83.5" not in page
    assert "97.5" not in page


def test_the_desk_reads_a_sheet_when_the_stage_is_sealed(place, rows):
    judging.sheet(rows[0], "83.5", "97.5")
    chair = desk(place)

    assert chair.get(at("sheet", rows[0].pk)).status_code == 404
    chair.post(at("seal", place.stage.pk), {"reason": "停电改期"})
    page = chair.get(at("sheet", rows[0].pk)).content.decode()

    assert "83.50" in page
    assert "c" * 64 in page


def test_paper_through_the_pages(place, rows):
    one, two = desk(place), desk(place, Role.CONTEST_SUPERVISOR)
    wrong = one.post(at("paper", rows[0].pk), marks(place, "999", "80"))
    one.post(at("paper", rows[0].pk), marks(place, "80", "81"))
    own = one.post(at("confirm", rows[0].pk), {"do": "confirm"})
    two.post(at("confirm", rows[0].pk), {"do": "return", "reason": "表达是 82"})
    one.post(at("paper", rows[0].pk), marks(place, "80", "82"))
    two.post(at("confirm", rows[0].pk), {"do": "confirm", f"c-{place.criteria[0].pk}": "99"})

    assert (wrong.status_code, own.status_code) == (422, 422)
    assert sorted(map(str, Score.objects.values_list("value", flat=True))) == ["80.00", "82.00"]


def test_inviting_assigning_and_opening_in_the_browser():
    place = judging.arena(entries=2, judges=4)
    office = Client()
    office.force_login(house.holder(Role.OFFICER))
    office.post(
        at("judge-new", place.contest.pk),
        {"group": place.group.pk, "name": "陈教授", "work_text": "省委党校"},
    )
    invited = place.contest.pk and Account.objects.get(username=f"judge-{place.contest.pk}-05")
    expert = Client()
    expert.force_login(invited)
    answer = expert.get(at("mine"))
    seat = answer.context["invited"][0]
    expert.post(at("invitation", seat.pk), {"answer": "yes", "reason": ""})
    office.post(
        at("assign", place.stage.pk), {"each": "", "entries": [e.pk for e in place.entries]}
    )
    office.post(at("open", place.stage.pk))

    assert Assignment.objects.filter(state="assigned").count() == 10
    assert Sitting.objects.get().state == "open"
    assert len(expert.get(at("mine")).context["lines"]) == 1
    for name in ("console", "judges", "conflicts"):
        assert office.get(at(name, place.contest.pk)).status_code == 200
    assert office.get(at("sheets", place.stage.pk)).status_code == 200
    assert office.get(at("judge-detail", seat.pk)).status_code == 200
    assert office.get(at("contests")).status_code == 200


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_papers_are_printed_before_and_after_sealing(place, rows, kind):
    judging.sheet(rows[0], "80", "80")
    chair = desk(place)

    before = chair.get(at("print", place.stage.pk, kind))
    chair.post(at("seal", place.stage.pk), {"reason": "停电"})
    after = chair.get(at("print", place.stage.pk, kind))

    assert before.status_code == after.status_code == 200
    assert before.content[:2] == {"docx": b"PK", "pdf": b"%P"}[kind]
    assert before.content != after.content


def test_whoever_holds_a_sign_off_sheet_compares_it_signed_out(place, rows):
    """By the digest on the paper; without it nothing is told, and with it neither a mark nor a name."""
    for row in rows:
        judging.sheet(row, "81.5", "90", commitment=f"{row.pk:064}")
    digest = seal_of(f"{row.pk:064}" for row in rows)
    stranger, there = Client(), at("sealed", place.stage.pk, digest)
    open_yet = stranger.get(there)
    desk(place).post(at("seal", place.stage.pk), {"reason": ""})

    told = stranger.get(there)

    shown = told.content.decode()
    assert (open_yet.status_code, told.status_code) == (404, 200)
    assert "封存摘要与系统一致" in shown
    assert shown.count("<code>") == len(rows)
    assert "81.5" not in shown
    assert not any(str(entry.person) in shown for entry in place.entries)
    assert stranger.get(at("sealed", place.stage.pk, "0" * 64)).status_code == 404
    assert stranger.get(at("sealed", place.stage.pk, "摘要")).status_code == 404


# ---------------------------------------------------------------- sixty at once
def browser_of(judge, server):
    """A judge's tablet: cookies of its own and a connection to the server, nothing of Django between."""
    session = signed_in(judge).cookies[settings.SESSION_COOKIE_NAME].value
    token = "a" * 32
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={token}"
    head = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    host = urlsplit(server.url).netloc

    def post(address, data):
        line = HTTPConnection(host)
        line.request("POST", address, urlencode(data | {"csrfmiddlewaretoken": token}), head)
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer.status

    return post


@pytest.mark.django_db(transaction=True)
def test_sixty_judges_signing_at_once_lose_nothing(live_server):
    """Each presses twice, as on a weak network; the answer is counted once."""
    place = judging.arena(entries=1, judges=60)
    rows = judging.everybody(place)
    tablets = [(browser_of(row.judge, live_server), row.pk) for row in rows]
    hands = 12
    barrier, statuses = Barrier(hands), []
    begun = monotonic()

    def press(share):
        barrier.wait()
        signed = marks(place, "80", "90.5", do="sign")
        for post, pk in share:
            statuses.extend(post(at("pad", pk), signed) for _again in range(2))

    threads = [Thread(target=press, args=(tablets[number::hands],)) for number in range(hands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [302] * 60 + [422] * 60
    assert Sheet.objects.filter(state="signed").count() == 60
    assert Score.objects.count() == 120
    assert verified(contest=place.contest).flaws == ()
    assert monotonic() - begun < 60
