"""Attacks the promises of docs/trust.md for as long as it is told to.

    python run.py --lectern BINARY [--seconds 60] [--seed 1] [--only WORD] [--faults LIBRARY]

Campaigns take turns, a round each, until the time is up; each round takes its numbers from the seed and its own number,
so `--seed 1 --only kill --round 17` repeats one. The table at the end counts rounds and findings; with a finding the exit
code is 1.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
MOST_FINDINGS = 5


class Campaign:
    """A promise under attack: its rounds, what they counted, what they found."""

    def __init__(self, name: str, attack, options: argparse.Namespace):
        self.name, self.attack, self.options = name, attack, options
        self.rounds = 0
        self.counts: Counter = Counter()
        self.findings: list[str] = []

    def turn(self, number: int) -> None:
        """One round, in a folder of its own."""
        folder = Path(tempfile.mkdtemp(prefix="lectern-torture-", dir=memory()))
        folder.chmod(0o755)
        try:
            self.attack(Round(folder, random.Random(f"{self.options.seed} {self.name} {number}"), self.counts, self.options))
        except Exception as error:
            trace = "" if isinstance(error, AssertionError) else traceback.format_exc()
            self.findings.append(f"{self.name}, --seed {self.options.seed} --round {number}: {error}\n{trace}")
            print("FOUND " + self.findings[-1], flush=True)
        finally:
            self.rounds += 1
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def is_done(self) -> bool:
        return len(self.findings) >= MOST_FINDINGS


class Round:
    """What one round of a campaign has: a folder, numbers that a seed decides, and somewhere to count."""

    def __init__(self, folder: Path, chance: random.Random, counts: Counter, options: argparse.Namespace):
        self.folder, self.chance, self.counts, self.options = folder, chance, counts, options


def memory() -> str | None:
    """A folder in memory, if there is one: nothing here is about a disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def attack_in_turns(campaigns: list[Campaign], seconds: float) -> None:
    end = time.monotonic() + seconds
    number = 0
    while any(not campaign.is_done for campaign in campaigns):
        for campaign in campaigns:
            # Each has at least one round, however short the time.
            if number > 0 and time.monotonic() > end:
                return
            if not campaign.is_done:
                campaign.turn(number)
        number += 1


def chosen(options: argparse.Namespace) -> list[Campaign]:
    sys.path[:0] = [str(HERE), str(HERE.parent / "Judges")]
    from campaigns import CAMPAIGNS
    return [Campaign(name, attack, options) for name, attack in CAMPAIGNS.items() if options.only in name]


def table(campaigns: list[Campaign]) -> str:
    rows = ["| campaign | rounds | counted | findings |", "|---|---:|---|---:|"]
    for campaign in campaigns:
        counted = ", ".join(f"{count:,} {name}" for name, count in sorted(campaign.counts.items()))
        rows.append(f"| {campaign.name} | {campaign.rounds:,} | {counted} | {len(campaign.findings)} |")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lectern", type=Path, required=True)
    parser.add_argument("--faults", type=Path, required=True, help="faults.c, compiled")
    parser.add_argument("--site", type=Path, default=HERE.parent.parent, help="the site of this repository")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="campaigns whose name has this word")
    parser.add_argument("--round", type=int, help="this round alone")
    options = parser.parse_args()
    options.lectern, options.faults = options.lectern.resolve(), options.faults.resolve()
    options.site = options.site.resolve()
    os.environ["LECTERN"] = str(options.lectern)
    campaigns = chosen(options)
    if options.round is not None:
        for campaign in campaigns:
            campaign.turn(options.round)
    else:
        attack_in_turns(campaigns, options.seconds)
    print(table(campaigns))
    sys.exit(1 if any(campaign.findings for campaign in campaigns) or not campaigns else 0)


if __name__ == "__main__":
    main()
