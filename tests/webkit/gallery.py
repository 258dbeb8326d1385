"""Every page of the kit with invented content, at an address of its own.

A URLconf: the tests walk it, and a developer can look at it in a browser
(``ROOT_URLCONF=tests.webkit.gallery``).
"""

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace as Row

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from django.views.defaults import permission_denied, server_error

from qingmiao.kernel.actor import Actor
from qingmiao.kernel.errors import Forbidden
from qingmiao.webkit.contracts import Item, Reader, Section
from qingmiao.webkit.http import page

OFFICER = Actor(account_id=1, name="陈明")
WRITTEN = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


def menu(actor, request):
    return [
        Section(
            items=[
                Item(title="工作台", url="/", icon="layout-dashboard"),
                Item(title="干部名册", url="/list/", icon="users", count=1800),
            ]
        ),
        Section(
            title="五个环节",
            items=[
                Item(title="推荐与识别", url="/a/", mark="选", link="select"),
                Item(title="培训与宣讲", url="/b/", mark="育", link="nurture"),
                Item(title="选派与历练", url="/detail/", mark="炼", link="temper"),
                Item(title="监督与激励", url="/d/", mark="管", link="govern"),
                Item(title="研判与任用", url="/e/", mark="用", link="appoint"),
            ],
        ),
        Section(
            title="资料",
            items=[
                Item(title="发言与指标", url="/speech/", icon="report"),
                Item(title="操作留痕", url="/audit/", icon="history"),
            ],
        ),
    ]


def reader(actor, request):
    return Reader(name=actor.name, duty="干部科", unit="区委组织部")


class Posting(forms.Form):
    person = forms.CharField(label="干部", help_text="输入姓名、拼音首字母或单位，从候选中选取")
    unit = forms.ChoiceField(
        label="接收单位", choices=[("", "—")] + [(n, f"第{n}街道") for n in range(1, 31)]
    )
    begins = forms.DateField(label="到岗日期", widget=forms.DateInput())
    kind = forms.ChoiceField(label="制度", choices=[("a", "项目专员"), ("b", "插班跟学")])
    is_full_time = forms.BooleanField(label="脱产", required=False)
    ways = forms.MultipleChoiceField(
        label="方式",
        choices=[("x", "招商"), ("y", "征拆"), ("z", "报建")],
        widget=forms.CheckboxSelectMultiple,
    )
    level = forms.ChoiceField(
        label="范围", choices=[("p", "区内"), ("q", "区外")], widget=forms.RadioSelect
    )
    duty = forms.CharField(label="职责", widget=forms.Textarea)


class Reason(forms.Form):
    reason = forms.CharField(label="理由", widget=forms.Textarea(attrs={"rows": 3}))


class Upload(forms.Form):
    file = forms.FileField(label="文件", help_text="xlsx、xls 或 csv，不超过 20 MB")


class SignIn(forms.Form):
    login = forms.CharField(label="账号")
    password = forms.CharField(label="密码", widget=forms.PasswordInput)


REGISTER = {
    "title": "选派锻炼",
    "lead": "项目专员、三类专员、插班跟学：谁、到哪、做什么、跟谁学",
    "link": "temper",
    "mark": "炼",
    "noun_title": "选派",
    "empty_hint": "先登记一次选派，或下载模板把历年台账一次导入。",
}
URLS = {
    name: f"/{name}/"
    for name in [
        "list",
        "new",
        "export",
        "template",
        "import",
        "edit",
        "void",
        "cancel",
        "apply",
        "undo",
        "errors",
    ]
}
COLUMNS = [
    Row(label="干部", kind="person", sort_query="?sort=person", direction="asc"),
    Row(label="制度", kind="badge", sort_query="", direction=""),
    Row(label="接收单位", kind="unit", sort_query="?sort=unit", direction=""),
    Row(label="到岗", kind="date", sort_query="?sort=begins", direction=""),
    Row(label="月数", kind="number", sort_query="", direction=""),
    Row(label="脱产", kind="flag", sort_query="", direction=""),
    Row(label="职责", kind="long", sort_query="", direction=""),
]
NAMES = [
    "周浩然",
    "何晓燕",
    "曹欣然",
    "林若曦",
    "杨立新",
    "高倩",
    "陆铭轩",
    "邹雅琴",
    "罗梦瑶",
    "于静",
    "孙天翔",
    "王若曦",
]


def cell(text, kind="text", small="", url="", tone=""):
    return Row(text=text, kind=kind, small=small, url=url, tone=tone)


def line(number):
    return Row(
        url=f"/detail/?{number}",
        pk=number,
        voided=number == 3,
        cells=[
            cell(NAMES[number % 12], "person"),
            cell("项目专员", "badge", tone="warning" if number % 4 == 0 else ""),
            cell("区城市建设投资集团", "unit", small="项目建设部"),
            cell(f"2025.0{number % 9 + 1}.01", "date"),
            cell(number, "number"),
            cell("是", "flag") if number % 2 else cell("", "flag"),
            cell("负责项目报建、征拆协调，按月参加调度会并报告节点完成情况", "long"),
        ],
    )


