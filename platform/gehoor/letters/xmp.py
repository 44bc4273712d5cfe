"""The mark "this is also PDF/UA-1" in the metadata of a PDF/A file."""

from __future__ import annotations

from xml.etree import ElementTree as ET

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"
_PREFIXES = {
    "rdf": _RDF,
    "pdfuaid": _UA,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

# PDF/A only knows its own properties: any other one must be described by an extension schema.
_IDENTIFICATION = """<rdf:Description rdf:about="" pdfuaid:part="1"/>"""
_EXTENSION_SCHEMA = """
<rdf:Description rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates which part of ISO 14289 is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def with_accessibility_mark(rdf: bytes) -> bytes:
    """The metadata `rdf` with the mark added; PDF/A and PDF/UA then both recognise the file."""
    for prefix, uri in _PREFIXES.items():
        ET.register_namespace(prefix, uri)
    # Both documents are our own: the PDF library wrote one, and the other stands above.
    root = ET.fromstring(rdf)  # noqa: S314
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _PREFIXES.items())
    marks = ET.fromstring(f"<marks {declared}>{_IDENTIFICATION}{_EXTENSION_SCHEMA}</marks>")  # noqa: S314
    root.extend(list(marks))
    marked: bytes = ET.tostring(root, encoding="utf-8")
    return marked
