#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "filter.h"

#define COLUMNS "patient,date,score,concern,side_effects,Skin type,dose"

struct wrong {
	const char *expr, *sentence;
};

/* The sentence begins so. */
static void check_wrong(const struct wrong *c, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct filter f;
		enum txo_status status = filter(&f, COLUMNS, c[i].expr, false);

		if (status != TXO_USAGE)
			fail_msg("%s: status %d", c[i].expr, (int)status);
		if (strncmp(f.err.text, c[i].sentence, strlen(c[i].sentence)))
			fail_msg("%s: %s\nexpected %s", c[i].expr, f.err.text,
				 c[i].sentence);
		filter_end(&f);
	}
}

static void syntax_errors_name_place_and_expectation(void **state)
{
	static const struct wrong c[] = {
		{ "", "--where: at 1: expected a column or a value, but found "
		      "the end" },
		{ "  ", "--where: at 3: expected a column or a value" },
		{ "score", "--where: at 6: expected a comparison such as ==, "
			   "or in, is, has, but found the end" },
		{ "score 5", "--where: at 7: expected a comparison such as ==, "
			     "or in, is, has, but found '5'" },
		{ "score >", "--where: at 8: expected a number or text in "
			     "quotes, but found the end" },
		{ "score > >", "--where: at 9: expected a number or text" },
		{ "1 < score < 5", "--where: at 11: expected and, or, or the "
				   "end, but found '<'" },
		{ "score > 62 ,5", "--where: at 12: expected and, or, or the "
				   "end, but found ','" },
		{ "score > 1,2,3", "--where: at 10: expected and, or, or the "
				   "end, but found ','" },
		{ "a5,5 > 2", "--where: at 3: expected a comparison such" },
		{ "5", "--where: at 2: expected a comparison such as ==, but "
		       "found the end" },
		{ "5 == 5", "--where: at 6: expected a column, but found '5'" },
		{ "5 < and", "--where: at 5: expected a column, but found "
			     "'and'" },
		{ "and", "--where: at 1: expected a column or a value" },
		{ "score > 5 and", "--where: at 14: expected a column or" },
		{ "not", "--where: at 4: expected a column or a value" },
		{ "(score > 5", "--where: at 11: expected and, or, or ), but "
				"found the end" },
		{ "score > 5)", "--where: at 10: expected and, or, or the end, "
				"but found ')'" },
		{ "()", "--where: at 2: expected a column or a value, but "
			"found ')'" },
		{ "score not 5", "--where: at 11: expected in, but found '5'" },
		{ "score in 5", "--where: at 10: expected ( after in" },
		{ "score in ()", "--where: at 11: expected a number or text" },
		{ "score in (5", "--where: at 12: expected a comma or )" },
		{ "score in (5 6)", "--where: at 13: expected a comma or )" },
		{ "score in (5,)", "--where: at 13: expected a number or" },
		{ "score is",
		  "--where: at 9: expected missing or empty, or not and "
		  "one of them, but found" },
		{ "score is not 5", "--where: at 14: expected missing or "
				    "empty, but found '5'" },
		{ "concern has 5", "--where: at 13: expected text in quotes "
				   "after has" },
		{ "\xc3\xa9t\xc3\xa9 == 5 5", "--where: at 10: expected and" },
	};

	(void)state;
	check_wrong(c, COUNT(c));
}

