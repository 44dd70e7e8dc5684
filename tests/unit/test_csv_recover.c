#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "data/csv.h"
#include "data/table.h"
#include "feed.h"
#include "near.h"

#define STRAY "a quote inside a field that does not begin with one"
#define BEHIND "text after the closing quote (a quote inside quotes is doubled)"
#define NUL "a NUL byte: this is not a text file, or it is UTF-16"
#define OPEN "its quotes are never closed"

static void add_record(const struct txo_record *r, struct txo_buffer *out)
{
	txo_buffer_printf(out, "%llu:", (unsigned long long)r->line);
	for (size_t i = 0; i < r->n; i++) {
		struct txo_text t = txo_record_field(r, i);

		txo_buffer_add_char(out, '[');
		txo_buffer_add(out, t.p, t.n);
		txo_buffer_add_char(out, ']');
	}
	txo_buffer_add_char(out, '\n');
}

/*
 * Records and faults, as "line:[field][field]\n" and "line! sentence\n", until
 * there is nothing more or the reader cannot go on. Closes fd.
 */
static void read_all(int fd, struct txo_buffer *out)
{
	struct txo_input in = { .fd = fd };
	struct txo_csv *csv = txo_csv_new(&in);
	const struct txo_record *r;
	enum txo_status status;
	struct txo_error err;

	assert_non_null(csv);
	txo_csv_track(csv);
	assert_true(txo_csv_begin(csv, ',', 0));
	txo_buffer_clear(out);
	txo_buffer_add(out, "", 0);
	do {
		err = (struct txo_error){ 0 };
		while ((status = txo_csv_next(csv, &r, &err)) == TXO_OK && r)
			add_record(r, out);
		if (status == TXO_OK)
			break;
		assert_int_equal(status, TXO_DATA);
		assert_string_equal(err.fault, "format-error");
		txo_buffer_printf(out, "%llu! %s\n",
				  (unsigned long long)err.line, err.text);
	} while (txo_csv_recover(csv));
	assert_false(txo_csv_recover(csv));
	txo_csv_free(csv);
	txo_input_release(&in);
	close(fd);
	assert_false(out->failed);
}

/* From a file, and from short reads of every size. */
static void check_bytes(const char *bytes, size_t n, const char *expected)
{
	struct txo_buffer out = { 0 };

	read_all(feed_bytes(bytes, n), &out);
	assert_string_equal(out.p, expected);
	for (size_t piece = 1; piece <= n; piece++) {
		read_all(feed_pieces(bytes, n, piece), &out);
		assert_string_equal(out.p, expected);
	}
	txo_buffer_release(&out);
}

static void check(const char *text, const char *expected)
{
	check_bytes(text, strlen(text), expected);
}

static void reading_goes_on_with_the_line_behind_a_stray_quote(void **state)
{
	(void)state;
	check("a,b\nc\"d,e\nf,g\n",
	      "1:[a][b]\n2! field 1: " STRAY "\n3:[f][g]\n");
	check("a,b\nc,d\"\nf,g\n",
	      "1:[a][b]\n2! field 2: " STRAY "\n3:[f][g]\n");
	check("a\"\nb\n", "1! field 1: " STRAY "\n2:[b]\n");
	check("a\nb\"", "1:[a]\n2! field 1: " STRAY "\n");
}

static void each_of_several_faults_is_told(void **state)
{
	(void)state;
	check("a\"\nb\"\nc\nd\"\ne\n", "1! field 1: " STRAY "\n"
				       "2! field 1: " STRAY "\n"
				       "3:[c]\n"
				       "4! field 1: " STRAY "\n"
				       "5:[e]\n");
	check("a\"b\"c\"d\ne\n", "1! field 1: " STRAY "\n2:[e]\n");
}

static void reading_goes_on_behind_text_after_a_closing_quote(void **state)
{
	(void)state;
	check("a,b\n\"c\"d,e\nf,g\n",
	      "1:[a][b]\n2! field 1: " BEHIND "\n3:[f][g]\n");
	check("\"c\" ,e\nf,g\n", "1! field 1: " BEHIND "\n2:[f][g]\n");
}

