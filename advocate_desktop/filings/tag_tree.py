"""Writes the structure of what was drawn into a PDF, and carries it over when PDFs are joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

from advocate_desktop.filings.tags import Element, Mark

OPENING = "/P <</MCID 0>> BDC\n"
"""Begins the content of a page that is one paragraph; `EMC` ends it."""


Marks = list[Object | None]
"""What the marks of a page belong to, by their numbers."""


class TagTree:
    """The structure tree of a PDF that is being made."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = self._new("Document", self._root)
        self._marks: list[Marks] = []

    def add(
        self, elements: Iterable[Element], pages: Mapping[int, Page], section: Object | None = None
    ) -> None:
        """Add what was drawn on these pages, by their numbers when it was drawn, to a section."""
        marks = {number: self._register(page.obj) for number, page in pages.items()}
        for element in elements:
            self._build(element, section or self._document, pages, marks)

    def section(self, title: str) -> Object:
        """Begin a section with a title."""
        section = self._new("Sect", self._document)
        section.T = String(title)
        return section

    def take(self, source: Pdf, pages: Sequence[tuple[Page, Page]], section: Object) -> None:
        """Carry what lies on these pages of another PDF over into a section.

        The pages come in pairs, that of the source first. A source without tags is passed over.
        """
        kids: dict[tuple[int, int] | None, list[Object]] = {}
        for kid in _top_level(source):
            kids.setdefault(_first_page(kid), []).append(kid)
        if not kids:
            return
        places = {old.obj.objgen: number for number, (old, _) in enumerate(pages)}
        marks = {number: self._register(new.obj) for number, (_, new) in enumerate(pages)}
        for page in places:
            for kid in kids.get(page, ()):
                self._copy(kid, section, (places, [new for _, new in pages], marks))

    def whole_page(self, page: Page, section: Object) -> None:
        """Make what stands between `OPENING` and its end on a page one paragraph."""
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.P, P=section, Pg=page.obj, K=0)
        )
        section.K.append(element)
        self._register(page.obj).append(element)

    def finish(self) -> None:
        """Write the tree, unless there is nothing in it."""
        if not self._marks:
            return
        numbered = [
            item for place, marks in enumerate(self._marks) for item in (place, Array(marks))
        ]
        self._root.K = self._document
        self._root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbered)))
        self._root.ParentTreeNextKey = len(self._marks)
        self._pdf.Root.StructTreeRoot = self._root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _new(self, tag: str, parent: Object) -> Object:
        element = self._pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{tag}"), P=parent, K=Array())
        )
        if tag == "TH":
            element.A = Dictionary(O=Name.Table, Scope=Name.Column)
        if parent is not self._root:
            parent.K.append(element)
        return element

    def _register(self, page: Object) -> Marks:
        """Give a page its number in the tree; return the list of what its marks belong to."""
        page.StructParents = len(self._marks)
        page.Tabs = Name.S
        self._marks.append([])
        return self._marks[-1]

    def _build(
        self, element: Element, parent: Object, pages: Mapping[int, Page], marks: dict[int, Marks]
    ) -> None:
        made = self._new(element.tag, parent)
        if element.said:
            made.Alt = String(element.said)
        for kid in element.kids:
            if isinstance(kid, Mark):
                self._note(made, pages[kid.page], kid.number, marks[kid.page])
            else:
                self._build(kid, made, pages, marks)

    def _copy(
        self,
        element: Object,
        parent: Object,
        where: tuple[dict[tuple[int, int], int], Sequence[Page], dict[int, Marks]],
    ) -> None:
        places, pages, marks = where
        made = self._new(str(element.S)[1:], parent)
        for key in (Name.T, Name.Alt):
            if key in element:
                made[key] = String(str(element[key]))
        for kid in _kids(element):
            if kid.get(Name.Type) != Name.MCR:
                self._copy(kid, made, where)
            elif kid.Pg.objgen in places:
                place = places[kid.Pg.objgen]
                self._note(made, pages[place], int(kid.MCID), marks[place])

    def _note(self, element: Object, page: Page, number: int, marks: Marks) -> None:
        element.K.append(Dictionary(Type=Name.MCR, Pg=page.obj, MCID=number))
        marks.extend([None] * (number + 1 - len(marks)))
        marks[number] = element


def _top_level(pdf: Pdf) -> list[Object]:
    root = pdf.Root.get(Name.StructTreeRoot)
    return list(_kids(root.K)) if isinstance(root, Dictionary) and Name.K in root else []


def _kids(element: Object) -> Iterable[Object]:
    kids = element.get(Name.K)
    if isinstance(kids, int):  # of one mark there is the number alone
        return [Dictionary(Type=Name.MCR, Pg=element.Pg, MCID=kids)]
    return list(kids) if isinstance(kids, Array) else []


def _first_page(element: Object) -> tuple[int, int] | None:
    for kid in _kids(element):
        found = kid.Pg.objgen if kid.get(Name.Type) == Name.MCR else _first_page(kid)
        if found:
            return found
    return None
