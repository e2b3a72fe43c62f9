"""Spreadsheets as openpyxl and odfpy write them: imported, each is what the same table is as CSV."""

import csv
import datetime
import io
import random
import shutil
import zipfile

import lectern
import odf.opendocument
import odf.style
import odf.table
import odf.teletype
import odf.text
import openpyxl

SEED = 7
HEADER = ["Title", "Start", "End", "Room", "Speakers", "Capacity note", "Abstract"]
TITLES = ["Opening", "Åse & Bo: “first” <steps>", "Обществени поръчки", "Δημόσιες συμβάσεις", "a_b", "100 % organic",
          "Line one\nline two", "  spaced  out  ", "007"]
ROOMS = ["Hall", "Market Lounge", "Room 3"]
PEOPLE = ["Åsa Öberg", "Sam Lee", "José O’Neil"]


def table(draw: random.Random, rows: int) -> list[list]:
    """Rows of values: texts, days, moments, times, numbers and nothing."""
    found = []
    for number in range(rows):
        start = datetime.datetime(2031, 6, draw.randint(2, 4), draw.randint(8, 17), draw.choice([0, 5, 30]))
        title = draw.choice(TITLES).replace("\n", " ") if number % 2 else draw.choice(TITLES)
        day_alone = draw.random() < 0.2
        length = datetime.timedelta(minutes=draw.choice([15, 45, 90]))
        found.append([
            f"{title.strip()} {number}",
            start.date() if day_alone else start,
            None if day_alone or draw.random() < 0.2 else start + length,
            draw.choice([None, *ROOMS]),
            draw.choice([None, *PEOPLE, "; ".join(PEOPLE[:2])]),
            draw.choice([None, 7, 12.5, 0, 3.25]),
            draw.choice([None, "A text with **weight**.", "One.\n\nTwo.", "Plain"])])
    return found


def shown(value) -> str:
    """A value as spreadsheets save it as CSV."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return str(value)


def as_csv(rows: list[list]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows([[shown(value) for value in row] for row in rows])
    return text.getvalue().encode()


def as_xlsx(rows: list[list], change=lambda book, sheet: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Talks"
    for row_number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is None:
                continue
            cell = sheet.cell(row_number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl takes what begins with = for a formula
    change(book, sheet)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def as_ods(rows: list[list]) -> bytes:
    document = odf.opendocument.OpenDocumentSpreadsheet()
    sheet = odf.table.Table(name="Talks")
    for row in rows:
        line = odf.table.TableRow()
        for value in row:
            if isinstance(value, datetime.datetime):
                cell = odf.table.TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, datetime.date):
                cell = odf.table.TableCell(valuetype="date", datevalue=value.isoformat())
            elif isinstance(value, (int, float)):
                cell = odf.table.TableCell(valuetype="float", value=str(value))
            else:
                cell = odf.table.TableCell(**({"valuetype": "string"} if value is not None else {}))
                for text in (value or "").split("\n") if value is not None else []:
                    paragraph = odf.text.P()
                    odf.teletype.addTextToElement(paragraph, text)
                    cell.addElement(paragraph)
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    data = io.BytesIO()
    document.write(data)
    return data.getvalue()


class SpreadsheetTest(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.assertEqual(lectern.run("init", self.folder / "new").returncode, 0)

    def importing(self, name: str, content: bytes, *arguments, form: str | None = None):
        """Imports into a new site; gives the result, and every file of the site's content."""
        site = self.folder / f"site-{name}"
        shutil.copytree(self.folder / "new", site)
        file = self.folder / name
        file.write_bytes(content)
        result = lectern.run("import", form or name.rsplit(".", 1)[1], file, "--site", site, "--kind", "session",
                             "--ignore-unknown", "--force", "--dates", "day-first", *arguments)
        return result, lectern.state(site / "content")

    def assertSame(self, rows: list[list], number: int) -> None:
        wanted, files = self.importing(f"{number}.csv", as_csv(rows))
        self.assertEqual(wanted.returncode, 0, wanted.stderr)
        for name, content in ((f"{number}.xlsx", as_xlsx(rows)), (f"{number}.ods", as_ods(rows))):
            result, found = self.importing(name, content)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual(found, files, name)

    def assertRefused(self, name: str, content: bytes, *words, arguments=(), form=None) -> None:
        result, files = self.importing(name, content, *arguments, form=form)
        self.assertPlain(result, {1}, *words)
        self.assertEqual(files, lectern.state(self.folder / "new/content"))


class RandomTables(SpreadsheetTest):
    def test_a_random_table_is_the_same_as_its_csv(self):
        draw = random.Random(SEED)
        for number in range(12):
            with self.subTest(number=number):
                self.assertSame([HEADER, *table(draw, draw.randint(1, 25))], number)


ROWS = [["Title", "Day", "Start", "Room"],
        ["Opening", datetime.date(2031, 6, 2), datetime.time(9, 0), "Hall"],
        ["Lunch", None, datetime.time(12, 30), None],
        ["Closing", datetime.date(2031, 6, 3), datetime.time(16, 0), "Hall"]]


