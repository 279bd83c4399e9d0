"""Small files that ask for far more memory or time than they take on the disk."""

import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES = f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels"
 ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}.sheet.main+xml"/>
<Override PartName="/xl/sharedStrings.xml"
 ContentType="{SPREADSHEET}.sharedStrings+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml"
 ContentType="{SPREADSHEET}.worksheet+xml"/></Types>"""
TOP = f"""<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1"
 Type="{DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
INNER = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="rId1" Type="{DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{DOCUMENT}/sharedStrings" Target="sharedStrings.xml"/>
</Relationships>"""
BOOK = (
    f"""<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><sheets>%s</sheets></workbook>"""
)
SHEET = '<sheet name="Log %d" sheetId="%d" r:id="rId1"/>'
HEADINGS = ("Child ID", "Initials", "DOB", "IRO", "Team", "Date raised", "Stage")
CELL = '<c r="%s1" t="inlineStr"><is><t>%s</t></is></c>'
CELLS = (CELL % pair for pair in zip("ABCDEFG", HEADINGS, strict=True))
ROW = f'<row r="1">{"".join(CELLS)}</row>'
WIDE = '<row><c r="ZZZ1"><v>1</v></c></row>'
BALLAST = 2_000_000  # bytes that do not pack, so that the rest may pack well


def workbook(path, *, rows=ROW, after="", strings="", sheets=1, before="", ballast=1):
    """Write a workbook of one sheet with these rows and these shared texts."""
    listed = "".join(SHEET % (number, number) for number in range(1, sheets + 1))
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": TOP,
        "xl/workbook.xml": BOOK % listed,
        "xl/_rels/workbook.xml.rels": INNER,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": (
            f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>'
            f"{after}</worksheet>"
        ),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr("ballast", bytes(BALLAST * ballast), zipfile.ZIP_STORED)


def merged(count):
    cells = (f'<mergeCell ref="A{n}:A{n + 1}"/>' for n in range(1, 2 * count, 2))
    return f"<mergeCells>{''.join(cells)}</mergeCells>"


WORKBOOKS = {  # made when asked for: the process that measures stays small
    "inflates": lambda: {"rows": "<row/>" * 20_000_000, "ballast": 0},
    "many rows": lambda: {"rows": ROW + "<row/>" * 3_500_000},
    "many texts": lambda: {"strings": "<si/>" * 3_500_000},
    "far row": lambda: {"rows": f'{ROW}<row r="2000000000"/>'},
    "far value": lambda: {"rows": ROW + '<row r="1000000"><c><v>1</v></c></row>'},
    "wide rows": lambda: {"rows": ROW + WIDE * 20_000},
    "merges": lambda: {"after": merged(125_000)},
    "many sheets": lambda: {"sheets": 5_000},
}
ENTITIES = {
    "billion laughs": '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {name} "{f"&{of};" * 10}">'
        for of, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>",
    "quadratic": f'<!DOCTYPE x [<!ENTITY j "{"x" * 50_000}">]>',
    "external": '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hostname">]>',
    "outside type": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
}
CHILD = "<Child><LAchildID>%s</LAchildID></Child>"
CENSUS = (
    "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year>"
    "<ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header>"
    "<Children>%s</Children></Message>"
)
RETURN = "<EXPSSDA903><CHILD><HEADER><CHILD>%s</CHILD></HEADER>%s</CHILD></EXPSSDA903>"
MANY = 1_000_000
LAYOUTS = {
    "one child of many": lambda: CHILD % ("<a/>" * MANY),
    "deep": lambda: "<a>" * MANY,
    "names": lambda: "".join(f"<a{n}/>" for n in range(MANY)),
    "attributes": lambda: "".join(f'<a b{n}=""/>' for n in range(MANY)),
    "long names": lambda: (
        f'<a xmlns="{"u" * 200_000}">' + "".join(f"<b{n}/>" for n in range(MANY))
    ),
    "one text": lambda: CHILD % ("x" * 60_000_000 + "😀"),
    "one tag": lambda: f"<a b='{'x' * 60_000_000}'/>",
}
