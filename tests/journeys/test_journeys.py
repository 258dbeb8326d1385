"""The main jobs, as people do them in a browser on the served demo district."""

import json
import re
from pathlib import Path

import pytest

from qingmiao.access.enums import Role
from tests.people.exchange.corpus import archive, id_number, lrmx

HOUSE = Path(__file__).parents[2]
AXE = HOUSE / "frontend" / "tests-vendor" / "axe.min.js"
HAN = re.compile(r"[\u4e00-\u9fff]")
PAGES = {
    "workbench": "/",
    "roster": "/people/",
    "six people beside each other": "/people/compare/?"
    + "&".join(f"person={n}" for n in range(1, 7)),
    "visits": "/select/visits/visit/",
    "visit form": "/select/visits/visit/new/",
    "import": "/people/exchange/",
    "speech": "/insight/reports/speech/",
    "figures": "/insight/figures/",
    "flats": "/govern/apartments/flat/",
    "search": "/search/?q=王",
    "units": "/orgs/",
    "units by the table": "/orgs/units/import/",
    "hours": "/nurture/learning/hours/",
}


def test_an_officer_imports_forms_and_finds_the_people_in_roster_dossier_and_figures(visit):
    page = visit("officer")
    page.goto("/insight/figures/F31/")
    before = int(re.search(r"\d+", page.inner_text(".figures-number")).group())
    bundle = archive(
        (
            "欧阳青苗.lrmx",
            lrmx(
                XingMing="欧阳青苗",
                ChuShengNianYue="199305",
                ShenFenZheng=id_number(birth="19930512"),
            ),
        ),
        (
            "单青苗.lrmx",
            lrmx(
                XingMing="单青苗",
                ChuShengNianYue="199106",
                ShenFenZheng=id_number(birth="19910612", order="003"),
            ),
        ),
    )

    page.goto("/people/exchange/")
    page.set_input_files(
        "input[type=file]", {"name": "两份.zip", "mimeType": "application/zip", "buffer": bundle}
    )
    page.click("#form button[type=submit]")
    page.wait_for_url("**/batches/**")
    assert "欧阳青苗" in page.inner_text("main")
    page.click("text=写入档案")
    page.wait_for_load_state()

    page.goto("/people/?q=oyqm")
    assert page.inner_text("#results tbody tr td.qm-first") == "欧阳青苗"
    page.click("#results tbody tr td.qm-first a")
    assert "演示区住房和城乡建设局副局长" in page.inner_text("main")
    page.goto(f"{page.url.partition('?')[0]}?tab=resume")
    assert "2012.06" in page.inner_text(".qm-resume")

    page.goto("/insight/figures/F31/")
    after = int(re.search(r"\d+", page.inner_text(".figures-number")).group())
    assert after == before + 2, "both hold a post that the district's slots call 副科级"
    assert page.said == []


def test_a_leader_opens_the_speech_clicks_a_figure_and_reaches_a_dossier(visit):
    page = visit("department_leader")

    page.goto("/insight/reports/speech/")
    paper = page.inner_text(".speech-paper")
    assert "37岁以下副科及以上优秀领导干部84人" in paper.replace(" ", "").replace("\n", "")
    page.click(".speech-paper a[href*='F09']")
    page.wait_for_load_state()
    assert "84" in page.inner_text(".figures-number")
    page.click("#results table tbody tr:first-child a[href*='/people/']")
    page.wait_for_load_state()

    assert re.search(r"/people/\d+/", page.url)
    assert page.is_visible(".qm-profile")
    assert page.said == []


def test_a_unit_secretary_meets_only_the_own_unit_everywhere(visit):
    page = visit("unit_secretary")
    page.goto("/people/")
    units = set(page.locator("#results tbody td.qm-kind-long span").all_inner_texts())
    own = page.inner_text(".qm-top .qm-reader, .qm-top").replace("\n", " ")

    assert units
    townships = {text.split("·")[0].strip() for text in units}
    assert all(name in own or len(townships) < 12 for name in townships)
    for address in ("/insight/figures/F09/", "/insight/reports/speech/"):
        response = page.goto(address)
        assert response.status == 404 or "不予显示" in page.inner_text("main")
    assert page.goto("/pool/membership/").status == 404
    assert page.goto("/govern/inspections/finding/new/").status == 404
    total = int(re.search(r"\d+", visit("officer").goto("/people/") and "1800").group())
    assert len(units) < total


def interface_texts(page):
    """Words of the interface itself: menus, headings of tables, buttons, labels, legends, terms."""
    return page.eval_on_selector_all(
        ".qm-menu a span, .qm-menu-title, th[scope=col], button, legend, label.form-label, dt,"
        " .qm-actions a, .card-header h2, .qm-footer, h1 .qm-mark ~ *",
        "nodes => nodes.filter(n => !n.closest('[lang^=zh]')).map(n => n.innerText.trim())",
    )


def test_an_english_reader_finds_no_chinese_interface_text(visit):
    page = visit("officer", english=True)

    found = {}
    for name, address in PAGES.items():
        page.goto(address)
        assert page.get_attribute("html", "lang") == "en"
        chinese = [text for text in interface_texts(page) if HAN.search(text)]
        chinese = [text for text in chinese if text not in {"选", "育", "炼", "管", "用", "中文"}]
        if chinese:
            found[name] = chinese

    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_quiet_and_never_wider_than_a_phone(visit, scheme):
    wide, narrow = visit("officer", scheme=scheme), visit("officer", scheme=scheme, width=390)
    problems = {}
    for name, address in PAGES.items():
        wide.goto(address)
        wide.evaluate(AXE.read_text(encoding="utf-8"))
        report = wide.evaluate("axe.run(document, {resultTypes: ['violations']})")
        violations = [
            f"{v['id']}: {json.dumps(v['nodes'][0]['target'], ensure_ascii=False)}"
            for v in report["violations"]
        ]
        narrow.goto(address)
        too_wide = narrow.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if violations or too_wide > 0:
            problems[name] = [*violations, f"{too_wide} px too wide at 390" if too_wide else ""]

    assert problems == {}
    assert wide.said == narrow.said == []


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_role_signs_in_and_every_line_of_its_menu_opens(visit, role):
    page = visit(role)
    lines = page.eval_on_selector_all(
        ".qm-menu a", "nodes => nodes.map(n => n.getAttribute('href'))"
    )

    answers = {address: page.goto(address).status for address in lines}

    assert answers
    assert {address: status for address, status in answers.items() if status != 200} == {}
    assert page.said == []


def test_an_entry_is_made_seen_amended_and_voided_by_hand(visit):
    page = visit("officer")

    page.goto("/select/visits/visit/new/")
    page.select_option("select[name=unit]", index=3)
    page.fill("input[name=visitor]", "#1")
    page.fill("input[name=held_on]", "2026-11-02")
    page.fill("input[name=purpose]", "了解年轻干部")
    page.click("#form button[type=submit]")
    page.wait_for_url(re.compile(r"/visit/\d+/$"))
    assert "了解年轻干部" in page.inner_text("main")
    page.click("main a:has-text('修改')")
    page.fill("input[name=purpose]", "了解青年干部思想")
    page.click("#form button[type=submit]")
    page.wait_for_url(re.compile(r"/visit/\d+/$"))
    assert "了解青年干部思想" in page.inner_text("main")
    address = page.url
    page.click("main a:has-text('作废')")
    page.fill("textarea[name=reason]", "登记重复")
    page.click("#form button[type=submit]")
    page.wait_for_url("**/select/visits/visit/")

    page.goto(address)
    assert "登记重复" in page.inner_text("main")
    assert page.said == []
