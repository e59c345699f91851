"""How often a moderator wants mails about what waits."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from contributors.models import User


class Notice(models.Model):
    """The choice of one person. Who never chose is told at once, as everybody was before there was a choice."""

    class Rhythm(models.TextChoices):
        AT_ONCE = "at_once", "Tout de suite, à chaque arrivée"
        DAILY = "daily", "Une fois par jour, s’il reste quelque chose à faire"
        WEEKLY = "weekly", "Une fois par semaine, s’il reste quelque chose à faire"
        NEVER = "never", "Jamais"

    user = models.OneToOneField("contributors.User", models.CASCADE, related_name="notice")
    rhythm = models.CharField("courriels", max_length=8, choices=Rhythm, default=Rhythm.AT_ONCE)
    # The day when the last summary was due, written or not: there is never a second one that day.
    done_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "courriels à la modération"
        verbose_name_plural = "courriels à la modération"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rhythm__in=["at_once", "daily", "weekly", "never"]),
                name="notice_rhythm_known",
            )
        ]

    def __str__(self) -> str:
        return self.get_rhythm_display()


def rhythm_of(user: "User") -> str:
    """Return the rhythm of this person, one of `Notice.Rhythm`."""
    return Notice.objects.filter(user=user).values_list("rhythm", flat=True).first() or Notice.Rhythm.AT_ONCE
