"""From a question to a class: asked by an officer, answered without a name on a phone, covered on the board."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from qingmiao.kernel import clock

PHONE = {"width": 390, "height": 844}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TITLE, WANTED, WISH = "冬季培训想学什么（旅程）", "无人机巡查", "想学怎么开院坝会（旅程）"
OTHERS_ANSWER = """
from qingmiao.access.models import Account, RoleGrant
from qingmiao.cultivation.needs.models import Invited, Survey
from qingmiao.cultivation.needs.queries.survey import asked_of
from qingmiao.cultivation.needs.services import answer_survey
from qingmiao.kernel import clock
from qingmiao.kernel.actor import Actor
survey = Survey.objects.get(title="{title}")
held = Account.objects.filter(person_id__isnull=False).values("person_id")
asked = Invited.objects.filter(survey=survey).exclude(person__in=held).select_related("person")
first, *others = asked.order_by("pk")[:7]
account = Account(username="asked", display_name=first.person.name, is_demo=True,
    person_id=first.person_id)
account.set_password("{password}")
account.save()
RoleGrant.objects.create(account=account, role="cadre", scope_kind="own", begins=clock.today(),
    reason="-", granted_by="-")
[topic, wish] = asked_of(survey_id=survey.pk)
for each in others:
    who = Actor(account_id=0, name=each.person.name, person_id=each.person_id, door="command")
    answer_survey(actor=who, survey_id=survey.pk, said={{topic.name: ["{wanted}"]}}, on=clock.today())
"""


THE_NIGHT_AFTER = f"""
from datetime import date
from qingmiao.cultivation.needs.services import close_due
from qingmiao.kernel.actor import SYSTEM
close_due(actor=SYSTEM, on=date.fromisoformat("{clock.today() + timedelta(days=1)}"))
"""


def send(page, name):
    page.locator("#form").get_by_role("button", name=name).click()


def survey_built(desk):
    desk.goto("/nurture/needs/survey/new/")
    desk.fill("input[name=title]", TITLE)
    desk.select_option("select[name=organizer]", label="演示区")
    desk.select_option("select[name=audience]", "under_forty")
    desk.fill("input[name=opens_on]", clock.today().isoformat())
    desk.fill("input[name=closes_on]", clock.today().isoformat())
    desk.click("#form button[type=submit]")
    desk.wait_for_url(re.compile(r"/survey/\d+/$"))
    questions = (
        ("最想学的内容", "multiple", f"{WANTED}\n方言听说"),
        ("还有什么想学的", "text", ""),
    )
    for label, kind, options in questions:
        desk.locator("#questions").get_by_role("link", name="加题").first.click()
        desk.fill("input[name=label]", label)
        desk.select_option("select[name=kind]", kind)
        desk.fill("textarea[name=options]", options)
        send(desk, "保存题目")
        expect(desk.locator("#questions")).to_contain_text(label)
    desk.get_by_role("button", name="开始征求").click()
    expect(desk.locator("main")).to_contain_text("截止以前谁也看不到收了几份")
    assert desk.get_by_role("link", name="征求结果").count() == 0
    return desk.url


def test_from_a_question_to_a_class_that_answers_it(visit, served):
    desk = visit("officer")
    survey = survey_built(desk)
    served.shell(OTHERS_ANSWER.format(title=TITLE, wanted=WANTED, password=served.password))

    phone = visit("asked", **PHONE)
    phone.goto("/nurture/needs/board/")
    phone.get_by_role("link", name=f"参加征求：{TITLE}").click()
    phone.get_by_label(WANTED).check()
    phone.fill("textarea", WISH)
    assert phone.evaluate(OVERFLOW) <= 0
    answering = phone.url
    send(phone, "交上答卷")
    phone.wait_for_url("**/board/")
    phone.goto(answering)
    expect(phone.locator("main")).to_contain_text("您已经参加过，每人一次")

    desk.goto(survey)
    assert desk.get_by_role("button", name="截止征求").count() == 0
    served.shell(THE_NIGHT_AFTER)
    desk.reload()
    desk.get_by_role("link", name="征求结果").click()
    expect(desk.locator("main")).to_contain_text("收到 7 份")
    expect(desk.locator("main")).to_contain_text(WISH)
    desk.locator("tr", has_text=WANTED).get_by_role("link", name="列入看板").click()
    send(desk, "列入看板")
    expect(desk.locator("tr", has_text=WANTED)).to_contain_text("已列入")

    phone.goto("/nurture/needs/board/")
    line = phone.locator("#results li", has_text=WANTED)
    expect(line).to_contain_text("还没有班次回应")
    line.get_by_role("button", name="附议").click()
    expect(phone.locator("#results li", has_text=WANTED)).to_contain_text("1 人附议")

    desk.goto("/nurture/courses/class/?state=enrolling")
    desk.locator("#results tbody tr a").first.click()
    desk.locator("#cited").get_by_role("link", name="登记回应的需求").click()
    desk.get_by_label(WANTED).check()
    send(desk, "保存")
    expect(desk.locator("#cited")).to_contain_text(WANTED)

    phone.goto("/nurture/needs/board/?show=covered")
    line = phone.locator("#results li", has_text=WANTED)
    expect(line).to_contain_text("回应班次")
    expect(line).to_contain_text("1 人附议")
    line.locator("a[href*='/courses/class/']").click()
    expect(phone.locator("#cited")).to_contain_text(WANTED)
    assert phone.evaluate(OVERFLOW) <= 0
    assert phone.said == []
    assert desk.said == []
