"""The small forms of what is done with a class, an enrolment, a session."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.cultivation.courses.enums import Presence
from qingmiao.registers.fields import DayField, MomentField

YES, NO = "1", "0"


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=200)


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("意见"), choices=[(YES, _("同意")), (NO, _("不同意"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("说明"), max_length=200, required=False)

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["answer"] == YES)


class ExtendForm(forms.Form):
    closes_at = MomentField(label=_("新的报名截止"))
    reason = forms.CharField(label=_("延期理由"), max_length=200)


class PeopleForm(forms.Form):
    """Whom a unit sends or the department names; what is in their way needs a reason."""

    people = forms.MultipleChoiceField(label=_("人选"), widget=forms.CheckboxSelectMultiple)
    source = forms.CharField(
        label=_("点名依据"), max_length=80, help_text=_("如储备库、培养计划"), required=False
    )
    despite = forms.CharField(label=_("有时间冲突仍要送训的理由"), max_length=120, required=False)

    def __init__(
        self, *args: Any, people: list[tuple[str, str]], is_naming: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["people"].choices = people  # type: ignore[attr-defined] # a choice field
        if not is_naming:
            del self.fields["source"]

    @property
    def ids(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["people"]]


class MoveForm(forms.Form):
    held_on = DayField(label=_("日期"))
    starts = forms.TimeField(label=_("开始时间"), required=False)
    finishes = forms.TimeField(label=_("结束时间"), required=False)
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    reason = forms.CharField(label=_("调整理由"), max_length=200)


class OverrideForm(forms.Form):
    person = forms.ChoiceField(label=_("学员"))
    presence = forms.ChoiceField(label=_("出勤情况"), choices=Presence.choices)
    reason = forms.CharField(label=_("人工登记的理由"), max_length=60)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = people  # type: ignore[attr-defined] # a choice field


class LeaveForm(forms.Form):
    session = forms.ChoiceField(label=_("课次"))
    reason = forms.CharField(label=_("请假事由"), max_length=200)

    def __init__(
        self, *args: Any, sessions: list[tuple[str, str]], standing: str, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["session"].choices = sessions  # type: ignore[attr-defined] # a choice field
        self.fields["session"].help_text = standing


class LeaveAnswerForm(AnswerForm):
    def __init__(self, *args: Any, asked: str, standing: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["answer"].choices = [(YES, _("准假")), (NO, _("不准"))]  # type: ignore[attr-defined] # a choice field
        self.fields["answer"].help_text = standing
        self.fields["reason"].help_text = _("请假事由：%(asked)s") % {"asked": asked}


class MaterialForm(forms.Form):
    title = forms.CharField(label=_("资料名称"), max_length=120)
    file = forms.FileField(
        label=_("文件"), help_text=_("PDF、Word、Excel、PowerPoint 或图片，不超过 10 MB")
    )
