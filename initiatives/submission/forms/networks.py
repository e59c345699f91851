"""The networks that an actor says it is a member of: chosen by name among those of the directory."""

from typing import Any, cast

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import F

from contributors.fields import CleanCharField
from contributors.parts import Part
from initiatives.models import Actor
from initiatives.submission.forms.carrier import described, published_actors
from places.folding import Fold, fold

MOST_NETWORKS = 3
NAME_LENGTH = 120
SUGGESTED = 5


def _name() -> CleanCharField:
    return CleanCharField(
        label="Réseau",
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _choice() -> forms.ChoiceField:
    return forms.ChoiceField(label="Lequel est-ce\u202f?", required=False, widget=forms.RadioSelect)


class NetworksForm(Part):
    """Three names at most; one that several networks have, or none, comes back with a list to choose from."""

    network_1, network_1_choice = _name(), _choice()
    network_2, network_2_choice = _name(), _choice()
    network_3, network_3_choice = _name(), _choice()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.networks: list[Actor] = []
        self.offered: dict[str, list[Actor]] = {}
        for rank, name in enumerate(self.names, 1):
            self.fields[name].label = "Premier réseau" if rank == 1 else f"Réseau {rank}"
            if self.is_bound and self.data.get(self.add_prefix(f"{name}_choice")):
                self._offer(name, self.data.get(self.add_prefix(name), "")[:NAME_LENGTH])

    @property
    def names(self) -> list[str]:
        """The controls in which a name is typed."""
        return [f"network_{rank}" for rank in range(1, MOST_NETWORKS + 1)]

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        """The controls as the page shows them: a name, and what to choose from when there is something."""
        return [
            (self[name], self[f"{name}_choice"] if self.offered.get(name) else None) for name in self.names
        ]

    def clean(self) -> dict[str, Any]:
        """Find the networks that are meant; set `networks`, each once."""
        cleaned = super().clean() or self.cleaned_data
        found = [self._find(name, cleaned) for name in self.names if cleaned.get(name)]
        self.networks = list(dict.fromkeys(network for network in found if network))
        return cleaned

    def _find(self, name: str, cleaned: dict[str, Any]) -> Actor | None:
        """Return the network of which the name was typed or that was chosen; None, and a word of it, without one."""
        typed, chosen = cleaned[name], cleaned.get(f"{name}_choice", "")
        known = list(published_actors(typed).filter(kind=Actor.Kind.NETWORK)[:SUGGESTED])
        self.forget_errors(f"{name}_choice")
        if len(known) == 1:
            return known[0]
        self._offer(name, typed)
        if chosen:
            return next((network for network in self.offered[name] if str(network.pk) == chosen), None)
        quoted = f"«\u00a0{typed}\u00a0»"
        if known:
            self.add_error(f"{name}_choice", f"Plusieurs réseaux s’appellent {quoted}\u00a0: dites lequel.")
        elif self.offered[name]:
            self.add_error(
                f"{name}_choice", f"{quoted} n’est pas dans l’annuaire. Est-ce l’un de ceux-ci\u202f?"
            )
        else:
            self.add_error(
                name,
                f"{quoted} n’est pas un réseau de l’annuaire\u00a0: vérifiez son nom, ou effacez-le. "
                "Vous pourrez l’ajouter plus tard.",
            )
        return None

    def _offer(self, name: str, typed: str) -> None:
        """Offer the networks that what was typed may mean."""
        self.offered[name] = networks_like(typed)
        field = cast("forms.ChoiceField", self.fields[f"{name}_choice"])
        field.choices = [(str(network.pk), described(network)) for network in self.offered[name]]


def networks_like(text: str) -> list[Actor]:
    """Return a few published networks whose name is this one, or is spelt nearly so, the nearest first."""
    key = fold(text)
    if len(key) < 2:
        return []
    # The index of trigrams is read for `%`, whose threshold is that of PostgreSQL: 0.3.
    networks = Actor.objects.published().filter(kind=Actor.Kind.NETWORK).alias(name_key=Fold(F("name")))
    near = networks.filter(name_key__trigram_similar=key).annotate(
        likeness=TrigramSimilarity("name_key", key)
    )
    return list(near.select_related("commune").order_by("-likeness", "pk")[:SUGGESTED])
