"""Writes the manual page (mdoc, section 1) from what the program says of its commands."""

import textwrap
import time


def manual(command: dict, version: str, seconds: int) -> str:
    day = time.gmtime(seconds)
    lines = [
        f".Dd {time.strftime('%B', day)} {day.tm_mday}, {day.tm_year}", ".Dt LECTERN 1", ".Os", ".Sh NAME", ".Nm lectern",
        f".Nd {lowered(command['abstract'])}", ".Sh SYNOPSIS",
    ]
    commands = [sub for sub in command["subcommands"] if sub.get("shouldDisplay", True) and sub["commandName"] != "help"]
    for sub in commands:
        lines += [".Nm lectern", f".Cm {sub['commandName']}"] + synopsis(sub)
    lines += [".Sh DESCRIPTION", "The site is the folder that holds", ".Pa site.yaml ,", "the folder of the shell if none is named.",
              "The commands are:"]
    for sub in commands:
        lines += section(sub, [sub["commandName"]])
    lines += [
        ".Sh FILES", ".Bl -tag -width Ds", ".It Pa site.yaml", "The settings of the site.", ".It Pa content/",
        "Its pages, pictures and files.", ".It Pa templates/", "How pages look, before the design that the program has.",
        ".It Pa output/", "What a build made.", "Publish this folder.", ".El",
        ".Sh EXIT STATUS", ".Bl -tag -width Ds", ".It 0", "The site is right, or what was asked for is done.", ".It 1",
        "The site has mistakes; the output folder is as it was.", ".It 2",
        "The command was written wrongly, or the machine is at fault (a full disk, missing rights).", ".El",
        ".Sh EXAMPLES", "Make a small conference, look at it while you write, and build it:", ".Bd -literal -offset indent",
        "lectern init my-conference", "cd my-conference", "lectern serve --open", "lectern build --strict", ".Ed",
    ]
    return "\n".join(lines) + "\n"


def section(command: dict, names: list[str]) -> list[str]:
    lines = [".Ss lectern " + " ".join(names), escaped(command["abstract"])]
    if command.get("discussion"):
        lines += [".Pp"] + prose(command["discussion"])
    arguments = shown(command)
    if arguments:
        lines += [".Bl -tag -width Ds"]
        for argument in arguments:
            lines += [".It " + tag(argument)] + prose(explanation(argument) or "See above.")
        lines += [".El"]
    for sub in command.get("subcommands", []):
        if sub.get("shouldDisplay", True) and sub["commandName"] != "help":
            lines += section(sub, names + [sub["commandName"]])
    return lines


def synopsis(command: dict) -> list[str]:
    if any(sub["commandName"] != "help" for sub in command.get("subcommands", [])):
        return [".Ar subcommand"]
    lines = [".Op Ar options"] if any(argument["kind"] != "positional" for argument in shown(command)) else []
    for argument in shown(command):
        if argument["kind"] == "positional":
            more = " ..." if argument.get("isRepeating") else ""
            lines.append((".Op Ar " if argument.get("isOptional") else ".Ar ") + argument["valueName"] + more)
    return lines


def shown(command: dict) -> list[dict]:
    hidden = {"help", "version"}
    return [argument for argument in command.get("arguments", [])
            if argument.get("shouldDisplay", True) and argument.get("valueName") not in hidden]


def tag(argument: dict) -> str:
    if argument["kind"] == "positional":
        return f"Ar {argument['valueName']}"
    names = " , ".join(("Fl Fl " if name["kind"] == "long" else "Fl ") + name["name"].replace("-", "\\-") for name in argument["names"])
    return names + (f" Ar {argument['valueName']}" if argument["kind"] == "option" else "")


def explanation(argument: dict) -> str:
    words = argument.get("abstract", "")
    if argument.get("discussion"):
        words += "\n" + argument["discussion"]
    if argument.get("defaultValue") not in (None, "", "false"):
        words += f" Default: {argument['defaultValue']}."
    return words


def prose(text: str) -> list[str]:
    """Lines of text; a full stop at the end of a sentence ends its line, as mdoc wants it."""
    lines = []
    for paragraph in text.split("\n"):
        lines += [escaped(line) for line in textwrap.wrap(paragraph.replace(". ", ".\n"), 110, replace_whitespace=False)
                  for line in line.split("\n")]
    return lines


def escaped(line: str) -> str:
    line = line.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + line if line[:1] in (".", "'") else line


def lowered(sentence: str) -> str:
    return escaped(sentence[0].lower() + sentence[1:].rstrip("."))
