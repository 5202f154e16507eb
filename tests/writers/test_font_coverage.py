"""The character table of fonts, against fonts made here by hand and the real one."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from shirube.writers.font_coverage import BrokenFontError, read_coverage, read_variants
from shirube.writers.fonts import find_fonts


def build_font(*tables: tuple[int, int, bytes], tag: bytes = b"cmap") -> bytes:
    """The smallest file that is a font to us: one table, with subtables (platform, encoding, bytes)."""
    header, body = struct.pack(">HH", 0, len(tables)), b""
    for platform, encoding, table in tables:
        header += struct.pack(">HHI", platform, encoding, 4 + 8 * len(tables) + len(body))
        body += table
    cmap = header + body
    return struct.pack(">IHHHH4sIII", 0x10000, 1, 0, 0, 0, tag, 0, 28, len(cmap)) + cmap


def build_format_12(*groups: tuple[int, int, int]) -> bytes:
    body = b"".join(struct.pack(">III", *group) for group in groups)
    return struct.pack(">HHIII", 12, 0, 16 + len(body), 0, len(groups)) + body


def build_format_4(segments: list[tuple[int, int, int, int]], glyphs: list[int]) -> bytes:
    """Segments of start, end, delta and offset, as the specification lays them out."""
    starts, ends, deltas, offsets = ([segment[i] for segment in segments] for i in range(4))
    words = [len(segments) * 2, 0, 0, 0, *ends, 0, *starts, *deltas, *offsets, *glyphs]
    return struct.pack(f">HHH{len(words)}H", 4, 6 + 2 * len(words), 0, *words)


def save(folder: Path, content: bytes) -> Path:
    path = folder / "made.ttf"
    path.write_bytes(content)
    return path


def test_both_ends_of_a_range_belong_to_it_and_its_neighbours_do_not(tmp_path: Path) -> None:
    path = save(tmp_path, build_font((3, 10, build_format_12((0x41, 0x43, 1), (0x20BB7, 0x20BB7, 9)))))

    coverage = read_coverage(path)

    assert [point for point in range(0x40, 0x46) if point in coverage] == [0x41, 0x42, 0x43]
    assert 0x20BB7 in coverage
    assert 0x20BB8 not in coverage


def test_a_collection_is_read_by_its_first_font(tmp_path: Path) -> None:
    font = build_font((3, 10, build_format_12((0x41, 0x41, 1))))
    start = 16
    moved = font[:20] + struct.pack(">I", 28 + start) + font[24:]  # offsets count from the file's beginning
    path = save(tmp_path, b"ttcf" + struct.pack(">III", 0x10000, 1, start) + moved)

    assert 0x41 in read_coverage(path)


def test_an_old_font_is_read_with_its_gaps_within_a_segment(tmp_path: Path) -> None:
    # 0x41-0x43 by delta; 0x61-0x63 by a list of glyphs in which 0x62 has none (glyph 0).
    segments = [(0x41, 0x43, 5, 0), (0x61, 0x63, 0, 4), (0xFFFF, 0xFFFF, 1, 0)]
    path = save(tmp_path, build_font((3, 1, build_format_4(segments, [7, 0, 8]))))

    coverage = read_coverage(path)

    assert [point for point in range(0x10000) if point in coverage] == [0x41, 0x42, 0x43, 0x61, 0x63]


def test_variants_are_known_whether_they_are_the_ordinary_shape_or_another(tmp_path: Path) -> None:
    default = struct.pack(">I", 1) + bytes.fromhex("00845b") + b"\x01"  # 葛 and the next one
    special = struct.pack(">I", 1) + bytes.fromhex("008fbb") + struct.pack(">H", 9)  # 辻
    record = bytes.fromhex("0e0100") + struct.pack(">II", 21, 21 + len(default))
    table = struct.pack(">HII", 14, 21 + len(default + special), 1) + record + default + special
    path = save(tmp_path, build_font((0, 5, table)))

    assert read_variants(path) == {(0x845B, 0xE0100), (0x845C, 0xE0100), (0x8FBB, 0xE0100)}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>not a font</html>",
        build_font((3, 10, build_format_12((1, 2, 3))), tag=b"glyf"),
        build_font((3, 10, struct.pack(">HHI", 6, 8, 0))),
        build_font((3, 10, build_format_12((1, 2, 3))))[:30],
    ],
)
def test_what_is_no_font_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BrokenFontError, match=r"made\.ttf"):
        read_coverage(save(tmp_path, content))


def test_regular_and_bold_of_the_page_draw_the_same_characters() -> None:
    fonts = find_fonts()

    regular, bold = read_coverage(fonts.regular), read_coverage(fonts.bold)

    assert (list(regular.starts), list(regular.ends)) == (list(bold.starts), list(bold.ends))
    assert len(regular.starts) > 10_000


def test_the_font_of_the_page_knows_the_variants_of_names() -> None:
    known = read_variants(find_fonts().regular)

    assert (ord("葛"), 0xE0100) in known
    assert (ord("あ"), 0xE0100) not in known
