#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "filter.h"

static void numbers_compare_as_written(void **state)
{
	static const char *const rows[] = { "0.7",  "0.70", "7e-1", "62.5",
					    "-1.5", "0",    "NA" };
	static const struct selection e[] = {
		{ "score == 0.7", "1110000" },
		{ "score = .7", "1110000" },
		{ "score==0.7", "1110000" },
		{ "score != 0.7", "0001110" },
		{ "score <> 0.7", "0001110" },
		{ "score < 0.7", "0000110" },
		{ "score <= 0.7", "1110110" },
		{ "score > 0.7", "0001000" },
		{ "score >= 0.7", "1111000" },
		{ "score == 62.5e0", "0001000" },
		{ "score == 6.25E+1", "0001000" },
		{ "score<-1", "0000100" },
		{ "score < +1", "1110110" },
		{ "score >= -0", "1111010" },
		{ "0.7 < score", "0001000" },
		{ "0.7 <= score", "1111000" },
		{ "0.7 > score", "0000110" },
		{ "0.7 >= score", "1110110" },
		{ "0.7 == score", "1110000" },
		{ "0.7 != score", "0001110" },
		{ "score in (0.7, 0, 3)", "1110010" },
		{ "score not in (0.7, 0, 3)", "0001100" },
		{ "score in (5, 62.50, -1.5, 9, 8, 7)", "0001100" },
	};

	(void)state;
	assert_selects("score", rows, COUNT(rows), e, COUNT(e));
}

/* 0.1 + 0.2 in binary is neither 0.3 nor what is written here. */
static void numbers_of_many_digits_differ(void **state)
{
	static const char *const rows[] = { "0.3", "0.30000000000000001",
					    "0.29999999999999999",
					    "9007199254740993", "1e300" };
	static const struct selection e[] = {
		{ "a == 0.3", "10000" },
		{ "a > 0.3", "01011" },
		{ "a < 0.3", "00100" },
		{ "a == 9007199254740992", "00000" },
		{ "a > 9007199254740992", "00011" },
		{ "a == 9007199254740993", "00010" },
		{ "a in (1, 9007199254740993, 0.30000000000000001)", "01010" },
		{ "a >= 1e300", "00001" },
	};

	(void)state;
	assert_selects("a", rows, COUNT(rows), e, COUNT(e));
}

static void labels_are_equal_whatever_their_case(void **state)
{
	static const char *const rows[] = { "acne scars",	 "Acne  Scars ",
					    "ACNE\302\240SCARS", "acne_scars",
					    "caf\xc3\xa9",	 "CAFE\xcc\x81",
					    "melasma",		 "" };
	static const struct selection e[] = {
		{ "concern == \"acne scars\"", "11100000" },
		{ "concern == ' ACNE   scars'", "11100000" },
		{ "concern != 'acne scars'", "00011110" },
		{ "concern == \"Caf\xc3\x89\"", "00001100" },
		{ "concern == 'acne_scars'", "00010000" },
		{ "concern in ('melasma', 'Acne Scars')", "11100010" },
		{ "concern not in ('melasma', 'Acne Scars')", "00011100" },
		{ "concern < 'b'", "11110000" },
		{ "concern >= 'B'", "00001110" },
		{ "'melasma' = concern", "00000010" },
	};

	(void)state;
	assert_selects("concern", rows, COUNT(rows), e, COUNT(e));
}

static void exact_dictionaries_keep_case(void **state)
{
	struct filter f;

	(void)state;
	assert_int_equal(filter(&f, "a", "a in ('Acne', 'x') or a has 'Q'",
				true),
			 TXO_OK);
	assert_true(selects(&f, "Acne"));
	assert_false(selects(&f, "acne"));
	assert_true(selects(&f, "x"));
	assert_false(selects(&f, "X"));
	assert_true(selects(&f, "p; Q"));
	assert_false(selects(&f, "p; q"));
	filter_end(&f);
}

static void dates_compare_as_days(void **state)
{
	static const char *const rows[] = { "2025-02-28",	"2025-03-01",
					    "2025-03-01 09:30", "2025-03-20",
					    "2025-12-01",	"NA" };
	static const struct selection e[] = {
		{ "date == '2025-03-01'", "011000" },
		{ "date >= '2025-03-01'", "011110" },
		{ "date < '2025-03-01'", "100000" },
		{ "date >= '2025-03' and date < '2025-04'", "011100" },
		{ "not date < '2025-03'", "011110" },
		{ "'2025-03' <= date", "011110" },
		{ "date in ('2025-12-01', '2025-02-28')", "100010" },
		{ "date is missing", "000001" },
	};

	(void)state;
	assert_selects("date", rows, COUNT(rows), e, COUNT(e));
	assert_selects("Visit date", rows, COUNT(rows), e, COUNT(e));
}

