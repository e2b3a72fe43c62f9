"""The campaigns by their names, in the order in which they take turns."""

import fields
import foreign
import http_requests
import mistakes
import publications
import same_bytes
import sudden_ends
import watching

CAMPAIGNS = {
    "kill a build": sudden_ends.kill_a_build,
    "kill an import": sudden_ends.kill_an_import,
    "calls that fail": sudden_ends.fail_a_call,
    "calls that fail while reading": sudden_ends.fail_a_read,
    "what isn't ours": foreign.attack,
    "hostile fields": fields.attack,
    "the same bytes": same_bytes.attack,
    "damaged sites": mistakes.attack,
    "requests": http_requests.attack,
    "edits": watching.attack,
    "kill a publication to a folder": publications.campaign("a folder"),
    "kill a publication by rsync": publications.campaign("rsync"),
    "kill a publication by rsync over SSH": publications.campaign("rsync over SSH"),
    "kill a publication by SFTP": publications.campaign("SFTP"),
    "kill a publication by WebDAV": publications.campaign("WebDAV"),
}
