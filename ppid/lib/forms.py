"""What a view hands to a form."""


def posted(request):
    """What was posted, or None to leave a form unbound. Not `request.POST or None`: an empty
    POST, such as one lone button, would then never reach validation."""
    return request.POST if request.method == "POST" else None


def uploaded(request):
    return request.FILES if request.method == "POST" else None
