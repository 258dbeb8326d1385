from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qingmiao.cultivation.needs.contracts import QuestionDraft
from qingmiao.cultivation.needs.models import Need, SurveyQuestion
from qingmiao.cultivation.needs.queries.board import topics
from qingmiao.engines.ballots.contracts import Question
from qingmiao.engines.ballots.enums import MARKS, Asked
from qingmiao.engines.ballots.rules import LONGEST
from qingmiao.registers.fields import ChoiceField, CodeField

THREE_LINES = {"rows": 3}


class QuestionForm(forms.Form):
    label = forms.CharField(label=pgettext_lazy("survey", "题目"), max_length=120)
    options = forms.CharField(
        label=_("选项"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("单选、多选题填写，每行一项"),
    )  # fmt: skip
    most = forms.IntegerField(
        label=_("最多选几项"), required=False, min_value=0, help_text=_("多选题填写，不填为不限")
    )

    def __init__(self, *args: Any, row: SurveyQuestion | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"] = ChoiceField(label=_("题型"), choices=Asked.choices)
        if row is not None:
            self.initial = {
                "label": row.label,
                "kind": row.kind,
                "options": "\n".join(row.options),
                "most": row.most or None,
            }
        self.order_fields(("label", "kind", "options", "most"))

    @property
    def draft(self) -> QuestionDraft:
        told = self.cleaned_data
        lines = (line.strip() for line in told["options"].splitlines())
        return QuestionDraft(
            label=told["label"],
            kind=told["kind"],
            options=tuple(line for line in lines if line),
            most=told["most"] or 0 if told["kind"] == Asked.MULTIPLE else 0,
        )


class AnswerForm(forms.Form):
    """One field for each question; a text holds one wish a line."""

    def __init__(self, *args: Any, questions: list[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = questions
        for question in questions:
            self.fields[f"q{question.name}"] = self._field(question)

    @staticmethod
    def _field(question: Question) -> forms.Field:
        if question.kind == Asked.TEXT:
            return forms.CharField(
                label=question.label, required=False, max_length=3 * LONGEST,
                widget=forms.Textarea(attrs=THREE_LINES),
                help_text=_("一行一条，最多三条；请不要写出自己是谁"),
            )  # fmt: skip
        options = MARKS if question.kind == Asked.SCALE else question.options
        choices = [(option, option) for option in options]
        if question.kind == Asked.MULTIPLE:
            hint = _("最多选 %(most)d 项") % {"most": question.most} if question.most else ""
            return forms.MultipleChoiceField(
                label=question.label, required=False, choices=choices, help_text=hint,
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
        scale = _("1 分最低，5 分最高") if question.kind == Asked.SCALE else ""
        return forms.ChoiceField(
            label=question.label, choices=choices, help_text=scale, widget=forms.RadioSelect
        )

    @property
    def said(self) -> dict[str, list[str]]:
        return {question.name: self._of(question) for question in self.questions}

    def _of(self, question: Question) -> list[str]:
        told = self.cleaned_data[f"q{question.name}"]
        if question.kind == Asked.MULTIPLE:
            return list(told)
        if question.kind == Asked.TEXT:
            return [line.strip() for line in told.splitlines() if line.strip()]
        return [told] if told else []


class NeedForm(forms.Form):
    title = forms.CharField(label=pgettext_lazy("training", "需求"), max_length=80)
    topic = CodeField(label=_("培训内容"), queryset=topics(), required=False)
    description = forms.CharField(
        label=_("说明"), max_length=300, required=False, widget=forms.Textarea(attrs=THREE_LINES)
    )


class LiftForm(NeedForm):
    """``option`` is what was told, whatever the need is called."""

    option = forms.CharField(required=False, widget=forms.HiddenInput)


class ReadForm(NeedForm):
    """What the department says of a need that waits: let in, perhaps in better words, or declined."""

    reason = forms.CharField(
        label=_("办理意见"), max_length=300, required=False,
        widget=forms.Textarea(attrs=THREE_LINES), help_text=_("暂不开设时必须写明，提出人看得到"),
    )  # fmt: skip

    def __init__(self, *args: Any, need: Need, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial = {
            "title": need.title,
            "topic": need.topic_id,
            "description": need.description,
            "decision": "admit",
        }
        self.fields["decision"] = ChoiceField(
            label=_("办理"), choices=[("admit", _("列入看板")), ("decline", _("暂不开设"))]
        )
        self.order_fields(("title", "topic", "description", "decision", "reason"))


class MergeForm(forms.Form):
    """Into which need of the board one that says the same is merged."""

    reason = forms.CharField(
        label=_("合并的理由"), max_length=300, widget=forms.Textarea(attrs=THREE_LINES),
        help_text=_("附议过和提出的同志看得到"),
    )  # fmt: skip

    def __init__(self, *args: Any, needs: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["into"] = ChoiceField(label=_("并入"), choices=[("", "—"), *_counted(needs)])
        self.order_fields(("into", "reason"))


def _counted(needs: list[Any]) -> list[tuple[int | str, str]]:
    words = _("%(need)s（%(votes)d 人附议）")
    return [(need.pk, words % {"need": need.title, "votes": need.votes}) for need in needs]


class CiteForm(forms.Form):
    """Which needs a class answers."""

    def __init__(self, *args: Any, needs: list[Any], held: set[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["needs"] = forms.TypedMultipleChoiceField(
            label=_("回应的需求"),
            coerce=int,
            required=False,
            choices=_counted(needs),
            initial=sorted(held),
            widget=forms.CheckboxSelectMultiple,
        )
