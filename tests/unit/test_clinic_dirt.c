#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/clinic_dirt.h"
#include "near.h"
#include "paper.h"
#include "view/sink.h"

static const struct txo_clinic_rules usual = { .seed = 1,
					       .least = 3,
					       .most = 6,
					       .dropout = 644245094,
					       .side_effects = 700000 };

/* A clinic with its rows, clean and spoilt. */
struct rows {
	struct txo_clinic clinic;
	struct txo_clinic_dirt dirt;
	struct txo_clinic_row clean, spoilt;
	bool blank;
};

static struct rows *open_rows(void)
{
	struct rows *r = calloc(1, sizeof(*r));

	assert_non_null(r);
	assert_int_equal(txo_clinic_init(&r->clinic, &usual, NULL), TXO_OK);
	assert_int_equal(txo_clinic_dirt_init(&r->dirt, 1, NULL), TXO_OK);
	txo_clinic_row_init(&r->clean);
	txo_clinic_row_init(&r->spoilt);
	return r;
}

static void close_rows(struct rows *r)
{
	txo_clinic_release(&r->clinic);
	txo_clinic_dirt_release(&r->dirt);
	free(r);
}

static void next_row(struct rows *r)
{
	while (!txo_clinic_session(&r->clinic))
		txo_clinic_course(&r->clinic, 0);
	txo_clinic_session_row(&r->clean, &r->clinic);
	txo_clinic_session_row(&r->spoilt, &r->clinic);
	r->blank = txo_clinic_row_spoil(&r->dirt, &r->spoilt);
}

/* The only column that differs, or TXO_CLINIC_COLUMNS for none. */
static int spoilt_column(const struct rows *r)
{
	int found = TXO_CLINIC_COLUMNS;

	for (int i = 0; i < TXO_CLINIC_COLUMNS; i++)
		if (!txo_text_equal(r->clean.cell[i], r->spoilt.cell[i])) {
			assert_int_equal(found, TXO_CLINIC_COLUMNS);
			found = i;
		}
	return found;
}

static int column_of(const char *name)
{
	static const struct {
		const char *name;
		int column;
	} all[] = { { "improvement", TXO_CLINIC_IMPROVEMENT },
		    { "concern", TXO_CLINIC_CONCERN },
		    { "side_effects", TXO_CLINIC_SIDE_EFFECTS },
		    { "satisfaction", TXO_CLINIC_SATISFACTION },
		    { "date", TXO_CLINIC_DATE } };

	for (size_t i = 0; i < COUNT(all); i++)
		if (strcmp(all[i].name, name) == 0)
			return all[i].column;
	return TXO_CLINIC_COLUMNS;
}

static void a_fault_is_in_its_column_and_nowhere_else(void **state)
{
	struct rows *r = open_rows();

	(void)state;
	for (int i = 0; i < 50000; i++) {
		uint64_t before[TXO_DIRT_KINDS];
		int wanted = TXO_CLINIC_COLUMNS;

		memcpy(before, r->dirt.put, sizeof(before));
		next_row(r);
		for (int k = 0; k < TXO_DIRT_KINDS; k++)
			if (r->dirt.put[k] > before[k])
				wanted = column_of(
					txo_clinic_dirt_type[k].column);
		assert_int_equal(spoilt_column(r), wanted);
	}
	close_rows(r);
}

static void faults_are_as_frequent_as_they_are_said_to_be(void **state)
{
	struct rows *r = open_rows();
	const double n = 200000;
	uint64_t blank = 0;

	(void)state;
	for (int i = 0; i < (int)n; i++) {
		next_row(r);
		blank += r->blank;
	}
	for (int k = 0; k < TXO_DIRT_KINDS; k++) {
		double p = txo_clinic_dirt_type[k].rate / 1024.0;
		double seen = (double)r->dirt.put[k] / n;

		assert_true(fabs(seen - p) <= 4 * sqrt(p * (1 - p) / n));
	}
	assert_int_equal(blank, r->dirt.put[TXO_DIRT_BLANK_ROW]);
	close_rows(r);
}

static void the_longest_list_fits_in_capitals(void **state)
{
	struct rows *r = open_rows();
	struct txo_text list;

	(void)state;
	txo_clinic_course(&r->clinic, 0);
	assert_true(txo_clinic_session(&r->clinic));
	r->clinic.course.effects = (1u << TXO_CLINIC_EFFECTS) - 1;
	while (!r->dirt.put[TXO_DIRT_EFFECTS]) {
		txo_clinic_course_row(&r->spoilt, &r->clinic, 0);
		(void)txo_clinic_row_spoil(&r->dirt, &r->spoilt);
	}
	list = r->spoilt.cell[TXO_CLINIC_SIDE_EFFECTS];
	assert_true(list.n == strlen("REDNESS; SWELLING; BRUISING; ITCHING; "
				     "DRYNESS; ACNE FLARE; HYPERPIGMENTATION; "
				     "INFECTION"));
	assert_memory_equal(list.p + list.n - 9, "INFECTION", 9);
	close_rows(r);
}

/* What the sink makes of the cells. */
static void put_cells(struct txo_sink *s, const struct txo_clinic_row *row)
{
	for (int i = 0; i < TXO_CLINIC_COLUMNS; i++)
		if (row->columns >> i & 1)
			txo_sink_text(s, row->cell[i]);
	txo_sink_end_row(s);
}

static void put_line(struct txo_sink *s, const struct txo_clinic_row *row)
{
	char line[TXO_CLINIC_LINE];
	size_t n = txo_clinic_line(row, line);

	assert_true(n < sizeof(line) / 2);
	txo_sink_line(s, (struct txo_text){ line, n });
}

static void a_line_is_what_the_sink_makes_of_the_cells(void **state)
{
	static const char *const names[] = {
		"a", "b", "c", "d", "e", "f", "g",
		"h", "i", "j", "k", "l", "m", "n"
	};
	struct rows *r = open_rows();
	struct paper by_cell = { .limit = 0 }, by_line = { .limit = 0 };
	struct txo_sink *s[2] = {
		txo_sink_new(TXO_FORMAT_CSV, 0, write_paper, &by_cell),
		txo_sink_new(TXO_FORMAT_CSV, 0, write_paper, &by_line)
	};

	(void)state;
	txo_sink_header(s[0], names, COUNT(names));
	txo_sink_header(s[1], names, COUNT(names));
	for (int i = 0; i < 20000; i++) {
		next_row(r);
		if (r->blank)
			txo_clinic_row_blank(&r->spoilt);
		put_cells(s[0], &r->spoilt);
		put_line(s[1], &r->spoilt);
	}
	txo_clinic_row_total(&r->dirt, &r->spoilt);
	put_cells(s[0], &r->spoilt);
	put_line(s[1], &r->spoilt);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(txo_sink_finish(s[i], NULL), TXO_OK);
		txo_sink_free(s[i]);
	}
	assert_int_equal(by_cell.bytes.n, by_line.bytes.n);
	assert_memory_equal(by_cell.bytes.p, by_line.bytes.p, by_cell.bytes.n);
	assert_non_null(strstr(by_line.bytes.p, "\nTotal,20000,,"));
	txo_buffer_release(&by_cell.bytes);
	txo_buffer_release(&by_line.bytes);
	close_rows(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fault_is_in_its_column_and_nowhere_else),
		cmocka_unit_test(faults_are_as_frequent_as_they_are_said_to_be),
		cmocka_unit_test(the_longest_list_fits_in_capitals),
		cmocka_unit_test(a_line_is_what_the_sink_makes_of_the_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
