/*
 * Whole records are cut off the input, whatever its lines end in, and each chunk
 * knows its line.
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
#include "data/chunk.h"
#include "feed.h"

/* A reader that has taken the header, and the cutter in its place. */
struct cutting {
	int fd;
	struct txo_input in;
	struct txo_csv *csv;
	struct txo_cutter cutter;
	struct txo_chunk k;
	struct txo_error err;
	enum txo_status status;
};

static void begin(struct cutting *c, int fd, size_t size)
{
	const struct txo_record *header;
	struct txo_csv_rest rest;
	struct txo_text first;

	*c = (struct cutting){ .fd = fd, .in = { .fd = fd } };
	c->csv = txo_csv_new(&c->in);
	assert_non_null(c->csv);
	assert_int_equal(txo_csv_peek(c->csv, &first, NULL), TXO_OK);
	assert_true(txo_csv_begin(c->csv, ',', 0));
	assert_int_equal(txo_csv_next(c->csv, &header, NULL), TXO_OK);
	assert_true(txo_csv_rest(c->csv, &rest));
	assert_int_equal(txo_cutter_begin(&c->cutter, &rest, &c->in, ',', NULL),
			 TXO_OK);
	if (size)
		c->cutter.size = size;
}

static bool next(struct cutting *c)
{
	c->status = txo_cutter_next(&c->cutter, &c->k, &c->err);
	return c->status == TXO_OK && c->k.n;
}

static void end(struct cutting *c)
{
	txo_cutter_release(&c->cutter);
	txo_chunk_release(&c->k);
	txo_csv_free(c->csv);
	txo_input_release(&c->in);
	close(c->fd);
}

/* The chunks behind the header, as "line:[bytes]line:[bytes]! sentence". */
static void check_cuts(const char *text, size_t size, const char *expected)
{
	struct txo_buffer out = { 0 };
	struct cutting c;

	begin(&c, feed_text(text), size);
	txo_buffer_add_text(&out, "");
	while (next(&c)) {
		txo_buffer_printf(&out, "%d:[", (int)c.k.line);
		txo_buffer_add(&out, c.k.p, c.k.n);
		txo_buffer_add_char(&out, ']');
	}
	if (c.status != TXO_OK)
		txo_buffer_printf(&out, "%d! %s", (int)c.err.line, c.err.text);
	assert_text(((struct txo_text){ out.p, out.n }), expected);
	txo_buffer_release(&out);
	end(&c);
}

static void every_kind_of_line_end_parts_records(void **state)
{
	(void)state;
	check_cuts("a,b\n1,2\n3,4\n", 1, "2:[1,2\n]3:[3,4\n]");
	check_cuts("a,b\r\n1,2\r\n3,4\r\n", 1, "2:[1,2\r\n]3:[3,4\r\n]");
	check_cuts("a,b\r1,2\r3,4444\r", 1, "2:[1,2\r]3:[3,4444\r]");
	check_cuts("a,b\r1,2\n3,4\r\n5555\r", 1,
		   "2:[1,2\n]3:[3,4\r\n]4:[5555\r]");
	check_cuts("a\n\n\r\n\r\r1\n", 1, "2:[\n]3:[\r\n]4:[\r]5:[\r]6:[1\n]");
}

static void a_chunk_has_all_records_that_it_has_room_for(void **state)
{
	(void)state;
	check_cuts("a\n1\n2\n3\n4\n5\n", 4, "2:[1\n2\n]4:[3\n4\n]6:[5\n]");
	check_cuts("a\n1\n22\n333\n", 4, "2:[1\n]3:[22\n]4:[333\n]");
	check_cuts("a\n1\n2\n", 0, "2:[1\n2\n]");
	check_cuts("a\n", 1, "");
	check_cuts("a", 1, "");
	check_cuts("", 1, "");
}

