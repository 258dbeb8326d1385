"""A visit in the field without a network, and what becomes of it: on a phone, then at a desk."""

import re
from http import HTTPStatus

from playwright.sync_api import expect

from tests.factories.files import photo, wav

PHONE = {"width": 390, "height": 844}
WHO, WHAT = "钟小禾", "防汛时主动带队转移群众，三天没有回家"


def fill(page, unit):
    page.select_option("#id_unit", label=unit)
    page.fill("#id_summary", "与三名同志谈话，班子运转正常。")
    page.fill("#id_attendees-0-name", "周支书")
    page.select_option("#id_attendees-0-relation", "village")
    page.fill("#id_heard-0-about", WHO)
    page.fill("#id_heard-0-claim", "遇事顶得上")
    page.fill("#id_heard-0-example", WHAT)
    page.fill("#id_heard-0-told_by", "周支书")
    page.check("#id_heard-0-is_lead")


# what the recorder keeps of files: how many, all of them, and all of them put back with their draft
SHELF = """new Promise((done, fail) => {
  const asked = indexedDB.open('qm-private-visits', 1);
  asked.onsuccess = () => done(asked.result.transaction('taken', 'readwrite').objectStore('taken'));
  asked.onerror = () => fail(asked.error);
})"""
ANSWER = "deal => new Promise((done) => { deal.onsuccess = () => done(deal.result); })"
KEPT = f"async () => ({ANSWER})((await {SHELF}).count())"
FILES = f"""async () => (await ({ANSWER})((await {SHELF}).getAll())).map((kept) => kept.files.map(
  (file) => ({{ ...file, bytes: [...new Uint8Array(file.bytes)] }})))[0]"""
AGAIN = f"""async ([draft, files]) => {{
  const back = files.map((file) => ({{ ...file, bytes: new Uint8Array(file.bytes).buffer }}));
  await ({ANSWER})((await {SHELF}).put({{ at: Date.now(), files: back }}, draft.key));
  localStorage.setItem('qm-private-visits', JSON.stringify([draft]));
}}"""
SHOWN = """async () => {
  const picture = document.querySelector('.visits-enclosures img');
  picture.loading = 'eager';
  await picture.decode();
  return picture.naturalWidth > 0;
}"""


def picture(colour):
    return {"name": f"{colour}.jpg", "mimeType": "image/jpeg", "buffer": photo(colour)}


def no_picture():
    return {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"nothing to see"}


def voice():
    return {"name": "a.wav", "mimeType": "audio/wav", "buffer": wav()}


def visits_of_today(page, purpose):
    page.goto(f"/select/visits/visit/?q={purpose}")
    return page.locator("#results tbody tr").count()


def quiet(page):
    """What the console said, but for the network that was taken away on purpose."""
    gone = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "htmx:sendError", "htmx:afterRequest")
    return [text for text in page.said if not any(sign in text for sign in gone)]


