"""The form: four parties kept apart, sent once, mended before closing."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.ledger.models import Entry
from qingmiao.notices.models import Notice
from qingmiao.selection.nominations.models import Draft, Nomination, Referee
from qingmiao.selection.nominations.queries.mine import about_me, drafts
from qingmiao.selection.nominations.services.draft import (
    AlreadySubmitted,
    begin_mending,
    drop_draft,
    keep_draft,
    submit_draft,
)
from qingmiao.selection.nominations.services.nomination import (
    return_nomination,
    withdraw_nomination,
)
from qingmiao.selection.nominations.services.referee import answer_as_referee
from tests.factories.house import account, actor, kin, officer, secretary
from tests.factories.selection import event, nomination
from tests.selection.nominations.conftest import (
    AT,
    ON,
    begun,
    cadre,
    sheet,
    submitted,
    vouching,
)

pytestmark = pytest.mark.django_db
LATE = date(2026, 4, 1)


def refusal(by, notice, who, **options):
    with pytest.raises(Refused) as no:
        submitted(by, notice, who, **options)
    return no.value.reasons


def test_the_four_parties_stand_beside_each_other(town):
    row = submitted(
        town.secretary, town.notice, town.cadre, unit=town.unit, referees=vouching(town.colleague)
    )

    row.refresh_from_db()
    [referee] = row.referees.all()
    assert (row.submitter_name, row.nominator, row.person, referee.person) == (
        "赵书记", "青云镇党委", town.cadre, town.colleague,
    )  # fmt: skip
    assert (row.state, row.route, row.unit) == ("submitted", "organization", town.unit)
    [entry] = Entry.objects.filter(deed="nominations.nomination.submitted")
    verdicts = {one["verdict"] for one in entry.detail["assessment"]["findings"]}
    assert verdicts == {"met"}


def test_the_parties_are_not_confused(town):
    who = secretary(town.unit, who=town.cadre)

    assert refusal(who, town.notice, town.cadre, unit=town.unit) == (
        "不得以组织名义推荐本人，请走个人自荐",
    )
    assert refusal(
        town.secretary,
        town.notice,
        town.cadre,
        unit=town.unit,
        nominator="林若曦",
        referees=vouching(town.cadre, town.colleague, town.colleague),
    ) == (
        "不得以组织名义推荐本人，请走个人自荐",
        "被推荐人不能为自己作证明",
        "同一名证明人只填一次",
    )
    assert refusal(
        town.oneself, town.notice, town.colleague, route="self", referees=vouching(town.cadre)
    ) == ("个人自荐只能由本人提出", "提交人不能同时作证明人")


def test_kin_and_people_of_other_units_are_not_recommended(town):
    author, stranger = cadre("赵父", town.unit), cadre("外人", town.bureau)
    kin(author, town.cadre)
    who = secretary(town.unit, who=author, kin_ids=frozenset({town.cadre.pk}))

    assert refusal(who, town.notice, town.cadre, unit=town.unit) == (
        "不得以组织名义推荐本人的近亲属，请由其他同志提交",
    )
    assert refusal(town.secretary, town.notice, stranger, unit=town.unit) == (
        "只能推荐本单位和下属单位的同志",
    )


def test_the_database_refuses_oneself_in_the_organizations_name(town):
    row = nomination(person=town.cadre, unit=town.unit)

    for field in ("submitter_person", "nominator_person"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Nomination.objects.filter(pk=row.pk).update(**{field: town.cadre})


def test_a_person_who_left_is_not_nominated(town):
    town.cadre.standing = "transferred"
    town.cadre.save()

    [reason] = refusal(town.secretary, town.notice, town.cadre, unit=town.unit)

    assert reason.startswith("管理状态为调出，须在职")


def test_nobody_is_nominated_after_closing_nor_before_opening(town):
    draft = begun(town.secretary, town.notice, unit=town.unit)

    with pytest.raises(Refused) as late:
        submit_draft(
            actor=town.secretary, draft_id=draft.pk, sheet=sheet(town.cadre), on=LATE, at=AT
        )
    with pytest.raises(Refused) as early:
        begun(town.secretary, event(opens_on=date(2026, 3, 20)), unit=town.unit)
    with pytest.raises(Forbidden):
        begun(town.secretary, event(state="draft"), unit=town.unit)

    assert late.value.reasons == ("这次推荐已经截止，补报请联系干部科",)
    assert early.value.reasons == ("推荐自 2026.03.20 起开放",)


def test_nobody_is_nominated_twice_by_one_unit(town):
    submitted(town.secretary, town.notice, town.cadre, unit=town.unit)

    assert refusal(town.organizer, town.notice, town.cadre, unit=town.unit) == (
        "该单位已以同一方式推荐过该同志",
    )


def test_a_unit_is_not_spoken_for_by_others(town):
    with pytest.raises(Forbidden):
        begun(secretary(town.bureau), town.notice, unit=town.unit)
    with pytest.raises(Forbidden):
        begun(town.oneself, town.notice, unit=town.unit)


def test_referees_are_asked_for_where_the_notice_wants_them(town):
    notice = event(referees_at_least=2)
    account_of_referee = account(who=town.colleague)

    assert refusal(town.secretary, notice, town.cadre, unit=town.unit) == ("证明人至少 2 名",)

    other = cadre("许证", town.unit)
    submitted(
        town.secretary, notice, town.cadre, unit=town.unit,
        referees=vouching(town.colleague, other),
    )  # fmt: skip
    [told] = Notice.objects.filter(kind="nominations.referee.asked")
    assert told.account == account_of_referee


def test_a_referee_vouches_once_and_for_what_was_seen(town):
    row = submitted(
        town.secretary, town.notice, town.cadre, unit=town.unit, referees=vouching(town.colleague)
    )
    [referee] = row.referees.all()
    who = actor(who=town.colleague)

    with pytest.raises(Refused) as empty:
        answer_as_referee(actor=who, referee_id=referee.pk, vouches=True, statement=" ", on=ON)
    answer_as_referee(
        actor=who, referee_id=referee.pk, vouches=True, statement="抢险三天未下堤", on=ON
    )
    with pytest.raises(Refused) as twice:
        answer_as_referee(actor=who, referee_id=referee.pk, vouches=False, statement="", on=ON)
    with pytest.raises(Forbidden):
        answer_as_referee(
            actor=town.oneself, referee_id=referee.pk, vouches=True, statement="好", on=ON
        )

    assert empty.value.reasons == ("请写明您亲自看到的具体事例",)
    assert twice.value.reasons == ("您已经答复",)
    assert Referee.objects.get().state == "vouched"


def test_a_draft_is_kept_as_typed_and_belongs_to_its_account(town):
    draft = begun(town.secretary, town.notice, unit=town.unit)
    keep_draft(
        actor=town.secretary, draft_id=draft.pk, typed={"merits": "牵头"}, person_id=None, at=AT
    )
    keep_draft(
        actor=town.secretary, draft_id=draft.pk, typed={"nominator": "党委"},
        person_id=town.cadre.pk, at=AT,
    )  # fmt: skip

    [found] = drafts(actor=town.secretary)
    assert found.content["merits"] == "牵头"
    assert (found.content["nominator"], found.person) == ("党委", town.cadre)
    other = actor(name="别人")
    other = type(other)(account_id=2, name="别人", grants=town.secretary.grants)
    assert list(drafts(actor=other)) == []
    with pytest.raises(Forbidden):
        keep_draft(actor=other, draft_id=draft.pk, typed={}, person_id=None, at=AT)


def test_a_draft_is_dropped_and_a_self_nominator_has_one(town):
    first = begun(town.oneself, town.notice, route="self")

    assert begun(town.oneself, town.notice, route="self") == first
    drop_draft(actor=town.oneself, draft_id=first.pk)

    assert not Draft.objects.exists()


def test_a_nomination_is_mended_before_closing_and_after_it_was_returned(town):
    row = submitted(
        town.secretary, town.notice, town.cadre, unit=town.unit, referees=vouching(town.colleague)
    )
    draft = begin_mending(actor=town.organizer, nomination_id=row.pk, on=ON, at=AT)

    assert draft.content["merits"] == "入户走访全镇独居老人"
    changed = sheet(town.cadre, merits="抢险三天")
    mended = submit_draft(actor=town.organizer, draft_id=draft.pk, sheet=changed, on=ON, at=AT)

    assert (mended.pk, mended.merits, mended.referees.count()) == (row.pk, "抢险三天", 0)
    with pytest.raises(Refused):
        begin_mending(actor=town.organizer, nomination_id=row.pk, on=LATE, at=AT)
    return_nomination(actor=officer(), nomination_id=row.pk, reason="写一件具体的事")
    again = begin_mending(actor=town.organizer, nomination_id=row.pk, on=LATE, at=AT)
    submit_draft(actor=town.organizer, draft_id=again.pk, sheet=sheet(town.cadre), on=LATE, at=AT)
    row.refresh_from_db()
    assert row.state == "submitted"


def test_mending_does_not_exchange_the_person(town):
    row = submitted(town.secretary, town.notice, town.cadre, unit=town.unit)
    draft = begin_mending(actor=town.secretary, nomination_id=row.pk, on=ON, at=AT)

    with pytest.raises(Refused) as no:
        submit_draft(
            actor=town.secretary, draft_id=draft.pk, sheet=sheet(town.colleague), on=ON, at=AT
        )

    assert no.value.reasons == ("修改推荐不能换人，请撤回后另行推荐",)


def test_a_withdrawn_one_frees_its_place_and_may_come_again(town):
    notice = event(quota_per_unit=1)
    row = submitted(town.secretary, notice, town.cadre, unit=town.unit)

    withdraw_nomination(actor=town.secretary, nomination_id=row.pk, reason="另有安排", on=ON)
    submitted(town.secretary, notice, town.cadre, unit=town.unit)

    assert Nomination.objects.filter(state="submitted").count() == 1
    with pytest.raises(Refused) as no:
        withdraw_nomination(actor=town.secretary, nomination_id=row.pk, reason="", on=LATE)
    assert no.value.reasons == ("只有已提交和退回补充的推荐可以撤回", "请写明撤回理由")


def test_the_person_learns_what_the_notice_allows(town):
    account(who=town.cadre)
    quiet, open_ = event(), event(tells_nominee="named")
    submitted(town.secretary, quiet, town.cadre, unit=town.unit)
    submitted(town.secretary, open_, town.cadre, unit=town.unit)

    [one] = about_me(actor=town.oneself, on=ON)

    assert (one.event, one.state, one.results) == (str(open_), "", ())
    [told] = Notice.objects.filter(kind="nominations.nomination.told")
    assert told.detail == {"title": str(open_)}


@pytest.mark.django_db(transaction=True)
def test_one_draft_sent_twice_at_once_is_one_nomination(town):
    draft = begun(town.secretary, town.notice, unit=town.unit)
    start, refusals = Barrier(2), []

    def send():
        start.wait()
        try:
            submit_draft(
                actor=town.secretary, draft_id=draft.pk, sheet=sheet(town.cadre), on=ON, at=AT
            )
        except AlreadySubmitted as no:
            refusals.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refusals == [("这份推荐已经提交，没有再次提交",)]
    assert Nomination.objects.count() == 1
