"""The desk, the handler and the two open doors, as browsers meet them."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from qingmiao.access.enums import Role, ScopeKind
from qingmiao.kernel import clock
from qingmiao.placement.blocks.models import RequestPhoto, ResidentRequest
from qingmiao.placement.blocks.register import REQUESTS
from tests.factories.files import photo as picture
from tests.factories.ground import apply, client_of, errors_of, exported, person, send
from tests.factories.placement import asked, block, brought_to, duty, request

pytestmark = pytest.mark.django_db
ASKED = {
    "category": "facilities",
    "content": "三号楼楼顶漏水",
    "contact": "13800138000",
    "website": "",
}


@pytest.fixture
def desk():
    return client_of(Role.OFFICER)


@pytest.fixture
def code():
    where = block("东门区块", public_code="AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")
    return reverse("blocks:ask", args=[where.public_code])


def url(name, row):
    return reverse(f"blocks:request-{name}", args=[row.pk])


def test_a_resident_asks_without_signing_in_and_reads_the_own_request_alone(code):
    request(content="别人家的事")

    shown = Client().get(code)
    sent = Client().post(code, ASKED)
    told = Client().get(sent.url)

    assert "东门区块" in shown.content.decode()
    assert "别人家的事" not in shown.content.decode()
    assert sent.status_code == 302
    row = ResidentRequest.objects.get(channel="code")
    body = told.content.decode()
    assert "三号楼楼顶漏水" in body
    assert "别人家的事" not in body
    assert "13800138000" not in body
    assert f"/{row.pk}/" not in sent.url
    assert told["Referrer-Policy"] == "same-origin"
    assert told["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in told["Cache-Control"]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"website": "http://buy.example"}, 422),
        ({"content": "漏水"}, 422),
        ({"contact": "abc"}, 422),
        ({"content": "长" * 401}, 422),
        ({"category": "spam"}, 422),
    ],
)
def test_spam_and_nonsense_are_refused_on_the_public_page(code, changes, status):
    answer = Client().post(code, ASKED | changes)

    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode() or "invalid" in answer.content.decode()
    assert not ResidentRequest.objects.exists()


def test_one_address_is_stopped_after_ten_in_an_hour(code, monkeypatch):
    fixed = clock.now().replace(minute=10)
    monkeypatch.setattr(clock, "now", lambda: fixed)

    answers = [Client().post(code, ASKED).status_code for _ in range(11)]

    assert answers == [302] * 10 + [429]
    assert ResidentRequest.objects.count() == 10


@pytest.mark.parametrize("name", ["ask", "answer"])
def test_what_opens_nothing_is_a_missing_page(name):
    assert Client().get(reverse(f"blocks:{name}", args=["2222-guess"])).status_code == 404


def test_guessing_links_is_slowed_down(monkeypatch):
    fixed = clock.now()
    monkeypatch.setattr(clock, "now", lambda: fixed)
    guess = reverse("blocks:answer", args=["22222-22222-22222-22222-22222"])

    answers = [Client().get(guess).status_code for _ in range(21)]

    assert answers == [404] * 20 + [429]


def test_a_link_answers_once(code):
    row, token = brought_to("done", at=clock.now())
    mine = reverse("blocks:answer", args=[token])
    said = {"round": "0", "is_solved": "no", "satisfaction": "", "note": "还在漏"}

    empty = Client().post(mine, said | {"note": ""})
    first = Client().post(mine, said)
    second = Client().post(mine, said | {"is_solved": "yes"})

    assert errors_of(empty) == ["请写明哪里没有解决"]
    assert first.status_code == 302
    assert errors_of(second) == ["这个答复已经用过，或这件诉求现在不等答复"]
    row.refresh_from_db()
    assert (row.state, row.reopened) == ("reopened", 1)


def test_the_desk_takes_in_and_hands_over_a_slip_that_is_shown_once(desk):
    where = block()
    values = {
        "block": f"#{where.pk}", "channel": "desk", "category": "safety",
        "content": "井盖松动有危险", "contact": "",
    }  # fmt: skip

    sent = desk.post(reverse("blocks:request-take-in"), values)
    first, again = desk.get(sent.url), desk.get(sent.url)

    [link] = re.findall(r"<code>http://testserver(/\S+)</code>", first.content.decode())
    assert Client().get(link).status_code == 200
    assert "/answer/" not in again.content.decode()
    row = ResidentRequest.objects.get()
    renewed = desk.post(url("renew", row))
    assert renewed.url == sent.url
    assert "/answer/" in desk.get(renewed.url).content.decode()
    assert Client().get(link).status_code == 404


def test_desk_and_handler_walk_a_request_by_its_buttons(desk):
    row, token = asked(at=clock.now())
    who = person()
    duty(who, block=row.block)
    hand = client_of(Role.CADRE, person=who)

    def offered(client):
        return [each["label"] for each in client.get(url("detail", row)).context["extra_actions"]]

    assert offered(desk) == ["分类定级", "转区块", "并单", "不予受理", "重发答复链接"]
    desk.post(url("classify", row), {"category": "safety", "difficulty": "hard"})
    assert "派单" in offered(desk)
    assert hand.get(url("detail", row)).status_code == 404
    assert (
        desk.post(url("dispatch", row), {"handler": who.pk, "reason": "请今天去看"}).status_code
        == 302
    )
    assert offered(hand) == ["接单"]
    hand.post(url("accept", row))
    assert offered(hand) == ["填报办理情况", "报办结"]
    before = SimpleUploadedFile("a.jpg", picture("red"), "image/jpeg")
    after = SimpleUploadedFile("b.jpg", picture("blue"), "image/jpeg")
    noted = {"text": "已上门查看", "phase": "before", "photos": before}
    assert hand.post(url("note", row), noted).status_code == 302
    assert hand.post(url("done", row), {"outcome": "已修好", "photos": after}).status_code == 302
    assert offered(hand) == []
    assert "回访" in offered(desk)

    page = desk.get(url("detail", row))
    assert [photo.phase for photo in page.context["photos"]] == ["before", "after"]
    assert page.context["can"]["amend"] is False
    assert page.context["clock"].granted == 70 * 60
    for kept in RequestPhoto.objects.all():
        file = desk.get(reverse("blocks:photo", args=[kept.pk]))
        assert (file.status_code, file["Content-Type"]) == (200, "image/jpeg")
    assert token not in page.content.decode()


def test_a_file_that_is_no_picture_is_refused_with_the_form(desk):
    row, _token = brought_to("working", at=clock.now())
    hand = client_of(Role.CADRE, person=row.handler)
    broken = SimpleUploadedFile("a.jpg", b"nothing to see", "image/jpeg")

    answer = hand.post(url("done", row), {"outcome": "已修好", "photos": broken})

    assert answer.status_code == 422
    assert "第 1 张照片" in errors_of(answer)[0]
    row.refresh_from_db()
    assert row.state == "working"


def test_a_live_request_is_not_amended_by_hand(desk):
    row, _token = asked(at=clock.now())
    values = {
        "block": f"#{row.block_id}", "received_on": "2026-06-30", "channel": "ledger",
        "hotline_no": "", "category": "safety", "content": "x", "contact_masked": "",
        "handler": "", "due_on": "", "state": "closed", "done_on": "", "outcome": "",
        "satisfaction": "", "version": "1",
    }  # fmt: skip

    answer = desk.post(url("edit", row), values)

    assert answer.status_code == 422
    assert "这件诉求按步骤办理，不能直接修改；登记有误的请作废后重新受理" in errors_of(answer)


def test_hotline_requests_come_in_by_the_table_once_and_then_move_by_steps(desk):
    ledger = request(content="路灯不亮", state="received", handler=None)
    book = exported(desk, REQUESTS)
    ResidentRequest.objects.all().delete()
    table = load_workbook(BytesIO(book))
    sheet = table.worksheets[0]
    heads = {
        str(cell.value): cell.column for row in sheet.iter_rows() for cell in row if cell.value
    }
    line = next(row[0].row for row in sheet.iter_rows() if any(c.value == "路灯不亮" for c in row))
    sheet.cell(line, heads["受理渠道"]).value = "12345 转办"
    sheet.cell(line, heads["12345 工单号"]).value = "GD2026001"
    file = BytesIO()
    table.save(file)

    batch = send(desk, REQUESTS, file.getvalue())
    apply(desk, REQUESTS, batch)

    row = ResidentRequest.objects.get()
    assert (row.channel, row.hotline_no, row.is_live) == ("hotline", "GD2026001", True)
    assert [step.kind for step in row.way.all()] == ["received"]
    assert ledger.content == row.content


def test_the_number_is_shown_for_a_reason_alone(desk):
    row, _token = brought_to("done", at=clock.now(), contact="13800138000")

    blank = desk.post(url("contact", row), {"reason": ""})
    shown = desk.post(url("contact", row), {"reason": "回访"})

    assert blank.status_code == 422
    assert "13800138000" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert "13800138000" not in desk.get(url("detail", row)).content.decode()


def test_the_desk_sees_whom_to_call_and_calls(desk):
    row, _token = brought_to("done", at=clock.now())

    assert row.content in desk.get(reverse("blocks:request-to-call")).content.decode()
    called = desk.post(url("call", row), {"said": "solved", "satisfaction": "5", "note": "满意"})

    assert called.status_code == 302
    assert desk.get(reverse("blocks:request-to-call")).context["rows"] == []


def test_a_block_opens_and_closes_its_code():
    where = block()
    head = client_of(Role.BLOCK_HEAD, matter=(ScopeKind.BLOCK, where.pk))
    page = reverse("blocks:block-code", args=[where.pk])

    head.post(reverse("blocks:block-code-open", args=[where.pk]))
    [link] = re.findall(r"<code>http://testserver(/\S+)</code>", head.get(page).content.decode())
    assert Client().get(link).status_code == 200
    head.post(reverse("blocks:block-code-close", args=[where.pk]), {"reason": "撤并"})

    assert Client().get(link).status_code == 404
    assert client_of(Role.CADRE, person=person()).get(page).status_code == 404


@pytest.mark.parametrize("lines", [1, 3])
def test_the_page_of_a_request_asks_as_many_questions_however_long_its_way(
    lines, desk, django_assert_num_queries
):
    row, _token = brought_to("working", at=clock.now())
    hand = client_of(Role.CADRE, person=row.handler)
    for number in range(lines):
        hand.post(url("note", row), {"text": f"第 {number} 次上门", "phase": "before"})

    with django_assert_num_queries(10):
        page = desk.get(url("detail", row))

    assert len(page.context["way"]) == 4 + lines


@pytest.mark.parametrize("rows", [1, 3])
def test_whom_to_call_is_asked_in_as_many_questions(rows, desk, django_assert_num_queries):
    for _ in range(rows):
        brought_to("done", at=clock.now())

    with django_assert_num_queries(5):
        page = desk.get(reverse("blocks:request-to-call"))

    assert len(page.context["rows"]) == rows
