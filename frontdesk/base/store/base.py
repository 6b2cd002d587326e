"""The declarative base and the column types that keep money and quantities exact."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, MetaData, Numeric, String
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator, TypeEngine

from frontdesk.base.values.money import Money


class MoneyType(TypeDecorator[Money]):
    """Whole fen in an integer column (M1.1)."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = Integer() if dialect.name == "sqlite" else BigInteger()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Money | None, dialect: Dialect) -> int | None:
        return None if value is None else value.fen

    def process_result_value(self, value: Any, dialect: Dialect) -> Money | None:
        # PostgreSQL sums bigints into numeric, so the driver hands back a Decimal for a sum.
        return None if value is None else Money(int(value))


class ExactType(TypeDecorator[Decimal]):
    """A price or quantity: text in SQLite, which would make a float of it, NUMERIC elsewhere."""

    impl = String
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = String(40) if dialect.name == "sqlite" else Numeric(20, 6)
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError("a float may not enter the database")
        return format(value, "f") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        number = Decimal(str(value)).normalize()
        # 89.6 and 90 read back as they were meant, never as 9E+1.
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


class StampType(TypeDecorator[datetime]):
    """An instant in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("a stamp needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


W = TypeVar("W", bound=StrEnum)


def words(kind: type[W]) -> Enum:
    """A column that holds the value (the Chinese word or short code) of a StrEnum, as plain text."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=24,
        values_callable=lambda members: [m.value for m in members],
    )


class Base(DeclarativeBase):
    """Every mapped table of the program."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        Money: MoneyType,
        Decimal: ExactType,
        datetime: StampType,
    }
