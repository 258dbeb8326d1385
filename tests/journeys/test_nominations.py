"""A notice from its publication to the decisions, across the accounts that have a part in it."""

import re

TITLE = "区优秀年轻干部推荐（旅程）"
MERITS = "牵头完成三个村的土地流转，逐户上门两个月，未发生一起纠纷。"


def begin(page, name):
    page.click(f"button:has-text('{name}')")
    page.wait_for_url("**/draft/**")


def next_step(page):
    page.click("button:has-text('保存，下一步')")
    page.wait_for_load_state()


def pick(page, field, typed):
    """Type into a picking box and take the first offer."""
    page.fill(f"input[name={field}]", typed)
    page.wait_for_selector(f"#id_{field}_offers option", state="attached")
    offer = page.locator(f"#id_{field}_offers option").first.get_attribute("value")
    page.fill(f"input[name={field}]", offer)
    return offer


def published(officer, days):
    officer.goto("/select/nominations/event/new/")
    officer.fill("input[name=title]", TITLE)
    officer.fill("input[name=opens_on]", days[0])
    officer.fill("input[name=closes_on]", days[1])
    officer.fill("textarea[name=notice]", "请推荐优秀年轻干部。")
    officer.fill("input[name=referees_at_least]", "1")
    officer.select_option("select[name=tells_nominee]", "outcome")
    officer.click("#form button[type=submit]")
    officer.wait_for_url(re.compile(r"/event/\d+/$"))
    address = officer.url
    number = re.search(r"/event/(\d+)/", address).group(1)
    officer.goto(f"/select/nominations/question/new/?event={number}")
    officer.fill("input[name=label]", "急难险重任务中的一件事")
    officer.select_option("select[name=step]", "merits")
    officer.click("#form button[type=submit]")
    officer.wait_for_load_state()
    officer.goto(address)
    officer.click("button:has-text('发布')")
    officer.wait_for_load_state()
    assert "已发布，各单位已收到通知" in officer.inner_text("main")
    return address


def test_a_notice_goes_from_publication_to_decisions(visit):
    officer = visit("officer")
    officer.goto("/select/nominations/event/")
    today = officer.evaluate("new Date().toISOString().slice(0, 10)")
    ahead = officer.evaluate("new Date(Date.now() + 12 * 864e5).toISOString().slice(0, 10)")
    address = published(officer, (today, ahead))

    organizer = visit("unit_organizer")
    organizer.goto(address)
    begin(organizer, "以单位名义推荐")
    named = None
    for typed in ("王", "李", "张", "刘", "陈"):
        organizer.fill("input[name=person]", typed)
        organizer.wait_for_timeout(600)
        offers = organizer.locator("#id_person_offers option")
        if offers.count():
            named = offers.last.get_attribute("value")
            break
    organizer.fill("input[name=person]", named)
    next_step(organizer)
    assert "档案已有，不必再填" in organizer.content() or "推荐理由" in organizer.inner_text("main")
    organizer.fill("textarea[name=merits]", MERITS)
    organizer.press("textarea[name=merits]", "Tab")
    organizer.wait_for_selector("#saved:has-text('已自动保存')")
    organizer.goto("/select/nominations/desk/")
    assert "您有一份没有填完的推荐" in organizer.inner_text("main")
    organizer.click("text=继续填写")
    organizer.wait_for_load_state()
    assert organizer.input_value("textarea[name=merits]") == MERITS
