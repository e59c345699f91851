"""The map of what comes: a circle for each department, drawn by the server as those of initiatives are."""

from django.db.models import Count
from django.utils.safestring import SafeString

from events.models import Event
from events.models.occurrence import today_begins
from initiatives.svg_map import SvgMap
from moderation import caching
from places.addresses import address
from places.models import Department

KEPT = 600  # seconds: it counts every meeting to come


def drawing() -> SafeString:
    """Return the map of all meetings to come; nothing when there are none at a place. Each circle leads to a list."""
    found: SafeString = caching.kept_for(KEPT, "map of meetings", _draw)
    return found


def _draw() -> SafeString:
    coming = Event.objects.published().filter(over_at__gte=today_begins(), commune__isnull=False).order_by()
    counts = dict(coming.values_list("commune__department").annotate(Count("pk")))
    if not counts:
        return SafeString()
    departments = Department.objects.defer("outline")
    drawn = SvgMap.by_department(counts, departments, address=address("event_list"))
    return drawn.drawn(label="Rencontres à venir par département", noun="rencontre")
