"""The exchange format: nothing is lost, nothing is guessed, and the committed schema tells the truth."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from msgspec import Struct

from shirube.core.evaluation import evaluate_plan
from shirube.core.exchange import ExchangeError, decode_plan, encode_plan, find_codec, render_schema
from shirube.core.plan import Plan
from shirube.core.quantity import Quantity
from tests.builders import build_indicator, build_plan, build_scale
from tests.strategies import plans

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "plan.schema.json"


def build_sample() -> Plan:
    indicator = build_indicator(
        targets={"R5": 20, "R6": "80%以上"}, actuals={"R5": 21}, marks={"R5": "A"}, baseline=("R3", "-")
    )
    return build_plan(indicator, scale=build_scale())


@given(plans())
@settings(max_examples=20)
def test_a_plan_of_any_shape_comes_back_equal(plan: Plan) -> None:
    text = json.dumps(encode_plan(plan), ensure_ascii=False)

    assert decode_plan(json.loads(text)) == plan


@given(plans())
@settings(max_examples=10)
def test_what_is_written_obeys_the_committed_schema(plan: Plan) -> None:
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).validate(encode_plan(plan))


def test_the_committed_schema_is_the_one_that_the_code_describes() -> None:
    told = "docs/schema/plan.schema.json が古いままです。「./dev docs」で作り直してください。"

    assert json.loads(SCHEMA.read_text()) == render_schema(), told


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    jsonschema.Draft202012Validator.check_schema(render_schema())
    data = encode_plan(build_sample())
    data["plan"]["nodes"][0]["children"][0]["children"][0]["indicators"][0]["targets"][0]["year"] = "R5"

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(render_schema()).validate(data)


def test_numbers_are_written_as_strings_so_that_no_program_rounds_them() -> None:
    indicator = build_indicator(targets={"R5": "0.10%"})

    text = json.dumps(encode_plan(build_plan(indicator, scale=build_scale())))

    assert '"value": "0.10"' in text
    assert '"value": "6/5"' in text


def test_a_digit_behind_the_point_is_not_lost() -> None:
    back = decode_plan(encode_plan(build_plan(build_indicator(actuals={"R5": "12.30%"}))))

    reading = back.indicators[0].actuals[0].reading
    assert reading.quantity is not None
    assert str(reading.quantity.value) == "12.30"


def test_evaluations_are_written_beside_the_plan_and_ignored_on_reading() -> None:
    plan = build_sample()
    data = encode_plan(plan, evaluate_plan(plan))

    assert data["evaluations"][0] == {
        "indicator": "1",
        "year": 2023,
        "rate": "21/20",
        "mark": "A",
        "final_mark": "A",
        "explanation": "21人 ÷ 20人 = 105.0%（90%以上120%未満）→ A",
    }
    data["evaluations"] = [{"indicator": "1", "year": 2023, "mark": "C"}]
    assert decode_plan(data) == plan
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text())).validate(
        encode_plan(plan, evaluate_plan(plan))
    )


def _first(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data["plan"]["nodes"][0]["children"][0]["children"][0]["indicators"][0]
    return found


SPOILED: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another program's file": (lambda data: data.update(format="other"), "しるべの計画ファイル"),
    "a later version": (lambda data: data.update(version=2), "新しい版"),
    "no version": (lambda data: data.pop("version"), "version"),
    "no plan": (lambda data: data.pop("plan"), "計画（plan）がありません"),
    "an unknown field": (lambda data: data["plan"].update(colour="red"), "知らない項目「colour」"),
    "a missing key": (lambda data: _first(data).pop("key"), "項目「key」がありません"),
    "a number as a number": (
        lambda data: _first(data)["targets"][0]["reading"]["quantity"].update(value=20),
        "plan.nodes[0].children[0].children[0].indicators[0].targets[0].reading.quantity.value",
    ),
    "a bomb of digits": (
        lambda data: _first(data)["targets"][0]["reading"]["quantity"].update(value="1e999999999"),
        "数（文字列）",
    ),
    "a number that nothing can print": (
        lambda data: _first(data)["targets"][0]["reading"]["quantity"].update(value="9" * 5000),
        "数（文字列）",
    ),
    "a half of nothing": (lambda data: data["plan"]["scale"]["bands"][0].update(points="1/0"), "分数"),
    "a year in words": (lambda data: _first(data)["targets"][0].update(year=True), "整数"),
    "a year of another age": (lambda data: _first(data)["targets"][0].update(year=3), "年度（西暦）"),
    "an unknown direction": (lambda data: _first(data).update(direction="増加"), "次のいずれか（up、"),
    "a list for a name": (lambda data: data["plan"].update(name=[]), "文字列"),
    "a name for a list": (lambda data: data["plan"].update(nodes="x"), "配列"),
    "a node that is none": (lambda data: data["plan"].update(nodes=["x"]), "オブジェクト"),
    "half a period": (lambda data: data["plan"].update(period=[2023]), "2個の配列"),
    "the same year twice": (lambda data: _first(data)["targets"].append(_first(data)["targets"][0]), "矛盾"),
}


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_file_is_refused_with_the_place_and_the_reason(name: str) -> None:
    spoil, told = SPOILED[name]
    data = json.loads(json.dumps(encode_plan(build_sample())))
    spoil(data)

    with pytest.raises(ExchangeError) as caught:
        decode_plan(data)

    assert told in str(caught.value)


def test_the_sample_of_the_spoiled_files_is_good_itself() -> None:
    assert decode_plan(json.loads(json.dumps(encode_plan(build_sample())))) == build_sample()


def test_something_that_is_no_object_at_all_is_refused() -> None:
    with pytest.raises(ExchangeError):
        decode_plan([1, 2])


def test_what_follows_from_other_fields_is_not_written() -> None:
    class Sum(Struct, frozen=True, dict=True):
        parts: tuple[int, ...]

        @cached_property
        def total(self) -> int:
            return sum(self.parts)

    held = Sum((1, 2))
    assert held.total == 3  # now it lies in the value, and must not be taken for a field

    written = find_codec(Sum).encode(held)

    assert written == {"parts": [1, 2]}
    assert find_codec(Sum).decode(written, "sum") == held


def test_a_cell_full_of_digits_is_kept_too() -> None:
    plan = build_plan(build_indicator(actuals={"R5": "9" * 300 + "人"}))

    assert decode_plan(json.loads(json.dumps(encode_plan(plan)))) == plan


def test_a_number_that_could_not_be_read_back_is_not_written() -> None:
    with pytest.raises(ValueError, match="no reader"):
        find_codec(Quantity).encode(Quantity(Decimal("1E+90000")))


def test_a_type_that_the_format_does_not_know_is_an_error_of_the_programmer() -> None:
    class Odd(Struct):
        value: float = 0.0

    with pytest.raises(TypeError, match="no place"):
        find_codec(float)
