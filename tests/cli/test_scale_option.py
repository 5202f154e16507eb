from __future__ import annotations

from pathlib import Path

import pytest

from shirube.cli.scale_option import ScaleError, read_named_scale

RULE = """\
name = "試験"
title = "試験の評価基準"
source = "試験"
"""


def test_an_unknown_name_is_answered_with_the_list_command() -> None:
    with pytest.raises(ScaleError, match=r"登録されていません.*shirube scales"):
        read_named_scale("存在しない市の基準")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ScaleError, match=r"基準\.toml がありません"):
        read_named_scale(str(tmp_path / "基準.toml"))


def test_a_folder_or_another_encoding_is_refused_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "基準.toml"
    folder.mkdir()
    with pytest.raises(ScaleError, match="開けません"):
        read_named_scale(str(folder))
    sjis = tmp_path / "sjis.toml"
    sjis.write_bytes(RULE.encode("cp932"))
    with pytest.raises(ScaleError, match="UTF-8ではありません"):
        read_named_scale(str(sjis))


def test_mistakes_inside_a_rule_are_listed(tmp_path: Path) -> None:
    file = tmp_path / "基準.toml"
    file.write_text(RULE + "bandz = 1\n", encoding="utf-8")

    with pytest.raises(ValueError, match="bandz"):
        read_named_scale(str(file))
