"""How cost grows: the same question on more and more rows."""
import measure
import race
import report
from commands import txo
from inputs import Inputs
from peers import Peer

HEAD = ("work", "rows", "MB", "threads", "median s", "min..max",
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
		       report.megabytes(work.bytes / 1e6), threads,
		       report.seconds(median),
		       "%s..%s" % (report.seconds(min(entry.seconds())),
				   report.seconds(max(entry.seconds()))),
		       report.megabytes(work.bytes / median / 1e6),
		       "%.0f" % (1e9 * median / rows),
		       report.megabytes(entry.peak() / report.MIB)]


def measured(works, folder, options, tell):
	"""The lines of the table, for all works and sizes."""
	help_text = measure.run([[options.txo, "summary", "--help"]]).stdout
	peers = variants(options.txo, help_text)
	found = []
	for rows in sizes(options.rows):
		files = Inputs(folder, rows)
		for work in works:
			tell("%s: %d rows" % (work.name, rows))
			work.find(files)
			entries, _ = race.asked(work, list(peers.values()),
						rows)
			race.race(work, entries, options.runs)
			found += lines(work, rows, zip(peers, entries))
	return found
