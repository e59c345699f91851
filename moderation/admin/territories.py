"""What a moderator sees and touches: the sheets of their territories, whatever the way in (security.md, case 43)."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Field, ModelChoiceField
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from contributors.models import User
from moderation.models import Sheet, SheetQuerySet


def moderator(request: HttpRequest) -> User:
    """Return who is logged in. Raises PermissionDenied for a visitor."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class LabelledChoiceField(ModelChoiceField):
    """Tells homonyms apart: communes by their department."""

    def label_from_instance(self, obj: models.Model) -> str:
        """Return the label of an object that has one, its name otherwise."""
        return str(getattr(obj, "label", obj))


class TerritorialChoices(BaseModelAdmin):
    """Offers and accepts, where a sheet is chosen, those of the moderator's territories only."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Field | None:
        """Offer no red cross beside a choice: what is chosen here is not deleted from here."""
        formfield = super().formfield_for_dbfield(db_field, request, **kwargs)
        if formfield is not None and isinstance(formfield.widget, RelatedFieldWidgetWrapper):
            formfield.widget.can_delete_related = False
        return formfield

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField | None:
        """Limit the choice: the list that is offered and the value that is sent are checked by the same QuerySet."""
        kwargs.setdefault("form_class", LabelledChoiceField)
        related = db_field.related_model
        if isinstance(related, type) and issubclass(related, Sheet):
            kwargs.setdefault("queryset", related._default_manager.moderated_by(moderator(request)))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class TerritorialAdmin(TerritorialChoices, admin.ModelAdmin):
    """Knows nothing outside the moderator's territories.

    Lists, pages by number, bulk actions, look-ups, history and deletion all start from `get_queryset`.
    """

    def get_queryset(self, request: HttpRequest) -> SheetQuerySet:
        """Return the sheets of the moderator's territories."""
        sheets: Any = super().get_queryset(request)
        return sheets.moderated_by(moderator(request))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the sheet of this number. Raises Http404 when it does not exist, or not for this moderator."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def address(self, page: str, *args: object) -> str:
        """Return the address of a page about this kind, such as `changelist`, `change` or `history`."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def admin_page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
        """Return a page of ours inside the admin."""
        shell = {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, template, shell | context)


class PartOfSheet(TerritorialChoices, InlineModelAdmin):
    """Rows that belong to a sheet: who may change the sheet may add, change and remove them, nobody else."""

    extra = 0

    def _may_edit(self, request: HttpRequest, sheet: Sheet | None) -> bool:
        owner = self.admin_site.get_model_admin(self.parent_model)
        if sheet is None:
            return owner.has_add_permission(request)
        return owner.has_change_permission(request, sheet)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether rows may be added."""
        return self._may_edit(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether rows may be changed."""
        return self._may_edit(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether rows may be removed."""
        return self._may_edit(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Tell whether rows are shown."""
        return self.admin_site.get_model_admin(self.parent_model).has_view_permission(request, obj)
