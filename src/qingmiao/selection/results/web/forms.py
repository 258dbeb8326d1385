from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.registers.fields import ChoiceField, DayField
from qingmiao.selection.results.enums import Anew, ObjectionState, Reach
from qingmiao.selection.results.services.publishing import Fields

LONGEST = 300


def _text(label: Any, *, help_text: Any = "", longest: int = LONGEST) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, required=False, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class PicksForm(forms.Form):
    """Plates ticked, with the reason of a decision; without plates to choose from only the reason."""

    reason = _text(_("理由"), help_text=_("集体研究确定的须写明会议、日期和理由"))

    def __init__(
        self, *args: Any, plates: Iterable[str], label: Any, help_text: Any = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choices = [(plate, _("%(plate)s 号") % {"plate": plate}) for plate in plates]
        if choices:
            self.fields["picks"] = forms.MultipleChoiceField(
                label=label, choices=choices, required=False, help_text=help_text,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        self.order_fields(["picks", "reason"])

    @property
    def picks(self) -> list[str]:
        return list(self.cleaned_data.get("picks", []))


class AnewForm(PicksForm):
    """Keep the list that was decided, or draw it up by the corrected marks; either with the reason."""

    choice = forms.ChoiceField(
        label=_("晋级名单"), choices=Anew.choices, widget=forms.RadioSelect
    )  # fmt: skip

    def __init__(self, *args: Any, differs: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["choice"].help_text = differs
        self.order_fields(["choice", "picks", "reason"])


class ReasonForm(forms.Form):
    reason = _text(_("理由"), help_text=_("如：3 号“表达”一项更正；12 号退出"))


class SeedForm(forms.Form):
    seed = forms.CharField(
        label=_("抽签种子"), max_length=64, required=False,
        help_text=_("冻结规则时由系统承诺的种子不必填写；另行承诺的在此当众填写"),
    )  # fmt: skip


class PublishForm(forms.Form):
    reach = ChoiceField(label=_("公布范围"), choices=Reach.choices, initial=Reach.ALL)
    shows_names = forms.BooleanField(label=_("公布姓名和单位"), required=False, initial=True)
    shows_totals = forms.BooleanField(label=_("公布总成绩"), required=False, initial=True)
    shows_stages = forms.BooleanField(label=_("公布各环节成绩"), required=False)
    note = _text(_("说明"), longest=500, help_text=_("如查询、联系的方式；公布后所有人可见"))

    @property
    def chosen(self) -> Fields:
        names = ("reach", "shows_names", "shows_totals", "shows_stages", "note")
        return Fields(**{name: self.cleaned_data[name] for name in names})


class ObjectionsForm(PublishForm):
    until = DayField(
        label=_("异议期至"), required=False, help_text=_("留空按规定的最短期限；不得更短")
    )
    field_order = ("until", "reach", "shows_names", "shows_totals", "shows_stages", "note")


class ObjectionForm(forms.Form):
    grounds = _text(
        _("异议事项和理由"), longest=1000,
        help_text=_("写明对哪个环节、哪项成绩有异议，和您的依据"),
    )  # fmt: skip


class DecisionForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("处理结果"),
        choices=[
            (ObjectionState.UPHELD.value, ObjectionState.UPHELD.label),
            (ObjectionState.DISMISSED.value, ObjectionState.DISMISSED.label),
        ],
        widget=forms.RadioSelect,
    )
    text = _text(
        _("处理意见"),
        longest=1000,
        help_text=_("写明查核经过和依据；异议成立的，另行更正评分并重新计算"),
    )


class CompareForm(forms.Form):
    number = forms.CharField(
        label=_("查验编号"), max_length=40, help_text=_("成绩单上 25 位编号，短横线可以不输")
    )
    digest = forms.CharField(
        label=_("成绩单指纹"), max_length=80, required=False,
        help_text=_("可以不输；输入纸面上的 64 位指纹，系统逐位比对"),
    )  # fmt: skip
