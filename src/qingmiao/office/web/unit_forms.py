"""Forms of units, slots and code lists: what is asked, and as which words it is handed on."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.orgs.contracts import PostWords, UnitWords
from qingmiao.orgs.enums import CodeList, Level, Principal, UnitKind
from qingmiao.orgs.models import CodeEntry, Post, Unit
from qingmiao.registers.fields import ChoiceField, DayField, FlagField, UnitField

LARGEST = 2**31 - 1


class DatedForm(forms.Form):
    """Every change has the day from which it holds, and the paper it rests on."""

    on = DayField(label=_("生效日期"))
    basis = forms.CharField(label=_("依据"), min_length=2, max_length=200)

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = today
        own = [name for name in self.fields if name not in ("on", "basis")]
        self.order_fields([*own, "on", "basis"])


class UnitForm(DatedForm):
    name = forms.CharField(label=_("名称"), max_length=120)
    short_name = forms.CharField(label=_("简称"), max_length=60)
    kind = ChoiceField(label=_("类别"), choices=UnitKind.choices)
    sort_no = forms.IntegerField(label=_("排序号"), min_value=0, max_value=LARGEST)

    def __init__(self, *args: Any, today: date, unit: Unit | None = None, **options: Any) -> None:
        super().__init__(*args, today=today, **options)
        self.fields["parent"] = UnitField(on=today, label=_("上级机构"), required=False)
        if unit is not None:
            for name in ("name", "short_name", "kind", "sort_no"):
                self.fields[name].initial = getattr(unit, name)
            self.fields["parent"].initial = unit.parent_id
        self.order_fields(["code", "name", "short_name", "kind", "parent", "sort_no"])

    def words(self) -> UnitWords:
        given = self.cleaned_data
        parent = given["parent"]
        return UnitWords(
            name=given["name"],
            short_name=given["short_name"],
            kind=given["kind"],
            parent_id=parent.pk if parent else None,
            sort_no=given["sort_no"],
        )


class NewUnitForm(UnitForm):
    code = forms.CharField(label=_("机构编码"), max_length=40)


class UnitLine(NewUnitForm):
    """A unit as a line of a table tells it; a past one with the day it was closed."""

    ends = DayField(label=_("撤销日期"), required=False, help_text=_("已撤销的机构才填"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = None
        self.fields["sort_no"].initial = 0
        self.fields["parent"].help_text = _("上级机构的全称、简称或编码；本表中须排在下级之前")
        self.order_fields([*(name for name in self.fields if name != "ends"), "ends"])


class PostForm(DatedForm):
    level = ChoiceField(label=_("职务层次"), choices=Level.choices)
    is_leading_team = FlagField(label=_("班子成员"), required=False)
    principal = ChoiceField(label=_("党政正职"), choices=Principal.choices, initial=Principal.NONE)
    headcount = forms.IntegerField(label=_("职数"), min_value=1, max_value=999)
    sort_no = forms.IntegerField(label=_("排序号"), min_value=0, max_value=LARGEST, initial=0)

    def __init__(self, *args: Any, today: date, post: Post | None = None, **options: Any) -> None:
        super().__init__(*args, today=today, **options)
        for name in ("level", "is_leading_team", "principal", "headcount", "sort_no"):
            if post is not None:
                self.fields[name].initial = getattr(post, name)

    def words(self) -> PostWords:
        given = self.cleaned_data
        return PostWords(
            level=given["level"],
            is_leading_team=given["is_leading_team"],
            principal=given["principal"],
            headcount=given["headcount"],
            sort_no=given["sort_no"],
        )


class NewPostForm(PostForm):
    title = forms.CharField(label=_("职务名称"), max_length=100)

    field_order = ("title",)


class PostLine(NewPostForm):
    """A slot as a line of a table tells it."""

    ends = DayField(label=_("撤销日期"), required=False, help_text=_("已撤销的职位才填"))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, today=today, **options)
        self.fields["unit"] = UnitField(on=today, label=_("机构"))
        self.fields["on"].initial = None
        rest = [name for name in self.fields if name not in ("unit", "ends")]
        self.order_fields(["unit", *rest, "ends"])


class CodeForm(forms.Form):
    """The wording of an entry; its code and its list never change."""

    label = forms.CharField(label=_("名称"), max_length=80)
    sort_no = forms.IntegerField(label=_("排序号"), min_value=0, max_value=32767, initial=0)
    basis = forms.CharField(label=_("依据"), max_length=200, required=False)

    def __init__(self, *args: Any, entry: CodeEntry | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        if entry is not None:
            for name in ("label", "sort_no", "basis"):
                self.fields[name].initial = getattr(entry, name)


class NewCodeForm(CodeForm):
    code_list = forms.ChoiceField(label=_("码表"), choices=CodeList.choices)
    code = forms.SlugField(label=_("代码"), max_length=40)
    on = DayField(label=_("启用日期"))

    field_order = ("code_list", "code", "label", "sort_no", "on", "basis")
