"""What an archive asks of a PDF, read out of the file itself by ISO 19005-3 (PDF/A-3, level A).

There is no validator to be had from Debian, PyPI or npm, so the clauses that our papers can touch
are asked here one by one: `lacks(content)` gives a sentence for each that is broken."""

import io
import re
from functools import cache

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Stream

SRGB = 3  # colour channels of the output intent
CETAK, TERLARANG = 4, 1 | 2 | 32  # bits of /F: print; invisible, hidden, no view
BOLEH = {"/Link"}  # annotations that our papers may have
JALAN = {"/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide"}
CAMPUR = {
    "/Normal", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge",
    "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation",
    "/Color", "/Luminosity",
}  # fmt: skip
TAG = {
    "/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/Caption", "/TOC", "/TOCI",
    "/Index", "/NonStruct", "/P", "/H", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/LI",
    "/Lbl", "/LBody", "/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot", "/Span",
    "/Quote", "/Note", "/Reference", "/BibEntry", "/Code", "/Link", "/Annot", "/Figure",
    "/Formula", "/Form",
}  # fmt: skip
CMYK = {"k", "K"}
TULIS = {"Tj", "TJ", "'", '"'}
CAT = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"}
PALING_DALAM = 28  # nested q


def lacks(content):
    """A sentence for each clause that this file breaks."""
    yield from _bytes(content)
    with pikepdf.open(io.BytesIO(content)) as paper:
        yield from (f"structure: {said}" for said in paper.check_pdf_syntax())
        yield from _catalog(paper)
        yield from _metadata(paper)
        yield from _objects(paper)
        for n, page in enumerate(paper.pages, start=1):
            yield from (f"page {n}: {said}" for said in _page(page))
        yield from _attachments(paper)
        yield from _structure(paper)


def _bytes(content):
    """6.1.2 and 6.1.3: the header with its binary comment, nothing behind the end."""
    first, second = content.split(b"\n", 2)[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]", first):
        yield "the header does not name a version from 1.0 to 1.7"
    if not second.startswith(b"%") or sum(byte > 127 for byte in second[1:]) < 4:
        yield "the second line is no comment of four bytes above 127"
    if not re.search(rb"%%EOF\r?\n?$", content):
        yield "something stands behind the end of the file"


def _catalog(paper):
    root, trailer = paper.Root, paper.trailer
    if len(trailer.get("/ID", ())) != 2:
        yield "the trailer has no ID"
    if paper.is_encrypted:
        yield "it is encrypted"
    for key in ("/OpenAction", "/AA", "/Requirements", "/OCProperties", "/AcroForm", "/Perms"):
        if key in root:
            yield f"the catalog has {key}"
    if "/JavaScript" in root.get("/Names", {}):
        yield "it carries a script"
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "it does not say that it is tagged"
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", str(root.get("/Lang", ""))):
        yield "it does not name its language"
    intents = [i for i in root.get("/OutputIntents", ()) if i.S == Name.GTS_PDFA1]
    if [i.DestOutputProfile.N for i in intents] != [SRGB]:
        yield "it has not one output intent of sRGB"


def _metadata(paper):
    """6.6: XMP that names part and level, and says what the document information says."""
    with paper.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        if (xmp.get("pdfaid:part"), xmp.get("pdfaid:conformance")) != ("3", "A"):
            yield "XMP does not say PDF/A-3a"
        if not xmp.get("dc:title"):
            yield "XMP has no title"
        pairs = {"/Title": "dc:title", "/Subject": "dc:description", "/Author": "dc:creator",
                 "/Producer": "pdf:Producer", "/Keywords": "pdf:Keywords"}  # fmt: skip
        for key, name in pairs.items():
            said = xmp.get(name, "")
            said = ", ".join(said) if isinstance(said, list) else said
            if str(paper.docinfo.get(key, "")) != str(said):
                yield f"{key} of the document information is not {name} of XMP"


