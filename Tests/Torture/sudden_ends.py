"""Builds and imports that end in the middle, or whose calls to the system fail."""

import errno
import json
import random
import signal
from pathlib import Path

import lectern
import sites

CHANGES = ["create", "write", "rename", "unlink", "rmdir", "mkdir", "chmod", "fchmod", "ftruncate", "symlink"]
READS = ["open", "read", "opendir", "readdir", "stat", "lstat", "fstat", "realpath"]
ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EPERM, errno.EROFS, errno.EDQUOT, errno.EMFILE, errno.EINTR]
# What is in the output folder and no build wrote.
FOREIGN = {"precious.txt": b"somebody else's", ".htaccess": b"Deny from all", "pages/page-0/notes.txt": b"mine"}


class Trial:
    """A site that was built and then edited, and copies of it in which something goes wrong."""

    def __init__(self, round):
        self.round = round
        self.site = sites.small_site(round.folder / "site", round.chance)
        built = lectern.run("build", self.site, "--quiet")
        assert built.returncode == 0, built.stderr
        for path, text in FOREIGN.items():
            # Beside a page's own file, if there is such a page.
            if (self.site / "output" / path).parent.is_dir():
                sites.write(self.site / "output" / path, text)
        self.before = lectern.state(self.site / "output")
        sites.edit(self.site, round.chance)
        self.after = sites.output_of_a_fresh_build(self.site, round.folder / "fresh")
        self.foreign = {path: text for path, text in FOREIGN.items() if path in self.before}
        self.whole = self.run(0)
        self.calls = self.count

    def run(self, at: int, calls: list[str] = CHANGES, error: int = 0, stays: bool = False, command=("build",)):
        """Runs a command on a copy of the site, in which the call of that number fails or ends it."""
        trial = self.round.folder / "trial"
        if trial.exists():
            sites.shutil.rmtree(trial)
        sites.copy(self.site, trial)
        report = self.round.folder / "report"
        environment = {
            "LD_PRELOAD": str(self.round.options.faults), "FAULT_BELOW": str(trial), "FAULT_REPORT": str(report),
            "FAULT_CALLS": "," + ",".join(calls) + ",", "FAULT_AT": str(at), "FAULT_ERRNO": str(error),
        } | ({"FAULT_STAYS": "1"} if stays else {})
        report.unlink(missing_ok=True)
        result = lectern.run(command[0], *command[1:], cwd=trial, environment=environment)
        self.count = int(report.read_text()) if report.exists() else 0
        self.trial = trial
        return result

    def conflicts(self) -> bool:
        """Whether the build itself refuses, since something foreign is in the way: then nothing may change."""
        return self.whole.returncode != 0

    def assert_nothing_is_torn(self) -> None:
        found = lectern.state(self.trial / "output")
        for path, text in self.foreign.items():
            assert found.get(path) == text, f"{path} is not ours and was changed"
        for path, text in found.items():
            if ".lectern" in path.split("/")[0]:
                continue
            versions = [self.before.get(path), self.after.get(path)]
            assert text in versions, f"{path} is neither the old nor the new one"
        lost = [path for path in self.before.keys() & self.after.keys() if path not in found]
        assert not lost, f"{lost} were lost"

    def assert_next_build_is_whole(self) -> None:
        next = lectern.run("build", self.trial)
        assert next.returncode == 0, f"the next build fails: {next.stderr}"
        wanted = self.after | self.foreign
        difference = sites.differences(lectern.state(self.trial / "output"), wanted)
        assert not difference, f"after the next build: {difference}"
        again = lectern.run("build", self.trial)
        assert ", 0 of them new or changed" in again.stdout, again.stdout
        known = {"site.yaml", "content", "templates", "output", ".lectern", ".gitignore", "README.md"}
        left = {path.name for path in self.trial.iterdir()} - known - {path.name for path in self.site.iterdir()}
        assert not left, f"{left} were left behind"


def steps(round, count: int) -> list[int]:
    """The calls at which something goes wrong: a few of them, chosen by the round."""
    return sorted(round.chance.sample(range(1, count + 1), min(count, 6)))


def kill_a_build(round) -> None:
    trial = Trial(round)
    if trial.conflicts():
        round.counts["refused"] += 1
        return
    for step in steps(round, trial.calls):
        result = trial.run(step)
        # Threads take turns differently, so there may be one call fewer than counted.
        assert result.returncode in (-signal.SIGKILL, 0), result.stderr
        trial.assert_nothing_is_torn()
        trial.assert_next_build_is_whole()
        round.counts["sudden ends"] += 1


