#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "data/csv.h"
#include "feed.h"
#include "near.h"

/*
 * What the reader makes of an open file, as text: "line:[field][field]\n" for
 * each record, then "line! sentence" if it failed. Closes fd.
 */
static void read_all(int fd, char delimiter, struct txo_buffer *out)
{
	struct txo_input in = { .fd = fd };
	struct txo_csv *csv = txo_csv_new(&in);
	const struct txo_record *r;
	struct txo_error err = { 0 }, again = { 0 };
	enum txo_status status;

	assert_non_null(csv);
	assert_true(txo_csv_begin(csv, delimiter, 0));
	txo_buffer_clear(out);
	txo_buffer_add(out, "", 0);
	while ((status = txo_csv_next(csv, &r, &err)) == TXO_OK && r) {
		txo_buffer_printf(out, "%llu:", (unsigned long long)r->line);
		for (size_t i = 0; i < r->n; i++) {
			struct txo_text t = txo_record_field(r, i);

			txo_buffer_add_char(out, '[');
			txo_buffer_add(out, t.p, t.n);
			txo_buffer_add_char(out, ']');
		}
		txo_buffer_add_char(out, '\n');
	}
	assert_null(r);
	assert_int_equal(txo_csv_next(csv, &r, &again), status);
	assert_null(r);
	if (status != TXO_OK) {
		assert_int_equal(status, TXO_DATA);
		assert_string_equal(again.text, err.text);
		assert_int_equal(again.line, err.line);
		txo_buffer_printf(out, "%llu! %s\n",
				  (unsigned long long)err.line, err.text);
	}
	txo_csv_free(csv);
	txo_input_release(&in);
	close(fd);
	assert_false(out->failed);
}

/* The same from a file, and from short reads of every size. */
static void check_bytes(const char *bytes, size_t n, const char *expected)
{
	struct txo_buffer out = { 0 };

	read_all(feed_bytes(bytes, n), ',', &out);
	assert_string_equal(out.p ? out.p : "", expected);
	for (size_t piece = 1; piece <= n; piece++) {
		read_all(feed_pieces(bytes, n, piece), ',', &out);
		assert_string_equal(out.p ? out.p : "", expected);
	}
	txo_buffer_release(&out);
}

static void check(const char *text, const char *expected)
{
	check_bytes(text, strlen(text), expected);
}

static void lines_end_in_lf_crlf_or_cr(void **state)
{
	(void)state;
	check("a,b\nc,d\n", "1:[a][b]\n2:[c][d]\n");
	check("a,b\r\nc,d\r\n", "1:[a][b]\n2:[c][d]\n");
	check("a,b\rc,d\r", "1:[a][b]\n2:[c][d]\n");
	check("a\nb\r\nc\rd", "1:[a]\n2:[b]\n3:[c]\n4:[d]\n");
}

static void the_last_line_need_not_end(void **state)
{
	(void)state;
	check("a,b\nc,d", "1:[a][b]\n2:[c][d]\n");
	check("a,", "1:[a][]\n");
	check("\"a\"", "1:[a]\n");
	check("a,\"\"", "1:[a][]\n");
}

static void an_empty_file_has_no_record(void **state)
{
	(void)state;
	check("", "");
	check("\xef\xbb\xbf", "");
}

static void quotes_hold_delimiters_and_doubled_quotes(void **state)
{
	(void)state;
	check("\"a,b\",\"c\"\"d\",\"\"\"\"\n", "1:[a,b][c\"d][\"]\n");
	check("\"\",\"\"\n", "1:[][]\n");
	check(",\n", "1:[][]\n");
	check("\" a \", b \n", "1:[ a ][ b ]\n");
}