def _objects(paper):
    """6.1.7 to 6.1.12 and 6.2.10: streams stay inside, names and strings have their bounds."""
    for obj in paper.objects:
        if isinstance(obj, Stream):
            filters = obj.get("/Filter", Array([]))
            named = [filters] if isinstance(filters, Name) else list(filters)
            if {"/LZWDecode", "/Crypt"} & {str(f) for f in named}:
                yield "a stream is packed as an archive may not be"
            if {"/F", "/FFilter", "/FDecodeParms"} & set(obj.keys()):
                yield "a stream lies outside the file"
            yield from _picture(obj)
        if isinstance(obj, Dictionary | Stream):
            yield from (f"a name is too long: {key}" for key in obj if len(key) > 128)
            if str(obj.get("/S", "")) in JALAN and obj.get("/Type") in {None, Name.Action}:
                yield f"an action runs something: {obj.S}"


def _picture(obj):
    if obj.get("/Subtype") != Name.Image:
        return
    if obj.get("/Interpolate", False) or "/Alternates" in obj or "/OPI" in obj:
        yield "a picture is smoothed or has another in its place"
    if obj.get("/ColorSpace") == Name.DeviceCMYK:
        yield "a picture has colours of print"


def _page(page):
    if "/AA" in page.obj:
        yield "it has an action of its own"
    for note in page.get("/Annots", ()):
        yield from _note(note)
    for state in page.Resources.get("/ExtGState", {}).values():
        if str(state.get("/BM", Name.Normal)) not in CAMPUR or "/TR" in state:
            yield "an unknown way of mixing colours"
    shown = {}
    yield from _drawn(page, page.Resources, shown)
    for name, glyphs in shown.items():
        font = page.Resources.Font[name]
        yield from (f"font {font.BaseFont}: {said}" for said in _font(font, glyphs))


def _note(note):
    if str(note.Subtype) not in BOLEH:
        yield f"an annotation {note.Subtype}"
    flags = int(note.get("/F", 0))
    if not flags & CETAK or flags & TERLARANG:
        yield "an annotation is not printed"
    if "/AA" in note or str(note.get("/A", {}).get("/S", "/URI")) not in {"/URI", "/GoTo"}:
        yield "an annotation does more than lead somewhere"


def _drawn(content, resources, shown):
    """What is painted: everything tagged or an artifact, in colours of the screen."""
    marks, depth, font = [], 0, None
    for instruction in pikepdf.parse_content_stream(content):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in {"BDC", "BMC"}:
            marks.append(_is_told(operands))
        elif operator == "EMC":
            marks.pop()
        elif operator in {"q", "Q"}:
            depth += 1 if operator == "q" else -1
            if depth > PALING_DALAM:
                yield "graphic states are nested too deep"
        elif operator == "Tf":
            font = str(operands[0])
        elif operator in CMYK:
            yield "a colour of print"
        if operator in TULIS:
            shown.setdefault(font, set()).update(_glyphs(operands))
        if operator in TULIS | CAT and not any(marks):
            yield f"{operator} paints something that is neither tagged nor an artifact"
    if marks or depth:
        yield "marks or graphic states are left open"


def _is_told(operands):
    tag, *told = operands
    return tag == Name.Artifact or bool(told and "/MCID" in told[0])


def _glyphs(operands):
    """The numbers of the glyphs: two bytes each, as Identity-H says."""
    parts = operands[0] if isinstance(operands[0], Array) else [operands[-1]]
    for part in parts:
        if isinstance(part, pikepdf.String):
            raw = bytes(part)
            yield from (int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2))


def _font(font, glyphs):
    """6.2.11: inside, with its widths, every glyph known as a character, none of them missing."""
    if font.Subtype != Name.Type0 or font.Encoding != Name("/Identity-H"):
        yield "it is no font of the kind that we embed"
        return
    inner = font.DescendantFonts[0]
    files = [inner.FontDescriptor.get(key) for key in ("/FontFile2", "/FontFile3")]
    (program,) = [f for f in files if f is not None] or [None]
    if program is None:
        yield "it is not inside the file"
        return
    if inner.Subtype == Name.CIDFontType2 and "/CIDToGIDMap" not in inner:
        yield "it does not say which glyph a number is"
    told = _unicode(font.ToUnicode.read_bytes())
    if 0 in glyphs:
        yield "a character that it does not have is drawn"
    if lost := sorted(g for g in glyphs if told.get(g, "") in {"", "\0", "\ufeff", "\ufffe"}):
        yield f"glyphs without a character: {lost}"
    yield from _widths(inner, program, glyphs)


