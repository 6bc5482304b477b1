"""What a work asks of its papers and its people, for forms, actions and pages alike."""

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


def interests_in(pekerjaan):
    """Declarations of the TPID, made at the comparison, that name the provider who got the work."""
    if not pekerjaan.pemilihan:
        return []
    said = pekerjaan.pemilihan.pernyataan.filter(penyedia=pekerjaan.penyedia_id)
    return list(said.select_related("pengguna"))
