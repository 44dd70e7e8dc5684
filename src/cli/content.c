#include "cli/content.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"

#define PIECE 65536

static enum txo_status cannot(const char *option, struct txo_text path,
			      struct txo_error *err)
{
	int why = errno;
	char shown[TXO_SHOWN];

	return txo_fail(err, TXO_IO, "--%s: cannot read '%s': %s", option,
			txo_text_show(path, shown), strerror(why));
}

/* All bytes of the open file, up to one more than are allowed. */
static bool read_all(int fd, struct txo_buffer *b)
{
	char piece[PIECE];
	ssize_t n;

	do {
		n = read(fd, piece, sizeof(piece));
		if (n > 0)
			txo_buffer_add(b, piece, (size_t)n);
	} while ((n > 0 && !b->failed && b->n <= TXO_CONTENT_LONGEST) ||
		 (n < 0 && errno == EINTR));
	return n >= 0;
}

enum txo_status txo_content_read(const char *option, struct txo_text path,
				 struct txo_content *content,
				 struct txo_arena *arena, struct txo_error *err)
{
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	enum txo_status status = TXO_OK;
	int fd = open(path.p, O_RDONLY);

	if (fd < 0)
		return cannot(option, path, err);
	if (!read_all(fd, &b))
		status = cannot(option, path, err);
	else if (b.n > TXO_CONTENT_LONGEST)
		status = txo_fail(err, TXO_DATA,
				  "--%s: '%s' is longer than 16 MiB", option,
				  txo_text_show(path, shown));
	close(fd);
	content->name = path;
	content->text.p = txo_arena_copy(arena, b.p ? b.p : "", b.n);
	content->text.n = b.n;
	if (status == TXO_OK && (b.failed || !content->text.p))
		status = txo_fail_memory(err);
	txo_buffer_release(&b);
	return status;
}
