"""What people read when an action does not go through."""

from __future__ import annotations

import pytest

from shirube.actions.outcome import Conflict, NotFound, Refused, Side, require_plain, require_reason


def test_a_conflict_names_both_texts_and_who_was_first() -> None:
    conflict = Conflict(place="創業塾 令和6年度 実績値", current=Side("95店", "計画 恵", 2), typed="96")

    assert str(conflict) == (
        "創業塾 令和6年度 実績値は、計画 恵さんが先に変更しました。"
        "現在の値は「95店」、入力された値は「96」です。"
        "どちらにするか確かめて、もう一度保存してください。"
    )
    assert "ほかの方が" in str(Conflict(place="x", current=Side(""), typed="1"))


def test_what_is_out_of_reach_is_not_described() -> None:
    assert str(NotFound()) == "見つかりません。"


def test_a_sign_that_no_database_keeps_is_refused_by_name() -> None:
    require_plain("本文", "")
    with pytest.raises(Refused, match="U\\+0000"):
        require_plain("本文", "あ\x00い")


def test_a_reason_of_blanks_is_none() -> None:
    assert require_reason(" 組織改正\n", "理由を入力してください。") == "組織改正"
    for text in ("", " 　\n"):
        with pytest.raises(Refused, match="理由を入力"):
            require_reason(text, "理由を入力してください。")
    with pytest.raises(Refused, match="U\\+0000"):
        require_reason("\x00", "理由を入力してください。")