static void reading_goes_on_behind_a_nul_byte(void **state)
{
	static const char text[] = "a,b\nc\0,d\ne,f\n";
	static const char twice[] = "a\n\0\0\n\0\nb\n";
	static const char quoted[] = "a\n\"b\0c\nd\"\ne\n";

	(void)state;
	check_bytes(text, sizeof(text) - 1,
		    "1:[a][b]\n2! field 1: " NUL "\n3:[e][f]\n");
	check_bytes(twice, sizeof(twice) - 1,
		    "1:[a]\n2! field 1: " NUL "\n3! field 1: " NUL "\n4:[b]\n");
	check_bytes(quoted, sizeof(quoted) - 1,
		    "1:[a]\n2! field 1: " NUL "\n3! field 1: " STRAY
		    "\n4:[e]\n");
}

static void nothing_comes_behind_quotes_that_never_close(void **state)
{
	(void)state;
	check("a,b\n\"c,d\ne,f\n", "1:[a][b]\n2! field 1: " OPEN "\n");
	check("a\"\n\"b\nc", "1! field 1: " STRAY "\n2! field 1: " OPEN "\n");
}

static void lines_are_counted_with_any_line_end(void **state)
{
	(void)state;
	check("a\r\nb\"\r\nc\r\n\r\nd\r\n",
	      "1:[a]\n2! field 1: " STRAY "\n3:[c]\n4:\n5:[d]\n");
	check("a\rb\"\rc\r\rd\r",
	      "1:[a]\n2! field 1: " STRAY "\n3:[c]\n4:\n5:[d]\n");
	check("a\r\nb\"\nc\rd\"\re\n",
	      "1:[a]\n2! field 1: " STRAY "\n3:[c]\n4! field 1: " STRAY
	      "\n5:[e]\n");
}

static void a_fault_behind_line_ends_in_quotes_names_both_lines(void **state)
{
	(void)state;
	check("a\n\"b\nc\nd\"e\nf\n",
	      "1:[a]\n2! field 1: " BEHIND ", on line 4\n5:[f]\n");
	check("\"b\r\nc\",d\"e\r\nf\r\n",
	      "1! field 2: " STRAY ", on line 2\n3:[f]\n");
}

static void without_tracking_there_is_no_going_on(void **state)
{
	struct txo_input in = { .fd = feed_text("a\"\nb\n") };
	struct txo_csv *csv = txo_csv_new(&in);
	const struct txo_record *r;

	(void)state;
	assert_non_null(csv);
	assert_int_equal(txo_csv_next(csv, &r, NULL), TXO_DATA);
	assert_false(txo_csv_recover(csv));
	assert_int_equal(txo_csv_next(csv, &r, NULL), TXO_DATA);
	txo_csv_free(csv);
	txo_input_release(&in);
	close(in.fd);
}

/* A file whose line with the fault begins at byte `at`. */
struct edge {
	const char *end;	/* of lines */
	size_t at;
	const char *line;	/* without its end */
	size_t n;		/* bytes of it */
};

/* Lines of seven bytes and their end, the last of them longer. */
static uint64_t add_filler(struct txo_buffer *b, const struct edge *e)
{
	uint64_t lines = 0;

	while (b->n < e->at) {
		size_t left = e->at - b->n - strlen(e->end);

		if (left >= 7 + 2 + 7 + strlen(e->end))
			left = 7;
		for (size_t i = 0; i < left; i++)
			txo_buffer_add_char(b, i == 3 ? ',' : 'x');
		txo_buffer_add_text(b, e->end);
		lines++;
	}
	return lines;
}

static void check_edge(const struct edge *e)
{
	struct txo_buffer b = { 0 }, out = { 0 };
	char expected[200];
	uint64_t lines = add_filler(&b, e);
	size_t n;

	assert_int_equal(b.n, e->at);
	txo_buffer_add(&b, e->line, e->n);
	txo_buffer_add_text(&b, e->end);
	txo_buffer_add_text(&b, "p,q");
	txo_buffer_add_text(&b, e->end);
	txo_buffer_add_text(&b, e->end);
	txo_buffer_add_text(&b, "r,s");
	read_all(feed_bytes(b.p, b.n), &out);
	snprintf(expected, sizeof(expected),
		 "\n%llu! field 2: %s\n%llu:[p][q]\n%llu:\n%llu:[r][s]\n",
		 (unsigned long long)lines + 1,
		 memchr(e->line, '\0', e->n) ? NUL :
		 *e->line == 'y'	     ? STRAY :
					       BEHIND,
		 (unsigned long long)lines + 2, (unsigned long long)lines + 3,
		 (unsigned long long)lines + 4);
	n = strlen(expected);
	assert_true(out.n > n);
	assert_string_equal(out.p + out.n - n, expected);
	txo_buffer_release(&b);
	txo_buffer_release(&out);
}

