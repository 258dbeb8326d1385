"""一线识别 in the field, at the width of a phone: written, submitted, confirmed by a second person."""

import re

from qingmiao.access.enums import Role

PHONE = {"width": 390, "height": 844}
ROW = re.compile(r"/observation/\d+/$")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_witness_hears_of_an_observation_and_confirms_it_on_the_phone(visit):
    page = visit(Role.UNIT_SECRETARY, **PHONE)
    bell = page.locator("#bell .qm-bell-count")
    bell.wait_for()
    before = int(bell.inner_text())
    page.click("#bell")
    page.wait_for_url("**/notices/")
    assert fits(page)
    page.locator(".qm-link-button", has_text="旁证").first.click()
    page.wait_for_url("**/select/observations/mine/**")
    assert fits(page)
    waiting = page.locator("article", has_text="旁证").count()

    page.locator("article a", has_text="旁证").first.click()
    page.wait_for_url("**/answer/")
    assert fits(page)
    page.check("input[name=confirms][value=no]")
    page.click("text=提交旁证意见")
    page.locator("#form [role=alert]", has_text="存疑须写明理由").wait_for()
    page.check("input[name=confirms][value=yes]")
    page.fill("textarea[name=note]", "当时在现场，情况属实。")
    page.click("text=提交旁证意见")
    page.wait_for_url("**/mine/")

    assert page.locator("article", has_text="旁证").count() == waiting - 1
    page.goto("/notices/")
    page.wait_for_load_state("networkidle")
    after = page.locator("#bell .qm-bell-count")
    assert (int(after.inner_text()) if after.count() else 0) < before
    assert not [said for said in page.said if "422" not in said]


def offered(page, name):
    """What the box offers once one stands in it, but for the reader's own name."""
    page.focus(f"[name={name}]")
    options = page.locator(f"#id_{name}_offers option")
    options.first.wait_for(state="attached")
    own = page.locator(".qm-reader summary b").inner_text()
    values = [options.nth(n).get_attribute("value") for n in range(options.count())]
    return [value for value in values if not value.startswith(own)]


def test_an_observer_writes_what_was_seen_and_submits_it_on_the_phone(visit):
    page = visit(Role.UNIT_SECRETARY, **PHONE)
    page.goto("/select/observations/mine/")
    page.click("text=记录一次识别")
    page.wait_for_url("**/observation/new/")
    assert fits(page)
    page.click("#form button[type=submit]")
    page.wait_for_selector("text=没有保存，请先改正")
    assert fits(page)

    page.fill("[name=front]", offered(page, "front")[0])
    seen, witness = offered(page, "person")[:2]
    page.fill("[name=person]", seen)
    page.fill("[name=witness]", witness)
    page.select_option("[name=dimension]", "pressure")
    for name, words in (
        ("situation", "连续降雨，河堤渗水"),
        ("task", "夜里转移低洼处群众"),
        ("action", "带队逐户敲门，背出两位老人"),
        ("result", "四十二户无一人受伤"),
    ):
        page.fill(f"[name={name}]", words)
    page.click("#form button[type=submit]")
    page.wait_for_url(ROW)
    assert "草稿" in page.inner_text(".qm-head")
    page.click("text=提交旁证")
    page.wait_for_load_state()

    assert "待旁证" in page.inner_text(".qm-head")
    assert fits(page)
    assert not [said for said in page.said if "422" not in said]
