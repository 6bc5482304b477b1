"""Draws static/img/ikon-*.png after favicon.svg: the stepping stones on green. Run by hand."""

import re
from pathlib import Path

from PIL import Image, ImageDraw

IMG = Path(__file__).parent.parent / "static" / "img"
GREEN, WHITE, AMBER = "#14603a", "#ffffff", "#f6ae2d"
FINE = 4  # drawn larger, then shrunk: smooth edges


def stones():
    """(colour, outline in units of the favicon) of each stone."""
    svg = (IMG / "favicon.svg").read_text()
    for colour, path in re.findall(r'<path fill="(#\w+)" d="([^"]+)"', svg):
        for part in re.findall(r"M([^M]+?)Z", path):
            yield (AMBER if colour == AMBER else WHITE), _box(part)


def _box(part):
    """The box of a stone: its leftmost, rightmost, highest and lowest points lie on the path."""
    n = [float(x) for x in re.findall(r"-?\d*\.\d+|-?\d+", part)]
    return min(n[::2]), min(n[1::2]), max(n[::2]), max(n[1::2])


def draw(size):
    unit = size * FINE / 32
    image = Image.new("RGB", (size * FINE, size * FINE), GREEN)
    pen = ImageDraw.Draw(image)
    for colour, box in stones():
        pen.ellipse([(2.2 + i % 2 * 0.2 + x * 0.86) * unit for i, x in enumerate(box)], fill=colour)
    return image.resize((size, size), Image.Resampling.LANCZOS)


for side in (192, 512):
    draw(side).save(IMG / f"ikon-{side}.png", optimize=True)
