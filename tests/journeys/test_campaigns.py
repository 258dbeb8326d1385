"""A campaign on a phone and at a desk: signed in, said, read twice, and made a task that was found done."""

import re

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CAMPAIGN = "窗口服务怎么再进一步"
TITLE = "午间不断档从我们窗口做起"
WORDS = "现状：午间没有人值守，群众白跑一趟。办法：由各单位轮值，材料一次收齐，每月通报一次。"


def open_campaign(page):
    page.goto(f"/nurture/campaigns/campaign/?q={CAMPAIGN}")
    page.locator("#results tbody tr a").first.click()
    page.wait_for_url(re.compile(r"/campaign/\d+/$"))


def read(page, url, name, opinion):
    page.goto(url)
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_label(opinion, exact=True).check()
    page.fill("[name=remark]", "问题具体，办法可行")
    page.fill("[name=reason]", "可以马上办")
    page.get_by_role("button", name="提交审读").click()
    page.wait_for_url(re.compile(r"/read/$"))


def step(page, name, field, text, button):
    page.get_by_role("link", name=name, exact=True).click()
    page.fill(f"[name={field}]", text)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(re.compile(r"/task/\d+/$"))


def test_from_the_hall_to_a_task_that_was_found_done(visit):
    phone, desk, leader = visit("cadre", **PHONE), visit("officer"), visit("department_leader")
    desk.goto(f"/nurture/campaigns/sitting/?q={CAMPAIGN}")
    desk.locator("#results tbody tr a").first.click()
    desk.get_by_role("link", name="签到码", exact=True).click()
    phone.goto(desk.locator("#door [data-address=hall]").inner_text())
    me = re.search(r"签到人：(\S+)", phone.locator("#scan form").inner_text()).group(1)
    phone.get_by_role("button", name="我已参加，签到").click()
    expect(phone.locator("#scan")).to_contain_text("已签到")
    assert phone.evaluate(OVERFLOW) <= 0

    open_campaign(phone)
    phone.get_by_role("link", name="我要发言").click()
    phone.fill("[name=title]", TITLE)
    phone.fill("[name=content]", WORDS)
    phone.get_by_role("button", name="保存草稿").click()
    phone.get_by_role("button", name="提交", exact=True).click()
    expect(phone.locator("main")).to_contain_text("已提交")
    assert phone.evaluate(OVERFLOW) <= 0

    url = phone.url
    mentor = visit("mentor", **PHONE)
    mentor.goto(url)
    mentor.get_by_role("button", name="支持", exact=True).click()
    expect(mentor.locator("main")).to_contain_text("1 人支持")

    read(desk, url, "初读", "入选")
    read(leader, url, "复读", "采纳")
    leader.get_by_role("link", name="转为任务").click()
    leader.fill("[name=due_on]", "2099-12-31")
    leader.select_option("[name=unit]", index=1)
    leader.fill("[name=owner]", me)
    leader.get_by_role("button", name="交办").click()
    leader.wait_for_url(re.compile(r"/task/\d+/$"))

    phone.goto(leader.url)
    step(phone, "填报进展", "text", "轮值表已排出", "保存")
    step(phone, "报结", "result", "窗口午间不断档", "报结")
    leader.reload()
    step(leader, "核验", "reason", "现场看过", "核验办结")
    expect(leader.locator("main")).to_contain_text("已办结")
    assert phone.said == []
    assert leader.said == []
