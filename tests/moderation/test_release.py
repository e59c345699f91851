import os

from moderation.release import release


def test_a_release_is_told_by_its_files_and_settings(settings, tmp_path):
    settings.BASE_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    (tmp_path / "room").mkdir()
    page = tmp_path / "room" / "page.html"
    page.write_text("un")

    def now():
        release.cache_clear()
        return release()

    first = now()
    assert first == now()
    page.write_text("deux")
    os.utime(page, (1, 1))
    second = now()
    assert second != first
    settings.TILE_URL = "https://autre.example"
    assert now() not in (first, second)
    release.cache_clear()
