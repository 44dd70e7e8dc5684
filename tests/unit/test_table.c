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
	return txo_table_open(&r->t, &r->in, NULL, NULL, &r->err);
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
	txo_input_release(&r->in);
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
	static const struct {
		const char *text, *sentence;
	} files[] = {
		{ "", "the file is empty: there is no header" },
		{ "\xef\xbb\xbf", "the file is empty: there is no header" },
		{ "\n\n", "all cells are empty: there is no header" },
		{ " \n", "all cells are empty: there is no header" },
		{ ",\n,", "all cells are empty: there is no header" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct reading r;

		assert_int_equal(open_text(&r, files[i].text), TXO_DATA);
		assert_string_equal(r.err.text, files[i].sentence);
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

/* Wants a column of this name. */
struct wish {
	struct reading r;
	const char *column;
};

static enum txo_status fits(void *ctx, struct txo_error *err)
{
	struct wish *w = ctx;
	size_t column;

	return txo_header_find(&w->r.t.header, txo_text(w->column), &column,
			       err);
}

static enum txo_status search(struct wish *w, const char *text,
			      const char *column)
{
	*w = (struct wish){ .r = { .in = { .fd = feed_text(text) } },
			    .column = column };
	return txo_table_open(&w->r.t, &w->r.in, fits, w, &w->r.err);
}

/* The header is on this line, and the next row below it. */
static void check_found(const char *text, const char *column, uint64_t line)
{
	struct wish w;

	assert_int_equal(search(&w, text, column), TXO_OK);
	assert_int_equal(w.r.t.header.line, line);
	assert_int_equal(next(&w.r)->line, line + 1);
	close_table(&w.r);
}

/* No record is the header; this line is blamed. */
static void check_not_found(const char *text, const char *column, uint64_t line)
{
	struct wish w;

	assert_int_equal(search(&w, text, column), TXO_USAGE);
	assert_int_equal(w.r.err.line, line);
	assert_non_null(strstr(w.r.err.text, "The columns are: id, "));
	close_table(&w.r);
}

static void titles_above_the_header_are_skipped(void **state)
{
	(void)state;
	check_found("Report\nGenerated,2026-01-05\n\nid,g,score\n1,a,2\n",
		    "score", 4);
	check_found("Report,,\nDoctor,Abt,\nid,g,score\nP1,a,b\n", "score", 3);
	check_found("Clinic,Bonn\nid,score\nP1,2\n", "score", 2);
	check_found("Score\nid,score\nP1,2\n", "score", 2);
	check_found("Report\nscore\n2\n", "score", 2);
	check_found("Report,,\nid,2023,score\n1,2,3\n", "score", 2);
}

static void titles_are_counted_in_lines(void **state)
{
	struct wish w;

	(void)state;
	assert_int_equal(search(&w, "sep=;\n\"a\nb\"\n\nid;score\n1;2\n",
				"score"),
			 TXO_OK);
	assert_int_equal(w.r.t.header.line, 5);
	assert_int_equal(w.r.t.titles, 3);
	close_table(&w.r);
	assert_int_equal(search(&w, "\n\nid,score\n1,2\n", "score"), TXO_OK);
	assert_int_equal(w.r.t.titles, 0);
	close_table(&w.r);
}

static void a_row_of_data_is_no_header(void **state)
{
	(void)state;
	check_not_found("id,g\nP1,acne\nP2,scars\n", "acne", 0);
	check_not_found("id,g,score\nP1,acne,NA\nP2,scars,2\n", "acne", 0);
	check_not_found("id,score\nP1,70\nP2,80\n", "70", 0);
	check_not_found("id,score\nP1,\nP2,80\n", "P1", 0);
	check_not_found("Report\nid,g\nP1,acne\nP2,70\n", "scor", 2);
	check_not_found("Report,,\nid,g,\nP1,acne,\nP2,70,\n", "scor", 2);
}

static void the_first_record_is_the_header_if_it_fits(void **state)
{
	struct wish w;
	const struct txo_record *row;

	(void)state;
	check_found("id,score\nid,score\n1,2\n", "score", 1);
	assert_int_equal(search(&w, "id,score,x\n1,2\n3,4\n", "score"), TXO_OK);
	assert_int_equal(w.r.t.header.line, 1);
	assert_int_equal(txo_table_next(&w.r.t, &row, &w.r.err), TXO_DATA);
	close_table(&w.r);
}

static void a_single_column_may_hold_lists(void **state)
{
	struct wish w;

	(void)state;
	assert_int_equal(search(&w, "\neffects\nred;sore\nred;none\n",
				"effects"),
			 TXO_OK);
	assert_int_equal(w.r.t.dialect.delimiter, ',');
	assert_text(txo_record_field(next(&w.r), 0), "red;sore");
	assert_text(txo_record_field(next(&w.r), 0), "red;none");
	assert_null(next(&w.r));
	close_table(&w.r);
}

static void rows_for_the_eye_are_skipped_and_counted(void **state)
{
	struct reading r;
	const struct txo_record *row;

	(void)state;
	assert_int_equal(open_text(&r,
				   "g,n,score\na,1,2\n,,\n \t,,\nTotal:,1,\n"
				   ",Sub-Total,2\nGRAND TOTAL,,\nsum,,2\n"
				   "total,1,7\nsum,1,7\ntotals of a,,1\n"),
			 TXO_OK);
	assert_text(txo_record_field(next(&r), 0), "a");
	row = next(&r);
	assert_text(txo_record_field(row, 2), "7");
	row = next(&r);
	assert_text(txo_record_field(row, 0), "totals of a");
	assert_null(next(&r));
	assert_int_equal(r.t.blank_rows, 2);
	assert_int_equal(r.t.total_rows, 5);
	close_table(&r);
}

static void a_total_of_a_single_column_is_a_value(void **state)
{
	struct reading r;

	(void)state;
	assert_int_equal(open_text(&r, "g\ntotal\n"), TXO_OK);
	assert_text(txo_record_field(next(&r), 0), "total");
	assert_null(next(&r));
	assert_int_equal(r.t.total_rows + r.t.blank_rows, 0);
	close_table(&r);
}

static void short_rows_are_padded_if_so_told(void **state)
{
	struct reading r = { .in = { .fd = feed_text("a,b,c\n1\n2,3\n\n"
						     "4,5,6\n7,8,9,0\n") },
			     .t = { .options = { .pad = true } } };
	const struct txo_record *row;

	(void)state;
	assert_int_equal(txo_table_open(&r.t, &r.in, NULL, NULL, &r.err),
			 TXO_OK);
	row = next(&r);
	assert_int_equal(row->n, 3);
	assert_text(txo_record_field(row, 0), "1");
	assert_text(txo_record_field(row, 2), "");
	row = next(&r);
	assert_int_equal(row->line, 3);
	assert_text(txo_record_field(row, 1), "3");
	assert_text(txo_record_field(row, 2), "");
	assert_text(txo_record_field(next(&r), 2), "6");
	assert_int_equal(txo_table_next(&r.t, &row, &r.err), TXO_DATA);
	assert_int_equal(r.err.line, 6);
	close_table(&r);
}

static void names_may_be_given_for_a_file_without_header(void **state)
{
	const struct txo_text name[] = { txo_text("id"), txo_text(" score ") };
	struct reading r = { .in = { .fd = feed_text("1;2,5\n2;3,5;4\n") },
			     .t = { .options = { .name = name, .names = 2 } } };
	const struct txo_record *row;

	(void)state;
	assert_int_equal(txo_table_open(&r.t, &r.in, NULL, NULL, &r.err),
			 TXO_OK);
	assert_int_equal(r.t.header.line, 0);
	assert_text(r.t.header.name[1], "score");
	row = next(&r);
	assert_int_equal(row->line, 1);
	assert_text(txo_record_field(row, 1), "2,5");
	assert_int_equal(txo_table_next(&r.t, &row, &r.err), TXO_DATA);
	assert_string_equal(r.err.text, "3 fields where --header has 2: field "
					"3 has no column");
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
		cmocka_unit_test(titles_above_the_header_are_skipped),
		cmocka_unit_test(titles_are_counted_in_lines),
		cmocka_unit_test(a_row_of_data_is_no_header),
		cmocka_unit_test(the_first_record_is_the_header_if_it_fits),
		cmocka_unit_test(a_single_column_may_hold_lists),
		cmocka_unit_test(rows_for_the_eye_are_skipped_and_counted),
		cmocka_unit_test(a_total_of_a_single_column_is_a_value),
		cmocka_unit_test(short_rows_are_padded_if_so_told),
		cmocka_unit_test(names_may_be_given_for_a_file_without_header),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
