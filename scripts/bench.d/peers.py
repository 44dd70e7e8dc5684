"""The programs that are run beside txo: which are there, in what version."""
import re
import shutil
import subprocess

import commands
import libraries

ANY = 10 ** 18


class Peer:
	"""A program, and how it is asked.

	name	what --peer takes
	title	for the table
	command	a work to a command, or Cannot
	version	the command that prints its version, None without
	found	the program or a function that says whether it can be run;
		without, the program called name
	limit	rows above which it is too slow to wait for
	checked	whether it answers the question at all (a yardstick does not)
	mixed	whether it has mixed models
	"""

	def __init__(self, name, title, command, version=None, found=None,
		     limit=ANY, checked=True, mixed=False):
		self.name = name
		self.title = title
		self.command = command
		self.limit = limit
		self.checked = checked
		self.mixed = mixed or not checked
		self.ask = version
		self.look = found
		self.found = False
		self.version = ""

	def find(self):
		"""Finds out whether it is there, and its version."""
		if callable(self.look):
			self.found = self.look()
		else:
			self.found = bool(shutil.which(self.look or self.name))
		if self.found and self.ask:
			self.version = said(self.ask)
		return self


def said(argv):
	"""The version number in the first lines that a command prints."""
	try:
		done = subprocess.run(argv, stdin=subprocess.DEVNULL,
				      stdout=subprocess.PIPE, timeout=60,
				      stderr=subprocess.STDOUT, text=True)
	except (OSError, subprocess.TimeoutExpired):
		return ""
	found = re.search(r"\b[0-9]+(\.[0-9]+)+", done.stdout)
	return found.group() if found else ""


def imports(python, module):
	"""Whether a Python has a module."""
	done = subprocess.run([python, "-c", "import " + module],
			      stdin=subprocess.DEVNULL,
			      stdout=subprocess.DEVNULL,
			      stderr=subprocess.DEVNULL)
	return done.returncode == 0


def module(python, name):
	return [python, "-c", "import %s; print(%s.__version__)" % (name, name)]


def r_has(package):
	if shutil.which("Rscript") is None:
		return False
	done = subprocess.run(["Rscript", "--vanilla", "-e",
			       "library(%s)" % package],
			      stdin=subprocess.DEVNULL,
			      stdout=subprocess.DEVNULL,
			      stderr=subprocess.DEVNULL)
	return done.returncode == 0


def ours(txo):
	"""txo as it is, with one thread, and with its other reader."""
	version = [txo, "--version"]
	options = subprocess.run([txo, "summary", "--help"], text=True,
				 stdout=subprocess.PIPE).stdout
	peers = [Peer("txo", "txo", commands.txo(txo), version, txo,
		      mixed=True)]
	if "--threads" in options:
		peers.append(Peer("txo", "txo --threads 1",
				  commands.txo(txo, "--threads", "1"),
				  version, txo, mixed=True))
	if "--reader" in options:
		peers.append(Peer("txo", "txo --reader libcsv",
				  commands.txo(txo, "--reader", "libcsv"),
				  version, txo, mixed=True))
	return [peer.find() for peer in peers]


def theirs(python):
	"""All others; find() says which are there."""
	r = "cat(as.character(packageVersion('data.table')))"
	return [
		Peer("duckdb", "DuckDB", libraries.duckdb(python),
		     module(python, "duckdb"),
		     lambda: imports(python, "duckdb")),
		Peer("polars", "Polars", libraries.polars(python),
		     module(python, "polars"),
		     lambda: imports(python, "polars")),
		Peer("data.table", "R data.table", libraries.data_table,
		     ["Rscript", "--vanilla", "-e", r],
		     lambda: r_has("data.table")),
		Peer("lme4", "R lme4", libraries.lme4,
		     ["Rscript", "--vanilla", "-e",
		      "cat(as.character(packageVersion('lme4')))"],
		     lambda: r_has("lme4") and r_has("data.table"),
		     limit=2 * 10 ** 6, mixed=True),
		Peer("xan", "xan", commands.xan, ["xan", "--version"]),
		Peer("qsv", "qsv", commands.qsv, [commands.QSV, "--version"],
		     commands.QSV),
		Peer("mlr", "Miller", commands.mlr, ["mlr", "--version"]),
		Peer("datamash", "mawk, datamash", commands.datamash,
		     ["datamash", "--version"],
		     lambda: shutil.which("datamash") and
		     shutil.which("mawk")),
		Peer("csvstat", "csvkit", commands.csvstat,
		     ["csvstat", "--version"], limit=10 ** 6),
		Peer("mawk", "mawk", commands.mawk, ["mawk", "-W", "version"]),
		Peer("wc", "wc -l", commands.wc, checked=False),
		Peer("cat", "cat", commands.cat, checked=False),
	]
