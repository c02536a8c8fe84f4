"""Small documents built by the tests; every text is invented, in the manner of the real ones."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from pypdf import PdfReader, PdfWriter

CALL = "The Minister spoke today with the Foreign Secretary of Sarn."
MATTERS = (
    "They discussed trade in grain and the release of two researchers held in Port Sarn, "
    "and agreed to meet in June."
)
RUSSIAN = (
    "Состоялся телефонный разговор министра с главой МИД Сарна.\n"
    "Стороны обсудили поставки зерна и положение в порту.\n"
)
CHINESE = "部长同萨恩外长通电话。\n双方就粮食贸易和港口局势交换意见，同意六月举行会晤。\n"
MENU = "".join(
    f'<li><a href="/{word}">{word} of the Ministry</a></li>'
    for word in ("Home", "Press", "Visas", "Embassies", "Speeches", "Archive")
)


def a_page(body: str, *, lang: str = "en", head: str = "") -> str:
    """An HTML page with the usual menu and footer around its body."""
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><title>Call with Sarn</title>{head}</head>'
        f'<body><ul class="menu">{MENU}</ul>{body}'
        "<footer><p>Copyright 2019 Ministry of Trade and of Foreign Affairs.</p></footer>"
        "</body></html>"
    )


STATEMENT_PAGE = a_page(f"<h1>Call with Sarn</h1><p>{CALL}</p><p>{MATTERS}</p>")


def a_pdf(*pages: list[str], info: str = "") -> bytes:
    """A PDF by hand: one list of lines a page; `info` holds raw entries such as /Title (...)."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        content = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET" if lines else ""
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects.append(f"<< {info} >>")
    return _with_table(objects)


def _with_table(objects: list[str]) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return data + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    ).encode("latin-1")


def an_encrypted_pdf(password: str) -> bytes:
    """A PDF locked with RC4, which needs no further library."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(a_pdf([CALL]))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def a_docx(*paragraphs: str, title: str = "", table: tuple[str, ...] = ()) -> bytes:
    """A DOCX with paragraphs and perhaps one row of a table after them."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        row = document.add_table(rows=1, cols=len(table)).rows[0]
        for cell, words in zip(row.cells, table, strict=True):
            cell.text = words
    document.core_properties.title = title
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def with_member(package: bytes, name: str, content: bytes) -> bytes:
    """The same zipped document with one member replaced or added."""
    target = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        new.writestr(name, content)
    return target.getvalue()


def a_zip(**members: str) -> bytes:
    """A ZIP archive; `__` in a name stands for a slash and `_` for a point."""
    target = BytesIO()
    with ZipFile(target, "w") as new:
        for name, content in members.items():
            new.writestr(name.replace("__", "/").replace("_", "."), content)
    return target.getvalue()
