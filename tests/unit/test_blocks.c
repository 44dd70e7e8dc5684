/*
 * All that takes several bytes to say, on every position around every border
 * of the reader: its look-ahead, its blocks, the windows of its input, and the
 * reads below them. All borders are multiples of 64 KiB.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>
#include <iconv.h>
#include <zlib.h>
#include <zstd.h>

#include "base/buffer.h"
#include "data/csv.h"
#include "feed.h"
#include "near.h"

#define BORDER ((size_t)64 * 1024)
#define BORDERS 5
#define MORE 16	/* that a text may begin before, beyond its own length */

#define EURO "\xe2\x82\xac"
#define SMILE "\xf0\x9f\x98\x80"
#define MANY "a\"b,\r\n\n\r\"\n;\xc3\xa9" EURO SMILE "\r"

/* What lies across a border, and what is read of it. */
static const char text[] = "q,\"a\"\"b,\r\n\n\r\"\"\n;\xc3\xa9" EURO SMILE
			   "\r\",z\r\n\xc3\xa9,\"\"\"\"," SMILE "\r\r\n\"" EURO
			   "\",,\n";
static const struct expected {
	uint64_t line;		/* from the first on */
	size_t n;
	const char *field[3];
} expected[] = {
	{ 0, 3, { "q", MANY, "z" } },
	{ 6, 3, { "\xc3\xa9", "\"", SMILE } },
	{ 7, 0, { NULL } },
	{ 8, 3, { EURO, "", "" } },
};

#define LINES 9

static char filler[BORDER];

/* How a text becomes an open file. */
struct way {
	const char *name;
	size_t unit;	/* bytes of an ASCII character in it */
	size_t mark;	/* bytes before the text */
	void (*pack)(const struct txo_buffer *text, struct txo_buffer *file);
	size_t piece;	/* bytes of a read, 0: as many as there are */
};

static void plain(const struct txo_buffer *from, struct txo_buffer *file)
{
	txo_buffer_add(file, from->p, from->n);
}

static void marked(const struct txo_buffer *from, struct txo_buffer *file)
{
	txo_buffer_add_text(file, "\xef\xbb\xbf");
	plain(from, file);
}

static void utf16(const struct txo_buffer *from, struct txo_buffer *file)
{
	iconv_t how = iconv_open("UTF-16LE", "UTF-8");
	size_t n = from->n, room = 2 * n;
	char *in = from->p, *all = malloc(room), *out = all;

	assert_true(how != (iconv_t)-1);
	assert_non_null(all);
	assert_int_equal(iconv(how, &in, &n, &out, &room), 0);
	txo_buffer_add(file, "\xff\xfe", 2);
	txo_buffer_add(file, all, (size_t)(out - all));
	iconv_close(how);
	free(all);
}

/* Not made smaller, so that it is read in windows too. */
static void gzip(const struct txo_buffer *from, struct txo_buffer *file)
{
	size_t size = from->n + from->n / 100 + 100;
	char *all = malloc(size);
	z_stream z = { .next_in = (Bytef *)from->p,
		       .avail_in = (uInt)from->n,
		       .next_out = (Bytef *)all,
		       .avail_out = (uInt)size };

	assert_non_null(all);
	assert_int_equal(deflateInit2(&z, 0, Z_DEFLATED, 15 + 16, 8,
				      Z_DEFAULT_STRATEGY),
			 Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	txo_buffer_add(file, all, z.total_out);
	deflateEnd(&z);
	free(all);
}

static void zstd(const struct txo_buffer *from, struct txo_buffer *file)
{
	size_t size = ZSTD_compressBound(from->n);
	char *all = malloc(size);

	assert_non_null(all);
	size = ZSTD_compress(all, size, from->p, from->n, 1);
	assert_false(ZSTD_isError(size));
	txo_buffer_add(file, all, size);
	free(all);
}

/* Bytes of it in a file of this way. */
static size_t measure(const struct way *w, const char *p)
{
	size_t units = 0;

	if (w->unit == 1)
		return strlen(p);
	for (; *p; p++) {
		unsigned char c = (unsigned char)*p;

		units += (c & 0xc0) != 0x80; /* each character, */
		units += c >= 0xf0; /* and its second half */
	}
	return 2 * units;
}

/* The text before each border, `before` bytes of it, and a long record. */
static void build(const struct way *w, size_t before, struct txo_buffer *b)
{
	size_t at = w->mark, own = measure(w, text);

	txo_buffer_clear(b);
	for (size_t i = 1; i <= BORDERS; i++) {
		size_t n = (i * BORDER - before - at) / w->unit;

		txo_buffer_add(b, filler, n - 1);
		txo_buffer_add_char(b, '\n');
		txo_buffer_add_text(b, text);
		at += n * w->unit + own;
	}
	txo_buffer_add_text(b, "end");
	assert_false(b->failed);
}

/* A child process writes it, piece by piece, each for one read. */
static int feed_slowly(const struct txo_buffer *b, size_t piece, pid_t *child)
{
	int fd[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fd), 0);
	*child = fork();
	assert_true(*child >= 0);
	if (*child == 0) {
		close(fd[0]);
		for (size_t i = 0; i < b->n; i += piece) {
			size_t n = b->n - i < piece ? b->n - i : piece;

			if (write(fd[1], b->p + i, n) != (ssize_t)n)
				_exit(1);
		}
		_exit(0);
	}
	close(fd[1]);
	return fd[0];
}

