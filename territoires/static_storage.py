"""Static files under names that hold their digest, compressed once: caches may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Digests in the imports between our JavaScript modules too: a new version never loads an old part."""

    support_js_module_import_aggregation = True
