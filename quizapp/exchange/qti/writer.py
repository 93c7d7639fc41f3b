"""Items as a QTI 2.1 content package: a manifest, a test, and a document for each item."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence

from quizapp.core.decks.deck import Deck
from quizapp.core.items.item import Item
from quizapp.exchange.markup import folded
from quizapp.exchange.qti.items import item_xml
from quizapp.exchange.qti.words import (
    INSTANCE,
    MANIFEST,
    METADATA,
    METADATA_SCHEMA,
    PACKAGE,
    PACKAGE_SCHEMA,
    QTI,
    QTI_SCHEMA,
    attribute,
    identifier,
    inline,
)
from quizapp.exchange.titles import title_of

_TEST = "test.xml"
_BIRTH = (1980, 1, 1, 0, 0, 0)  # of every member: the same items give the same bytes
_READABLE = 0o644 << 16
_SUM = (
    '<outcomeProcessing><setOutcomeValue identifier="SCORE"><sum><testVariables variableIdentifier="SCORE"/></sum>'
    "</setOutcomeValue></outcomeProcessing>"
)


def write_qti(deck: Deck, items: Sequence[Item]) -> bytes:
    """The package. Raises `ExportUnsupported` for an item that it cannot carry."""
    documents = [(_path(item), item_xml(item)) for item in items]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in [(MANIFEST, _manifest(deck, items)), (_TEST, _test(deck, items)), *documents]:
            member = zipfile.ZipInfo(name, _BIRTH)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, _READABLE
            archive.writestr(member, text.encode())
    return out.getvalue()


def _path(item: Item) -> str:
    return f"items/{identifier(item.id)}.xml"


def _manifest(deck: Deck, items: Sequence[Item]) -> str:
    name = identifier(deck.id)
    head = (
        f'<manifest xmlns="{PACKAGE}" xmlns:imsmd="{METADATA}" xmlns:xsi="{INSTANCE}" identifier="MANIFEST-{name}"'
        f' xsi:schemaLocation="{PACKAGE} {PACKAGE_SCHEMA} {METADATA} {METADATA_SCHEMA}">'
    )
    references = "".join(f'<dependency identifierref="{identifier(item.id)}"/>' for item in items)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            head,
            (
                "  <metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion>"
                f"{_lom(deck.title)}</metadata>"
            ),
            "  <organizations/>",
            "  <resources>",
            (
                f'    <resource identifier="TEST-{name}" type="imsqti_test_xmlv2p1" href="{_TEST}">'
                f'<file href="{_TEST}"/>{references}</resource>'
            ),
            *(_resource(item) for item in items),
            "  </resources>",
            "</manifest>",
            "",
        ]
    )


def _resource(item: Item) -> str:
    path = _path(item)
    return (
        f'    <resource identifier="{identifier(item.id)}" type="imsqti_item_xmlv2p1" href="{path}">'
        f"<metadata>{_lom(title_of(item.stem), item.tags, item.category)}</metadata>"
        f'<file href="{path}"/></resource>'
    )


def _lom(title: str, tags: Iterable[str] = (), category: str = "") -> str:
    """Learning object metadata: a title, tags as keywords, the category as a taxon."""
    words = "".join(f"<imsmd:keyword>{_said(tag)}</imsmd:keyword>" for tag in tags if folded(tag))
    taxon = (
        f"<imsmd:classification><imsmd:purpose><imsmd:source>{_said('LOMv1.0')}</imsmd:source>"
        f"<imsmd:value>{_said('Discipline')}</imsmd:value></imsmd:purpose>"
        f"<imsmd:taxonpath><imsmd:source>{_said('quizapp')}</imsmd:source>"
        f"<imsmd:taxon><imsmd:entry>{_said(category)}</imsmd:entry></imsmd:taxon></imsmd:taxonpath>"
        "</imsmd:classification>"
        if folded(category)
        else ""
    )
    general = f"<imsmd:general><imsmd:title>{_said(title)}</imsmd:title>{words}</imsmd:general>"
    return f"<imsmd:lom>{general}{taxon}</imsmd:lom>"


def _said(text: str) -> str:
    return f"<imsmd:langstring>{inline(' '.join(folded(text).split()))}</imsmd:langstring>"


def _test(deck: Deck, items: Sequence[Item]) -> str:
    """All items in one section; learners go back and forth and see feedback after each."""
    references = "\n".join(
        f'        <assessmentItemRef identifier="{identifier(item.id)}" href="{_path(item)}"/>'
        for item in items
    )
    title = attribute(" ".join(folded(deck.title).split()) or "quizapp")
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            (
                f'<assessmentTest xmlns="{QTI}" xmlns:xsi="{INSTANCE}" xsi:schemaLocation="{QTI} {QTI_SCHEMA}"'
                f' identifier="TEST-{identifier(deck.id)}" title={title}>'
            ),
            '  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>',
            '  <testPart identifier="PART" navigationMode="nonlinear" submissionMode="individual">',
            '    <itemSessionControl maxAttempts="1" showFeedback="true"/>',
            f'    <assessmentSection identifier="SECTION" title={title} visible="true">',
            references,
            "    </assessmentSection>",
            "  </testPart>",
            f"  {_SUM}",
            "</assessmentTest>",
            "",
        ]
    )
