"""A plan as plain data (dicts, lists, strings) and back: exact, lossless, with a version.

Every value is written field by field under its own name; a field at its default is left out. Numbers are
strings, so that no reader turns them into floats. The bytes of a file belong to readers and writers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from shirube.core.evaluation import EvaluatedIndicator, Evaluation
from shirube.core.fiscal_year import FiscalYear
from shirube.core.pattern import late_pattern
from shirube.core.plan import Plan

FORMAT = "shirube-plan"
VERSION = 1

Plain = Any  # what a JSON parser returns: outside data until a codec has looked at it

# Never an exponent: 1e999999999 from a hostile file would fill the memory of whatever prints it. The bounds
# are what notation.py makes of a cell (200 characters, and words that multiply) and what a rate makes of such
# figures: far below the 4,300 digits beyond which Python prints no number.
_DECIMAL = late_pattern(r"-?\d{1,300}(?:\.\d{1,300})?")
_FRACTION = late_pattern(r"-?\d{1,1000}(?:/\d{1,1000})?")


class ExchangeError(ValueError):
    """Data that is not a plan in our format. The message is a Japanese sentence that names the place."""


# The place of a value: the name of the whole, or the place around it and its name or number there. Put into
# words only for a message: a plan of a thousand indicators has a hundred thousand places.
Where = str | tuple["Where", str | int]


class Codec(Struct, frozen=True):
    """How one type is written and read, and how the schema describes it.

    ``decode`` gets the value and the place it stands at; it raises ExchangeError.
    """

    encode: Callable[[Any], Plain]
    decode: Callable[[Plain, Where], Any]
    schema: Callable[[dict[str, Plain]], Plain]


def encode_plan(plan: Plan, evaluated: tuple[EvaluatedIndicator, ...] = ()) -> dict[str, Plain]:
    """The plan as plain data; evaluations, where given, stand beside it for people who only look.

    Evaluations follow from the plan, so reading ignores them.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "plan": find_codec(Plan).encode(plan),
        "evaluations": [
            _encode_evaluation(item.indicator.key, one) for item in evaluated for one in item.evaluations
        ],
    }


def decode_plan(data: Plain) -> Plan:
    """The plan that plain data stands for, equal to the one that was written.

    Raises ExchangeError for anything else: another format, a later version, a wrong or unknown field.
    """
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise ExchangeError("しるべの計画ファイル（JSON）ではありません。")
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise ExchangeError("計画ファイルの版（version）が読み取れません。")
    if version > VERSION:
        raise ExchangeError("このファイルは新しい版のしるべで作られています。しるべを更新してください。")
    if "plan" not in data:
        raise ExchangeError("計画ファイルに計画（plan）がありません。")
    plan: Plan = find_codec(Plan).decode(data["plan"], "plan")
    return plan


