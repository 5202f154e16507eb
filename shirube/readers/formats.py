"""The table of file formats, and the way from a file to its grids.

The content decides the format; the suffix only says what the person believed it to be. Reading each format
is left to its own file, the child process with limits to sandbox.py.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from shirube.core.finding import Finding, Level
from shirube.readers import sniff
from shirube.readers.source import (
    MAX_FILE_BYTES,
    FileGrids,
    Source,
    UnreadableFile,
    make_grid_finding,
    pause_collection,
)

__all__ = [
    "READERS",
    "FileGrids",
    "Format",
    "UnreadableFile",
    "read_grids",
    "read_pasted_grids",
    "read_source",
]


class Format(Struct, frozen=True):
    """A kind of file: its name for people, how its content shows, and its reader."""

    name: str
    kind: str
    read: Callable[[Source], FileGrids]
    note: str = ""


# Each reader is imported when its first file comes: the child process reads one file and then ends.
def _read_xlsx(source: Source) -> FileGrids:
    from shirube.readers.xlsx_file import read_xlsx_grids

    return read_xlsx_grids(source)


def _read_xls(source: Source) -> FileGrids:
    from shirube.readers.xls_file import read_xls_grids

    return read_xls_grids(source)


def _read_ods(source: Source) -> FileGrids:
    from shirube.readers.ods_file import read_ods_grids

    return read_ods_grids(source)


def _read_docx(source: Source) -> FileGrids:
    from shirube.readers.docx_file import read_docx_grids

    return read_docx_grids(source)


def _read_pdf(source: Source) -> FileGrids:
    if source.pdf_page is not None:
        from shirube.readers.pdf_picture import read_pdf_picture

        return read_pdf_picture(source)
    from shirube.readers.pdf_file import read_pdf_grids

    return read_pdf_grids(source)


def _read_html(source: Source) -> FileGrids:
    from shirube.readers.html_file import read_html_grids

    return read_html_grids(source)


def _read_text(source: Source) -> FileGrids:
    from shirube.readers.text_file import read_text_grids

    return read_text_grids(source)


# Every suffix that can be chosen in a file dialogue. The list in the documents is taken from here.
READERS: dict[str, Format] = {
    ".xlsx": Format("Excel ブック", "xlsx", _read_xlsx),
    ".xlsm": Format("Excel マクロ有効ブック", "xlsx", _read_xlsx, "マクロは実行しません"),
    ".xls": Format("Excel 97-2003 ブック", "xls", _read_xls),
    ".ods": Format("LibreOffice の表計算", "ods", _read_ods),
    ".docx": Format("Word 文書", "docx", _read_docx),
    ".pdf": Format("PDF", "pdf", _read_pdf, "文字の入った、罫線のある表。罫線がなければ列の位置を指定"),
    ".html": Format("Web ページ", "html", _read_html),
    ".htm": Format("Web ページ", "html", _read_html),
    ".csv": Format("CSV（カンマ区切り）", "text", _read_text),
    ".tsv": Format("タブ区切りテキスト", "text", _read_text),
    ".txt": Format("テキスト", "text", _read_text),
}
PASTED = "貼り付けた表"


def read_grids(
    path: Path | str, *, encoding: str | None = None, pdf_columns: Sequence[float] | None = None
) -> FileGrids:
    """All sheets or tables of a file, read in this process (for files one trusts).

    Raises UnreadableFile, with one clear Japanese line, when nothing can be read.
    """
    return read_source(load_source(path, encoding=encoding, pdf_columns=pdf_columns))


def load_source(
    path: Path | str, *, encoding: str | None = None, pdf_columns: Sequence[float] | None = None
) -> Source:
    """The bytes of a file, if there is one and it is not too large. Raises UnreadableFile."""
    file = Path(path)
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(
                file.name or str(file), "ファイルではありません。", "表のファイルを指定してください。"
            )
        _check_file_size(file.name, status.st_size)
        data = file.read_bytes()
    except FileNotFoundError:
        raise UnreadableFile(
            str(path),
            "ファイルが見つかりません。",
            "ファイルの名前と場所を確かめてください。",
            code="file-missing",
        ) from None
    except OSError as error:
        reason = f"ファイルを開けません（{error.strerror or type(error).__name__}）。"
        raise UnreadableFile(
            file.name, reason, "ほかのソフトで開いていないか、権限があるか確かめてください。"
        ) from error
    columns = tuple(pdf_columns) if pdf_columns is not None else None
    return Source(name=file.name, data=data, encoding=encoding, pdf_columns=columns)


def read_source(source: Source) -> FileGrids:
    """All grids of the bytes of a file. Raises UnreadableFile when nothing can be read."""
    _check_file_size(source.name, len(source.data))
    kind = sniff.find_kind(source)
    found = next(form for form in READERS.values() if form.kind == kind)
    findings = _check_suffix(source, kind)
    if kind in {"xlsx", "ods", "docx"}:
        from shirube.readers.preflight import (
            check_package,  # with the zip library, which a text file needs not
        )

        findings += check_package(source)
    try:
        with pause_collection():
            result = found.read(source)
    except UnreadableFile:
        raise
    except BaseException as error:
        # Libraries raise anything at all on a broken file, and a person needs one clear sentence about it.
        # A panic in calamine (Rust) is no Exception, and neither are a person's Ctrl+C and an exit.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        if _is_out_of_memory(error):
            raise make_too_much(source.name) from None
        raise UnreadableFile(
            source.name,
            f"{found.name}として壊れています（{type(error).__name__}）。",
            "元のソフトで開いて保存し直すか、作成元からもう一度受け取ってください。",
            code="file-broken",
        ) from error
    return replace(result, findings=(*findings, *result.findings))


def _is_out_of_memory(error: BaseException) -> bool:
    """Also where a library has wrapped the error into one of its own."""
    for _ in range(20):
        if isinstance(error, MemoryError):
            return True
        before = error.__cause__ or error.__context__
        if before is None:
            return False
        error = before
    return False


def read_pasted_grids(text: str) -> FileGrids:
    """Grids of text pasted from a spreadsheet, a document or a browser (tabs, or HTML)."""
    if not text.strip():
        raise UnreadableFile(
            PASTED, "何も貼り付けられていません。", "表の範囲を選び、コピーして貼り付けてください。"
        )
    source = Source(name=PASTED, data=text.encode("utf-8", errors="replace"), encoding="utf-8")
    return read_source(source)


def make_too_much(name: str) -> UnreadableFile:
    """The refusal of a file that needs more memory than it may have."""
    return UnreadableFile(
        name,
        "読み込みに必要なメモリが上限を超えました。",
        "必要な表だけを新しいファイルに写して保存してください。",
        code="file-too-large",
    )


def _check_file_size(name: str, size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise UnreadableFile(
            name,
            f"大きさが{size / 1024**2:,.1f}MBあり、上限の{MAX_FILE_BYTES // 1024**2}MBを超えています。",
            "必要な表だけを別のファイルに分けてください。",
            code="file-too-large",
        )


def _check_suffix(source: Source, kind: str) -> list[Finding]:
    """A finding where the name promises another kind of file than the content is."""
    suffix = Path(source.name).suffix.lower()
    believed = READERS.get(suffix)
    if believed is None or believed.kind == kind:
        return []
    real = next(suffix for suffix, form in READERS.items() if form.kind == kind)
    return [
        make_grid_finding(
            "file-suffix",
            Level.INFORMATION,
            f"拡張子は {suffix} ですが、中身は{READERS[real].name}（{real}）です。中身に合わせて読みました。",
            file=source.name,
        )
    ]
