"""Every sentence of the command line: faults, stages and results."""

from solver.faults import Fault

PLACE = "{file}, row {row}, column {column}: "
FAULTS = {
    # files
    "unreadable": "{file} cannot be read: {reason}",
    "unreadable_row": "{file}, row {row} cannot be read: {reason}",
    "not_utf8": "{file}, row {row}: this is not UTF-8 text; save the file as CSV in UTF-8",
    "not_commas": "{file}, row 1: columns are separated by {mark!r}; it must be commas",
    "unseen": PLACE + "{value!r} has a character that cannot be seen",
    "empty_file": "{file} is empty",
    "no_rows": "{file} has a heading, and nobody below it",
    "no_column": "{file}, row 1: column {column} is missing",
    "column_twice": "{file}, row 1: column {column} is there twice",
    "cells": "{file}, row {row}: {cells} cells, but the heading has {columns}",
    "bad_heading": "{file}, row 1: {column!r} cannot name an attribute",
    "bad_id_cell": PLACE + "{value!r} cannot be a reference; it needs a text without = and ;",
    "id_again": PLACE + "{value!r} is in row {first} already",
    "not_an_integer": PLACE + "{value!r} is not a whole number up to a thousand million",
    "negative": PLACE + "{value!r} is below zero",
    "bad_value_cell": PLACE + "{value!r} has an empty value, a | or a ! at the front",
    "bad_target_value": PLACE + "{value!r} is not a value, A|B, or ! before one of these",
    "unknown_id": PLACE + "{id!r} is in no row of the other file",
    "unknown_feature": PLACE + "no candidate has anything under {value!r}",
    "range": PLACE + "the maximum {value} is below the minimum {min}",
    "target_again": PLACE + "{value!r} is in row {first} already",
    # problems
    "seats_out_of_range": "{seats} is no number of seats",
    "unit_out_of_range": "{unit} is no unit of scores",
    "id_twice": "reference {id!r} is there twice",
    "bad_id": "{id!r} cannot be a reference; it needs a text without = and ;",
    "score_out_of_range": "the score or error of {id!r} is out of range",
    "bad_feature": "{feature!r} cannot name an attribute",
    "bad_value": "{value!r} cannot be a value of {feature!r}",
    "bad_range": "{feature} {value}: from {min} to {max} is no range",
    "target_twice": "{feature} {value} is a target twice",
    "unknown_person": "{option} names {id!r}, who is no candidate",
    "locked_both_ways": "{id!r} is locked in and out",
    "apart_from_oneself": "{id!r} cannot sit apart from themselves",
    "row_twice": "{kind} {id!r} is there twice",
    "unknown_reader": "application {id!r} names reader {reader!r}, who is not there",
    "unknown_conflict": "reader {id!r} names application {application!r}, which is not there",
    "same_file_twice": "{file} is to be read and written",
    "nothing_to_pack": "{file} was not written: nothing is known that could be proved",
    # what cannot be met, by counting
    "seats_above_people": "{seats} seats, but only {people} people who could sit together",
    "locks_above_seats": "{locks} people are locked in for {seats} seats",
    "locks_above_maximum": "{feature} {value}: {locks} are locked in, at most {max} may sit",
    "locks_in_one_household": "{ids} are locked in and share a household",
    "locks_apart": "{ids} are locked in and may not sit together",
    "minimum_above_supply": "{feature} {value}: {min} wanted, {supply} applied",
    "minima_above_seats": "{feature}: the minima add up to {sum}, with {seats} seats",
    "maxima_below_seats": "{feature}: the maxima allow {sum} people, with {seats} seats",
    # assignment
    "readings_above_places": "{readings} more readings are needed than reviewers can do",
    "unread": "{id} lacks {readings} of its readings",
    "language_unmet": "{id} has no reader of {language}",
    "role_unmet": "{id} has no reader with {role}",
    "no_time_to_assign": "the time was over before any readings were given out",
    "load_unmet": "{id} reads {load}, where {min} to {max} would be even",
    # lottery
    "no_panel_to_draw": "no panel meets these targets, so there is nothing to draw from",
    "no_time_to_draw": "the time was over before any chances were known",
    # the machine
    "no_memory": "The memory that this may use is not enough. Nothing was written",
    "not_loaded": "numpy or HiGHS cannot be loaded ({reason}). Nothing was written",
    "ended": "The work ended without an answer, mostly for lack of memory. Nothing was written",
    "killed": "The work was ended from outside (signal {signal}). Nothing was written",
    "stopped": "Stopped. Nothing was written",
    "not_written": "{file} cannot be written: {reason}",
    "not_printed": "The answer cannot be printed: {reason}",
    "unforeseen": "An unforeseen error ended the work ({reason})",
    "not_confirmed": "An answer did not pass its own check and is withheld: {reason}",
}
RESULTS = {
    "best": "The best panel, proved: {members} members, total {total}; {lot}.",
    "best_found": "Best found, proved within {within} of the best: total {total}.",
    "by_lot": "ties by lot",
    "provisional": "no lot was given, so this is provisional",
    "nothing_found": "No panel was found in the time allowed, and none was ruled out.",
    "no_panel": "No panel meets all targets; this is proved.",
    "conflict": "These cannot be met together, and without any one of them they could be:",
    "way": "Way {number} (cost {cost:.4f}), which gives way by the least:",
    "seats_needed": "{seats} seats would do.",
    "no_seats_help": "No number of seats helps.",
    "firmness": "How often each sits when scores are redrawn:",
    "reserves": "Reserves (all targets hold again in {restored:.0%} of drop-outs):",
    "cut_short": "The time was over first: what is missing here might be had.",
    "groups": "Groups of readers share no application: their levels cannot be compared.",
    "chances": "Least chance {min:.4%}, greatest {max:.4%}, Gini {gini:.4f}, "
    "geometric mean {geometric_mean:.4%}.",
    "panels": "{panels} panels; at most {gap:.6f} below the best least chance.",
    "unselectable": "In no possible panel:",
}
STAGES = {
    "choosing": "Choosing {seats} of {people} people",
    "proving": "Proving: {leaves} cases settled, {waiting} open",
    "settling": "Settling ties by the lot",
    "conflict": "Looking for the smallest conflict: {left} targets to try",
    "relaxing": "Looking for the least that must give way ({found} found)",
    "seats": "Counting the seats it would take",
    "costs": "Counting what targets cost",
    "firmness": "Choosing again with scores redrawn: {draw} of {draws}",
    "outreach": "Counting further applicants",
    "reserves": "Choosing reserves: {chosen} of {count}",
    "assigning": "Assigning {applications} applications to {readers} readers",
    "covering": "Finding who can be drawn at all: {left} types open",
    "drawing": "Evening out chances over {panels} panels, gap {gap:.6f}",
}


def sentence(fault: Fault) -> str:
    """The sentence of a fault, without a full stop."""
    return FAULTS[fault.code].format(**dict(fault.about))


def result(code: str, **about: object) -> str:
    """The sentence of a result."""
    return RESULTS[code].format(**about)


def stage(code: str, about: dict[str, object]) -> str:
    """The sentence of a stage."""
    return STAGES[code].format(**about)
