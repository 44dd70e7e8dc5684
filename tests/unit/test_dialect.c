#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "data/dialect.h"

/* The delimiter that is found in a text, or '!' if two fit. */
static char find(const char *text, bool whole)
{
	struct txo_dialect d;
	struct txo_error err = { 0 };
	enum txo_status status = txo_dialect_find(&d, txo_text(text), whole, 0,
						  &err);

	if (status == TXO_OK)
		return d.delimiter;
	assert_int_equal(status, TXO_DATA);
	return '!';
}

static void check_(const char *text, char expected, int line)
{
	char found = find(text, true);

	if (found == expected)
		return;
	print_error("'%c', expected '%c' in: %s\n", found, expected, text);
	_fail(__FILE__, line);
}

#define check(text, expected) check_((text), (expected), __LINE__)

static void each_delimiter_is_found(void **state)
{
	(void)state;
	check("a,b\n1,2\n", ',');
	check("a;b\n1;2\n", ';');
	check("a\tb\n1\t2\n", '\t');
	check("a|b\n1|2\n", '|');
	check("a;b\r1;2\r", ';');
	check("a;b\r\n1;2", ';');
	check("a;b", ';');
}

static void nothing_to_part_means_a_comma(void **state)
{
	(void)state;
	check("", ',');
	check("score\n1\n2\n", ',');
	check("\n\n", ',');
	check("effects\nred;sore\nred\nnone\n", ',');
}

static void decimal_commas_part_no_fields(void **state)
{
	(void)state;
	check("patient;concern;sessions;score;side_effects\r\n"
	      "P1;Acn\xc3\xa9;4;62,5;r\xc3\xb6tung\r\n"
	      "P2;Acn\xc3\xa9;6;70,1;\r\n"
	      "P3;Rosacea;3;45,0;swelling\r\n",
	      ';');
	check("a;b\n1,5;2,5\n3,5;4,5\n", ';');
	check("id\tscore\nP1\t62,5\nP2\t70,1\n", '\t');
	check("Bericht, Bonn\nid;score\nP1;62,5\nP2;70,1\nP3;1;2\n", ';');
	check("1,5;2\n1,5;3\n", ';');
	check("1,2\n3,4\n", ',');
	check("a,b\n1,2\n3,4\n", ',');
}

static void titles_above_the_header_do_not_count(void **state)
{
	(void)state;
	check("Clinic outcomes report\nGenerated,2026-01-05\n\n"
	      "patient,concern,score\nP1,Acne,62.5\n",
	      ',');
	check("Report\nDoctor: Abt, Ida\nid;score\nP1;1\nP2;2\n", ';');
	check("One\nTwo\nThree\nFour\nid;score\n1;2\n", ';');
	check("One,two,three,four,five\nid;score\n1;2\n", ';');
}

static void what_stands_in_cells_does_not_count(void **state)
{
	(void)state;
	check("id,effects,score\n1,red;sore,2\n2,red;none,4\n", ',');
	check("id;name (last, first);score\n1;a;2\n2;b;3\n", ';');
	check("id;a, b, c, d\n1;2\n", ';');
	check("id,name\n1,\"a;b;c\"\n2,\"d;e;f\"\n", ',');
	check("\"a;b\",c\n\"d;e\",f\n", ',');
	check("id;note\n1;\"x\ny,z\n\"\n2;\"said \"\"a,b\"\"\"\n", ';');
	check("id;note\n1;5\" long, red\n2;x\n", ';');
	check("id\tname\n1\tAbt, Ida\n2\tMeyer, Udo\n", '\t');
	check("a|b\n1;2|x\n3|y\n", '|');
}

static void ragged_rows_do_not_decide(void **state)
{
	(void)state;
	check("id;a;b\n1;2;3\n4;5\n6;7;8\n9;x,y;1\n", ';');
	check("id,a,b\n1,2,3;\n4,5\n6,7,8\n", ',');
	check("a,b,,\n1,2,,\n,,,\nTotal,1,,\n", ',');
}

static void a_tie_is_an_error_that_names_both(void **state)
{
	struct txo_dialect d;
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(txo_dialect_find(&d, txo_text("a;b,c\n1;x,3\n"), true,
					  0, &err),
			 TXO_DATA);
	assert_string_equal(err.text, "its fields may be parted by comma or by "
				      "semicolon; say which with --delimiter");
	assert_int_equal(txo_dialect_find(&d, txo_text("a\tb|c\nx\ty|z\n"),
					  true, 0, &err),
			 TXO_DATA);
	assert_non_null(strstr(err.text, "by tab or by pipe"));
	assert_int_equal(txo_dialect_find(&d, txo_text("a;b,c\n1;x,3\n"), true,
					  ';', &err),
			 TXO_OK);
	assert_int_equal(d.delimiter, ';');
	assert_false(d.guessed);
	check("a;b,c\n1;2,3\n4;5,6\n", '!');
	check("a,b\nx;y\n", '!');
}

