"""Files made to hurt: each is small and would cost a careless reader gigabytes, minutes or a secret.

Everything is made here, by our own code; nothing is kept in the repository.
"""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable

import docx

from tests.readers.workbooks import build_rows_xlsx, build_sheet_xlsx, exchange_parts, read_part

_SHEET = "xl/worksheets/sheet1.xml"
_MEGABYTE = 1024 * 1024


def _book() -> bytes:
    return build_rows_xlsx([["指標", "実績"], ["相談件数", 5]])


def make_rows() -> bytes:
    """A million rows of one cell."""
    return build_sheet_xlsx(
        "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    )


def make_lying_dimension() -> bytes:
    """A million rows that say they are one."""
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_001))
    return build_sheet_xlsx(rows, before='<dimension ref="A1:B1"/>')


def make_spaces() -> bytes:
    """A sheet that unpacks to 300 MB of nothing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_book())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != _SHEET:
                new.writestr(name, old.read(name))
        with new.open(_SHEET, "w", force_zip64=True) as part:
            part.write(b"<worksheet><sheetData>")
            for _ in range(300):
                part.write(b" " * _MEGABYTE)
            part.write(b"</sheetData></worksheet>")
    return out.getvalue()


def _with_entities(declarations: str, use: str) -> bytes:
    xml = f'<?xml version="1.0"?><!DOCTYPE worksheet [{declarations}]><worksheet><sheetData><row r="1">'
    xml += f'<c r="A1" t="inlineStr"><is><t>{use}</t></is></c></row></sheetData></worksheet>'
    return exchange_parts(_book(), {_SHEET: xml})


def make_laughs() -> bytes:
    """The billion laughs: entities made of entities."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return _with_entities(entities, "&a9;")


def make_quadratic() -> bytes:
    """One long entity, used very often."""
    return _with_entities(f'<!ENTITY a "{"x" * 50_000}">', "&a;" * 50_000)


def make_outside() -> bytes:
    """An entity that is a file of the machine."""
    return _with_entities('<!ENTITY a SYSTEM "file:///etc/hostname">', "&a;")


def make_far_cell() -> bytes:
    """One cell in the last corner of the sheet."""
    return build_sheet_xlsx('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def make_far_corner() -> bytes:
    """Two cells that span as large a rectangle as the limits on rows alone would let through."""
    return build_sheet_xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999"><c r="XFD99999"><v>1</v></c></row>'
    )


def make_wide_corner() -> bytes:
    """The largest rectangle within the limits on rows and on columns."""
    return build_sheet_xlsx(
        '<row r="1"><c r="ZZ1"><v>1</v></c></row><row r="99999"><c r="A99999"><v>1</v></c></row>'
    )


def make_whole_merge() -> bytes:
    """All cells of the sheet merged into one."""
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return build_sheet_xlsx('<row r="1"><c r="A1"><v>1</v></c></row>', after=merge)


def make_sheets() -> bytes:
    """Ten thousand sheets."""
    return exchange_parts(_book(), {f"xl/worksheets/sheet{n}.xml": "<worksheet/>" for n in range(2, 10_002)})


def make_styles() -> bytes:
    """A million styles."""
    choose = random.Random(7)  # noqa: S311 - the same file every time
    styles = "".join(f'<xf numFmtId="{choose.randrange(10**6)}"/>' for _ in range(1_000_000))
    xml = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return exchange_parts(_book(), {"xl/styles.xml": f"{xml}<cellXfs>{styles}</cellXfs></styleSheet>"})


def make_echo() -> bytes:
    """One long text that two hundred thousand cells refer to."""
    xml = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{}</t></si></sst>'
    choose = random.Random(7)  # noqa: S311 - the same file every time
    text = "".join(chr(choose.randrange(0x4E00, 0x9FA0)) for _ in range(100_000))
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 90_001))
    return exchange_parts(build_sheet_xlsx(cells), {"xl/sharedStrings.xml": xml.format(text)})


def make_lying_count() -> bytes:
    """Two texts that say they are four billion."""
    strings = read_part(_book(), "xl/sharedStrings.xml")
    lie = strings.replace('uniqueCount="3"', 'uniqueCount="4294967296"')
    assert lie != strings
    return exchange_parts(_book(), {"xl/sharedStrings.xml": lie})


def make_nested_packages() -> bytes:
    """Packages in packages in packages."""
    data = b" " * _MEGABYTE
    for _ in range(5):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(10):
                package.writestr(f"{number}.zip", data)
        data = out.getvalue()
    return exchange_parts(_book(), {"xl/media/a.zip": data})


