"""How Lectern is packed, with a program that calls the one of `make build`: the packages' form and the same
bytes each time, the bill of materials, and the files for CI, whose commands are run. `make dist-check` judges a release itself."""

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest
from pathlib import Path

import yaml

import lectern

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "Distribution"))

import archive  # noqa: E402
import bill  # noqa: E402
import debian  # noqa: E402
import icu_data  # noqa: E402
import image  # noqa: E402
import wheel  # noqa: E402
from release import Release, release_notes  # noqa: E402

FILES = PROJECT / "docs/ci"
SCHEMAS = {"github.yml": "github-workflows", "github-embargo.yml": "github-workflows", "forgejo.yml": "github-workflows",
           "gitlab.yml": "gitlab-ci"}


def release() -> Release:
    """A release of a small program that calls the one under test, which packs in no time."""
    program = Path(tempfile.mkdtemp(prefix="lectern-judge-")) / "lectern"
    unittest.addModuleCleanup(shutil.rmtree, program.parent)
    program.write_text(f'#!/bin/sh\nexec {lectern.BINARY} "$@"\n')
    program.chmod(0o755)
    return Release(program=program, source=PROJECT, revision="0" * 40, seconds=1_700_000_000, bill=b"{}", notices=b"")


class PackageTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        cls.release = release()

    def write(self, made: tuple[str, bytes]) -> Path:
        name, data = made
        (self.folder / name).write_bytes(data)
        return self.folder / name

    def assertIsProgram(self, file: Path) -> None:
        self.assertEqual(file.read_bytes(), self.release.program.read_bytes())
        self.assertTrue(os.access(file, os.X_OK))

    def test_the_archive_has_one_folder(self):
        file = self.write(archive.archive(self.release))
        with tarfile.open(file) as opened:
            self.assertEqual({entry.mtime for entry in opened}, {1_700_000_000})
            opened.extractall(self.folder / "unpacked")
        folder, = (self.folder / "unpacked").iterdir()
        self.assertEqual(folder.name + ".tar.xz", file.name)
        self.assertIsProgram(folder / "lectern")
        for name in ("LICENSE", "NOTICE", "THIRD-PARTY.txt", "lectern.1", "completions/_lectern", "ci/gitlab.yml"):
            self.assertTrue((folder / name).is_file(), name)

    def test_dpkg_takes_the_package(self):
        file = self.write(debian.package(self.release))
        subprocess.run(["dpkg-deb", "--raw-extract", file, self.folder / "deb"], check=True, capture_output=True)
        self.assertIsProgram(self.folder / "deb/usr/bin/lectern")
        self.assertNotIn("Depends", (self.folder / "deb/DEBIAN/control").read_text())
        subprocess.run(["md5sum", "--quiet", "-c", "DEBIAN/md5sums"], cwd=self.folder / "deb", check=True)

    def test_pip_takes_the_wheel(self):
        file = self.write(wheel.wheel(self.release))
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-index", "--target", self.folder / "there", file], check=True,
                       capture_output=True)
        self.assertIsProgram(self.folder / "there/bin/lectern")

    def test_the_image_is_what_its_digests_say(self):
        with tarfile.open(self.write(image.image(self.release))) as opened:
            opened.extractall(self.folder / "image")

        def blob(descriptor: dict) -> Path:
            path = self.folder / "image/blobs" / descriptor["digest"].replace(":", "/")
            self.assertEqual(path.stat().st_size, descriptor["size"])
            self.assertEqual("sha256:" + sha256(path), descriptor["digest"])
            return path

        manifest = json.loads(blob(json.loads((self.folder / "image/index.json").read_text())["manifests"][0]).read_text())
        configuration = json.loads(blob(manifest["config"]).read_text())
        self.assertEqual(configuration["config"]["Entrypoint"], ["/usr/bin/lectern"])
        with tarfile.open(blob(manifest["layers"][0])) as layer:
            layer.extractall(self.folder / "root")
        self.assertIsProgram(self.folder / "root/usr/bin/lectern")
        unpacked = subprocess.run(["gzip", "-dc", blob(manifest["layers"][0])], capture_output=True, check=True).stdout
        (self.folder / "layer.tar").write_bytes(unpacked)
        self.assertEqual(configuration["rootfs"]["diff_ids"], ["sha256:" + sha256(self.folder / "layer.tar")])

    def test_the_same_release_gives_the_same_bytes(self):
        for make in (archive.archive, debian.package, wheel.wheel, image.image):
            self.assertEqual(make(self.release), make(release()), make)

    def test_the_manual_page_has_every_command(self):
        page = self.release.documents["lectern.1"].decode()
        commands = json.loads(lectern.run("--experimental-dump-help").stdout)["command"]["subcommands"]
        self.assertGreater(len(commands), 8)
        for command in commands:
            if command["commandName"] != "help":
                self.assertIn(f".Ss lectern {command['commandName']}\n", page)
        self.assertIn("Fl Fl base\\-url Ar url", page)