static void a_line_that_is_cut_off_does_not_count(void **state)
{
	(void)state;
	assert_int_equal(find("a;b\n1;2\n,,,,", false), ';');
	assert_int_equal(find("a,b,c\n1,2,3\n4;5", false), ',');
	assert_int_equal(find("a;b;c", false), ';');
	assert_int_equal(find("a;b;\"c\nd", false), ';');
}

static void a_line_sep_is_honoured(void **state)
{
	static const struct {
		const char *text;
		char delimiter;
		size_t skip;
	} cases[] = {
		{ "sep=;\na,b\n", ';', 6 },
		{ "SEP=|\r\na,b\r\n", '|', 7 },
		{ "\"sep=;\"\r\na\r\n", ';', 9 },
		{ "sep=\t\ra", '\t', 6 },
		{ "sep=:", ':', 5 },
		{ "sep=;;\na,b\n1,2\n", ',', 0 },
		{ "sep=x\na,b\n", ',', 0 },
		{ "\"sep=;\na,b\n", ',', 0 },
		{ "a,b\nsep=;\nc,d\n", ',', 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct txo_dialect d;

		assert_int_equal(txo_dialect_find(&d, txo_text(cases[i].text),
						  true, 0, NULL),
				 TXO_OK);
		assert_int_equal(d.delimiter, cases[i].delimiter);
		assert_int_equal(d.skip, cases[i].skip);
		assert_int_equal(d.guessed, d.skip == 0);
		assert_int_equal(txo_dialect_find(&d, txo_text(cases[i].text),
						  true, '|', NULL),
				 TXO_OK);
		assert_int_equal(d.delimiter, '|');
		assert_int_equal(d.skip, cases[i].skip);
	}
}

static const char *line_end(const char *text, bool whole)
{
	struct txo_dialect d;

	assert_int_equal(txo_dialect_find(&d, txo_text(text), whole, ',', NULL),
			 TXO_OK);
	return txo_line_end_name(d.line_end);
}

static void the_kind_of_line_end_is_told(void **state)
{
	(void)state;
	assert_string_equal(line_end("a\nb\n", true), "LF");
	assert_string_equal(line_end("a\r\nb", true), "CRLF");
	assert_string_equal(line_end("a\rb\r", true), "CR");
	assert_string_equal(line_end("a", true), "none");
	assert_string_equal(line_end("a\nb\r\n", true), "mixed");
	assert_string_equal(line_end("a,\"x\ny\"\r\nb,c\r\n", true), "CRLF");
	assert_string_equal(line_end("a\r\nb\r", false), "CRLF");
}

static void a_delimiter_has_a_word_or_is_itself(void **state)
{
	char buf[2];

	(void)state;
	assert_int_equal(txo_delimiter_read(txo_text("tab")), '\t');
	assert_int_equal(txo_delimiter_read(txo_text("\\t")), '\t');
	assert_int_equal(txo_delimiter_read(txo_text("\t")), '\t');
	assert_int_equal(txo_delimiter_read(txo_text("Comma")), ',');
	assert_int_equal(txo_delimiter_read(txo_text("semicolon")), ';');
	assert_int_equal(txo_delimiter_read(txo_text("pipe")), '|');
	assert_int_equal(txo_delimiter_read(txo_text("space")), ' ');
	assert_int_equal(txo_delimiter_read(txo_text(" ")), ' ');
	assert_int_equal(txo_delimiter_read(txo_text("^")), '^');
	for (const char *p = "xX0\"\r\n\x7f"; *p; p++)
		assert_int_equal(txo_delimiter_read((struct txo_text){ p, 1 }),
				 0);
	assert_int_equal(txo_delimiter_read(txo_text("")), 0);
	assert_int_equal(txo_delimiter_read(txo_text(",,")), 0);
	assert_int_equal(txo_delimiter_read(txo_text("\xc2\xa7")), 0);
	assert_string_equal(txo_delimiter_name('\t', buf), "tab");
	assert_string_equal(txo_delimiter_name('^', buf), "^");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_delimiter_is_found),
		cmocka_unit_test(nothing_to_part_means_a_comma),
		cmocka_unit_test(decimal_commas_part_no_fields),
		cmocka_unit_test(titles_above_the_header_do_not_count),
		cmocka_unit_test(what_stands_in_cells_does_not_count),
		cmocka_unit_test(ragged_rows_do_not_decide),
		cmocka_unit_test(a_tie_is_an_error_that_names_both),
		cmocka_unit_test(a_line_that_is_cut_off_does_not_count),
		cmocka_unit_test(a_line_sep_is_honoured),
		cmocka_unit_test(the_kind_of_line_end_is_told),
		cmocka_unit_test(a_delimiter_has_a_word_or_is_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
