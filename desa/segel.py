"""How a sealed paper shows its seal and becomes a file; one way for every floor."""

import segno
from django.conf import settings

from ppid.lib.pdf import attachment, render_pdf


class Bersegel:
    """Base of what a paper prints (`n` in its template): the seal of `self.dokumen`."""

    @property
    def qr(self):
        """The QR of the check page, as a data address of an SVG."""
        return segno.make(self.dokumen.check_url, error="m").svg_data_uri(border=0)

    @property
    def kode(self):
        """The check code in two halves, easier to read aloud."""
        return f"{self.dokumen.kode[:5]} {self.dokumen.kode[5:]}"

    @property
    def sidik(self):
        return self.dokumen.sha256_data[:8]

    @property
    def alamat(self):
        """Where to type the code, without the scheme."""
        return f"{settings.PPID_ADDRESS.partition('://')[2]}/periksa/"


def sealed_pdf(dokumen, template, naskah, *, data=None, **options):
    """The bytes of a sealed paper, the same every time. `data` is (file name, description) under
    which its canonical JSON travels inside; without it the JSON stays outside."""
    when = dokumen.created_at.replace(microsecond=0)
    inside = [attachment(data[0], dokumen.data, data[1], when)] if data else []
    return render_pdf(
        template,
        {"n": naskah},
        identifier=f"{dokumen.kode}-{dokumen.sha256_data}",
        attachments=inside,
        **options,
    )
