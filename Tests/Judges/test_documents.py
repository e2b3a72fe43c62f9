"""What README.md and docs/ tell a reader to type, typed."""

import re
import subprocess
from pathlib import Path

import lectern

PROJECT = Path(__file__).resolve().parent.parent.parent
SESSIONS = """Title,Date,Start,End,Room,Track,Speakers,Description
Opening,2030-05-14,09:00,09:30,Main hall,,Ada Muster,Welcome.
Trees in towns,2030-05-14,09:45,10:30,Main hall,Green,Bo Beispiel; Ada Muster,What trees do.
Paths,2030-05-14,09:45,10:30,Studio,Access,Cia Exempel,How paths work.
Closing,2030-05-15,09:00,09:30,Main hall,,Ada Muster,Goodbye.
"""
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks in a language, without the indentation of the list that they are in."""
    found, block, indent, is_wanted = [], None, 0, False
    for line in text.splitlines(keepends=True):
        fence = re.match(r"( *)```(.*)", line)
        if block is None:
            if fence:
                block, indent, is_wanted = [], len(fence[1]), fence[2] == language
        elif fence:
            if is_wanted:
                found.append("".join(block))
            block = None
        else:
            block.append(line[indent:] or "\n")
    return found


class DocumentTests(lectern.LecternTest):
    def setUp(self):
        super().setUp()
        self.readme = DOCUMENTS[0].read_text()

    def test_readme_leads_to_a_first_page_in_the_menu(self):
        site = lectern.copy(lectern.SITE, self.folder / "site")
        page = site / "content/bicycles.md"
        right = blocks(self.readme, "markdown")[0]
        page.write_text(right)
        self.build(site)
        self.assertTrue((site / "output/bicycles/index.html").exists())

        page.write_text(right.replace("title:", "titel:"))
        mistake = lectern.run("check", site)
        self.assertEqual(mistake.returncode, 1)
        shown = next(block for block in blocks(self.readme, "") if "titel" in block)
        self.assertIn(shown.strip(), mistake.stderr)

        page.write_text(right)
        settings = (site / "site.yaml").read_text()
        entry = blocks(self.readme, "yaml")[0]
        self.assertEqual(settings.count("\n  main:\n"), 1)
        (site / "site.yaml").write_text(settings.replace("\n  main:\n", f"\n  main:\n{entry}"))
        self.build(site)
        self.assertIn("/bicycles/", (site / "output/index.html").read_text())

    def test_commands_of_the_readme_work_in_a_new_site(self):
        site = self.folder / "my-site"
        typed = re.findall(r"`lectern ((?:init|new) [^`]+)`", self.readme)
        self.assertEqual([command.split()[0] for command in typed], ["new", "init"])
        self.assertEqual(lectern.run("init", "my-site", cwd=self.folder).returncode, 0)
        new = lectern.run("new", "session", re.search('"(.+)"', typed[0])[1], cwd=site)
        self.assertEqual(new.returncode, 0, new.stderr)
        self.build(site)

    def test_the_way_from_a_spreadsheet_to_a_site_can_be_gone(self):
        """What docs/start.md has in its blocks of commands is typed, one after the other."""
        guide = (PROJECT / "docs/start.md").read_text()
        typed = [line for block in blocks(guide, "sh") for line in block.splitlines()]
        self.assertEqual([line.split()[1] for line in typed if line.startswith("lectern")],
                         ["init", "serve", "import", "build"])
        folder = self.folder
        for line in typed:
            if line.startswith("lectern serve"):  # It runs until somebody ends it; other judges look at it.
                folder = self.folder / "my-conference"
                (folder / "sessions.csv").write_text(SESSIONS)
                continue
            program, *arguments = line.split()
            done = lectern.run(*arguments, cwd=folder) if program == "lectern" else \
                subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, f"{line}: {done.stderr}")
        self.assertIn("Trees in towns", (folder / "output/programme/2030-05-14/index.html").read_text())

    def test_every_option_that_is_named_is_there(self):
        """Each `lectern COMMAND --option` in a document is a command that takes this option."""
        findings, helps = [], {}
        for document in DOCUMENTS:
            for typed in re.findall(r"\blectern ([a-z]+(?: (?:pretalx|csv|palette|list|copy|diff))?)\b([^`'\n]*)", document.read_text()):
                command, rest = typed
                options = re.findall(r"(?<=\s)--[a-z][a-z-]*", rest)
                if not options:
                    continue
                if command not in helps:
                    helps[command] = lectern.run(*command.split(), "--help").stdout
                    # What is done without naming it, as 'lectern import FILE' is 'lectern import file FILE'.
                    if usual := re.search(r"(?m)^  (\w+) \(default\)", helps[command]):
                        helps[command] += lectern.run(*command.split(), usual[1], "--help").stdout
                findings += [f"{document.name}: lectern {command} has no {option}" for option in options
                             if not re.search(rf"{option}\b", helps[command])]
        self.assertTrue(helps)
        self.assertNothing(findings)
