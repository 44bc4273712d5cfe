"""The municipalities of this repository without a database, for tests of their letters over the sample cases."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import msgspec
from PIL import Image, ImageDraw

from gehoor.domain.tenant import Letterhead, SignatureBlock
from gehoor.letters.templates import LetterTemplates
from gehoor.regulation.library import RegulationLibrary
from gehoor.services import letter_samples
from gehoor.services.letter_samples import SampledLetter
from gehoor.services.municipality import Municipality
from gehoor.services.tenants import read_tenants

TENANTS = Path(__file__).parents[2] / "tenants"
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SLUGS = ("zaltbommel", "voorbeeldstad")


def logo(kind: str = "PNG", size: tuple[int, int] = (300, 90), mode: str = "RGB") -> bytes:
    """A picture of a fictional coat of arms."""
    picture = Image.new(mode, size)
    ImageDraw.Draw(picture).ellipse((5, 5, size[0] // 3, size[1] - 5), fill=200)
    stream = BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


@cache
def place_of(slug: str) -> Municipality:
    """A municipality with a letterhead of its own."""
    library = RegulationLibrary.installed()
    tenant = read_tenants(TENANTS, library)[slug]
    signs = SignatureBlock(closing="Met hartelijke groet,", phone="0123 45 67 89")
    head = Letterhead(logo="0" * 64, logo_alt="Wapen van de gemeente", signatures={"klachtencoordinator": signs})
    tenant = msgspec.structs.replace(tenant, file=msgspec.structs.replace(tenant.file, letterhead=head))
    folders = [Path(each.letters) for each in reversed(library.versions(tenant.file.regulation)) if each.letters]
    picture = f"data:image/png;base64,{b64encode(logo()).decode()}"
    return Municipality(tenant=tenant, library=library, templates=LetterTemplates(folders), logo=picture)


@cache
def letters_of(slug: str) -> dict[str, SampledLetter]:
    """Its letters with their samples."""
    return letter_samples.letters_of(place_of(slug), AT)
