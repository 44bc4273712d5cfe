"""Small files of each kind that people send, made on the spot."""

from __future__ import annotations

import io
import zipfile

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(30)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01" + bytes(30) + b"\xff\xd9"
EXIF_JPEG = b"\xff\xd8\xff\xe1\x00\x20Exif\x00\x00MM" + bytes(30) + b"\xff\xd9"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(30)
WAV = b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(30)
GIF = b"GIF89a\x01\x00\x01\x00" + bytes(20)
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(100)
TEXT = "Dag mevrouw,\r\nKlacht over caf\u00e9.\n".encode()


def zipped(*names: str, mimetype: bytes = b"") -> bytes:
    """A zip file with these parts in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return buffer.getvalue()


DOCX = zipped("[Content_Types].xml", "word/document.xml")
MACROS = zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")
SHEET = zipped("[Content_Types].xml", "xl/workbook.xml")
ODT = zipped("content.xml", mimetype=b"application/vnd.oasis.opendocument.text")
ODS = zipped("content.xml", mimetype=b"application/vnd.oasis.opendocument.spreadsheet")
