"""How every form looks: Tabler's markup around Django's fields."""

from django.forms import widgets
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString


class Renderer(DjangoTemplates):
    """Named by ``FORM_RENDERER``: no form needs to say how it is drawn."""

    form_template_name = "webkit/forms/form.html"
    field_template_name = "webkit/forms/field.html"


LONG_CHOICE = 15
DJANGO_ROWS = "10"  # what a Textarea has when nobody asked


def css_class(widget: widgets.Widget) -> str:
    """The control's class, after the classes the form itself gave to it."""
    own = str(widget.attrs.get("class", ""))
    return f"{own} {_kind(widget)}".strip()


def _kind(widget: widgets.Widget) -> str:
    if isinstance(
        widget, (widgets.CheckboxInput, widgets.RadioSelect)
    ):  # many boxes are radios too
        return "form-check-input"
    if isinstance(widget, widgets.Select):
        return "form-select"
    return "form-control"


def is_wide(field: BoundField) -> bool:
    """Whether the control takes the whole width of the form: long text, and many boxes to tick."""
    return isinstance(
        field.field.widget,
        (widgets.Textarea, widgets.CheckboxSelectMultiple, widgets.ClearableFileInput),
    )


def control(field: BoundField) -> SafeString:
    """The control itself: days get the browser's own calendar, long choices a box to filter them by."""
    widget = field.field.widget
    attrs: dict[str, str | bool] = {"class": css_class(widget)}
    if isinstance(widget, widgets.DateInput) and widget.input_type == "text":
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    if _is_long_choice(widget):
        attrs["data-filter-options"] = ""
    if isinstance(widget, widgets.Textarea) and widget.attrs.get("rows") == DJANGO_ROWS:
        attrs["rows"] = "4"
    return field.as_widget(attrs=attrs)


def _is_long_choice(widget: widgets.Widget) -> bool:
    if not isinstance(widget, widgets.Select) or isinstance(widget, widgets.RadioSelect):
        return False
    return not widget.allow_multiple_selected and len(list(widget.choices)) > LONG_CHOICE
