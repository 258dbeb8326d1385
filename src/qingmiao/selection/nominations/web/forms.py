"""The form of a notice, step by step, and the small forms of what is done with a nomination."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qingmiao.evidence.enums import Dimension
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.fields import ChoiceField, DayField, PickField
from qingmiao.selection.nominations.contracts import Answer, CategoryLine, Question
from qingmiao.selection.nominations.enums import (
    Opinion,
    Outcome,
    Purpose,
    QuestionKind,
    Route,
    Step,
    Willingness,
)

MOST_REFEREES = 5
LONGEST_MERITS = 2_000
YES, NO = "1", "0"


class StepForm(forms.Form):
    """One step; its fields depend on the notice. Nothing the dossier knows is among them."""

    def __init__(
        self,
        *args: Any,
        step: str,
        route: str,
        actor: Actor,
        questions: tuple[Question, ...],
        colleagues: list[tuple[str, str]],
        categories: tuple[CategoryLine, ...] = (),
        present: Person | None = None,
        least_referees: int = 0,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.questions = tuple(one for one in questions if one.step == step)
        if step == Step.NOMINEE and route == Route.ORGANIZATION:
            self.fields["person"] = PickField(
                model=Person, actor=actor, present=present, label=_("被推荐人"),
                help_text=_("输入姓名或拼音首字母，从列表中选择"),
            )  # fmt: skip
            self.fields["nominator"] = forms.CharField(
                label=_("推荐人"), max_length=60, help_text=_("单位党组织，例如“青云镇党委”")
            )
        if step == Step.NOMINEE and categories:
            self.fields["category"] = forms.ChoiceField(
                label=_("推荐类别"), choices=[("", "—"), *map(_choice_of, categories)]
            )
        if step == Step.MERITS:
            self.fields["dimension"] = ChoiceField(
                label=_("推荐侧重"), choices=Dimension.choices, initial=Dimension.RESULTS
            )
            self.fields["merits"] = forms.CharField(
                label=_("推荐理由"), max_length=LONGEST_MERITS,
                widget=forms.Textarea(attrs={"rows": 6}),
                help_text=_("写一两件具体的事：什么时候、什么难处、怎么做的、结果如何"),
            )  # fmt: skip
        if step == Step.REFEREES:
            self._add_referees(route, actor, colleagues, least_referees)
        for question in self.questions:
            self.fields[name_of(question)] = _field_of(question)

    def _add_referees(
        self, route: str, actor: Actor, colleagues: list[tuple[str, str]], least: int
    ) -> None:
        for number in range(1, MOST_REFEREES + 1):
            label = _("证明人 %(number)d") % {"number": number}
            needed = number <= least
            self.fields[f"referee_{number}"] = (
                PickField(model=Person, actor=actor, label=label, required=needed)
                if route == Route.ORGANIZATION
                else forms.ChoiceField(
                    label=label, required=needed, choices=[("", "—"), *colleagues]
                )
            )
            self.fields[f"relation_{number}"] = forms.CharField(
                label=_("工作关系"), max_length=60, required=needed
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, MOST_REFEREES + 1):
            if cleaned.get(f"referee_{number}") and not cleaned.get(f"relation_{number}"):
                self.add_error(f"relation_{number}", _("请写明工作关系"))
        return cleaned

    def answers(self) -> list[Answer]:
        return [
            Answer(
                id=question.id,
                question=question.label,
                text=self._said(question),
                value=str(self.cleaned_data.get(name_of(question)) or ""),
            )
            for question in self.questions
        ]

    def _said(self, question: Question) -> str:
        value = self.cleaned_data.get(name_of(question)) or ""
        if question.kind == QuestionKind.FLAG and value:
            return str(_("是") if value == YES else _("否"))
        return str(value)


def _choice_of(category: CategoryLine) -> tuple[str, str]:
    if category.quota is None:
        return str(category.id), category.label
    told = {"category": category.label, "quota": category.quota}
    return str(category.id), gettext("%(category)s（每单位 %(quota)d 人）") % told


def name_of(question: Question) -> str:
    return f"question_{question.id}"


def _field_of(question: Question) -> forms.Field:
    plain: dict[str, Any] = {
        "label": question.label,
        "help_text": question.hint,
        "required": question.is_required,
    }
    if question.kind == QuestionKind.LONG:
        return forms.CharField(max_length=1_000, widget=forms.Textarea(attrs={"rows": 4}), **plain)
    if question.kind == QuestionKind.CHOICE:
        choices = [("", "—"), *((option, option) for option in question.options)]
        return forms.ChoiceField(choices=choices, **plain)
    if question.kind == QuestionKind.FLAG:
        return forms.ChoiceField(choices=[("", "—"), (YES, _("是")), (NO, _("否"))], **plain)
    return forms.CharField(max_length=200, **plain)


class BeginForm(forms.Form):
    route = forms.ChoiceField(choices=Route.choices)
    unit = forms.IntegerField(required=False, min_value=1, max_value=2**31)


class WishForm(forms.Form):
    willing = forms.ChoiceField(
        label=_("去向意愿"), choices=[("", "—"), *Willingness.choices], required=False
    )
    wish = forms.CharField(
        label=_("个人意愿"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("想从事什么工作、想补什么经历"),
    )  # fmt: skip
    places = forms.CharField(
        label=_("地域限制"), max_length=200, required=False,
        help_text=_("哪些地方不便前往，为什么"),
    )  # fmt: skip
    family = forms.CharField(
        label=_("家庭照料"), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("需要照料的老人、孩子、病人等"),
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExtendForm(ReasonForm):
    closes_on = DayField(label=_("新的截止日期"))
    field_order = ("closes_on", "reason")


class NilForm(ReasonForm):
    unit = forms.ChoiceField(label=_("单位"))
    field_order = ("unit", "reason")

    def __init__(self, *args: Any, units: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]  # a ChoiceField


class OpinionForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("单位表态"),
        choices=[(one.value, one.label) for one in (Opinion.AGREED, Opinion.OPPOSED)],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("单位意见"), max_length=300, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("不同意也会连同自荐一并报干部部门研判"),
    )  # fmt: skip


class VouchForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("是否证明"),
        choices=[(YES, _("愿意证明")), (NO, _("不愿证明"))],
        widget=forms.RadioSelect,
    )
    statement = forms.CharField(
        label=_("证明内容"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("写您亲自看到的具体事例"),
    )  # fmt: skip


class ExemptionForm(ReasonForm):
    provision = forms.CharField(widget=forms.HiddenInput, max_length=40)


class ExemptionDecisionForm(forms.Form):
    answer = forms.ChoiceField(choices=[(YES, _("批准")), (NO, _("不批准"))])
    note = forms.CharField(label=_("批准意见"), max_length=300, required=False)


class DecisionForm(forms.Form):
    purpose = forms.ChoiceField(choices=Purpose.choices, widget=forms.HiddenInput)
    corrects = forms.IntegerField(required=False, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("决定"), choices=Outcome.choices)
    note = forms.CharField(label=_("研判说明"), max_length=300, required=False)
