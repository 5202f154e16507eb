"""Ways in which a file may be damaged or odd: by bytes, and by knowing what the bytes mean."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

_TEXTS = (
    "",
    "△5",
    "=1+1",
    "１２",
    "𠮷",
    "a\tb",
    "1e999",
    "-",
    " ",
    "＃N/A",
    "&amp;",
    "令和7年度",
    "0" * 400,
    "\u202e",
)


def damage_bytes(data: bytes, choose: random.Random) -> bytes:
    """Up to eight bytes changed, left out, doubled, or the end cut off."""
    changed = bytearray(data)
    for _ in range(choose.randint(1, 8)):
        if not changed:
            break
        at = choose.randrange(len(changed))
        kind = choose.randrange(10)
        if kind < 6:
            changed[at] = choose.randrange(256)
        elif kind < 8:
            del changed[at : at + choose.randint(1, 4)]
        elif kind == 8:
            changed[at:at] = changed[at : at + choose.randint(1, 16)]
        elif choose.randrange(4) == 0:
            del changed[at:]
    return bytes(changed)


def damage_xml(text: str, choose: random.Random) -> str:
    """One to three changes that leave most of the XML whole: attributes, texts, and elements."""
    for _ in range(choose.randint(1, 3)):
        text = choose.choice(_XML_CHANGES)(text, choose)
    return text


def _pick(pattern: str, text: str, choose: random.Random) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text))
    return choose.choice(found) if found else None


def _change_number(text: str, choose: random.Random) -> str:
    match = _pick(r'(?<=")[A-Z]{0,2}\d+(?=")', text, choose)
    if match is None:
        return text
    number = choose.choice(("0", "1", "5", "-1", "17", "200", "70000", "99999999", "4294967296", "x", ""))
    letters = re.sub(r"\d", "", match[0])
    return text[: match.start()] + choose.choice((letters, "", "AB", "XFD")) + number + text[match.end() :]


def _drop_attribute(text: str, choose: random.Random) -> str:
    match = _pick(r'\s[\w:]+="[^"]*"', text, choose)
    return text if match is None else text[: match.start()] + text[match.end() :]


def _change_text(text: str, choose: random.Random) -> str:
    match = _pick(r"(?<=>)[^<>]+(?=<)", text, choose)
    return text if match is None else text[: match.start()] + choose.choice(_TEXTS) + text[match.end() :]


def _repeat_element(text: str, choose: random.Random) -> str:
    match = _pick(
        r"<(row|c|w:tr|w:tc|w:p|w:r|table:table-row|table:table-cell|text:p)\b[^>]*?(?:/>|>.*?</\1>)",
        text,
        choose,
    )
    return text if match is None else text[: match.end()] + match[0] + text[match.end() :]


def _drop_element(text: str, choose: random.Random) -> str:
    match = _pick(r"<([\w:]+)[^>]*?(?:/>|>[^<]*</\1>)", text, choose)
    return text if match is None else text[: match.start()] + text[match.end() :]


def _change_type(text: str, choose: random.Random) -> str:
    match = _pick(r' t="\w+"', text, choose)
    kind = choose.choice(("s", "b", "e", "str", "inlineStr", "n", "d", "zz"))
    return text if match is None else f'{text[: match.start()]} t="{kind}"{text[match.end() :]}'


def _drop_tag(text: str, choose: random.Random) -> str:
    match = _pick(r"</?[\w:]+[^>]*>", text, choose)
    return text if match is None else text[: match.start()] + text[match.end() :]


_XML_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    _change_number,
    _change_number,
    _drop_attribute,
    _change_text,
    _repeat_element,
    _drop_element,
    _change_type,
    _drop_tag,
)


def damage_package(data: bytes, part: str, choose: random.Random) -> bytes:
    """A package with one part changed as XML, or its bytes damaged."""
    if choose.randrange(4) == 0:
        return damage_bytes(data, choose)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = damage_xml(content.decode(), choose).encode()
            new.writestr(name, content)
    return out.getvalue()


def damage_xls(data: bytes, choose: random.Random) -> bytes:
    """Bytes anywhere, or one to three records of an old workbook: their kinds, lengths, contents, order."""
    records = list(_iter_records(data))
    if not records or choose.randrange(4) == 0:
        return damage_bytes(data, choose)
    changed = bytearray(data)
    for _ in range(choose.randint(1, 3)):
        start, length = choose.choice(records)
        body = slice(start + 4, start + 4 + length)
        match choose.randrange(6):
            case 0:  # another cell, another style, another value
                changed[start + 4 + choose.randrange(max(length, 1))] = choose.randrange(256)
            case 1:
                changed[start : start + 2] = struct.pack("<H", choose.choice(_RECORDS))
            case 2:
                changed[start + 2 : start + 4] = struct.pack(
                    "<H", choose.choice((0, 1, length + 1, 8225, 65535))
                )
            case 3:
                changed[body] = bytes(length)
            case 4:
                same = [other for other, size in records if size == length]
                other = choose.choice(same)
                changed[other : other + 4 + length] = data[start : start + 4 + length]
            case _:
                changed[body] = bytes(choose.randrange(256) for _ in range(length))
    return bytes(changed)


# Kinds of records of an old workbook: cells, rows, merges, texts, styles, the ends of parts, and none at all.
_RECORDS = (0x0203, 0x027E, 0x00FD, 0x0208, 0x00E5, 0x00FC, 0x00E0, 0x000A, 0x0809, 0x0205, 0x003C, 0x7777)


def _iter_records(data: bytes) -> Iterator[tuple[int, int]]:
    """Place and length of each record, from the first beginning of a workbook in the file to its end."""
    at = data.find(b"\x09\x08\x10\x00\x00\x06")
    while 0 <= at < len(data) - 4:
        kind, length = struct.unpack_from("<HH", data, at)
        if kind == 0 or at + 4 + length > len(data):
            return
        yield at, length
        at += 4 + length


def damage_pdf(data: bytes, choose: random.Random) -> bytes:
    """Bytes anywhere, or inside an unpacked stream of drawing commands."""
    streams = list(re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL))
    if streams and choose.randrange(2):
        match = choose.choice(streams)
        try:
            content = damage_bytes(zlib.decompress(match[1]), choose)
        except zlib.error:
            return damage_bytes(data, choose)
        return data[: match.start(1)] + zlib.compress(content) + data[match.end(1) :]
    return damage_bytes(data, choose)


def damage_text(text: str, choose: random.Random) -> bytes:
    """A table of text in some encoding, with odd line ends, quotation marks and bytes."""
    for _ in range(choose.randint(0, 4)):
        at = choose.randrange(len(text) + 1)
        odd = choose.choice(
            ('"', '""', "\t", ",", "\r\n", "\n", "\r", "\0", "\u2028", "①㈱", "'", ";", '",', "\x0b")
        )
        text = text[:at] + odd + text[at:]
    encoding = choose.choice(("utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be", "utf-8"))
    data = text.encode(encoding, "replace")
    return damage_bytes(data, choose) if choose.randrange(3) == 0 else data
