"""The template language compared with Jinja2: the same templates and data give the same bytes, or both fail."""

import unittest

import template_cases
import jinja2.defaults
import jinja2.parser
from template_cases import CORPUS, Case, Judge, by_lectern, corpus, lines
from template_generator import generated

import lectern


class TemplatesTests(lectern.LecternTest):
    maxDiff = None

    def test_the_corpus_gives_the_same_answer(self):
        cases = corpus()
        self.assertGreater(len(cases), 600)
        single = [case for case in cases if len(case.sources) == 1]
        several = [case for case in cases if len(case.sources) > 1]
        with Judge() as judge:
            compared = judge.compare_packed(single) + judge.compare(several)
        self.assertNothing([str(found) for found in compared if found.differs])

    def test_differences_on_purpose_have_a_reason_and_are_still_differences(self):
        cases = lines(CORPUS / "on-purpose.lines")
        self.assertTrue(cases)
        self.assertNothing([f"{case}: no reason is given" for case in cases if not case.reason])
        with Judge() as judge:
            compared = judge.compare([case for case in cases if case.main == "main.html"])
        self.assertNothing([f"no longer differs:\n{found}" for found in compared if not found.differs])

    def test_random_templates_give_the_same_answer(self):
        with Judge() as judge:
            compared = judge.compare_packed(generated(seed=2012, count=2000))
        self.assertNothing([str(found) for found in compared if found.differs])

    def test_every_name_of_jinja_is_there_or_left_out_with_a_reason(self):
        left_out = {}
        for line in (CORPUS / "left-out.txt").read_text().splitlines():
            name, _, reason = line.partition(": ")
            self.assertTrue(reason, line)
            left_out[name] = reason
        names = ([f"filter {name}" for name in jinja2.defaults.DEFAULT_FILTERS]
                 + [f"test {name}" for name in jinja2.defaults.DEFAULT_TESTS]
                 + [f"function {name}" for name in jinja2.defaults.DEFAULT_NAMESPACE]
                 + [f"tag {name}" for name in jinja2.parser._statement_keywords])
        missing = {name for name in names if not self.is_there(*name.split(" ", 1))}
        self.assertEqual(missing - set(left_out), set(), "these are missing, and no reason is given")
        self.assertEqual(set(left_out) - missing, set(), "these are said to be left out, and are there")

    def is_there(self, kind: str, name: str) -> bool:
        """Whether Lectern knows a name, judged by its messages about a template that uses it."""
        source = {"filter": f"{{{{ '{name}' is filter }}}}", "test": f"{{{{ '{name}' is test }}}}",
                  "function": f"{{{{ {name}() }}}}", "tag": f"{{% {name} %}}"}[kind]
        text, message = by_lectern(Case(name, "main.html", {"main.html": source}, {}), self.folder)
        if kind in ("filter", "test"):
            return text == b"True"
        return f"there is no {kind}" not in message


if __name__ == "__main__":
    unittest.main()
