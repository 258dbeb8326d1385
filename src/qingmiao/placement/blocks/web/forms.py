from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qingmiao.kernel.actor import Actor
from qingmiao.placement.blocks.contracts import Asked, PhotoTaken
from qingmiao.placement.blocks.enums import Channel, Difficulty, Phase, RequestCategory
from qingmiao.placement.blocks.models import Block
from qingmiao.placement.blocks.rules.request import LARGEST_PHOTO
from qingmiao.registers.fields import Files, FilesField, PickField

TWO_LETTERS = 2
MARKS = [("", _("不评价")), *((n, str(n)) for n in range(5, 0, -1))]


def _long(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        min_length=TWO_LETTERS,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=hint,
    )


class AskForm(forms.Form):
    """What a resident fills in. ``website`` is a trap: people do not see it, programs fill it in."""

    category = forms.ChoiceField(label=_("类别"), choices=RequestCategory)
    content = forms.CharField(
        label=_("诉求内容"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("什么事、在哪里。请不要写身份证号等个人信息。"),
    )
    contact = forms.CharField(
        label=_("联系电话"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("可以不填。填了只用于回访，加密保存，查看会留痕。"),
    )

    def read(self) -> Asked:
        told = self.cleaned_data
        return Asked(content=told["content"], category=told["category"], contact=told["contact"])


class PublicAskForm(AskForm):
    website = forms.CharField(
        label=_("请留空"),
        required=False,
        widget=forms.TextInput(
            attrs={"class": "blocks-trap", "tabindex": "-1", "autocomplete": "off"}
        ),
    )

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("website"))


class IntakeForm(AskForm):
    channel = forms.ChoiceField(
        label=_("受理渠道"),
        choices=[(each.value, each.label) for each in (Channel.DESK, Channel.PHONE)],
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["block"] = PickField(model=Block, actor=actor, label=_("区块"))
        self.order_fields(["block", "channel", "category", "content", "contact"])


class ClassifyForm(forms.Form):
    category = forms.ChoiceField(label=_("类别"), choices=RequestCategory)
    difficulty = forms.ChoiceField(
        label=_("难易程度"),
        choices=Difficulty,
        initial=Difficulty.USUAL,
        help_text=_("决定办理时限，按工作小时计，从受理时起算；派单后不能再改。"),
    )


class HandlerForm(forms.Form):
    """Whoever is on duty in the block today; the reason is asked where somebody is taken off it."""

    handler = forms.TypedChoiceField(label=_("承办干部"), coerce=int)

    def __init__(self, *args: Any, people: Any, needs_reason: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(each.pk, f"{each.name}（{each.unit}）") for each in people]
        self.fields["handler"].choices = choices  # type: ignore[attr-defined] # a choice field
        label = _("理由") if needs_reason else _("交办意见")
        self.fields["reason"] = _long(label, required=needs_reason)


class MoveForm(forms.Form):
    def __init__(self, *args: Any, blocks: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(each.pk, f"{each.unit} · {each.name}") for each in blocks]
        self.fields["block"] = forms.TypedChoiceField(
            label=_("转到区块"), coerce=int, choices=choices
        )
        self.fields["reason"] = _long(_("理由"))


class MergeForm(forms.Form):
    def __init__(self, *args: Any, others: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(each.pk, f"#{each.pk} {each} {each.content}") for each in others]
        self.fields["into"] = forms.TypedChoiceField(
            label=_("并入"),
            coerce=int,
            choices=choices,
            widget=forms.RadioSelect,
            help_text=_("同一区块仍在办理的诉求，同类别的在前。"),
        )


class ConfirmForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class ReasonForm(forms.Form):
    reason = _long(_("理由"))


class PhotosForm(forms.Form):
    photos = FilesField(
        label=_("照片"),
        required=False,
        widget=Files(attrs={"accept": "image/*"}),
        help_text=_("每件最多 8 张，每张不超过 10 MB；拍摄地点、设备等信息会去除，只留画面。"),
    )

    def taken(self) -> tuple[PhotoTaken, ...]:
        """What is too large anyway is not read into memory."""
        return tuple(
            PhotoTaken(
                size=file.size or 0,
                content=file.read() if (file.size or 0) <= LARGEST_PHOTO else b"",
            )
            for file in self.cleaned_data["photos"]
        )


class NoteForm(PhotosForm):
    text = _long(_("办理情况"))
    phase = forms.ChoiceField(label=_("照片是"), choices=Phase, initial=Phase.BEFORE)
    field_order = ("text", "phase", "photos")


class DoneForm(PhotosForm):
    outcome = _long(_("办理结果"), hint=_("群众会看到。办结不等于解决，由群众确认。"))
    field_order = ("outcome", "photos")


class CallForm(forms.Form):
    said = forms.ChoiceField(
        label=_("回访结果"),
        choices=[
            ("solved", _("群众说已经解决")),
            ("not", _("群众说没有解决")),
            ("unreached", _("没有接通")),
        ],
        widget=forms.RadioSelect,
    )
    satisfaction = forms.TypedChoiceField(
        label=_("满意度（1-5）"), required=False, coerce=int, empty_value=None, choices=MARKS
    )
    note = _long(_("回访记录"))


class AnswerForm(forms.Form):
    round = forms.IntegerField(widget=forms.HiddenInput)
    is_solved = forms.TypedChoiceField(
        label=_("您的诉求解决了吗"),
        choices=[("yes", _("已经解决")), ("no", _("没有解决"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    satisfaction = forms.TypedChoiceField(
        label=_("满意度（1-5）"), required=False, coerce=int, empty_value=None, choices=MARKS
    )
    note = _long(_("想说的话"), required=False, hint=_("没有解决的，请写明哪里没有解决。"))


class AgainForm(forms.Form):
    note = _long(_("为什么要求重新办理"))
