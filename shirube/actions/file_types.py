"""Which files are taken as evidence, told by what is in them and never by what they are called.

Nothing is unpacked or drawn: only the first bytes and, of a zip, the list of its parts are looked at.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass

from shirube.actions.outcome import Refused
from shirube.readers.preflight import BROKEN_ZIP

MOST_PARTS = 20_000
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: its key, what people call it, its usual endings (the first is added if none fits)."""

    key: str
    label: str
    endings: tuple[str, ...]
    media: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
FILE_TYPES: dict[str, FileType] = {
    item.key: item
    for item in (
        FileType("pdf", "PDF", (".pdf",), "application/pdf"),
        FileType("xlsx", "Excel", (".xlsx",), f"{_OFFICE}spreadsheetml.sheet"),
        FileType("docx", "Word", (".docx",), f"{_OFFICE}wordprocessingml.document"),
        FileType("pptx", "PowerPoint", (".pptx",), f"{_OFFICE}presentationml.presentation"),
        FileType("ods", "LibreOfficeの表", (".ods",), f"{_OPEN}spreadsheet"),
        FileType("odt", "LibreOfficeの文書", (".odt",), f"{_OPEN}text"),
        FileType("ole", "以前のExcel・Word", (".xls", ".doc", ".ppt"), "application/x-ole-storage"),
        FileType("png", "画像（PNG）", (".png",), "image/png"),
        FileType("jpeg", "画像（JPEG）", (".jpg", ".jpeg"), "image/jpeg"),
        FileType("text", "テキスト・CSV", (".txt", ".csv", ".tsv"), "text/plain; charset=utf-8"),
    )
}
_PARTS = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx", "ppt/presentation.xml": "pptx"}
_MIMETYPES = {"spreadsheet": "ods", "text": "odt"}
_MARKUP = re.compile(rb"<\s*(?:!doctype|html|script|svg|\?xml|iframe)", re.IGNORECASE)
TAKEN = "PDF、Excel、Word、PowerPoint、LibreOffice、画像（PNG、JPEG）、テキスト、CSV"


def find_file_type(data: bytes) -> FileType:
    """The kind of a file by its content. Raises Refused for an empty one and for what is not taken."""
    if not data:
        raise Refused("ファイルが空です。中身のあるファイルを選んでください。")
    if data.startswith(b"%PDF-"):
        return FILE_TYPES["pdf"]
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FILE_TYPES["png"]
    if data.startswith(b"\xff\xd8\xff"):
        return FILE_TYPES["jpeg"]
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_macros("_VBA_PROJECT".encode("utf-16-le") in data)
        return FILE_TYPES["ole"]
    if data.startswith(b"PK\x03\x04"):
        return _find_zip_type(data)
    if _is_text(data):
        return FILE_TYPES["text"]
    raise _refuse_kind()


def clean_name(name: str, kind: FileType) -> str:
    """The name to be shown and offered on saving: no folders, no signs that hide or reverse others.

    An ending that does not fit the content gets the right one behind it: 値.exe is offered as 値.exe.pdf.
    """
    base = re.split(r"[\\/]", unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode()))[-1]
    shown = "".join(" " if unicodedata.category(sign) in ("Zl", "Zp") else sign for sign in base)
    shown = "".join(sign for sign in shown if unicodedata.category(sign)[0] != "C").strip(" .")
    stem = shown or "添付"
    ending = next((item for item in kind.endings if stem.lower().endswith(item)), "")
    if not ending:
        return f"{stem[:LONGEST_NAME]}{kind.endings[0]}"
    return stem if len(stem) <= LONGEST_NAME else stem[: LONGEST_NAME - len(ending)] + ending


def _find_zip_type(data: bytes) -> FileType:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = packed.namelist()
            first = b""
            if names[:1] == ["mimetype"]:
                with packed.open("mimetype") as part:
                    first = part.read(200)  # never all of it: it may be a bomb
    except BROKEN_ZIP as error:
        raise Refused("ファイルが壊れています。開けることを確かめてから、もう一度選んでください。") from error
    if len(names) > MOST_PARTS:
        raise _refuse_kind()
    _refuse_macros(any(name.lower().endswith(("vbaproject.bin", "basic/script-lc.xml")) for name in names))
    if first.startswith(_OPEN.encode()):
        found = _MIMETYPES.get(first.removeprefix(_OPEN.encode()).decode("ascii", "replace"))
    else:
        found = next((_PARTS[name] for name in names if name in _PARTS), None)
    if found is None:
        raise _refuse_kind()
    return FILE_TYPES[found]


def _refuse_macros(has_macros: bool) -> None:
    if has_macros:
        raise Refused(
            "マクロ（プログラム）を含むファイルは添付できません。マクロを含まない形式で保存し直してください。"
        )


def _refuse_kind() -> Refused:
    return Refused(f"この種類のファイルは添付できません。添付できるのは、{TAKEN}です。")


def _is_text(data: bytes) -> bool:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        strange = any(unicodedata.category(sign) == "Cc" and sign not in "\t\r\n\f" for sign in text)
        return not strange and not _MARKUP.search(data)
    return False
