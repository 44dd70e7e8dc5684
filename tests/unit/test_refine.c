#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/refine.h"
#include "near.h"

#define CELLS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static struct txo_cell_rules semicolons, commas = {
	.number = { .comma_parts = true },
};

/* A column on its way: what was written, cell by cell, each before a bar. */
struct column {
	struct txo_refiner r;
	struct txo_buffer out;
	struct txo_error err;
	uint64_t line;		/* of the next cell */
};

static void begin(struct column *c, enum txo_refine_as as,
		  const struct txo_cell_rules *rules)
{
	*c = (struct column){ .r = { .as = as, .rules = rules }, .line = 2 };
	txo_refiner_begin(&c->r);
}

static void end(struct column *c)
{
	txo_buffer_release(&c->out);
	txo_refiner_release(&c->r);
}

/* Look at the cells, which stand on lines 2, 3 ... */
static enum txo_status look(struct column *c, const char *const *cells)
{
	for (uint64_t i = 0; cells[i]; i++)
		txo_refiner_look(&c->r, txo_text(cells[i]), i + 2);
	return txo_refiner_ready(&c->r, &c->err);
}

/* Write cells until one is refused. */
static enum txo_status write_cells(struct column *c, const char *const *cells)
{
	enum txo_status status = TXO_OK;

	for (size_t i = 0; cells[i] && status == TXO_OK; i++) {
		status = txo_refine(&c->r, txo_text(cells[i]), c->line++,
				    &c->out, &c->err);
		if (status != TXO_OK)
			break;
		txo_buffer_add_char(&c->out, '|');
		txo_refiner_count(&c->r);
	}
	return status;
}

/* All cells are looked at, then written; what comes out stays as it is. */
static void check(enum txo_refine_as as, const struct txo_cell_rules *rules,
		  const char *const *cells, const char *want)
{
	struct column c, again;
	const char *at;

	begin(&c, as, rules);
	if (look(&c, cells) != TXO_OK || write_cells(&c, cells) != TXO_OK)
		fail_msg("%s", c.err.text);
	assert_string_equal(c.out.p, want);
	begin(&again, as, &commas);
	for (at = want; *at; at += strcspn(at, "|") + 1)
		assert_int_equal(
			txo_refine(&again.r,
				   (struct txo_text){ at, strcspn(at, "|") },
				   again.line++, &again.out, &again.err),
			TXO_OK);
	for (size_t i = 0; i < TXO_CHANGES; i++)
		assert_int_equal(again.r.changed[i], 0);
	end(&again);
	end(&c);
}

static void check_refused(struct column *c, const char *sentence)
{
	if (!strstr(c->err.text, sentence))
		fail_msg("%s", c->err.text);
}

static void numbers_lose_what_is_no_number(void **state)
{
	struct txo_cell_rules rules = semicolons;

	(void)state;
	check(TXO_REFINE_NUMBER, &semicolons,
	      CELLS("62,50", " +7,0 ", "-,5", "007", "1,5e3", "5,"),
	      "62.50|+7.0|-.5|007|1.5e3|5.|");
	check(TXO_REFINE_NUMBER, &commas, CELLS("85%", "90 %", "1\xc2\xa0%"),
	      "85|90|1|");
	rules.number.thousands = '.';
	check(TXO_REFINE_NUMBER, &rules, CELLS("1.234,50", "-1.234.567"),
	      "1234.50|-1234567|");
	rules.number.thousands = ' ';
	check(TXO_REFINE_NUMBER, &rules,
	      CELLS("1 234,5", "1\xe2\x80\xaf"
			       "000"),
	      "1234.5|1000|");
}

static void cells_show_what_a_column_is(void **state)
{
	(void)state;
	check(TXO_REFINE_FIND, &semicolons, CELLS("62,5", "NA", "7"),
	      "62.5||7|");
	check(TXO_REFINE_FIND, &semicolons, CELLS("62,5", "low"), "62,5|low|");
	check(TXO_REFINE_FIND, &semicolons, CELLS("62,5", "7.5"), "62,5|7.5|");
	check(TXO_REFINE_FIND, &commas, CELLS("85%", "90"), "85%|90|");
	check(TXO_REFINE_FIND, &commas, CELLS("-", "n/a", ""), "|||");
}

static void text_loses_blanks_and_missing_words(void **state)
{
	(void)state;
	check(TXO_REFINE_TEXT, &commas,
	      CELLS(" x\ny ", "\xc2\xa0null\xe2\x80\x83", "e\xcc\x81", "85%",
		    "a  b"),
	      "x\ny||\xc3\xa9|85%|a  b|");
	check(TXO_REFINE_NOTHING, &commas, CELLS(" x ", "NA"), " x |NA|");
}

