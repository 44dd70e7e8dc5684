"""Checks that the benchmark sees a wrong answer for what it is.

Programs that lie in one way each are run beside txo on a few rows, and what is
said of them must be what is wrong with them. Prints what is not and returns 1.
"""
import os
import re
import tempfile

import commands
import measure
import page
import race
import report
from inputs import Inputs
from peers import Peer
from works import WORKS

ROWS = 600

# What is done to the rows that txo prints, and what must be said then. Lines
# are of concern, variable, n, n_missing, mean, sd ... (commands.txo).
LIES = (
	("the truth", "cat", "yes"),
	("rows in another order", "sed -n '1p;2,$p' | (read -r h; echo \"$h\"; "
	 "sort -r)", "yes"),
	("a mean that is a little off",
	 "awk -F, -v OFS=, 'NR == 3 { $5 += 1e-6 } { print }'",
	 r"differs: .*: mean is .*, not .*"),
	("a row too few in n", "awk -F, -v OFS=, 'NR == 2 { $3-- } { print }'",
	 r"differs: acne scars: n is .*, not .*"),
	("a group is missing", "sed 2d", r"differs: no group acne scars"),
	("a group too many", "sed '2{p;s/^acne/oak/}'",
	 r"differs: a group oak.*"),
	("a group twice", "sed 2p", r"differs: group acne scars comes twice"),
	("no number", "awk -F, -v OFS=, 'NR == 2 { $5 = \"NA\" } { print }'",
	 r"differs: 'NA' is not a number"),
	("nan for a number", "awk -F, -v OFS=, 'NR == 2 { $5 = \"nan\" } 1'",
	 r"differs: .* mean is nan, not .*"),
	("a field too many", "sed '2s/$/,1/'", r"differs: 13 fields, not 12.*"),
	("no text", "cat >/dev/null; printf '\\377\\n'", r"differs: .*"),
	("nothing", "sed -n 1p", r"differs: no group .*"),
	("it fails", "sh -c 'cat; echo sorry >&2; exit 3'", r"failed: sorry"),
	("it is killed", "kill -9 $$", r"failed: exit 137"),
)


def liar(truth, text):
	"""What txo prints, through a shell command."""
	def command(work):
		known = truth(work)
		return commands.Command(known.stages + [["sh", "-c", text]],
					known.columns, known.skip)
	return command


def half(truth):
	"""txo without its quartiles."""
	def command(work):
		known = truth(work)
		columns = tuple(None if x in ("q1", "q3") else x
				for x in known.columns)
		return commands.Command(known.stages, columns, known.skip)
	return command


def rounding(truth):
	"""txo to two decimals, which it admits."""
	def command(work):
		known = truth(work)
		text = ("awk -F, -v OFS=, 'NR > 1 { for (i = 5; i <= 11; i++) "
			"$i = sprintf(\"%.2f\", $i) } { print }'")
		return commands.Command(known.stages + [["sh", "-c", text]],
					known.columns, known.skip, decimals=2)
	return command


def cases(txo):
	truth = commands.txo(txo)
	for name, text, said in LIES:
		yield name, liar(truth, text), said
	yield "some of it", half(truth), "partly: no q1, q3"
	yield "rounded, and known to be", rounding(truth), "yes"
	yield "no such program", lambda work: commands.Command(
		[["txo-no-such-program"]]), r"failed: .*: not found"


def memory():
	"""What a process needs is neither this one's memory nor nothing."""
	small = measure.run([["sh", "-c", "exit 7"]])
	two = measure.run([["sh", "-c", "true"], ["sh", "-c", "cat"]])
	if small.status != 7:
		yield "exit 7 is taken for %d" % small.status
	if not 0 < small.peak < 8 * report.MIB:
		yield "a shell has %.1f MiB" % (small.peak / report.MIB)
	if two.status != 0 or two.peak <= small.peak:
		yield "a pipeline of two has %.1f MiB, one of them %.1f" % (
			two.peak / report.MIB, small.peak / report.MIB)


PAGE = "above\n<!-- bench:works -->\n%s<!-- /bench:works -->\nbelow"
# Pages in which there is no place for a table.
NO_PAGES = ("", PAGE.replace("/bench:works", "/bench:scale") % "",
	    PAGE % "<!-- bench:works -->\n",
	    "<!-- /bench:works -->\n<!-- bench:works -->\n", "\xff")


def pages():
	"""A table goes where it belongs, and all else stays."""
	with tempfile.TemporaryDirectory(prefix="txo-bench.") as folder:
		path = os.path.join(folder, "page")
		for text in NO_PAGES:
			with open(path, "w", encoding="latin-1") as file:
				file.write(text)
			try:
				page.Page(path, "works")
				yield "%r has a place for a table" % text
			except page.NoPlace:
				pass
		with open(path, "w") as file:
			file.write(PAGE % "old\n")
		for table in ("old and new\n", "new\n"):
			page.Page(path, "works").put(table)
		with open(path) as file:
			text = file.read()
		if text != PAGE % "\nnew\n\n" or os.listdir(folder) != ["page"]:
			yield "a page becomes %r" % text


def main(txo):
	wrong = list(memory()) + list(pages())
	work = next(x for x in WORKS if x.name == "summary")
	asked = list(cases(txo))
	with tempfile.TemporaryDirectory(prefix="txo-bench.") as folder:
		work.find(Inputs(folder, ROWS, txo))
		field = [Peer("txo", "txo", commands.txo(txo), found=txo)]
		field += [Peer(name, name, command, found="sh")
			  for name, command, _ in asked]
		for peer in field:
			peer.find()
		entries, _ = race.asked(work, field, ROWS)
		race.race(work, entries, 1)
	for entry, (name, _, said) in zip(entries[1:], asked):
		if not re.fullmatch(said, entry.verdict):
			wrong.append("%s: '%s' should be '%s'" % (
				name, entry.verdict, said))
		if entry.good() != said.startswith(("yes", "partly")):
			wrong.append("%s: taken for right or wrong" % name)
	for text in wrong:
		print("bench: " + text)
	if not wrong:
		print("bench: OK, %d programs judged" % len(asked))
	return 1 if wrong else 0
