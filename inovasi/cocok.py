"""Which promise a line of a plan belongs to: a suggestion, and why, in words. Pure."""

from dataclasses import dataclass

from inovasi.models import Komitmen
from ppid.lib.bahasa import content_words, stem

NEAR = 0.2  # amounts that differ by no more are near
ENOUGH = 2  # points below which nothing is suggested


@dataclass(frozen=True)
class Saran:
    komitmen: Komitmen
    nilai: int
    alasan: str


def suggestions(butir, promises):
    """The promises this line may fulfil, the likeliest first."""
    found = [s for s in (_weighed(butir, k) for k in promises) if s.nilai >= ENOUGH]
    return sorted(found, key=lambda s: (-s.nilai, str(s.komitmen)))


def _weighed(butir, komitmen):
    points, reasons = 0, []
    line, promise = _stems(butir.uraian), _stems(komitmen.nama_kegiatan)
    if komitmen.menu_id:
        promise |= _stems(komitmen.menu.judul)
    if shared := line & promise:
        points += min(len(shared), 3)
        reasons.append(f"kata sama: {', '.join(sorted(shared))}")
    promised = komitmen.perkiraan_biaya or 0
    if promised == butir.anggaran:
        points += 2
        reasons.append("nilainya sama dengan janji")
    elif promised and abs(promised - butir.anggaran) <= NEAR * promised:
        points += 1
        reasons.append("nilainya mendekati janji")
    if points and butir.tahun == komitmen.tahun_anggaran:
        points += 1
        reasons.append(f"sama-sama tahun {butir.tahun}")
    if points and butir.sumber == komitmen.sumber:
        reasons.append("sumber dana sama")
    text = "; ".join(reasons)
    return Saran(komitmen, points, f"{text[:1].upper()}{text[1:]}." if text else "")


def _stems(text):
    return {stem(word) for word in content_words(text)}
