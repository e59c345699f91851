"""What waits for a moderator besides sheets: answers, reports, and what other modules register.

A module that has something to show adds a source, once, from the `ready` of its application or beside its admin:
`desk.register("moderation.change_report", reports_line)`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from contributors.models import User
from moderation.models import Proposal, Question, Report, Sheet
from moderation.queue import MOST, list_url


@dataclass(frozen=True)
class Line:
    """Something that waits."""

    name: str
    """What it is, in the plural: « signalements »."""
    url: str
    """Where it is dealt with."""
    count: int
    """How many; at most 10,001, which says « plus de 10 000 »."""
    since: datetime | None
    """Since when the oldest waits; None when nothing does."""

    @property
    def is_cut(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > MOST


# What gives the line of one person. It must limit itself to that person's territories and themes, in few queries.
Source = Callable[[User], Line]
_SOURCES: dict[str, tuple[str, Source]] = {}


def register(permission: str, source: Source) -> None:
    """Add a source to the desk of whoever has this permission (`moderation.change_report`)."""
    _SOURCES[f"{source.__module__}.{source.__qualname__}"] = (permission, source)


def lines_of(user: User, kinds: Iterable[type[Sheet]]) -> list[Line]:
    """Return what waits for this person besides sheets, those where something waits; `kinds` are those they may see."""
    lines = answers_lines(kinds, user)
    lines += [source(user) for permission, source in _SOURCES.values() if user.has_perm(permission)]
    return [line for line in lines if line.count]


def answers_lines(kinds: Iterable[type[Sheet]], user: User) -> list[Line]:
    """Return, for each kind where there are some, the sheets that wait and whose author has answered what was asked."""
    types = {kind: ContentType.objects.get_for_model(kind) for kind in kinds}
    answered = [_answered(kind, user) for kind in types]
    found = answered[0].union(*answered[1:], all=True) if answered else []
    rows = {row["content_type"]: row for row in found}
    return [
        Line(
            name=f"réponses reçues ({kind._meta.verbose_name_plural})",
            url=f"{list_url(kind)}?question=repondue",
            count=row["count"],
            since=row["since"],
        )
        for kind, content_type in types.items()
        if (row := rows.get(content_type.pk))
    ]


def _answered(kind: type[Sheet], user: User) -> QuerySet:
    """Return how many sheets of a kind have an answer, and since when, as a row of one question about all kinds."""
    waiting = kind._default_manager.moderated_by(user).pending().order_by().filter(question_asked_at=None)
    answers = Question.objects.filter(
        content_type=ContentType.objects.get_for_model(kind),
        answered_at__isnull=False,
        object_id__in=waiting.values("pk"),
    )
    return (
        answers.order_by()
        .values("content_type")
        .annotate(count=Count("object_id", distinct=True), since=Min("answered_at"))
    )


def reports_line(user: User) -> Line:
    """Return the reports of visitors that nobody dealt with yet."""
    return _line("signalements", "report", Report.objects.waiting().moderated_by(user), "created_at")


def proposals_line(user: User) -> Line:
    """Return the changes that visitors propose and nobody decided about yet."""
    waiting = Proposal.objects.waiting().moderated_by(user)
    return _line("modifications proposées", "proposal", waiting, "queued_at")


def _line(name: str, model: str, waiting: QuerySet, since: str) -> Line:
    found = waiting.order_by().aggregate(count=Count("pk"), since=Min(since))
    url = reverse(f"admin:moderation_{model}_changelist")
    return Line(name=name, url=url, count=found["count"], since=found["since"])


register("moderation.view_proposal", proposals_line)
register("moderation.view_report", reports_line)
