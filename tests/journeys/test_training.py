"""From enrolling to the certificate: a phone in the hall, an operator beside it, a stranger at the end."""

import re

from playwright.sync_api import expect

PHONE = {"width": 390, "height": 844}
FILLING, RUNNING = "乡村振兴专题培训", "城市治理专题培训"
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def open_class(page, programme, state):
    page.goto(f"/nurture/courses/class/?q={programme}&state={state}")
    page.locator("#results tbody tr a").first.click()
    page.wait_for_url(re.compile(r"/class/\d+/$"))


def everybody_called_is_here(page):
    here = page.get_by_role("button", name="在场", exact=True)
    while here.count():
        here.first.click()
        expect(page.locator("#messages")).to_contain_text("已登记抽点结果")


def test_from_the_waiting_list_to_the_certificate(visit, browser, served):
    phone = visit("cadre", **PHONE)
    open_class(phone, FILLING, "enrolling")
    phone.get_by_role("button", name="个人报名").click()
    expect(phone.locator("#mine")).to_contain_text(re.compile(r"候补第 \d+ 位"))
    assert phone.evaluate(OVERFLOW) <= 0

    desk = visit("officer")
    open_class(desk, RUNNING, "running")
    desk.get_by_role("link", name="签到二维码").first.click()
    phone.goto(desk.locator("#door [data-address]").inner_text())
    phone.get_by_role("button", name="我已到场，签到").click()
    expect(phone.locator("#scan")).to_contain_text("现场抽点核实之后才计入")
    assert phone.evaluate(OVERFLOW) <= 0
    expect(desk.locator("#door")).to_contain_text("已扫码")

    desk.get_by_role("link", name="抽点核实").click()
    everybody_called_is_here(desk)
    for name in ("确认扫码签到", "随机抽点"):  # whoever scanned after the sample waits for another
        if desk.get_by_role("button", name=name).count():
            desk.get_by_role("button", name=name).click()
            everybody_called_is_here(desk)
    phone.reload()
    expect(phone.locator("#scan")).to_contain_text("已计入出勤")

    phone.goto("/nurture/learning/hours/")
    phone.locator("#results tbody tr a").first.click()
    expect(phone.locator("main")).to_contain_text("案例研讨（一）")

    desk.goto("/nurture/learning/certificate/")
    desk.locator("#results tbody tr a").first.click()
    address = desk.locator("a[href*='/verify/']").first.get_attribute("href")
    stranger = browser.new_context(base_url=served.address, locale="zh-CN").new_page()
    stranger.goto(address)
    expect(stranger.locator("main")).to_contain_text("以下内容与证书原件应一致")
    assert phone.said == []
    assert desk.said == []
