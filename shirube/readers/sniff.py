"""What kind of file some bytes are, and why a kind that cannot be read is refused.

Looks at the content alone; the suffix decides nothing.
"""

from __future__ import annotations

import io
import re

from shirube.core.pattern import late_pattern
from shirube.readers.source import Source, UnreadableFile

_SAVE_AS_XLSX = "Excel で開き、「Excel ブック（.xlsx）」として保存し直してください。"
_SAVE_AS_DOCX = "Word で開き、「Word 文書（.docx）」として保存し直してください。"
# First bytes of files that hold no table we could read → (what it is, what to do).
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "画像です。", "文字の入った表（Excel、Word、PDF など）を指定してください。"),
    (b"\xff\xd8\xff", "画像です。", "文字の入った表（Excel、Word、PDF など）を指定してください。"),
    (b"GIF8", "画像です。", "文字の入った表（Excel、Word、PDF など）を指定してください。"),
    (b"II*\0", "画像です。", "文字の入った表（Excel、Word、PDF など）を指定してください。"),
    (b"MM\0*", "画像です。", "文字の入った表（Excel、Word、PDF など）を指定してください。"),
    (b"{\\rtf", "リッチテキストです。", _SAVE_AS_DOCX),
    (b"7z\xbc\xaf", "圧縮ファイルです。", "展開してから、中の表のファイルを指定してください。"),
    (b"Rar!", "圧縮ファイルです。", "展開してから、中の表のファイルを指定してください。"),
    (b"\x1f\x8b", "圧縮ファイルです。", "展開してから、中の表のファイルを指定してください。"),
)
_HTML = late_pattern(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|table|style|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def find_kind(source: Source) -> str:
    """ "xlsx", "xls", "ods", "docx", "pdf", "html" or "text". Raises UnreadableFile for anything else."""
    data = source.data
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile(
            source.name, "中身が空です。", "表の入ったファイルを指定してください。", code="file-empty"
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _find_package_kind(source)
    if data.startswith(_OLE):
        return _find_ole_kind(source)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    for head, what, remedy in _REFUSED:
        if data.startswith(head):
            raise _refuse(source, what, remedy)
    return _find_text_kind(source)


def _refuse(source: Source, what: str, remedy: str) -> UnreadableFile:
    return UnreadableFile(source.name, what, remedy, code="file-kind")


def _find_package_kind(source: Source) -> str:
    import zipfile  # a table in a text file needs none of it

    from shirube.readers.preflight import BROKEN_ZIP

    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            names = {name.lower() for name in package.namelist()}
            has_type = "mimetype" in names and package.getinfo("mimetype").file_size < 200
            kind = package.read("mimetype").strip() if has_type else b""
    except BROKEN_ZIP as error:
        raise UnreadableFile(
            source.name,
            "ファイルが途中で切れているか、壊れています。",
            "作成元からもう一度受け取るか、元のソフトで保存し直してください。",
            code="file-broken",
        ) from error
    if kind.startswith(_ODS):
        return "ods"
    if kind.startswith(b"application/vnd.oasis"):
        raise _refuse(
            source,
            "表計算ではない OpenDocument です。",
            "表を表計算（.ods）か Word（.docx）で保存してください。",
        )
    if "xl/workbook.bin" in names:
        raise _refuse(source, "Excel バイナリ ブック（.xlsb）です。", _SAVE_AS_XLSX)
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if any(name.startswith("ppt/") for name in names):
        raise _refuse(source, "PowerPoint の資料です。", "表を Excel か Word に写して保存してください。")
    raise _refuse(source, "圧縮ファイル（zip）です。", "展開してから、中の表のファイルを指定してください。")


def _find_ole_kind(source: Source) -> str:
    """Files of the old Office are small file systems whose entries have names in UTF-16."""
    data = source.data
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile(
            source.name,
            "パスワードで保護されています。",
            "パスワードを外して保存し直したファイルを指定してください。",
            code="file-encrypted",
        )
    if "Workbook".encode("utf-16-le") in data or b"B\0o\0o\0k\0\0\0" in data:
        return "xls"
    if "WordDocument".encode("utf-16-le") in data:
        raise _refuse(source, "古い形式の Word 文書（.doc）です。", _SAVE_AS_DOCX)
    raise _refuse(
        source, "表のファイルではありません。", "Excel、Word、PDF、CSV などの表のファイルを指定してください。"
    )


def _find_text_kind(source: Source) -> str:
    head = source.data[:8192].lstrip(b"\xef\xbb\xbf")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode()
    begin = head.lstrip()
    if begin[:1] == b"<" and _HTML.match(head):
        return "html"
    if begin.startswith(b"<?xml"):
        raise _refuse(source, "XML のファイルです。", _SAVE_AS_XLSX)
    if begin[:20].lower().startswith((b"mime-version:", b"from: <saved by")):
        raise _refuse(source, "Web ページを一つにまとめたファイル（.mht）です。", _SAVE_AS_XLSX)
    return "text"
