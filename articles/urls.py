"""Addresses of analyses, and of what partner sites publish."""

from django.urls import path

from articles import views
from articles.models import Article
from contact.views import write
from initiatives.views import submission
from initiatives.views.later import later
from moderation.editing_views import propose
from moderation.views import report

ARTICLE, SENT = {"kind": Article}, {"kind": "article"}

urlpatterns = [
    path("analyses/", views.article_list, name="article_list"),
    path("analyses/proposer/", submission.submit, SENT, name="article_submit"),
    path("analyses/proposer/plus-tard/<str:token>/", later, SENT, name="article_later"),
    path("analyses/proposer/relecture/<str:token>/", submission.review, SENT, name="article_review"),
    path("analyses/proposer/recu/<str:token>/", submission.receipt, SENT, name="article_receipt"),
    path("flux/analyses.atom", views.article_feed, name="article_feed"),
    path("analyses/partenaires/", views.partner_list, name="partner_list"),
    path("flux/partenaires.atom", views.partner_feed, name="partner_feed"),
    path("analyses/<slug:slug>/", views.article_page, name="article"),
    path("analyses/<slug:slug>/historique/", views.article_history, name="article_history"),
    path("analyses/<slug:slug>/modifier/", propose, ARTICLE, name="article_edit"),
    path("analyses/<slug:slug>/modifier/<str:token>/", propose, ARTICLE, name="article_edit_review"),
    path("analyses/<slug:slug>/signaler/", report, ARTICLE, name="article_report"),
    path("analyses/<slug:slug>/ecrire/", write, ARTICLE, name="article_contact"),
]
