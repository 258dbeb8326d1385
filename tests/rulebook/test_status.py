"""待核: an article nobody has compared with the published text says so, wherever it is named."""

import pytest
from django.test import override_settings
from django.utils import translation

from qingmiao.rulebook.engine import Status
from qingmiao.rulebook.library import regulation
from tests.architecture.plan import SOURCE
from tests.factories.house import TODAY

SHELF = SOURCE / "regulations"

FILE = """
title = "样例"
[provisions.looked_up]
text = "已经核对"
versions = [{ from = 2020-01-01, value = 1, article = "第一条", source = "样例", status = "已核" }]
[provisions.not_yet]
text = "原先核对过，新版尚未核对"
versions = [
  { from = 2020-01-01, value = 1, article = "第二条", source = "样例", status = "已核" },
  { from = 2026-01-01, value = 2, article = "第三条", source = "样例新版", status = "待核" },
]
[provisions.by_the_speech]
text = "按交流发言"
versions = [{ from = 2020-01-01, value = 1, article = "“选苗”", source = "交流发言" }]
"""


@pytest.fixture
def articles(tmp_path):
    (tmp_path / "sample").mkdir()
    (tmp_path / "sample" / "status.toml").write_text(FILE)
    with override_settings(REGULATION_SHELVES=[tmp_path]):
        yield regulation("sample/status").on
    regulation.cache_clear()


def test_an_article_carries_the_status_of_its_version_and_gives_it_to_its_findings(articles):
    now, before = articles(TODAY), articles(TODAY.replace(year=2025))
    found = {name: now[name].judge(holds=False, because="不符合") for name in now.provisions}

    assert {name: each.status for name, each in found.items()} == {
        "looked_up": Status.CONFIRMED,
        "not_yet": Status.TO_CONFIRM,
        "by_the_speech": Status.UNSTATED,
    }
    assert {name: each.told for name, each in found.items()} == {
        "looked_up": "不符合",
        "not_yet": "不符合（条文待核）",
        "by_the_speech": "不符合",
    }
    assert (now["not_yet"].cited, before["not_yet"].cited) == (
        "样例新版第三条，条文待核",
        "样例第二条",
    )
    with translation.override("en"):
        assert found["not_yet"].told == "不符合 (article to be confirmed)"


def test_every_status_on_our_shelf_is_one_we_know():
    from_the_files = {
        version.get("status", "")
        for path in SHELF.rglob("*.toml")
        for versions in regulation(
            path.relative_to(SHELF).with_suffix("").as_posix()
        ).versions.values()
        for version in versions
    }

    assert from_the_files == {status.value for status in Status}