static void dates_become_iso(void **state)
{
	struct txo_cell_rules rules = commas;

	(void)state;
	check(TXO_REFINE_DATE, &commas,
	      CELLS("2025-03-01 10:30", "2025-03", ".", "2025-03-01T10:30Z"),
	      "2025-03-01T10:30|2025-03||2025-03-01T10:30Z|");
	check(TXO_REFINE_FIND, &commas, CELLS("2025-03-01 10:30"),
	      "2025-03-01 10:30|");
	rules.date_form = txo_text("%d.%m.%y");
	check(TXO_REFINE_FIND, &rules, CELLS("1.2.25", "", "01.12.99"),
	      "2025-02-01||1999-12-01|");
	check(TXO_REFINE_FIND, &rules, CELLS("1.2.25", "soon"), "1.2.25|soon|");
	rules.date_form = txo_text("%d%m%y"); /* numbers are numbers */
	check(TXO_REFINE_FIND, &rules, CELLS("010225"), "010225|");
}

static void numbers_that_mean_missing_become_empty(void **state)
{
	struct txo_text word = txo_text("-99");
	struct txo_cell_rules rules = { .missing = { &word, 1 } };

	(void)state;
	check(TXO_REFINE_NUMBER, &rules, CELLS("-99", "-99,0", "5"), "||5|");
	check(TXO_REFINE_TEXT, &rules, CELLS("-99", "-99,0"), "|-99,0|");
}

static void other_dates_are_noticed(void **state)
{
	static const struct {
		const char *cell;
		bool odd;
	} of[] = { { "03/04/2025", true },   { "3.4.25", true },
		   { "2025/04/03", true },   { "2025-04-03", false },
		   { "1234/1/1234", false }, { "1/2", false },
		   { "1/2/3/4", false },     { "low", false } };
	struct column c;

	(void)state;
	for (size_t i = 0; i < COUNT(of); i++) {
		begin(&c, TXO_REFINE_FIND, &commas);
		assert_int_equal(look(&c, CELLS(of[i].cell, "NA")), TXO_OK);
		assert_int_equal(c.r.odd_dates, of[i].odd);
		end(&c);
	}
	begin(&c, TXO_REFINE_FIND, &commas);
	assert_int_equal(look(&c, CELLS("03/04/2025", "low")), TXO_OK);
	assert_false(c.r.odd_dates);
	end(&c);
}

static void a_comma_without_witness_is_refused_at_once(void **state)
{
	struct column c;

	(void)state;
	begin(&c, TXO_REFINE_FIND, &semicolons);
	assert_int_equal(look(&c, CELLS("7", "1,234")), TXO_DATA);
	check_refused(&c, "'1,234' could be a decimal or a thousand");
	assert_int_equal(c.err.line, 3);
	end(&c);
	check(TXO_REFINE_FIND, &semicolons, CELLS("1,234", "x"), "1,234|x|");
	check(TXO_REFINE_FIND, &semicolons, CELLS("1,234", "62,5"),
	      "1.234|62.5|");

	begin(&c, TXO_REFINE_FIND, &semicolons);
	assert_int_equal(look(&c, CELLS("7")), TXO_OK);
	assert_int_equal(write_cells(&c, CELLS("7", "1,234")), TXO_DATA);
	assert_true(c.r.hopeless);
	end(&c);
}

static void contradictions_are_refused_at_once(void **state)
{
	struct txo_cell_rules rules = semicolons;
	struct column c;

	(void)state;
	begin(&c, TXO_REFINE_NUMBER, &semicolons);
	assert_int_equal(look(&c, CELLS("62,5", "x", "62.5", "7.5")), TXO_DATA);
	check_refused(&c, "'62.5' contradicts line 2");
	assert_int_equal(c.err.line, 4);
	end(&c);
	rules.redact = true;
	begin(&c, TXO_REFINE_NUMBER, &rules);
	assert_int_equal(look(&c, CELLS("62,5", "62.5")), TXO_DATA);
	check_refused(&c, "the cell contradicts line 2");
	end(&c);
}

static void a_later_cell_makes_a_column_text_again(void **state)
{
	struct column c;

	(void)state;
	begin(&c, TXO_REFINE_FIND, &semicolons);
	assert_int_equal(look(&c, CELLS("7", "8")), TXO_OK);
	assert_int_equal(write_cells(&c, CELLS("7", "8", "low", "62,5")),
			 TXO_OK);
	assert_string_equal(c.out.p, "7|8|low|62,5|");
	end(&c);
	begin(&c, TXO_REFINE_FIND, &commas);	/* nothing seen in time */
	assert_int_equal(look(&c, CELLS("", "NA")), TXO_OK);
	assert_int_equal(write_cells(&c, CELLS("", "85%", "low")), TXO_DATA);
	assert_string_equal(c.out.p, "|85|");
	end(&c);
}

