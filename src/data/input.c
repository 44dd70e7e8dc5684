#include "data/input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* Fill buf as far as the file goes, at most size bytes. */
static enum txo_status read_some(int fd, char *buf, size_t size, size_t *n,
				 struct txo_error *err)
{
	ssize_t got;

	do
		got = read(fd, buf, size);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return txo_fail(err, TXO_IO, "cannot read: %s",
				strerror(errno));
	*n = (size_t)got;
	return TXO_OK;
}

/* Forms of bytes that are no plain text, by how they begin. */
static enum txo_status refuse_foreign(const char *buf, size_t n,
				      struct txo_error *err)
{
	static const struct {
		const char *magic;
		size_t n;
		const char *what;
	} foreign[] = {
		{ "\x1f\x8b", 2, "compressed with gzip; pipe it through zcat" },
		{ "\x28\xb5\x2f\xfd", 4,
		  "compressed with zstd; pipe it through zstdcat" },
		{ "PK\x03\x04", 4,
		  "a ZIP archive or spreadsheet; export it as CSV" },
		{ "\xff\xfe", 2, "UTF-16; convert it with iconv -f UTF-16" },
		{ "\xfe\xff", 2, "UTF-16; convert it with iconv -f UTF-16" },
	};

	for (size_t i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
		if (n >= foreign[i].n &&
		    memcmp(buf, foreign[i].magic, foreign[i].n) == 0)
			return txo_fail(err, TXO_DATA, "the file is %s",
					foreign[i].what);
	return TXO_OK;
}

/* The first read: enough bytes to see what the file is. */
static enum txo_status begin(struct txo_input *in, char *buf, size_t size,
			     size_t *n, struct txo_error *err)
{
	enum txo_status status = TXO_OK;
	size_t more = 1;

	in->begun = true;
	for (*n = 0; *n < 4 && more && status == TXO_OK; *n += more) {
		more = 0;
		status = read_some(in->fd, buf + *n, size - *n, &more, err);
	}
	if (status == TXO_OK)
		status = refuse_foreign(buf, *n, err);
	if (status == TXO_OK && *n >= 3 &&
	    memcmp(buf, "\xef\xbb\xbf", 3) == 0) {
		memmove(buf, buf + 3, *n - 3);
		*n -= 3;
		if (*n == 0)
			return txo_input_read(in, buf, size, n, err);
	}
	return status;
}

enum txo_status txo_input_read(struct txo_input *in, char *buf, size_t size,
			       size_t *n, struct txo_error *err)
{
	*n = 0;
	return in->begun ? read_some(in->fd, buf, size, n, err) :
			   begin(in, buf, size, n, err);
}
