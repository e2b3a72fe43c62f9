"""The template language beside Jinja2: the same templates and data give the same bytes, or both fail."""

import unittest

import template_cases
from template_cases import CORPUS, Judge, corpus, lines

import lectern


class TemplatesTests(lectern.LecternTest):
    maxDiff = None

    def test_the_corpus_gives_the_same_answer(self):
        cases = corpus()
        self.assertGreater(len(cases), 600)
        with Judge() as judge:
            self.assertNothing([str(found) for found in judge.compare(cases) if found.differs])

    def test_differences_on_purpose_have_a_reason_and_are_still_differences(self):
        cases = lines(CORPUS / "on-purpose.lines")
        self.assertTrue(cases)
        self.assertNothing([f"{case}: no reason is given" for case in cases if not case.reason])
        with Judge() as judge:
            compared = judge.compare([case for case in cases if case.main == "main.html"])
        self.assertNothing([f"no longer differs:\n{found}" for found in compared if not found.differs])


if __name__ == "__main__":
    unittest.main()