def fail_a_call(round) -> None:
    trial = Trial(round)
    if trial.conflicts():
        round.counts["refused"] += 1
        return
    for step in steps(round, trial.calls):
        error = round.chance.choice(ERRORS)
        # Nothing interrupts for ever; all other reasons may stay.
        stays = error != errno.EINTR and round.chance.random() < 0.3
        result = trial.run(step, error=error, stays=stays)
        where = f"call {step} with {errno.errorcode[error]}: "
        assert result.returncode in (0, 2), where + f"exit {result.returncode}, {result.stderr}"
        sites.assert_plain(result.stderr)
        trial.assert_nothing_is_torn()
        found = lectern.state(trial.trial / "output")
        if result.returncode == 0:
            difference = sites.differences(found, trial.after | trial.foreign)
            assert not difference, where + f"said to be done: {difference}"
        elif "as it was" in result.stderr:
            difference = sites.differences(found, trial.before)
            assert not difference, where + f"said to be as it was: {difference}"
        trial.assert_next_build_is_whole()
        round.counts["failed calls"] += 1


def fail_a_read(round) -> None:
    """A file or folder that can't be read is told: nothing vanishes from the site."""
    trial = Trial(round)
    if trial.conflicts():
        round.counts["refused"] += 1
        return
    trial.run(0, READS)
    for step in steps(round, trial.count):
        error = round.chance.choice([errno.EIO, errno.EACCES, errno.EMFILE, errno.EINTR, errno.ENOMEM])
        result = trial.run(step, READS, error)
        where = f"call {step} with {errno.errorcode[error]}: "
        assert result.returncode in (0, 1, 2), where + f"exit {result.returncode}, {result.stderr}"
        sites.assert_plain(result.stderr)
        expected = trial.after | trial.foreign if result.returncode == 0 else None
        found = lectern.state(trial.trial / "output")
        if expected:
            difference = sites.differences(found, expected)
            assert not difference, where + f"said to be done: {difference}"
        else:
            assert "error" in result.stderr, where + "no word of it"
        trial.assert_nothing_is_torn()
        trial.assert_next_build_is_whole()
        round.counts["failed reads"] += 1


# Imports

def schedule(chance: random.Random) -> str:
    """A planner's export with a few talks."""
    rooms = {"Hall": [], "Room 2": []}
    for number in range(chance.randrange(2, 9)):
        rooms[chance.choice(list(rooms))].append({
            "id": number, "guid": f"00000000-0000-4000-8000-{number:012}", "title": f"Talk {number}", "subtitle": "",
            "date": f"2031-05-14T{9 + number:02}:00:00+02:00", "start": f"{9 + number:02}:00", "duration": "00:30",
            "room": "Hall", "slug": f"talk-{number}", "type": "Talk", "language": "en", "abstract": "Words.",
            "description": "", "persons": [{"id": number, "name": f"Person {number}", "public_name": f"Person {number}"}],
        })
    day = {"index": 1, "date": "2031-05-14", "day_start": "2031-05-14T09:00:00+02:00",
           "day_end": "2031-05-14T22:00:00+02:00", "rooms": rooms}
    return json.dumps({"schedule": {"version": "1", "conference": {
        "title": "Test", "acronym": "t", "start": "2031-05-14", "end": "2031-05-14", "daysCount": 1,
        "timeslot_duration": "00:15", "time_zone_name": "Europe/Stockholm", "days": [day]}}})


def kill_an_import(round) -> None:
    """An import that ends in the middle is made whole by the same import once more, and hurts no page."""
    site = sites.small_site(round.folder / "site", round.chance)
    trial = Trial.__new__(Trial)
    trial.round, trial.site = round, site
    sites.write(site / "plan.json", schedule(round.chance))
    command = ("import", "pretalx", "plan.json", "--into", "plan")
    whole = trial.run(0, command=command)
    if whole.returncode != 0:
        raise AssertionError(whole.stderr)
    expected = lectern.state(trial.trial / "content")
    before = lectern.state(site / "content")
    for step in steps(round, trial.count):
        result = trial.run(step, command=command)
        assert result.returncode in (-signal.SIGKILL, 0), result.stderr
        found = {path: text for path, text in lectern.state(trial.trial / "content").items() if not Path(path).name.startswith(".")}
        torn = [path for path, text in found.items() if text not in (before.get(path), expected.get(path))]
        assert not torn, f"{torn} are neither old nor new"
        again = lectern.run(*command, "--force", cwd=trial.trial)
        assert again.returncode == 0, again.stderr
        difference = sites.differences(lectern.state(trial.trial / "content"), expected)
        assert not difference, f"after another import: {difference}"
        round.counts["sudden ends"] += 1