static void odd_signs_are_explained(void **state)
{
	static const struct wrong c[] = {
		{ "score > 5 && dose > 1", "--where: at 11: for & write and" },
		{ "score > 5 || dose > 1", "--where: at 11: for | write or" },
		{ "!score > 5", "--where: at 1: for ! write not" },
		{ "skin-type > 5",
		  "--where: at 5: '-' has no meaning here (a "
		  "name that holds it stands in `backquotes`)" },
		{ "score ~ 5", "--where: at 7: '~' has no meaning here" },
		{ "score > \x01", "--where: at 9: '\\x01' has no meaning" },
		{ "concern == \"acne", "--where: at 12: the quote \" is not "
				       "closed" },
		{ "concern == 'acne\\'", "--where: at 12: the quote ' is not" },
		{ "`a == 5", "--where: at 1: the quote ` is not closed" },
		{ "`` == 5", "--where: at 1: the name is empty" },
		{ "` ` == 5", "--where: at 1: the name is empty" },
		{ "concern == \xe2\x80\x9c"
		  "acne\xe2\x80\x9d",
		  "--where: at 12: this quote is typographic; write \" or '" },
		{ "date > 2025-03-01", "--where: at 8: a date stands in "
				       "quotes: \"2025-03-01\"" },
		{ "6mwt > 5", "--where: at 1: '6mwt' is not a number (a name "
			      "that begins so stands in `backquotes`)" },
		{ "score > 1.2.3", "--where: at 9: '1.2.3' is not a number" },
		{ "score > 1e999", "--where: at 9: '1e999' is beyond the range "
				   "of a double" },
	};

	(void)state;
	check_wrong(c, COUNT(c));
}

static void what_selects_wrongly_is_refused(void **state)
{
	static const struct wrong c[] = {
		{ "concern == acne", "--where: at 12: a column is compared "
				     "with a value, not with a column; text "
				     "stands in quotes: \"acne\"" },
		{ "dose > \"5\"", "--where: at 8: \"5\" in quotes is text; for "
				  "the order of numbers write 5" },
		{ "dose == ' '", "--where: at 9: \"\" means that there is no "
				 "value; ask with: is missing" },
		{ "dose in ('a', 'n/a')",
		  "--where: at 15: \"n/a\" means that" },
		{ "dose has ''", "--where: at 10: no item of a list is empty" },
		{ "dose has 'a;b'", "--where: at 10: ';' parts the items of a "
				    "list; ask for one item at a time" },
		{ "dose > 5 or dose == 'x'", "--where: at 21: 'dose' is "
					     "compared with a number and with "
					     "text" },
		{ "dose in ('x', 5)", "--where: at 15: 'dose' is compared" },
		{ "dose > 5 or Dose == 'x'", "--where: at 21: 'dose' and "
					     "'Dose' are one column, compared "
					     "with a number and with text" },
	};

	(void)state;
	check_wrong(c, COUNT(c));
}

static void columns_are_of_a_type(void **state)
{
	static const struct wrong c[] = {
		{ "concern == 3", "--where: at 12: 'concern' is text; compare "
				  "it with \"...\"" },
		{ "3 == concern", "--where: at 1: 'concern' is text" },
		{ "date > 3", "--where: at 8: 'date' is a date; compare it "
			      "with \"YYYY-MM-DD\"" },
		{ "date > 'march'", "--where: at 8: 'march' is not a date "
				    "YYYY-MM-DD" },
		{ "date > '2025-02-30'", "--where: at 8: '2025-02-30' is not a "
					 "day of the calendar" },
		{ "date <= '2025-03'", "--where: at 9: '2025-03' is a month; "
				       "name a day, or compare with >= or <" },
		{ "date == '2025-03'", "--where: at 9: '2025-03' is a month" },
		{ "date == '2025-03-01 10:00'", "--where: at 9: '2025-03-01 "
						"10:00' has a time; dates are "
						"compared by day" },
		{ "score == '62.5'", "--where: at 10: 'score' is a number; "
				     "compare it with 62.5, without quotes" },
		{ "score > 5 and consern == 'x'",
		  "--where: at 15: there is no column 'consern'; did you mean "
		  "'concern'? The columns are: " },
		{ "`skin-typ` == 'x'",
		  "--where: at 1: there is no column "
		  "'skin-typ'; did you mean 'Skin type'?" },
	};

	(void)state;
	check_wrong(c, COUNT(c));
}

static void a_name_that_stands_twice_is_the_datas_fault(void **state)
{
	struct filter f;

	(void)state;
	assert_int_equal(filter(&f, "a,b,a", "b > 1 or a > 1", false),
			 TXO_DATA);
	assert_string_equal(
		f.err.text,
		"--where: at 10: the header names "
		"column 'a' twice (columns 1 and 3): rename one of them");
	filter_end(&f);
}

