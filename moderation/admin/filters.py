"""Filters of the lists of sheets."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from moderation.admin.territories import moderator
from moderation.models import Claim, Question, Status

ALL = "toutes"


class StatusFilter(admin.SimpleListFilter):
    """The queue when nothing is asked; every status when words are searched."""

    title = "statut"
    parameter_name = "statut"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        """Read whether the visitor searches words."""
        super().__init__(request, params, model, model_admin)
        self._default = ALL if request.GET.get(SEARCH_VAR) else Status.PENDING.value

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the statuses, the queue first."""
        queue = (Status.PENDING.value, "en attente")
        return [queue, *(choice for choice in Status.choices if choice[0] != Status.PENDING), (ALL, "toutes")]

    @property
    def chosen(self) -> str:
        """The status shown, or `ALL`."""
        value = self.value()
        return value if value in Status.values or value == ALL else self._default

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Yield one link for each status; none stands for "no filter", which means the queue."""
        for value, label in self.lookup_choices:
            yield {
                "selected": self.chosen == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label.capitalize(),
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the sheets of the chosen status."""
        return queryset if self.chosen == ALL else queryset.filter(status=self.chosen)


class ClaimFilter(admin.SimpleListFilter):
    """What is taken, and by whom."""

    title = "prise par"
    parameter_name = "prise"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("moi", "Moi"), ("autres", "Quelqu’un d’autre"), ("libre", "Personne")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Limit the list."""
        claims = Claim.objects.of_kind(queryset.model).standing()
        mine = claims.filter(user=moderator(request)).values("object_id")
        match self.value():
            case "moi":
                return queryset.filter(pk__in=mine)
            case "autres":
                return queryset.filter(pk__in=claims.values("object_id")).exclude(pk__in=mine)
            case "libre":
                return queryset.exclude(pk__in=claims.values("object_id"))
            case _:
                return queryset


class QuestionFilter(admin.SimpleListFilter):
    """Whether its author was asked something, and answered."""

    title = "question"
    parameter_name = "question"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the choices."""
        return [("repondue", "Réponse reçue"), ("posee", "Sans réponse encore")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Limit the list."""
        match self.value():
            case "repondue":
                content_type = ContentType.objects.get_for_model(queryset.model)
                answered = Question.objects.filter(
                    content_type=content_type, object_id=OuterRef("pk"), answered_at__isnull=False
                )
                return queryset.filter(Exists(answered), question_asked_at=None)
            case "posee":
                return queryset.filter(question_asked_at__isnull=False)
            case _:
                return queryset
