"""What a program is asked: commands for the works."""
import shutil

import inputs

# qsv comes in editions; all that is asked of it is in the least of them.
QSV = "qsv" if shutil.which("qsv") else "qsvlite"


class Cannot(Exception):
	"""A program has no way to answer; the text says why."""


class Command:
	"""A pipeline, and how to read what it prints.

	stages		argument lists, joined by pipes
	columns		names of the fields printed, None for those of no use
	skip		lines before the first row
	reshape		makes of all rows others, before columns are looked at
	decimals	to which the program rounds, if it does
	discard		nothing that is printed matters
	"""

	def __init__(self, stages, columns=(), skip=0, delimiter=",",
		     reshape=None, decimals=None, discard=False):
		self.stages = stages
		self.columns = columns
		self.skip = skip
		self.delimiter = delimiter
		self.reshape = reshape
		self.decimals = decimals
		self.discard = discard


def feed(work, unzips=True, stdin="-"):
	"""How a program gets its input: stages before it, and what it opens."""
	if work.source:
		return [work.source], stdin
	if work.zipped and not unzips:
		return [["zcat", work.path]], stdin
	if work.pipe:
		return [["cat", work.path]], stdin
	return [], work.path


def no_trend(work):
	if work.along:
		raise Cannot("no least squares")


def no_groups(work):
	no_trend(work)
	if work.by:
		raise Cannot("no groups")


# --- txo -----------------------------------------------------------------

def txo(program, *options):
	def command(work):
		before, source = feed(work)
		if work.unit:
			return growth(work, before, source)
		if work.along:
			return trend(work, before, source)
		by = ["--by", ",".join(work.by)] if work.by else []
		argv = [program, "summary", "-q", *options, *by,
			"--variables", work.value,
			"--stats", ",".join(work.stats), source]
		# Behind n comes n_missing, behind all the note.
		columns = work.by + (None, "n", None) + work.stats[1:] + (None,)
		return Command(before + [argv], columns, skip=1)

	def trend(work, before, source):
		argv = [program, "trend", "-q", *options, "--method", "ols",
			"--y", work.value, "--x", work.along, source]
		return Command(before + [argv], work.stats, skip=1,
			       reshape=beside)

	def growth(work, before, source):
		argv = [program, "growth", "-q", *options, "--random", "slope",
			"--y", work.value, "--x", work.along,
			"--id", work.unit, source]
		return Command(before + [argv], work.stats, skip=1,
			       reshape=fixed)

	def fixed(rows):
		estimate = {row[3]: row[9] for row in rows if row[2] == "fixed"}
		return [[rows[0][6], estimate["intercept"], estimate["slope"]]]

	def beside(rows):
		# A row for the intercept and one for the slope, made one.
		estimate = {row[2]: row[5] for row in rows}
		return [[rows[0][3], estimate["intercept"], estimate["slope"]]]

	return command


# --- yardsticks: what reading alone costs ----------------------------------

def wc(work):
	before, source = feed(work, unzips=False)
	argv = ["wc", "-l"] + ([] if source == "-" else [source])
	return Command(before + [argv], discard=True)


def cat(work):
	if work.zipped:
		return Command([["zcat", work.path]], discard=True)
	before, source = feed(work)
	return Command(before + [["cat", source]], discard=True)


# --- programs of the shell -------------------------------------------------

def fit(rows):
	"""n, intercept and slope of n, means, variance and covariance."""
	n, x, y, xx, xy = (float(cell) for cell in rows[0])
	return [[n, y - xy / xx * x, xy / xx]]


def mlr(work):
	before, source = feed(work)
	read = ["mlr", "--icsv", "--ocsv"]
	read += ["--gzin"] if work.zipped else []
	source = [] if source == "-" else [source]
	if work.along:
		verb = ["stats2", "-a", "linreg-ols", "-f",
			"%s,%s" % (work.along, work.value)]
		# Prints slope, intercept, n. It refuses empty cells.
		full = ["filter", "is_not_empty($%s)" % work.value, "then"]
		return Command(before + [read + full + verb + source],
			       ("slope", "intercept", "n"), skip=1)
	names = {"n": "count", "sd": "stddev", "q1": "p25", "q3": "p75"}
	verb = ["stats1", "-i", "-a",
		",".join(names.get(x, x) for x in work.stats), "-f", work.value]
	verb += ["-g", ",".join(work.by)] if work.by else []
	return Command(before + [read + verb + source], work.by + work.stats,
		       skip=1)


