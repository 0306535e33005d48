"""Rows of the database as what they stand for, and values in SQL's brackets."""

from collections.abc import Callable, Iterable
from dataclasses import Field, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import ClassVar, Protocol, TypeVar, get_args, get_type_hints

from records.engine.store import Row
from records.engine.timestamps import from_iso


class Dataclass(Protocol):
    """Any of them, as dataclasses itself knows one."""

    __dataclass_fields__: ClassVar[dict[str, Field[object]]]


T = TypeVar("T", bound=Dataclass)


def record(kind: type[T], row: Row, **own: object) -> T:
    """A dataclass, each field from the column of its name; `own` are those that no column has.

    By its type a field is a moment, a flag or a code; any other is as the column has it. Raises
    TypeError for one of `own` that is no field.
    """
    read = {
        name: reader(row[name]) if reader else row[name]
        for name, reader in _readers(kind)
        if name not in own
    }
    return kind(**read, **own)


def in_brackets(values: Iterable[object]) -> tuple[str, dict[str, object]]:
    """What stands within `IN (…)`, and the values that it names."""
    named = {f"in{at}": value for at, value in enumerate(values)}
    return ", ".join(f":{name}" for name in named), named


@cache
def _readers(kind: type[T]) -> list[tuple[str, Callable[..., object] | None]]:
    types = get_type_hints(kind)
    return [(one.name, _reader(types[one.name])) for one in fields(kind)]


def _reader(kind: object) -> Callable[..., object] | None:
    if isinstance(kind, UnionType):
        some, *others = get_args(kind)
        read = _reader(some) if others == [NoneType] else None
        if read is None:
            return None
        return lambda value: None if value is None else read(value)
    if kind is datetime:
        return from_iso
    if isinstance(kind, type) and issubclass(kind, StrEnum | bool):
        return kind
    return None
