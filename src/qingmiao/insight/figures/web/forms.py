from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from qingmiao.insight.figures.contracts import Question, ReadingPlan
from qingmiao.insight.figures.enums import ReadingForm
from qingmiao.insight.figures.rules.readings import OLDEST

FIRST_DAY = date(2000, 1, 1)
"""The first day for which readings are known; before it nothing can be asked."""


class QuestionForm(forms.Form):
    """As of when, and since when. Everything may stay empty."""

    on = forms.DateField(label=_("截至日"), required=False)
    since = forms.DateField(label=_("提拔使用起算日"), required=False)
    cumulative_since = forms.DateField(label=_("累计指标起算日"), required=False)

    @classmethod
    def of(cls, given: QueryDict, *, today: date) -> "QuestionForm":
        """The form as the address fills it; an empty as-of day is today."""
        filled = {name: given.get(name, "") for name in cls.base_fields}
        return cls({**filled, "on": filled["on"] or today.isoformat()})

    def clean(self) -> dict[str, Any]:
        for name in self.fields:
            day = self.cleaned_data.get(name)
            if day and day < FIRST_DAY:
                self.add_error(name, _("最早可查 2000 年 1 月 1 日"))
        return self.cleaned_data

    def question(self, *, today: date) -> Question:
        """What was asked; what cannot be understood is left to its default."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) for name in self.fields}
        return Question(
            on=asked["on"] or today,
            since=asked["since"],
            cumulative_since=asked["cumulative_since"],
        )


class ReadingChoiceForm(forms.Form):
    """Another reading, from a day on, for a reason."""

    value = forms.CharField(label=_("取值"), required=False)
    begins = forms.DateField(label=_("自何日起"), help_text=_("该日及以后的截至日按新口径计算"))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea)

    def __init__(self, *args: Any, plan: ReadingPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"] = _field(plan)


def _field(plan: ReadingPlan) -> forms.Field:
    by_regulation = _("按制度文件")
    if plan.form is ReadingForm.CHOICE:
        choices = [("", by_regulation), *plan.phrases]
        return forms.ChoiceField(label=plan.title, choices=choices, required=False)
    hint = _("留空即恢复为制度文件的取值")
    if plan.form is ReadingForm.DAY:
        return forms.DateField(label=plan.title, required=False, help_text=hint)
    return forms.IntegerField(
        label=plan.title, required=False, min_value=1, max_value=OLDEST, help_text=hint
    )


def as_text(value: Any) -> str:
    """The value as a reading is stored."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
