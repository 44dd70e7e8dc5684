"""Makes the inputs and keeps them for the next time.

	base	what txo simulate prints: one row a session, 14 columns, about
		96 bytes, one row in eight with a quoted field
	wide	base and three keys with six combinations (clinic_key,
		practitioner_key, device_key), and dose, a number with up to
		10^6 distinct values
	quoted	base with every field in quotes, and said, a column in which
		every tenth row has doubled quotes
	narrow	improvement alone, where it is not missing
	gzip	base, compressed

All of them follow from base. The file made.json of the folder says how large
each file is and how it was made; a file that is as it says is used again.
"""
import csv
import hashlib
import json
import os
import shutil
import subprocess

import measure

MADE = "made.json"

# Rows of the seed that tell one version of txo simulate from another.
SAMPLE = 1000

# More bytes than a row of any input has on average: what has to be free on the
# disk for each.
ROW = 150

# Six practitioners in three clinics, each with one of two devices: three keys,
# six groups. 7919 has no divisor in common with 10^6, so 10^6 rows in a row
# have 10^6 values.
WIDE = r'''
NR == 1 { print $0 ",clinic_key,practitioner_key,device_key,dose"; next }
{
	who = (NR * 16807 + int(NR / 7)) % 6
	printf "%s,clinic %d,practitioner %d,device %d,%.3f\n", $0,
	       int(who / 2) + 1, who + 1, who % 2 + 1,
	       NR * 7919 % 1000000 / 1000
}
'''

# In a line cut at its quotes the even parts stand inside of them, and an empty
# part between two such stands for a doubled quote.
QUOTED = r'''
{ said = NR == 1 ? "said" : NR % 10 ? "went well" : "it is \"\"fine\"\"" }
/"/ {
	n = split($0, part, "\"")
	line = ""
	for (i = 1; i <= n; i++) {
		if (i % 2 == 0)
			line = line part[i]
		else if (i > 1 && i < n && part[i] == "")
			line = line "\"\""
		else {
			gsub(/,/, "\",\"", part[i])
			line = line part[i]
		}
	}
	print "\"" line "\",\"" said "\""
	next
}
{ gsub(/,/, "\",\""); print "\"" $0 "\",\"" said "\"" }
'''

# Takes the quotes off a record, and makes the commas inside of them semicolons,
# so that awk can count the fields.
PLAIN = r'''
/"/ {
	pieces = split($0, part, "\"")
	line = part[1]
	for (i = 2; i <= pieces; i++) {
		if (i % 2 == 0)
			gsub(/,/, ";", part[i])
		line = line part[i]
	}
	$0 = line
}
'''


def columns(path):
	"""The names in the header of a file."""
	with open(path, newline="") as text:
		return next(csv.reader(text))


def place(path, name):
	"""The number of a column of a file, from 1, as awk counts."""
	return columns(path).index(name) + 1


def simulated(txo, rows):
	"""The command that prints the rows all others follow from.

	There have to be the columns concern, session and improvement, which may
	be empty, no line end inside of a quoted field, and no comma in a
	concern.
	"""
	return [txo, "simulate", "-q", "--rows", "%d" % rows, "--seed", "1"]


