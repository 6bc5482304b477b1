"""What the handing over of a work asks, as sentences for its form and its action alike."""

KURANG = (
    "BAST ditandatangani sesudah semua keluaran diterima. Bila masih ada yang kurang, verifikator "
    "TPID menekan “Kembalikan laporan” supaya penyedia melengkapinya."
)


def not_received(keluaran, periksa):
    """(output, the sentence) of each that was not ticked. `periksa` is {pk: (received, note)}."""
    for k in keluaran:
        diterima, catatan = periksa.get(k.pk, (False, ""))
        if not diterima:
            yield k, f"Keluaran “{k}” belum diterima{f': {catatan}' if catatan else ''}."
