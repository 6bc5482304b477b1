"""Which kinds of innovation fill which gap of the IDM: sub-bidang -> indicators."""

from desa.choices import DimensiIdm
from inovasi.choices import Bidang, SubBidang

S = SubBidang
# iks: health 01-07, learning 08-14, togetherness 15-25, need 26-27, housing 28-35.
# ike: production 01, trade 02-06, money 07-09, roads 10-12. ikl: environment 01, disasters 02-03.
MENGISI = {
    S.KESEHATAN: ["iks01", "iks02", "iks03", "iks04", "iks05", "iks06", "iks07"],
    S.LAYANAN: ["iks05"],
    S.PAUD: ["iks11"],
    S.LITERASI: ["iks12", "iks14"],
    S.KADER: ["iks12", "iks13", "iks15", "iks16", "iks18", "iks19", "iks23", "iks24", "iks25"],
    S.OLAHRAGA: ["iks17", "iks18", "iks19"],
    S.PERLINDUNGAN: ["iks26"],
    S.DISABILITAS: ["iks26", "iks27"],
    S.ENERGI: ["iks28", "ikl01"],
    S.TI_DESA: ["iks29", "iks30", "iks31"],
    S.SAMPAH: ["iks32", "iks33", "ikl01"],
    S.AIR_BERSIH: ["iks34", "iks35"],
    S.PERTANIAN: ["ike01"],
    S.PETERNAKAN: ["ike01"],
    S.PERIKANAN: ["ike01"],
    S.KERAJINAN: ["ike01"],
    S.PASAR: ["ike02", "ike03", "ike04", "ike06", "ike07", "ike08"],
    S.WISATA: ["iks17", "ike05"],
    S.BUMDES: ["ike06", "ike07", "ike08", "ike09"],
    S.JALAN: ["ike10", "ike11", "ike12"],
    S.TTG: ["iks13", "ikl03"],
    S.EMBUNG: ["ikl02", "ikl03"],
    S.IRIGASI: ["ikl02"],
}
# Where only the totals are known: which bidang strengthens the weakest part.
BIDANG_PENGUAT = {
    DimensiIdm.IKS: Bidang.SDM,
    DimensiIdm.IKE: Bidang.PEL,
    DimensiIdm.IKL: Bidang.INFRASTRUKTUR,
}


def filled_by(celah):
    """{sub-bidang: the gap it fills}; of several the one that weighs most. `celah` comes with the
    heaviest first."""
    found = {
        sub: next((gap for gap in celah if gap.kode in kode), None) for sub, kode in MENGISI.items()
    }
    return {sub: gap for sub, gap in found.items() if gap}
