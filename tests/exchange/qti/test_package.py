"""A package holds what its manifest names, in QTI's grammar; packages of others are read within bounds."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Mapping

import pytest

from quizapp.core.items.interaction import GapKey, Option
from quizapp.core.items.kinds.basic import Basic
from quizapp.core.items.kinds.cloze import Cloze
from quizapp.core.items.kinds.matching import Matching, Pair
from quizapp.core.items.kinds.mcq import Mcq
from quizapp.core.items.kinds.multiple_response import MultipleResponse
from quizapp.core.items.kinds.short_answer import ShortAnswer
from quizapp.errors import ImportRejected
from quizapp.exchange.gaps import TOO_MANY
from quizapp.exchange.gift import Reading
from quizapp.exchange.qti import faults, package, read_qti, write_qti
from quizapp.exchange.xmltree import tree_of
from tests.core.items.cast import EXEMPLARS, IN_WORDS, exemplar_item
from tests.exchange.awkward import deck_of, own
from tests.exchange.qti.grammar import breaches

ITEMS = [
    *(
        own(name, one.stem, one.body, rationale="Why\n<so>.", tags=("a & b",))
        for name, one in IN_WORDS.items()
    ),
    *(own(f"bare {name}", one.stem, one.body, category="") for name, one in IN_WORDS.items()),
    exemplar_item(EXEMPLARS["mcq-1"]),
]


def packed(members: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def manifest(*hrefs: str, type: str = "imsqti_item_xmlv2p2") -> str:
    """A manifest of items."""
    resources = "".join(
        f'<resource identifier="R{n}" type="{type}" href="{href}"/>' for n, href in enumerate(hrefs)
    )
    return f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{resources}</resources></manifest>'


def item(body: str, *declarations: str, more: str = "") -> str:
    """An item of another program, in the namespace of QTI 2.2."""
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="X1" title="T">'
        f"{''.join(declarations)}<itemBody>{body}</itemBody>{more}</assessmentItem>"
    )


def key(*values: str, cardinality: str = "single", name: str = "R", mapping: str = "") -> str:
    """A declaration of the right response."""
    correct = "".join(f"<value>{value}</value>" for value in values)
    told = f"<correctResponse>{correct}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{cardinality}" baseType="string">'
        f"{told}{mapping}</responseDeclaration>"
    )


def read(*items: str) -> Reading:
    """A package of these items in a folder of its own."""
    members = {f"p/items/{n}.xml": one for n, one in enumerate(items)}
    return read_qti(
        packed({"p/imsmanifest.xml": manifest(*(f"items/{n}.xml" for n in range(len(items)))), **members})
    )


def test_every_document_keeps_the_grammar() -> None:
    with zipfile.ZipFile(io.BytesIO(write_qti(deck_of([]), ITEMS))) as archive:
        documents = [name for name in archive.namelist() if name != "imsmanifest.xml"]
        assert len(documents) == len(ITEMS) + 1
        assert [told for name in documents for told in breaches(tree_of(archive.read(name)))] == []


def test_the_manifest_names_every_file_and_no_other() -> None:
    with zipfile.ZipFile(io.BytesIO(write_qti(deck_of([]), ITEMS))) as archive:
        root = tree_of(archive.read("imsmanifest.xml"))
        names = {*archive.namelist()} - {"imsmanifest.xml"}
    resources = list(root.iter("{*}resource"))
    assert (
        {one.get("href") for one in resources} == {one.get("href") for one in root.iter("{*}file")} == names
    )
    identifiers = [one.get("identifier") for one in resources]
    assert len(set(identifiers)) == len(identifiers)
    assert {one.get("identifierref") for one in root.iter("{*}dependency")} == set(identifiers[1:])


def test_a_package_reads_back_with_ids_categories_and_tags() -> None:
    reading = read_qti(write_qti(deck_of([]), ITEMS))
    assert reading.errors == ()
    assert [(one.id, one.category, one.tags) for one in reading.items] == [
        (one.id, one.category, one.tags) for one in ITEMS
    ]


CHOICES = (
    "<simpleChoice identifier='A'>a</simpleChoice><simpleChoice identifier='B'>b <b>c</b></simpleChoice>"
)
ONE = (
    "<div><p>Look.</p></div><choiceInteraction responseIdentifier='R' maxChoices='1'>"
    f"<prompt>Which?</prompt>{CHOICES}</choiceInteraction>"
)
ENTRY = '<textEntryInteraction responseIdentifier="R"/>'
ENTRIES = '<mapEntry mapKey="a" mappedValue="2"/><mapEntry mapKey="b" mappedValue="1"/>'
MAPPED = f'<mapping defaultValue="0">{ENTRIES}</mapping>'
SIDES = (
    "<simpleMatchSet><simpleAssociableChoice identifier='L1' matchMax='1'>l</simpleAssociableChoice>"
    "<simpleAssociableChoice identifier='L2' matchMax='1'>m</simpleAssociableChoice></simpleMatchSet>"
    "<simpleMatchSet><simpleAssociableChoice identifier='R1' matchMax='1'>r</simpleAssociableChoice>"
    "<simpleAssociableChoice identifier='R2' matchMax='1'>s</simpleAssociableChoice></simpleMatchSet>"
)
TIED = f"<matchInteraction responseIdentifier='R'><prompt>Tie.</prompt>{SIDES}</matchInteraction>"
OTHERS = {
    item(ONE, key("B")): (
        "Look.\nWhich?", Mcq(options=(Option(text="a", correct=False), Option(text="b c", correct=True)))
    ),
    item(ONE, key("A", "B", cardinality="multiple")): (
        "Look.\nWhich?", MultipleResponse(options=(Option(text="a", correct=True), Option(text="b c", correct=True)))
    ),
    item(f"<p>Who?</p><p>{ENTRY}</p>", key("a", mapping=MAPPED)): ("Who?", ShortAnswer(answers=("a",))),
    item(f"<p>It is\n {ENTRY}, <i>here</i>.</p>", key(mapping=MAPPED)): (
        "It is {{1}}, here.", Cloze(gaps=(GapKey(key="a"),))
    ),
    item(TIED, key("L2 R1", "L1 R2", cardinality="multiple")): (
        "Tie.", Matching(pairs=(Pair(left="l", right="s"), Pair(left="m", right="r")))
    ),
    item("<p>Say.</p><extendedTextInteraction responseIdentifier='R'/>", key("So.")): ("Say.", Basic(answers=("So.",))),
}  # fmt: skip


@pytest.mark.parametrize("document", OTHERS)
def test_items_of_others_are_read(document: str) -> None:
    reading = read(document)
    assert reading.errors == ()
    assert [(one.stem, one.body) for one in reading.items] == [OTHERS[document]]


FAULTS = {
    faults.NO_INTERACTION: item("<p>Read.</p>"),
    faults.UNKNOWN_INTERACTION: item("<sliderInteraction responseIdentifier='R'/>", key("1")),
    faults.SEVERAL: item(ONE + ONE, key("A")),
    faults.GAP_OF_CHOICE: item("<p>a <inlineChoiceInteraction responseIdentifier='R'/></p>", key("A")),
    faults.NO_STEM: item(f"<p>{ENTRY}</p>", key("a")),
    faults.MEDIA: item(f"<p>See <img src='a.png' alt=''/></p><p>{ENTRY}</p>", key("a")),
    faults.NO_KEY: item(ONE, key()),
    faults.ONE_OPTION: item(ONE.replace(CHOICES, "<simpleChoice identifier='A'>a</simpleChoice>"), key("A")),
    faults.MANY_KEYS: item(ONE, key("A", "B")),
    faults.TOLERANCE: item(
        f"<p>Pi? {ENTRY}</p>", key("3.14"),
        more="<responseProcessing><equal toleranceMode='absolute' tolerance='1 1'/></responseProcessing>",
    ),
    faults.UNTIED: item(TIED, key("L1 R1", "L2 R1", cardinality="multiple")),
    faults.FEW_PARTS: item("<orderInteraction responseIdentifier='R'/>", key("A")),
    faults.SAME_PARTS: item(
        f"<orderInteraction responseIdentifier='R'>{CHOICES.replace('b <b>c</b>', 'a')}</orderInteraction>",
        key("A", "B", cardinality="ordered"),
    ),
    faults.PARTLY: item(
        f"<orderInteraction responseIdentifier='R'>{CHOICES}</orderInteraction>", key("A", cardinality="ordered")
    ),
    faults.NO_MODEL: item("<p>Say.</p><extendedTextInteraction responseIdentifier='R'/>", key()),
    faults.NUMBERED: item(f"<p>{{{{1}}}} is {ENTRY}</p>", key("a")),
    faults.NO_ITEM: "<assessmentTest xmlns='http://www.imsglobal.org/xsd/imsqti_v2p1'/>",
    faults.BAD_FILE: "<assessmentItem",
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_what_has_no_kind_is_told_and_costs_only_itself(fault: str) -> None:
    reading = read(FAULTS[fault], item(ONE, key("B")))
    assert [(error.line, error.template) for error in reading.errors] == [(1, fault)]
    assert len(reading.items) == 1
    assert "%(" not in reading.errors[0].reason


def test_every_fault_has_its_case() -> None:
    assert {value for name, value in vars(faults).items() if name.isupper()} == {*FAULTS, faults.MISSING}


@pytest.mark.parametrize(
    "href", ["../../etc/passwd", "/etc/passwd", "items/2.xml", "", "http://localhost/a.xml", "%2e%2e/a"]
)
def test_a_name_leads_nowhere_but_into_the_package(href: str) -> None:
    reading = read_qti(packed({"imsmanifest.xml": manifest(href)}))
    assert [error.template for error in reading.errors] == [faults.MISSING]


BOMB = packed({"imsmanifest.xml": manifest("a.xml"), "a.xml": b"<a>" + b" " * 6_000_000})
HOSTILE = {
    "no archive": b"PK\x03\x04" + b"\x00" * 60,
    "no manifest": packed({"a.xml": "<a/>"}),
    "no items": packed({"imsmanifest.xml": manifest("a.xml", type="imsqti_item_xmlv1p2")}),
    "a manifest that declares": packed(
        {"imsmanifest.xml": '<!DOCTYPE a [<!ENTITY b "c">]><manifest>&b;</manifest>'}
    ),
    "a manifest too large": packed({"imsmanifest.xml": b"<a>" + b" " * 6_000_000}),
    "packed by LZMA": packed({"imsmanifest.xml": manifest("a.xml"), "a.xml": "<a/>"}, zipfile.ZIP_LZMA),
    "cut": write_qti(deck_of([]), ITEMS)[:-40],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_package_is_rejected(name: str) -> None:
    with pytest.raises(ImportRejected):
        read_qti(HOSTILE[name])


def test_a_member_that_swells_costs_only_itself() -> None:
    assert [error.template for error in read_qti(BOMB).errors] == [faults.BAD_FILE]


def test_all_members_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED", 2_000)
    reading = read(*[item(ONE, key("B"))] * 9)
    assert reading.errors
    assert {error.template for error in reading.errors} == {faults.BAD_FILE}


def test_the_xml_of_one_item_is_read_alone() -> None:
    assert [one.stem for one in read_qti(item(ONE, key("B")).encode()).items] == ["Look.\nWhich?"]


def test_a_text_has_a_bounded_number_of_gaps() -> None:
    reading = read(
        item(f"<p>{f'a {ENTRY} ' * 101}</p>", key("b")), item(f"<p>{f'a {ENTRY} ' * 100}</p>", key("b"))
    )
    assert [error.template for error in reading.errors] == [TOO_MANY]
    assert len(reading.items) == 1


def test_time_grows_with_the_length_of_an_item_alone() -> None:
    choices = "".join(f"<simpleChoice identifier='A{n}'>{n}</simpleChoice>" for n in range(8_000))
    told = "".join(
        f"<modalFeedback outcomeIdentifier='F' identifier='A{n}'>no</modalFeedback>" for n in range(8_000)
    )
    before = time.process_time()
    (found,) = read(item(ONE.replace(CHOICES, choices), key("A1"), more=told)).items
    assert len(found.body.interaction("").options) == 8_000  # type: ignore[union-attr]
    assert time.process_time() - before < 5