def _widths(inner, program, glyphs):
    known = _advances(program.read_bytes())
    said = _said_widths(inner)
    wrong = [g for g in glyphs if g in known and abs(said.get(g, 1000) - known[g]) > 1]
    if wrong:
        yield f"widths that are not those of the font: {sorted(wrong)}"
    if missing := [g for g in glyphs if g not in known]:
        yield f"glyphs that are not inside: {sorted(missing)}"


@cache
def _advances(program):
    """{glyph: width in thousandths} of a font program."""
    with TTFont(io.BytesIO(program), lazy=True) as font:
        em = font["head"].unitsPerEm
        order = font.getGlyphOrder()
        return {n: font["hmtx"][name][0] * 1000 / em for n, name in enumerate(order)}


def _said_widths(inner):
    said, queue = {}, list(inner.get("/W", ()))
    while queue:
        first = int(queue.pop(0))
        second = queue.pop(0)
        if isinstance(second, Array):
            said |= {first + n: float(width) for n, width in enumerate(second)}
        else:
            said |= dict.fromkeys(range(first, int(second) + 1), float(queue.pop(0)))
    return said


def _unicode(cmap):
    """{glyph: characters} of a ToUnicode map of single entries."""
    found = re.findall(rb"<([0-9A-Fa-f]{4})>\s*<((?:[0-9A-Fa-f]{4})+)>\s*\n", cmap)
    return {int(g, 16): bytes.fromhex(u.decode()).decode("utf-16-be") for g, u in found}


def _attachments(paper):
    """6.8: each with its kind, its names, its day, its relation to the paper."""
    names = paper.Root.get("/Names", {}).get("/EmbeddedFiles", {}).get("/Names", Array([]))
    related = {spec.objgen for spec in paper.Root.get("/AF", ())}
    for spec in list(names)[1::2]:
        if not {"/F", "/UF", "/AFRelationship", "/EF"} <= set(spec.keys()):
            yield "an attachment lacks a name or its relation"
            continue
        inside = spec.EF.F
        if not re.fullmatch(r"/[\w.+-]+/[\w.+-]+", str(inside.get("/Subtype", ""))):
            yield "an attachment does not say its kind"
        if "/ModDate" not in inside.get("/Params", {}):
            yield "an attachment has no day"
        if spec.objgen not in related:
            yield "an attachment is not tied to the paper"


# Tags


def _structure(paper):
    root = paper.Root.get("/StructTreeRoot")
    if root is None:
        yield "it has no tags"
        return
    roles = {str(k): str(v) for k, v in root.get("/RoleMap", {}).items()}
    told = {}
    for node, above in _nodes(root.K, None, told):
        tag = roles.get(str(node.S), str(node.S))
        if tag not in TAG:
            yield f"{tag} is no tag of the standard"
        yield from _misplaced(node, tag, above)
    for n, page in enumerate(paper.pages, start=1):
        drawn = _marked(page)
        if drawn - told.get(page.obj.objgen, set()):
            yield f"page {n}: something drawn is in no tag"


def _nodes(kids, above, told):
    """Every element with the tag above it; `told` gathers which marks of which page are in it."""
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid, above
            if "/K" in kid:
                _gather(kid, told)
                yield from _nodes(kid.K, str(kid.S), told)


def _gather(element, told):
    for kid in element.K if isinstance(element.K, Array) else [element.K]:
        page, mark = element.get("/Pg"), kid
        if isinstance(kid, Dictionary) and "/MCID" in kid:
            page, mark = kid.get("/Pg", page), kid.MCID
        if page is not None and not isinstance(mark, Dictionary):
            told.setdefault(page.objgen, set()).add(int(mark))


PARENTS = {
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
    "/LI": {"/L"},
    "/LBody": {"/LI"},
}


def _misplaced(node, tag, above):
    if tag in PARENTS and above not in PARENTS[tag]:
        yield f"{tag} stands in {above}"
    if tag == "/Figure" and not str(node.get("/Alt", "")).strip():
        yield "a picture without words for who cannot see it"
    if tag == "/TH" and not _scope(node):
        yield "a table head does not say what it is the head of"


def _scope(node):
    told = node.get("/A", Array([]))
    told = told if isinstance(told, Array) else [told]
    return any("/Scope" in a for a in told if isinstance(a, Dictionary))


def _marked(page):
    return {
        int(told.operands[1].MCID)
        for told in pikepdf.parse_content_stream(page)
        if str(told.operator) == "BDC" and "/MCID" in told.operands[1]
    }
