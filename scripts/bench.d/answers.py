"""Reads what a program printed, and compares it with what txo says.

An answer is a dictionary: a group, as the tuple of its labels, to a dictionary
of what is known of it, statistic to number.
"""
import csv
import io
import math

# Programs add up in different orders; more than this is another answer. It is
# a part of the largest statistic of a group, not of each: a mean or intercept
# near 0 is a small difference of large numbers, and has their errors.
TOLERANCE = 1e-9


class Unreadable(Exception):
	"""What a program printed is not an answer."""


def read(text, command, keys):
	"""The answer in what a command printed; keys name what makes groups."""
	rows = csv.reader(io.StringIO(text), delimiter=command.delimiter)
	rows = [row for row in rows if row][command.skip:]
	if command.reshape and rows:
		rows = command.reshape(rows)
	answer = {}
	for row in rows:
		if len(row) != len(command.columns):
			raise Unreadable("%d fields, not %d: %s" % (
				len(row), len(command.columns), row))
		cells = dict(zip(command.columns, row))
		group = tuple(cells[key] for key in keys)
		if group in answer:
			raise Unreadable("group %s comes twice" % label(group))
		answer[group] = {name: number(cells[name]) for name in cells
				 if name is not None and name not in keys}
	return answer


def number(text):
	"""A cell as a number; NaN for one that is empty, or says so itself."""
	try:
		return float(text) if text != "" else math.nan
	except ValueError:
		raise Unreadable("'%s' is not a number" % str(text)[:40])


def label(group):
	return "/".join(group) if group else "all rows"


def largest(known):
	"""The largest statistic of a group, whatever its sign; n is none."""
	return max([abs(known[name]) for name in known if name != "n" and
		    not math.isnan(known[name])], default=0)


def same(one, other, size, decimals):
	"""Whether two numbers are one, the second perhaps rounded."""
	if math.isnan(one) and math.isnan(other):
		return True
	slack = 0.5000001 * 10.0 ** -decimals if decimals is not None else 0
	return abs(one - other) <= max(slack, TOLERANCE * size)


def compare(right, answer, stats, decimals=None):
	"""The verdict on an answer: "yes", "partly: ..." or "differs: ...".

	right	the answer of txo, with all stats
	"""
	for group in right:
		if group not in answer:
			return "differs: no group %s" % label(group)
	for group in answer:
		if group not in right:
			return "differs: a group %s" % label(group)
	missing = [x for x in stats
		   if not all(x in known for known in answer.values())]
	for group, known in answer.items():
		for name in stats:
			if name in missing:
				continue
			wanted = right[group][name]
			size = 0 if name == "n" else largest(right[group])
			if not same(wanted, known[name], size, decimals):
				return "differs: %s: %s is %.12g, not %.12g" % (
					label(group), name, known[name], wanted)
	if len(missing) == len(stats) or not answer:
		return "differs: no answer"
	return "partly: no " + ", ".join(missing) if missing else "yes"
