"""Departments, and the overseas collectivities that stand for one."""

from django.db import models

from places.models.place import Place
from places.models.region import Region


class Department(Place):
    """A department, or an overseas collectivity, which then has no region.

    `latitude` and `longitude` (degrees WGS 84) are the mean of its communes' positions, weighted by inhabitants.
    """

    level = "departement"

    code = models.CharField(primary_key=True, max_length=3)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="departments", verbose_name="région"
    )
    outline = models.JSONField("contour", null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta(Place.Meta):
        verbose_name = "département"
