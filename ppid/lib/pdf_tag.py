"""What a PDF still needs after WeasyPrint wrote it, for the archive and for who hears it read.

Pictures are not smoothed, which PDF/A forbids (ISO 19005-3, 6.2.8): one photo would spoil a paper.

A head says whether it stands over a column or before a row; its names for single cells go, since
they repeat on every page and no index leads to them. The line in the margin, which is in no tag,
becomes what it is: furniture of the page, not read out after each one."""


def finish(document, pdf):
    """A finisher of WeasyPrint: `pdf` is about to be written."""
    elements = {
        o.reference: o
        for o in pdf.objects
        if isinstance(o, dict) and o.get("Type") == "/StructElem"
    }
    for element in elements.values():
        if element["S"] == "/TR":
            _heads(element, elements)
    _margins(pdf, elements)
    for picture in pdf.objects:
        if getattr(picture, "extra", {}).get("Subtype") == "/Image":
            picture.extra["Interpolate"] = "false"


def _heads(row, elements):
    cells = [elements[kid] for kid in row["K"] if kid in elements]
    scope = "/Row" if any(cell["S"] == "/TD" for cell in cells) else "/Column"
    for cell in cells:
        cell.pop("ID", None)
        if "A" in cell:
            cell["A"].pop("Headers", None)
        if cell["S"] == "/TH":
            cell["A"]["Scope"] = scope


def _margins(pdf, elements):
    (body,) = [e for e in elements.values() if e["S"] == "/Document"]
    read = set(body["K"])
    loose = [e for at, e in elements.items() if e["P"] == body.reference and at not in read]
    (nums,) = [o["Nums"] for o in pdf.objects if isinstance(o, dict) and "Nums" in o]
    pages = {page: n for n, page in enumerate(pdf.page_references)}
    for element in loose:
        stream = _object(pdf, _object(pdf, element["Pg"])["Contents"]).stream
        told = nums[2 * pages[element["Pg"]] + 1]
        for mark in _marks(element, elements):
            _furniture(stream, mark)
            told[mark] = "null"


def _object(pdf, reference):
    return pdf.objects[int(reference.split()[0])]


def _marks(element, elements):
    for kid in element["K"]:
        if isinstance(kid, int):
            yield kid
        else:
            yield from _marks(elements[kid], elements)


def _furniture(stream, mark):
    """Margins are drawn last, so the mark is looked for from the end."""
    for at in range(len(stream) - 1, 0, -1):
        told = stream[at]
        if isinstance(told, dict) and told.get("MCID") == mark:
            del told["MCID"]
            told["Type"] = "/Pagination"
            stream[at - 1] = "/Artifact"
            return