def sha256(path: Path) -> str:
    return subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True).stdout.split()[0]


class ContentsTests(unittest.TestCase):
    def test_cut_data_is_data_that_can_be_read_again(self):
        header, name, files = icu_data.items(icu_data.data_in(icu_data.toolchain_archive()))
        kept = [file for file in files if icu_data.is_kept(file.name)]
        self.assertEqual(icu_data.items(icu_data.packed(header, name, kept)), (header, name, kept))
        self.assertEqual(icu_data.packed(header, name, files)[:len(header)], header)
        names = {file.name for file in kept}
        self.assertLess({"sv.res", "coll/sv.res", "zoneinfo64.res", "plurals.res", "nfc.nrm", "res_index.res"} - {"nfc.nrm"}, names)
        self.assertFalse([name for name in names if name.endswith(".cnv") or name.startswith(("brkitr/", "zone/"))])
        # No language is cut: each file at the top is there, too.
        self.assertEqual({file.name for file in files if file.name.endswith(".res") and "/" not in file.name} - names, set())

    def test_every_swift_package_is_in_the_bill_of_materials(self):
        pins = {pin["identity"] for pin in json.loads((PROJECT / "Package.resolved").read_text())["pins"]}
        self.assertEqual(pins, {component.package for component in bill.COMPONENTS if component.package.startswith("swift-")})

    def test_what_nobody_claims_stops_the_release(self):
        with self.assertRaisesRegex(SystemExit, "libfoo"):
            bill.owners({"libfoo", "libc", "Text"}, {"Text"})

    def test_the_linkers_map_is_read(self):
        text = """             VMA              LMA     Size Align Out     In      Symbol
          401000           401000     1000    16 .text
          401000           401000       20    16         /x/build/Text.build/Slug.swift.o:(.text)
          401000           401000       20     1                 symbol
          401020           401020       30    16         /usr/lib/libc.a(printf.o):(.text)
          401050           401050       10    16         <internal>:(.text)
          402000           402000       99    16 .bss
          402000           402000       99    16         /usr/lib/libm-2.36.a(sin.o):(.bss)
"""
        self.assertEqual(bill.linked_files(text), {"Text": {".text": 0x20}, "libc": {".text": 0x30}})

    def test_release_notes_are_a_part_of_the_changelog(self):
        text = "# Changelog\n\n## 0.2.0 — 2027-01-01\n\nNew.\n\n## 0.1.0\n\nOld.\n"
        self.assertEqual(release_notes(text, "0.2.0"), "# Lectern 0.2.0\n\nNew.\n")
        self.assertEqual(release_notes("## Unreleased\n\nSoon.\n", "0.3.0"), "# Lectern 0.3.0\n\nSoon.\n")
        with self.assertRaises(SystemExit):
            release_notes(text, "0.3.0")


