"""Addresses of the site: a contract, links are shared (architecture.md, "Addresses")."""

from django.contrib import admin
from django.urls import include, path

from territoires import health, views
from territoires.styleguide import styleguide

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("newsletter.urls")),
    path("", include("opendata.urls")),
    path("", include("handouts.urls")),
    path("", include("articles.urls")),
    path("", include("events.urls")),
    path("", include("initiatives.urls")),
    path("", include("moderation.urls")),
    path("", include("contact.urls")),
    path("", include("places.urls")),
    path("", include("photos.urls")),
    path("territoires/", views.territory_list, name="territory_list"),
    path("territoires/<slug:kind>/<slug:code>/", views.territory_page, name="territory"),
    path(
        "territoires/<slug:kind>/<slug:code>/portrait/", views.territory_portrait, name="territory_portrait"
    ),
    path("a-propos/", views.about, name="about"),
    path("charte/", views.charter, name="charter"),
    path("cercle/", views.circle, name="circle"),
    path("plan-du-site/", views.site_plan, name="site_plan"),
    path("rejoindre/", views.join, name="join"),
    path("mentions-legales/", views.legal, name="legal"),
    path("confidentialite/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("guide-de-style/", styleguide, name="styleguide"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", views.sitemap_part, name="sitemap"),
    path("sante/vivant", health.alive, name="alive"),
    path("sante/pret", health.ready, name="ready"),
    path("admin/", include("contributors.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "territoires.errors.bad_request"
handler403 = "territoires.errors.permission_denied"
handler404 = "territoires.errors.page_not_found"
handler500 = "territoires.errors.server_error"
