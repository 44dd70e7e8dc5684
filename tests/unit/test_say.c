#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cmd/say.h"
#include "near.h"

#define CELLS 8

/* A row with one group column, whose sentence is compared and forgotten. */
struct row {
	struct txo_text name[CELLS];
	struct txo_sink_cell cell[CELLS];
	struct txo_buffer line;
	struct txo_say s;
};

static void begin(struct row *r)
{
	*r = (struct row){ .line = { 0 } };
	r->s = (struct txo_say){ .name = r->name,
				 .by = 1,
				 .cell = r->cell,
				 .level = 0.95,
				 .line = &r->line };
}

static void add(struct row *r, const char *name, enum txo_cell_kind kind,
		const char *text)
{
	size_t i = r->s.n++;
	double x = kind > TXO_CELL_TEXT ? strtod(text, NULL) : 0;

	r->name[i] = txo_text(name);
	r->cell[i] = (struct txo_sink_cell){ kind, txo_text(text), x,
					     (uint64_t)x };
}

static void expect(struct row *r, const char *text)
{
	txo_buffer_add_char(&r->line, '\0');
	assert_string_equal(r->line.p, text);
	txo_buffer_clear(&r->line);
}

static void shares_say_of_how_many(void **state)
{
	struct row r;

	(void)state;
	begin(&r);
	add(&r, "clinic", TXO_CELL_TEXT, "A");
	add(&r, "n", TXO_CELL_COUNT, "120");
	add(&r, "events", TXO_CELL_COUNT, "31");
	add(&r, "hidden", TXO_CELL_EMPTY, "");
	add(&r, "one", TXO_CELL_COUNT, "1");
	add(&r, "none", TXO_CELL_COUNT, "0");
	txo_say_of(&r.s, "events", "n", "row", "rows");
	expect(&r, "31 of 120 rows (25.83 %)");
	r.s.digits = 2;
	txo_say_of(&r.s, "events", "n", "row", "rows");
	expect(&r, "31 of 120 rows (26 %)");
	txo_say_of(&r.s, "hidden", "n", "row", "rows");
	expect(&r, "a withheld number of 120 rows");
	txo_say_of(&r.s, "events", "hidden", "patient", "patients");
	expect(&r, "31 of a withheld number of patients");
	txo_say_of(&r.s, "none", "none", "row", "rows");
	expect(&r, "0 of no row");
	txo_say_count(&r.s, "one", "row", "rows");
	expect(&r, "1 row");
	assert_true(txo_say_is_zero(&r.s, "none"));
	assert_false(txo_say_is_zero(&r.s, "hidden"));
	assert_false(txo_say_has(&r.s, "hidden"));
	assert_false(txo_say_has(&r.s, "clinic"));
	assert_false(txo_say_has(&r.s, "nowhere"));
	txo_buffer_release(&r.line);
}

static void an_interval_may_be_open_or_missing(void **state)
{
	struct row r;

	(void)state;
	begin(&r);
	add(&r, "g", TXO_CELL_TEXT, "A");
	add(&r, "conf_low", TXO_CELL_NUMBER, "1.5");
	add(&r, "conf_high", TXO_CELL_NUMBER, "2");
	txo_say_interval(&r.s, NULL);
	expect(&r, " (95 % interval 1.5 to 2)");
	txo_say_interval(&r.s, "p = 0.03");
	expect(&r, " (95 % interval 1.5 to 2; p = 0.03)");
	r.cell[1].kind = TXO_CELL_EMPTY;
	txo_say_interval(&r.s, NULL);
	expect(&r, " (95 % interval at most 2)");
	r.cell[2].kind = TXO_CELL_EMPTY;
	txo_say_interval(&r.s, "p = 0.03");
	expect(&r, " (p = 0.03)");
	txo_say_interval(&r.s, NULL);
	expect(&r, "");
	r.cell[1].kind = TXO_CELL_NUMBER;
	add(&r, "conf_level", TXO_CELL_NUMBER, "0.9");
	txo_say_interval(&r.s, NULL);
	expect(&r, " (90 % interval at least 1.5)");
	txo_buffer_release(&r.line);
}

static void very_small_p_values_have_a_bound(void **state)
{
	struct row r;
	char p[TXO_SAY_P];

	(void)state;
	begin(&r);
	add(&r, "g", TXO_CELL_TEXT, "A");
	add(&r, "p_value", TXO_CELL_NUMBER, "0.0123");
	assert_string_equal(txo_say_p(&r.s, "p_value", p), "p = 0.0123");
	r.cell[1].number = 9.9e-5;
	assert_string_equal(txo_say_p(&r.s, "p_value", p), "p < 0.0001");
	r.cell[1].kind = TXO_CELL_EMPTY;
	assert_string_equal(txo_say_p(&r.s, "p_value", p), "");
	txo_buffer_release(&r.line);
}

static void any_row_can_be_said(void **state)
{
	struct row r;

	(void)state;
	begin(&r);
	add(&r, "skin_type", TXO_CELL_TEXT, "a\nb");
	add(&r, "variable", TXO_CELL_TEXT, "improvement");
	add(&r, "n", TXO_CELL_COUNT, "121");
	add(&r, "conf_low", TXO_CELL_NUMBER, "43.2");
	add(&r, "sd", TXO_CELL_EMPTY, "");
	add(&r, "method", TXO_CELL_TEXT, "exact");
	add(&r, "note", TXO_CELL_TEXT, "W-CONST W-TIES");
	txo_say_groups(&r.s, ", ");
	txo_say_row(&r.s);
	expect(&r, "skin_type a\\x0ab, variable improvement: n 121, conf low "
		   "43.2, method exact.");
	txo_say_note(&r.s);
	assert_non_null(strstr(r.line.p, " Note: all values are equal, or"));
	assert_non_null(strstr(r.line.p, ". Note: equal values: several"));
	txo_buffer_clear(&r.line);
	r.s.by = r.s.n = 1;
	txo_say_row(&r.s);
	expect(&r, "nothing is known.");
	txo_buffer_release(&r.line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares_say_of_how_many),
		cmocka_unit_test(an_interval_may_be_open_or_missing),
		cmocka_unit_test(very_small_p_values_have_a_bound),
		cmocka_unit_test(any_row_can_be_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
