"""What the public list of actors reads: a narrow table derived from published actors, written by SQL alone."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

# Of each kind an index by name: associations begin with « Association », and one kind would be sought among all.
KINDS = ("personne", "collectif", "association", "collectivite", "entreprise", "reseau", "ecole", "lieu")


class ActorListing(models.Model):
    """One published actor, as the list reads it.

    `keys` are facts to filter by, as those of `Listing`: `type:association`, `theme:3` (its own, or those of its
    initiatives when it names none), `tag:12` (what it knows how to do), and the territories, with those that hold them,
    where it is based, where it says it acts, and where its initiatives are.
    """

    actor = models.OneToOneField(
        "initiatives.Actor", models.CASCADE, primary_key=True, related_name="listing"
    )
    name_key = models.TextField()
    words = models.TextField()  # name, summary and skills, folded; a space before each word
    keys = ArrayField(models.TextField())

    class Meta:
        indexes = [
            models.Index(fields=["name_key", "actor"], name="actor_listing_name"),
            GinIndex(fields=["keys"], name="actor_listing_keys"),
            GinIndex(OpClass("words", "gin_trgm_ops"), name="actor_listing_words"),
            *(
                models.Index(
                    fields=["name_key", "actor"],
                    condition=Q(keys__contains=[f"type:{kind}"]),
                    name=f"actor_listing_{kind}",
                )
                for kind in KINDS
            ),
        ]

    def __str__(self) -> str:
        return self.name_key