static void lines_are_counted_as_an_editor_does(void **state)
{
	(void)state;
	check("a\n\n\nb\n", "1:[a]\n2:\n3:\n4:[b]\n");
	check("a\r\n\r\n\r\nb\r\n", "1:[a]\n2:\n3:\n4:[b]\n");
	check("a\r\r\rb\r", "1:[a]\n2:\n3:\n4:[b]\n");
	check("a\n\r\nb", "1:[a]\n2:\n3:[b]\n");
	check("\n\na", "1:\n2:\n3:[a]\n");
	check("\r\na", "1:\n2:[a]\n");
	check("\"a\nb\r\nc\rd\",e\nf\n", "1:[a\nb\r\nc\rd][e]\n5:[f]\n");
	check("\"\n\"\r\n\r\n\"\r\"\rz", "1:[\n]\n3:\n4:[\r]\n6:[z]\n");
	check("x,\"\r\n\"\nz", "1:[x][\r\n]\n3:[z]\n");
}

static void a_blank_line_has_no_field(void **state)
{
	(void)state;
	check("\n", "1:\n");
	check(" \n", "1:[ ]\n");
	check("\"\"\n", "1:[]\n");
}

static void a_byte_order_mark_is_left_out(void **state)
{
	(void)state;
	check("\xef\xbb\xbf"
	      "a,b\n",
	      "1:[a][b]\n");
	check("\xef\xbb\xbf\"a\"\n", "1:[a]\n");
	check("\xef\xbb"
	      "a\n",
	      "1:[\xc3\xaf\xc2\xbb"
	      "a]\n");
	check("a\n\xef\xbb\xbf"
	      "b\n",
	      "1:[a]\n2:[\xef\xbb\xbf"
	      "b]\n");
}

static void a_quote_out_of_place_is_told_with_its_line(void **state)
{
	(void)state;
	check("a,b\nc,d\"e\nf,g\n",
	      "1:[a][b]\n2! field 2: a quote inside a field that does not "
	      "begin with one\n");
	check("a,b\n\n\"c\nd\",e\n\"f\"g,h\n",
	      "1:[a][b]\n2:\n3:[c\nd][e]\n5! field 1: text after the closing "
	      "quote (a quote inside quotes is doubled)\n");
	check("a\n \"b\"\n", "1:[a]\n2! field 1: a quote inside a field that "
			     "does not begin with one\n");
	check("a\n\"b\" \n", "1:[a]\n2! field 1: text after the closing quote "
			     "(a quote inside quotes is doubled)\n");
}

static void a_quote_that_stays_open_is_told_where_it_began(void **state)
{
	(void)state;
	check("a,b\nc,\"d\n\ne,f\n",
	      "1:[a][b]\n2! field 2: its quotes are never closed\n");
	check("\"", "1! field 1: its quotes are never closed\n");
}

static void a_nul_byte_is_told_after_the_records_before_it(void **state)
{
	(void)state;
	check_bytes("a,b\nc,d\ne,\0f\n", 13,
		    "1:[a][b]\n2:[c][d]\n3! field 2: a NUL byte: this is not "
		    "a text file, or it is UTF-16\n");
	check_bytes("\0", 1,
		    "1! field 1: a NUL byte: this is not a text "
		    "file, or it is UTF-16\n");
}

static void other_delimiters_part_fields(void **state)
{
	struct txo_buffer out = { 0 };

	(void)state;
	read_all(feed_text("a;b,c\n\"d;e\";f\n"), ';', &out);
	assert_string_equal(out.p, "1:[a][b,c]\n2:[d;e][f]\n");
	read_all(feed_text("a\tb\n \t\n"), '\t', &out);
	assert_string_equal(out.p, "1:[a][b]\n2:[ ][]\n");
	txo_buffer_release(&out);
}

