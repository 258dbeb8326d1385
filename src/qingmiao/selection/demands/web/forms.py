from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.kernel.actor import Actor
from qingmiao.orgs.enums import UnitKind
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.fields import DayField, PickField
from qingmiao.selection.demands.contracts import HORIZONS, DemandDraft, Wanted
from qingmiao.selection.demands.enums import CLOSED, DemandState, TargetItem

FIRST_DAY = date(2000, 1, 1)
"""The first day for which readings are known; before it no team is counted."""

NUMBERS = [str(months) for months in HORIZONS]
AHEAD = {0: _("当日"), 12: _("12 个月后"), 24: _("24 个月后"), 36: _("36 个月后")}


def day_in(given: QueryDict, *, today: date) -> date:
    """The as-of day of the address; today where none is given, or what is given is none."""
    try:
        day = date.fromisoformat(given.get("on", ""))
    except ValueError:
        return today
    return day if FIRST_DAY <= day <= date(today.year + 10, 12, 31) else today


def horizon_in(given: QueryDict) -> int:
    """The day of the forecast whose people are asked for."""
    text = given.get("at", "")
    return int(text) if text in NUMBERS else 0


def wanted_in(given: QueryDict, *, today: date) -> Wanted:
    """The gap list as the address asks for it; what it cannot mean is left out."""

    def known(name: str, values: Iterable[str]) -> tuple[str, ...]:
        return tuple(value for value in values if value in given.getlist(name))

    return Wanted(
        on=day_in(given, today=today),
        at=tuple(int(text) for text in known("at", NUMBERS)),
        kinds=known("kind", UnitKind.values),
        items=known("item", TargetItem.values),
        raised=known("raised", ("1", "0")),
        words=given.get("q", "").strip()[:60],
        is_renewed=given.get("renewed") == "1",
    )


class RaiseForm(forms.Form):
    """The demand a gap becomes."""

    title = forms.CharField(label=_("需求"), min_length=2, max_length=120)
    wanted = forms.IntegerField(label=_("需求人数"), min_value=1, max_value=99)
    due_on = DayField(label=_("完成期限"))
    criteria = forms.CharField(
        label=pgettext_lazy("demand", "条件"),
        min_length=2,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"] = PickField(model=Person, actor=actor, label=_("责任人"))
        self.order_fields(["title", "owner", "wanted", "due_on", "criteria"])

    def draft(self) -> DemandDraft:
        given = self.cleaned_data
        return DemandDraft(
            title=given["title"],
            owner_id=given["owner"].pk,
            wanted=given["wanted"],
            criteria=given["criteria"],
            due_on=given["due_on"],
        )


class _DatedForm(forms.Form):
    on = DayField(label=_("日期"))
    reason = forms.CharField(
        label=_("理由"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = today


class CloseForm(_DatedForm):
    state = forms.ChoiceField(
        label=_("办结方式"), choices=[(way.value, way.label) for way in CLOSED]
    )
    field_order = ("state", "on", "reason")

    @property
    def way(self) -> DemandState:
        return DemandState(self.cleaned_data["state"])


class ReopenForm(_DatedForm):
    due_on = DayField(label=_("新的完成期限"))
    field_order = ("on", "due_on", "reason")


class FoundForm(forms.Form):
    """Somebody the office itself puts to the demand."""

    on = DayField(label=_("发现日期"))
    text = forms.CharField(
        label=_("为何合适"), min_length=2, max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, actor: Actor, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = PickField(model=Person, actor=actor, label=_("人选"))
        self.fields["on"].initial = today
        self.order_fields(["person", "on", "text"])


class RetractForm(forms.Form):
    reason = forms.CharField(
        label=_("撤回理由"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
