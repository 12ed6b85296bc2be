"""The commands of `python -m solver`, which work on files, without a database."""

import argparse
import math
import re
import resource
import unicodedata
from argparse import ArgumentTypeError
from pathlib import Path
from typing import NoReturn

from solver import verify
from solver.problem import LARGEST
from solver.process import ended, in_child, open_streams

USAGE = 64

CANDIDATES = """\
CANDIDATES is a CSV file (commas, UTF-8) with a heading: id, then if you like score_x100
(any whole number; 0 when absent), error_x100 (its standard error) and household, then one column
for each attribute. Several values of one attribute are joined by ;

    id,score_x100,neighborhood,language
    CDG-7K3M,8133,Mattapan,ht;en

TARGETS is a CSV file: feature,value,min,max. A|B means "A or B", !A "not A". An empty min is 0,
an empty max is every seat.

    feature,value,min,max
    neighborhood,Mattapan|Dorchester,4,8
    language,!en,6,
"""
PANEL = f"""\
Chooses the panel with the best total score that keeps every target, seats nobody beside
somebody of the same household, and proves that no other does better. When targets cannot be met
it says why by counting, names the smallest set that clash, up to three ways that give way by the
least, and how many seats would do.

{CANDIDATES}
Equally good panels are told apart by the lot (--seed): whoever stands higher in the order
HMAC-SHA256(lot, id) sits. Without one the panel is provisional.

    python -m solver panel --candidates C.csv --targets T.csv --seats 30 --seed 7-1-4 --pack P.json
    python solver/verify.py P.json
"""
LOTTERY = f"""\
Works out chances of being drawn such that the least likely person's is as high as targets allow
(--leximin: then the next least likely person's, and so on), and names people who are in no
possible panel.

{CANDIDATES}"""
ASSIGN = """\
Gives each application its readers: never in a conflict, loads even as far as caps allow, one
reader of the application's language, one reader for each role it wants; and tells each reader in
which order to read. What cannot be had is named, and the exit code is 2 when a reading is left.

APPLICATIONS: id, and if you like language, readings (instead of --readings), roles, done (readers
who have finished or opened it, and keep it). READERS: id, cap (in all, done work included), and if
you like languages, roles, conflicts (applications). Several values in a cell are joined by ;
"""
VERIFY = """\
Checks a pack that `panel --pack` wrote with whole numbers alone: the digest of the input, every
row, the total, the proof and every tie. solver/verify.py does the same standing alone.
"""
REQUEST = """\
Answers a program: reads a request as JSON from standard input and writes one JSON object a line,
lines about progress and then the answer. solver/requests.py says what they have in them.
"""
LIMIT = "end by then with what was found, and say what is not proved"
CODES = """\
exit codes: 0 done; 1 refused by verify; 2 targets or readings cannot be met; 3 not proved in the
time allowed; 64 wrong usage or input, named by file, row and column; 70 out of memory or withheld;
130 stopped.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Wrong usage ends with one sentence and code 64, as wrong input does."""
        self.exit(USAGE, f"{self.prog}: {message}; --help tells more.\n")


def main(arguments: list[str]) -> int:
    """Run a command. Returns the exit code; see CODES."""
    open_streams()
    options = _parser().parse_args(arguments)
    if options.command == "verify":
        return ended(lambda: verify.main(options.pack))
    if options.command == "request":
        return ended(lambda: _answer(options))
    return in_child(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    from solver import commands  # in the child: loading numpy may already run out of memory

    return commands.run(options)


def _answer(options: argparse.Namespace) -> int:
    """In this process: the program that asks sees how it ends."""
    if options.memory:
        most = options.memory * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    from solver import requests  # below the limit: loading numpy may already run out of memory

    return requests.run(options.kind, options.time_limit)


def _parser() -> _Parser:
    parser = _Parser(prog="python -m solver", description=__doc__, epilog=CODES)
    kinds = parser.add_subparsers(dest="command", required=True, metavar="command")

    def kind(name: str, text: str) -> argparse.ArgumentParser:
        return kinds.add_parser(
            name,
            description=text,
            epilog=CODES,
            help=text.split(".")[0].replace("\n", " "),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    panel, lottery = kind("panel", PANEL), kind("lottery", LOTTERY)
    assign, check, request = (
        kind("assign", ASSIGN),
        kind("verify", VERIFY),
        kind("request", REQUEST),
    )
    for each in (panel, lottery):
        each.add_argument("--candidates", type=Path, required=True, metavar="C.csv")
        each.add_argument("--targets", type=Path, required=True, metavar="T.csv")
        each.add_argument("--seats", type=_positive, required=True, metavar="N")
    _panel_options(panel)
    lottery.add_argument("--leximin", action="store_true", help="even out all chances in turn")
    assign.add_argument("--applications", type=Path, required=True, metavar="A.csv")
    assign.add_argument("--readers", type=Path, required=True, metavar="R.csv")
    assign.add_argument("--readings", type=_positive, required=True, metavar="N")
    for each, seed_help in (
        (panel, "the lot, drawn after scores and targets were frozen"),
        (lottery, "kept with the result; chances do not depend on it"),
        (assign, "mixes who reads with whom"),
    ):
        each.add_argument("--seed", type=_lot, metavar="TEXT", help=seed_help)
        each.add_argument("--json", action="store_true", help="print JSON instead of a table")
        each.add_argument("--time-limit", type=_seconds, metavar="SECONDS", help=LIMIT)
    check.add_argument("pack", metavar="PACK.json")
    _request_options(request)
    return parser


def _request_options(request: argparse.ArgumentParser) -> None:
    kinds = ("propose", "explain", "price", "outreach", "reserves", "replace")
    request.add_argument("kind", choices=kinds)
    request.add_argument("--memory", type=_positive, metavar="MB", help="use no more than that")
    request.add_argument("--time-limit", type=_seconds, metavar="SECONDS", help=LIMIT)


def _panel_options(panel: argparse.ArgumentParser) -> None:
    add = panel.add_argument
    people = {"type": _reference, "default": [], "metavar": "ID"}
    many, pair = {"nargs": "+", "action": "extend"}, {"nargs": 2, "action": "append"}
    number = {"type": _positive, "default": 0, "metavar": "N"}
    reserves_help = "choose reserves who restore the targets when members drop out"
    add("--reserves", **number, help=reserves_help)
    add("--lock-in", **people, **many, help="people who sit in any case")
    add("--lock-out", **people, **many, help="people who do not sit")
    add("--apart", **people, **pair, help="two people who may not sit together; may be given again")
    add("--firmness", **number, help="redraw scores N times within their errors, choose again")
    add("--unit", type=_positive, default=100, metavar="D", help="a score of D is a point (100)")
    pack_help = "write input, panel and proof, for `verify`"
    add("--pack", type=Path, metavar="PACK.json", help=pack_help)


def _positive(text: str) -> int:
    if not re.fullmatch("[0-9]{1,10}", text) or not 0 < int(text) <= LARGEST:
        raise ArgumentTypeError(f"{text!r} is not a whole number from 1 to a thousand million")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return seconds


def _lot(text: str) -> str:
    try:
        is_text = bool(text.encode())
    except UnicodeEncodeError:
        is_text = False
    if not is_text:
        raise ArgumentTypeError(f"{text!r} is empty or not UTF-8 text")
    return text


def _reference(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()  # as references are read from files