static void what_is_peeked_at_is_not_used_up(void **state)
{
	const char text[] = "sep=;\r\na;b\r\n\r\n1;2\r\n";

	(void)state;
	for (size_t piece = 1; piece < sizeof(text); piece++) {
		struct txo_input in = {
			.fd = feed_pieces(text, sizeof(text) - 1, piece)
		};
		struct txo_csv *csv = txo_csv_new(&in);
		const struct txo_record *r;
		struct txo_error err;
		struct txo_text first;

		assert_int_equal(txo_csv_peek(csv, &first, &err), TXO_OK);
		assert_text(first, text);
		assert_true(txo_csv_begin(csv, ';', 7));
		assert_int_equal(txo_csv_next(csv, &r, &err), TXO_OK);
		assert_int_equal(r->line, 2);
		assert_text(txo_record_field(r, 1), "b");
		assert_int_equal(txo_csv_look(csv, 1)->line, 4);
		assert_true(txo_csv_begin(csv, ',', 0));
		assert_int_equal(txo_csv_next(csv, &r, &err), TXO_OK);
		assert_text(txo_record_field(r, 0), "sep=;");
		assert_int_equal(r->line, 1);
		txo_csv_free(csv);
		txo_input_release(&in);
		close(in.fd);
	}
}

static void at_most_64_kib_are_peeked_at(void **state)
{
	size_t n = 3 * TXO_CSV_PEEK;
	char *bytes = malloc(n);
	struct txo_input in;
	struct txo_csv *csv;
	const struct txo_record *r;
	struct txo_error err;
	struct txo_text first;
	size_t rows = 1;

	(void)state;
	for (size_t i = 0; i < n; i++)
		bytes[i] = "abc\n"[i % 4];
	in = (struct txo_input){ .fd = feed_bytes(bytes, n) };
	csv = txo_csv_new(&in);
	assert_int_equal(txo_csv_peek(csv, &first, &err), TXO_OK);
	assert_int_equal(first.n, TXO_CSV_PEEK);
	assert_null(txo_csv_look(csv, TXO_CSV_PEEK / 4));
	assert_true(txo_csv_begin(csv, ';', 4));
	while (txo_csv_next(csv, &r, &err) == TXO_OK && r) {
		assert_int_equal(r->line, ++rows);
		assert_text(txo_record_field(r, 0), "abc");
	}
	assert_int_equal(rows, n / 4);
	assert_false(txo_csv_begin(csv, ',', 0));
	txo_csv_free(csv);
	txo_input_release(&in);
	close(in.fd);
	free(bytes);
}

/* Records of many sizes, so that blocks of 256 KiB end anywhere in them. */
static void records_may_lie_across_blocks(void **state)
{
	struct txo_buffer in = { 0 };
	struct txo_input input;
	struct txo_csv *csv;
	const struct txo_record *r;
	struct txo_error err;
	size_t n = 30000;
	uint64_t line = 1;

	(void)state;
	for (size_t i = 0; i < n; i++)
		txo_buffer_printf(&in, "%zu,\"%*s\r\n\"\"\",%s\r\n", i,
				  (int)(i % 97), "x", i % 2 ? "" : "y");
	input = (struct txo_input){ .fd = feed_bytes(in.p, in.n) };
	csv = txo_csv_new(&input);
	for (size_t i = 0; i < n; i++) {
		char expected[128];

		assert_int_equal(txo_csv_next(csv, &r, &err), TXO_OK);
		assert_non_null(r);
		assert_int_equal(r->n, 3);
		assert_int_equal(r->line, line);
		line += 2;
		snprintf(expected, sizeof(expected), "%zu", i);
		assert_text(txo_record_field(r, 0), expected);
		snprintf(expected, sizeof(expected), "%*s\r\n\"", (int)(i % 97),
			 "x");
		assert_text(txo_record_field(r, 1), expected);
		assert_text(txo_record_field(r, 2), i % 2 ? "" : "y");
	}
	assert_int_equal(txo_csv_next(csv, &r, &err), TXO_OK);
	assert_null(r);
	txo_csv_free(csv);
	txo_input_release(&input);
	close(input.fd);
	txo_buffer_release(&in);
}

