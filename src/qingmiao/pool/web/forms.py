from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.pool.enums import (
    Channel,
    Duty,
    ExitReason,
    MembershipState,
    NextAction,
    ReasonCode,
    SuspendCause,
)
from qingmiao.pool.models import Membership
from qingmiao.registers.fields import DayField, PickField


def reason_field(label: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label or _("理由"),
        min_length=2,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProposeForm(forms.Form):
    """提名入库: who, since when, and by which channel somebody came to notice. The rule gives the tier."""

    on = DayField(label=_("提名日期"))
    channel = forms.ChoiceField(label=_("来源渠道"), choices=Channel.choices)
    happened_on = DayField(label=_("发现日期"))
    text = forms.CharField(label=_("来源说明"), max_length=300)
    sponsor = forms.CharField(label=_("责任人"), max_length=60, required=False)
    reason = reason_field(_("提名理由"))

    def __init__(self, *args: Any, actor: Actor, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = PickField(model=Person, actor=actor, label=_("干部"))
        self.fields["on"].initial = today
        self.order_fields(["person", "on", "channel", "happened_on", "text", "sponsor", "reason"])


class StateForm(forms.Form):
    """Where a membership goes from here, from which day, and why."""

    cause = forms.ChoiceField(
        label=_("暂停事由"),
        choices=SuspendCause.choices,
        required=False,
        help_text=_("只在转为“暂停”时选择"),
    )
    on = DayField(label=_("日期"))
    reason = reason_field()

    def __init__(
        self, *args: Any, ways: tuple[MembershipState, ...], today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choices = [(way.value, way.label) for way in ways]
        self.fields["state"] = forms.ChoiceField(label=_("转为"), choices=choices)
        self.fields["on"].initial = today
        self.order_fields(["state", "cause", "on", "reason"])


class LeaveForm(forms.Form):
    exit_reason = forms.ChoiceField(
        label=_("出库原因"),
        choices=[(code, label) for code, label in ExitReason.choices if code],
    )
    on = DayField(label=_("出库日期"))
    reason = reason_field()

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["on"].initial = today


class PlanForm(forms.Form):
    """下一步: what, until when, and when one looks again."""

    action = forms.ChoiceField(label=_("下一步行动"), choices=NextAction.choices)
    action_on = DayField(label=_("行动期限"))
    review_on = DayField(label=_("下次研判日期"))
    reason = forms.CharField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReasonForm(forms.Form):
    reason = reason_field()


class ItemForm(forms.Form):
    """Who is put on the table."""

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["membership"] = PickField(model=Membership, actor=actor, label=_("储备库成员"))


class InviteForm(forms.Form):
    duty = forms.ChoiceField(label=_("身份"), choices=Duty.choices, initial=Duty.MEMBER)

    def __init__(self, *args: Any, accounts: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["account"] = forms.TypedChoiceField(
            label=_("参加人"), choices=accounts, coerce=int
        )
        self.order_fields(["account", "duty"])


class SittingForm(forms.Form):
    """Who came."""

    def __init__(self, *args: Any, people: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["present"] = forms.TypedMultipleChoiceField(
            label=_("到会人员"),
            choices=people,
            coerce=int,
            initial=[pk for pk, _name in people],
            widget=forms.CheckboxSelectMultiple,
        )


class ProposalForm(forms.Form):
    """What is proposed for a member, why, and what is to be done afterwards."""

    reason_code = forms.ChoiceField(label=_("理由类别"), choices=ReasonCode.choices)
    reason = reason_field()
    cause = forms.ChoiceField(
        label=_("暂停事由"),
        choices=SuspendCause.choices,
        required=False,
        help_text=_("只在建议“暂停”时选择"),
    )
    exit_reason = forms.ChoiceField(
        label=_("出库原因"),
        choices=[
            (code, label) for code, label in ExitReason.choices if code != ExitReason.APPOINTED
        ],
        required=False,
        help_text=_("只在建议“出库”时选择"),
    )
    action = forms.ChoiceField(
        label=_("后续任务"), choices=[("", _("无")), *NextAction.choices], required=False
    )
    action_owner = forms.CharField(label=_("任务责任人"), max_length=60, required=False)
    action_on = DayField(label=_("完成期限"), required=False)

    def __init__(self, *args: Any, outcomes: list[MembershipState], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["after"] = forms.ChoiceField(
            label=_("建议状态"), choices=[(state.value, state.label) for state in outcomes]
        )
        self.order_fields(["after", "reason_code", "reason"])


class DecisionForm(forms.Form):
    """One line a proposal: ticked is agreed; whatever is not needs its reason."""

    def __init__(self, *args: Any, items: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.items = items
        for pk, text in items:
            self.fields[f"agree_{pk}"] = forms.BooleanField(
                label=text, required=False, initial=True
            )
            self.fields[f"reason_{pk}"] = forms.CharField(
                label=_("不同意的理由"), max_length=500, required=False
            )

    def returned(self) -> dict[int, str]:
        said = self.cleaned_data
        return {pk: said[f"reason_{pk}"] for pk, _text in self.items if not said[f"agree_{pk}"]}


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label=_("完成情况"), min_length=2, max_length=300)


class NothingForm(forms.Form):
    """A deed that asks for nothing but to be confirmed."""


class ReaderForm(forms.Form):
    """Which officer may open the two-axis view, and why."""

    reason = reason_field()

    def __init__(self, *args: Any, accounts: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["account"] = forms.TypedChoiceField(
            label=_("查看人"), choices=accounts, coerce=int
        )
        self.order_fields(["account", "reason"])


class EntryForm(forms.Form):
    """采纳入库建议: to which review, by which channel somebody came to notice, and why."""

    channel = forms.ChoiceField(label=_("来源渠道"), choices=Channel.choices)
    happened_on = DayField(label=_("发现日期"))
    text = forms.CharField(label=_("来源说明"), max_length=300)
    reason = reason_field(_("提名理由"))

    def __init__(self, *args: Any, reviews: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["review"] = forms.TypedChoiceField(
            label=_("列入会商"),
            choices=[*reviews, ("", _("暂不列入"))],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.order_fields(["review", "channel", "happened_on", "text", "reason"])