static void what_has_no_line_end_is_the_last_chunk(void **state)
{
	(void)state;
	check_cuts("a\n1\n2", 1, "2:[1\n]3:[2]");
	check_cuts("a\n1\n\"2\n", 1, "2:[1\n]3:[\"2\n]");
	check_cuts("a\n1\n2,", 1, "2:[1\n]3:[2,]");
}

static void line_ends_within_quotes_part_nothing(void **state)
{
	(void)state;
	check_cuts("a\n\"1\n2\"\n333\n", 1, "2:[\"1\n2\"\n]4:[333\n]");
	check_cuts("a\n\"\r\n\r\n\"\r\n3\r\n", 1,
		   "2:[\"\r\n\r\n\"\r\n]5:[3\r\n]");
	check_cuts("a\n\"1\r2\r\"\r3\r", 1, "2:[\"1\r2\r\"\r]5:[3\r]");
	check_cuts("a\n\"1\"\"\n\"\"\"\n33333333\n", 1,
		   "2:[\"1\"\"\n\"\"\"\n]4:[33333333\n]");
	check_cuts("a\n\"\"\n\"\"\n", 1, "2:[\"\"\n]3:[\"\"\n]");
}

static void a_record_longer_than_a_chunk_is_cut_off_whole(void **state)
{
	struct txo_buffer text = { 0 };
	struct cutting c;

	(void)state;
	txo_buffer_add_text(&text, "a\n1\n\"");
	for (int i = 0; i < 200000; i++)
		txo_buffer_add_text(&text, "x\n");
	txo_buffer_add_text(&text, "\"\n2\n");
	for (size_t size = 0; size < 400000; size = 7 * size + 1) {
		begin(&c, feed_bytes(text.p, text.n), size);
		assert_true(next(&c));
		assert_int_equal(c.k.line, 2);
		if (size && size < 400000)
			assert_int_equal(c.k.n, 2);
		while (c.k.line < 200004 && next(&c))
			if (c.k.line == 3)
				assert_true(c.k.n == 400003 || c.k.n == 400005);
		assert_false(next(&c) && next(&c));
		assert_int_equal(c.status, TXO_OK);
		end(&c);
	}
	txo_buffer_release(&text);
}

static void a_record_may_take_half_of_the_memory(void **state)
{
	static const size_t limit[] = { 700000, 1000000, 3000000 };
	struct txo_buffer text = { 0 };
	struct cutting c;

	(void)state;
	txo_buffer_add_text(&text, "a\n1\n");
	for (int i = 0; i < 400000; i++)
		txo_buffer_add_text(&text, "x");
	txo_buffer_add_text(&text, "\n2\n");
	for (size_t i = 0; i < sizeof(limit) / sizeof(limit[0]); i++) {
		uint64_t line = 2;

		begin(&c, feed_bytes(text.p, text.n), 0);
		c.cutter.limit = limit[i];
		while (next(&c))
			line = c.k.line;
		assert_int_equal(c.status, i ? TXO_OK : TXO_IO);
		assert_int_equal(line, i ? 3 : 2);
		end(&c);
	}
	txo_buffer_release(&text);
}

/* All that is at hand is the header and the CR behind it. */
static void a_line_end_may_be_halved_by_the_look_ahead(void **state)
{
	static const char *const rest[] = { "\n1\n2\n", "1\n2\n", "\n\n1\n",
					    "\n", "" };
	static const char *const first[] = { "1\n2\n", "1\n2\n", "\n1\n", "",
					     "" };
	struct txo_buffer text = { 0 };
	struct cutting c;

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		txo_buffer_clear(&text);
		while (text.n < TXO_CSV_PEEK - 1)
			txo_buffer_add_char(&text, 'a');
		txo_buffer_add_char(&text, '\r');
		txo_buffer_add_text(&text, rest[i]);
		begin(&c, feed_bytes(text.p, text.n), 0);
		assert_true(c.cutter.after_cr);
		assert_int_equal(next(&c), strlen(first[i]) > 0);
		assert_text(((struct txo_text){ c.k.p, c.k.n }), first[i]);
		assert_int_equal(c.k.line, 2);
		assert_false(next(&c));
		assert_int_equal(c.status, TXO_OK);
		end(&c);
	}
	txo_buffer_release(&text);
}

