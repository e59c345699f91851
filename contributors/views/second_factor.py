"""The second factor: given at log-in, enrolled, replaced, taken away."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import django_otp
import segno
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from contributors import acts, second_factor
from contributors.acts import Kind
from contributors.models import User
from contributors.private_pages import private_page
from contributors.second_factor import Answer, FactorChanged, device_of, passed
from contributors.team_forms import CodeForm, EnrolForm, ReplaceForm
from contributors.views.frame import render_page

WRONG = "Ce code n’est pas le bon, ou il a déjà servi. Attendez que l’application en montre un autre."
CHANGED = "Le second facteur de ce compte vient de changer. Si ce n’est pas vous, prévenez l’équipe."
_KEY = "second_factor_key"  # in the session: a key that waits for its first code is this browser's alone


def for_team(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Give the view the account, password given; the second factor may still be missing. Others log in first."""

    @private_page
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not (isinstance(user, User) and user.is_active and user.is_staff):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request, user, *args, **kwargs)

    return wrapped


def destination(request: HttpRequest) -> str:
    """Return where to go next: `next` when it is an address of this site, the front page of the admin otherwise."""
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    hosts = {request.get_host()}
    if url_has_allowed_host_and_scheme(asked, allowed_hosts=hosts, require_https=request.is_secure()):
        return asked
    return reverse("admin:index")


@for_team
@require_http_methods(["GET", "HEAD", "POST"])
def give_code(request: HttpRequest, user: User) -> HttpResponse:
    """Ask for the second factor, after the password."""
    if passed(request):
        return HttpResponseRedirect(destination(request))
    if device_of(user) is None:
        return redirect("second_factor_enrol")
    form, answer = _checked(request, user, CodeForm(request.POST or None))
    if answer.device:
        _let_in(request, answer)
        acts.record(Kind.LOG_IN, by=user, detail="second facteur vérifié")
        return HttpResponseRedirect(destination(request))
    context = {"title": "Second facteur", "form": form, "next": destination(request)}
    return _answered(request, "contributors/second_factor_code.html", context, answer)


@for_team
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, user: User) -> HttpResponse:
    """Show the key of a new application, and take its first code; then show the recovery codes, once."""
    device = device_of(user)
    if device and not passed(request):
        return redirect("second_factor_code")
    key = request.session.setdefault(_KEY, second_factor.new_key())
    form: Form = (ReplaceForm if device else EnrolForm)(request.POST or None)
    answer = Answer(device)
    if device and form.is_valid():
        form, answer = _checked(request, user, form, field="current")
    if answer.device or not device:
        try:
            done = form.is_valid() and second_factor.enrol(
                user=user, key=key, code=form.cleaned_data["code"], replacing=answer.device
            )
        except FactorChanged:
            messages.warning(request, CHANGED)
            return redirect("second_factor_enrol")
        if done:
            del request.session[_KEY]
            _let_in(request, Answer(done[0]))
            return _show(request, done[1])
        if form.is_valid():
            form.add_error("code", WRONG)
    return _show_key(request, user, key, form, answer, replaces=device is not None)


def _show_key(
    request: HttpRequest, user: User, key: str, form: Form, answer: Answer, *, replaces: bool
) -> HttpResponse:
    """Show the key of a new application, as text and as a picture, with the form that takes its first code."""
    context = {
        "title": "Changer de second facteur" if replaces else "Protéger votre compte",
        "form": form,
        "replaces": replaces,
        "key": second_factor.readable(key),
        "picture": segno.make(second_factor.address_of(user, key), error="m").svg_data_uri(
            scale=5, light="#fff", border=4
        ),
    }
    return _answered(request, "contributors/second_factor_enrol.html", context, answer)


@for_team
def manage(request: HttpRequest, user: User) -> HttpResponse:
    """Show the state of one's second factor, and what may be changed."""
    if not passed(request):
        return redirect("second_factor_code")
    context = {
        "title": "Second facteur",
        "device": device_of(user),
        "left": user.recovery_codes.count(),
        "required": second_factor.is_required(),
    }
    return render_page(request, "contributors/second_factor.html", context)


@for_team
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest, user: User) -> HttpResponse:
    """Give new recovery codes, after a code."""
    context = {
        "title": "Nouveaux codes de secours",
        "effect": "Dix nouveaux codes remplacent les précédents, qui ne fonctionneront plus.",
        "button": "Recevoir de nouveaux codes",
    }

    def act() -> HttpResponse:
        return _show(request, second_factor.renew_recovery_codes(user=user))

    return _after_code(request, user, context, act)


@for_team
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, user: User) -> HttpResponse:
    """Take away one's second factor, after a code."""
    context = {
        "title": "Supprimer le second facteur",
        "effect": "L’application et les codes de secours ne fonctionneront plus. Pour changer de téléphone, choisissez "
        "plutôt de remplacer l’application.",
        "button": "Supprimer le second facteur",
    }

    def act() -> HttpResponse:
        second_factor.remove(user=user, by=user)
        messages.success(request, "Votre second facteur est supprimé.")
        return redirect("second_factor")

    return _after_code(request, user, context, act)


@for_team
@require_POST
def leave(request: HttpRequest, user: User) -> HttpResponse:
    """Log out whoever has not given their second factor: the admin's own page is behind it."""
    logout(request)
    return redirect("admin:login")


def _after_code(
    request: HttpRequest, user: User, context: dict[str, Any], act: Callable[[], HttpResponse]
) -> HttpResponse:
    """Ask for a code, then act."""
    if not passed(request):
        return redirect("second_factor_code")
    if device_of(user) is None:
        return redirect("second_factor")
    form, answer = _checked(request, user, CodeForm(request.POST or None))
    if answer.device:
        return act()
    return _answered(request, "contributors/second_factor_act.html", context | {"form": form}, answer)


def _checked(request: HttpRequest, user: User, form: Form, field: str = "code") -> tuple[Form, Answer]:
    """Check the code of a form; a refusal is written beside its field."""
    if not form.is_valid():
        return form, Answer()
    answer = second_factor.check(user=user, code=form.cleaned_data[field])
    if answer.wait:
        form.add_error(field, f"Trop de codes erronés\u00a0: réessayez dans {_duration(answer.wait)}.")
    elif answer.device is None:
        form.add_error(field, WRONG)
    return form, answer


def _duration(seconds: int) -> str:
    """Return a delay in French, rounded up."""
    if seconds < 60:
        return f"{seconds}\u00a0seconde{'s' if seconds > 1 else ''}"
    minutes = -(-seconds // 60)
    if minutes < 60:
        return f"{minutes}\u00a0minute{'s' if minutes > 1 else ''}"
    hours = -(-minutes // 60)
    return f"{hours}\u00a0heure{'s' if hours > 1 else ''}"


def _let_in(request: HttpRequest, answer: Answer) -> None:
    """Remember in the session, under a new name, that the second factor was given."""
    request.session.cycle_key()
    django_otp.login(request, answer.device)


def _answered(request: HttpRequest, template: str, context: dict[str, Any], answer: Answer) -> HttpResponse:
    """Render a page: 429 while no code is looked at."""
    response = render_page(request, template, context, status=429 if answer.wait else 200)
    if answer.wait:
        response.headers["Retry-After"] = str(answer.wait)
    return response


def _show(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Show recovery codes, this once."""
    context = {"title": "Vos codes de secours", "codes": codes}
    return render_page(request, "contributors/recovery_codes.html", context)