class Inputs:
	"""The files of one folder, for one number of rows.

	txo	the program whose simulate makes the rows
	"""

	def __init__(self, folder, rows, txo):
		self.folder = folder
		self.rows = rows
		self.txo = txo
		self.awk = "mawk" if shutil.which("mawk") else "awk"
		self.made = known(folder)
		self.clinic = None

	def path(self, kind):
		"""The file of a kind, which is made when it is not there."""
		name = "%s-%d.csv" % (kind, self.rows)
		if kind == "gzip":
			name = "base-%d.csv.gz" % self.rows
		path = os.path.join(self.folder, name)
		source = None if kind == "base" else self.path("base")
		recipe = self.recipe(kind, source)
		way = self.way(recipe, source)
		if self.made.get(name) == [size(path), way]:
			return path
		self.make(path, recipe, source)
		self.made[name] = [size(path), way]
		with open(os.path.join(self.folder, MADE), "w") as text:
			json.dump(self.made, text, indent=1)
		return path

	def way(self, recipe, source):
		"""A digest of how a file comes to be, and of what."""
		if source:
			of = self.made[os.path.basename(source)]
		else:
			recipe, of = recipe[1:], self.sample()
		return hashlib.sha256(repr([recipe, of]).encode()).hexdigest()

	def sample(self):
		"""The first rows that are made up, whichever txo does it."""
		if self.clinic is None:
			done = subprocess.run(simulated(self.txo, SAMPLE),
					      stdin=subprocess.DEVNULL,
					      stdout=subprocess.PIPE)
			if done.returncode != 0:
				raise OSError("txo simulate failed (exit %d)" %
					      done.returncode)
			self.clinic = done.stdout
		return self.clinic

	def recipe(self, kind, source):
		"""The command that prints the file; source is on stdin."""
		if kind == "base":
			return simulated(self.txo, self.rows)
		if kind == "gzip":
			return ["gzip", "-1"]
		if kind == "narrow":
			return self.narrow(source)
		return [self.awk, {"wide": WIDE, "quoted": QUOTED}[kind]]

	def need(self):
		"""Bytes that have to be free for a file."""
		return ROW * self.rows

	def room(self):
		"""Is base there, or is there room for it?"""
		name = "base-%d.csv" % self.rows
		if self.made.get(name, [-1])[0] == size(
				os.path.join(self.folder, name)) > 0:
			return True
		folder = os.path.abspath(self.folder)
		while not os.path.isdir(folder):
			folder = os.path.dirname(folder)
		return shutil.disk_usage(folder).free >= self.need()

	def stream(self):
		"""What prints base where it has no file, and its bytes."""
		argv = simulated(self.txo, self.rows)
		with subprocess.Popen(argv, stdin=subprocess.DEVNULL,
				      stdout=subprocess.PIPE) as process:
			done = subprocess.run(["wc", "-c"], check=True,
					      stdin=process.stdout,
					      stdout=subprocess.PIPE)
			process.stdout.close()
		if process.returncode != 0:
			raise OSError("txo simulate failed (exit %d)" %
				      process.returncode)
		return argv, int(done.stdout)

	def narrow(self, source):
		column = place(source, "improvement")
		return [self.awk, "-F,", PLAIN + '$%d != "" { print $%d }' %
			(column, column)]

	def make(self, path, recipe, source):
		"""Makes a file, all or nothing."""
		os.makedirs(self.folder, exist_ok=True)
		if shutil.disk_usage(self.folder).free < self.need():
			raise OSError("%s has no room for a file of %d MiB" %
				      (self.folder, self.need() >> 20))
		part = path + ".part"
		status = measure.write(recipe, source, part)
		if status != 0:
			os.remove(part)
			raise OSError("%s could not be made (exit %d)" %
				      (path, status))
		os.replace(part, path)


def size(path):
	"""Bytes of a file, -1 when there is none."""
	try:
		return os.stat(path).st_size
	except FileNotFoundError:
		return -1


def known(folder):
	"""What made.json of a folder says: name to [bytes, recipe]."""
	try:
		with open(os.path.join(folder, MADE)) as text:
			made = json.load(text)
	except (FileNotFoundError, ValueError):
		return {}
	return made if isinstance(made, dict) else {}


def clean(folder):
	"""Removes the inputs of a folder, and it when nothing else is there."""
	names = list(known(folder))
	for name in names + [x + ".part" for x in names] + [MADE]:
		path = os.path.join(folder, os.path.basename(name))
		if os.path.exists(path):
			os.remove(path)
	if os.path.isdir(folder) and not os.listdir(folder):
		os.rmdir(folder)
	return len(names)
