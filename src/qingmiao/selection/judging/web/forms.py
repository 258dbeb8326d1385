from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.people.dossiers.models import Person
from qingmiao.registers.fields import ChoiceField, PickField
from qingmiao.selection.contests.models import Entry, JudgeGroup, Stage
from qingmiao.selection.judging.enums import Audience, ConflictKind, ReleasedField
from qingmiao.selection.judging.models import Judge

Choices = list[tuple[str, str]]


def _kinds() -> Any:
    return [(kind.value, kind.label) for kind in ConflictKind if kind != ConflictKind.SELF]


class InviteForm(forms.Form):
    """A person of the district is picked, an outside expert is written down."""

    def __init__(
        self, *args: Any, groups: Iterable[JudgeGroup], actor: Actor, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["group"] = ChoiceField(
            label=_("评委组"), choices=[(str(group.pk), group.name) for group in groups]
        )
        self.fields["person"] = PickField(
            model=Person, actor=actor, label=_("区内干部"), required=False,
            help_text=_("输入姓名或拼音首字母，从列表中选择；外请专家不填"),
        )  # fmt: skip
        self.fields["name"] = forms.CharField(
            label=_("外请专家姓名"), max_length=60, required=False
        )
        self.fields["work_text"] = forms.CharField(
            label=_("专家工作单位及职务"), max_length=200, required=False
        )


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("是否担任评委"),
        choices=[("yes", _("接受邀请")), ("no", _("谢绝邀请"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("说明"), required=False, max_length=300, widget=forms.Textarea,
        help_text=_("谢绝时请简要说明；有需要回避的选手，接受后在评分页申报"),
    )  # fmt: skip

    def __init__(self, *args: Any, stages: Sequence[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stages"] = _stages_field(stages)
        self.order_fields(["answer", "stages", "reason"])


def _stages_field(stages: Sequence[Stage]) -> forms.MultipleChoiceField:
    """Stages one by one, and each day that holds several of them."""
    choices = [(str(each.pk), f"{each.name} {each.held_on or ''}".strip()) for each in stages]
    days: dict[Any, list[str]] = {}
    for each in stages:
        if each.held_on is not None:
            days.setdefault(each.held_on, []).append(str(each.pk))
    choices += [
        (",".join(found), gettext("%(day)s 全天") % {"day": day})
        for day, found in sorted(days.items())
        if len(found) > 1
    ]
    return forms.MultipleChoiceField(
        label=_("不能到场的环节"),
        widget=forms.CheckboxSelectMultiple,
        choices=choices,
        required=False,
        help_text=_("不选就是都能到场；开始评分之前可以再改"),
    )


def chosen(values: Iterable[str]) -> list[int]:
    """The stages behind what was ticked."""
    return sorted({int(pk) for value in values for pk in value.split(",")})


class AbsenceForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea)

    def __init__(
        self, *args: Any, stages: Sequence[Stage], needs_reason: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needs_reason
        self.fields["stages"] = _stages_field(stages)
        self.order_fields(["stages", "reason"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea)


class SealForm(forms.Form):
    reason = forms.CharField(
        label=_("封存说明"), max_length=300, required=False, widget=forms.Textarea,
        help_text=_("还有评分表没有签名时必须写明理由"),
    )  # fmt: skip


class RecuseForm(forms.Form):
    kind = forms.ChoiceField(label=_("回避情形"), choices=_kinds)
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea)


class DeclareForm(forms.Form):
    kind = forms.ChoiceField(label=_("回避情形"), choices=_kinds)
    because = forms.CharField(label=_("依据"), max_length=300, widget=forms.Textarea)

    def __init__(
        self, *args: Any, judges: Iterable[Judge], entries: Iterable[Entry], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judge"] = ChoiceField(
            label=_("评委"), choices=[(str(judge.pk), str(judge)) for judge in judges]
        )
        self.fields["entry"] = ChoiceField(
            label=_("选手"),
            choices=[(str(e.pk), f"{e.plate_no or '—'} {e.person} {e.unit}") for e in entries],
        )
        self.order_fields(["judge", "entry", "kind", "because"])


class ObjectForm(forms.Form):
    kind = forms.ChoiceField(label=_("回避情形"), choices=_kinds)
    because = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea)

    def __init__(self, *args: Any, judges: Iterable[Judge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judge"] = ChoiceField(
            label=_("请其回避的评委"), choices=[(str(judge.pk), judge.name) for judge in judges]
        )
        self.order_fields(["judge", "kind", "because"])


class AssignForm(forms.Form):
    each = forms.IntegerField(
        label=_("每个号牌每组几名评委"), min_value=1, max_value=99, required=False,
        help_text=_("留空：组内没有回避情形的评委全部评"),
    )  # fmt: skip

    def __init__(self, *args: Any, entries: Iterable[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"] = forms.MultipleChoiceField(
            label=_("参加本环节的号牌"),
            widget=forms.CheckboxSelectMultiple,
            choices=[(str(entry.pk), str(entry.plate_no)) for entry in entries],
            required=False,
        )


class ReleaseForm(forms.Form):
    def __init__(self, *args: Any, stages: Iterable[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"] = forms.ChoiceField(
            label=_("向谁公布"), choices=Audience.choices, widget=forms.RadioSelect
        )
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("公布内容"), choices=ReleasedField.choices,
            widget=forms.CheckboxSelectMultiple, required=False,
        )  # fmt: skip
        self.fields["stage"] = ChoiceField(
            label=_("环节"), required=False,
            choices=[("", "—"), *((str(each.pk), each.name) for each in stages)],
            help_text=_("公布环节成绩时选择，其余不填"),
        )  # fmt: skip


class HallForm(forms.Form):
    hours = forms.IntegerField(label=_("有效几小时"), min_value=1)


class CorrectionForm(forms.Form):
    value = forms.CharField(label=_("更正为"), max_length=12)
    reason = forms.CharField(label=_("更正理由"), max_length=300, widget=forms.Textarea)

    def __init__(self, *args: Any, criteria: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["criterion"] = ChoiceField(label=_("评分要素"), choices=criteria)
        self.order_fields(["criterion", "value", "reason"])


class DecideForm(forms.Form):
    agrees = forms.ChoiceField(
        label=_("复签意见"),
        choices=[("yes", _("同意更正")), ("no", _("不予更正"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("说明"), required=False, max_length=300, widget=forms.Textarea)
