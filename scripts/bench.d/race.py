"""Runs the programs of a work against each other and keeps what came of it."""
import statistics

import answers
import measure
import report
from commands import Cannot


class Entry:
	"""A program in a work: its runs, and the verdict on its answer."""

	def __init__(self, peer, command):
		self.peer = peer
		self.command = command
		self.runs = []
		self.verdict = None

	def seconds(self):
		return [run.seconds for run in self.runs]

	def median(self):
		return statistics.median(self.seconds())

	def peak(self):
		return max(run.peak for run in self.runs)

	def last_peak(self):
		"""Of the last stage alone, without what feeds it."""
		return max(run.peaks[-1] for run in self.runs)

	def good(self):
		return self.verdict is None or not self.verdict.startswith(
			("differs", "failed"))


def asked(work, peers, rows):
	"""The entries of a work, and why the other programs are not in it."""
	entries, absent = [], []
	for peer in peers:
		try:
			if not peer.found:
				raise Cannot(report.MISSING)
			if rows > peer.limit:
				raise Cannot("too slow above %d rows" %
					     peer.limit)
			if work.unit and not peer.mixed:
				raise Cannot("no mixed models")
			entries.append(Entry(peer, peer.command(work)))
		except Cannot as reason:
			absent.append((peer, str(reason)))
	return entries, absent


def judge(work, entry, run, right):
	"""Sets the verdict, None for a yardstick; returns the answer."""
	if run.status != 0:
		entry.verdict = "failed: " + run.complaint()
		return None
	if not entry.peer.checked:
		return None
	try:
		answer = answers.read(run.stdout, entry.command, work.by)
		entry.verdict = answers.compare(
			answer if right is None else right, answer, work.stats,
			entry.command.decimals)
		return answer
	except answers.Unreadable as reason:
		entry.verdict = "differs: %s" % reason
		return None


def race(work, entries, runs):
	"""One run of each to warm up, which is checked, then runs in turn.

	The first entry is txo. What a program prints must be the same in all
	its runs, up to the order of groups, so the last is checked too.
	"""
	right = None
	for entry in entries:
		run = measure.run(entry.command.stages, entry.command.discard)
		answer = judge(work, entry, run, right)
		if entry is entries[0]:
			right = answer
			if right is None:
				raise OSError("txo has no answer to %s: %s" % (
					work.name, entry.verdict))
	for turn in range(runs):
		for entry in entries:
			if not entry.good():
				continue
			run = measure.run(entry.command.stages,
					  entry.command.discard)
			entry.runs.append(run)
			if turn == runs - 1 or run.status != 0:
				judge(work, entry, run, right)
