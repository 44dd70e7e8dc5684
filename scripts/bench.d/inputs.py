"""Makes the inputs and keeps them for the next time.

	base	one row a session: 14 columns, about 96 bytes, one row in eight
		with a quoted field
	wide	base and three keys with six combinations (clinic_key,
		practitioner_key, device_key), and dose, a number with up to
		10^6 distinct values
	quoted	base with every field in quotes, and remark, a column in which
		every tenth row has doubled quotes
	narrow	improvement alone, where it is not missing
	gzip	base, compressed

All of them follow from base_rows(). The file made.json of the folder says how
large each file is and how it was made; a file that is as it says is used again.
"""
import csv
import hashlib
import json
import os
import shutil

import measure

MADE = "made.json"

# The rows of a clinic that does not exist. x is the minimal standard generator
# (16807, 2^31 - 1), so the rows are the same everywhere.
BASE = r'''
function draw(n) { x = x * 16807 % 2147483647; return x % n }
BEGIN {
	x = 20250101
	split("acne scars,melasma,striae,fine lines,enlarged pores," \
	      "surgical scars", concern, ",")
	split("dermapen,roller,radiofrequency", device, ",")
	split("none,none,none,none,redness,swelling,none,none", effect, ",")
	print "patient,course,concern,session,date,device,practitioner," \
	      "depth_mm,baseline,score,improvement,satisfaction," \
	      "side_effects,note"
	for (i = 0; i < rows; i++) {
		session = i % 6 + 1
		if (session == 1) {
			patient++
			of = draw(6) + 1
			base = 300 + draw(500)
			gain = 20 + 7 * of + draw(60)
		}
		better = session * gain + draw(201) - 100
		if (better > 1000)
			better = 1000
		month = draw(12) + 1
		day = draw(28) + 1
		seen = effect[draw(8) + 1]
		if (i % 8 == 3)
			seen = draw(4) ? "\"redness, swelling\"" : \
				"\"redness, \"\"tight\"\" skin\""
		printf "P%07d,C%07d,%s,%d,2025-%02d-%02d,%s,D%02d,%.2f," \
		       "%.1f,%.1f,%s,%d,%s,%s\n", patient, patient,
		       concern[of], session, month, day,
		       device[draw(3) + 1], draw(12) + 1,
		       0.5 + draw(8) / 4, base / 10,
		       base * (1000 - better) / 10000,
		       draw(50) ? sprintf("%.1f", better / 10) : "",
		       draw(5) + 1, seen, i % 5 ? "seen by phone" : "in clinic"
	}
}
'''

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
{ remark = NR == 1 ? "remark" : NR % 10 ? "went well" : "said \"\"fine\"\"" }
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
	print "\"" line "\",\"" remark "\""
	next
}
{ gsub(/,/, "\",\""); print "\"" $0 "\",\"" remark "\"" }
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


class Inputs:
	"""The files of one folder, for one number of rows."""

	def __init__(self, folder, rows):
		self.folder = folder
		self.rows = rows
		self.awk = "mawk" if shutil.which("mawk") else "awk"
		self.made = known(folder)

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
		of = self.made[os.path.basename(source)] if source else None
		return hashlib.sha256(repr([recipe, of]).encode()).hexdigest()

	def recipe(self, kind, source):
		"""The command that prints the file; source is on stdin."""
		if kind == "base":
			return self.base_rows()
		if kind == "gzip":
			return ["gzip", "-1"]
		if kind == "narrow":
			return self.narrow(source)
		return [self.awk, {"wide": WIDE, "quoted": QUOTED}[kind]]

	def base_rows(self):
		"""The command that prints the rows all others follow from.

		There have to be the columns concern, session and improvement,
		which may be empty, no line end inside of a quoted field, and no
		comma in a concern.
		"""
		return [self.awk, "-v", "rows=%d" % self.rows, BASE]

	def narrow(self, source):
		column = place(source, "improvement")
		return [self.awk, "-F,", PLAIN + '$%d != "" { print $%d }' %
			(column, column)]

	def make(self, path, recipe, source):
		"""Makes a file, all or nothing."""
		os.makedirs(self.folder, exist_ok=True)
		need = 160 * self.rows
		if shutil.disk_usage(self.folder).free < need:
			raise OSError("%s has no room for a file of %d MiB" %
				      (self.folder, need >> 20))
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
