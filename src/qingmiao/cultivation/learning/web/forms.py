from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.access.enums import DEPARTMENT, UNIT_HANDS
from qingmiao.cultivation.learning.contracts.assignment import AssignmentDraft, Handed
from qingmiao.cultivation.learning.contracts.evaluation import Question
from qingmiao.cultivation.learning.contracts.outside import OutsideDraft
from qingmiao.cultivation.learning.contracts.quiz import Asked, QuizDraft
from qingmiao.cultivation.learning.enums import (
    AssignmentKind,
    OutsideKind,
    QuestionKind,
    WorkState,
)
from qingmiao.cultivation.learning.models import OutsideLearning, QuizQuestion
from qingmiao.cultivation.learning.rules.quiz import letters_of
from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.fields import ChoiceField, DayField, MomentField, PickField


class ArchiveForm(forms.Form):
    """Which year is closed: the office says so once more, for it cannot be taken back."""

    is_sure = forms.BooleanField(
        label=_("我已核对，归档后该年度学时不再随记录变化"),
        help_text=_("归档后补登、作废的出勤只作为差异显示。"),
    )

    def __init__(self, *args: Any, years: list[int], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(str(year), str(year)) for year in years]
        self.fields["year"] = forms.ChoiceField(label=_("年度"), choices=choices)
        self.order_fields(["year", "is_sure"])


class WarnForm(forms.Form):
    is_sure = forms.BooleanField(
        label=_("给预计不达标的本人和所在单位各发一条提醒"),
        help_text=_("按已排课次推算，到年底仍达不到要求的人；每人每天只提醒一次。"),
    )


