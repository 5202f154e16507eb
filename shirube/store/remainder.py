"""The fields of a core value that have no column of their own, as JSON in the exchange format."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, TypeVar

from shirube.core.exchange import Codec, find_codec

Value = TypeVar("Value")


def _codec_of(kind: Any) -> Codec:
    return find_codec(kind)


def encode_rest(value: object, without: Collection[str]) -> str:
    """Every field of a value but those named, which stand in columns or in rows of their own."""
    held = _codec_of(type(value)).encode(value)
    rest = {name: item for name, item in held.items() if name not in without}
    return json.dumps(rest, ensure_ascii=False) if rest else "{}"


def decode_rest(kind: type[Value], rest: str, **columns: Any) -> Value:
    """The value again; ``columns`` are the fields that stood in columns, in the exchange format."""
    found: Value = _codec_of(kind).decode({**json.loads(rest), **columns}, kind.__name__)
    return found


def encode_value(value: object) -> str:
    """A whole value as JSON."""
    return json.dumps(_codec_of(type(value)).encode(value), ensure_ascii=False)


def decode_value(kind: type[Value], text: str) -> Value:
    """The value that ``encode_value`` wrote."""
    found: Value = _codec_of(kind).decode(json.loads(text), kind.__name__)
    return found


def encode_values(values: Collection[object]) -> str:
    """Several values as a JSON list; "" for none."""
    return (
        json.dumps([_codec_of(type(item)).encode(item) for item in values], ensure_ascii=False)
        if values
        else ""
    )


def decode_values(kind: type[Value], text: str) -> tuple[Value, ...]:
    """The values that ``encode_values`` wrote."""
    codec = _codec_of(kind)
    return tuple(codec.decode(item, kind.__name__) for item in json.loads(text)) if text else ()
