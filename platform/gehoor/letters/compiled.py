"""Keeps templates as the machine reads them, so that a process that starts does not translate them all again."""

from __future__ import annotations

from pathlib import Path

import jinja2
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from gehoor import logs

log = logs.of(__name__)


class CompiledTemplates(FileSystemBytecodeCache):
    """What became of templates whose texts come with the platform, in a folder for one version of the platform.

    Translating takes far more time and memory than the template itself. A template whose text changed is translated
    again. Not for texts of municipalities: files of this folder are carried out. Pages and letters each need a folder
    of their own, because letters are translated for a sandbox.
    """

    def __init__(self, folder: Path) -> None:
        of_this_version = folder / f"jinja-{jinja2.__version__}"
        of_this_version.mkdir(parents=True, exist_ok=True, mode=0o700)
        super().__init__(str(of_this_version), "%s")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it; where the disk refuses, the page is shown all the same."""
        try:
            super().dump_bytecode(bucket)
        except OSError as error:
            log.warning("a translated template could not be kept", extra=logs.more(where=logs.where(error)))
