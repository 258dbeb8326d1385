"""The draw of plates: committed to, said aloud, drawn once, and drawn again by anybody."""

import json
from io import StringIO
from threading import Barrier, Thread

import pytest
from django.core.management import call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from qingmiao.engines.lottery.contracts import Share
from qingmiao.engines.lottery.rules.draw import share_commitment
from qingmiao.kernel.errors import Forbidden, Refused
from qingmiao.selection.contests import queries, services
from qingmiao.selection.contests.enums import Party
from qingmiao.selection.contests.models import DrawShare, Entry, PlateDraw
from qingmiao.selection.contests.queries.draw import published_draw
from tests.selection.contests.conftest import AT, ON, drawn, listed, shared

pytestmark = pytest.mark.django_db


def reasons(caught):
    return list(caught.value.reasons)


def test_every_entry_on_the_list_gets_one_plate(desk):
    made = drawn(desk)

    assert sorted(entry.plate_no for entry in made) == [1, 2, 3]
    _title, plates = queries.plates(actor=desk.keeper, contest_id=desk.contest.pk)
    assert [plate.number for plate in plates] == [1, 2, 3]


def test_the_commitments_stand_before_the_word_and_bind_the_shares(desk):
    shared(desk)

    for one in DrawShare.objects.all():
        assert one.commitment == share_commitment(Share(one.name, bytes.fromhex(one.secret)))
    assert PlateDraw.objects.get().word == ""


def test_nothing_is_drawn_without_both_shares_and_a_word(desk):
    listed(desk)
    services.commit_share(
        actor=desk.keeper, contest_id=desk.contest.pk, party=Party.SECRETARY, at=AT
    )

    with pytest.raises(Refused) as no:
        services.draw_plates(actor=desk.keeper, contest_id=desk.contest.pk, word=" ", at=AT)

    assert reasons(no) == ["见证人还没有承诺份额", "请填写现场公开值，如当众掷出的骰子点数"]


def test_nobody_brings_both_shares(desk):
    listed(desk)
    of = desk.contest.pk
    services.commit_share(actor=desk.leader, contest_id=of, party=Party.SECRETARY, at=AT)

    with pytest.raises(Refused, match="须是两个账号"):
        services.commit_share(actor=desk.leader, contest_id=of, party=Party.WITNESS, at=AT)
    with pytest.raises(Refused, match="已经承诺过"):
        services.commit_share(actor=desk.keeper, contest_id=of, party=Party.SECRETARY, at=AT)


def test_the_secretary_is_no_witness_and_the_witness_draws_nothing(desk):
    listed(desk)

    with pytest.raises(Forbidden):
        services.commit_share(
            actor=desk.keeper, contest_id=desk.contest.pk, party=Party.WITNESS, at=AT
        )
    with pytest.raises(Forbidden):
        services.draw_plates(actor=desk.witness, contest_id=desk.contest.pk, word="6", at=AT)


def test_plates_are_drawn_once(desk):
    made = drawn(desk)

    with pytest.raises(Refused, match="不能再抽"):
        services.draw_plates(actor=desk.keeper, contest_id=desk.contest.pk, word="1 1 1", at=AT)
    with pytest.raises(IntegrityError, match="drawn plate is kept"), transaction.atomic():
        Entry.objects.filter(pk=made[0].pk).update(plate_no=99)
    with pytest.raises(IntegrityError, match="drawn once"), transaction.atomic():
        PlateDraw.objects.update(word="1 1 1")
    with pytest.raises(ProgrammingError), transaction.atomic():
        DrawShare.objects.update(secret="0" * 64)


def test_whoever_withdraws_from_the_frozen_list_keeps_a_plate_and_does_not_appear(desk):
    made = shared(desk)
    services.withdraw_entry(actor=desk.keeper, entry_id=made[0].pk, reason="生病", on=ON)
    services.draw_plates(actor=desk.keeper, contest_id=desk.contest.pk, word="3", at=AT)

    _title, plates = queries.plates(actor=desk.keeper, contest_id=desk.contest.pk)
    assert len(plates) == 2
    made[0].refresh_from_db()
    assert made[0].plate_no


def verify(text, tmp_path):
    file = tmp_path / "draw.json"
    file.write_text(text, encoding="utf-8")
    out = StringIO()
    call_command("lottery", "verify", str(file), stdout=out)
    return out.getvalue()


def test_anybody_draws_again_from_the_published_file(desk, tmp_path):
    made = drawn(desk)
    told = published_draw(actor=desk.oneself, contest_id=desk.contest.pk)

    assert "[相符]" in verify(json.dumps(told, ensure_ascii=False), tmp_path)
    plates = {one["entry"]: number for number, one in enumerate(told["order"], 1)}
    assert {f"{entry.number:04d}": entry.plate_no for entry in made} == plates
    assert not any(str(entry.person) in json.dumps(told, ensure_ascii=False) for entry in made)


@pytest.mark.parametrize("change", ["word", "share", "list", "order"])
def test_a_published_file_that_was_touched_does_not_hold(desk, tmp_path, change):
    drawn(desk)
    told = published_draw(actor=desk.keeper, contest_id=desk.contest.pk)
    if change == "word":
        told["seed"]["public"] = "骰子 1 1 1"
    elif change == "share":
        told["seed"]["shares"][0]["share"] = "0" * 64
    elif change == "list":
        told["list"] = told["list"][1:]
    else:
        told["order"] = told["order"][::-1]

    with pytest.raises(SystemExit):
        verify(json.dumps(told, ensure_ascii=False), tmp_path)


def test_before_the_draw_there_is_no_file(desk):
    shared(desk)

    assert published_draw(actor=desk.keeper, contest_id=desk.contest.pk) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_draws_at_once_one_draws(desk):
    made = shared(desk)
    start, refused = Barrier(2), []

    def run(word):
        start.wait()
        try:
            services.draw_plates(actor=desk.keeper, contest_id=desk.contest.pk, word=word, at=AT)
        except Refused as no:
            refused.append(no.reasons)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[word]) for word in ("1 2 3", "4 5 6")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert refused == [("号牌已经抽定，不能再抽",)]
    plates = Entry.objects.filter(pk__in=[entry.pk for entry in made])
    assert sorted(plates.values_list("plate_no", flat=True)) == [1, 2, 3]
