from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from qingmiao.insight.fairness.contracts import Window
from qingmiao.insight.fairness.enums import Attribute, Habit, Step

YEARS_BACK = 3
"""The window nobody asked for otherwise: long enough that groups are large enough to compare."""
WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    window: Window
    step: Step
    attribute: Attribute
    habit: Habit
    by_kind: bool


class MonitorForm(forms.Form):
    """Which people, at which step, told apart by what. Everything may stay empty."""

    since = forms.DateField(label=_("自"), required=False)
    until = forms.DateField(label=_("至"), required=False)
    step = forms.ChoiceField(label=_("环节"), choices=Step.choices, required=False)
    by = forms.ChoiceField(label=_("分组"), choices=Attribute.choices, required=False)

    @classmethod
    def of(cls, given: QueryDict, *, today: date) -> Any:
        """The form as the address fills it; empty fields take their usual values."""
        usual = {
            "since": date(today.year - YEARS_BACK, 1, 1).isoformat(),
            "until": today.isoformat(),
            "step": Step.NOMINATION.value,
            "by": Attribute.KIND.value,
            "habit": Habit.OFFICE.value,
            "rows": "kind",
        }
        return cls({name: given.get(name) or usual[name] for name in cls.base_fields})

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and since > until:
            self.add_error("since", _("起日不得晚于止日"))
        return self.cleaned_data

    def asked(self, *, today: date) -> Asked:
        """What was asked; what cannot be understood is left to its usual value."""
        given = self.cleaned_data if self.is_valid() else {}
        until = given.get("until") or today
        return Asked(
            window=Window(
                since=given.get("since") or date(until.year - YEARS_BACK, 1, 1), until=until
            ),
            step=Step(given.get("step") or Step.NOMINATION),
            attribute=Attribute(given.get("by") or Attribute.KIND),
            habit=Habit(given.get("habit") or Habit.OFFICE),
            by_kind=given.get("rows", "kind") == "kind",
        )


class HabitsForm(MonitorForm):
    """The same window, for whom units name."""

    field_order = ("since", "until", "habit", "rows")
    step = None  # type: ignore[assignment]  # the habit has no step
    by = None  # type: ignore[assignment]
    habit = forms.ChoiceField(label=_("特征"), choices=Habit.choices, required=False)
    rows = forms.ChoiceField(
        label=_("逐行"),
        choices=[("kind", _("单位类别")), ("unit", _("单位"))],
        required=False,
    )
