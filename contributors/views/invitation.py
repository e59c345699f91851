"""What an invitation to the team opens."""

from typing import cast

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from contributors import invitations, second_factor
from contributors.models import Invitation, User
from contributors.private_pages import private_page
from contributors.refusals import Gone
from contributors.team_forms import JoinForm
from contributors.views.frame import render_page


@private_page
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Ask who was invited for a name and a password; only the POST makes the account, mail scanners follow links."""
    found = Invitation.objects.opened_by(token)
    if found is None:
        raise Gone
    # Passwords are compared with what is known of the person.
    account = User(email=found.email)
    initial = {"username": found.email.partition("@")[0], "first_name": found.name}
    form = JoinForm(request.POST or None, instance=account, initial=initial)
    if form.is_valid():
        try:
            made = invitations.accept(invitation=found, account=cast(User, form.save(commit=False)))
        except IntegrityError:  # the same name, chosen elsewhere this instant
            form.add_error(
                "username", "Ce nom d’utilisateur vient d’être pris\u00a0: choisissez-en un autre."
            )
        else:
            if made is None:
                raise Gone
            messages.success(request, "Votre compte est prêt\u00a0: connectez-vous.")
            return redirect("admin:login")
    context = {
        "title": "Rejoindre l’équipe",
        "form": form,
        "invitation": found,
        "required": second_factor.is_required(),
    }
    return render_page(request, "contributors/invitation.html", context)
