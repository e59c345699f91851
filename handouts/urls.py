"""Addresses of the kit for meetings."""

from django.urls import path

from handouts.views.badges import badge_page
from handouts.views.basket import basket_page
from handouts.views.printed import attendance, booklet, poster, slides

urlpatterns = [
    path("kit/", basket_page, name="kit"),
    path("kit/livret/", booklet, name="booklet"),
    path("kit/diapos/", slides, name="slides"),
    path("kit/emargement/", attendance, name="attendance_blank"),
    path("kit/badges/", badge_page, name="badges"),
    path("initiatives/<slug:slug>/affiche/", poster, name="poster"),
]
