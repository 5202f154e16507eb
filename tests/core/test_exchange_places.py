"""The words and places of a refused plan file, and the schema of every kind of field."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import _lru_cache_wrapper
from typing import Any

import pytest
from msgspec import Struct

from shirube.core import exchange
from shirube.core.evaluation import evaluate_plan
from shirube.core.exchange import (
    FORMAT,
    VERSION,
    ExchangeError,
    decode_plan,
    encode_plan,
    find_codec,
    render_schema,
)
from shirube.core.fiscal_year import FiscalYear
from shirube.core.plan import Plan
from tests.builders import build_indicator, build_plan, build_scale


@pytest.fixture(autouse=True)
def make_codecs_anew() -> Iterator[None]:
    """A codec is made once for each type: without this, only the first test would see how."""
    for value in vars(exchange).values():
        if isinstance(value, _lru_cache_wrapper):
            value.cache_clear()
    yield


class Colour(Enum):
    RED = "赤"
    BLUE = "青"


class Leaf(Struct, frozen=True):
    """A leaf of the sample."""

    name: str
    size: int = 0


class Sample(Struct, frozen=True):
    """A sample with a field of every kind.

    Only the first line describes it.
    """

    leaf: Leaf
    leaves: tuple[Leaf, ...] = ()
    pair: tuple[int, str] | None = None
    colour: Colour = Colour.RED
    when: date | None = None
    year: FiscalYear | None = None
    amount: Decimal = Decimal(0)
    share: Fraction = Fraction(0)
    said: bool = False

    def __post_init__(self) -> None:
        if self.leaf.size < 0:
            raise ValueError("負の大きさ")


FULL = Sample(
    leaf=Leaf("甲", 3),
    leaves=(Leaf("乙"), Leaf("丙", 1)),
    pair=(1, "一"),
    colour=Colour.BLUE,
    when=date(2025, 4, 1),
    year=FiscalYear(2025),
    amount=Decimal("-0.10"),
    share=Fraction(-6, 5),
    said=True,
)
WRITTEN: dict[str, Any] = {
    "leaf": {"name": "甲", "size": 3},
    "leaves": [{"name": "乙"}, {"name": "丙", "size": 1}],
    "pair": [1, "一"],
    "colour": "blue",
    "when": "2025-04-01",
    "year": 2025,
    "amount": "-0.10",
    "share": "-6/5",
    "said": True,
}


def test_every_kind_of_field_is_written_and_comes_back() -> None:
    codec = find_codec(Sample)

    assert codec.encode(FULL) == WRITTEN
    assert codec.decode(WRITTEN, "s") == FULL


def test_fields_at_their_default_are_left_out() -> None:
    codec = find_codec(Sample)

    assert codec.encode(Sample(Leaf("甲"))) == {"leaf": {"name": "甲"}}
    assert codec.decode({"leaf": {"name": "甲"}}, "s") == Sample(Leaf("甲"))
    assert codec.decode({"leaf": {"name": "甲"}, "pair": None, "when": None}, "s") == Sample(Leaf("甲"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"leaf": 1}, "計画ファイルの「s.leaf」はオブジェクトでなければなりません。"),
        ({"leaf": {}}, "計画ファイルの「s.leaf」に項目「name」がありません。"),
        ({"leaf": {"name": "甲", "Size": 1}}, "計画ファイルの「s.leaf」に知らない項目「Size」があります。"),
        ({"leaf": {"name": 1}}, "計画ファイルの「s.leaf.name」は文字列でなければなりません。"),
        ({"leaf": {"name": "甲", "size": "1"}}, "計画ファイルの「s.leaf.size」は整数でなければなりません。"),
        ({"leaf": {"name": "甲", "size": True}}, "計画ファイルの「s.leaf.size」は整数でなければなりません。"),
        (
            {"leaf": {"name": "甲", "size": -1}},
            "計画ファイルの「s」の内容に矛盾があります（負の大きさ）。",
        ),
        ({"leaves": {}}, "計画ファイルの「s.leaves」は配列でなければなりません。"),
        (
            {"leaves": [{"name": "甲"}, []]},
            "計画ファイルの「s.leaves[1]」はオブジェクトでなければなりません。",
        ),
        ({"pair": [1]}, "計画ファイルの「s.pair」は2個の配列でなければなりません。"),
        ({"pair": "12"}, "計画ファイルの「s.pair」は2個の配列でなければなりません。"),
        ({"pair": [1, 2]}, "計画ファイルの「s.pair[1]」は文字列でなければなりません。"),
        ({"colour": "RED"}, "計画ファイルの「s.colour」は次のいずれか（red、blue）でなければなりません。"),
        ({"colour": ["red"]}, "計画ファイルの「s.colour」は次のいずれか（red、blue）でなければなりません。"),
        ({"when": "2025/04/01"}, "計画ファイルの「s.when」は日付でなければなりません。"),
        ({"when": "2025-02-30"}, "計画ファイルの「s.when」は日付でなければなりません。"),
        ({"year": "2025"}, "計画ファイルの「s.year」は整数でなければなりません。"),
        ({"year": 1}, "計画ファイルの「s.year」は年度（西暦）でなければなりません。"),
        ({"amount": 1}, "計画ファイルの「s.amount」は数（文字列）でなければなりません。"),
        ({"amount": "1e5"}, "計画ファイルの「s.amount」は数（文字列）でなければなりません。"),
        ({"share": "1/0"}, "計画ファイルの「s.share」は分数（文字列）でなければなりません。"),
        ({"share": "0.5"}, "計画ファイルの「s.share」は分数（文字列）でなければなりません。"),
        ({"said": 1}, "計画ファイルの「s.said」はtrue か falseでなければなりません。"),
    ],
)
def test_a_wrong_value_is_told_with_its_place_and_what_should_stand_there(
    change: dict[str, Any], message: str
) -> None:
    with pytest.raises(ExchangeError) as caught:
        find_codec(Sample).decode({**WRITTEN, **change}, "s")

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([1], "しるべの計画ファイル（JSON）ではありません。"),
        ({"format": "x"}, "しるべの計画ファイル（JSON）ではありません。"),
        ({"format": FORMAT}, "計画ファイルの版（version）が読み取れません。"),
        ({"format": FORMAT, "version": True}, "計画ファイルの版（version）が読み取れません。"),
        ({"format": FORMAT, "version": 0}, "計画ファイルの版（version）が読み取れません。"),
        (
            {"format": FORMAT, "version": VERSION + 1},
            "このファイルは新しい版のしるべで作られています。しるべを更新してください。",
        ),
        ({"format": FORMAT, "version": VERSION}, "計画ファイルに計画（plan）がありません。"),
        (
            {"format": FORMAT, "version": VERSION, "plan": []},
            "計画ファイルの「plan」はオブジェクトでなければなりません。",
        ),
    ],
)
def test_a_file_that_is_none_of_ours_is_told_why(data: Any, message: str) -> None:
    with pytest.raises(ExchangeError) as caught:
        decode_plan(data)

    assert str(caught.value) == message


def test_an_empty_plan_is_a_plan() -> None:
    assert encode_plan(Plan()) == {"format": FORMAT, "version": VERSION, "plan": {}, "evaluations": []}
    assert decode_plan({"format": FORMAT, "version": VERSION, "plan": {}}) == Plan()


def test_the_schema_of_a_record_names_its_fields_what_is_required_and_nothing_else() -> None:
    known: dict[str, Any] = {}

    assert find_codec(Sample).schema(known) == {"$ref": "#/$defs/Sample"}

    assert known["Leaf"] == {
        "type": "object",
        "description": "A leaf of the sample.",
        "properties": {"name": {"type": "string"}, "size": {"type": "integer"}},
        "required": ["name"],
        "additionalProperties": False,
    }
    assert known["Sample"] == {
        "type": "object",
        "description": "A sample with a field of every kind.",
        "properties": {
            "leaf": {"$ref": "#/$defs/Leaf"},
            "leaves": {"type": "array", "items": {"$ref": "#/$defs/Leaf"}},
            "pair": {
                "anyOf": [
                    {
                        "type": "array",
                        "prefixItems": [{"type": "integer"}, {"type": "string"}],
                        "minItems": 2,
                        "maxItems": 2,
                    },
                    {"type": "null"},
                ]
            },
            "colour": {"enum": ["red", "blue"]},
            "when": {"anyOf": [{"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}, {"type": "null"}]},
            "year": {
                "anyOf": [
                    {
                        "type": "integer",
                        "minimum": 1868,
                        "maximum": 2200,
                        "description": "年度の始まる西暦年",
                    },
                    {"type": "null"},
                ]
            },
            "amount": {"type": "string", "pattern": r"^-?\d{1,300}(\.\d{1,300})?$"},
            "share": {"type": "string", "pattern": r"^-?\d{1,1000}(/\d{1,1000})?$"},
            "said": {"type": "boolean"},
        },
        "required": ["leaf"],
        "additionalProperties": False,
    }


def test_the_schema_of_the_whole_file() -> None:
    schema = render_schema()

    assert {key: value for key, value in schema.items() if key != "$defs"} == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Shirube plan",
        "description": "しるべの計画ファイル。省いた項目は既定値です。数は文字列で書きます。",
        "type": "object",
        "properties": {
            "format": {"const": "shirube-plan"},
            "version": {"const": 1},
            "plan": {"$ref": "#/$defs/Plan"},
            "evaluations": {
                "type": "array",
                "items": {
                    "type": "object",
                    "description": "Derived from the plan for people who only look; ignored on reading.",
                    "properties": {
                        "indicator": {"type": "string"},
                        "year": {
                            "type": "integer",
                            "minimum": 1868,
                            "maximum": 2200,
                            "description": "年度の始まる西暦年",
                        },
                        "rate": {"type": "string", "pattern": r"^-?\d{1,1000}(/\d{1,1000})?$"},
                        "mark": {"type": "string"},
                        "final_mark": {"type": "string"},
                        "explanation": {"type": "string"},
                    },
                    "required": ["indicator", "year"],
                },
            },
        },
        "required": ["format", "version", "plan"],
    }
    assert list(schema["$defs"]) == sorted(schema["$defs"])
    assert schema["$defs"]["Plan"]["properties"]["nodes"] == {
        "type": "array",
        "items": {"$ref": "#/$defs/Node"},
    }


def test_an_evaluation_without_a_figure_is_written_without_one() -> None:
    plan = build_plan(build_indicator(targets={"R5": 20}), scale=build_scale())

    (written,) = encode_plan(plan, evaluate_plan(plan))["evaluations"]

    assert written["indicator"] == "1"
    assert written["year"] == 2023
    assert set(written) <= {"indicator", "year", "explanation", "mark", "final_mark"}
    assert None not in written.values()
    assert "" not in written.values()


@pytest.mark.parametrize("kind", [float, list[int], dict[str, int]])
def test_a_kind_without_a_place_is_named(kind: Any) -> None:
    with pytest.raises(TypeError) as caught:
        find_codec(kind)

    assert str(caught.value) == f"the exchange format has no place for {kind!r}"


def test_a_number_too_long_to_be_read_back_is_named() -> None:
    with pytest.raises(ValueError) as caught:
        find_codec(Decimal).encode(Decimal("1E+90000"))

    assert str(caught.value) == "a number that no reader would take back: Decimal('1E+90000')"