/* a and b are 1 (true), 0 (false) or missing (unknown), x is always 1. */
static void logic_has_three_values(void **state)
{
	static const char *const rows[] = { "1/1/1", "1/0/1", "1//1",
					    "0/1/1", "0/0/1", "0//1",
					    "/1/1",  "/0/1",  "//1" };
	static const struct selection e[] = {
		{ "a == 1", "111000000" },
		{ "not a == 1", "000111000" },
		{ "not not a == 1", "111000000" },
		{ "a == 1 and b == 1", "100000000" },
		{ "not (a == 1 and b == 1)", "010111010" },
		{ "a == 1 or b == 1", "111100100" },
		{ "not (a == 1 or b == 1)", "000010000" },
		{ "a == 1 or not a == 1", "111111000" },
		{ "(a == 1 and b == 1) or x == 1", "111111111" },
		{ "(a == 1 or b == 1) and x == 1", "111100100" },
		{ "a is missing", "000000111" },
		{ "a is not missing", "111111000" },
		{ "not a is missing", "111111000" },
		{ "not a is not missing", "000000111" },
		{ "a == 1 or a is missing", "111000111" },
		{ "a not in (1)", "000111000" },
		{ "not a in (0, 1)", "000000000" },
		{ "not a has '1'", "000111000" },
	};

	(void)state;
	assert_selects("a,b,x", rows, COUNT(rows), e, COUNT(e));
}

static void what_hangs_on_a_missing_value_is_unknown(void **state)
{
	/* for the rows 1/, 0/, /1, /0 and / of a and b */
	static const struct {
		const char *expr;
		enum txo_truth truth[5];
	} e[] = {
		{ "a == 1",
		  { TXO_TRUE, TXO_FALSE, TXO_UNKNOWN, TXO_UNKNOWN,
		    TXO_UNKNOWN } },
		{ "not a == 1",
		  { TXO_FALSE, TXO_TRUE, TXO_UNKNOWN, TXO_UNKNOWN,
		    TXO_UNKNOWN } },
		{ "a == 1 and b == 1",
		  { TXO_UNKNOWN, TXO_FALSE, TXO_UNKNOWN, TXO_FALSE,
		    TXO_UNKNOWN } },
		{ "a == 1 or b == 1",
		  { TXO_TRUE, TXO_UNKNOWN, TXO_TRUE, TXO_UNKNOWN,
		    TXO_UNKNOWN } },
		{ "a is missing",
		  { TXO_FALSE, TXO_FALSE, TXO_TRUE, TXO_TRUE, TXO_TRUE } },
	};
	static const char *const rows[] = { "1/", "0/", "/1", "/0", "/" };

	(void)state;
	for (size_t i = 0; i < COUNT(e); i++) {
		struct filter f;

		assert_int_equal(filter(&f, "a,b", e[i].expr, false), TXO_OK);
		for (size_t k = 0; k < COUNT(rows); k++)
			assert_int_equal(judge(&f, rows[k]), e[i].truth[k]);
		filter_end(&f);
	}
}

static void not_binds_before_and_before_or(void **state)
{
	static const char *const rows[] = {
		"0/0/0", "0/0/1", "0/1/0", "0/1/1",
		"1/0/0", "1/0/1", "1/1/0", "1/1/1"
	};
	static const struct selection e[] = {
		{ "a==1 or b==1 and c==1", "00011111" },
		{ "a==1 and b==1 or c==1", "01010111" },
		{ "(a==1 or b==1) and c==1", "00010101" },
		{ "not a==1 and b==1", "00110000" },
		{ "not (a==1 and b==1)", "11111100" },
		{ "not a==1 or b==1 and c==1", "11110001" },
		{ "a==1 AND b==1 And c==1", "00000001" },
		{ "a==1 OR b==1 oR c==1", "01111111" },
		{ "NoT NOT(a==1)AND((b==1))", "00000011" },
		{ "a==1 and not not not b==1", "00001100" },
	};

	(void)state;
	assert_selects("a,b,c", rows, COUNT(rows), e, COUNT(e));
}

static void columns_go_by_name_or_role(void **state)
{
	static const char *const rows[] = { "1/3/5/7", "0/3/5/7" };
	static const struct selection e[] = {
		{ "subject == '1'", "10" },
		{ "patient == '1'", "10" },
		{ "Patient = 1", "10" },
		{ "`Skin type` == 3", "11" },
		{ "skin_type == 3", "11" },
		{ "`in` == 5 and `a``b` == 7", "11" },
	};

	(void)state;
	assert_selects("Subject,Skin type,in,a`b", rows, COUNT(rows), e,
		       COUNT(e));
}

