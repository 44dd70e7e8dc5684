"""Runs a program as a whole process: wall time, peak memory, what it printed.

A command is a list of stages, each an argument list, joined by pipes. The time
goes from before the programs are executed until the last has ended, so it has
the start of an interpreter in it. Peak memory is ru_maxrss as wait4() tells it:
of a stage the largest of the process and the children it waited for, of a
pipeline the sum of its stages. A file that a program maps into its memory is
part of that as far as it was read.
"""
import ctypes
import os
import shutil
import signal
import subprocess
import tempfile
import time

# What runs a stage. ru_maxrss of a child begins with what its parent had when
# it forked, and Python has more than some of the programs measured here need.
# So a small shell forks the stage, writes its number to a file and ends; the
# kernel then gives the stage to this process, because it "adopts". The stage
# waits at a gate (a FIFO) until all of them are there.
LAUNCH = """exec 3<&0
(read -r go <"$0.gate"; exec "$@") <&3 3<&- &
echo $! >"$0"
"""
PR_SET_CHILD_SUBREAPER = 36


class Run:
	"""One run: seconds, peak memory in bytes of each stage, status, stdout
	and stderr."""

	def __init__(self, seconds, peaks, status, stdout, stderr):
		self.seconds = seconds
		self.peaks = peaks
		self.peak = sum(peaks)
		self.status = status
		self.stdout = stdout
		self.stderr = stderr

	def complaint(self):
		"""Why the run failed, in one line; "" when it did not."""
		if self.status == 0:
			return ""
		lines = [x.strip() for x in self.stderr.splitlines()
			 if x.strip(" ^")]
		for line in lines:
			if "error" in line.lower():
				return line
		return lines[-1] if lines else "exit %d" % self.status


def adopt():
	"""Makes this process the parent of what its launchers leave behind."""
	libc = ctypes.CDLL(None, use_errno=True)
	if not hasattr(libc, "prctl"):
		raise OSError("this needs Linux")
	if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
		raise OSError(ctypes.get_errno(), "cannot become a subreaper")


def start(argv, place, stdin, stdout, stderr):
	"""Starts a stage, which waits at place.gate; returns its number."""
	os.mkfifo(place + ".gate")
	subprocess.run(["/bin/sh", "-c", LAUNCH, place] + argv, check=True,
		       stdin=stdin, stdout=stdout, stderr=stderr,
		       env=dict(os.environ, LC_ALL="C", TZ="UTC"))
	with open(place) as number:
		return int(number.read())


def start_all(stages, folder, stdout, stderr):
	"""Starts the stages of a pipeline: number and gate of each."""
	started = []
	source = subprocess.DEVNULL
	for position, argv in enumerate(stages):
		last = position == len(stages) - 1
		reading, sink = (None, stdout) if last else os.pipe()
		place = os.path.join(folder, str(position))
		number = start(argv, place, source, sink, stderr)
		started.append((number, place + ".gate"))
		if not last:
			os.close(sink)
		if position > 0:
			os.close(source)
		source = reading
	return started


def failure(state):
	"""What a shell would say of a stage: 128 + signal, or its status."""
	code = os.waitstatus_to_exitcode(state)
	return code if code >= 0 else 128 - code


def scratch():
	"""A file for what a program prints, whatever that is."""
	return tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")


def run(stages, discard=False):
	"""Runs a pipeline; with discard what it prints is thrown away."""
	for argv in stages:
		if shutil.which(argv[0]) is None:
			return Run(0.0, [], 127, "", argv[0] + ": not found")
	with tempfile.TemporaryDirectory(prefix="txo-bench.") as folder, \
	     scratch() as stderr, \
	     open(os.devnull, "w") if discard else scratch() as stdout:
		started = start_all(stages, folder, stdout, stderr)
		peaks, status = [], 0
		begin = time.monotonic()
		try:
			for _, gate in started:
				os.close(os.open(gate, os.O_WRONLY))
			while started:
				_, state, usage = os.wait4(started[0][0], 0)
				started.pop(0)
				peaks.append(usage.ru_maxrss * 1024)
				status = failure(state) or status
		finally:
			for number, _ in started:
				os.kill(number, signal.SIGKILL)
				os.waitpid(number, 0)
		seconds = time.monotonic() - begin
		stderr.seek(0)
		if not discard:
			stdout.seek(0)
		return Run(seconds, peaks, status,
			   "" if discard else stdout.read(), stderr.read())


def write(argv, source, path):
	"""Runs a program from file source, or nothing, into a file."""
	with open(source or os.devnull, "rb") as stdin, \
	     open(path, "wb") as stdout:
		done = subprocess.run(argv, stdin=stdin, stdout=stdout,
				      env=dict(os.environ, LC_ALL="C"))
	return done.returncode
