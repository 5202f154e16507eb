"""The tables as a Django application."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """Named "store", so that tables are called store_planrow and so on."""

    name = "shirube.store"
    label = "store"
    verbose_name = "データ"
    default_auto_field = "django.db.models.BigAutoField"
