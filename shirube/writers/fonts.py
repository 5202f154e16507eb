"""The fonts of the PDF: where they are, which characters they can draw, and which font helps out.

Setting text is left to the PDF writer. One character that no font has stops a PDF/A or PDF/UA export with an
error, so what cannot be drawn is found before, replaced by 〓, and reported.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from shirube.core.finding import Finding, Level, Place
from shirube.writers.font_coverage import read_coverage, read_variants

FAMILY = "BIZ UDPGothic"
REGULAR = "BIZUDPGothic-Regular.ttf"
BOLD = "BIZUDPGothic-Bold.ttf"

# Printed for a character that no font has; Japanese printers have used this mark (ゲタ) for a century.
SUBSTITUTE = "〓"

_PACKAGE_FOLDER = Path(__file__).parents[1] / "static" / "fonts"
_SYSTEM_FOLDERS = (Path("/usr/share/fonts/truetype/bizud-gothic"),)

# Fonts that systems bring along, the widest first, with the family name by which Typst knows them.
_FALLBACKS = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "Noto Sans CJK JP"),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", "Noto Sans CJK JP"),
    ("/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc", "Noto Sans CJK JP"),
    ("/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf", "IPAexGothic"),
    ("/System/Library/Fonts/ヒラギノ角ゴシック W3.ttc", "Hiragino Sans"),
    ("C:/Windows/Fonts/meiryo.ttc", "Meiryo"),
    ("C:/Windows/Fonts/YuGothM.ttc", "Yu Gothic"),
)

# Typst takes these as line breaks or spaces and asks no font for them.
_LAYOUT = frozenset("\t\n\v\f\r\x85\u2028\u2029")
# Those that Unicode calls "default ignorable" and that tables do contain: soft hyphen, fillers of Hangul,
# joiners, direction marks, selectors of variants (葛 + U+E0100, ☎ + U+FE0F), byte order mark.
_SWALLOWED = (
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x115F, 0x1160),
    (0x200B, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xE0100, 0xE01EF),
)
_BYTE_ORDER_MARK = "\ufeff"


class MissingFontError(Exception):
    """No Japanese font for the PDF was found. The message names the one command that mends it."""


class FontFile(Struct, frozen=True):
    """One font of the system and its family name."""

    path: Path
    family: str


class Fonts(Struct, frozen=True, kw_only=True):
    """The two fonts of the page, and those that may help out, best first."""

    regular: Path
    bold: Path
    fallbacks: tuple[FontFile, ...] = ()


class FontChoice(Struct, frozen=True, kw_only=True):
    """The fonts that one document needs.

    ``missing`` are the characters that no font draws or that PDF/A forbids. ``lost_variants`` are characters
    with a variation selector (葛 + U+E0100) that come out in their ordinary shape.
    """

    fonts: Fonts
    helpers: tuple[FontFile, ...] = ()
    missing: frozenset[str] = frozenset()
    lost_variants: frozenset[str] = frozenset()
    _table: dict[int, str] = {}

    @property
    def families(self) -> tuple[str, ...]:
        """Family names in the order in which they are to be tried."""
        return (FAMILY, *(helper.family for helper in self.helpers))

    def replace_missing(self, text: str) -> str:
        """The text with 〓 in place of each missing character; byte order marks are dropped."""
        return text.translate(self._table) if self._table else text


def find_fonts() -> Fonts:
    """The fonts of this machine: SHIRUBE_FONT_DIR when set, else those in the package, else the system's.

    Raises MissingFontError when there are none; a folder that was named and lacks them is never passed over.
    """
    named = os.environ.get("SHIRUBE_FONT_DIR", "")
    for folder in (Path(named),) if named else (_PACKAGE_FOLDER, *_SYSTEM_FOLDERS):
        regular, bold = folder / REGULAR, folder / BOLD
        if regular.is_file() and bold.is_file():
            fallbacks = (FontFile(Path(path), family) for path, family in _FALLBACKS)
            return Fonts(
                regular=regular, bold=bold, fallbacks=tuple(f for f in fallbacks if f.path.is_file())
            )
    raise MissingFontError(_say_what_to_do(named))


def _say_what_to_do(named: str) -> str:
    if named:
        return (
            f"環境変数 SHIRUBE_FONT_DIR のフォルダー「{named}」に {REGULAR} と {BOLD} がありません。"
            "フォルダーを確かめるか、この環境変数の設定を外してください。"
        )
    in_checkout = (_PACKAGE_FOLDER.parents[2] / "dev").is_file()
    command = "./dev fonts" if in_checkout else "sudo apt-get install fonts-morisawa-bizud-gothic"
    return f"PDF用の日本語フォント（BIZ UDPゴシック）がありません。次のコマンドを実行してください：{command}"


def choose_fonts(text: str, fonts: Fonts | None = None) -> FontChoice:
    """The fonts for all the text of a document, and what none of them can draw.

    A fallback font is taken only when the text needs it: loading one costs more than an ordinary page.
    """
    fonts = fonts or find_fonts()
    characters = set(text)
    missing = {character for character in characters if _is_refused(character)}
    lacking = find_missing_characters(characters - missing, fonts.regular)
    helpers = []
    for fallback in fonts.fallbacks if lacking else ():
        remaining = find_missing_characters(lacking, fallback.path)
        if remaining != lacking:
            helpers.append(fallback)
            lacking = remaining
    missing |= _ask_typst(lacking, fonts) if lacking else set()
    table = {ord(character): SUBSTITUTE for character in missing}
    if _BYTE_ORDER_MARK in characters:
        table[ord(_BYTE_ORDER_MARK)] = ""
    return FontChoice(
        fonts=fonts,
        helpers=tuple(helpers),
        missing=frozenset(missing),
        lost_variants=_find_lost_variants(text, characters, fonts.regular),
        _table=table,
    )


def find_missing_characters(characters: Iterable[str], path: Path) -> set[str]:
    """The characters that one font cannot draw. Invisible ones need no font and are never missing."""
    coverage = read_coverage(path)
    return {
        character
        for character in characters
        if ord(character) not in coverage
        and not _is_invisible(character)
        # A compatibility character (神 U+FA19) is drawn through the one that it stands for.
        and not all(ord(part) in coverage for part in unicodedata.normalize("NFC", character))
    }


def _is_invisible(character: str) -> bool:
    """Spaces, joiners, direction marks and variation selectors: shaping makes or swallows them."""
    if character in _LAYOUT or any(first <= ord(character) <= last for first, last in _SWALLOWED):
        return True
    # The space of Ogham is drawn as a line, and so needs a font.
    return unicodedata.category(character) == "Zs" and character != "\u1680"


def _is_refused(character: str) -> bool:
    """What PDF/A forbids in text whatever the font: 外字 of private use, control codes, halves of a pair."""
    if character in _LAYOUT:
        return False
    return unicodedata.category(character) in {"Co", "Cc", "Cs"} or _is_noncharacter(character)


def _is_noncharacter(character: str) -> bool:
    """Code points that Unicode will never assign. Not "Cn": newer characters are that to an older Python."""
    return ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF


def _ask_typst(characters: set[str], fonts: Fonts) -> set[str]:
    """Those of the characters that the fonts inside Typst do not draw either (they do know ✔ ⁵ ⋯ Ⓐ).

    Which these are is written nowhere, so a line with each is set on trial, under the rules of the page.
    """
    import typst

    source = '#set document(title: "?")\n#set text(lang: "ja", font: sys.inputs.font)\n#sys.inputs.text'
    compiler = typst.Compiler(font_paths=[str(fonts.regular.parent)], ignore_system_fonts=True)
    refused = set()
    for character in characters:
        trial = {"font": FAMILY, "text": f"a{character}b"}
        try:
            compiler.compile(source.encode(), format="pdf", pdf_standards=["ua-1", "a-2a"], sys_inputs=trial)
        except typst.TypstError:
            refused.add(character)
    return refused


def _find_lost_variants(text: str, characters: set[str], path: Path) -> frozenset[str]:
    # Only the selectors for kanji: those of U+FE00 choose between ☎ as a sign and ☎ as a picture.
    selectors = {character for character in characters if 0xE0100 <= ord(character) <= 0xE01EF}
    if not selectors:
        return frozenset()
    pairs = {text[at - 1 : at + 1] for at, character in enumerate(text) if at and character in selectors}
    known = read_variants(path)
    return frozenset(pair for pair in pairs if (ord(pair[0]), ord(pair[1])) not in known)


@contextmanager
def open_font_folders(choice: FontChoice) -> Iterator[list[str]]:
    """The folders to hand to Typst as ``font_paths``, for as long as it works.

    Typst takes folders only and loads every font in them, so a helper is linked into a folder of its own.
    """
    folders = list(dict.fromkeys(str(path.parent) for path in (choice.fonts.regular, choice.fonts.bold)))
    if not choice.helpers:
        yield folders
        return
    import tempfile  # pulls in a dozen modules, for the rare text that needs a helper

    with tempfile.TemporaryDirectory(prefix="shirube-fonts-") as linked:
        for helper in choice.helpers:
            _link(helper.path, Path(linked) / helper.path.name)
        yield [*folders, linked]


def _link(path: Path, target: Path) -> None:
    try:
        target.symlink_to(path)
    except OSError:  # Windows lets only administrators link
        target.write_bytes(path.read_bytes())


def check_characters(texts: Iterable[tuple[Place, str]], choice: FontChoice) -> list[Finding]:
    """One finding for each character that is not printed as written, at the first place where it stands."""
    places: dict[str, Place] = {}
    for place, text in texts:
        for character in choice.missing:
            if character in text:
                places.setdefault(character, place)
        for variant in choice.lost_variants:
            if variant in text:
                places.setdefault(variant, place)
    return [_report(character, place, choice) for character, place in places.items()]


def _report(character: str, place: Place, choice: FontChoice) -> Finding:
    code = f"U+{ord(character[0]):04X}"
    if character in choice.lost_variants:
        return Finding(
            code="font-variant",
            level=Level.INFORMATION,
            place=place,
            message=f"異体字「{character[0]}」（+U+{ord(character[1]):X}）は、PDFでは標準の字形になります。",
            remedy="字形の違いが必要なときは、その字形を持つフォントで印刷してください。",
        )
    kind = unicodedata.category(character)
    if kind == "Co":
        what, remedy = (
            f"外字（{code}）",
            "外字を、字形の近い標準の文字（例：「髙」「﨑」）に置き換えてください。",
        )
    elif kind in {"Cc", "Cs"} or _is_noncharacter(character):
        what, remedy = (
            f"制御文字など文字でないもの（{code}）",
            "元の表のセルから、この文字を取り除いてください。",
        )
    else:
        what = f"文字「{character}」（{code}）"
        remedy = "別の文字に置き換えるか、この文字を持つフォント（fonts-noto-cjk など）を導入してください。"
    return Finding(
        code="font-missing",
        level=Level.ODD,
        place=place,
        message=f"{what}をフォントで表せないため、PDFでは「{SUBSTITUTE}」と印刷されます。",
        remedy=remedy,
    )
