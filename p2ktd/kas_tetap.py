"""What keeps the cash book and the payments append-only in the database itself, whoever writes: a
line may get its evidence, once; nothing else of it changes, and nothing is removed."""

from ppid.lib.append_only import AppendOnly

BUKU, BAYAR = "p2ktd_bariskas", "p2ktd_pembayaran"
KOLOM = (
    "id", "dana_id", "urut", "jenis", "tanggal", "bukti_nomor", "uraian", "debit", "kredit",
    "pos_id", "pencairan_id", "membalik_id", "created_by_id", "created_at",
)  # fmt: skip
SAMA = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in KOLOM)
KAS = AppendOnly(
    function="p2ktd_hanya_bertambah",
    tables=(BUKU, BAYAR),
    refusal="Buku kas hanya bertambah: yang keliru dikoreksi dengan baris baru.",
    unless=f"""
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = '{BUKU}' THEN
        IF to_jsonb(OLD)->>'berkas' = ''
            AND to_jsonb(NEW) - 'berkas' = to_jsonb(OLD) - 'berkas' THEN
            RETURN NEW;
        END IF;
    END IF;""",
    only_when={BUKU: f"NOT (OLD.berkas = '' AND {SAMA})"},
)
lock, unlock = KAS.lock, KAS.unlock
