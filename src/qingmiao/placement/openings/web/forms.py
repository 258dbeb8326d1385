from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.placement.openings.enums import FamilyLimit, Stance
from qingmiao.placement.openings.models import Candidate, Opening, RoundOpening, Wish
from qingmiao.placement.openings.services.wish import WishDraft
from qingmiao.pool.enums import Tier
from qingmiao.registers.fields import DayField, PickField

RANKS = (("first", _("第一志愿")), ("second", _("第二志愿")), ("third", _("第三志愿")))


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, required: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = label
        self.fields["reason"].required = required


class WishForm(forms.Form):
    """Three wishes at most, and what the family does not allow; one screen of a phone."""

    limit = forms.ChoiceField(
        label=_("家庭情况限制"), choices=FamilyLimit.choices, required=False,
        help_text=_("只有本人和组织部门看得到；不影响其他安排"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, openings: list[Opening], wish: Wish | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        offered = {each.pk: str(each) for each in openings}
        for name, label in RANKS:
            present = getattr(wish, name) if wish else None
            choices = dict(offered) | ({present.pk: str(present)} if present else {})
            self.fields[name] = forms.TypedChoiceField(
                label=label, coerce=int, required=False, empty_value=None,
                choices=[("", "—"), *choices.items()], initial=present.pk if present else None,
            )  # fmt: skip
        self.fields["limit_until"] = DayField(
            label=_("限制至"), required=False, help_text=_("不填即长期")
        )
        if wish is not None:
            for name in ("limit", "limit_until", "note"):
                self.fields[name].initial = getattr(wish, name)
        self.order_fields([*dict(RANKS), "limit", "limit_until", "note"])

    @property
    def draft(self) -> WishDraft:
        told = self.cleaned_data
        return WishDraft(
            chosen=[told[name] for name, _label in RANKS],
            limit=told["limit"],
            limit_until=told["limit_until"],
            note=told["note"],
        )


class OpeningsForm(forms.Form):
    """Which openings a round fills, and which of them whatever happens."""

    def __init__(
        self, *args: Any, offered: list[Opening], chosen: list[RoundOpening], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        choices = [
            (each.pk, _("%(opening)s（%(places)d 人，%(day)s 到岗）") % {
                "opening": each, "places": each.places, "day": f"{each.begins:%Y.%m.%d}"})
            for each in offered
        ]  # fmt: skip
        for name, label, initial in (
            ("openings", _("本轮岗位"), [row.opening_id for row in chosen]),
            ("must", _("其中必须派满"), [row.opening_id for row in chosen if row.is_must]),
        ):
            self.fields[name] = forms.TypedMultipleChoiceField(
                label=label, coerce=int, choices=choices, initial=initial, required=False,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip


class CandidatesForm(forms.Form):
    """Where the people come from; several sources at once."""

    tiers = forms.MultipleChoiceField(
        label=_("储备库"), choices=Tier.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    from_wishes = forms.BooleanField(label=_("填报了本轮岗位志愿的人"), required=False)

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"] = PickField(
            model=Person, actor=actor, label=_("另加一人"), required=False
        )


class StanceForm(forms.Form):
    stance = forms.ChoiceField(label=_("安排"), choices=Stance.choices)
    reason = forms.CharField(
        label=_("理由"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, chosen: list[RoundOpening], candidate: Candidate, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["opening"] = forms.TypedChoiceField(
            label=_("指定岗位"), coerce=int, required=False, empty_value=None,
            choices=[("", "—"), *((row.opening_id, str(row.opening)) for row in chosen)],
            initial=candidate.pinned_to_id,
        )  # fmt: skip
        if candidate.is_excluded:
            self.fields["stance"].initial = Stance.EXCLUDED
        elif candidate.pinned_to_id:
            self.fields["stance"].initial = Stance.PINNED
        self.fields["reason"].initial = candidate.reason
        self.order_fields(["stance", "opening", "reason"])
