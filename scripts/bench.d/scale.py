"""How cost grows: the same question on more and more rows."""
import measure
import race
import report
from commands import txo
from inputs import Inputs
from peers import Peer, said

HEAD = ("work", "rows", "MB", "from", "threads", "median s", "min..max",
	"MB/s", "ns/row", "peak MiB")


def sizes(most):
	"""Powers of ten from 10^5 up to most, or most alone when it is less."""
	steps = [10 ** power for power in range(5, 12) if 10 ** power <= most]
	return steps or [most]


def variants(program, options):
	"""txo with 1 and 2 threads, or as it is when it knows no threads."""
	if "--threads" not in options:
		peers = {1: Peer("txo", "txo", txo(program), found=program)}
	else:
		peers = {n: Peer("txo", "txo", found=program,
				 command=txo(program, "--threads", str(n)))
			 for n in (1, 2)}
	for peer in peers.values():
		peer.find()
	return peers


def lines(work, rows, entries):
	for threads, entry in entries:
		median = entry.median()
		yield [work.name, rows,
		       report.megabytes(work.bytes / 1e6),
		       "pipe" if work.source else "file", threads,
		       report.seconds(median),
		       "%s..%s" % (report.seconds(min(entry.seconds())),
				   report.seconds(max(entry.seconds()))),
		       report.megabytes(work.bytes / median / 1e6),
		       "%.0f" % (1e9 * median / rows),
		       report.megabytes(entry.last_peak() / report.MIB)]


def find(work, files, options, tell):
	"""The rows of a work: a file, or a pipe when the disk is too small."""
	if work.kind != "base" or (files.room() and not options.piped):
		work.find(files)
		where = "from " + work.path
	else:
		work.stream(files)
		where = "through a pipe from txo simulate"
		if not options.piped:
			where += ", as a file needs %.1f GB of the disk" % (
				files.need() / 1e9)
	tell("%s: %d rows %s" % (work.name, files.rows, where))


def measured(works, folder, options, tell):
	"""The lines of the table, for all works and sizes."""
	help_text = measure.run([[options.txo, "summary", "--help"]]).stdout
	peers = variants(options.txo, help_text)
	found = []
	for rows in sizes(options.rows):
		files = Inputs(folder, rows, options.txo)
		for work in works:
			find(work, files, options, tell)
			entries, _ = race.asked(work, list(peers.values()),
						rows)
			race.race(work, entries, options.runs)
			for entry in entries:
				if not entry.good():
					raise OSError("%s of %d rows: %s" % (
						work.name, rows, entry.verdict))
			found += lines(work, rows, zip(peers, entries))
	return found


def text(lines, options):
	"""Table, and what has to be known to read it."""
	notes = "Peak memory is that of txo alone."
	if any(line[HEAD.index("from")] == "pipe" for line in lines):
		notes += (" From \"pipe\": txo simulate makes the rows while "
			  "they are read, and its work is part of the time.")
	return "txo %s, %s. %s\n\n%s\n" % (
		said([options.txo, "--version"]), report.times(options.runs),
		notes,
		report.table(lines, HEAD, options.markdown))
