import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from territoires.checks import (
    legal_notice_is_complete,
    mail_has_a_sender,
    refuse_incomplete_site,
    site_is_encrypted,
)

COMPLETE = dict.fromkeys(settings.LEGAL, "Association des exemples")


@pytest.fixture
def production(settings):
    settings.DEMO = False
    settings.LEGAL = COMPLETE
    settings.DEFAULT_FROM_EMAIL = "Territoires <contact@example.org>"
    return settings


@pytest.mark.parametrize("name", COMPLETE)
@pytest.mark.parametrize("blank", ["", "  \n"])
def test_each_line_of_the_legal_notice_is_required(production, name, blank):
    production.LEGAL = COMPLETE | {name: blank}
    (error,) = legal_notice_is_complete(None)
    assert error.is_serious()
    assert f"LEGAL_{name.upper()} is blank" in error.msg
    with pytest.raises(ImproperlyConfigured, match=f"LEGAL_{name.upper()} is blank"):
        refuse_incomplete_site()


@pytest.mark.parametrize("sender", ["", "Territoires", "Territoires <ne-pas-repondre@localhost>"])
def test_mail_needs_a_sender(production, sender):
    production.DEFAULT_FROM_EMAIL = sender
    (error,) = mail_has_a_sender(None)
    assert error.is_serious()
    with pytest.raises(ImproperlyConfigured, match="MAIL_FROM"):
        refuse_incomplete_site()


def test_a_complete_site_opens(production):
    assert [*legal_notice_is_complete(None), *mail_has_a_sender(None)] == []
    refuse_incomplete_site()


def test_the_demonstration_opens_with_blanks(settings):
    settings.DEMO, settings.LEGAL = True, dict.fromkeys(COMPLETE, "")
    refuse_incomplete_site()


def test_http_is_a_warning(settings):
    settings.HTTPS = False
    (warning,) = site_is_encrypted(None)
    assert not warning.is_serious()
    settings.HTTPS = True
    assert site_is_encrypted(None) == []


def test_check_deploy_refuses_blanks_and_plain_check_does_not(settings):
    settings.LEGAL = dict.fromkeys(COMPLETE, "")
    call_command("check")
    with pytest.raises(SystemCheckError, match="LEGAL_PUBLISHER is blank"):
        call_command("check", deploy=True)
