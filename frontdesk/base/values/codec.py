"""Frozen dataclasses to plain JSON values and back: what an issued paper shows is stored in this shape.

Amounts, decimals, days and months become strings, so that no float and no machine setting touches them.
`from_plain(cls, to_plain(x)) == x` for every type named here: str, int, bool, None, Money, Decimal, date,
datetime, time, Month, Enum, tuples, mappings with text keys, Optional, and dataclasses of these.
"""

from __future__ import annotations

import json
import types
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """*value* as dicts, lists, strings, ints, bools and None. A float or an unknown type raises TypeError."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, Money):
        return value.plain
    if isinstance(value, (Decimal, Month)):
        return str(value)
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    raise TypeError(f"cannot store a {type(value).__name__}")


def from_plain(cls: type[T], data: object) -> T:
    """A *cls* from what `to_plain` made of one.

    A field that is missing takes its default, so that papers stored before the field existed still read.
    Raises ValueError, naming the place, for a missing field without default, an unknown field or a wrong type.
    """
    return cast(T, _read(cls, data, cls.__name__))


def to_json(value: object) -> str:
    """`to_plain` as JSON text with sorted keys: the same value gives the same text."""
    return json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(cls: type[T], text: str) -> T:
    """`from_plain` of JSON text."""
    return from_plain(cls, json.loads(text))


@cache
def _shape(cls: Hashable) -> tuple[tuple[Field[Any], Any], ...]:
    assert isinstance(cls, type)
    assert is_dataclass(cls)
    hints = get_type_hints(cls)
    return tuple((f, hints[f.name]) for f in fields(cls) if f.init)


def _read(kind: Any, data: Any, place: str) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_union(get_args(kind), data, place)
    if origin is tuple:
        return _read_tuple(get_args(kind), data, place)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        _, item = get_args(kind)
        return {
            key: _read(item, value, f"{place}.{key}") for key, value in _expect(dict, data, place).items()
        }
    if is_dataclass(kind) and kind not in (Money, Month):
        return _read_dataclass(cast(type[Any], kind), data, place)
    return _read_simple(kind, data, place)


def _read_union(kinds: tuple[Any, ...], data: Any, place: str) -> Any:
    others = [k for k in kinds if k is not types.NoneType]
    if data is None and len(others) < len(kinds):
        return None
    if len(others) != 1:
        raise ValueError(f"{place}: a union of several types cannot be read back")
    return _read(others[0], data, place)


def _read_tuple(kinds: tuple[Any, ...], data: Any, place: str) -> tuple[Any, ...]:
    items = _expect(list, data, place)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], item, f"{place}[{i}]") for i, item in enumerate(items))
    if len(items) != len(kinds):
        raise ValueError(f"{place}: {len(kinds)} values expected, {len(items)} found")
    return tuple(
        _read(k, item, f"{place}[{i}]") for i, (k, item) in enumerate(zip(kinds, items, strict=True))
    )


def _read_dataclass(cls: type[Any], data: Any, place: str) -> Any:
    given = dict(_expect(dict, data, place))
    values = {}
    for field, kind in _shape(cast(Hashable, cls)):
        if field.name in given:
            values[field.name] = _read(kind, given.pop(field.name), f"{place}.{field.name}")
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"{place}.{field.name}: missing")
    if given:
        raise ValueError(f"{place}: unknown {', '.join(sorted(given))}")
    return cls(**values)


def _read_simple(kind: Any, data: Any, place: str) -> Any:
    try:
        if kind is Any or kind is object:
            return data
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(data)
        if kind is Money:
            return Money.yuan(_expect(str, data, place))
        if kind is Month:
            return Month.parse(_expect(str, data, place))
        if kind is Decimal:
            return Decimal(_expect(str, data, place))
        if kind in (date, datetime, time):
            return kind.fromisoformat(_expect(str, data, place))
    except (ArithmeticError, ValueError) as error:
        raise ValueError(f"{place}: {data!r} is no {kind.__name__}") from error
    return _expect(kind, data, place)


def _expect(kind: type[Any], data: Any, place: str) -> Any:
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise ValueError(f"{place}: a {kind.__name__} expected, {type(data).__name__} found")
    return data
