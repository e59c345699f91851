"""How many people get the letter, for administrators: numbers, and nobody's address."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from newsletter.models import Delivery, Subscription
from newsletter.periods import Rhythm
from places.territory import Territory

SHOWN = 50  # territories


@dataclass
class Figures:
    """Numbers of subscribers."""

    states: list[tuple[str, int]] = field(default_factory=list)
    rhythms: list[tuple[str, int]] = field(default_factory=list)
    territories: list[tuple[str, int]] = field(default_factory=list)
    sent: int = 0
    """Letters of the last months."""
    refused: int = 0

    @property
    def tables(self) -> list[tuple[str, str, list[tuple[str, int]]]]:
        """What is shown: a title, a note, and numbers by their names."""
        several = "Une personne peut en choisir cinq. Les cinquante les plus choisis."
        return [
            ("Abonnements, par état", "", self.states),
            ("En cours, par rythme", "", self.rhythms),
            ("En cours, par territoire choisi", several, self.territories),
        ]


def figures() -> Figures:
    """Count the subscribers by state, and those whose letters leave by rhythm and territory."""
    found = Figures()
    states = dict(Subscription.objects.order_by().values_list("state").annotate(Count("pk")))
    found.states = [(str(label), states.get(value, 0)) for value, label in Subscription.State.choices]
    active = Subscription.objects.active().order_by()
    rhythms = dict(active.values_list("rhythm").annotate(Count("pk")))
    found.rhythms = [(str(label), rhythms.get(value, 0)) for value, label in Rhythm.choices]
    wanted: Counter[str] = Counter()
    for tokens, count in active.values_list("territories").annotate(Count("pk")):
        for token in tokens or [""]:
            wanted[token] += count
    found.territories = [(_named(token), count) for token, count in wanted.most_common(SHOWN)]
    deliveries = Delivery.objects.filter(is_empty=False)
    found.sent = deliveries.count()
    found.refused = deliveries.filter(refused_at__isnull=False).count()
    return found


def _named(token: str) -> str:
    if not token:
        return "toute la France"
    place = Territory.from_token(token)
    return place.label if place else token
