"""Addresses of what can be taken away."""

from django.urls import path

from opendata.views import embeds, exports, feeds, oembed, pictures

urlpatterns = [
    path("donnees/", exports.data_page, name="data"),
    path("donnees/initiatives.csv", exports.initiatives_csv, name="initiatives_csv"),
    path("donnees/initiatives.geojson", exports.initiatives_geojson, name="initiatives_geojson"),
    path("donnees/acteurs.csv", exports.actors_csv, name="actors_csv"),
    path("donnees/acteurs.geojson", exports.actors_geojson, name="actors_geojson"),
    path("flux/initiatives.atom", feeds.initiatives_feed, name="initiatives_feed"),
    path("flux/", feeds.feed_list, name="feed_list"),
    path("flux/acteurs.atom", feeds.actors_feed, name="actors_feed"),
    path("oembed", oembed.oembed, name="oembed"),
    path("integrer/", embeds.embed_page, name="embed"),
    path("integrer/carte/", embeds.embed_map, name="embed_carte"),
    path("integrer/liste/", embeds.embed_list, name="embed_liste"),
    path("integrer/appels/", embeds.embed_calls, name="embed_appels"),
    path("integrer/agenda/", embeds.embed_agenda, name="embed_agenda"),
    path("integrer/fiche/", embeds.embed_sheet, name="embed_fiche"),
    path("partage/initiatives/<slug:slug>.jpg", pictures.initiative_picture, name="initiative_picture"),
    path("partage/acteurs/<slug:slug>.jpg", pictures.actor_picture, name="actor_picture"),
    path("partage/rencontres/<slug:slug>.jpg", pictures.event_picture, name="event_picture"),
    path("partage/analyses/<slug:slug>.jpg", pictures.article_picture, name="article_picture"),
    path("partage/themes/<slug:slug>.jpg", pictures.theme_picture, name="theme_picture"),
    path(
        "partage/territoires/<slug:kind>/<slug:code>.jpg",
        pictures.territory_picture,
        name="territory_picture",
    ),
]
