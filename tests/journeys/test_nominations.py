"""A notice from its publication to the word to the nominee, across the accounts that have a part in it."""

import re
from datetime import timedelta
from urllib.parse import quote

from qingmiao.kernel import clock

TITLE = "优秀年轻干部推荐（旅程）"
MERITS = "牵头完成三个村的土地流转，逐户上门两个月，未发生一起纠纷。"
STORY = "汛期连夜转移群众，无一伤亡。"
SURNAMES = "王李张刘陈杨黄赵周吴"
CLOSING = clock.today() + timedelta(days=1)
THE_NIGHT_AFTER = f"""
from datetime import date
from qingmiao.kernel.actor import SYSTEM
from qingmiao.selection.nominations.services.event import advance_events
advance_events(actor=SYSTEM, on=date.fromisoformat("{CLOSING + timedelta(days=1)}"))
"""


def next_step(page):
    page.click("button:has-text('保存，下一步')")
    page.wait_for_load_state()


def submit(page):
    page.click("button:has-text('提交推荐')")
    page.wait_for_url("**/desk/")


def offered(page, field, *, but=(), typed=SURNAMES):
    """The first offer for what is typed, by default a common surname, that names none of ``but``."""
    for word in typed:
        asked = quote(word)
        with page.expect_response(lambda answer, asked=asked: asked in answer.url) as answered:
            page.fill(f"input[name={field}]", word)
        captions = re.findall(r'<option value="([^"]+)"', answered.value.text())
        found = [one for one in captions if not any(name in one for name in but)]
        if found:
            page.fill(f"input[name={field}]", found[0])
            return found[0]
    raise AssertionError("nobody is offered")


def published(officer):
    """A notice as an officer writes it, asks one question more, and sends it out."""
    officer.goto("/select/nominations/event/new/")
    officer.fill("input[name=title]", TITLE)
    officer.fill("input[name=opens_on]", clock.today().isoformat())
    officer.fill("input[name=closes_on]", CLOSING.isoformat())
    officer.fill("textarea[name=notice]", "请推荐优秀年轻干部。")
    officer.fill("input[name=referees_at_least]", "1")
    officer.check("input[name=asks_wishes]")
    officer.select_option("select[name=tells_nominee]", "outcome")
    officer.click("#form button[type=submit]")
    officer.wait_for_url(re.compile(r"/event/\d+/$"))
    address = officer.url
    number = re.search(r"/event/(\d+)/", address).group(1)
    officer.goto(f"/select/nominations/question/new/?event={number}")
    officer.fill("input[name=label]", "急难险重任务中的一件事")
    officer.select_option("select[name=step]", "merits")
    officer.click("#form button[type=submit]")
    officer.wait_for_url(re.compile(r"/question/\d+/$"))
    officer.goto(address)
    officer.click("button:has-text('发布')")
    officer.wait_for_load_state()
    assert "已发布，各单位已收到通知" in officer.inner_text("main")
    return address


def nominated_by_the_unit(organizer, address, who):
    """Begun, left half-way, found again on the desk, finished and sent."""
    organizer.goto(address)
    organizer.click("button:has-text('以单位名义推荐')")
    organizer.wait_for_url("**/draft/**")
    offered(organizer, "person", typed=[who])
    next_step(organizer)
    organizer.fill("textarea[name=merits]", MERITS)
    with organizer.expect_response(lambda answer: "/keep/" in answer.url):
        organizer.press("textarea[name=merits]", "Tab")
    organizer.goto("/select/nominations/desk/")
    assert "您有一份没有填完的推荐" in organizer.inner_text("main")
    organizer.click("text=继续填写")
    organizer.wait_for_load_state()
    assert organizer.input_value("textarea[name=merits]") == MERITS
    organizer.fill("textarea[name^=question_]", STORY)
    next_step(organizer)
    own = organizer.locator(".qm-reader summary b").inner_text()
    offered(organizer, "referee_1", but=[who, own])
    organizer.fill("input[name=relation_1]", "同事")
    next_step(organizer)
    assert "资格审查" in organizer.inner_text("main")
    submit(organizer)