#define BAD "! not valid UTF-8 at byte "

static void an_error_of_the_input_comes_behind_all_whole_records(void **state)
{
	(void)state;
	check_cuts("\xc3\xa9\n1\n2\n\xe4x", 1,
		   "2:[1\n]3:[2\n]4" BAD "8; say --encoding");
	check_cuts("\xc3\xa9\n1\n2\r\xe4x", 100,
		   "2:[1\n2\r]4" BAD "8; say --encoding");
	check_cuts("\xc3\xa9\n1\n2,\"\n\xe4x", 1,
		   "2:[1\n]4" BAD "10; say --encoding");
	check_cuts("\xc3\xa9\n\xe4", 1, "2" BAD "4; say --encoding");
}

static void a_fault_of_the_text_comes_before_that(void **state)
{
	(void)state;
	check_cuts("\xc3\xa9\n1\n2,b\"\xe4x", 1,
		   "2:[1\n]3:[2,b\"]3" BAD "10; say --encoding");
	check_cuts("\xc3\xa9\n1\n\"2\" \xe4x", 1,
		   "2:[1\n]3:[\"2\" ]3" BAD "10; say --encoding");
}

static void an_unclosed_quote_is_found_before_all_is_read(void **state)
{
	struct txo_buffer text = { 0 };
	struct cutting c;

	(void)state;
	txo_buffer_add_text(&text, "a,b\n1,\"open\n");
	while (text.n < (size_t)8 << 20)
		txo_buffer_add_text(&text, "2,\"closed\"\n3,none\n");
	begin(&c, feed_bytes(text.p, text.n), 0);
	assert_true(next(&c));
	assert_int_equal(c.k.line, 2);
	assert_true(c.k.n < (size_t)3 << 20);
	assert_true(c.in.bytes_read < (uint64_t)3 << 20);
	end(&c);
	txo_buffer_release(&text);
}

static void lines_are_counted_over_many_chunks(void **state)
{
	static const char row[] = "1,\"a\r\nb\rc\"\r\n\r2\n";
	struct txo_buffer text = { 0 };
	struct cutting c;

	(void)state;
	txo_buffer_add_text(&text, "a,b\n");
	for (int i = 0; i < 20000; i++)
		txo_buffer_add_text(&text, row);
	for (size_t size = 1; size < 100000; size = 5 * size + 3) {
		uint64_t number = 0;
		size_t bytes = 0;

		begin(&c, feed_bytes(text.p, text.n), size);
		for (; next(&c); bytes += c.k.n) {
			size_t within = bytes % strlen(row);
			uint64_t line = 2 + bytes / strlen(row) * 5;

			assert_int_equal(c.k.number, number++);
			line += within == 0 ? 0 : within == 12 ? 3 : 4;
			assert_int_equal(c.k.line, line);
		}
		assert_int_equal(bytes, text.n - 4);
		end(&c);
	}
	txo_buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_line_end_parts_records),
		cmocka_unit_test(a_chunk_has_all_records_that_it_has_room_for),
		cmocka_unit_test(what_has_no_line_end_is_the_last_chunk),
		cmocka_unit_test(line_ends_within_quotes_part_nothing),
		cmocka_unit_test(a_record_longer_than_a_chunk_is_cut_off_whole),
		cmocka_unit_test(a_record_may_take_half_of_the_memory),
		cmocka_unit_test(a_line_end_may_be_halved_by_the_look_ahead),
		cmocka_unit_test(
			an_error_of_the_input_comes_behind_all_whole_records),
		cmocka_unit_test(a_fault_of_the_text_comes_before_that),
		cmocka_unit_test(an_unclosed_quote_is_found_before_all_is_read),
		cmocka_unit_test(lines_are_counted_over_many_chunks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
