"""Puts a fresh table into a page, between two comments that stay.

	<!-- bench:works -->
	what the benchmark says
	<!-- /bench:works -->
"""
import os


class NoPlace(Exception):
	"""A page has no place for the table, or more than one."""


class Page:
	"""A file, read and found good before anything is measured."""

	def __init__(self, path, name):
		self.path = path
		self.name = name
		try:
			with open(path, encoding="utf-8") as text:
				self.lines = text.read().split("\n")
		except UnicodeDecodeError:
			raise NoPlace("%s is not text in UTF-8" % path)
		self.begin = self.place("<!-- bench:%s -->" % name)
		self.end = self.place("<!-- /bench:%s -->" % name)
		if self.end < self.begin:
			raise NoPlace("%s: the marks of bench:%s are swapped" %
				      (path, name))

	def place(self, mark):
		"""The line on which a mark stands alone."""
		found = [i for i, line in enumerate(self.lines)
			 if line.strip() == mark]
		if len(found) != 1:
			raise NoPlace("%s has %d lines '%s', not one" % (
				self.path, len(found), mark))
		return found[0]

	def put(self, text):
		"""Replaces what stands between the marks, all or nothing.

		The page may have changed since it was found good.
		"""
		now = Page(self.path, self.name)
		lines = now.lines[:now.begin + 1] + [""] + \
			text.strip("\n").split("\n") + [""] + \
			now.lines[now.end:]
		path = os.path.realpath(self.path)
		with open(path + ".part", "w", encoding="utf-8") as page:
			page.write("\n".join(lines))
		os.chmod(path + ".part", os.stat(path).st_mode & 0o7777)
		os.replace(path + ".part", path)