LINES = [line(number) for number in range(20)]
PAGE = Paginator(range(236), 20).get_page(2)
PAGE_LINKS = [
    {"label": label, "query": f"?page={label}", "current": label == 2, "gap": label == "…"}
    for label in (1, 2, 3, "…", 12)
]
FACETS = [
    Row(
        name="scheme",
        label="制度",
        kind="choice",
        options=[
            Row(value="a", label="项目专员", count=10, on=True, code=""),
            Row(value="b", label="项目报建专员", count=5, on=False, code=""),
            Row(value="c", label="插班跟学·巡察", count=None, on=False, code="CB"),
        ],
    ),
    Row(
        name="unit",
        label="单位",
        kind="choice",
        options=[Row(value=n, label=f"第{n}街道", count=n, on=False, code="") for n in range(12)],
    ),
    Row(name="begins", label="到岗日期", kind="period", begins="2025-01-01", ends="", options=[]),
]
FULL_LIST = {
    "register": REGISTER,
    "can": {"enter": True, "export": True, "import": True},
    "urls": URLS,
    "facets": FACETS,
    "q": "",
    "sort": "person",
    "columns": COLUMNS,
    "lines": LINES,
    "page": PAGE,
    "page_links": PAGE_LINKS,
    "chips": [
        {"label": "制度：项目专员", "query": "?"},
        {"label": "到岗：2025-01-01 起", "query": "?"},
    ],
    "clear_query": "/list/",
    "total": 236,
    "unit_word": "人次",
    "void_query": "?void=1",
    "tabs": [
        {"label": "选派", "url": "/list/", "is_current": True, "count": None},
        {"label": "导师", "url": "/kit/", "is_current": False, "count": None},
    ],
}
EMPTY_LIST = FULL_LIST | {"lines": [], "chips": [], "total": 0, "facets": []}
NOTHING_FITS = FULL_LIST | {"lines": [], "total": 0}
STORY = [
    Row(written_at=WRITTEN, actor_name="陈明", sentence="登记了林若曦的选派", reason=""),
    Row(
        written_at=WRITTEN,
        actor_name="陈明",
        sentence="修改了到岗日期",
        reason="原登记误录一个月，依据组派〔2025〕9号更正",
    ),
]
DETAIL = {
    "register": REGISTER,
    "heading": "林若曦 · 项目专员",
    "subheading": "区城市建设投资集团 · 2025.09 起",
    "groups": [
        {
            "title": "基本情况",
            "rows": [
                {"label": "干部", "value": "林若曦", "kind": "person", "url": "/people/1/"},
                {"label": "制度", "value": "项目专员", "kind": "badge", "url": ""},
                {"label": "到岗日期", "value": "2025.09.01", "kind": "date", "url": ""},
                {"label": "期满日期", "value": "", "kind": "date", "url": ""},
                {
                    "label": "职责",
                    "value": "负责项目报建、征拆协调。\n按月参加调度会。",
                    "kind": "long",
                    "url": "",
                },
            ],
        }
    ],
    "parts": [
        {
            "title": "帮带记录",
            "columns": COLUMNS[:4],
            "lines": [Row(**vars(one) | {"cells": one.cells[:4]}) for one in LINES[:3]],
            "add_url": "/new/",
            "empty": "",
            "total": 3,
            "more_url": "/list/",
        },
        {
            "title": "月度小结",
            "columns": COLUMNS[:2],
            "lines": [],
            "add_url": "/new/",
            "empty": "还没有月度小结",
            "total": 0,
            "more_url": "",
        },
    ],
    "story": STORY,
    "can": {"amend": True, "void": True},
    "urls": URLS,
    "void": None,
    "extra_actions": [
        {"label": "生成通知", "url": "/x/", "icon": "file-text", "method": "get"},
        {"label": "结束选派", "url": "/x/", "icon": "flag", "method": "post"},
    ],
}
VOIDED = DETAIL | {
    "void": {"at": WRITTEN, "by": "陈明", "reason": "与另一条重复"},
    "can": {"amend": True, "void": True},
}
FORM = {
    "register": REGISTER,
    "heading": "登记选派",
    "urls": URLS,
    "submit_label": "保存",
    "version": 3,
}
BATCH = {
    "register": REGISTER,
    "urls": URLS,
    "batch": {
        "state": "待确认",
        "file_name": "2025年选派台账.xlsx",
        "counts": {"new": 12, "changed": 3, "unchanged": 40, "error": 1},
    },
    "mapping": [{"header": "姓名", "field": "干部"}, {"header": "备注2", "field": ""}],
    "lines": [
        {
            "row": 2,
            "status": "changed",
            "title": "林若曦",
            "differences": [{"label": "到岗日期", "old": "2025.08.01", "new": "2025.09.01"}],
            "errors": [],
        },
        {
            "row": 3,
            "status": "error",
            "title": "周浩然",
            "differences": [],
            "errors": [{"column": "到岗日期", "message": "没有这一天：2010.13"}],
        },
        {"row": 4, "status": "new", "title": "何晓燕", "differences": [], "errors": []},
        {"row": 5, "status": "unchanged", "title": "高倩", "differences": [], "errors": []},
    ],
}
IMPORT = {
    "register": REGISTER,
    "urls": URLS,
    "batches": [
        {
            "url": "/batch/",
            "file_name": "2024年选派台账.xlsx",
            "state": "已写入",
            "at": WRITTEN,
            "by": "陈明",
            "counts": {"new": 40, "changed": 0, "unchanged": 0, "error": 0},
        }
    ],
}
KIT = {
    "events": [
        {
            "on": date(2025, 9, 1),
            "until": date(2026, 9, 1),
            "link": "temper",
            "title": "选派至高新区智能制造产业园项目指挥部",
            "text": "帮带人：区委常委、常务副区长",
            "kind": "项目专员",
            "document": "组派〔2025〕9号",
            "url": "/detail/",
        },
        {
            "on": date(2022, 5, 20),
            "link": "select",
            "title": "“三牛四干”型副科职后备人选比拼入围",
            "text": "",
            "kind": "擂台比武",
            "document": "",
            "url": "",
        },
    ],
    "dimensions": [
        {
            "label": "政治素质",
            "sources": 3,
            "newest": date(2026, 3, 1),
            "contradictions": 1,
            "url": "/x/",
        },
        {"label": "专业能力", "sources": 0, "newest": None, "contradictions": 0, "url": ""},
    ],
    "steps": [
        {
            "link": link,
            "title": title,
            "note": "2016.07 · 2022.05",
            "url": "/x/",
            "is_present": link != "appoint",
        }
        for link, title in [
            ("select", "推荐识别"),
            ("nurture", "培养储备"),
            ("temper", "实践历练"),
            ("govern", "考核监督"),
            ("appoint", "研判任用"),
        ]
    ],
    "tabs": [
        {"label": "成长轨迹", "url": "?tab=1", "is_current": True, "count": 8},
        {"label": "简历", "url": "?tab=2", "is_current": False, "count": None},
    ],
}


