"""How far an initiative has come, and how wide it works."""

from django.db import models


class Stage(models.TextChoices):
    """How far an initiative has come."""

    IDEA = "idee", "Idée"
    EMERGING = "emergence", "En émergence"
    ACTIVE = "activite", "En activité"
    SPREADING = "essaime", "Essaime"
    ENDED = "terminee", "Terminée"


class Scale(models.TextChoices):
    """How wide an initiative works."""

    NEIGHBOURHOOD = "quartier", "Quartier"
    COMMUNE = "commune", "Commune"
    INTERCOMMUNALITY = "intercommunalite", "Intercommunalité"
    DEPARTMENT = "departement", "Département"
    REGION = "region", "Région"
    NATIONAL = "national", "Pays entier"
