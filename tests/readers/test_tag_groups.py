from __future__ import annotations

from pathlib import Path

import pytest

from shirube.readers.source import UnreadableFile
from shirube.readers.tag_groups import load_tag_groups, parse_tag_groups, read_tag_groups


def test_the_shipped_groups_hold_the_tags_that_recur() -> None:
    groups = {group.name: group for group in load_tag_groups()}

    assert groups["周知・広報"].holds("効果的な周知方法の研究")
    assert groups["日時・時期"].holds("日時設定(季節要因含む)")
    assert not groups["周知・広報"].holds("集客")


def test_each_shipped_group_has_its_own_name() -> None:
    names = [group.name for group in load_tag_groups()]

    assert len(names) == len(set(names)) >= 5


def test_groups_of_the_office_are_read(tmp_path: Path) -> None:
    file = tmp_path / "課題.toml"
    file.write_text('﻿[[group]]\nname = "広報"\ntags = ["市報"]\n', encoding="utf-8")

    (group,) = read_tag_groups(file)

    assert (group.name, group.holds("市報"), group.holds("市報の部数")) == ("広報", True, False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[group]\n", "TOMLとして正しくありません"),
        ("", "課題のグループがありません"),
        ('title = "x"\n[[group]]\nname = "甲"\nwords = ["乙"]', "課題のグループがありません"),
        ('[[group]]\nwords = ["周知"]', "1番目の [[group]]に名前がありません"),
        ('[[group]]\nname = "甲"\nword = ["乙"]', "分からない項目「word」"),
        ('[[group]]\nname = "甲"', "words も tags もありません"),
        ('[[group]]\nname = "甲"\nwords = "乙"', "words が文字の一覧ではありません"),
        ('[[group]]\nname = "甲"\nwords = [""]', "words が文字の一覧ではありません"),
        ('[[group]]\nname = "甲"\nwords = ["乙"]\n[[group]]\nname = "丙"', "2番目の [[group]]"),
    ],
)
def test_a_mistake_is_one_clear_line_with_its_place(text: str, words: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        parse_tag_groups(text, name="課題.toml")

    assert words in str(caught.value)
    assert "課題.toml" in str(caught.value)


def test_a_missing_file_and_another_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="ファイルがありません"):
        read_tag_groups(tmp_path / "ない.toml")
    with pytest.raises(UnreadableFile, match="開けません"):
        read_tag_groups(tmp_path)
    file = tmp_path / "sjis.toml"
    file.write_bytes('[[group]]\nname = "広報"\n'.encode("cp932"))
    with pytest.raises(UnreadableFile, match="UTF-8ではありません"):
        read_tag_groups(file)
