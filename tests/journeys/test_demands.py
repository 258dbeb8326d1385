"""缺什么, in a browser: from a gap of a team to a demand, to somebody found, to its closing with a reason."""

import re


def test_an_officer_turns_a_gap_into_a_demand_and_closes_it_with_a_reason(visit):
    page = visit("officer")
    page.goto("/select/demands/demand/")
    page.click("main a:has-text('缺口清单')")
    page.wait_for_url("**/select/demands/gaps/")
    total = int(page.inner_text(".qm-count b"))

    page.check("#f-at-1")
    page.wait_for_url("**at=0**")
    assert int(page.inner_text(".qm-count b")) < total
    row = page.locator("tbody tr", has=page.locator("a:text-is('提出需求')")).first
    number = row.locator("a[href*='at=0']").first
    counted = int(number.inner_text())
    number.click()
    page.wait_for_url("**#members")
    assert int(page.inner_text("#members .card-header small")) == counted
    page.go_back()

    page.locator("a:text-is('提出需求')").first.click()
    page.wait_for_url("**/raise/**")
    title = page.input_value("input[name=title]")
    page.click("#form button[type=submit]")  # nobody answers for it yet
    page.wait_for_selector("#form .qm-field-wrong, #form .qm-errors")
    page.type("input[name=owner]", "区委组织部")
    offered = page.locator("#id_owner_offers option").first
    offered.wait_for(state="attached")
    page.fill("input[name=owner]", offered.get_attribute("value"))
    page.click("#form button[type=submit]")
    page.wait_for_url(re.compile(r"/select/demands/demand/\d+/$"))
    assert title in page.inner_text("h1")
    assert "还没有发现人选" in page.inner_text("#found")

    page.click("main a:has-text('办结')")
    page.wait_for_url("**/close/")
    page.select_option("select[name=state]", "withdrawn")
    page.fill("textarea[name=reason]", "班子调整方案已定，不再需要")
    page.click("#form button[type=submit]")
    page.wait_for_url(re.compile(r"/select/demands/demand/\d+/$"))
    assert "班子调整方案已定，不再需要" in page.inner_text("main")
    assert page.locator("main a:has-text('重新启用')").count() == 1
    assert [said for said in page.said if "422" not in said] == []  # the one refusal above