def xan(work):
	"""Uses all cores where it can, which is on plain files."""
	before, source = feed(work)
	given = work.value + ' ne ""'
	along = 'if(%s, %s)' % (given, work.along)
	terms = {"n": "count(%s)" % given,
		 "sd": "stddev_sample(%s)" % work.value}
	asked = [terms.get(x, "%s(%s)" % (x, work.value)) for x in work.stats]
	if work.along:
		asked = [terms["n"], "mean(%s)" % along,
			 "mean(%s)" % work.value, "var_sample(%s)" % along,
			 "covariance_sample(%s, %s)" % (along, work.value)]
	argv = ["xan"]
	argv += ["groupby", ",".join(work.by)] if work.by else ["agg"]
	argv += [] if work.pipe or work.zipped else ["-p"]
	return Command(before + [argv + [", ".join(asked), source]],
		       work.by + work.stats, skip=1,
		       reshape=fit if work.along else None)


# One pass: n, mean and squares by Welford's updating, least and greatest.
MAWK_SPREAD = inputs.PLAIN + r'''
NR > 1 && $V != "" {
	k = KEY
	v = $V + 0
	if (!n[k]++)
		low[k] = high[k] = v
	d = v - mean[k]
	mean[k] += d / n[k]
	square[k] += d * (v - mean[k])
	if (v < low[k])
		low[k] = v
	if (v > high[k])
		high[k] = v
}
END {
	for (k in n)
		printf "%s%d\t%.17g\t%.17g\t%.17g\t%.17g\n", k, n[k], mean[k],
		       sqrt(square[k] / (n[k] - 1)), low[k], high[k]
}
'''

MAWK_TREND = inputs.PLAIN + r'''
NR > 1 && $V != "" && $X != "" {
	n++
	dx = $X - mx
	mx += dx / n
	dy = $V - my
	my += dy / n
	xx += dx * ($X - mx)
	xy += dx * ($V - my)
}
END {
	slope = xy / xx
	printf "%d\t%.17g\t%.17g\n", n, my - slope * mx, slope
}
'''


def mawk(work):
	"""Has no sorting, so no quartiles."""
	before, source = feed(work, unzips=False)
	program, columns = MAWK_SPREAD, ("n", "mean", "sd", "min", "max")
	if work.along:
		program, columns = MAWK_TREND, work.stats
		program = program.replace("$X", "$%d" % work.places[work.along])
	key = ' "\\t" '.join("$%d" % work.places[x] for x in work.by)
	program = program.replace("$V", "$%d" % work.places[work.value])
	program = program.replace("KEY", key + ' "\\t"' if key else '""')
	return Command(before + [["mawk", "-F,", program, source]],
		       (work.by if not work.along else ()) + columns,
		       delimiter="\t")


def datamash(work):
	"""Reads no quotes and no empty cells: mawk cuts the columns out."""
	names = {"n": "count", "sd": "sstdev"}
	full = work.columns()
	if work.kind == "narrow":
		stages, header = [["cat", work.path]], ["--header-in"]
	else:
		before, source = feed(work, unzips=False)
		cells = ["$%d" % work.places[x] for x in full]
		cut = 'NR > 1 && %s != "" { print %s }' % (
			cells[-1], ", ".join(cells))
		stages, header = before + [["mawk", "-F,", "-v", "OFS=\t",
					    inputs.PLAIN + cut, source]], []
	if work.along:
		ask = ["count", "1", "mean", "1", "mean", "2", "svar", "1",
		       "scov", "1:2"]
		stages.append(["datamash"] + ask)
		return Command(stages, work.stats, delimiter="\t", reshape=fit)
	ask = []
	for name in work.stats:
		ask += [names.get(name, name), str(len(full))]
	groups = ",".join(str(i + 1) for i in range(len(work.by)))
	group = ["-s", "-g", groups] if groups else []
	stages.append(["datamash"] + header + group + ask)
	return Command(stages, work.by + work.stats, delimiter="\t")


def named(columns):
	"""Picks columns of csvstat and qsv by their names."""
	def reshape(rows):
		places = [rows[0].index({"sd": "stdev"}.get(name, name))
			  for name in columns]
		return [[row[place] for place in places] for row in rows[1:]]

	return reshape


def qsv(work):
	"""Has groups only with its SQL; its SD has the divisor n, its quartiles
	are of another type.

	It must neither take the answer from an earlier run nor keep it.
	"""
	no_groups(work)
	before, source = feed(work, unzips=False)
	argv = [QSV, "stats", "--force", "--cache-threshold", "0", "--select",
		work.value, "--median", "--round", "9999", source]
	columns = ("mean", "min", "median", "max")
	return Command(before + [argv], columns, reshape=named(columns))


def csvstat(work):
	"""Has no groups, no number of values and no quartiles."""
	no_groups(work)
	before, source = feed(work)
	argv = ["csvstat", "--csv", "-c", work.value, source]
	columns = ("mean", "sd", "min", "median", "max")
	return Command(before + [argv], columns, decimals=3,
		       reshape=named(columns))