static bool is(const struct txo_record *r, size_t i, const char *p, size_t n)
{
	return txo_text_equal(txo_record_field(r, i),
			      (struct txo_text){ p, n });
}

static void check_record(const struct txo_record *r, const struct expected *e,
			 uint64_t line)
{
	assert_non_null(r);
	assert_int_equal(r->line, line);
	assert_int_equal(r->n, e->n);
	for (size_t i = 0; i < e->n; i++)
		assert_true(is(r, i, e->field[i], strlen(e->field[i])));
}

static const struct txo_record *next(struct txo_csv *csv)
{
	const struct txo_record *r;
	struct txo_error err;

	if (txo_csv_next(csv, &r, &err) != TXO_OK)
		fail_msg("line %llu: %s", (unsigned long long)err.line,
			 err.text);
	return r;
}

static void check_records(const struct way *w, size_t before,
			  struct txo_input *in)
{
	static const struct expected end = { 0, 1, { "end" } };
	struct txo_csv *csv = txo_csv_new(in);
	size_t at = w->mark, own = measure(w, text);
	uint64_t line = 1;
	struct txo_text first;

	assert_non_null(csv);
	assert_int_equal(txo_csv_peek(csv, &first, NULL), TXO_OK);
	for (size_t i = 1; i <= BORDERS; i++) {
		size_t n = (i * BORDER - before - at) / w->unit;
		const struct txo_record *r = next(csv);

		assert_non_null(r);
		assert_int_equal(r->line, line);
		assert_int_equal(r->n, 1);
		assert_true(is(r, 0, filler, n - 1));
		line++;
		for (size_t k = 0; k < COUNT(expected); k++)
			check_record(next(csv), &expected[k],
				     line + expected[k].line);
		line += LINES;
		at += n * w->unit + own;
	}
	check_record(next(csv), &end, line);
	assert_null(next(csv));
	txo_csv_free(csv);
}

static void check_way(const struct way *w, size_t before, struct txo_buffer *b,
		      struct txo_buffer *file)
{
	struct txo_input in = { .fd = -1 };
	pid_t child = 0;
	int status = 0;

	build(w, before, b);
	txo_buffer_clear(file);
	w->pack(b, file);
	assert_false(file->failed);
	in.fd = w->piece ? feed_slowly(file, w->piece, &child) :
			   feed_bytes(file->p, file->n);
	check_records(w, before, &in);
	txo_input_release(&in);
	close(in.fd);
	if (child)
		assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* From a text that begins at the border to one that ends before it. */
static void check_all(const struct way *ways, size_t n)
{
	struct txo_buffer b = { 0 }, file = { 0 };

	memset(filler, 'f', sizeof(filler));
	for (size_t i = 0; i < n; i++) {
		size_t most = measure(&ways[i], text) + MORE;

		print_message("%s\n", ways[i].name);
		for (size_t k = 0; k <= most; k += ways[i].unit)
			check_way(&ways[i], k, &b, &file);
	}
	txo_buffer_release(&b);
	txo_buffer_release(&file);
}

static void files_are_read_across_borders(void **state)
{
	static const struct way ways[] = {
		{ "UTF-8", 1, 0, plain, 0 },
		{ "UTF-8 with a mark", 1, 3, marked, 0 },
		{ "UTF-16", 2, 2, utf16, 0 },
	};

	(void)state;
	check_all(ways, COUNT(ways));
}

static void packed_files_are_read_across_borders(void **state)
{
	static const struct way ways[] = {
		{ "gzip", 1, 0, gzip, 0 },
		{ "zstd", 1, 0, zstd, 0 },
	};

	(void)state;
	check_all(ways, COUNT(ways));
}

static void pipes_are_read_in_odd_pieces(void **state)
{
	static const struct way ways[] = {
		{ "UTF-8 by 1021", 1, 0, plain, 1021 },
		{ "UTF-16 by 4093", 2, 2, utf16, 4093 },
		{ "gzip by 32771", 1, 0, gzip, 32771 },
	};

	(void)state;
	check_all(ways, COUNT(ways));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_read_across_borders),
		cmocka_unit_test(packed_files_are_read_across_borders),
		cmocka_unit_test(pipes_are_read_in_odd_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
