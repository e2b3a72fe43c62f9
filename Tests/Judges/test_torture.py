"""A short run of every campaign of `make torture`, and each failure of one sort of call that once went unseen."""

import argparse
import errno
import os
import random
import subprocess
import sys
import unittest
from collections import Counter
from pathlib import Path

import lectern

TORTURE = Path(__file__).resolve().parent.parent / "Torture"
sys.path.insert(0, str(TORTURE))

import run as torture  # noqa: E402
import sites  # noqa: E402
import sudden_ends  # noqa: E402
from campaigns import CAMPAIGNS  # noqa: E402


class TortureTests(lectern.LecternTest):
    @classmethod
    def setUpClass(cls):
        cls.library = lectern.compiled(TORTURE / "faults.c")
        cls.addClassCleanup(os.unlink, cls.library)

    def round(self, counts: Counter, seed: int = 1) -> torture.Round:
        self.folder.chmod(0o755)
        options = argparse.Namespace(faults=self.library, site=lectern.SITE, seed=seed)
        return torture.Round(self.folder, random.Random(seed), counts, options)

    def test_one_round_of_each_campaign(self):
        for name, attack in CAMPAIGNS.items():
            with self.subTest(name):
                counts: Counter = Counter()
                sites.shutil.rmtree(self.folder)
                self.folder.mkdir()
                attack(self.round(counts))
                self.assertGreater(counts.total(), 0)

    def test_a_folder_that_cannot_be_read_to_its_end_is_an_error(self):
        """The names that are missing would be pages that vanish without a word."""
        trial = sudden_ends.Trial(self.round(Counter(), seed=4))
        trial.run(0, ["readdir"])
        self.assertGreater(trial.count, 20)
        for step in range(1, trial.count + 1, 3):
            result = trial.run(step, ["readdir"], errno.EIO)
            self.assertPlain(result, {2}, "cannot read the folder")
            trial.assert_nothing_is_torn()

    def test_a_campaign_sees_what_is_torn_and_what_is_lost(self):
        trial = sudden_ends.Trial(self.round(Counter(), seed=4))
        trial.run(0)
        home = trial.trial / "output/index.html"
        home.write_text("half a page")
        with self.assertRaisesRegex(AssertionError, "neither the old nor the new"):
            trial.assert_nothing_is_torn()
        home.unlink()
        with self.assertRaisesRegex(AssertionError, "were lost"):
            trial.assert_nothing_is_torn()


if __name__ == "__main__":
    unittest.main()