/* `open` parentheses before a condition, with a `not` before each. */
static enum txo_status deep(struct filter *f, size_t open)
{
	struct txo_buffer b = { 0 };
	enum txo_status status;

	for (size_t i = 0; i < open; i++)
		txo_buffer_add_text(&b, "not (");
	txo_buffer_add_text(&b, "a == 1");
	for (size_t i = 0; i < open; i++)
		txo_buffer_add_char(&b, ')');
	assert_false(b.failed);
	status = filter(f, "a", b.p, false);
	txo_buffer_release(&b);
	return status;
}

static void parentheses_have_a_limit(void **state)
{
	struct filter f;

	(void)state;
	assert_int_equal(deep(&f, 200), TXO_OK);
	assert_true(selects(&f, "1"));
	filter_end(&f);
	assert_int_equal(deep(&f, 201), TXO_USAGE);
	assert_string_equal(f.err.text, "--where: at 1005: more than 200 "
					"parentheses are open");
	filter_end(&f);
	assert_int_equal(deep(&f, 50000), TXO_USAGE);
	filter_end(&f);
}

/* The same piece again and again, which nothing limits. */
static void check_chain(const char *piece, const char *end, bool expected)
{
	struct txo_buffer b = { 0 };
	struct filter f;

	for (size_t i = 0; i < 20000; i++)
		txo_buffer_add_text(&b, piece);
	txo_buffer_add_text(&b, end);
	assert_false(b.failed);
	assert_int_equal(filter(&f, "a", b.p, false), TXO_OK);
	assert_int_equal(selects(&f, "1"), expected);
	txo_buffer_release(&b);
	filter_end(&f);
}

static void chains_have_none(void **state)
{
	(void)state;
	check_chain("not ", "a == 1", true);
	check_chain("a == 1 and ", "a == 1", true);
	check_chain("a == 2 or ", "a == 1", true);
	check_chain("a != 1 or a == 1 and ", "a == 2", false);
}

static void nobody_needs_the_sentence(void **state)
{
	struct txo_arena arena = { 0 };
	struct txo_where *w;
	const struct txo_text nothing = { NULL, 0 };

	(void)state;
	assert_int_equal(txo_where_parse("where", txo_text("a ="), &arena, &w,
					 NULL),
			 TXO_USAGE);
	assert_int_equal(txo_where_parse("where", nothing, &arena, &w, NULL),
			 TXO_USAGE);
	txo_arena_release(&arena);
}

static void numbers_as_sheets_show_them_are_named_in_plain(void **state)
{
	static const struct wrong c[] = {
		{ "score > 50%", "--where: at 9: for 50% write 50" },
		{ "score in (62.5 %, 3)", "--where: at 11: for 62.5% write "
					  "62.5" },
		{ "score > 62,5", "--where: at 9: for 62,5 write 62.5" },
		{ "(score>-62,5%)", "--where: at 8: for -62,5 write -62.5" },
		{ "62,5 < score", "--where: at 1: for 62,5 write 62.5" },
		{ "score > 1,234", "--where: at 9: for 1,234 write 1.234 or "
				   "1234" },
		{ "score > 1,234,567", "--where: at 9: for 1,234,567 write "
				       "1234567" },
		{ "score > \"62,5\"", "--where: at 9: \"62,5\" in quotes is "
				      "text; for the order of numbers write "
				      "62.5" },
		{ "score <= '50 %'", "--where: at 10: \"50 %\" in quotes is "
				     "text; for the order of numbers write "
				     "50" },
	};

	(void)state;
	check_wrong(c, sizeof(c) / sizeof(c[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			numbers_as_sheets_show_them_are_named_in_plain),
		cmocka_unit_test(syntax_errors_name_place_and_expectation),
		cmocka_unit_test(odd_signs_are_explained),
		cmocka_unit_test(what_selects_wrongly_is_refused),
		cmocka_unit_test(columns_are_of_a_type),
		cmocka_unit_test(a_name_that_stands_twice_is_the_datas_fault),
		cmocka_unit_test(parentheses_have_a_limit),
		cmocka_unit_test(chains_have_none),
		cmocka_unit_test(nobody_needs_the_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
