"""Codes of an application and recovery codes (security.md, case 44)."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django_otp.plugins.otp_totp.models import TOTPDevice

from contributors import second_factor
from contributors.models import RecoveryCode, SensitiveAct
from tests import makers
from tests.second_factor import LATER, code_of, enrolled, wrong_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    return time_machine


@pytest.fixture
def user():
    return makers.make_moderator("camille")


def check(user, code):
    return second_factor.check(user=user, code=code)


def test_a_code_works_once(clock, user):
    key, _ = enrolled(user)
    assert check(user, code_of(key)).device is None, "it served to enrol"
    clock.shift(LATER)
    code = code_of(key)
    assert check(user, code).device == second_factor.device_of(user)
    assert check(user, code).device is None
    clock.shift(LATER)
    assert check(user, code_of(key)).device


def test_a_code_is_typed_as_it_is_shown(clock, user):
    key, _ = enrolled(user)
    clock.shift(LATER)
    code = code_of(key)
    assert check(user, f" {code[:3]} {code[3:]} ").device


@pytest.mark.parametrize("code", ["", "12345", "1234567", "٣" * 6, "-12345", "0x1234", "é" * 64, "\x00" * 6])
def test_what_is_no_code_is_refused(clock, user, code):
    enrolled(user)
    assert check(user, code) == second_factor.Answer()


def test_whoever_errs_waits_twice_as_long_each_time(clock, user):
    key, codes = enrolled(user)
    clock.shift(LATER)
    for failures in range(1, 12):
        assert check(user, wrong_code(key)).device is None
        answer = check(user, code_of(key))
        assert answer == second_factor.Answer(wait=2 ** (failures - 1)), "even the right one"
        assert check(user, codes[0]).wait, "nor a recovery code"
        clock.shift(answer.wait)
    assert answer.wait == 1024
    assert check(user, code_of(key)).device
    assert check(user, wrong_code(key)).device is None
    assert check(user, "x").wait == 1, "a right one forgets the wrong ones"


def test_recovery_codes_work_once_each(clock, user):
    _, codes = enrolled(user)
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    assert all(re.fullmatch(r"([2-9a-z]{4}-){3}[2-9a-z]{4}", code) for code in codes)
    assert check(user, codes[3]).device
    assert check(user, codes[3]).device is None
    clock.shift(2)
    assert check(user, codes[4].upper().replace("-", " ")).device
    assert user.recovery_codes.count() == 8


def test_recovery_codes_are_stored_hashed(clock, user):
    _, codes = enrolled(user)
    kept = set(RecoveryCode.objects.values_list("code_hash", flat=True))
    assert not kept & {form for code in codes for form in (code, code.replace("-", ""))}


def test_the_codes_of_another_open_nothing(clock, user):
    other = makers.make_moderator("dominique")
    _, codes = enrolled(user)
    enrolled(other)
    assert check(other, codes[0]).device is None
    assert user.recovery_codes.count() == 10


def test_new_recovery_codes_replace_the_former(clock, user):
    _, former = enrolled(user)
    codes = second_factor.renew_recovery_codes(user=user)
    assert check(user, former[0]).device is None
    clock.shift(2)
    assert check(user, codes[0]).device


def test_a_wrong_first_code_enrols_nothing(clock, user):
    key = second_factor.new_key()
    for code in (wrong_code(key), "", "x"):
        assert second_factor.enrol(user=user, key=key, code=code, replacing=None) is None
    assert not TOTPDevice.objects.exists() and not RecoveryCode.objects.exists()


def test_another_application_replaces_the_former(clock, user):
    former, _ = enrolled(user)
    key, _ = enrolled(user)
    assert TOTPDevice.objects.get().key == key != former
    clock.shift(LATER)
    assert check(user, code_of(former)).device is None


def test_a_wrong_code_keeps_the_application_in_use(clock, user):
    former, _ = enrolled(user)
    key = second_factor.new_key()
    device = second_factor.device_of(user)
    assert second_factor.enrol(user=user, key=key, code=wrong_code(key), replacing=device) is None
    assert TOTPDevice.objects.get().key == former


@pytest.mark.parametrize("had_one", [False, True])
def test_a_first_application_does_not_take_the_place_of_another(clock, user, had_one):
    """Two enrol at once, with the password: both saw that the account had none, or the same one."""
    seen = None
    if had_one:
        enrolled(user)
        seen = second_factor.device_of(user)
    first, _ = enrolled(user)
    key = second_factor.new_key()
    with pytest.raises(second_factor.FactorChanged):
        second_factor.enrol(user=user, key=key, code=code_of(key), replacing=seen)
    assert TOTPDevice.objects.get().key == first
    assert RecoveryCode.objects.count() == second_factor.RECOVERY_CODES


def test_what_was_removed_meanwhile_is_not_replaced(clock, user):
    enrolled(user)
    device = second_factor.device_of(user)
    second_factor.remove(user=user, by=None)
    key = second_factor.new_key()
    with pytest.raises(second_factor.FactorChanged):
        second_factor.enrol(user=user, key=key, code=code_of(key), replacing=device)
    assert not TOTPDevice.objects.exists()


def test_removal_takes_everything_and_is_told_once(clock, user):
    administrator = makers.make_administrator()
    enrolled(user)
    SensitiveAct.objects.all().delete()
    assert second_factor.remove(user=user, by=administrator)
    assert not second_factor.remove(user=user, by=administrator)
    assert not TOTPDevice.objects.exists() and not RecoveryCode.objects.exists()
    act = SensitiveAct.objects.get()
    assert (act.kind, act.by, act.about, act.detail) == (
        "second_factor",
        administrator,
        "compte camille",
        "réinitialisé",
    )


def test_refused_codes_and_recovery_codes_are_told(clock, user):
    key, codes = enrolled(user)
    check(user, wrong_code(key))
    clock.shift(2)
    check(user, codes[0])
    told = list(SensitiveAct.objects.order_by("pk").values_list("kind", "who", "detail"))
    assert told == [
        ("second_factor", "camille", "activé"),
        ("failed_code", "camille", ""),
        ("recovery_code", "camille", "il en reste 9"),
    ]


def test_applications_are_told_the_site_the_account_and_the_key(user):
    key = "00" * 20
    address = urlsplit(second_factor.address_of(user, key))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    assert address.path == "/Territoires%20contributifs%3Acamille"
    asked = parse_qs(address.query)
    assert asked["secret"] == ["A" * 32]
    assert asked["issuer"] == ["Territoires contributifs"]
    assert second_factor.readable(key) == " ".join(["AAAA"] * 8)
