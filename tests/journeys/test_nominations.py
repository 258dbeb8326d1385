"""A notice from its publication to the decisions, across the accounts that have a part in it."""

import re
from datetime import timedelta

from qingmiao.kernel import clock

TITLE = "优秀年轻干部推荐（旅程）"
MERITS = "牵头完成三个村的土地流转，逐户上门两个月，未发生一起纠纷。"
STORY = "汛期连夜转移群众，无一伤亡。"
SURNAMES = "王李张刘陈杨黄赵周吴"


def next_step(page):
    page.click("button:has-text('保存，下一步')")
    page.wait_for_load_state()


def submit(page):
    page.click("button:has-text('提交推荐')")
    page.wait_for_url("**/desk/")


def offered(page, field, but=""):
    """The first offer for a common surname that is not ``but``."""
    for typed in SURNAMES:
        with page.expect_response(lambda answer: "/registers/pick/" in answer.url):
            page.fill(f"input[name={field}]", typed)
        page.wait_for_timeout(100)
        captions = page.eval_on_selector_all(
            f"#id_{field}_offers option", "all => all.map(one => one.value)"
        )
        found = [one for one in captions if one != but]
        if found:
            page.fill(f"input[name={field}]", found[0])
            return found[0]
    raise AssertionError("nobody is offered")


def published(officer):
    """A notice as an officer writes it, asks one question more, and sends it out."""
    officer.goto("/select/nominations/event/new/")
    officer.fill("input[name=title]", TITLE)
    officer.fill("input[name=opens_on]", clock.today().isoformat())
    officer.fill("input[name=closes_on]", (clock.today() + timedelta(days=12)).isoformat())
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


def nominated_by_the_unit(organizer, address):
    """Begun, left half-way, found again on the desk, finished. Answers who was named."""
    organizer.goto(address)
    organizer.click("button:has-text('以单位名义推荐')")
    organizer.wait_for_url("**/draft/**")
    named = offered(organizer, "person")
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
    offered(organizer, "referee_1", but=named)
    organizer.fill("input[name=relation_1]", "同事")
    next_step(organizer)
    assert "资格审查" in organizer.inner_text("main")
    return named


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


def test_a_cadre_nominates_oneself_the_unit_speaks_and_the_department_decides(visit):
    officer, cadre = visit("officer"), visit("cadre")
    address = published(officer)

    organizer = visit("unit_organizer")
    nominated_by_the_unit(organizer, address)
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

    officer.goto(f"{address}people/")
    officer.click("#groups tbody tr:first-child td.qm-first a")
    officer.wait_for_load_state()
    group = officer.url
    assert "承担重点任务" in officer.inner_text("#group")
    assert "母亲" not in officer.content(), "wishes are shown on no page"
    officer.click("#group .card-header h2 a")
    officer.wait_for_load_state()
    officer.click(".qm-actions a:has-text('受理')")
    officer.fill("textarea[name=reason]", "已核任职与考核材料")
    officer.click("#form button[type=submit]")
    officer.wait_for_load_state()
    officer.goto(group)
    officer.fill("#purpose-training input[name=note]", "先参加主题培训")
    officer.click("#purpose-training button[value=yes]")
    officer.wait_for_load_state()
    assert "已记录决定" in officer.inner_text("main")
    officer.fill("#purpose-training input[name=note]", "本期名额已满")
    officer.click("#purpose-training button[value=no]")
    officer.wait_for_load_state()
    decided = officer.inner_text("#purpose-training")
    assert "先参加主题培训" in decided
    assert "本期名额已满" in decided

    cadre.goto("/select/nominations/desk/")
    told = cadre.inner_text("#desk")
    assert "已有意见" in told
    assert "承担重点任务" not in told
    assert "培训" not in told
    assert [page.said for page in (officer, cadre, organizer)] == [[], [], []]
