"""Queries that refuse to run until they say of which municipality: no row of another one can slip through.

``Model.objects.of(municipality)`` opens the rows of one municipality. Rows reached from a row that is already
there (``plan.indicators.all()``) are in its scope. Which of them a person may see belongs to queries.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import models

if TYPE_CHECKING:
    from shirube.store.people import Municipality

Row = TypeVar("Row", bound=models.Model)


class UnscopedQueryError(Exception):
    """A query over rows of every municipality: a programmer forgot ``of(municipality)``."""


class ScopedQuerySet(models.QuerySet[Row]):
    """A query set that runs only after ``of()``, from a row at hand, or declared to be for everyone."""

    _scoped = False

    def of(self, municipality: Municipality | int) -> Self:
        """Only the rows of one municipality (or its id)."""
        number = municipality if isinstance(municipality, int) else municipality.pk
        found = self.filter(municipality_id=number)
        found._scoped = True
        return found

    def of_everyone(self) -> Self:
        """Rows of all municipalities: for maintenance by the operator, never for an answer to a person."""
        found = self.all()
        found._scoped = True
        return found

    def _require_scope(self) -> None:
        # A related manager names the row it starts from; that row was scoped when it was found.
        if not (self._scoped or "instance" in self._hints):  # type: ignore[attr-defined]
            raise UnscopedQueryError(f"{self.model.__name__}.objects needs .of(municipality)")

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._scoped = self._scoped
        return clone

    # Every way in which a query set reaches the database.

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._require_scope()
        super()._fetch_all()

    def iterator(self, chunk_size: int | None = None) -> Iterator[Row]:
        """As Django's, within the scope."""
        self._require_scope()
        return super().iterator(chunk_size)

    def count(self) -> int:
        """As Django's, within the scope."""
        if self._result_cache is None:
            self._require_scope()
        return super().count()

    def exists(self) -> bool:
        """As Django's, within the scope."""
        if self._result_cache is None:
            self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """As Django's, within the scope."""
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """As Django's, within the scope."""
        self._require_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """As Django's, within the scope."""
        self._require_scope()
        return super().delete()

    def explain(self, *, format: str | None = None, **options: Any) -> str:
        """As Django's, within the scope."""
        self._require_scope()
        return super().explain(format=format, **options)

    def union(self, *other: Any, all: bool = False) -> Self:
        """As Django's, of scoped queries only."""
        self._require_scope()
        for query in other:
            query._require_scope()
        return super().union(*other, all=all)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Never: nobody could tell of which municipality the rows are."""
        raise UnscopedQueryError("raw SQL has no scope")


class ScopedManager(models.Manager[Row]):
    """The manager of every table that belongs to a municipality."""

    def get_queryset(self) -> ScopedQuerySet[Row]:
        """A query set that refuses to run before it is scoped."""
        return ScopedQuerySet(self.model, using=self._db)

    def of(self, municipality: Municipality | int) -> ScopedQuerySet[Row]:
        """The rows of one municipality (or its id)."""
        return self.get_queryset().of(municipality)

    def of_everyone(self) -> ScopedQuerySet[Row]:
        """Rows of all municipalities: for maintenance by the operator, never for an answer to a person."""
        return self.get_queryset().of_everyone()

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Never: nobody could tell of which municipality the rows are."""
        raise UnscopedQueryError("raw SQL has no scope")