static void a_field_may_be_ten_megabytes_long(void **state)
{
	size_t n = 10 * 1000 * 1000;
	char *bytes = malloc(n + 16);
	struct txo_input input;
	struct txo_csv *csv;
	const struct txo_record *r;
	struct txo_error err;
	struct txo_text t;

	(void)state;
	assert_non_null(bytes);
	memset(bytes, 'x', n + 16);
	memcpy(bytes, "a,\"", 3);
	memcpy(bytes + n + 3, "\",b\nc,d,e\n", 10);
	input = (struct txo_input){ .fd = feed_bytes(bytes, n + 13) };
	csv = txo_csv_new(&input);
	assert_int_equal(txo_csv_next(csv, &r, &err), TXO_OK);
	assert_int_equal(r->n, 3);
	t = txo_record_field(r, 1);
	assert_int_equal(t.n, n);
	assert_memory_equal(t.p, bytes + 3, n);
	assert_text(txo_record_field(r, 2), "b");
	assert_int_equal(txo_csv_next(csv, &r, &err), TXO_OK);
	assert_text(txo_record_field(r, 2), "e");
	txo_csv_free(csv);
	txo_input_release(&input);
	close(input.fd);
	free(bytes);
}

static void an_error_far_on_comes_after_all_records(void **state)
{
	struct txo_buffer in = { 0 };
	struct txo_input input;
	struct txo_csv *csv;
	const struct txo_record *r;
	struct txo_error err = { 0 };

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		txo_buffer_add_text(&in, "some,\"text\"\n");
	txo_buffer_add_text(&in, "x\"\nmore\n");
	input = (struct txo_input){ .fd = feed_bytes(in.p, in.n) };
	csv = txo_csv_new(&input);
	for (size_t i = 0; i < 100000; i++) {
		assert_int_equal(txo_csv_next(csv, &r, &err), TXO_OK);
		assert_non_null(r);
	}
	assert_int_equal(txo_csv_next(csv, &r, &err), TXO_DATA);
	assert_int_equal(err.line, 100001);
	txo_csv_free(csv);
	txo_input_release(&input);
	close(input.fd);
	txo_buffer_release(&in);
}

static void a_file_that_cannot_be_read_is_told(void **state)
{
	struct txo_input input = { .fd = -1 };
	struct txo_csv *csv = txo_csv_new(&input);
	const struct txo_record *r;
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(txo_csv_next(csv, &r, &err), TXO_IO);
	assert_null(r);
	assert_string_equal(err.text, "cannot read: Bad file descriptor");
	assert_int_equal(err.line, 0);
	assert_int_equal(txo_csv_next(csv, &r, NULL), TXO_IO);
	txo_csv_free(csv);
	txo_csv_free(NULL);
	txo_input_release(&input);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_in_lf_crlf_or_cr),
		cmocka_unit_test(the_last_line_need_not_end),
		cmocka_unit_test(an_empty_file_has_no_record),
		cmocka_unit_test(quotes_hold_delimiters_and_doubled_quotes),
		cmocka_unit_test(lines_are_counted_as_an_editor_does),
		cmocka_unit_test(a_blank_line_has_no_field),
		cmocka_unit_test(a_byte_order_mark_is_left_out),
		cmocka_unit_test(a_quote_out_of_place_is_told_with_its_line),
		cmocka_unit_test(
			a_quote_that_stays_open_is_told_where_it_began),
		cmocka_unit_test(
			a_nul_byte_is_told_after_the_records_before_it),
		cmocka_unit_test(other_delimiters_part_fields),
		cmocka_unit_test(what_is_peeked_at_is_not_used_up),
		cmocka_unit_test(at_most_64_kib_are_peeked_at),
		cmocka_unit_test(records_may_lie_across_blocks),
		cmocka_unit_test(a_field_may_be_ten_megabytes_long),
		cmocka_unit_test(an_error_far_on_comes_after_all_records),
		cmocka_unit_test(a_file_that_cannot_be_read_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
