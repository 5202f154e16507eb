from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.core.name_variants import NameSearch, is_one_slip_away

NAMES = (
    "るのカード",
    "まちゼミ",
    "まちづくり協議会",
    "事業承継",
    "事業承継セミナー",
    "創業相談",
    "産学連携",
    "産学連携の支援",
    "地域マップ",
    "創業者交流会",
    "事業者連携交流会",
    "デジタル化促進セミナー",
    "あきる野市商工業振興プラン",
    "Bi@Sta",
    "マルシェ",
    "市民まつり",
)


def _find(text: str) -> list[tuple[str, str]]:
    return [(item.spelling, item.name) for item in NameSearch(NAMES).find_variants(text)]


@pytest.mark.parametrize(
    ("text", "spelling", "name"),
    [
        ("地図を作成し、るるのカードの利用を呼びかけた。", "るるのカード", "るのカード"),
        ("割引を含めたるるのカードの周知", "るるのカード", "るのカード"),
        ("市のるるのカードを配る。", "るるのカード", "るのカード"),
        ("るののカードを配る。", "るののカード", "るのカード"),
        ("るのカドを配る。", "るのカド", "るのカード"),
        ("るのガードを配る。", "るのガード", "るのカード"),
        ("事業継承セミナーを開いた。", "事業継承セミナー", "事業承継セミナー"),
        ("事業承承継セミナーを開いた。", "事業承承継セミナー", "事業承継セミナー"),
        ("事業承継セミナへの参加", "事業承継セミナ", "事業承継セミナー"),
        ("デジタル化推進セミナーを開いた。", "デジタル化推進セミナー", "デジタル化促進セミナー"),
        ("あきる野市商工振興プランに基づく。", "あきる野市商工振興プラン", "あきる野市商工業振興プラン"),
        ("Bi@staに相談する。", "Bi@sta", "Bi@Sta"),
        ("まちつくり協議会で話し合う。", "まちつくり協議会", "まちづくり協議会"),
        ("秋のマルシエを開く。", "マルシエ", "マルシェ"),
        ("まちぜみに参加する。", "まちぜみ", "まちゼミ"),
    ],
)
def test_a_slip_in_a_name_is_found(text: str, spelling: str, name: str) -> None:
    assert _find(text) == [(spelling, name)]


@pytest.mark.parametrize(
    "text",
    [
        "るのカードを配る。",
        "るのカードマップを作る。",
        "学校との連携によるるのカードマップの制作",
        "利用できるるのカードを増やす。",
        "店舗に広がるるのカードの輪",
        "このカードを使う。市のカードを使う。",
        "利用できるカードを増やす。",
        "新しいるのカード",
    ],
)
def test_longer_names_and_words_before_a_name_are_silent(text: str) -> None:
    assert _find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "産学連携支援の方法を考える。",
        "産学との連携を進める。",
        "地域のマップを作る。",
        "まちづくりの協議会を開く。",
        "創業・経営支援セミナーを開く。",
        "事業承継等セミナーを開く。",
    ],
)
def test_particles_and_modifiers_between_words_are_silent(text: str) -> None:
    assert _find(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "事業相談を受ける。",
        "創業者交流会と事業者連携交流会を開く。",
        "事業者交流会を開く。",
        "あきる野市市民まつりを開く。",
        "交流会会場を変える。",
        "デジタル化セミナーを開く。",
        "講座を8回開く。",
        "まちゼミとマルシェを開く。",
        "",
    ],
)
def test_other_words_are_silent(text: str) -> None:
    assert _find(text) == []


def test_a_name_of_the_plan_is_no_slip_of_another_one() -> None:
    index = NameSearch(["デジタル化促進セミナー", "デジタル化推進セミナー"])

    assert list(index.find_variants("デジタル化推進セミナーを開いた。")) == []


def test_a_further_known_name_is_no_slip() -> None:
    text = "デジタル化推進セミナーを開いた。"

    assert list(NameSearch(["デジタル化促進セミナー"], {"デジタル化推進セミナー"}).find_variants(text)) == []
    assert len(list(NameSearch(["デジタル化促進セミナー"]).find_variants(text))) == 1


def test_names_shorter_than_four_characters_are_left_alone() -> None:
    assert list(NameSearch(["カード"]).find_variants("カカードを配る。")) == []
    assert len(list(NameSearch(["カードル"]).find_variants("、カカードルを配る。"))) == 1


def test_the_place_of_a_slip_is_told() -> None:
    [variant] = NameSearch(["るのカード"]).find_variants("店で、るるのカードを配る。")

    assert variant.start == 3


@given(st.text(alphabet="るのカードまち支援会を、 ", max_size=40))
def test_no_text_breaks_the_search_and_no_correct_name_is_reported(text: str) -> None:
    assert all(spelling not in NAMES for spelling, _ in _find(text))


@given(st.text(alphabet="あいうえ", max_size=8), st.text(alphabet="あいうえ", max_size=8))
def test_slips_count_alike_in_both_directions(one: str, other: str) -> None:
    assert is_one_slip_away(one, other) == is_one_slip_away(other, one)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("かな", "かな", False),
        ("かな", "かんな", True),
        ("かな", "かに", True),
        ("かなた", "かたな", True),
        ("かなた", "たなか", False),
        ("かな", "かんなん", False),
    ],
)
def test_one_slip_is_one_character_more_less_other_or_two_swapped(
    one: str, other: str, expected: bool
) -> None:
    assert is_one_slip_away(one, other) is expected