@cache
def find_codec(kind: Any) -> Codec:
    """The codec of a type. Raises TypeError for a type that the format does not know: extend it here."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional(arguments)
    if origin is tuple:
        return _list_of(arguments[0]) if arguments[-1] is Ellipsis else _fixed(arguments)
    if isinstance(kind, type):
        if kind is FiscalYear:
            return _YEAR
        if issubclass(kind, Enum):
            return _enumeration(kind)
        if issubclass(kind, Struct):
            return _record(kind)
        if kind in _SCALARS:
            return _SCALARS[kind]
    raise TypeError(f"the exchange format has no place for {kind!r}")


def _encode_evaluation(key: str, one: Evaluation) -> dict[str, Plain]:
    found = {
        "indicator": key,
        "year": one.year.start,
        "rate": None if one.rate is None else str(one.rate),
        "mark": one.mark,
        "final_mark": one.final_mark,
        "explanation": one.explanation,
    }
    return {name: value for name, value in found.items() if value not in (None, "")}


def _wrong(place: Where, expected: str) -> ExchangeError:
    return ExchangeError(f"計画ファイルの「{_render_place(place)}」は{expected}でなければなりません。")


def _render_place(place: Where) -> str:
    """As programs name it: plan.nodes[2].name."""
    if isinstance(place, str):
        return place
    around, name = place
    return _render_place(around) + (f"[{name}]" if isinstance(name, int) else f".{name}")


def _scalar(kind: type, expected: str, schema: Plain) -> Codec:
    def decode(value: Plain, place: Where) -> Any:
        # In Python True is an int; in the format it is not.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise _wrong(place, expected)
        return value

    return Codec(lambda value: value, decode, lambda _: schema)


def _matched(
    pattern: re.Pattern[str], expected: str, write: Callable[[Any], str], read: Callable[[str], Any]
) -> Codec:
    def decode(value: Plain, place: Where) -> Any:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise _wrong(place, expected)
        try:
            return read(value)
        except (ValueError, ZeroDivisionError) as error:
            raise _wrong(place, expected) from error

    schema = {"type": "string", "pattern": f"^{pattern.pattern.replace('?:', '')}$"}
    return Codec(write, decode, lambda _: schema)


def _decode_year(value: Plain, place: Where) -> FiscalYear:
    if type(value) is not int:
        raise _wrong(place, "整数")
    try:
        return _make_year(value)
    except ValueError as error:
        raise _wrong(place, "年度（西暦）") from error


_make_year = lru_cache(maxsize=512)(FiscalYear)  # a few years stand in thousands of places


def _write_decimal(value: Decimal) -> str:
    text = format(value, "f")
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"a number that no reader would take back: {value!r}")
    return text


_SCALARS: dict[type, Codec] = {
    str: _scalar(str, "文字列", {"type": "string"}),
    int: _scalar(int, "整数", {"type": "integer"}),
    bool: _scalar(bool, "true か false", {"type": "boolean"}),
    Decimal: _matched(_DECIMAL, "数（文字列）", _write_decimal, Decimal),
    Fraction: _matched(_FRACTION, "分数（文字列）", str, Fraction),
    date: _matched(re.compile(r"\d{4}-\d{2}-\d{2}"), "日付", date.isoformat, date.fromisoformat),
}
_YEAR = Codec(
    lambda value: value.start,
    _decode_year,
    lambda _: {"type": "integer", "minimum": 1868, "maximum": 2200, "description": "年度の始まる西暦年"},
)


def _enumeration(kind: type[Enum]) -> Codec:
    # Names, not values: the values are Japanese words for people and may be reworded.
    members = {member.name.lower(): member for member in kind}

    def decode(value: Plain, place: Where) -> Enum:
        member = members.get(value) if isinstance(value, str) else None
        if member is None:
            raise _wrong(place, "次のいずれか（" + "、".join(members) + "）")
        return member

    return Codec(lambda value: value.name.lower(), decode, lambda _: {"enum": list(members)})


def _optional(arguments: tuple[Any, ...]) -> Codec:
    (kind,) = (item for item in arguments if item is not NoneType)
    inner = find_codec(kind)
    return Codec(
        lambda value: None if value is None else inner.encode(value),
        lambda value, place: None if value is None else inner.decode(value, place),
        lambda known: {"anyOf": [inner.schema(known), {"type": "null"}]},
    )


def _list_of(kind: Any) -> Codec:
    # Looked up when used: a node holds nodes.
    def decode(value: Plain, place: Where) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise _wrong(place, "配列")
        inner = find_codec(kind).decode
        return tuple([inner(item, (place, at)) for at, item in enumerate(value)])

    return Codec(
        lambda value: [find_codec(kind).encode(item) for item in value],
        decode,
        lambda known: {"type": "array", "items": find_codec(kind).schema(known)},
    )


def _fixed(kinds: tuple[Any, ...]) -> Codec:
    inner = [find_codec(kind) for kind in kinds]

    def decode(value: Plain, place: Where) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) != len(inner):
            raise _wrong(place, f"{len(inner)}個の配列")
        return tuple(
            codec.decode(item, (place, at)) for at, (codec, item) in enumerate(zip(inner, value, strict=True))
        )

    return Codec(
        lambda value: [codec.encode(item) for codec, item in zip(inner, value, strict=True)],
        decode,
        lambda known: {
            "type": "array",
            "prefixItems": [codec.schema(known) for codec in inner],
            "minItems": len(inner),
            "maxItems": len(inner),
        },
    )


class _Field(Struct, frozen=True):
    codec: Codec
    default: Any
    # Types of plain values that are already what the codec would make of them.
    as_they_are: frozenset[type]


def _find_plain(kind: Any) -> frozenset[type]:
    optional = NoneType in get_args(kind)
    return frozenset(
        plain
        for plain, allowed in ((str, kind is str), (bool, kind is bool), (NoneType, optional))
        if allowed
    )


def _record(kind: type) -> Codec:
    @cache
    def parts() -> dict[str, _Field]:
        hints = get_type_hints(kind)
        given = ((item.name, item.default) for item in fields(kind))
        return {
            name: _Field(find_codec(hints[name]), default, _find_plain(hints[name]))
            for name, default in given
        }

    @cache
    def required_parts() -> frozenset[str]:
        return frozenset(name for name, part in parts().items() if part.default is NODEFAULT)

    def encode(value: Any) -> Plain:
        found: dict[str, Plain] = {}
        for name, part in parts().items():
            held = getattr(value, name)
            if part.default is NODEFAULT or held != part.default:
                found[name] = part.codec.encode(held)
        return found

    def decode(value: Plain, place: Where) -> Any:
        if not isinstance(value, dict):
            raise _wrong(place, "オブジェクト")
        known, required = parts(), required_parts()
        # What is not understood is never dropped silently: the next writing would lose it.
        if not value.keys() <= known.keys():
            odd = next(name for name in value if name not in known)
            raise ExchangeError(
                f"計画ファイルの「{_render_place(place)}」に知らない項目「{odd}」があります。"
            )
        if not required <= value.keys():
            lost = next(name for name in known if name in required and name not in value)
            raise ExchangeError(f"計画ファイルの「{_render_place(place)}」に項目「{lost}」がありません。")
        held = {
            # Texts and absent things, half of all fields, need no look at what they are.
            name: item
            if type(item) in (part := known[name]).as_they_are
            else part.codec.decode(item, (place, name))
            for name, item in value.items()
        }
        try:
            return kind(**held)
        except ValueError as error:
            name = _render_place(place)
            raise ExchangeError(f"計画ファイルの「{name}」の内容に矛盾があります（{error}）。") from error

    def schema(known: dict[str, Plain]) -> Plain:
        if kind.__name__ not in known:
            described: dict[str, Plain] = {}
            known[kind.__name__] = described  # first the place, then the contents: a node holds nodes
            described.update(_describe_record(kind, parts(), known))
        return {"$ref": f"#/$defs/{kind.__name__}"}

    return Codec(encode, decode, schema)


def _describe_record(kind: type, parts: dict[str, _Field], known: dict[str, Plain]) -> dict[str, Plain]:
    return {
        "type": "object",
        "description": (kind.__doc__ or "").strip().splitlines()[0],
        "properties": {name: part.codec.schema(known) for name, part in parts.items()},
        "required": [name for name, part in parts.items() if part.default is NODEFAULT],
        "additionalProperties": False,
    }


def render_schema() -> dict[str, Plain]:
    """The JSON Schema (draft 2020-12) of the format, made from the same codecs that read and write it."""
    known: dict[str, Plain] = {}
    plan = find_codec(Plan).schema(known)
    evaluation = {
        "type": "object",
        "description": "Derived from the plan for people who only look; ignored on reading.",
        "properties": {
            "indicator": {"type": "string"},
            "year": _YEAR.schema(known),
            "rate": _SCALARS[Fraction].schema(known),
            "mark": {"type": "string"},
            "final_mark": {"type": "string"},
            "explanation": {"type": "string"},
        },
        "required": ["indicator", "year"],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Shirube plan",
        "description": "しるべの計画ファイル。省いた項目は既定値です。数は文字列で書きます。",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "plan": plan,
            "evaluations": {"type": "array", "items": evaluation},
        },
        "required": ["format", "version", "plan"],
        "$defs": dict(sorted(known.items())),
    }