def test_a_visit_is_written_without_a_network_sent_once_confirmed_and_becomes_evidence(visit):
    page = visit("point_head", **PHONE)
    page.goto("/select/visits/record/")
    expect(page.locator("#at-hand")).to_be_visible(timeout=20_000)
    units = page.locator("#id_unit option").all_inner_texts()
    unit = next(
        name for name in units if name.endswith(("镇", "乡"))
    )  # of the group head's segment
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) <= 0

    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#offline")).to_be_visible()
    page.fill("#id_purpose", "汛期一线走访")
    fill(page, unit)
    page.set_input_files("#take-photo", files=[picture("red")])
    page.set_input_files("#id_photos", files=[picture("blue"), no_picture()])
    expect(page.locator("#taken-list li")).to_have_count(2)
    expect(page.locator("#recorder-says")).to_contain_text("这张照片打不开")
    page.set_input_files("#id_voices", files=[voice()])
    expect(page.locator("#taken-list li")).to_have_count(3)
    page.click("#taken-list li:first-child [data-remove]")
    expect(page.locator("#taken-list li")).to_have_count(2)
    page.reload()  # nothing of it is lost
    page.click("#drafts-list [data-open]")
    expect(page.locator("#taken-list li")).to_have_count(2)
    assert page.evaluate(overflow) <= 0
    page.click("#recorder button[type=submit]")
    expect(page.locator("#drafts-list li")).to_have_count(1)
    expect(page.locator("#drafts-list [data-state]")).to_have_text("待发送")
    expect(page.locator("#drafts-list [data-taken]")).to_have_text("照片和录音 2")
    files = page.evaluate(FILES)
    draft = page.evaluate("JSON.parse(localStorage.getItem('qm-private-visits'))[0]")

    page.context.set_offline(False)
    expect(page.locator("#recorder-says")).to_contain_text("已发送", timeout=20_000)
    expect(page.locator("#drafts")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('qm-private-visits')") is None
    assert page.evaluate(KEPT) == 0
    address = page.get_attribute("#recorder-says a", "href")

    # the same draft once more, as a browser would that never heard the answer
    page.evaluate(AGAIN, [draft, files])
    page.reload()
    expect(page.locator("#recorder-says")).to_contain_text("已经收到过", timeout=20_000)
    assert visits_of_today(page, "汛期一线走访") == 1
    assert quiet(page) == []

    head = visit("group_head", **PHONE)
    head.goto("/select/visits/mine/")
    head.goto(address)
    assert "周支书" in head.inner_text("main")
    expect(head.locator(".visits-enclosures li")).to_have_count(2)
    assert head.evaluate(SHOWN)
    sound = head.locator(".visits-enclosures audio").get_attribute("src")
    assert head.request.get(sound).headers["content-type"] == "audio/wav"
    assert visit("unit_secretary").request.get(sound).status == HTTPStatus.NOT_FOUND
    head.click("text=确认走访")
    expect(head.locator(".visits-way [aria-current]")).to_have_text(re.compile("组长已确认"))

    officer = visit("officer")
    officer.goto("/select/visits/inbox/")
    while not officer.locator(f"tbody a:text-is('{WHO}')").count():
        officer.click("a[rel=next]")
        officer.wait_for_load_state("networkidle")
    officer.click(f"tbody a:text-is('{WHO}')")
    officer.click("text=核实")
    officer.fill("#id_note", "已向村支书核实，情况属实")
    officer.click("#form button[type=submit]")
    officer.wait_for_url(re.compile(r"/lead/\d+/$"))
    officer.click(".qm-actions >> text=归入档案")
    officer.fill("#id_person", officer_cadre(officer, unit))
    officer.click("#form button[type=submit]")
    officer.wait_for_url(re.compile(r"/lead/\d+/$"))
    assert "已归入档案" in officer.inner_text("main")
    officer.goto(f"/evidence/claim/?q={WHAT[:8]}")
    assert officer.locator("#results tbody tr").count() == 1
    assert quiet(officer) == []


def officer_cadre(page, unit):
    """Somebody of the unit, as one would pick them from the offers."""
    offers = page.request.get(f"/registers/pick/dossiers.person/?q={unit}").text()
    return re.search(r'value="([^"]+#\d+)"', offers).group(1)


def test_signing_out_clears_what_was_not_sent_after_asking(visit):
    page = visit("point_head", **PHONE)
    page.goto("/select/visits/record/")
    page.set_input_files("#id_photos", files=[picture("red")])
    expect(page.locator("#drafts-list [data-taken]")).to_have_text("照片和录音 1")
    page.fill("#id_summary", "还没写完")
    page.click("[data-later]")
    expect(page.locator("#drafts-list [data-state]")).to_have_text("未完成")

    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.click(".qm-reader summary")
    page.click("[data-sign-out] button")
    page.wait_for_url("**/accounts/login/**")

    assert "没有发送的草稿" in asked[0]
    assert page.evaluate("localStorage.getItem('qm-private-visits')") is None
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("indexedDB.databases()") == []