static void but_not_if_it_was_rewritten(void **state)
{
	struct column c;

	(void)state;
	begin(&c, TXO_REFINE_FIND, &semicolons);
	assert_int_equal(look(&c, CELLS("62,5")), TXO_OK);
	assert_int_equal(write_cells(&c, CELLS("62,5", "low")), TXO_DATA);
	check_refused(&c, "'low' is not a number");
	assert_false(c.r.hopeless);
	assert_int_equal(write_cells(&c, CELLS("7", "7.5")), TXO_DATA);
	check_refused(&c, "'7.5' contradicts line 2");
	assert_true(c.r.hopeless);
	assert_string_equal(c.out.p, "62.5|7|");
	end(&c);
}

static void only_written_cells_count(void **state)
{
	struct column c;

	(void)state;
	begin(&c, TXO_REFINE_FIND, &commas);
	assert_int_equal(look(&c, CELLS("85%")), TXO_OK);
	assert_int_equal(txo_refine(&c.r, txo_text("85%"), 2, &c.out, &c.err),
			 TXO_OK);
	assert_int_equal(c.r.changed[TXO_CHANGE_PERCENT], 0);
	assert_int_equal(write_cells(&c, CELLS("low")), TXO_OK);
	end(&c);

	begin(&c, TXO_REFINE_NUMBER, &semicolons);
	assert_int_equal(write_cells(&c, CELLS(" 1,5 %", "NA", "2%", " ")),
			 TXO_OK);
	assert_int_equal(c.r.changed[TXO_CHANGE_COMMA], 1);
	assert_int_equal(c.r.changed[TXO_CHANGE_PERCENT], 2);
	assert_int_equal(c.r.changed[TXO_CHANGE_MISSING], 1);
	assert_int_equal(c.r.changed[TXO_CHANGE_BLANKS], 1);
	assert_int_equal(c.r.changed[TXO_CHANGE_THOUSANDS], 0);
	end(&c);
}

static void a_further_file_may_have_another_mark(void **state)
{
	struct column c;

	(void)state;
	begin(&c, TXO_REFINE_FIND, &semicolons);
	assert_int_equal(look(&c, CELLS("62,5")), TXO_OK);
	assert_int_equal(write_cells(&c, CELLS("62,5")), TXO_OK);
	txo_refiner_begin(&c.r);
	assert_int_equal(look(&c, CELLS("7.5")), TXO_OK);
	assert_int_equal(write_cells(&c, CELLS("7.5")), TXO_OK);
	txo_refiner_begin(&c.r);
	assert_int_equal(look(&c, CELLS("low")), TXO_OK);
	assert_int_equal(write_cells(&c, CELLS("low")), TXO_DATA);
	assert_string_equal(c.out.p, "62.5|7.5|");
	end(&c);
}

static void text_stays_text_in_a_further_file(void **state)
{
	struct column c;

	(void)state;
	begin(&c, TXO_REFINE_FIND, &commas);
	assert_int_equal(look(&c, CELLS("low")), TXO_OK);
	assert_int_equal(write_cells(&c, CELLS("low")), TXO_OK);
	txo_refiner_begin(&c.r);
	assert_int_equal(look(&c, CELLS("85%")), TXO_OK);
	assert_int_equal(write_cells(&c, CELLS("85%")), TXO_OK);
	assert_string_equal(c.out.p, "low|85%|");
	end(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_lose_what_is_no_number),
		cmocka_unit_test(cells_show_what_a_column_is),
		cmocka_unit_test(text_loses_blanks_and_missing_words),
		cmocka_unit_test(dates_become_iso),
		cmocka_unit_test(numbers_that_mean_missing_become_empty),
		cmocka_unit_test(other_dates_are_noticed),
		cmocka_unit_test(a_comma_without_witness_is_refused_at_once),
		cmocka_unit_test(contradictions_are_refused_at_once),
		cmocka_unit_test(a_later_cell_makes_a_column_text_again),
		cmocka_unit_test(but_not_if_it_was_rewritten),
		cmocka_unit_test(only_written_cells_count),
		cmocka_unit_test(a_further_file_may_have_another_mark),
		cmocka_unit_test(text_stays_text_in_a_further_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
