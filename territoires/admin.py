"""The admin's front page: what waits, first."""

from django.contrib import admin


class AdminSite(admin.AdminSite):
    """Django's admin with the moderation queue on its index."""

    site_header = "Territoires contributifs : modération"
    site_title = "Modération"
    index_title = "Ce qui attend"
    enable_nav_sidebar = True
