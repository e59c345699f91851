"""Persons who contribute without an account."""

from django.db import IntegrityError, models, transaction
from django.db.models.functions import Lower
from django.utils import timezone


class ContributorQuerySet(models.QuerySet["Contributor"]):
    """Sets of contributors."""

    def with_address(self, email: str) -> "Contributor | None":
        """Return who has this e-mail address, whatever its case, or None."""
        # As the unique index compares them: `iexact` compares in upper case, and would read the whole table.
        return self.annotate(lowered=Lower("email")).filter(lowered=email.lower()).first()

    def meet(self, *, email: str, name: str = "") -> "Contributor":
        """Return the person of this address, new or known, locked, so that no purge takes them away meanwhile.

        A name typed now replaces the one on record only as long as nobody proved to read that address.
        """
        known = self.select_for_update().with_address(email)
        if known is None:
            try:
                with transaction.atomic():
                    return self.create(email=email, name=name)
            except IntegrityError:  # another form of the same person, at the same moment
                known = self.select_for_update().with_address(email)
                if known is None:
                    raise
        if name and known.confirmed_at is None:
            known.name = name
            known.save(update_fields=["name"])
        return known


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

    def confirm(self) -> None:
        """Know from now on that this person reads their address: they hold a link that was mailed to it."""
        if self.confirmed_at is None:
            self.confirmed_at = timezone.now()
            self.save(update_fields=["confirmed_at"])
