"""The widest level."""

from django.db import models

from places.models.place import Place


class Region(Place):
    """One of the 18 regions; `outline` is a GeoJSON MultiPolygon once official figures are loaded."""

    level = "region"

    code = models.CharField(primary_key=True, max_length=3)
    outline = models.JSONField("contour", null=True, blank=True)

    class Meta(Place.Meta):
        verbose_name = "région"
