"""What libraries are asked: programs of a line or so for Python and R.

Only the columns that the question is about are read, and cells of a known
type are not guessed at, as the documentation of each advises.
"""
from commands import Cannot, Command, feed

PRINT = "import csv, sys; out = csv.writer(sys.stdout); "


def quote(name):
	return '"%s"' % name.replace('"', '""')


# --- DuckDB ----------------------------------------------------------------

SQL = {"n": "count({})", "mean": "avg({})", "sd": "stddev_samp({})",
       "min": "min({})", "max": "max({})", "q1": "q[1]", "median": "q[2]",
       "q3": "q[3]"}


def sql(work, source):
	"""quantile_cont() is of type 7; one call for all three is quickest."""
	value = quote(work.value)
	path = "'%s'" % source.replace("'", "''")
	table = "read_csv(%s, header = true)" % path
	if work.along:
		pair = "(%s, %s)" % (value, quote(work.along))
		return "SELECT %s FROM %s" % (", ".join(
			"regr_%s%s" % (x, pair)
			for x in ("count", "intercept", "slope")), table)
	keys = [quote(key) for key in work.by]
	inner, outer = list(keys), list(keys)
	for name in work.stats:
		term = SQL[name].format(value)
		if term.startswith("q["):
			outer.append(term)
		else:
			inner.append("%s AS %s" % (term, name))
			outer.append(name)
	if "median" in work.stats:
		inner.append("quantile_cont(%s, [0.25, 0.5, 0.75]) AS q" %
			     value)
	return "SELECT %s FROM (SELECT %s FROM %s%s)" % (
		", ".join(outer), ", ".join(inner), table,
		" GROUP BY " + ", ".join(keys) if keys else "")


def duckdb(python):
	program = PRINT + ("import duckdb; duckdb.execute("
			   "'SET enable_progress_bar = false'); out.writerows("
			   "duckdb.execute(sys.argv[1]).fetchall())")

	def command(work):
		before, source = feed(work, stdin="/dev/stdin")
		return Command(before + [[python, "-c", program,
					  sql(work, source)]],
			       work.by + work.stats)

	return command


# --- Polars ----------------------------------------------------------------

LAZY = {"n": "v.count()", "mean": "v.mean()", "sd": "v.std()",
	"min": "v.min()", "max": "v.max()",
	"q1": "v.quantile(0.25, 'linear')", "median": "v.median()",
	"q3": "v.quantile(0.75, 'linear')"}


def polars(python):
	def command(work):
		before, source = feed(work, stdin=None)
		argv = [python, "-c", PRINT + lazy(work)]
		argv += [source] if source else []
		return Command(before + [argv], work.by + work.stats)

	return command


def lazy(work):
	"""A lazy query with the streaming engine, which is the quickest."""
	numbers = [work.value] + ([work.along] if work.along else [])
	types = ", ".join("%r: pl.Float64" % name for name in numbers)
	text = ("import polars as pl; source = (sys.argv + [0])[1] "
		"or sys.stdin.buffer.read(); v = pl.col(%r); "
		"rows = pl.scan_csv(source, schema_overrides={%s}); " %
		(work.value, types))
	if work.along:
		text += ("x = pl.col(%r); rows = rows.drop_nulls([%r, %r])"
			 ".select(n=pl.len(), x=x.mean(), y=v.mean(), "
			 "b=pl.cov(x, v) / x.var())"
			 ".select(pl.col('n'), pl.col('y') - pl.col('b') * "
			 "pl.col('x'), 'b'); " % (
				 work.along, work.along, work.value))
	else:
		asked = ", ".join("%s=%s" % (x, LAZY[x]) for x in work.stats)
		keys = ", ".join(repr(key) for key in work.by)
		text += "rows = rows.%s(%s); " % (
			"group_by(%s).agg" % keys if keys else "select", asked)
	return text + "out.writerows(rows.collect(engine='streaming').rows())"


# --- R data.table ------------------------------------------------------------

def data_table(work):
	"""quantile() is of type 7; fread() unpacks with the help of zcat."""
	names = ", ".join("'%s'" % name for name in work.columns())
	read = "file = path"
	if work.zipped:
		read = "cmd = paste('zcat', shQuote(path))"
	if work.pipe:
		read = "cmd = 'cat'"
	text = ("suppressMessages(library(data.table)); setDTthreads(0); "
		"path <- commandArgs(TRUE)[1]; "
		"d <- fread(%s, select = c(%s), showProgress = FALSE); "
		"setnames(d, '%s', 'v'); d[, v := as.numeric(v)]; "
		"d <- d[!is.na(v)]; " % (read, names, work.value))
	if work.along:
		text += ("setnames(d, '%s', 'x'); f <- d[!is.na(x), "
			 ".lm.fit(cbind(1, x), v)$coefficients]; "
			 "a <- data.table(d[, .N], f[1], f[2]); " % work.along)
	else:
		text += ("a <- d[, %s, by = c(%s)]; " % (
			spread(work.stats),
			", ".join("'%s'" % key for key in work.by))
			if work.by else "a <- d[, %s]; " % spread(work.stats))
	text += "fwrite(a, col.names = FALSE)"
	before = [["cat", work.path]] if work.pipe else []
	return Command(before + [["Rscript", "--vanilla", "-e", text,
				  work.path]],
		       work.by + work.stats)


def lme4(work):
	"""Its optimiser stops some digits early, so it is asked for three."""
	if not work.unit:
		raise Cannot("mixed models only")
	if work.zipped or work.pipe:
		raise Cannot("plain files only")
	names = ", ".join("'%s'" % name for name in work.columns())
	text = ("suppressMessages({library(data.table); library(lme4)}); "
		"d <- fread(commandArgs(TRUE)[1], select = c(%s), "
		"showProgress = FALSE); "
		"f <- suppressWarnings(lmer(%s ~ %s + (%s | %s), d)); "
		"cat(nobs(f), format(round(fixef(f), 3)), sep = ','); "
		"cat('\\n')" % (names, work.value, work.along, work.along,
				work.unit))
	return Command([["Rscript", "--vanilla", "-e", text, work.path]],
		       work.stats, decimals=3)


def spread(stats):
	"""Without quartiles data.table has fast ways for all of it."""
	if "median" not in stats:
		return ".(n = .N, mean = mean(v), sd = sd(v))"
	return ("{ q <- quantile(v, c(0.25, 0.5, 0.75), names = FALSE); "
		".(.N, mean(v), sd(v), min(v), q[1], q[2], q[3], max(v)) }")
