"""A phone in words that its owner knows: "Chrome di Android"."""

BROWSERS = [
    ("SamsungBrowser", "Samsung Internet"), ("OPR/", "Opera"), ("UCBrowser", "UC Browser"),
    ("Edg", "Edge"), ("Firefox", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
]  # fmt: skip
SYSTEMS = [
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "Mac"), ("Linux", "Linux"),
]  # fmt: skip


def name_of(agent):
    """From the User-Agent, which says many names at once: the first of ours that it says."""
    browser = next((word for sign, word in BROWSERS if sign in agent), "Peramban")
    system = next((word for sign, word in SYSTEMS if sign in agent), "perangkat lain")
    return f"{browser} di {system}"
