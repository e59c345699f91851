"""Addresses of the accounts of the team, beside those of the admin; none of them is behind its second factor."""

from django.urls import path

from contributors import views

urlpatterns = [
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    # The name that Django's log-in page looks for.
    path("mot-de-passe-oublie/", views.forgotten_password, name="admin_password_reset"),
    path("nouveau-mot-de-passe/<str:uidb64>/<str:token>/", views.NewPassword.as_view(), name="new_password"),
    path("second-facteur/", views.manage, name="second_factor"),
    path("second-facteur/code/", views.give_code, name="second_factor_code"),
    path("second-facteur/activer/", views.enrol, name="second_factor_enrol"),
    path("second-facteur/codes-de-secours/", views.renew, name="second_factor_renew"),
    path("second-facteur/supprimer/", views.remove, name="second_factor_remove"),
    path("second-facteur/quitter/", views.leave, name="second_factor_leave"),
]