static void faults_at_the_edges_of_blocks_are_no_different(void **state)
{
	static const char *const ends[] = { "\n", "\r\n", "\r" };
	static const size_t blocks[] = { 65536, 262144, 327680, 524288 };
	static const struct {
		const char *text;
		size_t n;
	} lines[] = { { "y,z\"", 4 }, { "\"y\",\"z\"z", 8 }, { "y,z\0zz", 6 } };

	(void)state;
	for (size_t k = 0; k < COUNT(blocks); k++)
		for (size_t i = 0; i < COUNT(ends); i++)
			for (size_t j = 0; j < COUNT(lines); j++)
				for (size_t back = 0; back < 24; back++) {
					struct edge e = { ends[i],
							  blocks[k] + 4 - back,
							  lines[j].text,
							  lines[j].n };

					check_edge(&e);
				}
}

static void a_long_line_behind_a_fault_is_skipped_whole(void **state)
{
	struct txo_buffer b = { 0 }, out = { 0 };

	(void)state;
	txo_buffer_add_text(&b, "a,b\nc\"");
	for (size_t i = 0; i < 700000; i++)
		txo_buffer_add_char(&b, i % 10 ? 'x' : '"');
	txo_buffer_add_text(&b, "\nd,e\n");
	read_all(feed_bytes(b.p, b.n), &out);
	assert_string_equal(out.p,
			    "1:[a][b]\n2! field 1: " STRAY "\n3:[d][e]\n");
	txo_buffer_release(&b);
	txo_buffer_release(&out);
}

/* Rows of a table with every_row: "line kind n\n", and faults. */
static void read_table(const char *text, struct txo_buffer *out)
{
	struct txo_input in = { .fd = feed_text(text) };
	struct txo_table t = { .options = { .every_row = true } };
	const struct txo_record *r;
	struct txo_error err = { 0 };
	enum txo_status status = txo_table_open(&t, &in, NULL, NULL, &err);

	assert_int_equal(status, TXO_OK);
	do {
		while ((status = txo_table_next(&t, &r, &err)) == TXO_OK && r)
			txo_buffer_printf(out, "%d %d %d\n", (int)r->line,
					  (int)t.kind, (int)r->n);
		if (status != TXO_OK)
			txo_buffer_printf(out, "%d! %s\n", (int)err.line,
					  err.fault);
	} while (status != TXO_OK && txo_table_recover(&t));
	txo_table_end(&t);
	txo_table_release(&t);
	txo_input_release(&in);
	close(in.fd);
}

static void a_table_hands_out_every_row_with_its_kind(void **state)
{
	struct txo_buffer out = { 0 };
	char expected[200];

	(void)state;
	read_table("a,b\n1,2\n\n,\nTotal,3\n1\n1,2,3\n4,5\"\n6,7\n\n", &out);
	snprintf(expected, sizeof(expected),
		 "2 %d 2\n3 %d 2\n4 %d 2\n5 %d 2\n6 %d 1\n7 %d 3\n"
		 "8! format-error\n9 %d 2\n10 %d 2\n",
		 TXO_ROW_PLAIN, TXO_ROW_BLANK, TXO_ROW_BLANK, TXO_ROW_TOTAL,
		 TXO_ROW_SHORT, TXO_ROW_LONG, TXO_ROW_PLAIN, TXO_ROW_BLANK);
	assert_string_equal(out.p, expected);
	txo_buffer_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			reading_goes_on_with_the_line_behind_a_stray_quote),
		cmocka_unit_test(each_of_several_faults_is_told),
		cmocka_unit_test(
			reading_goes_on_behind_text_after_a_closing_quote),
		cmocka_unit_test(reading_goes_on_behind_a_nul_byte),
		cmocka_unit_test(nothing_comes_behind_quotes_that_never_close),
		cmocka_unit_test(lines_are_counted_with_any_line_end),
		cmocka_unit_test(
			a_fault_behind_line_ends_in_quotes_names_both_lines),
		cmocka_unit_test(without_tracking_there_is_no_going_on),
		cmocka_unit_test(
			faults_at_the_edges_of_blocks_are_no_different),
		cmocka_unit_test(a_long_line_behind_a_fault_is_skipped_whole),
		cmocka_unit_test(a_table_hands_out_every_row_with_its_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