def nominated_by_oneself(cadre, address):
    cadre.goto(address)
    cadre.click("button:has-text('个人自荐')")
    cadre.wait_for_url("**/draft/**")
    assert "档案已有，不必再填" in cadre.inner_text("main")
    next_step(cadre)
    cadre.fill("textarea[name=merits]", MERITS)
    cadre.fill("textarea[name^=question_]", STORY)
    next_step(cadre)
    cadre.select_option("select[name=referee_1]", index=1)
    cadre.fill("input[name=relation_1]", "同事")
    next_step(cadre)
    cadre.fill("textarea[name=family]", "母亲需要照料")
    next_step(cadre)


def accepted(officer, group):
    """Both nominations of the person are looked at and taken up for review."""
    for number in range(2):
        officer.goto(group)
        officer.locator("#group .card-header h2 a").nth(number).click()
        officer.wait_for_load_state()
        officer.click(".qm-actions a:has-text('受理')")
        officer.fill("textarea[name=reason]", "已核任职与考核材料")
        officer.click("#form button[type=submit]")
        officer.wait_for_load_state()
    officer.goto(group)


def decided(officer, purpose, outcome, note):
    officer.fill(f"#purpose-{purpose} input[name=note]", note)
    officer.click(f"#purpose-{purpose} button[value={outcome}]")
    officer.wait_for_load_state()
    assert "已记录决定" in officer.inner_text("main")


def test_a_notice_from_its_publication_to_the_decisions_and_the_word_to_the_nominee(visit, served):
    officer, cadre = visit("officer"), visit("cadre")
    address = published(officer)
    who = cadre.locator(".qm-reader summary b").inner_text()

    organizer = visit("unit_organizer")
    nominated_by_the_unit(organizer, address, who)
    nominated_by_oneself(cadre, address)
    submit(cadre)
    assert "待表态" in cadre.inner_text("#desk")

    secretary = visit("unit_secretary")
    secretary.goto("/select/nominations/desk/")
    secretary.click("a[href$='/opinion/']")
    secretary.wait_for_load_state()
    secretary.check("input[name=answer][value=opposed]")
    secretary.fill("textarea[name=text]", "承担重点任务，建议年底再议。")
    secretary.click("button:has-text('提交意见')")
    secretary.wait_for_load_state()
    assert "单位意见已提交" in secretary.inner_text("main")
    assert secretary.goto(f"{address}people/").status == 404

    served.shell(THE_NIGHT_AFTER)
    cadre.goto(address)
    assert "截止" in cadre.inner_text("main")
    assert cadre.locator("button:has-text('个人自荐')").count() == 0
    officer.goto(address)
    officer.click("button:has-text('结束研判')")
    officer.wait_for_load_state()
    assert "还有 2 件推荐没有受理或退回" in officer.inner_text("main")

    officer.goto(f"{address}people/")
    assert officer.locator("#groups tbody tr").count() == 1, "both nominations are of one person"
    officer.click("#groups tbody tr:first-child td.qm-first a")
    officer.wait_for_load_state()
    group = officer.url
    assert officer.locator("#group .card-header h2 a").count() == 2
    assert "承担重点任务" in officer.inner_text("#group")
    assert "母亲" not in officer.content(), "wishes are shown on no page"
    accepted(officer, group)
    decided(officer, "training", "yes", "先参加主题培训")
    decided(officer, "training", "no", "本期名额已满")
    decided(officer, "posting", "yes", "安排到项目一线")
    corrected = officer.inner_text("#purpose-training")
    assert "先参加主题培训" in corrected
    assert "本期名额已满" in corrected

    cadre.goto("/select/nominations/desk/")
    told = cadre.inner_text("#desk")
    assert "已有意见" in told
    assert "承担重点任务" not in told
    assert "选派" not in told, "nobody is told before the review is over"
    officer.goto(address)
    officer.click("button:has-text('结束研判')")
    officer.wait_for_load_state()
    assert "研判已结束" in officer.inner_text("main")

    cadre.goto("/notices/")
    cadre.click(f".qm-link-button:has-text('「{TITLE}」研判已结束')")
    cadre.wait_for_url("**/desk/**")
    told = cadre.inner_text("#desk")
    assert "列入选派" in told
    assert "培训" not in told
    assert "项目一线" not in told, "the outcome is told, not what was said about it"
    assert [page.said for page in (officer, cadre, organizer)] == [[], [], []]