class ContinuousIntegrationTests(lectern.LecternTest):
    def test_the_forges_take_the_files(self):
        self.assertEqual({path.name for path in FILES.glob("*.yml")}, set(SCHEMAS))
        for name, schema in SCHEMAS.items():
            said = subprocess.run([Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", FILES / name],
                                  capture_output=True, text=True)
            self.assertEqual(said.returncode, 0, said.stdout)

    def test_their_commands_publish_a_site(self):
        for name in ("github.yml", "forgejo.yml"):
            with self.subTest(name):
                jobs = yaml.safe_load((FILES / name).read_text())["jobs"]
                steps = [step for job in jobs.values() for step in job["steps"]
                         if "run" in step and "apt-get" not in step["run"]]
                site = self.site(name)
                for step in steps:
                    self.shell(step["run"], site, SOURCE="1234abc")
                self.assertTrue((site / "output/index.html").exists())
        published = subprocess.run(["git", "--git-dir", self.folder / "forgejo.yml-origin", "ls-tree", "-r", "--name-only", "pages"],
                                   capture_output=True, text=True, check=True).stdout.split("\n")
        self.assertIn("index.html", published)
        self.assertNotIn("site.yaml", published)
        # The second time a page has gone.
        (site / "content/about.md").unlink(missing_ok=True)
        self.shell("\n".join(step["run"] for step in steps[:-1]), site)
        shutil.rmtree(site / ".pages")
        subprocess.run(["git", "worktree", "prune"], cwd=site, check=True)
        self.shell(steps[-1]["run"], site, SOURCE="5678def")

    def test_gitlabs_commands_build_and_check_a_site(self):
        jobs = yaml.safe_load((FILES / "gitlab.yml").read_text())
        site = self.site("gitlab.yml")
        before = [command for command in jobs[".lectern"]["before_script"] if not command.startswith("apt-get")]
        for name in ("check", "pages"):
            self.shell("\n".join(before + jobs[name]["script"]), site)
        self.assertTrue((site / "public/index.html").exists())
        self.assertEqual(jobs["pages"]["artifacts"]["paths"], ["public"])

    def test_a_program_of_another_checksum_is_not_run(self):
        steps = yaml.safe_load((FILES / "github.yml").read_text())["jobs"]["build"]["steps"]
        site = self.site("other")
        result = subprocess.run(["bash", "-e", "-c", steps[1]["run"]], cwd=site, capture_output=True,
                                env=self.environment | {"LECTERN_SHA256": "0" * 64})
        self.assertNotEqual(result.returncode, 0)
        self.assertFalse((site / ".lectern-program").exists())

    def test_the_timer_runs_a_command_that_there_is(self):
        service, timer = configparser.ConfigParser(), configparser.ConfigParser()
        service.read(FILES / "lectern-site.service")
        timer.read(FILES / "lectern-site.timer")
        command = service["Service"]["ExecStart"].split()
        self.assertEqual(command[0], "/usr/bin/lectern")
        site = self.site("timer")
        self.assertEqual(lectern.run(*command[1:], cwd=site).returncode, 0)
        if shutil.which("systemd-analyze"):
            subprocess.run(["systemd-analyze", "calendar", timer["Timer"]["OnCalendar"]], check=True, capture_output=True)

    def test_every_option_in_them_is_one_of_the_command(self):
        used = 0
        for file in FILES.iterdir():
            for command, options in re.findall(r"lectern (build|check|serve)((?: [^\n#]*)?)$", file.read_text(), re.MULTILINE):
                help_text = lectern.run(command, "--help").stdout
                for option in re.findall(r"--[\w-]+", options):
                    self.assertIn(option, help_text, file.name)
                    used += 1
        self.assertGreater(used, 4)

    def site(self, name: str) -> Path:
        """A small site in a repository of git, with a copy of the archive that it can download."""
        site = self.folder / name.replace(".", "-")
        self.assertEqual(lectern.run("init", site, "--bare").returncode, 0)
        origin = self.folder / f"{name}-origin"
        for command in (["git", "init", "-q", "--bare", origin], ["git", "init", "-q", "-b", "main", site],
                        ["git", "-C", site, "remote", "add", "origin", origin], ["git", "-C", site, "add", "."],
                        ["git", "-C", site, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "Begin"]):
            subprocess.run(command, check=True, capture_output=True)
        return site

    def setUp(self):
        super().setUp()
        file, data = archive.archive(release())
        (self.folder / file).write_bytes(data)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LECTERN_ARCHIVE": f"file://{self.folder / file}",
                            "LECTERN_SHA256": sha256(self.folder / file), "GIT_CONFIG_NOSYSTEM": "1"}

    def shell(self, script: str, site: Path, **environment: str) -> None:
        """Runs a step as a forge does: `bash -e` in the working copy."""
        result = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=site, env=self.environment | environment,
                                capture_output=True, text=True, timeout=lectern.PATIENCE)
        self.assertEqual(result.returncode, 0, f"{script}\n{result.stdout}{result.stderr}")
