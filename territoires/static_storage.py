"""Static files under names that hold their digest, compressed once: caches may keep them for ever."""

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from territoires.joined_scripts import entries, joined


class JoinedStaticStorage(ManifestStaticFilesStorage):
    """Names with digests, also in the imports between our modules: a new version never loads an old part.

    A script that has modules of its own is one file with them (`joined_scripts`).
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Process the files collected, `paths`: name → (storage where it comes from, name there)."""
        scripts = InMemoryStorage()
        made: dict[str, Any] = {}
        for name in entries(list(paths)):
            text = joined(name, lambda module: _text(*paths[module]))
            made[name] = (scripts, scripts.save(name, ContentFile(text.encode())))
        yield from super().post_process(paths | made, dry_run, **options)


def _text(storage: Any, name: str) -> str:
    with storage.open(name) as file:
        text: str = file.read().decode()
    return text


class StaticStorage(JoinedStaticStorage, CompressedManifestStaticFilesStorage):
    """The same, compressed; the address of a file is made once, for a page names a dozen."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._urls: dict[str, str] = {}

    def url(self, name: Any, force: bool = False) -> str:
        """Return the address of a file by its name in the code."""
        if force or name not in self._urls:
            self._urls[name] = super().url(name, force)
        return self._urls[name]
