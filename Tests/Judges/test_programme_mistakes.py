"""Twelve clashes and impossible times in one programme: the command reports all twelve, each at its location."""

import json

import lectern

CASE = lectern.FIXTURES.parent / "cases/programme-twelve-mistakes.txt"

# The file, the line of its front matter, and words of the sentence.
EXPECTED = {
    ("backwards", 4, "before it starts"), ("at-once", 4, "ends when it starts"), ("no-start", 3, "no start"),
    ("skipped", 3, "never comes"), ("outside", 3, "outside the programme's days"), ("overlong", 4, "outside its day"),
    ("hall-2", 5, "used twice"), ("attic-talk", 6, "two places"), ("plenary", 3, "fills every room"),
    ("part", 3, "outside the time of"), ("half", 4, "a day without one"), ("stranger", 5, "no speaker has the id"),
}

NEEDED = {"content/_index.md": "---\ntitle: Home\n---\n",
          "templates/strings/en.yaml": "not_found: {title: Not found}\n",
          **{f"templates/{name}.html": "" for name in ("page", "section", "404", "term", "taxonomy")}}


class ProgrammeMistakesTests(lectern.LecternTest):
    def test_are_told_all_in_one_run(self):
        files, path = dict(NEEDED), None
        for line in CASE.read_text().splitlines():
            if line.startswith("=== "):
                path = line.removeprefix("=== ")
                files[path] = ""
            elif path:
                files[path] += line + "\n"
        for path, text in files.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        result = lectern.run("check", self.folder, "--at", "2012-03-01", "--format", "json")
        self.assertEqual(result.returncode, 1)
        found = [json.loads(line) for line in result.stderr.splitlines() if line.startswith("{")]
        errors = [entry for entry in found if entry["severity"] == "error"]
        self.assertEqual(len(errors), len(EXPECTED), "\n".join(entry["message"] for entry in errors))
        for name, line, words in EXPECTED:
            with self.subTest(name):
                here = [entry for entry in errors if entry["file"] == f"content/programme/{name}.md"]
                self.assertEqual([entry["line"] for entry in here], [line])
                self.assertIn(words, here[0]["message"])
                self.assertGreater(here[0]["column"], 1)
