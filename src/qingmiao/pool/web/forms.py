from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.pool.enums import ExitReason, MembershipState
from qingmiao.pool.rules import WAYS
from qingmiao.registers.fields import DayField


class StateForm(forms.Form):
    """Where a membership goes from here, from which day, and why."""

    on = DayField(label=_("日期"))
    reason = forms.CharField(
        label=_("理由"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, old: str, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(way.value, way.label) for way in WAYS.get(MembershipState(old), ())]
        self.fields["state"] = forms.ChoiceField(label=_("转为"), choices=choices)
        self.fields["on"].initial = today
        self.order_fields(["state", "on", "reason"])


class LeaveForm(forms.Form):
    exit_reason = forms.ChoiceField(
        label=_("出库原因"),
        choices=[(code, label) for code, label in ExitReason.choices if code],
    )
    on = DayField(label=_("出库日期"))
    reason = forms.CharField(
        label=_("理由"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = today
