/*
 * Records out of marks: fields, blank lines, quotes, lines.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "data/marked.h"
#include "feed.h"

/* A chunk of the text, to be released, that begins on line 7. */
static struct txo_chunk chunk_of(const char *text)
{
	struct txo_chunk k = { .n = strlen(text), .line = 7 };

	k.room = k.n + TXO_SLACK;
	k.p = malloc(k.room);
	assert_non_null(k.p);
	memcpy(k.p, text, k.n);
	return k;
}

static void write_record(const struct txo_record *r, struct txo_buffer *out)
{
	txo_buffer_printf(out, "%d:", (int)r->line);
	for (size_t i = 0; i < r->n; i++) {
		struct txo_text t = txo_record_field(r, i);

		txo_buffer_add_char(out, '[');
		txo_buffer_add(out, t.p, t.n);
		txo_buffer_add_char(out, ']');
	}
	txo_buffer_add_char(out, ' ');
}

/* All records as "line:[field][field] ", or "odd". */
static void check_records(const char *text, const char *expected)
{
	struct txo_chunk k = chunk_of(text);
	struct txo_buffer out = { 0 };
	struct txo_marked m = { 0 };
	const struct txo_record *r;

	assert_int_equal(txo_marked_begin(&m, &k, ',', NULL), TXO_OK);
	txo_buffer_add_text(&out, m.marks.odd ? "odd" : "");
	while (!m.marks.odd) {
		assert_int_equal(txo_marked_next(&m, &r, NULL), TXO_OK);
		if (!r)
			break;
		write_record(r, &out);
	}
	assert_text(((struct txo_text){ out.p, out.n }), expected);
	txo_buffer_release(&out);
	txo_marked_release(&m);
	txo_chunk_release(&k);
}

static void fields_stand_between_delimiters(void **state)
{
	(void)state;
	check_records("a,b\n", "7:[a][b] ");
	check_records("a,b,c\n1,,\n", "7:[a][b][c] 8:[1][][] ");
	check_records(",\n", "7:[][] ");
	check_records(" a , b\n", "7:[ a ][ b] ");
	check_records("", "");
}

static void the_last_line_needs_no_line_end(void **state)
{
	(void)state;
	check_records("a,b\nc", "7:[a][b] 8:[c] ");
	check_records("a,", "7:[a][] ");
	check_records("a\r", "7:[a] ");
	check_records("\"a\"", "7:[a] ");
	check_records("\"a\n\"", "7:[a\n] ");
}

static void a_blank_line_has_no_field_but_empty_quotes_are_one(void **state)
{
	(void)state;
	check_records("\na\n\r\n\n", "7: 8:[a] 9: 10: ");
	check_records("\"\"\n\n\"\"\r\n", "7:[] 8: 9:[] ");
	check_records("\r\n", "7: ");
	check_records("\"\"\"\"\n", "7:[\"] ");
}

static void a_cr_before_the_line_feed_is_no_part_of_the_field(void **state)
{
	(void)state;
	check_records("a,b\r\nc,d\n", "7:[a][b] 8:[c][d] ");
	check_records("a,\"b\"\r\n,\r\n", "7:[a][b] 8:[][] ");
	check_records("a,\"b\r\"\r\n", "7:[a][b\r] ");
	check_records("a\rb\n", "odd");
	check_records("a\r\r\n", "odd");
}

static void doubled_quotes_are_halved(void **state)
{
	(void)state;
	check_records("\"a\"\"b\",c\n", "7:[a\"b][c] ");
	check_records("x,\"\"\"\"\"\",\"\"\n", "7:[x][\"\"][] ");
	check_records("\"\"\"a\"\n\"b\"\"\"\n", "7:[\"a] 8:[b\"] ");
	check_records("\"a,\"\"b\n\",\"c\"\nd\n", "7:[a,\"b\n][c] 9:[d] ");
}

static void text_that_is_not_plain_is_odd(void **state)
{
	(void)state;
	check_records("a\"b\n", "odd");
	check_records("\"a\"b\n", "odd");
	check_records("\"a\n", "odd");
	check_records("\"a\" ,b\n", "odd");
}

static void records_know_their_lines(void **state)
{
	(void)state;
	check_records("\"a\nb\",1\nc,2\n", "7:[a\nb][1] 9:[c][2] ");
	check_records("\"a\r\nb\"\r\nc\r\n", "7:[a\r\nb] 9:[c] ");
	check_records("\"a\rb\"\nc\n", "7:[a\rb] 9:[c] ");
	check_records("\"\r\"\"\n\"\nc\n", "7:[\r\"\n] 10:[c] ");
	check_records("a\n\nb\n", "7:[a] 8: 9:[b] ");
}

/* Forwards and backwards; by places, and by records in turn. */
static void any_record_can_be_gone_to(void **state)
{
	static const char text[] =
		"\"a\n\",1\r\nb,\"2\r\n\r\n\"\r\n\"c\"\"\",3\r\n";
	static const uint64_t line[] = { 7, 9, 12 };
	struct txo_chunk k = chunk_of(text);
	struct txo_marked m = { 0 };
	const struct txo_record *r;

	(void)state;
	assert_int_equal(txo_marked_begin(&m, &k, ',', NULL), TXO_OK);
	assert_int_equal(m.marks.rows, 3);
	for (size_t i = 0; i < 9; i++) {
		size_t row = 5 * i % 3;

		txo_marked_go(&m, 2 * row, row);
		assert_int_equal(txo_marked_next(&m, &r, NULL), TXO_OK);
		assert_int_equal(r->line, line[row]);
		assert_int_equal(txo_marked_line(&m, 2 * row, row), line[row]);
		assert_int_equal(m.row, row + 1);
	}
	txo_marked_release(&m);
	txo_chunk_release(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_stand_between_delimiters),
		cmocka_unit_test(the_last_line_needs_no_line_end),
		cmocka_unit_test(
			a_blank_line_has_no_field_but_empty_quotes_are_one),
		cmocka_unit_test(
			a_cr_before_the_line_feed_is_no_part_of_the_field),
		cmocka_unit_test(doubled_quotes_are_halved),
		cmocka_unit_test(text_that_is_not_plain_is_odd),
		cmocka_unit_test(records_know_their_lines),
		cmocka_unit_test(any_record_can_be_gone_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
