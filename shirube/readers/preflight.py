"""A look at a file before any library opens it: is it small enough, and is it a package that means no harm?

Packages are .xlsx, .docx and .ods, which are zip files of XML. What passes here is still read in a child
process with limits; see sandbox.py.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from shirube.core.finding import Finding, Level
from shirube.core.pattern import late_pattern
from shirube.readers.source import Source, UnreadableFile, make_grid_finding

try:
    from lzma import LZMAError
except ImportError:  # Python can be built without it; zipfile then refuses such parts by itself
    LZMAError = zlib.error  # type: ignore[misc, assignment]

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_ENTRIES = 1_000
MAX_RATIO = 200
# Honest workbooks with thousands of empty rows are packed tighter than any ratio, but stay small.
_RATIO_COUNTS_FROM = 10 * 1024 * 1024
_HEAD = 65_536
# What the zip library raises on damaged packages.
BROKEN_ZIP: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,  # a list of parts that is lost or does not fit the parts
    zlib.error,  # a part that cannot be unpacked, like the next
    LZMAError,
    EOFError,  # a part that ends too early
    OSError,  # a part that should begin where the file does not reach; or bz2's word for damage
    RuntimeError,  # a password, and as its subclass a compression that zipfile does not know
    LookupError,  # a part that the list does not have, or one in an unknown encoding
    ValueError,  # a name that is no text
)
_ROOT = late_pattern(r"<[A-Za-z_]")
_EXTERNAL = late_pattern(rb"<(?:\w+:)?Relationship\s[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_TYPE = late_pattern(rb"\sType\s*=\s*[\"'][^\"']*/([^\"'/]+)[\"']")
# A link that a person may click does nothing by itself.
_HARMLESS = frozenset((b"hyperlink",))


def check_package(source: Source) -> list[Finding]:
    """Findings about a zip package; raises UnreadableFile for one that must not be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as package:
            entries = package.infolist()
            _check_sizes(source, entries)
            _check_names(source, entries)
            for name, head in _iter_xml_heads(package, entries):
                _check_document_type(source, name, head)
            return _find_external(source, package, entries)
    except BROKEN_ZIP as error:
        raise UnreadableFile(
            source.name,
            f"ファイルが途中で切れているか、壊れています（{type(error).__name__}）。",
            "作成元からもう一度受け取るか、元のソフトで保存し直してください。",
            code="file-broken",
        ) from error


def _check_sizes(source: Source, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES:
        reason = f"中に{len(entries):,}個の部品があり、上限の{MAX_ENTRIES:,}個を超えています。"
    elif unpacked > MAX_UNPACKED_BYTES:
        reason = (
            f"展開すると{unpacked // 1024**2:,}MBになり、上限の{MAX_UNPACKED_BYTES // 1024**2}MBを超えます。"
        )
    elif unpacked > _RATIO_COUNTS_FROM and unpacked > MAX_RATIO * len(source.data):
        reason = f"展開すると{unpacked // len(source.data):,}倍に膨らみ、上限の{MAX_RATIO}倍を超えます。"
    else:
        return
    remedy = "必要な表だけを新しいファイルに写して保存してください。"
    raise UnreadableFile(source.name, reason, remedy, code="file-too-large")


def _check_names(source: Source, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        parts = entry.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in parts[0] or "\0" in entry.orig_filename:
            raise UnreadableFile(
                source.name,
                "中の部品の名前がファイルの外を指しています。安全のため開きません。",
                "作成元を確かめてください。",
                code="file-unsafe",
            )
        if entry.flag_bits & 0x1:
            raise UnreadableFile(
                source.name,
                "パスワードで保護されています。",
                "パスワードを外して保存し直したファイルを指定してください。",
                code="file-encrypted",
            )


def _iter_xml_heads(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    """The beginning of each XML part as text, down to its first element."""
    for entry in entries:
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        with package.open(entry) as part:
            head = part.read(_HEAD)
        encoding = "utf-16" if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else "latin-1"
        yield entry.filename, head.decode(encoding, errors="replace")


def _check_document_type(source: Source, name: str, head: str) -> None:
    """Entities are declared before the first element; office software never writes any."""
    prolog = _ROOT.split(head, maxsplit=1)[0]
    too_long = len(prolog) == len(head) and len(head) >= _HEAD // 2
    if "<!DOCTYPE" in prolog or "<!ENTITY" in prolog or too_long:
        raise UnreadableFile(
            source.name,
            f"中の部品（{name}）に、文書を膨らませたり外部を読み込んだりする宣言があります。安全のため開きません。",
            "作成元を確かめてください。",
            code="file-unsafe",
        )


def _find_external(source: Source, package: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> list[Finding]:
    """References to other files or servers: named, and never followed."""
    kinds: set[str] = set()
    for entry in entries:
        if entry.filename.lower().endswith(".rels"):
            for element in _EXTERNAL.findall(package.read(entry)):
                match = _TYPE.search(element)
                if match is None or match[1] not in _HARMLESS:
                    kinds.add(match[1].decode(errors="replace") if match else "不明")
    if not kinds:
        return []
    return [
        make_grid_finding(
            "file-external",
            Level.INFORMATION,
            f"ほかのファイルやサーバーへの参照があります（{'、'.join(sorted(kinds))}）。参照先は読み込んでいません。",
            "参照先の値を使っている場合は、値が最新か確かめてください。",
            file=source.name,
        )
    ]
