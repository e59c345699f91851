"""A lost password, replaced by a link sent by mail."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth import views as django_views
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods

from contributors import passwords
from contributors.jobs import send_new_password
from contributors.limits import address_key, hit
from contributors.models import User
from contributors.private_pages import private_page
from contributors.refusals import Gone, TooManyRequests
from contributors.team_forms import ForgottenForm
from contributors.views.frame import render_page

ASKED_AN_HOUR = 10  # per visitor


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Take the address of an account; known or not, the answer and its time are the same."""
    form = ForgottenForm(request.POST or None)
    sent_to = ""
    if form.is_valid():
        passage = hit("new_password", address_key(request), limit=ASKED_AN_HOUR, window=timedelta(hours=1))
        if not passage.allowed:
            raise TooManyRequests(passage.retry_after)
        sent_to = form.cleaned_data["email"]
        send_new_password.defer(email=sent_to)
    context = {"title": "Mot de passe oublié", "form": form, "sent_to": sent_to}
    return render_page(request, "contributors/forgotten_password.html", context)


@method_decorator(private_page, name="dispatch")
class NewPassword(django_views.PasswordResetConfirmView):
    """Take a new password from whoever holds the link; Django puts its secret in the session, out of the address."""

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:
        """Change the password, which ends every session of the account and the link itself."""
        super().form_valid(form)
        user = self.user
        if isinstance(user, User):
            passwords.record_change(user=user, by=user, how="par le lien reçu")
        messages.success(self.request, "Votre mot de passe est changé\u00a0: connectez-vous.")
        return redirect("admin:login")

    def get_success_url(self) -> str:
        """Return the page to log in."""
        return reverse("admin:login")

    def get_user(self, uidb64: str) -> Any:
        """Return the account of the link, if it still belongs to the team."""
        user = super().get_user(uidb64)
        return user if user and user.is_active and user.is_staff else None

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """Show the form, or that the link is over. Raises Gone."""
        if not context["validlink"]:
            raise Gone(resend_url=reverse("admin_password_reset"))
        page = {"title": "Nouveau mot de passe", "form": context["form"], "account": self.user}
        return render_page(self.request, "contributors/new_password.html", page)
