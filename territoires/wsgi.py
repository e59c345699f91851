"""The site for a WSGI server: `gunicorn` at the root of the project, or `make run`."""

import os

from django.core.wsgi import get_wsgi_application

from territoires.bad_input import ContentTypeGuard

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "territoires.settings")

application = ContentTypeGuard(get_wsgi_application())

from territoires.checks import refuse_incomplete_site  # noqa: E402 - needs the applications loaded

refuse_incomplete_site()
