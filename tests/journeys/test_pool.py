"""From a review sitting to membership, as three people do it in a browser."""


def test_a_review_is_held_and_a_member_of_it_moves_on(visit):
    officer = visit("officer")
    officer.goto("/pool/board/")
    assert "层次与状态" in officer.inner_text("main")
    officer.goto("/pool/review/?state=preparing")
    officer.click("#results tbody tr td.qm-first a")
    review = officer.url
    name = officer.inner_text("#agenda tbody tr td.qm-first a")

    officer.click("text=固化材料")
    officer.click("#form button[type=submit]")
    officer.wait_for_url(review)
    assert "会商" in officer.inner_text("#agenda tbody tr:first-child")
    officer.click("text=开始会商")
    officer.click("#form button[type=submit]")
    officer.wait_for_url(review)
    rows = officer.locator("#agenda tbody tr").count()
    for number in range(rows):
        officer.locator("#agenda tbody tr").nth(number).locator("text=提建议").click()
        officer.select_option("select[name=after]", "member")
        officer.fill("textarea[name=reason]", "三类来源一致，同意入库")
        officer.click("#form button[type=submit]")
        officer.wait_for_url(review)
    officer.click("text=结束会商，报审批")
    officer.click("#form button[type=submit]")
    officer.wait_for_url(review)
    assert officer.said == []

    leader = visit("department_leader")
    leader.goto(review)
    leader.click("text=审批建议")
    leader.click("#form button[type=submit]")
    leader.wait_for_url(review)
    assert "落实中" in leader.inner_text(".pool-stages [aria-current]")
    with leader.expect_download() as waiting:
        leader.click("text=PDF")
    assert waiting.value.suggested_filename.endswith(".pdf")
    leader.goto(f"/pool/membership/?q={name}&state=member")
    assert name in leader.inner_text("#results tbody")
    leader.click("#results tbody tr:first-child td.qm-first a")
    leader.wait_for_load_state()
    history = leader.inner_text("main")
    assert "三类来源一致，同意入库" in history
    leader.click("main a:has-text('调整状态')")
    leader.select_option("select[name=state]", "tracked")
    leader.fill("textarea[name=reason]", "列入重点跟踪")
    leader.click("#form button[type=submit]")
    leader.wait_for_load_state()
    assert "重点跟踪" in leader.inner_text("main")
    officer.goto("/pool/board/")
    assert officer.locator("a[href*='state=tracked']").count() > 0
    leader.goto("/pool/grid/")
    assert leader.is_visible(".pool-grid")
    leader.goto("/pool/watch/")
    assert leader.said == []