class ConfirmForm(forms.Form):
    """One tick before something that many people are told of."""

    is_sure = forms.BooleanField()

    def __init__(self, *args: Any, label: str, hint: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["is_sure"].label = label
        self.fields["is_sure"].help_text = hint


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = label


class RemarkForm(forms.Form):
    remark = forms.CharField(
        label=_("意见"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RecogniseForm(RemarkForm):
    hours = forms.DecimalField(
        label=_("认定学时"), max_digits=5, decimal_places=1, min_value=0,
        help_text=_("不超过申报学时；同期已在班次中计入的不能再认定"),
    )  # fmt: skip
    field_order = ("hours", "remark")


class VerifyForm(forms.Form):
    number = forms.CharField(
        label=_("证书编号"), max_length=40, help_text=_("证书上 25 位编号，短横线可以不输")
    )


class OutsideForm(forms.Form):
    """Who has more than oneself to report for names the person."""

    title = forms.CharField(label=_("培训名称"), max_length=160)
    provider = forms.CharField(label=_("主办单位"), max_length=120)
    proof = forms.CharField(
        label=_("证明材料"), max_length=200,
        help_text=_("如调训通知文号、结业证书编号、学习平台记录"),
    )  # fmt: skip
    hours = forms.DecimalField(label=_("申报学时"), max_digits=5, decimal_places=1, min_value=0)
    field_order = ("person", "title", "kind", "provider", "begins", "ends", "hours", "proof")

    def __init__(
        self, *args: Any, actor: Actor, row: OutsideLearning | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        self.fields["kind"] = ChoiceField(label=_("方式"), choices=OutsideKind.choices)
        self.fields["begins"] = DayField(label=_("开始日期"))
        self.fields["ends"] = DayField(label=_("结束日期"))
        if row is not None:
            for name in ("title", "kind", "provider", "begins", "ends", "hours", "proof"):
                self.fields[name].initial = getattr(row, name)
        elif actor.has(*DEPARTMENT, *UNIT_HANDS):
            self.fields["person"] = PickField(
                model=Person, actor=actor, label=_("干部"), required=actor.person_id is None,
                help_text=_("不填即为本人申报"),
            )  # fmt: skip
        self.order_fields(self.field_order)

    @property
    def person_id(self) -> int:
        person = self.cleaned_data.get("person")
        return person.pk if person else self.actor.person_id or 0

    @property
    def draft(self) -> OutsideDraft:
        names = ("title", "kind", "provider", "begins", "ends", "hours", "proof")
        return OutsideDraft(**{name: self.cleaned_data[name] for name in names})


class EvaluationForm(forms.Form):
    """One mark from 1 to 5 for everything that is asked, and a remark that carries no name."""

    def __init__(self, *args: Any, questions: list[Question], **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = questions
        for question in questions:
            self.fields[question.name] = forms.TypedChoiceField(
                label=question.label,
                coerce=int,
                choices=[("", "—"), *((mark, str(mark)) for mark in (5, 4, 3, 2, 1))],
            )
        self.fields["remark"] = forms.CharField(
            label=_("意见"),
            required=False,
            max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("不记名；满规定份数并截止后才公布，请不要写出自己是谁"),
        )

    @property
    def marks(self) -> dict[str, int]:
        return {question.name: self.cleaned_data[question.name] for question in self.questions}


class AssignmentForm(forms.Form):
    title = forms.CharField(label=_("题目"), max_length=120)
    brief = forms.CharField(
        label=_("要求"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_shared = forms.BooleanField(
        label=_("通过后学员互阅"), required=False,
        help_text=_("只有批阅通过的，本班学员才能互相阅读"),
    )  # fmt: skip
    is_required = forms.BooleanField(
        label=_("列入结业要求"), required=False, help_text=_("未通过的学员不发结业证书")
    )
    field_order = ("kind", "title", "brief", "due_at", "is_shared", "is_required")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"] = ChoiceField(label=_("类别"), choices=AssignmentKind.choices)
        self.fields["due_at"] = MomentField(label=_("截止时间"))
        self.order_fields(self.field_order)

    @property
    def draft(self) -> AssignmentDraft:
        names = ("kind", "title", "brief", "due_at", "is_shared", "is_required")
        return AssignmentDraft(**{name: self.cleaned_data[name] for name in names})


class WorkForm(forms.Form):
    """Words, a file, or both."""

    text = forms.CharField(
        label=_("正文"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = forms.FileField(
        label=_("附件"), required=False,
        help_text=_("PDF、Word、Excel、PowerPoint 或图片，不超过 10 MB"),
    )  # fmt: skip

    @property
    def handed(self) -> Handed:
        file = self.cleaned_data["file"]
        return Handed(
            text=self.cleaned_data["text"],
            file_name=file.name if file else "",
            content=file.read() if file else None,
        )


class ReviewForm(forms.Form):
    remark = forms.CharField(
        label=_("评语"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("退回或不合格须写明；本人能看到"),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        states = [each for each in WorkState.choices if each[0] != WorkState.HANDED_IN]
        self.fields["state"] = ChoiceField(label=_("批阅结果"), choices=states)
        self.order_fields(("state", "remark"))


class QuizForm(forms.Form):
    title = forms.CharField(label=_("测验名称"), max_length=120)
    pass_mark = forms.IntegerField(
        label=_("合格线（百分制）"), min_value=1, max_value=100, initial=60
    )
    attempts = forms.IntegerField(label=_("可答次数"), min_value=1, max_value=9, initial=2)
    is_required = forms.BooleanField(
        label=_("列入结业要求"), required=False, help_text=_("未合格的学员不发结业证书")
    )
    field_order = ("title", "opens_at", "closes_at", "pass_mark", "attempts", "is_required")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["opens_at"] = MomentField(label=_("开放时间"))
        self.fields["closes_at"] = MomentField(label=_("截止时间"))
        self.order_fields(self.field_order)

    @property
    def draft(self) -> QuizDraft:
        names = ("title", "opens_at", "closes_at", "pass_mark", "attempts", "is_required")
        return QuizDraft(**{name: self.cleaned_data[name] for name in names})


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("题目"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    options = forms.CharField(
        label=_("选项"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("一行一个，依次为 A、B、C…；判断题写“正确”“错误”两行"),
    )  # fmt: skip
    right = forms.CharField(
        label=_("答案"), max_length=20, help_text=_("如 B；多选题如 A、C，全部选对才得分")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"] = ChoiceField(label=_("题型"), choices=QuestionKind.choices)
        self.order_fields(("kind", "text", "options", "right"))

    @property
    def asked(self) -> Asked:
        lines = (line.strip() for line in self.cleaned_data["options"].splitlines())
        return Asked(
            kind=self.cleaned_data["kind"],
            options=tuple(line for line in lines if line),
            right=letters_of(self.cleaned_data["right"]),
        )


class AnswerForm(forms.Form):
    """One field a question; what is left open counts as wrong."""

    def __init__(self, *args: Any, questions: list[QuizQuestion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = questions
        for number, each in enumerate(questions, 1):
            choices = [(str(place), option) for place, option in enumerate(each.options)]
            label = f"{number}. {each.text}（{each.get_kind_display()}）"
            if each.kind == QuestionKind.MULTIPLE:
                self.fields[f"q{each.pk}"] = forms.MultipleChoiceField(
                    label=label, choices=choices, required=False,
                    widget=forms.CheckboxSelectMultiple,
                )  # fmt: skip
            else:
                self.fields[f"q{each.pk}"] = forms.ChoiceField(
                    label=label, choices=choices, required=False, widget=forms.RadioSelect
                )

    @property
    def answers(self) -> dict[int, frozenset[int]]:
        return {
            each.pk: frozenset(int(place) for place in self.cleaned_data[f"q{each.pk}"])
            for each in self.questions
        }
