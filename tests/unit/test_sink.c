#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "near.h"
#include "paper.h"
#include "view/sink.h"

static const enum txo_format formats[] = {
	TXO_FORMAT_CSV,	 TXO_FORMAT_TSV,   TXO_FORMAT_TABLE,
	TXO_FORMAT_JSON, TXO_FORMAT_JSONL, TXO_FORMAT_MARKDOWN
};

static void fill_no_rows(struct txo_sink *s)
{
	static const char *const names[] = { "a", "value" };

	txo_sink_header(s, names, 2);
}

static void a_huge_cell_is_never_cut(void **state)
{
	static const char *const names[] = { "a" };
	const size_t n = 1 << 20;
	char *huge = malloc(n);

	(void)state;
	assert_non_null(huge);
	memset(huge, 'x', n);
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct paper paper = { .limit = 0 };
		struct txo_sink *s = txo_sink_new(formats[i], 0, write_paper,
						  &paper);
		const char *found;

		txo_sink_header(s, names, 1);
		txo_sink_text(s, (struct txo_text){ huge, n });
		txo_sink_end_row(s);
		assert_int_equal(txo_sink_finish(s, NULL), TXO_OK);
		txo_sink_free(s);
		found = strchr(paper.bytes.p, 'x');
		assert_non_null(found);
		assert_int_equal(strspn(found, "x"), n);
		txo_buffer_release(&paper.bytes);
	}
	free(huge);
}

static void add_rows(struct txo_sink *s, size_t n)
{
	static const char *const names[] = { "a", "b" };

	txo_sink_header(s, names, 2);
	for (size_t i = 0; i < n; i++) {
		txo_sink_count(s, i);
		txo_sink_text(s, txo_text("some text"));
		txo_sink_end_row(s);
	}
}

static void many_rows_are_written_in_chunks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct paper paper = { .limit = 0 };
		struct txo_sink *s = txo_sink_new(formats[i], 0, write_paper,
						  &paper);

		add_rows(s, 50000);
		assert_int_equal(txo_sink_finish(s, NULL), TXO_OK);
		txo_sink_free(s);
		assert_in_range(paper.largest, 60000, 70000);
		assert_in_range(paper.calls, paper.bytes.n / 70000,
				paper.bytes.n / 60000 + 1);
		assert_int_equal(paper.bytes.p[paper.bytes.n - 1], '\n');
		assert_int_not_equal(paper.bytes.p[paper.bytes.n - 2], '\n');
		txo_buffer_release(&paper.bytes);
	}
}

static void a_failed_write_sticks(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct paper paper = { .limit = 100000,
				       .complaint = "disk full" };
		struct txo_sink *s = txo_sink_new(formats[i], 0, write_paper,
						  &paper);
		struct txo_error err = { 0 };

		add_rows(s, 50000);
		assert_int_equal(txo_sink_finish(s, &err), TXO_IO);
		assert_string_equal(err.text, "disk full");
		assert_int_equal(paper.calls, 2);
		txo_sink_free(s);
		txo_buffer_release(&paper.bytes);
	}
}

static void a_failed_write_without_a_sentence_gets_one(void **state)
{
	struct paper paper = { .limit = 1 };
	struct txo_sink *s = txo_sink_new(TXO_FORMAT_CSV, 0, write_paper,
					  &paper);
	struct txo_error err = { 0 };

	(void)state;
	add_rows(s, 1);
	assert_int_equal(txo_sink_finish(s, &err), TXO_IO);
	assert_string_equal(err.text, "the output failed");
	txo_sink_free(s);
}

static void lines_of_csv_stand_between_rows(void **state)
{
	struct paper paper = { .limit = 0 };
	struct txo_sink *s = txo_sink_new(TXO_FORMAT_CSV, 0, write_paper,
					  &paper);

	(void)state;
	add_rows(s, 1);
	assert_true(txo_sink_is_csv(s));
	txo_sink_line(s, txo_text("7,\"x, y\"\n"));
	txo_sink_count(s, 1);
	txo_sink_empty(s);
	txo_sink_end_row(s);
	assert_int_equal(txo_sink_finish(s, NULL), TXO_OK);
	txo_sink_free(s);
	assert_string_equal(paper.bytes.p,
			    "a,b\n0,some text\n7,\"x, y\"\n1,\n");
	txo_buffer_release(&paper.bytes);
}

static void another_format_has_no_lines_of_csv(void **state)
{
	struct paper paper = { .limit = 0 };
	struct txo_sink *s = txo_sink_new(TXO_FORMAT_TSV, 0, write_paper,
					  &paper);

	(void)state;
	add_rows(s, 0);
	assert_false(txo_sink_is_csv(s));
	txo_sink_line(s, txo_text("7,x\n"));
	assert_int_equal(txo_sink_finish(s, NULL), TXO_IO);
	txo_sink_free(s);
	txo_buffer_release(&paper.bytes);
}

