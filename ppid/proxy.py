"""Whose request is it, when our own proxy stands in front (PPID_PROXY=1)."""


def client_ip(request):
    """deploy/nginx.conf overwrites the header, so a visitor cannot choose it."""
    return request.META.get("HTTP_X_REAL_IP") or request.META["REMOTE_ADDR"]
