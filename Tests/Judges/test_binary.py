"""The program that is released: whether ICU's data is in it, whatever the machine has."""

import re
import subprocess

import lectern

# What every Debian has, since apt itself needs it.
EVERYWHERE = {"libc", "libm", "libgcc_s", "libstdc++"}

FILES = {
    "site.yaml": "title: T\nbase_url: https://example.org/\nlanguages: {sv: {}, pl: {}}\ntimezone: Europe/Stockholm\n",
    "content/_index.md": "---\ntitle: Hem\nsort: title\n---\n",
    "content/_index.pl.md": "---\ntitle: Strona\n---\n",
    **{f"content/{number}.md": f"---\ntitle: {title}\ndate: 2012-09-19\n---\n"
       for number, title in enumerate(["Örebro", "Ängelholm", "Session 10", "Åbo", "Zürich", "Session 9", "aachen"])},
    "templates/section.html": "{% for page in page.pages %}{{ page.title }} {% endfor %}\n"
    "{{ '2012-09-19 13:30' | date('rfc3339') }} {{ site.date | date('full') }} {{ 1234.5 | number }}\n"
    "{% for n in [1, 2, 5] %}{{ t('pages', count=n) }} {% endfor %}\n",
    "templates/page.html": "", "templates/404.html": "",
    "templates/strings/sv.yaml": "not_found: {title: Saknas}\npages: {one: sida, other: sidor}\n",
    "templates/strings/pl.yaml": "not_found: {title: Brak}\npages: {one: strona, few: strony, many: stron}\n",
}


class BinaryTests(lectern.LecternTest):
    def test_needs_no_library_that_a_machine_may_lack(self):
        needed = subprocess.run(["objdump", "-p", lectern.BINARY], capture_output=True, text=True, check=True).stdout
        names = set(re.findall(r"NEEDED\s+([\w+]+)", needed)) - {"ld"}
        self.assertIn("libc", names)
        self.assertEqual(names - EVERYWHERE, set())

    def test_knows_zones_and_languages_by_itself(self):
        for path, text in FILES.items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        elsewhere = {"TZ": "Asia/Tokyo", "LANG": "ja_JP.UTF-8", "TZDIR": "/nowhere", "ICU_DATA": "/nowhere"}
        self.build(self.folder, "--at", "2012-09-19 13:30", environment=elsewhere)
        swedish = (self.folder / "output/index.html").read_text().splitlines()
        self.assertEqual(swedish[0].strip(), "aachen Session 9 Session 10 Zürich Åbo Ängelholm Örebro")
        self.assertEqual(swedish[1], "2012-09-19T13:30:00+02:00 onsdag 19 september 2012 1\u00a0234,5")
        self.assertEqual(swedish[2].split(), ["sida", "sidor", "sidor"])
        polish = (self.folder / "output/pl/index.html").read_text().splitlines()
        self.assertEqual(polish[2].split(), ["strona", "strony", "stron"])
