"""Text tables (.tsv, .csv, .txt and pasted text): bytes → text → cells.

Decides the encoding and the separator from the content. Titles and legends outside the table stay rows
of the grid; telling them from the table is left to the layout readers.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from shirube.core.finding import Finding, Level
from shirube.core.pattern import late_pattern
from shirube.readers.grid import Grid, widen_rows
from shirube.readers.source import FileGrids, Source, UnreadableFile, limit_rows, make_grid_finding

# Names people use for an encoding, and Python's name of it.
ENCODINGS: dict[str, str] = {
    "utf-8": "utf-8-sig",
    "utf8": "utf-8-sig",
    "utf-16": "utf-16",
    "cp932": "cp932",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "euc-jp": "euc_jp",
    "euc_jp": "euc_jp",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LINE_END = late_pattern(r"\r\n|\n|\r")
_SEPARATORS = ("\t", ",", ";")
_SAMPLE_LINES = 400
# 1,000: no end of a cell.
_THOUSANDS = late_pattern(r"(?<=\d),(?=\d{3}(?!\d))")
# Of the lines of a table so many at least have a separator, with titles and legends around it.
_FEWEST_SEPARATED = 4
# Broken characters up to this share of the text are marked and named; beyond it, it is no text.
_MOST_BROKEN = 0.01
_REPLACEMENT = "\ufffd"


def read_text_grids(source: Source) -> FileGrids:
    """The whole file as one grid. Cells stay exactly as written; short rows are filled up."""
    text, findings = decode_text(source)
    rows, odd = parse_text_table(text, file=source.name)
    kept, cut = limit_rows(rows, file=source.name, sheet="")
    grid = Grid(file=source.name, name="", rows=widen_rows(kept), lettered=False)
    return FileGrids((grid,), (*findings, *odd, *cut))


def decode_text(source: Source) -> tuple[str, list[Finding]]:
    """The text of the bytes: BOM, else UTF-8, else CP932, strictly; or as the user chose.

    EUC-JP is never guessed, because its bytes are also valid CP932: where it looks likely, a finding says so.
    """
    if source.encoding is not None:
        return _decode_as_chosen(source, source.encoding)
    data = source.data
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None) or _find_utf16(data)
    for name in (encoding,) if encoding else ("utf-8", "cp932"):
        try:
            return _without_nul(data.decode(name), source, _check_looks_like_euc(data, name, source))
        except UnicodeDecodeError:
            continue
    return _decode_broken(source, encoding)


def _decode_as_chosen(source: Source, chosen: str) -> tuple[str, list[Finding]]:
    name = ENCODINGS.get(chosen.lower())
    if name is None:
        known = "、".join(("utf-8", "utf-16", "cp932", "euc-jp"))
        raise UnreadableFile(
            source.name, f"文字コード「{chosen}」は扱えません。", f"{known} から選んでください。"
        )
    try:
        return _without_nul(source.data.decode(name), source, [])
    except UnicodeDecodeError:
        raise UnreadableFile(
            source.name,
            f"文字コード {chosen} として正しくない文字があります。",
            "文字コードの指定を外すか、別の文字コードを指定してください。",
        ) from None


def _find_utf16(data: bytes) -> str | None:
    """UTF-16 without a BOM shows by NUL bytes at every other place (tabs, line ends, digits)."""
    head = data[:65536]
    if b"\0" not in head or len(data) % 2:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else None


def _check_looks_like_euc(data: bytes, name: str, source: Source) -> list[Finding]:
    """EUC-JP read as CP932 comes out as half-width katakana: 「実績」 becomes 「ｼﾂﾀﾓ」-like text."""
    if name != "cp932":
        return []
    text = data.decode(name)
    wide = [character for character in text if character > "\x7f"]
    half = sum("｡" <= character <= "ﾟ" for character in wide)
    if half * 2 < len(wide) or not _decodes(data, "euc_jp"):
        return []
    return [
        make_grid_finding(
            "text-maybe-euc",
            Level.ODD,
            "半角カタカナばかりの文字になりました。EUC-JP のファイルかもしれません。",
            "文字が化けているときは、文字コードに euc-jp を指定してください（--encoding euc-jp）。",
            file=source.name,
        )
    ]


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


# Formats whose content is no text: a file of such a name that looks like one is broken.
_BINARY = frozenset(("xlsx", "xlsm", "xls", "ods", "docx", "pdf"))


def _decode_broken(source: Source, encoding: str | None) -> tuple[str, list[Finding]]:
    """A text with a few broken bytes: they become 「�」 and are named, the rest is kept."""
    candidates = (encoding,) if encoding else ("utf-8", "cp932")
    texts = [source.data.decode(name, errors="replace") for name in candidates]
    text = min(texts, key=lambda text: text.count(_REPLACEMENT))
    broken = text.count(_REPLACEMENT)
    if broken > max(1.0, len(text) * _MOST_BROKEN):
        suffix = source.name.lower().rpartition(".")[2]
        if suffix in _BINARY:
            raise UnreadableFile(
                source.name,
                f"名前は「.{suffix}」ですが、中身がその形式ではありません。",
                "途中で切れているか壊れています。作成元からもう一度受け取るか、元のソフトで保存し直してください。",
                code="file-broken",
            )
        advice = "文字コード（UTF-8、Shift_JIS など）を確かめ、UTF-8 で保存し直してください。"
        if encoding is None and _decodes(source.data, "euc_jp"):
            advice = "EUC-JP のファイルなら、文字コードに euc-jp を指定してください（--encoding euc-jp）。"
        raise UnreadableFile(source.name, "文字コードを判別できません。", advice, code="text-encoding")
    lines = [str(number) for number, line in enumerate(_LINE_END.split(text), 1) if _REPLACEMENT in line]
    finding = make_grid_finding(
        "text-broken",
        Level.GRAVE,
        f"正しくない文字が{broken}か所あり、「{_REPLACEMENT}」に置き換えました（{'、'.join(lines[:8])}行目）。",
        "元のファイルを開き、その行の文字を確かめて保存し直してください。",
        file=source.name,
    )
    return _without_nul(text, source, [finding])


def _without_nul(text: str, source: Source, findings: list[Finding]) -> tuple[str, list[Finding]]:
    """NUL characters have no meaning in a table; many of them mean that the file is not text."""
    text = text.removeprefix("\ufeff")
    count = text.count("\0")
    if not count:
        return text, findings
    if count > max(1.0, len(text) * _MOST_BROKEN):
        raise UnreadableFile(
            source.name,
            "文字のファイルではありません。",
            "Excel、Word、PDF、CSV などの表のファイルを指定してください。",
            code="file-not-text",
        )
    finding = make_grid_finding(
        "text-nul",
        Level.ODD,
        f"文字として意味のない符号（NUL）が{count}個あり、取り除きました。",
        "元のファイルが壊れていないか確かめてください。",
        file=source.name,
    )
    return text.replace("\0", ""), [*findings, finding]


def parse_text_table(text: str, *, file: str = "") -> tuple[list[list[str]], list[Finding]]:
    """Rows of cells, separated by tab, comma or semicolon, whichever divides the lines most evenly.

    Cells may be quoted and hold line ends. A lone quotation mark (a ditto mark typed as ") is a cell of its
    own: where reading it as an opening quotation would swallow rows, it is taken literally.
    """
    if text.endswith(("\n", "\r")):
        text = text[:-2] if text.endswith("\r\n") else text[:-1]
    separator = _choose_separator(text)
    if '"' not in text:
        return [line.split(separator) if line else [] for line in _LINE_END.split(text)], []
    candidates = [_split_quoted(text, separator)]
    lone = rf'(?:(?<=[{separator}\r\n])|\A)"(?=[{separator}\r\n]|\Z)'
    literal, count = re.subn(lone, '""""', text)
    if count:
        candidates.append(_split_quoted(literal, separator))
    readable = [rows for rows in candidates if rows is not None]
    if readable:
        return max(readable, key=_compute_evenness), []
    finding = make_grid_finding(
        "text-quotes",
        Level.ODD,
        '引用符（"）の対応が崩れているため、引用符をただの文字として読みました。',
        "引用符のある行の列がずれていないか確かめてください。",
        file=file,
    )
    return [line.split(separator) if line else [] for line in _LINE_END.split(text)], [finding]


def _choose_separator(text: str) -> str:
    """Tab before comma before semicolon: figures hold commas, but hardly any cell holds a tab."""
    lines = [line for line in _LINE_END.split(text, _SAMPLE_LINES)[:_SAMPLE_LINES] if line.strip()]
    scores = {}
    for separator in _SEPARATORS:
        counts = Counter(line.count(separator) for line in lines if separator in line)
        # Lines that agree on the number of cells count fully, others (short rows, legends) a little.
        scores[separator] = (max(counts.values()) + 0.1 * sum(counts.values())) if counts else 0.0
    if scores["\t"] and scores["\t"] * 3 >= max(scores.values()):
        return "\t"
    best = max(_SEPARATORS[1:], key=lambda separator: scores[separator])
    # Lines of a text have commas in their figures, and now and then another.
    separated = sum(best in _THOUSANDS.sub("", line) for line in lines)
    return best if separated * _FEWEST_SEPARATED >= len(lines) else "\t"


def _split_quoted(text: str, separator: str) -> list[list[str]] | None:
    """The rows by the usual rules of quoting; None where the quotation marks do not pair up."""
    csv.field_size_limit(max(len(text), 131072))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        return None


def _compute_evenness(rows: Sequence[Sequence[str]]) -> int:
    """How many rows have the commonest number of cells; more rows win, as a swallowed row is a loss."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max(counts.values(), default=0)
