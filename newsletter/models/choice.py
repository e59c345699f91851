"""What subscriptions, mailing lists and letters to them have in common: what is told, and how often."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from newsletter.periods import Rhythm
from newsletter.selection import Selection

MOST_TERRITORIES = 5


class Choice(models.Model):
    """Territories, themes, sections and rhythm. Lists are sorted, so that equal choices are equal rows."""

    territories = ArrayField(
        models.CharField(max_length=40), verbose_name="territoires", default=list, blank=True
    )
    themes = ArrayField(models.BigIntegerField(), verbose_name="thèmes", default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=20), verbose_name="rubriques", default=list, blank=True)
    rhythm = models.CharField("rythme", max_length=7, choices=Rhythm, default=Rhythm.WEEKLY)

    class Meta:
        abstract = True

    def choose(self, selection: Selection, rhythm: str) -> None:
        """Take these choices, in their one order. The caller saves."""
        self.territories = sorted(set(selection.territories))
        self.themes = sorted(set(selection.themes))
        self.kinds = sorted(set(selection.kinds))
        self.rhythm = rhythm

    @property
    def selection(self) -> Selection:
        """What its letters tell of."""
        return Selection(tuple(self.territories), tuple(self.themes), tuple(self.kinds))
