"""What is told of the sheets of large territories and of themes, counted each night: derived, like listings."""

from django.db import models


class Vitality(models.Model):
    """Of the sheets of a frequent key: how many actors take part in them, how many were verified or appeared lately."""

    within = models.TextField(primary_key=True, db_collation="C")
    actors = models.IntegerField()
    fresh = models.IntegerField()

    def __str__(self) -> str:
        return self.within


class ActorRank(models.Model):
    """In how many of the sheets of a frequent key an actor takes part; of each key, those with most only."""

    pk = models.CompositePrimaryKey("within", "actor")
    within = models.TextField(db_collation="C")
    actor = models.ForeignKey("initiatives.Actor", models.CASCADE, related_name="+")
    count = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.within}, {self.actor_id}\u00a0: {self.count}"
