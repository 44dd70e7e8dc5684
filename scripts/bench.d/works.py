"""The questions. Every program is asked the same."""

import inputs

SPREAD = ("n", "mean", "sd", "min", "q1", "median", "q3", "max")


class Work:
	"""A question about one input.

	kind	the input (inputs.py)
	by	the columns that make the groups, if any
	value	the column that is summarised; of a trend what moves
	along	of a trend along what
	unit	of a growth curve, whose rows belong together
	stats	what is asked of each group, in the order of the answers:
		n counts cells that are not empty, sd has the divisor n - 1,
		quartiles are of type 7, a trend is by least squares, a growth
		curve has a random intercept and slope, by REML
	pipe	the input comes by a pipe
	"""

	def __init__(self, name, text, kind, value="improvement", by=(),
		     along=None, unit=None, stats=SPREAD, pipe=False):
		self.name = name
		self.text = text
		self.kind = kind
		self.value = value
		self.by = tuple(by)
		self.along = along
		self.unit = unit
		self.stats = tuple(stats)
		self.pipe = pipe
		self.zipped = kind == "gzip"
		# Set by find(): the file, and of what a program would read the
		# bytes, which of a compressed file are those unpacked. Or by
		# stream(): the command that prints the rows, and their bytes.
		self.path = None
		self.bytes = 0
		self.source = None

	def find(self, files):
		"""Finds or makes the input."""
		self.source = None
		self.path = files.path(self.kind)
		plain = files.path("base") if self.zipped else self.path
		self.bytes = inputs.size(plain)
		self.places = {name: inputs.place(plain, name)
			       for name in self.columns()}
		return self

	def stream(self, files):
		"""Has the rows come by a pipe from where they are made."""
		self.path, self.places = None, None
		self.source, self.bytes = files.stream()
		return self

	def columns(self):
		"""The columns that the question is about, groups first."""
		along = (self.along,) if self.along else ()
		unit = (self.unit,) if self.unit else ()
		return self.by + unit + along + (self.value,)


WORKS = (
	Work("summary", "n, mean, SD, range and quartiles of improvement, "
	     "by concern", "base", by=("concern",)),
	Work("keys", "n, mean and SD of improvement, by 3 keys in 6 groups",
	     "wide", by=("clinic_key", "practitioner_key", "device_key"),
	     stats=("n", "mean", "sd")),
	Work("distinct", "n, mean, SD, range and quartiles of a column of up "
	     "to 10^6 distinct values", "wide", value="dose"),
	Work("quoted", "as summary, every field in quotes", "quoted",
	     by=("concern",)),
	Work("narrow", "n, mean, SD, range and quartiles of a file's only "
	     "column", "narrow"),
	Work("gzip", "as summary, compressed with gzip", "gzip",
	     by=("concern",)),
	Work("pipe", "as summary, through a pipe", "base", by=("concern",),
	     pipe=True),
	Work("trend", "least squares of improvement along session", "base",
	     along="session", stats=("n", "intercept", "slope")),
	Work("growth", "mixed model of score along session, with a random "
	     "intercept and slope of each patient", "base", value="score",
	     along="session", unit="patient",
	     stats=("n", "intercept", "slope")),
)
