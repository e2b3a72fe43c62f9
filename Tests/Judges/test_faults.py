"""When the machine or the command is at fault: the right exit code, a plain sentence, nothing lost."""

import os
import resource
import shutil
import signal
import socket
import subprocess
import time
import unittest
from pathlib import Path

import lectern

NOBODY = 65534
MINIMAL = lectern.FIXTURES / "minimal"
IS_ROOT = os.geteuid() == 0


class FaultTests(lectern.LecternTest):
    """Each test starts with a small site that was built once; whatever happens then, that output stays."""

    def setUp(self):
        super().setUp()
        self.site = lectern.copy(MINIMAL, self.folder / "site")
        self.build(self.site)
        self.output = self.site / "output"
        self.before = lectern.state(self.output)
        (self.site / "content/new.md").write_text("---\ntitle: New\n---\nThis page was not there before.\n")

    def assertOutputIsAsItWas(self):
        self.assertEqual(lectern.state(self.output), self.before)
        leftovers = {path.name for path in self.site.iterdir()} - {"site.yaml", "content", "templates", "output", ".lectern"}
        self.assertEqual(leftovers, set(), "staging was left behind")

    def as_nobody(self, *arguments, **more) -> subprocess.CompletedProcess:
        """Root may read and write everything, so these run as a user who may not."""
        if not IS_ROOT:
            return lectern.run(*arguments, **more)
        binary = self.folder / "lectern"
        if not binary.exists():
            shutil.copy(lectern.BINARY, binary)
            binary.chmod(0o755)
        for path in [self.site, *self.site.rglob("*")]:
            if not path.is_symlink():
                os.chown(path, NOBODY, NOBODY)
        become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--"]
        original, lectern.BINARY = lectern.BINARY, binary
        try:
            return lectern.run(*arguments, prefix=become, **more)
        finally:
            lectern.BINARY = original

    # The command

    def test_a_site_that_does_not_exist(self):
        for command in ("build", "check"):
            self.assertPlain(lectern.run(command, self.folder / "nowhere"), {2}, "nowhere")

    def test_a_folder_that_is_no_site(self):
        (self.folder / "empty").mkdir()
        self.assertPlain(lectern.run("build", self.folder / "empty"), {2}, "site.yaml")

    def test_a_file_instead_of_a_site(self):
        self.assertPlain(lectern.run("build", self.site / "site.yaml"), {2}, "site.yaml")

    def test_a_wrong_command_line(self):
        for arguments in (["built"], ["build", "--outptu", "x"], ["build", self.site, "--at", "yesterday"],
                          ["build", self.site, "--base-url", "example.org"], ["build", self.site, "--format", "xml"],
                          ["build", self.site, "another"], ["build", self.site, "--output"],
                          ["render"], ["markdown", "nowhere.md"], ["new"], ["new", "nothing", "Title"]):
            with self.subTest(arguments):
                result = lectern.run(*arguments, cwd=self.site)
                self.assertEqual(result.returncode, 2, result.stderr)
                self.assertTrue(result.stderr.strip())
                self.assertEqual(result.stdout, "")
        self.assertOutputIsAsItWas()

    def test_help_and_version_are_results(self):
        for argument in ("--help", "--version"):
            result = lectern.run(argument)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertTrue(result.stdout.strip())

    # What may not be read or written

    def test_an_unreadable_page(self):
        (self.site / "content/new.md").chmod(0)
        self.assertPlain(self.as_nobody("build", self.site), {2}, "content/new.md")
        self.assertOutputIsAsItWas()

    def test_an_unreadable_picture(self):
        (self.site / "content/dot.png").write_bytes(b"x")
        (self.site / "content/dot.png").chmod(0)
        for command in ("build", "check"):
            self.assertPlain(self.as_nobody(command, self.site), {2}, "content/dot.png")
        self.assertOutputIsAsItWas()

    def test_an_unreadable_folder(self):
        folder = self.site / "content/closed"
        folder.mkdir()
        (folder / "page.md").write_text("---\ntitle: Closed\n---\n")
        folder.chmod(0)
        try:
            self.assertPlain(self.as_nobody("build", self.site), {2}, "content/closed")
        finally:
            folder.chmod(0o755)
        self.assertOutputIsAsItWas()

    def test_an_unreadable_template_and_settings(self):
        for name in ("templates/page.html", "site.yaml"):
            with self.subTest(name):
                (self.site / name).chmod(0)
                self.assertPlain(self.as_nobody("build", self.site), {2}, name)
                (self.site / name).chmod(0o644)
        self.assertOutputIsAsItWas()

    def test_an_output_that_may_not_be_written(self):
        self.output.chmod(0o555)
        for path in self.output.rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        try:
            result = self.as_nobody("build", self.site)
            self.assertPlain(result, {2}, "output")
        finally:
            self.output.chmod(0o755)
        self.assertOutputIsAsItWas()

    def test_a_folder_in_the_output_that_may_not_be_written(self):
        """Found only when files are moved into place; even then nothing may be left half done."""
        for name in ("a-first", "z-last"):
            (self.site / f"content/{name}.md").write_text("---\ntitle: One\n---\nText.\n")
        self.build(self.site)
        self.before = lectern.state(self.output)
        for name in ("a-first", "z-last"):
            (self.site / f"content/{name}.md").write_text("---\ntitle: Two\n---\nOther text.\n")
        self.as_nobody("--version")  # gives the site to nobody
        (self.output / "z-last").chmod(0o555)
        self.assertPlain(self.as_nobody("build", self.site), {2}, "z-last")
        (self.output / "z-last").chmod(0o755)
        self.assertOutputIsAsItWas()

    def test_a_site_folder_that_may_not_be_written(self):
        self.as_nobody("--version")  # gives the site to nobody
        self.site.chmod(0o555)
        result = self.as_nobody("build", self.site)
        self.site.chmod(0o755)
        if result.returncode != 0:
            self.assertPlain(result, {2})
            self.assertOutputIsAsItWas()

    def test_an_output_that_is_a_file(self):
        place = self.folder / "file"
        place.write_text("I am a file.")
        self.assertPlain(lectern.run("build", self.site, "--output", place), {2}, "file")
        self.assertEqual(place.read_text(), "I am a file.")

    def test_a_folder_where_a_file_should_go(self):
        """Somebody else's folder is where a new page's file belongs."""
        (self.output / "new/index.html/others").mkdir(parents=True)
        (self.output / "new/index.html/others/file").write_text("Not Lectern's.")
        before = lectern.state(self.output)
        result = lectern.run("build", self.site)
        self.assertPlain(result, {1, 2}, "new/index.html")
        self.assertEqual(lectern.state(self.output), before)

    # Full disks and sudden ends

    def test_a_full_disk(self):
        place = self.folder / "small"
        place.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", "size=320k,mode=755", "tmpfs", str(place)]
        if not IS_ROOT or subprocess.run(mount, capture_output=True).returncode != 0:
            self.skipTest("only root may mount a small disk")
        try:
            site = lectern.copy(MINIMAL, place / "site")
            self.build(site)
            before = lectern.state(site / "output")
            (site / "content/large.md").write_text("---\ntitle: Large\n---\n" + "word " * 12_000)
            for number in range(40):
                (site / f"content/page-{number}.md").write_text(f"---\ntitle: Page {number}\n---\n" + "x\n\n" * 20)
            self.assertPlain(lectern.run("build", site), {2}, "full")
            self.assertEqual(lectern.state(site / "output"), before)
        finally:
            subprocess.run(["umount", str(place)], check=True)

    def test_a_file_that_grows_too_large(self):
        """Like a full disk, for users who are not root: no file may exceed 4 kB."""
        (self.site / "content/large.md").write_text("---\ntitle: Large\n---\n" + "word " * 4_000)

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        self.assertPlain(lectern.run("build", self.site, preexec_fn=limit), {2})
        self.assertOutputIsAsItWas()

    def test_too_few_open_files(self):
        for number in range(300):
            (self.site / f"content/page-{number}.md").write_text(f"---\ntitle: Page {number}\n---\nText.\n")
        self.build(self.site, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (24, 24)))

    def test_a_sudden_end_is_mended_by_the_next_build(self):
        """If a build is killed at any moment, the old pages are all there, and the next build removes what it left."""
        for number in range(400):
            (self.site / f"content/page-{number}.md").write_text(f"---\ntitle: Page {number}\n---\n" + "Text.\n\n" * 50)
        end_at_write = self.library("""
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <signal.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            static long writes;
            ssize_t write(int file, const void *bytes, size_t count) {
              ssize_t (*original)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
              if (__atomic_add_fetch(&writes, 1, __ATOMIC_RELAXED) == atol(getenv("END_AT_WRITE"))) raise(SIGKILL);
              return original(file, bytes, count);
            }
            __attribute__((destructor)) static void report(void) { fprintf(stderr, "%ld writes\\n", writes); }""")

        def ended_at(write: int, site: Path) -> subprocess.CompletedProcess:
            environment = {"LD_PRELOAD": str(end_at_write), "END_AT_WRITE": str(write)}
            return lectern.run("build", site, "--quiet", environment=environment)

        whole = ended_at(0, lectern.copy(self.site, self.folder / "trial"))
        self.assertEqual(whole.returncode, 0, whole.stderr)
        writes = int(whole.stderr.split()[0])
        self.assertGreater(writes, 400)
        for step in range(1, 15):
            result = ended_at(max(1, writes * step // 15), self.site)
            self.assertEqual(result.returncode, -signal.SIGKILL, result.stderr)
            self.assertNothing([f"{path} was lost" for path in self.before if not (self.output / path).exists()])
            if step % 3 == 0:  # Pages that the killed build may have put in place are not wanted any more.
                for path in sorted((self.site / "content").glob("page-*.md"))[:5]:
                    path.unlink()
        self.assertNextBuildIsWhole()

    def test_an_end_while_files_are_moved_is_mended_by_the_next_build(self):
        """If a build ends at any move, the files in place by then are known as ours, though their pages are gone by the next build."""
        end_at_move = self.library("""
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <signal.h>
            #include <stdlib.h>
            int rename(const char *from, const char *to) {
              static int moves;
              int (*original)(const char *, const char *) = dlsym(RTLD_NEXT, "rename");
              if (++moves == atoi(getenv("END_AT_MOVE"))) raise(SIGKILL);
              return original(from, to);
            }""")
        for move in range(1, 100):
            pages = [self.site / f"content/of-{move}-{number}.md" for number in range(3)]
            for page in pages:
                page.write_text("---\ntitle: Not for long\n---\n")
            environment = {"LD_PRELOAD": str(end_at_move), "END_AT_MOVE": str(move)}
            result = lectern.run("build", self.site, "--quiet", environment=environment)
            self.assertNothing([f"{path} was lost" for path in self.before if not (self.output / path).exists()])
            for page in pages:
                page.unlink()
            self.assertNextBuildIsWhole()
            if result.returncode == 0:
                break
            self.assertEqual(result.returncode, -signal.SIGKILL, result.stderr)
        self.assertGreater(move, 4, "the moves were not seen")

    def library(self, source: str) -> Path:
        """A library whose functions replace the system's."""
        path = self.folder / "before.so"
        compile = ["cc", "-shared", "-fPIC", "-x", "c", "-o", str(path), "-", "-ldl"]
        subprocess.run(compile, input=source, text=True, check=True)
        return path

    def assertNextBuildIsWhole(self):
        self.build(self.site)
        fresh = lectern.copy(self.site, self.folder / "fresh")
        self.build(fresh)
        self.assertEqual(sorted(lectern.state(self.output)), sorted(lectern.state(fresh / "output")))
        self.assertEqual(lectern.state(self.output), lectern.state(fresh / "output"))
        leftovers = {path.name for path in self.site.iterdir()} - {"site.yaml", "content", "templates", "output", ".lectern"}
        self.assertEqual(leftovers, set(), "staging was left behind")
        shutil.rmtree(fresh)

    def test_two_builds_at_once_end_in_one_whole_site(self):
        for number in range(200):
            (self.site / f"content/page-{number}.md").write_text(f"---\ntitle: Page {number}\n---\nText.\n")
        command = [str(lectern.BINARY), "build", str(self.site), "--quiet"]
        processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        codes = []
        for process in processes:
            _, stderr = process.communicate(timeout=lectern.PATIENCE)
            codes.append(process.returncode)
            if process.returncode != 0:
                self.assertEqual(process.returncode, 2, stderr)
                self.assertIn("error", stderr)
        self.assertIn(0, codes)
        fresh = lectern.copy(self.site, self.folder / "fresh")
        self.build(fresh)
        self.assertEqual(lectern.state(self.output), lectern.state(fresh / "output"))

    # Unusual files in the tree

    def test_a_link_that_loops(self):
        (self.site / "content/loop").symlink_to("loop")
        self.assertPlain(lectern.run("build", self.site), {1, 2}, "content/loop")
        self.assertOutputIsAsItWas()

    def test_a_link_to_a_folder_above_itself(self):
        (self.site / "content/folder").mkdir()
        (self.site / "content/folder/again").symlink_to("..")
        self.assertPlain(lectern.run("build", self.site), {1, 2}, "content/folder/again")
        self.assertOutputIsAsItWas()

    def test_a_link_that_leads_outside(self):
        (self.folder / "secret.txt").write_text("secret")
        for name, target in (("secret.txt", self.folder / "secret.txt"), ("etc", "/etc"), ("up.md", "../../secret.txt")):
            with self.subTest(name):
                link = self.site / "content" / name
                link.symlink_to(target)
                self.assertPlain(lectern.run("build", self.site), {1, 2}, f"content/{name}")
                link.unlink()
        self.assertOutputIsAsItWas()

    def test_a_link_that_leads_nowhere(self):
        (self.site / "content/gone.md").symlink_to("nothing.md")
        self.assertPlain(lectern.run("build", self.site), {1, 2}, "content/gone.md")
        self.assertOutputIsAsItWas()

    def test_a_pipe_and_a_socket(self):
        os.mkfifo(self.site / "content/pipe.md")
        self.assertPlain(lectern.run("build", self.site), {1, 2}, "content/pipe.md")
        (self.site / "content/pipe.md").unlink()
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(self.site / "content/socket"))
            self.assertPlain(lectern.run("build", self.site), {1, 2}, "content/socket")
        self.assertOutputIsAsItWas()

    def test_names_with_spaces_and_umlauts(self):
        (self.site / "content/über den Anfang.md").write_text("---\ntitle: Anfang\n---\nText.\n")
        (self.site / "content/new.md").write_text(
            "---\ntitle: New\n---\n[One](<über den Anfang.md>), [two](%C3%BCber%20den%20Anfang.md),"
            " [three](<ein Bild.txt>).\n")
        (self.site / "content/ein Bild.txt").write_text("Text.")
        self.build(self.site)
        pages = [path for path in lectern.state(self.output) if "anfang" in path.lower()]
        self.assertEqual(len(pages), 1, pages)
        self.assertIn("ein Bild.txt", lectern.state(self.output))
        new = (self.output / "new/index.html").read_text()
        self.assertIn("ein%20Bild.txt", new)

    def test_names_in_another_normal_form_are_the_same_name(self):
        (self.site / "content/o\u0308ver.md").write_text("---\ntitle: Över\n---\nText.\n")
        (self.site / "content/new.md").write_text("---\ntitle: New\n---\n[Över](över.md)\n")
        result = lectern.run("build", self.site)
        self.assertIn(result.returncode, (0, 1), result.stderr)
        if result.returncode == 1:
            self.assertPlain(result, {1}, "content/new.md:4:")

    def test_a_name_with_a_newline(self):
        (self.site / "content/two\nlines.md").write_text("---\ntitle: Two\n---\nText.\n")
        result = lectern.run("build", self.site)
        if result.returncode == 0:
            self.assertTrue(any(path.startswith("two") for path in lectern.state(self.output)))
            self.assertNotIn("\n", "".join(lectern.state(self.output)))
        else:
            self.assertPlain(result, {1, 2}, "two")
            self.assertOutputIsAsItWas()
        broken = self.site / "content/broken\nname.md"
        broken.write_text("---\ntitel: Two\n---\n")
        for line in lectern.run("build", self.site, "--format", "json").stderr.splitlines():
            self.assertTrue(line.startswith("{"), line)

    def test_a_name_that_is_no_utf8(self):
        path = os.fsencode(self.site) + b"/content/caf\xe9.md"
        with open(path, "w") as file:
            file.write("---\ntitle: Coffee\n---\nText.\n")
        result = lectern.run("build", self.site)
        os.unlink(path)
        if result.returncode != 0:
            self.assertPlain(result, {1, 2}, "caf")
            self.assertOutputIsAsItWas()

    def test_a_name_as_long_as_names_may_be(self):
        (self.site / "content" / ("a" * 252 + ".md")).write_text("---\ntitle: Long\n---\nText.\n")
        result = lectern.run("build", self.site)
        if result.returncode != 0:
            self.assertPlain(result, {1, 2}, "aaaa")
            self.assertOutputIsAsItWas()

    def test_folders_as_deep_as_they_come(self):
        folder = self.site / "content" / "/".join(["deep"] * 60)
        folder.mkdir(parents=True)
        (folder / "page.md").write_text("---\ntitle: Deep\n---\nText.\n")
        self.build(self.site)
        self.assertTrue(any(path.startswith("deep/deep/deep") for path in lectern.state(self.output)))

    def test_hidden_files_are_left_alone_and_well_known_ones_are_not(self):
        (self.site / "content/.hidden.md").write_text("no front matter at all")
        (self.site / "content/.git").mkdir()
        (self.site / "content/.git/config").write_text("secret")
        (self.site / "content/.well-known").mkdir()
        (self.site / "content/.well-known/security.txt").write_text("Contact: mailto:a@example.org\n")
        self.build(self.site)
        state = lectern.state(self.output)
        self.assertIn(".well-known/security.txt", state)
        self.assertFalse([path for path in state if "hidden" in path or ".git" in path])

    def test_empty_files_and_folders(self):
        (self.site / "content/nothing").mkdir()
        (self.site / "content/new.md").write_text("")
        self.assertPlain(lectern.run("build", self.site), {1}, "content/new.md:1:1")
        (self.site / "site.yaml").write_text("")
        self.assertPlain(lectern.run("build", self.site), {1}, "site.yaml")
        self.assertOutputIsAsItWas()

    def test_endings_and_marks_of_other_systems(self):
        """A byte order mark and Windows line ends don't shift the location of a mistake."""
        (self.site / "content/new.md").write_bytes("\ufeff---\r\ntitle: New\r\ndat: 2012-09-19\r\n---\r\nText.\r\n".encode())
        self.assertPlain(lectern.run("build", self.site), {1}, "content/new.md:3:1", "dat")
        (self.site / "content/new.md").write_bytes("\ufeff---\r\ntitle: New\r\n---\r\nText.\r\n".encode())
        self.build(self.site)

    def test_a_closed_pipe_is_no_crash(self):
        """`lectern markdown FILE | head -c 1`"""
        (self.site / "large.md").write_text("word " * 200_000)
        process = subprocess.Popen([str(lectern.BINARY), "markdown", str(self.site / "large.md")],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.read(1)
        process.stdout.close()
        stderr = process.stderr.read().decode()
        process.stderr.close()
        self.assertIn(process.wait(lectern.PATIENCE), (0, 2, -signal.SIGPIPE), stderr)
        self.assertNotIn("Fatal", stderr)


@lectern.alone
class HostileMarkdownTests(lectern.LecternTest):
    """Documents that would make the Markdown library slow or large are an ordinary error, or take little time."""

    DOCUMENTS = {
        "a wide table": "|a" * 3000 + "|\n" + "|-" * 3000 + "|\n" + "|x|\n" * 3000,
        "one long reference, used often": f"[a]: /{'x' * 5000}\n\n" + "[a] " * 10_000,
        "pipes": "|" * 60_000 + "\n" + "|-" * 30_000,
        "brackets": "[" * 50_000,
        "nested quotes": ">" * 20_000 + " text",
        "nested lists": "".join("  " * depth + "- x\n" for depth in range(1500)),
        "emphasis": "*a **b " * 20_000,
        "backticks": "".join("`" * length + " " for length in range(1, 1500)),
        "footnotes": "".join(f"[^{n}]: note [^{n}]\n\n" for n in range(5000)) + "".join(f"[^{n}] " for n in range(5000)),
        "directives": ":::a\n" * 5000,
        "entities": "&" * 100_000,
        "links in links": "[a](" * 20_000,
    }

    def test_end_within_seconds(self):
        for name, document in self.DOCUMENTS.items():
            with self.subTest(name):
                page = self.folder / "page.md"
                page.write_text(document)
                started = time.monotonic()
                result = lectern.run("markdown", "--gfm", page, preexec_fn=lambda: resource.setrlimit(
                    resource.RLIMIT_AS, (2 << 30, 2 << 30)))
                self.assertLess(time.monotonic() - started, 2)
                self.assertIn(result.returncode, (0, 1), result.stderr[-500:])


if __name__ == "__main__":
    unittest.main()
