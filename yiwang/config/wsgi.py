"""The WSGI application of the door that `YIWANG_DOOR` names."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - views, forms and pages are loaded now, not inside somebody's request
import_module("yiwang.config.readying").make_ready(os.environ.get("YIWANG_DOOR", ""))
