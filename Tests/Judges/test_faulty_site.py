"""One site with every mistake: one run reports all, each at its location."""

import csv
import json

import lectern

FAULTY = lectern.FIXTURES / "faulty"


def expected() -> list[dict]:
    with open(FAULTY / "expected-mistakes.tsv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


class FaultySiteTests(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.site = lectern.copy(FAULTY, self.folder / "site")
        (self.site / "output").mkdir()
        (self.site / "output/index.html").write_text("The site as it was.")

    def errors(self) -> list[dict]:
        result = lectern.run("build", self.site, "--format", "json")
        self.assertEqual(result.returncode, 1, result.stderr[-2000:])
        messages = [json.loads(line) for line in result.stderr.splitlines() if line.strip()]
        return [message for message in messages if message["severity"] == "error"]

    def test_tells_every_mistake_at_its_place(self):
        found = {(e["file"], e["line"], e["column"]): f"{e['message']} {e.get('help') or ''}" for e in self.errors()}
        problems = []
        for row in expected():
            place = (row["file"], int(row["line"]), int(row["column"]))
            where = ":".join(map(str, place))
            if place not in found:
                near = [f"{line}:{column}: {text}" for (file, line, column), text in found.items() if file == place[0]]
                problems.append(f"{where}: nothing about {row['the message names']!r}; said there: {near}")
            elif row["the message names"] not in found[place]:
                problems.append(f"{where}: does not name {row['the message names']!r}: {found[place]}")
        self.assertNothing(problems)

    def test_tells_nothing_else(self):
        places = {(row["file"], int(row["line"])) for row in expected()}
        self.assertNothing([f"{e['file']}:{e['line']}:{e['column']}: {e['message']}" for e in self.errors()
                            if (e["file"], e["line"]) not in places])

    def test_sorts_by_file_and_line_and_tells_each_mistake_once(self):
        places = [(e["file"], e["line"], e["column"]) for e in self.errors()]
        self.assertEqual(places, sorted(set(places)))

    def test_shows_a_person_the_line_with_a_caret(self):
        result = lectern.run("build", self.site)
        self.assertEqual(result.returncode, 1)
        self.assertIn("content/programme/unknown-reference.md:3:12: error: ", result.stderr)
        self.assertIn("  3 | speakers: [mark-hitson]\n    |            ^^^^^^^^^^^\n", result.stderr)
        self.assertIn("mark-hidson", result.stderr)
        self.assertNotIn("\x1b", result.stderr)
        self.assertEqual(result.stdout, "")

    def test_leaves_the_output_as_it_was(self):
        lectern.run("build", self.site)
        self.assertEqual(lectern.state(self.site / "output"), {"index.html": b"The site as it was."})