def make_macros() -> bytes:
    """A macro project that asks to be run."""
    return exchange_parts(_book(), {"xl/vbaProject.bin": b"Sub Auto_Open()"})


def make_encrypted() -> bytes:
    """A workbook behind a password: a small file system with one entry of a known name."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    )


def _document() -> bytes:
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "x"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _with_body(body: str) -> bytes:
    xml = read_part(_document(), "word/document.xml")
    start = xml.index("<w:body>") + len("<w:body>")
    return exchange_parts(_document(), {"word/document.xml": xml[:start] + body + "</w:body></w:document>"})


def make_paragraphs() -> bytes:
    """Five million empty paragraphs."""
    return _with_body("<w:p/>" * 5_000_000)


def make_paragraphs_of_text() -> bytes:
    """Two million paragraphs that differ, so that no ratio gives them away."""
    return _with_body(
        "".join(f"<w:p><w:r><w:t>{n * 7919 % 1_000_003}</w:t></w:r></w:p>" for n in range(2_000_000))
    )


def make_deep_tables() -> bytes:
    """Tables in tables, two thousand deep."""
    opening, closing = "<w:tbl><w:tr><w:tc><w:p/>", "</w:tc></w:tr></w:tbl>"
    return _with_body(opening * 2_000 + closing * 2_000)


def _build_pdf(content: bytes, filters: str, *, extra: bytes = b"") -> bytes:
    stream = b"<< /Length %d /Filter [%s] >>\nstream\n" % (len(content), filters.encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 600] /Contents 4 0 R >>",
        stream + content + b"\nendstream",
    ]
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size 5 /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        extra % start if extra else b"",
        start,
    )
    return bytes(out)


def make_inflated_pdf() -> bytes:
    """A page whose drawing unpacks twice, to 640 MB."""
    packer = zlib.compressobj(9)
    once = b"".join(packer.compress(bytes(16 * _MEGABYTE)) for _ in range(40)) + packer.flush()
    return _build_pdf(zlib.compress(once, 9), "/FlateDecode /FlateDecode")


def make_circular_pdf() -> bytes:
    """A table of contents whose predecessor is itself."""
    return _build_pdf(zlib.compress(b"BT ET"), "/FlateDecode", extra=b"/Prev %d")


def make_endless_pdf() -> bytes:
    """Two million lines drawn on one page."""
    drawing = b"".join(b"%d %d m %d 0 l S\n" % (n % 800, n % 600, n % 797) for n in range(2_000_000))
    return _build_pdf(zlib.compress(drawing), "/FlateDecode")


def make_long_line() -> bytes:
    """A text of ten megabytes without a line end."""
    return b"a" * (10 * _MEGABYTE) + b"\t1\n"


def make_commas() -> bytes:
    """Nine million cells in one line."""
    return b"," * (9 * _MEGABYTE)


def make_open_quotes() -> bytes:
    """Quotation marks that never close."""
    return b'a,"b\n' * 1_000_000


def make_reaching_cells() -> bytes:
    """Cells of a web page that all reach down to its end."""
    row = "<tr>" + '<td rowspan="65534" colspan="1000">x</td>' * 40 + "</tr>"
    return f"<table>{row * 3_000}</table>".encode()


# Name → (suffix it comes under, how it is made).
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "rows": ("xlsx", make_rows),
    "lying_dimension": ("xlsx", make_lying_dimension),
    "spaces": ("xlsx", make_spaces),
    "laughs": ("xlsx", make_laughs),
    "quadratic": ("xlsx", make_quadratic),
    "outside": ("xlsx", make_outside),
    "far_cell": ("xlsx", make_far_cell),
    "far_corner": ("xlsx", make_far_corner),
    "wide_corner": ("xlsx", make_wide_corner),
    "whole_merge": ("xlsx", make_whole_merge),
    "sheets": ("xlsx", make_sheets),
    "styles": ("xlsx", make_styles),
    "echo": ("xlsx", make_echo),
    "lying_count": ("xlsx", make_lying_count),
    "nested_packages": ("xlsx", make_nested_packages),
    "macros": ("xlsm", make_macros),
    "encrypted": ("xlsx", make_encrypted),
    "paragraphs": ("docx", make_paragraphs),
    "paragraphs_of_text": ("docx", make_paragraphs_of_text),
    "deep_tables": ("docx", make_deep_tables),
    "inflated_pdf": ("pdf", make_inflated_pdf),
    "circular_pdf": ("pdf", make_circular_pdf),
    "endless_pdf": ("pdf", make_endless_pdf),
    "long_line": ("csv", make_long_line),
    "commas": ("csv", make_commas),
    "open_quotes": ("csv", make_open_quotes),
    "reaching_cells": ("html", make_reaching_cells),
}
