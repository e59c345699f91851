"""What `initiatives_refresh` has to know of the settings."""

from django.db import models


class ProjectionRule(models.Model):
    """The one row that tells the database which relations listings, pins and cards show.

    SQL reads no settings: `initiatives.relating.visibility` keeps this row in line with them.
    """

    shows_declared = models.BooleanField(db_default=True)

    class Meta:
        verbose_name = "règle de ce que montrent les listes"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="projection_rule_alone")]

    def __str__(self) -> str:
        return "règle"
