#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/table.h"
#include "feed.h"

/* A table of the text, with its header read. */
struct reading {
	struct txo_input in;
	struct txo_table t;
	struct txo_error err;
};

static enum txo_status open_text(struct reading *r, const char *text)
{
	*r = (struct reading){ .in = { .fd = feed_text(text) } };
	return txo_table_open(&r->t, &r->in, &r->err);
}

static const struct txo_record *next(struct reading *r)
{
	const struct txo_record *row;

	assert_int_equal(txo_table_next(&r->t, &row, &r->err), TXO_OK);
	return row;
}

static void close_table(struct reading *r)
{
	txo_table_release(&r->t);
	close(r->in.fd);
}

static void the_first_record_is_the_header(void **state)
{
	struct reading r;
	const struct txo_record *row;

	(void)state;
	assert_int_equal(open_text(&r, "a,b\n1,2\n3,4\n"), TXO_OK);
	assert_int_equal(r.t.header.n, 2);
	assert_text(r.t.header.name[1], "b");
	row = next(&r);
	assert_int_equal(row->line, 2);
	assert_text(txo_record_field(row, 1), "2");
	row = next(&r);
	assert_text(txo_record_field(row, 0), "3");
	assert_null(next(&r));
	close_table(&r);
}

static void blank_lines_are_skipped(void **state)
{
	struct reading r;
	const struct txo_record *row;

	(void)state;
	assert_int_equal(open_text(&r,
				   "\n \t\r\na,b\n\n1,2\n  \n\"\"\n3,4\n\n"),
			 TXO_OK);
	assert_int_equal(r.t.header.line, 3);
	row = next(&r);
	assert_int_equal(row->line, 5);
	row = next(&r);
	assert_int_equal(row->line, 8);
	assert_null(next(&r));
	close_table(&r);
}

static void a_blank_line_is_a_row_of_a_single_column(void **state)
{
	struct reading r;
	const struct txo_record *row;

	(void)state;
	assert_int_equal(open_text(&r, "\nscore\n1\n\n2\n \n"), TXO_OK);
	assert_text(txo_record_field(next(&r), 0), "1");
	row = next(&r);
	assert_int_equal(row->n, 1);
	assert_int_equal(row->line, 4);
	assert_text(txo_record_field(row, 0), "");
	assert_text(txo_record_field(next(&r), 0), "2");
	assert_text(txo_record_field(next(&r), 0), " ");
	assert_null(next(&r));
	close_table(&r);
}

static void a_file_without_a_header_is_told(void **state)
{
	static const char *const files[] = { "", "\n\n", " \n",
					     "\xef\xbb\xbf" };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct reading r;

		assert_int_equal(open_text(&r, files[i]), TXO_DATA);
		assert_string_equal(r.err.text, "the file is empty: there is "
						"no header");
		close_table(&r);
	}
}

static void a_header_alone_has_no_rows(void **state)
{
	struct reading r;

	(void)state;
	assert_int_equal(open_text(&r, "a,b"), TXO_OK);
	assert_null(next(&r));
	assert_null(next(&r));
	close_table(&r);
}

static void a_row_of_another_length_is_told(void **state)
{
	struct reading r;
	const struct txo_record *row;

	(void)state;
	assert_int_equal(open_text(&r, "\na,b\n1,2\n\n3\n4,5\n"), TXO_OK);
	assert_non_null(next(&r));
	assert_int_equal(txo_table_next(&r.t, &row, &r.err), TXO_DATA);
	assert_null(row);
	assert_int_equal(r.err.line, 5);
	assert_string_equal(r.err.text,
			    "1 field where the header (line 2) has 2: column "
			    "'b' is missing");
	close_table(&r);
	assert_int_equal(open_text(&r, "a\n1,2,3\n"), TXO_OK);
	assert_int_equal(txo_table_next(&r.t, &row, &r.err), TXO_DATA);
	assert_string_equal(r.err.text,
			    "3 fields where the header (line 1) has 1: field 2 "
			    "has no column");
	close_table(&r);
}

static void a_fault_of_the_reader_comes_through(void **state)
{
	struct reading r;
	const struct txo_record *row;

	(void)state;
	assert_int_equal(open_text(&r, "a\"\n1\n"), TXO_DATA);
	assert_int_equal(r.err.line, 1);
	close_table(&r);
	assert_int_equal(open_text(&r, "a\n1\n2\"\n"), TXO_OK);
	assert_non_null(next(&r));
	assert_int_equal(txo_table_next(&r.t, &row, &r.err), TXO_DATA);
	assert_int_equal(r.err.line, 3);
	close_table(&r);
}

static void the_header_outlives_the_reader(void **state)
{
	struct reading r;

	(void)state;
	assert_int_equal(open_text(&r, "a,b\n1,2\n"), TXO_OK);
	txo_table_end(&r.t);
	assert_text(r.t.header.name[0], "a");
	close_table(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_record_is_the_header),
		cmocka_unit_test(blank_lines_are_skipped),
		cmocka_unit_test(a_blank_line_is_a_row_of_a_single_column),
		cmocka_unit_test(a_file_without_a_header_is_told),
		cmocka_unit_test(a_header_alone_has_no_rows),
		cmocka_unit_test(a_row_of_another_length_is_told),
		cmocka_unit_test(a_fault_of_the_reader_comes_through),
		cmocka_unit_test(the_header_outlives_the_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
