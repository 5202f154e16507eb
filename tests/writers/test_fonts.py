"""Fonts of the PDF: found or named as missing, and no character lost in silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import typst

from shirube.core.finding import Level, Place
from shirube.writers import fonts
from shirube.writers.font_coverage import Coverage, read_coverage
from shirube.writers.fonts import (
    FAMILY,
    FontChoice,
    FontFile,
    Fonts,
    MissingFontError,
    check_characters,
    choose_fonts,
    find_fonts,
    find_missing_characters,
    open_font_folders,
)

YOSHI = "𠮷"  # U+20BB7, the lower form of 吉: in family names, in no font of the page
NOTO = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def find_alone() -> Fonts:
    """The fonts of the page without any help from the system."""
    found = find_fonts()
    return Fonts(regular=found.regular, bold=found.bold)


def find_with_noto() -> Fonts:
    assert NOTO.is_file(), "「sudo apt-get install fonts-noto-cjk」を実行してください。"
    found = find_fonts()
    return Fonts(regular=found.regular, bold=found.bold, fallbacks=(FontFile(NOTO, "Noto Sans CJK JP"),))


def set_text(text: str, choice: FontChoice) -> bytes:
    """One page under the rules of PDF/UA and PDF/A, which stop at any character that cannot be drawn."""
    families = ", ".join(f'"{family}"' for family in choice.families)
    source = f'#set document(title: "t")\n#set text(lang: "ja", font: ({families},))\n#sys.inputs.text'
    with open_font_folders(choice) as folders:
        compiler = typst.Compiler(font_paths=folders, ignore_system_fonts=True)
        made = compiler.compile(
            source.encode(), format="pdf", pdf_standards=["ua-1", "a-2a"], sys_inputs={"text": text}
        )
    assert isinstance(made, bytes)
    return made


# ---- finding the fonts ----


def test_a_folder_that_was_named_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in (find_fonts().regular, find_fonts().bold):
        shutil.copy(path, tmp_path)
    monkeypatch.setenv("SHIRUBE_FONT_DIR", str(tmp_path))

    assert find_fonts().regular.parent == tmp_path


def test_a_named_folder_without_fonts_is_an_error_and_not_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SHIRUBE_FONT_DIR", str(tmp_path))

    with pytest.raises(MissingFontError, match="SHIRUBE_FONT_DIR"):
        find_fonts()


@pytest.mark.parametrize(
    ("in_checkout", "command"),
    [(True, "./dev fonts"), (False, "sudo apt-get install fonts-morisawa-bizud-gothic")],
)
def test_without_any_font_the_message_names_the_one_command_to_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, in_checkout: bool, command: str
) -> None:
    monkeypatch.delenv("SHIRUBE_FONT_DIR", raising=False)
    monkeypatch.setattr(fonts, "_PACKAGE_FOLDER", tmp_path / "shirube" / "static" / "fonts")
    monkeypatch.setattr(fonts, "_SYSTEM_FOLDERS", ())
    if in_checkout:
        (tmp_path / "dev").touch()

    with pytest.raises(MissingFontError) as caught:
        find_fonts()

    assert str(caught.value).endswith(f"：{command}")


def test_fonts_that_apt_installed_serve_when_the_package_has_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for path in (find_fonts().regular, find_fonts().bold):
        shutil.copy(path, tmp_path)
    monkeypatch.delenv("SHIRUBE_FONT_DIR", raising=False)
    monkeypatch.setattr(fonts, "_PACKAGE_FOLDER", tmp_path / "none")
    monkeypatch.setattr(fonts, "_SYSTEM_FOLDERS", (tmp_path,))

    assert find_fonts().bold.parent == tmp_path


# ---- what the fonts can draw ----


def test_every_character_of_japanese_windows_can_be_drawn() -> None:
    leads, trails = [*range(0x81, 0xA0), *range(0xE0, 0xFD)], range(0x40, 0xFD)
    codes = [bytes([first]) for first in range(0x20, 0xE0)]
    codes += [bytes([first, second]) for first in leads for second in trails]
    decoded = {code.decode("cp932", errors="ignore") for code in codes}
    # What each office draws itself (外字) and control codes are not characters of the set.
    known = {c for c in decoded if len(c) == 1 and not 0xE000 <= ord(c) <= 0xF8FF and ord(c) >= 0xA0}

    assert len(known) > 7_000
    assert find_missing_characters(known, find_fonts().regular) == set()


@pytest.mark.parametrize("character", [YOSHI, "槗", "😀", "한"])
def test_characters_outside_it_are_known_to_be_missing(character: str) -> None:
    assert find_missing_characters({"吉", character}, find_fonts().regular) == {character}


def test_a_character_of_private_use_is_replaced_even_if_a_font_draws_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everything = Coverage([0], [0x10FFFF])
    monkeypatch.setattr(fonts, "read_coverage", lambda path: everything)

    assert choose_fonts("外\ue000\t字", find_alone()).missing == {"\ue000"}


@pytest.mark.parametrize("text", ["か\u3099", "は\u309a", "ﾃﾞｼﾞﾀﾙ", "神", "a\u200bb", "a\u00a0b", "※\ufe0f"])
def test_accents_from_other_systems_and_invisible_marks_are_not_missing(text: str) -> None:
    choice = choose_fonts(text, find_alone())

    assert choice.missing == frozenset()
    assert set_text(text, choice).startswith(b"%PDF")


def test_marks_that_typst_draws_itself_are_not_missing() -> None:
    choice = choose_fonts("✔⁵⋯Ⓐ", find_alone())

    assert choice.missing == frozenset()
    assert set_text("✔⁵⋯Ⓐ", choice).startswith(b"%PDF")


@pytest.mark.parametrize("character", [YOSHI, "槗", "😀", "\ue000", "\x07", "\x00", "\ufffe", "\U000f0000"])
def test_what_would_stop_the_pdf_is_replaced_and_then_does_not(character: str) -> None:
    choice = choose_fonts(f"{character}田", find_alone())

    assert choice.missing == {character}
    assert choice.replace_missing(f"{character}田") == "〓田"
    assert set_text(choice.replace_missing(f"{character}田"), choice).startswith(b"%PDF")
    with pytest.raises(typst.TypstError):  # the control: unreplaced it does stop
        set_text(f"{character}田", choice)


def test_a_byte_order_mark_in_a_cell_is_dropped_without_a_trace() -> None:
    choice = choose_fonts("\ufeff実績", find_alone())

    assert choice.missing == frozenset()
    assert choice.replace_missing("\ufeff実績") == "実績"


def test_half_of_a_pair_is_replaced_as_well() -> None:
    choice = choose_fonts("\ud842田", find_alone())

    assert choice.replace_missing("\ud842田") == "〓田"


# ---- help from other fonts ----


def test_a_font_of_the_system_helps_out_and_only_when_needed() -> None:
    available = find_with_noto()

    plain, name = choose_fonts("吉田", available), choose_fonts(f"{YOSHI}田", available)

    assert plain.families == (FAMILY,)
    assert name.families == (FAMILY, "Noto Sans CJK JP")
    assert name.missing == frozenset()
    assert set_text(f"{YOSHI}田", name).startswith(b"%PDF")


def test_a_helping_font_is_the_only_one_in_its_folder_and_gone_afterwards() -> None:
    with open_font_folders(choose_fonts(YOSHI, find_with_noto())) as folders:
        linked = Path(folders[-1])
        assert [path.name for path in linked.iterdir()] == [NOTO.name]

    assert not linked.exists()


def test_where_links_are_forbidden_the_font_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "symlink_to", forbid)

    with open_font_folders(choose_fonts(YOSHI, find_with_noto())) as folders:
        assert ord(YOSHI) in read_coverage(Path(folders[-1]) / NOTO.name)


# ---- telling people ----


def test_each_lost_character_is_reported_once_at_its_first_place() -> None:
    texts = [(Place(cell="A1"), "吉田"), (Place(cell="B2"), f"{YOSHI}田"), (Place(cell="C3"), f"{YOSHI}川")]
    choice = choose_fonts("".join(text for _, text in texts), find_alone())

    (finding,) = check_characters(texts, choice)

    assert finding.place == Place(cell="B2")
    assert finding.level is Level.ODD
    assert f"「{YOSHI}」（U+20BB7）" in finding.message
    assert "〓" in finding.message


@pytest.mark.parametrize(
    ("character", "words"), [("\ue000", "外字（U+E000）"), ("\x07", "文字でないもの（U+0007）")]
)
def test_what_cannot_be_shown_is_named_by_its_code(character: str, words: str) -> None:
    (finding,) = check_characters([(Place(), character)], choose_fonts(character, find_alone()))

    assert words in finding.message
    assert character not in finding.message


def test_a_variant_that_the_font_lacks_is_told_and_one_that_it_has_is_not() -> None:
    known, unknown = "葛\U000e0100", "葛\U000e01ef"
    choice = choose_fonts(known + unknown, find_alone())

    (finding,) = check_characters([(Place(), known), (Place(cell="B2"), unknown)], choice)

    assert choice.missing == frozenset()
    assert finding.level is Level.INFORMATION
    assert finding.place == Place(cell="B2")


def test_a_good_text_is_reported_nowhere_and_stays_as_it_is() -> None:
    text = "令和７年度　創業塾（参加者数）　髙﨑①㈱㎡▲〜−"
    choice = choose_fonts(text, find_alone())

    assert check_characters([(Place(), text)], choice) == []
    assert choice.replace_missing(text) is text


def test_whatever_is_not_said_to_be_missing_can_really_be_set() -> None:
    everything = {chr(point) for point in range(0x20, 0x30000) if not 0xD800 <= point < 0xE000}
    alone = find_alone()
    lacking = find_missing_characters(everything, alone.regular)
    drawable = sorted(c for c in everything - lacking if not fonts._is_refused(c) and c != "\ufeff")

    assert len(drawable) > 11_000
    assert set_text("".join(f"a{character}b " for character in drawable), choose_fonts("a", alone))
