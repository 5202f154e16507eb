"""The entry of the server (WSGI): ``shirube.conf.server:application``."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shirube.conf.settings")

application = get_wsgi_application()
