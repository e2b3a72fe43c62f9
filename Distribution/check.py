"""Judges what `make dist` made, with tools that we did not write: `make dist-check`.

    .build/dist-venv/bin/python Distribution/check.py DIST --full .build/release/lectern --site . [--again FOLDER] [--only WORD …]

It needs root, since systems are installed into folders (debootstrap) and programs run in them (chroot). WORD picks tests by
name. A table at the end says what was measured.
"""

import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHROOT = shutil.which("chroot") or "/usr/sbin/chroot"
MEASURED: list[tuple[str, str]] = []
OPTIONS: argparse.Namespace

# Each with what it has beside the smallest system: Python's installer, for the wheel.
SYSTEMS = ["bullseye", "bookworm", "trixie"]
MOST_BYTES, MOST_PACKED = 40_000_000, 12_000_000


def measured(what: str, value) -> None:
    MEASURED.append((what, str(value)))


def call(*command, **more) -> subprocess.CompletedProcess:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, errors="replace", timeout=1200, **more)


def dist(pattern: str) -> Path:
    found = list(OPTIONS.dist.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"{OPTIONS.dist} has {len(found)} files {pattern}: run make dist")
    return found[0]


class Case(unittest.TestCase):
    maxDiff = 3000

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="lectern-dist-"))
        self.folder.chmod(0o755)
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def ok(self, *command, **more) -> str:
        result = call(*command, **more)
        self.assertEqual(result.returncode, 0, f"{command}\n{result.stdout[-2000:]}\n{result.stderr[-3000:]}")
        return result.stdout

    def unpacked(self) -> Path:
        with tarfile.open(dist("lectern-*-linux-x86_64.tar.xz")) as archive:
            archive.extractall(self.folder / "archive")
        folder, = (self.folder / "archive").iterdir()
        return folder

    def mounted_proc(self, root: Path) -> None:
        (root / "proc").mkdir(exist_ok=True)
        self.ok("mount", "-t", "proc", "proc", root / "proc")
        self.addCleanup(call, "umount", root / "proc")

    def does_its_job(self, root: Path, program: str) -> float:
        """The main job of README in a system: a new site, checked and built, and this repository's. Seconds for the last."""
        plain = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}
        shutil.rmtree(root / "work", ignore_errors=True)
        (root / "work").mkdir()
        for name in ("site.yaml", "content", "templates"):
            source = OPTIONS.site / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, root / "work" / name)
        for arguments in (["init", "/work/new"], ["check", "/work/new"], ["build", "/work/new"]):
            self.ok(CHROOT, root, program, *arguments, env=plain)
        start = time.monotonic()
        self.ok(CHROOT, root, program, "build", "--at", "2012-09-19", "/work", env=plain)
        seconds = time.monotonic() - start
        self.assertEqual(files_below(root / "work/output"), self.expected_site())
        return seconds

    @classmethod
    def expected_site(cls) -> dict[str, str]:
        """What the program of `make build` makes of this repository's site."""
        if not hasattr(Case, "_expected"):
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run([OPTIONS.full, "build", "--quiet", "--at", "2012-09-19", "--output", f"{folder}/output", OPTIONS.site],
                               check=True, capture_output=True)
                Case._expected = files_below(Path(folder) / "output")
        return Case._expected