class Sheets(SpreadsheetTest):
    def session(self, files: dict, name: str) -> str:
        return next(text.decode() for path, text in files.items() if path.endswith(f"/{name}.md"))

    def test_a_day_that_reaches_over_rows_counts_for_each(self):
        def merge(book, sheet):
            sheet.merge_cells("B2:B3")
        result, files = self.importing("merged.xlsx", as_xlsx(ROWS, merge))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("start: 2031-06-02 12:30", self.session(files, "lunch"))

    def test_what_is_hidden_stays_out_and_is_told(self):
        def hide(book, sheet):
            sheet.row_dimensions[3].hidden = True
            sheet.column_dimensions["D"].hidden = True
        result, files = self.importing("hidden.xlsx", as_xlsx(ROWS, hide))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Left out: row 3, which is hidden", result.stdout)
        self.assertIn("Left out: column D, which is hidden", result.stdout)
        self.assertFalse([path for path in files if path.endswith("/lunch.md")])
        self.assertNotIn("room:", self.session(files, "opening"))

    def test_a_title_above_the_table_is_left_out(self):
        rows = [["The programme, as of May"], [], *ROWS]
        result, files = self.importing("titled.xlsx", as_xlsx(rows), "--ignore", "Room")
        self.assertEqual(result.returncode, 1, "row 5 has a time and no day")
        rows[4][1] = datetime.date(2031, 6, 2)
        result, files = self.importing("titled2.xlsx", as_xlsx(rows))
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("Left out: row 1, 'The programme, as of May'", result.stdout)

    def test_the_sheet_is_asked_for_and_a_hidden_one_is_not_taken(self):
        def more(book, sheet):
            other = book.create_sheet("Speakers")
            other["A1"] = "Name"
            book.create_sheet("Old").sheet_state = "hidden"
        rows = [ROWS[0], ROWS[1]]
        book = as_xlsx(rows, more)
        self.assertRefused("sheets.xlsx", book, "has 2 sheets: 'Talks', 'Speakers'", '--sheet "Talks"')
        self.assertRefused("typo.xlsx", book, "there is no sheet 'Talk'", "did you mean 'Talks'", arguments=["--sheet", "Talk"])
        result, files = self.importing("chosen.xlsx", book, "--sheet", "Talks")
        self.assertEqual(result.returncode, 0, result.stderr)

        def hide(book, sheet):
            book.create_sheet("Empty")
            sheet.sheet_state = "hidden"
        self.assertRefused("secret.xlsx", as_xlsx(rows, hide), "'Talks', is hidden")

    def test_mistakes_stand_at_their_cell(self):
        rows = [ROWS[0], ["Opening", "tomorrow", datetime.time(9, 0), "Hall", "stray"]]
        self.assertRefused("stray.xlsx", as_xlsx(rows), ":2:5: error: this cell stands in column E, which has no name in row 1")
        rows = [ROWS[0], ["Opening", "tomorrow", datetime.time(9, 0), "Hall"]]
        self.assertRefused("tomorrow.xlsx", as_xlsx(rows), ":2:2: error:", "tomorrow")

    def test_a_formula_without_a_result_is_told(self):
        def formula(book, sheet):
            sheet["D2"].data_type = "f"
            sheet["D2"].value = '=CONCATENATE("Room ", 2)'
        self.assertRefused("formula.xlsx", as_xlsx([ROWS[0], ROWS[1]], formula), "result of the formula in D2")

    def test_other_files_are_refused_plainly(self):
        whole = as_xlsx([ROWS[0], ROWS[1]])
        self.assertRefused("half.xlsx", whole[: len(whole) // 2], "damaged")
        self.assertRefused("old.xlsx", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2000), "old Office program (.xls)", "password")
        self.assertRefused("plan.xlsx", b"Title,Start\nOpening,2031-06-02\n", "lectern import FILE")
        self.assertRefused("plan.csv", whole, "a spreadsheet of Excel (.xlsx)", "lectern import FILE")
        bundle = io.BytesIO()
        with zipfile.ZipFile(bundle, "w") as archive:
            archive.writestr("plan.csv", "Title\n")
        self.assertRefused("bundle.xlsx", bundle.getvalue(), "archive (.zip)")

    def test_what_a_file_is_need_not_be_said(self):
        whole = as_xlsx([ROWS[0], ROWS[1]])
        wanted, files = self.importing("named.xlsx", whole)
        # A packed file says itself how its texts are written.
        for name, form, more in (("looked.xlsx", "file", []), ("encoded.xlsx", "xlsx", ["--encoding", "windows-1252"])):
            result, found = self.importing(name, whole, *more, form=form)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertEqual({path: text for path, text in found.items() if path != "_imports.tsv"},
                             {path: text for path, text in files.items() if path != "_imports.tsv"})
        self.assertRefused("plan.csv", as_csv([ROWS[0], ROWS[1]]), "this file has no sheets to choose from", "leave --sheet out",
                           arguments=["--sheet", "Talks"], form="file")

    def test_a_bomb_is_refused_without_taking_the_memory(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(as_xlsx([ROWS[0], ROWS[1]]))) as whole, \
                zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in whole.namelist():
                text = whole.read(name)
                if name == "xl/worksheets/sheet1.xml":
                    text += b" " * 600_000_000
                archive.writestr(name, text)
        self.assertLess(len(bomb.getvalue()), 1_000_000)
        name = self.folder / "bomb.xlsx"
        name.write_bytes(bomb.getvalue())
        result = lectern.run("import", "xlsx", name, "--site", self.folder / "new", prefix=["prlimit", "--data=300000000"])
        self.assertPlain(result, {1}, "more than a million cells, or texts of more than 64 MB")
