"""What a view hands to a form, and what every form is made of."""

from uuid import UUID

from django import forms


def posted(request):
    """What was posted, or None to leave a form unbound. Not `request.POST or None`: an empty
    POST, such as one lone button, would then never reach validation."""
    return request.POST if request.method == "POST" else None


def uploaded(request):
    return request.FILES if request.method == "POST" else None


def parse_uuid(text):
    """A UUID, or None for what is none."""
    try:
        return UUID(str(text))
    except ValueError:
        return None


def day_input(**attrs):
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


class TextArea(forms.Textarea):
    """Without `maxlength`, with which a browser cuts off a pasted text and says nothing."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return {name: value for name, value in attrs.items() if name != "maxlength"}
