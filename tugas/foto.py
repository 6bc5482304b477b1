"""Photos of the log; how one is read stands in ppid/lib/foto.py."""

from ppid.lib.foto import PALING_BESAR, SISI, Foto, read_photo

PALING_BANYAK = 5  # photos of one entry

__all__ = ["PALING_BANYAK", "PALING_BESAR", "SISI", "Foto", "read_photo"]
