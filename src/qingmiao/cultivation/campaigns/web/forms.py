"""The small forms of a campaign."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.campaigns.enums import ReadingKind, ReadingOutcome
from qingmiao.cultivation.campaigns.models import Round
from qingmiao.cultivation.campaigns.rules.contribution import OUTCOMES
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.fields import DayField, PickField, UnitField

LONG = {"rows": 3}


class ContributionForm(forms.Form):
    title = forms.CharField(label=_("题目"), max_length=160)
    round = forms.TypedChoiceField(
        label=_("讨论轮次"), coerce=int, required=False, empty_value=None
    )
    content = forms.CharField(
        label=_("内容"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("写清问题、办法和谁来做。提交后全区干部都能看到您的姓名和发言。"),
    )

    def __init__(self, *args: Any, rounds: list[Round], **options: Any) -> None:
        super().__init__(*args, **options)
        if rounds:
            choices = [("", _("不分轮次")), *((each.pk, str(each)) for each in rounds)]
            self.fields["round"].choices = choices  # type: ignore[attr-defined] # a choice field
        else:
            del self.fields["round"]

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "title": given["title"],
            "content": given["content"],
            "round_id": given.get("round"),
        }


class ReadingForm(forms.Form):
    outcome = forms.ChoiceField(label=_("意见"), widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("评语"), max_length=500, widget=forms.Textarea(attrs=LONG),
        help_text=_("发言人会看到评语。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs=LONG))

    def __init__(self, *args: Any, due: ReadingKind | None, **options: Any) -> None:
        super().__init__(*args, **options)
        open_ = OUTCOMES[due] if due else tuple(ReadingOutcome)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined] # a choice field
            (each.value, each.label) for each in open_
        ]


class TaskForm(forms.Form):
    title = forms.CharField(label=_("任务"), max_length=160)
    due_on = DayField(label=_("完成时限"))

    def __init__(self, *args: Any, actor: Actor, on: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"] = UnitField(on=on, label=_("责任单位"))
        self.fields["owner"] = PickField(model=Person, actor=actor, label=_("责任人"))
        self.order_fields(["title", "unit", "owner", "due_on"])


class ProgressForm(forms.Form):
    text = forms.CharField(label=_("进展情况"), max_length=300, widget=forms.Textarea(attrs=LONG))
    percent = forms.IntegerField(label=_("进度（%）"), min_value=0, max_value=100)


class ResultForm(forms.Form):
    result = forms.CharField(
        label=_("办理结果"), max_length=500, widget=forms.Textarea(attrs={"rows": 5})
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"), min_length=2, max_length=300, widget=forms.Textarea(attrs=LONG)
    )


class StrikeForm(forms.Form):
    reason = forms.CharField(label=_("剔除理由"), min_length=2, max_length=200)


class SettleForm(forms.Form):
    hall = forms.IntegerField(label=_("现场清点人数"), min_value=0, max_value=20000)
    online = forms.IntegerField(
        label=_("线上在线人数"), min_value=0, max_value=200000,
        help_text=_("按会议系统显示的在线人数填写；没有的填 0。"),
    )  # fmt: skip
