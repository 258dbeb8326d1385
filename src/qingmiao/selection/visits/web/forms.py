from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.fields import DayField, PickField, UnitField
from qingmiao.selection.demands.contracts import DemandCard

TWO_LETTERS = 2


def cited(demands: Iterable[DemandCard]) -> list[tuple[Any, Any]]:
    """Open demands to choose one from, or none."""
    return [("", _("不针对某项需求"))] + [(row.id, row.title) for row in demands]


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        min_length=TWO_LETTERS,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class VerifyForm(forms.Form):
    note = forms.CharField(
        label=_("核实情况"),
        min_length=TWO_LETTERS,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("向谁核实、怎样核实、是否属实"),
    )


class AttachForm(forms.Form):
    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = PickField(
            model=Person,
            actor=actor,
            label=_("对应干部"),
            help_text=_("归入后，具体表现成为该同志的印证材料"),
        )


class HandoverForm(forms.Form):
    on = DayField(label=_("交接日期"), help_text=_("新分工从这一天起算，原分工到这一天为止"))
    reason = forms.CharField(label=_("理由"), min_length=TWO_LETTERS, max_length=300)

    def __init__(self, *args: Any, actor: Actor, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = PickField(model=Person, actor=actor, label=_("接手的人"))
        self.fields["on"].initial = today
        self.order_fields(["person", "on", "reason"])


class PlanForm(forms.Form):
    """Who goes where on which day; only the department names another visitor."""

    on = DayField(label=_("计划日期"))
    purpose = forms.CharField(label=_("走访事由"), max_length=120)
    demand = forms.TypedChoiceField(
        label=_("对应需求"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        today: date,
        units: Any,
        demands: Any,
        plans_for_others: bool,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        unit = UnitField(on=today, label=_("走访单位"))
        unit.queryset = units
        self.fields["unit"] = unit
        if plans_for_others:
            self.fields["visitor"] = PickField(
                model=Person,
                actor=actor,
                required=False,
                label=_("走访人"),
                help_text=_("留空为本人"),
            )
        self.fields["on"].initial = today
        self.fields["demand"].choices = cited(demands)  # type: ignore[attr-defined] # a choice field
        self.order_fields(["unit", "visitor", "on", "purpose", "demand"])