def sample(template, context, part=None):
    def view(request):
        request.actor = OFFICER
        shown = {name: make() if callable(make) else make for name, make in context.items()}
        return page(request, template, part or "", shown)

    return login_not_required(view)


def answer(make):
    def view(request, **_):
        request.actor = OFFICER
        return make(request)

    return login_not_required(view)


def kit():
    """The parts no page of the kit shows by itself."""
    return engines["django"].from_string(Path(__file__).with_name("kit.html").read_text("utf-8"))


def refuse(request):
    raise Forbidden("您无权查看")


def wrong(form):
    return form({"begins": "2010-13-01", "login": ""})


SIGN_IN = {"redirect_field": ""}
PAGES = {
    "list/": sample("registers/list.html", FULL_LIST, "results"),
    "list/empty/": sample("registers/list.html", EMPTY_LIST, "results"),
    "list/nothing/": sample("registers/list.html", NOTHING_FITS, "results"),
    "detail/": sample("registers/detail.html", DETAIL),
    "detail/voided/": sample("registers/detail.html", VOIDED),
    "form/": sample("registers/form.html", FORM | {"form": Posting}, "form"),
    "form/wrong/": sample("registers/form.html", FORM | {"form": lambda: wrong(Posting)}, "form"),
    "void/": sample("registers/void.html", FORM | {"form": Reason}, "form"),
    "export/": sample(
        "registers/export.html",
        FORM | {"form": Reason, "total": 236, "unit_word": "人次", "columns": COLUMNS},
    ),
    "import/": sample("registers/import.html", IMPORT | {"form": Upload}, "form"),
    "batch/": sample("registers/import_batch.html", BATCH, "batch"),
    "kit/": answer(lambda request: HttpResponse(kit().render(KIT, request))),
    "404/": answer(refuse),
    "403/": answer(lambda request: permission_denied(request, Forbidden())),
    "400/": answer(lambda request: render(request, "400.html")),
    "500/": answer(server_error),
    "csrf/": answer(lambda request: render(request, "403_csrf.html")),
    "sign-in/": sample("account/login.html", SIGN_IN | {"form": SignIn}),
    "sign-in/wrong/": sample("account/login.html", SIGN_IN | {"form": lambda: wrong(SignIn)}),
    "sign-out/": sample("account/logout.html", SIGN_IN),
    "password/": sample("account/password_change.html", SIGN_IN | {"form": SignIn}),
    "confirm/": sample("account/reauthenticate.html", SIGN_IN | {"form": Reason}),
    "closed/": sample("account/signup_closed.html", {}),
    "inactive/": sample("account/account_inactive.html", {}),
}
empty = answer(lambda request: HttpResponse("ok"))
urlpatterns = [
    *(path(address, view) for address, view in PAGES.items()),
    path("", empty, name="workbench"),
    path("search/", empty, name="search"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/login/", empty, name="account_login"),
    path("accounts/logout/", empty, name="account_logout"),
    path("accounts/password/", empty, name="account_change_password"),
    path("accounts/confirm/", empty, name="account_reauthenticate"),
]
