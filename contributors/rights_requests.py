"""The register of requests about personal data: what people do by themselves, and what is forgotten in time."""

from django.db import transaction
from django.utils import timezone

from contributors.models import RightsRequest
from contributors.models.rights_request import KEPT, PERSON_KEPT


def note_self_service(*, kind: str, done: str) -> RightsRequest:
    """Write down that a person obtained what they wanted from the site at once; `done` (French) names nobody."""
    today = timezone.localdate()
    return RightsRequest.objects.create(
        kind=kind, way=RightsRequest.Way.SITE, received_on=today, closed_on=today, done=done
    )


@transaction.atomic
def purge_requests() -> dict[str, int]:
    """Forget who asked, six months after the answer, and the request itself after five years; return how many."""
    today = timezone.localdate()
    named = RightsRequest.objects.filter(closed_on__lte=today - PERSON_KEPT).exclude(person="")
    return {
        "requests": RightsRequest.objects.filter(closed_on__lte=today - KEPT).delete()[0],
        "names in requests": named.update(person=""),
    }