def files_below(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


class ProgramTests(Case):
    def test_needs_no_library(self):
        program = self.unpacked() / "lectern"
        headers = self.ok("readelf", "-lWd", program)
        self.assertNotIn("NEEDED", headers)
        self.assertNotIn("INTERP", headers)
        self.assertIn("DYN (Position-Independent Executable", headers)

    def test_sizes(self):
        program = self.unpacked() / "lectern"
        before, after = sections(OPTIONS.full), sections(program)
        measured("program of make build, bytes", f"{OPTIONS.full.stat().st_size:,}")
        measured("program released, bytes", f"{program.stat().st_size:,}")
        for name in sorted(before | after, key=lambda name: -before.get(name, 0))[:12]:
            measured(f"  section {name}", f"{before.get(name, 0):>12,} {after.get(name, 0):>12,}")
        for file in sorted(OPTIONS.dist.iterdir()):
            if file.is_file():
                measured(f"  {file.name}", f"{file.stat().st_size:>12,}")
        self.assertLessEqual(program.stat().st_size, MOST_BYTES)
        self.assertLessEqual(dist("lectern-*-linux-x86_64.tar.xz").stat().st_size, MOST_PACKED)

    def test_start(self):
        """Measured and not judged, since it depends on what else the machine does."""
        program = self.unpacked() / "lectern"
        for name, file in (("make build", OPTIONS.full), ("released", program)):
            times = []
            for _ in range(200):
                start = time.perf_counter()
                subprocess.run([file, "--version"], stdout=subprocess.DEVNULL, check=True)
                times.append(time.perf_counter() - start)
            times.sort()
            measured(f"start of the program of {name}", f"least {times[0] * 1000:.1f} ms, median {times[100] * 1000:.1f} ms")

    def test_says_version_and_commit(self):
        program = self.unpacked() / "lectern"
        version = self.ok(program, "--version").strip()
        self.assertRegex(version, r"^\d+\.\d+\.\d+ \(commit [0-9a-f]{12}\)$")
        commit = json.loads(dist("*.cdx.json").read_text())["metadata"]["component"]["properties"][0]["value"]
        self.assertTrue(commit.startswith(version.split()[-1].rstrip(")")))


def sections(program: Path) -> dict[str, int]:
    lines = subprocess.run(["size", "-A", "-d", program], capture_output=True, text=True, check=True).stdout.splitlines()
    return {line.split()[0]: int(line.split()[1]) for line in lines if line.startswith((".", "swift5"))}


class DataTests(Case):
    """ICU's data as it was cut, against all of it in the program of `make build`."""

    TEMPLATE = """{% for day in ["2027-01-04", "2027-02-09", "2027-03-17", "2027-04-25", "2027-05-01", "2027-06-11", "2027-07-22",
 "2027-08-30", "2027-09-19", "2027-10-02", "2027-11-13", "2027-12-24"] %}{{ day | date("full") }} {{ day | date("long") }}
{{ day | date("medium") }} {{ day | date("short") }} {{ (day ~ " 13:05") | date("LLLL LLL LLLLL MMM MMMMM cccc ccc EEE a G GGGG") }}
{% endfor %}{{ 1234567.891 | number }} {{ -0.5 | number }} {{ ["a", "Hierro", "b", "c"] | and_list }} {{ ["a", "b"] | and_list }}
{% for word in ["zebra", "Ähre", "Ahre", "ähnlich", "Örebro", "ö", "Session 10", "Session 9", "ch", "c", "cz", "ll", "ñ", "n", "中", "一", "가", "나", "あ", "ア",
 "б", "а", "ё", "ش", "ا", "क", "ख"] | sort %}{{ word }} {% endfor %}
"""

    def test_languages(self):
        """Every language that the program of make build knows, on small sites of forty languages each."""
        program = self.unpacked() / "lectern"
        codes = known_languages(OPTIONS.full)
        measured("languages compared", len(codes))
        self.assertGreater(len(codes), 600)
        for start in range(0, len(codes), 40):
            part = codes[start:start + 40]
            outputs = []
            for name, binary in (("full", OPTIONS.full), ("cut", program)):
                site = self.folder / f"{name}{start}"
                write_site(site, part, self.TEMPLATE)
                self.ok(binary, "build", "--quiet", "--at", "2027-09-19", site)
                outputs.append({path: (site / "output" / path).read_text() for path in files_below(site / "output") if path.endswith("index.html")})
            self.assertEqual(outputs[0], outputs[1])
            self.assertGreaterEqual(len(outputs[0]), len(part))

    def test_zones(self):
        """Every zone of the IANA database that the program of make build knows: the transitions in calendars of 130 years."""
        program = self.unpacked() / "lectern"
        import zoneinfo
        names = sorted(zoneinfo.available_timezones())
        known = 0
        site = self.folder / "site"
        write_site(site, ["en"], "{% for year in range(1970, 2100) %}{% for month in range(10, 13) %}{{ (year ~ '-' ~ month ~ '-28 02:30') | date('rfc3339') }} "
                   "{{ (year ~ '-0' ~ (month - 7) ~ '-28 02:30') | date('rfc3339') }} {% endfor %}{% endfor %}")
        for name in names:
            text = re.sub(r"timezone: .*", f"timezone: {name}", (site / "site.yaml").read_text())
            (site / "site.yaml").write_text(text)
            results = []
            for binary in (OPTIONS.full, program):
                shutil.rmtree(site / "output", ignore_errors=True)
                result = call(binary, "build", "--quiet", "--at", "2027-09-19", site)
                page = site / "output/index.html"
                results.append((result.returncode, result.stderr, page.read_text() if page.exists() else ""))
            self.assertEqual(results[0], results[1], name)
            known += results[0][0] == 0
        measured("zones compared", known)
        self.assertGreater(known, 400)

    def test_refuses_what_is_not_there(self):
        program = self.unpacked() / "lectern"
        for code in ("tlh", "co"):
            site = self.folder / code
            write_site(site, [code], "x")
            result = call(program, "build", site)
            self.assertEqual(result.returncode, 1, result.stderr)
            self.assertIn(f"'{code}'", result.stderr)


def known_languages(program: Path) -> list[str]:
    """The tags of Python's Babel, as far as the program knows them: a list that neither ICU nor we wrote."""
    from babel import localedata
    tags = [name.replace("_", "-") for name in sorted(localedata.locale_identifiers()) if name != "root" and "_POSIX" not in name]
    with tempfile.TemporaryDirectory() as folder:
        known = []
        for tag in tags:
            site = Path(folder) / tag
            write_site(site, [tag], "x")
            if call(program, "check", site).returncode == 0:
                known.append(tag)
        return known


def write_site(site: Path, languages: list[str], template: str) -> None:
    (site / "content").mkdir(parents=True)
    (site / "templates/strings").mkdir(parents=True)
    listed = "".join(f"  {code}: {{name: \"{code}\"}}\n" for code in languages)
    (site / "site.yaml").write_text(f"title: T\nbase_url: https://example.com/\ntimezone: Europe/Stockholm\nlanguages:\n{listed}")
    for index, code in enumerate(languages):
        suffix = f".{code}" if index else ""
        (site / f"content/_index{suffix}.md").write_text("---\ntitle: T\ndescription: D\n---\n")
        (site / f"templates/strings/{code}.yaml").write_text("not_found: {title: T}\n")
    for name in ("section.html", "page.html", "404.html"):
        (site / "templates" / name).write_text(template if name == "section.html" else "x")


class SystemTests(Case):
    """The packages in systems that have none of what a build needs."""

    def test_an_empty_folder(self):
        root = self.folder / "root"
        root.mkdir()
        shutil.copy(self.unpacked() / "lectern", root / "lectern")
        self.mounted_proc(root)
        measured("empty folder with /proc: this site built in", f"{self.does_its_job(root, '/lectern'):.2f} s")
        self.serves(root, "/lectern", "127.0.0.1")

    def test_names_of_hosts_without_libraries(self):
        """A system whose nsswitch.conf names a library of its own glibc."""
        root = self.root("trixie")
        self.mounted_proc(root)
        shutil.copy(self.unpacked() / "lectern", root / "usr/bin/lectern")
        (root / "etc/nsswitch.conf").write_text("hosts: mymachines mdns4_minimal files dns\npasswd: systemd files\n")
        (root / "etc/hosts").write_text("127.0.0.1 localhost\n")
        self.does_its_job(root, "/usr/bin/lectern")
        self.serves(root, "/usr/bin/lectern", "localhost")

    def serves(self, root: Path, program: str, host: str) -> None:
        server = subprocess.Popen([CHROOT, root, program, "serve", "--host", host, "--port", "0", "/work"], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, env={"PATH": "/usr/bin"})
        self.addCleanup(server.kill)
        address = None
        for line in server.stdout:
            if match := re.search(r"http://[^\s/]+:\d+/\S*", line):
                address = match[0]
                break
        self.assertIsNotNone(address)
        with urllib.request.urlopen(address.replace("localhost", "127.0.0.1"), timeout=20) as answer:
            self.assertIn(b"</html>", answer.read())
        server.terminate()
        server.wait(20)
        server.stdout.close()

    def test_debian(self):
        for name in SYSTEMS:
            with self.subTest(name):
                root = self.root(name)
                self.mounted_proc(root)
                libc = self.ok(CHROOT, root, "dpkg-query", "-W", "-f", "${Version}", "libc6")
                times = []
                shutil.copytree(self.unpacked(), root / "opt/lectern")
                times.append(self.does_its_job(root, "/opt/lectern/lectern"))
                package = dist("lectern_*.deb")
                shutil.copy(package, root / "tmp" / package.name)
                self.ok(CHROOT, root, "dpkg", "-i", f"/tmp/{package.name}")
                times.append(self.does_its_job(root, "/usr/bin/lectern"))
                self.ok(CHROOT, root, "dpkg", "--purge", "lectern")
                self.assertFalse((root / "usr/bin/lectern").exists())
                wheel = dist("*.whl")
                shutil.copy(wheel, root / "tmp" / wheel.name)
                self.ok(CHROOT, root, "python3", "-m", "pip", "install", "--no-index", f"/tmp/{wheel.name}",
                        env={"PATH": "/usr/bin:/bin", "PIP_BREAK_SYSTEM_PACKAGES": "1", "HOME": "/root"})
                times.append(self.does_its_job(root, "/usr/local/bin/lectern"))
                shutil.rmtree(self.folder / "archive")
                measured(f"{name} (glibc {libc}): this site built by archive, .deb, wheel in", " ".join(f"{value:.2f}" for value in times) + " s")
                call("umount", root / "proc")

    def root(self, name: str) -> Path:
        """A fresh copy of a system. The system itself is kept in the folder of builds, as it takes a minute."""
        kept = OPTIONS.roots / name
        if not (kept / "etc/debian_version").exists():
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir(parents=True)
            start = time.monotonic()
            self.ok("debootstrap", "--variant=minbase", "--include=python3-pip", name, kept, debian_mirror())
            measured(f"{name} installed in", f"{time.monotonic() - start:.0f} s")
        copy = self.folder / name
        self.ok("cp", "-a", kept, copy)
        return copy


def debian_mirror() -> str:
    """Where this machine's apt gets Debian from."""
    targets = subprocess.run(["apt-get", "indextargets", "--format", "$(ORIGIN)\t$(LABEL)\t$(SITE)\t$(REPO_URI)"],
                             capture_output=True, text=True, check=True).stdout
    for line in targets.splitlines():
        origin, label, _, address = line.split("\t")
        if (origin, label) == ("Debian", "Debian"):
            return address
    raise SystemExit("apt has no mirror of Debian: run apt-get update")


class PackageTests(Case):
    def test_checksums(self):
        self.ok("sha256sum", "-c", "SHA256SUMS", cwd=OPTIONS.dist)

    def test_lintian_has_nothing_to_say(self):
        said = call("lintian", "--pedantic", "--display-info", "--fail-on", "error,warning,info,pedantic", dist("lectern_*.deb"))
        self.assertEqual((said.returncode, said.stdout), (0, ""), said.stderr)

    def test_the_manual_page(self):
        page = self.unpacked() / "lectern.1"
        said = call("mandoc", "-T", "lint", "-W", "warning", page)
        self.assertEqual((said.returncode, said.stdout), (0, ""))
        text = self.ok("mandoc", "-T", "ascii", page)
        for word in ("build", "--strict", "serve", "import pretalx"):
            self.assertIn(word, re.sub(".\b", "", text))

    def test_completions(self):
        folder = self.unpacked()
        environment = os.environ | {"PATH": f"{folder}:{os.environ['PATH']}"}
        completions = folder / "completions"
        script = ("source {}; COMP_WORDS=(lectern bu); COMP_CWORD=1; COMP_LINE='lectern bu'; COMP_POINT=10; "
                  "_lectern lectern bu lectern; echo \"${{COMPREPLY[@]}}\"").format(completions / "lectern.bash")
        self.assertIn("build", self.ok("bash", "-c", script, env=environment))
        self.ok("zsh", "-n", completions / "_lectern")
        self.assertTrue((completions / "_lectern").read_text().startswith("#compdef lectern"))
        offered = self.ok("fish", "--no-config", "-c", f"source {completions / 'lectern.fish'}; complete -C 'lectern bu'", env=environment)
        self.assertIn("build", offered)

    def test_auditwheel(self):
        said = call(Path(sys.executable).parent / "auditwheel", "show", dist("*.whl"))
        measured("auditwheel", " ".join((said.stdout + said.stderr).split())[:300])
        self.assertRegex(said.stdout + said.stderr, r"manylinux|platform wheel")

    def test_pip(self):
        self.ok(sys.executable, "-m", "venv", self.folder / "venv")
        self.ok(self.folder / "venv/bin/pip", "install", "--no-index", dist("*.whl"))
        self.assertRegex(self.ok(self.folder / "venv/bin/lectern", "--version"), r"^\d+\.\d+\.\d+ ")
        self.ok(self.folder / "venv/bin/pip", "check")
        self.ok(self.folder / "venv/bin/pip", "uninstall", "-y", "lectern")
        self.assertFalse((self.folder / "venv/bin/lectern").exists())

    def test_the_image(self):
        layout = self.folder / "layout"
        with tarfile.open(dist("*-oci.tar")) as archive:
            archive.extractall(layout)
        tag = json.loads((layout / "index.json").read_text())["manifests"][0]["annotations"]["org.opencontainers.image.ref.name"]
        self.ok("umoci", "stat", "--image", f"{layout}:{tag}")
        self.ok("umoci", "unpack", "--image", f"{layout}:{tag}", self.folder / "bundle")
        configuration = json.loads((self.folder / "bundle/config.json").read_text())
        self.assertEqual(configuration["process"]["args"], ["/usr/bin/lectern"])
        self.assertEqual(configuration["process"]["cwd"], "/site")
        root = self.folder / "bundle/rootfs"
        self.mounted_proc(root)
        self.does_its_job(root, "/usr/bin/lectern")

    def test_the_bill_of_materials(self):
        from cyclonedx.schema import SchemaVersion
        from cyclonedx.validation.json import JsonStrictValidator
        text = dist("*.cdx.json").read_text()
        self.assertIsNone(JsonStrictValidator(SchemaVersion.V1_6).validate_str(text))
        components = {component["name"]: component["version"] for component in json.loads(text)["components"]}
        pins = json.loads((OPTIONS.site / "Package.resolved").read_text())["pins"]
        for pin in pins:
            self.assertEqual(components.get(pin["identity"], pin["state"]["version"]), pin["state"]["version"])
        self.assertLessEqual({"swift", "icu", "cmark-gfm", "libyaml", "snowball", "zlib", "glibc", "swift-nio"}, components.keys())
        notices = (self.unpacked() / "THIRD-PARTY.txt").read_text()
        for name, version in components.items():
            self.assertIn(f"\n{name} {version}\n", notices)


class ReproducibilityTests(Case):
    def test_the_same_bytes_in_another_folder(self):
        if not OPTIONS.again:
            self.skipTest("--again names no second folder")
        first = {file.name: file for file in OPTIONS.dist.iterdir() if file.is_file()}
        second = {file.name: file for file in OPTIONS.again.iterdir() if file.is_file()}
        self.assertEqual(first.keys(), second.keys())
        for name in sorted(first):
            if first[name].read_bytes() != second[name].read_bytes():
                said = call("diffoscope", "--max-report-size", "20000", first[name], second[name])
                self.fail(f"{name} differs:\n{said.stdout[:8000]}")
        measured("built twice, the same bytes", ", ".join(sorted(first)))


def main() -> None:
    global OPTIONS
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dist", type=lambda text: Path(text).resolve())
    parser.add_argument("--full", type=lambda text: Path(text).resolve(), required=True, help="the program of make build")
    parser.add_argument("--site", type=lambda text: Path(text).resolve(), default=HERE.parent)
    parser.add_argument("--again", type=lambda text: Path(text).resolve())
    parser.add_argument("--roots", type=lambda text: Path(text).resolve(), default=Path(".build/roots").resolve())
    parser.add_argument("--only", nargs="*", default=[], metavar="WORD", help="tests whose name has one of these words")
    OPTIONS = parser.parse_args()
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{word}*" for word in OPTIONS.only] or None
    result = unittest.TextTestRunner(verbosity=2).run(loader.loadTestsFromModule(sys.modules[__name__]))
    for what, value in MEASURED:
        print(f"{what:60} {value}")
    sys.exit(not result.wasSuccessful())


if __name__ == "__main__":
    main()
