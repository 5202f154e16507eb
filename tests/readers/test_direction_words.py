"""Signs and words that say which way is good."""

from __future__ import annotations

import pytest

from shirube.core.indicator import Direction
from shirube.readers.direction_words import find_name_direction, may_name_directions, parse_direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("⇩", Direction.DOWN),
        ("⬆️", Direction.UP),
        ("→", Direction.KEEP),
        ("↓（減らす）", Direction.DOWN),
        ("増加を目指す", Direction.UP),
        ("少ないほど良い", Direction.DOWN),
        ("高い方がよい", Direction.UP),
        ("抑制", Direction.DOWN),
        ("現状維持", Direction.KEEP),
        ("範囲", Direction.RANGE),
        ("参考", Direction.REFERENCE),
    ],
)
def test_a_cell_of_a_column_of_directions_is_understood(text: str, direction: Direction) -> None:
    assert parse_direction(text) is direction


@pytest.mark.parametrize(
    "text", ["", "-", "▽", "▲", "維持・向上", "↑↓", "↑減少", "大きさの異なる施設を整える"]
)
def test_what_may_mean_anything_is_no_direction(text: str) -> None:
    assert parse_direction(text) is None


@pytest.mark.parametrize(
    ("name", "direction", "sign"),
    [
        ("待機児童数 ↓", Direction.DOWN, "↓"),
        ("⇧ 利用者数", Direction.UP, "⇧"),
        ("相談件数（↑）", Direction.UP, "↑"),
        ("(↑)", Direction.UP, "↑"),
        ("① ↑利用者数", Direction.UP, "↑"),
        ("事故件数（↓）（件）", Direction.DOWN, "↓"),
        ("事故件数（件、↓）※1", Direction.DOWN, "↓"),
        ("排出量（t-CO2）⬇️", Direction.DOWN, "⬇"),
        ("延滞率（減少）", Direction.DOWN, "減少"),
        ("水準【維持】", Direction.KEEP, "維持"),
        ("満足度→", Direction.KEEP, "→"),
        ("滞納額 ↓ 市税", Direction.DOWN, "↓"),
        ("来館者数↑\n（4月1日現在の見込みを含む）", Direction.UP, "↑"),
    ],
)
def test_a_sign_at_either_end_of_a_name_is_its_direction(name: str, direction: Direction, sign: str) -> None:
    found = find_name_direction(name)

    assert found
    assert (found.direction, found.sign) == (direction, sign)
    assert may_name_directions(f"来館者数\n{name}")


@pytest.mark.parametrize(
    "name",
    [
        "A地区→B地区の移動",
        "利用（現状→目標）",
        "→うち市内",
        "移動（A→）",
        "回数↑↓",
        "回数↑ 件数↓ 計",
        "待機児童数の減少",
        "排出量（削減）",
        "人 口 減 少",
        "排出量▼",
        "来館者数（人）",
        "",
    ],
)
def test_arrows_and_words_that_belong_to_a_name_are_no_direction(name: str) -> None:
    assert find_name_direction(name) is None


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("上向きをはかるもの", Direction.UP),
        ("減少を目指すもの", Direction.DOWN),
        ("維持を図る", Direction.KEEP),
    ],
)
def test_what_an_indicator_is_for_says_its_direction(text: str, direction: Direction) -> None:
    assert parse_direction(text) is direction
