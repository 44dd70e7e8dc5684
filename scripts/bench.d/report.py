"""Tables, and what machine they are from."""
import os
import platform
import re

MIB = 1 << 20
BUSY = 0.5	# load above which figures are doubtful
MISSING = "not installed"
# What a page shows, and what it shows when asked.
FOLDED = """%s

<details>
<summary>All figures</summary>

%s
</details>
"""
HEAD = ("work", "program", "version", "median s", "min..max", "x txo", "MB/s",
	"peak MiB", "agrees")


def machine():
	"""The machine in one line, and whether it had other work."""
	model = platform.machine()
	with open("/proc/cpuinfo") as text:
		for line in text:
			if line.startswith("model name"):
				model = line.split(":", 1)[1].strip()
				break
	memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
	cores = len(os.sched_getaffinity(0))
	kernel = re.match(r"[0-9.]*", platform.release()).group()
	load = os.getloadavg()[0]
	return "%s, %d core%s, %.1f GiB of memory, %s %s%s" % (
		model, cores, "" if cores == 1 else "s", memory / 2 ** 30,
		platform.system(), kernel,
		", load %.1f before the first run" % load
		if load > BUSY else "")


def times(runs):
	return "%d run%s" % (runs, "" if runs == 1 else "s")


def seconds(value):
	return "%.3f" % value if value < 10 else "%.1f" % value


def megabytes(value):
	return "%.1f" % value if value < 10 else "%.0f" % value


def rows(work, entries):
	"""The lines of the table for a work."""
	base = entries[0].median()
	for entry in entries:
		head = [work.name, entry.peer.title, entry.peer.version]
		if not entry.runs:
			yield head + [""] * 5 + [entry.verdict]
			continue
		median = entry.median()
		yield head + [
			seconds(median),
			"%s..%s" % (seconds(min(entry.seconds())),
				    seconds(max(entry.seconds()))),
			"%.2f" % (median / base),
			megabytes(work.bytes / median / 1e6),
			megabytes(entry.peak() / MIB),
			entry.verdict or "-"]


def table(lines, head, markdown):
	"""Lines of cells as text: aligned columns, or a Markdown table."""
	lines = [[str(cell) for cell in line] for line in [head] + lines]
	if markdown:
		lines = [[cell.replace("|", "\\|") for cell in line]
			 for line in lines]
	wide = [max(map(len, column)) for column in zip(*lines)]
	right = [x in ("median s", "min..max", "x txo", "MB/s", "peak MiB",
		       "rows", "MB", "threads", "ns/row") for x in head]

	def text(line):
		cells = [cell.rjust(w) if r else cell.ljust(w)
			 for cell, w, r in zip(line, wide, right)]
		if markdown:
			return "| %s |" % " | ".join(cells)
		return "  ".join(cells).rstrip()

	rule = "  ".join("-" * w for w in wide)
	if markdown:
		rule = "|%s|" % "|".join("-" * (w + 1) + (":" if r else "-")
					 for w, r in zip(wide, right))
	return "\n".join([text(lines[0]), rule] + [text(x) for x in lines[1:]])


def multiple(ratio, verdict):
	"""A time as so many times that of txo; * if only a part was done."""
	text = "%.2f" % ratio if ratio < 2 else \
		"%.1f" % ratio if ratio < 10 else "%.0f" % ratio
	return text + " x" + ("*" if verdict.startswith("partly") else "")


def overview(lines):
	"""The table of works and programs out of that of all measurements."""
	works = list(dict.fromkeys(line[0] for line in lines))
	cells = {}
	for work, program, _, median, _, ratio, _, _, verdict in lines:
		text = multiple(float(ratio), verdict) if median else ""
		if program == "txo":
			text = median + " s"
		cells.setdefault(program, {})[work] = text
	return table([[program] + [cells[program].get(work, "")
				   for work in works] for program in cells],
		     ("program",) + tuple(works), True)


class Sheet:
	"""What came of the works, for stdout."""

	def __init__(self, options):
		self.options = options
		self.lines = []
		self.sizes = {}
		self.absent = {}

	def add(self, work, entries, absent):
		self.lines += rows(work, entries)
		name = os.path.basename(work.path)
		self.sizes[name] = os.stat(work.path).st_size
		for peer, reason in absent:
			key = (peer.title, reason)
			self.absent.setdefault(key, []).append(work.name)

	def text(self):
		options = self.options
		text = "%d rows, %s; %s\n\n" % (
			options.rows, times(options.runs), ", ".join(
				"%s %.1f MB" % (name, size / 1e6)
				for name, size in self.sizes.items()))
		whole = table(self.lines, HEAD, options.markdown) + "\n"
		if options.markdown:
			whole = FOLDED % (overview(self.lines), whole)
		text += whole
		for i, ((title, reason), names) in enumerate(
				self.absent.items()):
			where = " (%s)" % ", ".join(names)
			text += "%s%s%s: %s%s\n" % (
				"" if i else "\n",
				"- " if options.markdown else "", title, reason,
				"" if reason == MISSING else where)
		return text
