"""The checklist that holds where nobody has written another (domain.md 4.2).

`wajib`: a zero here means "not fit"; `bukti`: the page asks for evidence."""


def _butir(kode, nama, pertanyaan, *, wajib=False, bukti=False):
    return {"kode": kode, "nama": nama, "pertanyaan": pertanyaan, "wajib": wajib, "bukti": bukti}


AMBANG = 12
BUTIR = [
    _butir(
        "kebaruan", "Kebaruan",
        "Apakah baru bagi desa atau kecamatan ini, atau perbaikan yang nyata? "
        "Sebelumnya bagaimana?",
        wajib=True, bukti=True,
    ),
    _butir(
        "masalah", "Menjawab masalah atau potensi",
        "Masalah apa yang dijawab, dan masalah siapa?",
        wajib=True, bukti=True,
    ),
    _butir(
        "kewenangan", "Sesuai kewenangan desa",
        "Apakah sesuai kewenangan desa dan dapat dibiayai APBDes (DD, ADD, PADes)?",
        wajib=True,
    ),
    _butir(
        "berjalan", "Sudah berjalan dan berhasil",
        "Sejak kapan berjalan? Apa hasil yang terukur?",
        bukti=True,
    ),
    _butir(
        "manfaat", "Manfaat",
        "Siapa yang mendapat manfaat (L/P, warga miskin, penyandang disabilitas), berapa orang?",
        bukti=True,
    ),
    _butir(
        "partisipatif", "Partisipatif",
        "Apakah diputuskan dalam Musdes dan memakai sumber daya setempat?",
    ),
    _butir(
        "berkelanjutan", "Berkelanjutan",
        "Apa lembaganya, aturannya (perdes), pemeliharaannya, pendapatannya?",
    ),
    _butir(
        "replikasi", "Dapat direplikasi",
        "Apakah langkah, biaya, dan keterampilannya dapat ditiru desa lain?",
        wajib=True,
    ),
    _butir(
        "aman", "Tidak merusak",
        "Apakah aman bagi lingkungan, hubungan sosial, dan tidak melanggar hukum?",
    ),
    _butir(
        "bukti", "Bukti",
        "Adakah baris APBDes atau RKPDes, foto, dan informan yang bersedia berbicara?",
        bukti=True,
    ),
]  # fmt: skip
