"""The same files give the same bytes: on any machine, from any folder, in any order, on any day."""

import os

import lectern
import sites

ZONES = ["UTC", "Pacific/Auckland", "America/St_Johns", "Asia/Kathmandu", ""]
LOCALES = ["C", "C.UTF-8", "tr_TR.UTF-8", "POSIX", ""]


def attack(round) -> None:
    chance = round.chance
    site = round.folder / "site"
    if chance.random() < 0.3:
        lectern.copy(round.options.site, site)
    else:
        sites.small_site(site, chance)
        sites.edit(site, chance)
    expected = sites.output_of_a_fresh_build(site, round.folder / "plain", "--at", "2031-01-02")
    for number in range(4):
        copy = reordered(site, round.folder / f"copy-{number}", chance)
        environment = {
            "TZ": chance.choice(ZONES), "LC_ALL": chance.choice(LOCALES), "MALLOC_PERTURB_": str(chance.randrange(256)),
            "HOME": chance.choice(["/", "/nonexistent"]), "COLUMNS": str(chance.randrange(200)), "NO_COLOR": "1",
        }
        prefix = chance.choice([[], ["taskset", "-c", "0"], ["nice", "-n", "19"]])
        old = os.umask(chance.choice([0o022, 0o077, 0o002]))
        try:
            result = lectern.run("build", ".", "--quiet", "--at", "2031-01-02", cwd=copy, environment=environment, prefix=prefix)
        finally:
            os.umask(old)
        assert result.returncode == 0, result.stderr
        difference = sites.differences(lectern.state(copy / "output"), expected)
        assert not difference, f"{environment} {prefix}: {difference}"
        round.counts["builds"] += 1


def reordered(site, folder, chance):
    """The same files, made in another order and at other times, so that folders list them differently."""
    files = [path for path in site.rglob("*") if path.is_file() and "output" not in path.parts and ".lectern" not in path.parts]
    chance.shuffle(files)
    for path in files:
        target = folder / path.relative_to(site)
        sites.write(target, path.read_bytes())
        os.utime(target, (chance.randrange(2**31), chance.randrange(2**31)))
    return folder