static void quotes_are_doubled_or_escaped(void **state)
{
	static const char *const rows[] = { "5\" tip", "it's", "a\\b", "x" };
	static const struct selection e[] = {
		{ "a == \"5\"\" tip\"", "1000" },
		{ "a == \"5\\\" tip\"", "1000" },
		{ "a == '5\" tip'", "1000" },
		{ "a == 'it''s'", "0100" },
		{ "a == 'it\\'s'", "0100" },
		{ "a == \"it's\"", "0100" },
		{ "a == 'a\\b'", "0010" },
		{ "a == 'a\\\\b'", "0010" },
		{ "\302\240a\n==\t'x' ", "0001" },
	};

	(void)state;
	assert_selects("a", rows, COUNT(rows), e, COUNT(e));
}

static void a_column_is_used_in_one_type(void **state)
{
	struct filter f;

	(void)state;
	assert_int_equal(filter(&f, "date,score,concern",
				"score is missing or score > 1 or Score < 3 or "
				"score has 'x' or date > '2025-01-01' or "
				"concern is missing",
				false),
			 TXO_OK);
	assert_int_equal(f.s.uses, 4);
	assert_int_equal(f.s.use[0].type, TXO_LABEL);
	assert_int_equal(f.s.use[1].type, TXO_NUMBER);
	assert_int_equal(f.s.use[2].type, TXO_DATE);
	assert_int_equal(f.s.use[3].type, TXO_LABEL);
	filter_end(&f);
}

static void missing_needs_no_use_of_its_own(void **state)
{
	struct filter f;
	struct txo_schema s = { .weight = TXO_NO_COLUMN };
	size_t use;

	(void)state;
	assert_int_equal(filter(&f, "a,b", "a is missing", false), TXO_OK);
	s.header = &f.header;
	assert_int_equal(txo_schema_use(&s, txo_text("a"), TXO_NUMBER, &use,
					NULL),
			 TXO_OK);
	assert_int_equal(txo_where_bind(f.w, &s, NULL), TXO_OK);
	assert_int_equal(s.uses, 1);
	txo_schema_release(&s);
	filter_end(&f);
}

static void a_further_file_binds_anew(void **state)
{
	struct filter f, g;
	struct txo_header other;

	(void)state;
	assert_int_equal(filter(&f, "a,score,date",
				"score in (3, 1, 2) and date < '2025-03-01'",
				false),
			 TXO_OK);
	assert_true(selects(&f, "x/2/2025-01-01"));
	assert_false(selects(&f, "x/4/2025-01-01"));
	header_of(&other, "Date,Score");
	g.s = (struct txo_schema){ .header = &other, .weight = TXO_NO_COLUMN };
	assert_int_equal(txo_where_bind(f.w, &g.s, &f.err), TXO_OK);
	assert_int_equal(txo_schema_same(&f.s, &g.s, &f.err), TXO_OK);
	assert_true(selects(&f, "x/2/2025-01-01"));
	assert_false(selects(&f, "x/2/2025-03-01"));
	txo_schema_release(&g.s);
	txo_header_release(&other);
	filter_end(&f);
}

/* Past the room of what is remembered, and asked twice. */
static void many_values_are_judged_alike(void **state)
{
	struct filter f;
	char cell[16];

	(void)state;
	assert_int_equal(filter(&f, "a", "a >= 500 or a == 7", false), TXO_OK);
	for (int round = 0; round < 2; round++)
		for (int i = 0; i < 1000; i++) {
			snprintf(cell, sizeof(cell), "%d", i);
			assert_int_equal(selects(&f, cell), i >= 500 || i == 7);
		}
	filter_end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_compare_as_written),
		cmocka_unit_test(numbers_of_many_digits_differ),
		cmocka_unit_test(labels_are_equal_whatever_their_case),
		cmocka_unit_test(exact_dictionaries_keep_case),
		cmocka_unit_test(dates_compare_as_days),
		cmocka_unit_test(logic_has_three_values),
		cmocka_unit_test(what_hangs_on_a_missing_value_is_unknown),
		cmocka_unit_test(not_binds_before_and_before_or),
		cmocka_unit_test(columns_go_by_name_or_role),
		cmocka_unit_test(quotes_are_doubled_or_escaped),
		cmocka_unit_test(a_column_is_used_in_one_type),
		cmocka_unit_test(missing_needs_no_use_of_its_own),
		cmocka_unit_test(a_further_file_binds_anew),
		cmocka_unit_test(many_values_are_judged_alike),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
