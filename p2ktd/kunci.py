"""Secret codes for people without an account. The row keeps only the digest; the code itself
follows from the key of the form, so that the same form sent twice gives the same code."""

from hashlib import sha256

from django.utils.crypto import salted_hmac

from desa.actions.dokumen import HURUF

PANJANG = 20  # letters out of 29: nobody guesses 97 bits


def code_of(isian, untuk):
    """The code of a form; `untuk` keeps applications and complaints apart."""
    number = int.from_bytes(salted_hmac(f"p2ktd.{untuk}", str(isian), algorithm="sha256").digest())
    letters = []
    for _ in range(PANJANG):
        number, place = divmod(number, len(HURUF))
        letters.append(HURUF[place])
    return "".join(letters)


def bare(kode):
    """However the code was typed, "k7m2 p9xw" or "K7M2-P9XW", its letters and digits."""
    return "".join(c for c in kode.upper() if c.isalnum())


def digest_of(kode):
    """What is looked up."""
    return sha256(bare(kode).encode()).hexdigest()


def spaced(kode):
    """In groups of five, easier to read aloud."""
    return " ".join(kode[n : n + 5] for n in range(0, len(kode), 5))
