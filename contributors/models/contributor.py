"""Persons who contribute without an account."""

from django.db import models
from django.db.models.functions import Lower


class ContributorQuerySet(models.QuerySet["Contributor"]):
    """Sets of contributors."""

    def with_address(self, email: str) -> "Contributor | None":
        """Return who has this e-mail address, whatever its case, or None."""
        # As the unique index compares them: `iexact` compares in upper case, and would read the whole table.
        return self.annotate(lowered=Lower("email")).filter(lowered=email.lower()).first()


class Contributor(models.Model):
    """A person who sent a sheet: known by an e-mail address, never shown in public."""

    email = models.EmailField("adresse électronique", max_length=254)
    name = models.CharField("nom", max_length=120, blank=True)
    created_at = models.DateTimeField("connu depuis", auto_now_add=True)
    confirmed_at = models.DateTimeField("adresse confirmée le", null=True, blank=True)

    objects = ContributorQuerySet.as_manager()

    class Meta:
        verbose_name = "contributeur ou contributrice"
        verbose_name_plural = "contributeurs et contributrices"
        constraints = [models.UniqueConstraint(Lower("email"), name="contributor_email_unique")]

    def __str__(self) -> str:
        return self.name or self.email