static void fill_short_row(struct txo_sink *s)
{
	fill_no_rows(s);
	txo_sink_count(s, 1);
	txo_sink_end_row(s);
	txo_sink_count(s, 1);
	txo_sink_count(s, 2);
	txo_sink_end_row(s);
}

static void fill_long_row(struct txo_sink *s)
{
	fill_no_rows(s);
	txo_sink_count(s, 1);
	txo_sink_empty(s);
	txo_sink_end_row(s);
	txo_sink_count(s, 1);
	txo_sink_empty(s);
	txo_sink_text(s, txo_text("one too many"));
	txo_sink_end_row(s);
}

static void fill_open_row(struct txo_sink *s)
{
	fill_no_rows(s);
	txo_sink_count(s, 1);
	txo_sink_count(s, 2);
}

static void fill_without_header(struct txo_sink *s)
{
	txo_sink_end_row(s);
	fill_no_rows(s);
}

static void fill_two_headers(struct txo_sink *s)
{
	fill_no_rows(s);
	fill_no_rows(s);
}

static void fill_no_columns(struct txo_sink *s)
{
	txo_sink_header(s, NULL, 0);
	txo_sink_end_row(s);
}

/* A txo_sink_look_fn: the sum of counts and of numbers as they are. */
static void add_up(void *ctx, const struct txo_sink_cell *cells, size_t n)
{
	double *sum = ctx;

	for (size_t i = 0; i < n; i++) {
		if (cells[i].kind == TXO_CELL_COUNT)
			sum[0] += (double)cells[i].count;
		if (cells[i].kind == TXO_CELL_NUMBER)
			sum[1] += cells[i].number;
		sum[2] += cells[i].kind == TXO_CELL_EMPTY;
	}
	sum[3]++;
}

static void who_looks_at_rows_sees_numbers_before_they_are_rounded(void **state)
{
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct paper paper = { .limit = 0 };
		struct txo_sink *s = txo_sink_new(formats[i], 2, write_paper,
						  &paper);
		double sum[4] = { 0 };

		(void)state;
		txo_sink_watch(s, add_up, sum);
		fill_no_rows(s);
		assert_false(txo_sink_is_csv(s));
		for (int k = 0; k < 3; k++) {
			txo_sink_count(s, 12345);
			txo_sink_number(s, k == 2 ? NAN : 1.0625);
			txo_sink_end_row(s);
		}
		assert_int_equal(txo_sink_finish(s, NULL), TXO_OK);
		assert_true(sum[0] == 3 * 12345.0);
		assert_true(sum[1] == 2 * 1.0625);
		assert_true(sum[2] == 1 && sum[3] == 3);
		txo_sink_free(s);
		txo_buffer_release(&paper.bytes);
	}
}

static void a_misuse_sticks_and_writes_nothing(void **state)
{
	static const struct {
		fill_fn *fill;
		const char *text;
	} c[] = {
		{ fill_short_row,
		  "output row 1 has fewer cells than the header" },
		{ fill_long_row,
		  "output row 2 has more cells than the header" },
		{ fill_open_row, "output row 1 is not ended" },
		{ fill_without_header, "output row 1 has no header" },
		{ fill_two_headers, "output row 1 is a second header" },
		{ fill_no_columns, "output row 1 has no columns" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(formats) * COUNT(c); i++) {
		size_t k = i % COUNT(c);
		struct paper paper = { .limit = 0 };
		struct txo_sink *s = txo_sink_new(formats[i / COUNT(c)], 0,
						  write_paper, &paper);
		struct txo_error err = { 0 };

		c[k].fill(s);
		assert_int_equal(txo_sink_finish(s, &err), TXO_IO);
		assert_string_equal(err.text, c[k].text);
		assert_int_equal(paper.calls, 0);
		txo_sink_free(s);
	}
}

static void a_sink_can_be_left_unfinished(void **state)
{
	struct paper paper = { .limit = 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(formats); i++) {
		struct txo_sink *s = txo_sink_new(formats[i], 0, write_paper,
						  &paper);

		fill_open_row(s);
		txo_sink_free(s);
	}
	txo_sink_free(NULL);
	assert_int_equal(paper.calls, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_huge_cell_is_never_cut),
		cmocka_unit_test(many_rows_are_written_in_chunks),
		cmocka_unit_test(a_failed_write_sticks),
		cmocka_unit_test(a_failed_write_without_a_sentence_gets_one),
		cmocka_unit_test(lines_of_csv_stand_between_rows),
		cmocka_unit_test(another_format_has_no_lines_of_csv),
		cmocka_unit_test(
			who_looks_at_rows_sees_numbers_before_they_are_rounded),
		cmocka_unit_test(a_misuse_sticks_and_writes_nothing),
		cmocka_unit_test(a_sink_can_be_left_unfinished),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
