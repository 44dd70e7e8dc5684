/* What each output format prints. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "near.h"
#include "paper.h"
#include "view/sink.h"

/* Prints what fill() says in a format and compares. */
static void check_digits(enum txo_format format, int digits, fill_fn *fill,
			 const char *want)
{
	struct paper paper = { .limit = 0 };
	struct txo_sink *s = txo_sink_new(format, digits, write_paper, &paper);
	struct txo_error err = { 0 };

	assert_non_null(s);
	fill(s);
	assert_int_equal(txo_sink_finish(s, &err), TXO_OK);
	txo_sink_free(s);
	assert_string_equal(paper.bytes.p ? paper.bytes.p : "", want);
	txo_buffer_release(&paper.bytes);
}

static void check(enum txo_format format, fill_fn *fill, const char *want)
{
	check_digits(format, 0, fill, want);
}

static void fill_typical(struct txo_sink *s)
{
	static const char *const names[] = { "device", "n", "mean", "note" };

	txo_sink_header(s, names, COUNT(names));
	txo_sink_text(s, txo_text("laser"));
	txo_sink_count(s, 12);
	txo_sink_number(s, 3.14159265);
	txo_sink_empty(s);
	txo_sink_end_row(s);
	txo_sink_text(s, txo_text("ipl, old"));
	txo_sink_count(s, 12345678901234567890u);
	txo_sink_number(s, NAN);
	txo_sink_text(s, txo_text("W-CONST"));
	txo_sink_end_row(s);
}

static void every_format_shows_the_same_cells(void **state)
{
	(void)state;
	check(TXO_FORMAT_CSV, fill_typical,
	      "device,n,mean,note\n"
	      "laser,12,3.14159265,\n"
	      "\"ipl, old\",12345678901234567890,,W-CONST\n");
	check(TXO_FORMAT_TSV, fill_typical,
	      "device\tn\tmean\tnote\n"
	      "laser\t12\t3.14159265\t\n"
	      "ipl, old\t12345678901234567890\t\tW-CONST\n");
	check(TXO_FORMAT_JSON, fill_typical,
	      "[\n"
	      "{\"device\":\"laser\",\"n\":12,\"mean\":3.14159265,"
	      "\"note\":null},\n"
	      "{\"device\":\"ipl, old\",\"n\":12345678901234567890,"
	      "\"mean\":null,\"note\":\"W-CONST\"}\n"
	      "]\n");
	check(TXO_FORMAT_JSONL, fill_typical,
	      "{\"device\":\"laser\",\"n\":12,\"mean\":3.14159265,"
	      "\"note\":null}\n"
	      "{\"device\":\"ipl, old\",\"n\":12345678901234567890,"
	      "\"mean\":null,\"note\":\"W-CONST\"}\n");
}

static void tables_are_aligned(void **state)
{
	(void)state;
	check(TXO_FORMAT_TABLE, fill_typical,
	      "device                       n   mean  note\n"
	      "--------  --------------------  -----  -------\n"
	      "laser                       12  3.142\n"
	      "ipl, old  12345678901234567890         W-CONST\n");
	check(TXO_FORMAT_MARKDOWN, fill_typical,
	      "| device   |                    n |  mean | note    |\n"
	      "| -------- | -------------------: | ----: | ------- |\n"
	      "| laser    |                   12 | 3.142 |         |\n"
	      "| ipl, old | 12345678901234567890 |       | W-CONST |\n");
}

static void fill_one_number(struct txo_sink *s)
{
	static const char *const names[] = { "x" };

	txo_sink_header(s, names, 1);
	txo_sink_number(s, 123456.789);
	txo_sink_end_row(s);
}

static void digits_hold_for_every_format(void **state)
{
	(void)state;
	check_digits(TXO_FORMAT_CSV, 3, fill_one_number, "x\n123000\n");
	check_digits(TXO_FORMAT_JSONL, 3, fill_one_number, "{\"x\":123000}\n");
	check_digits(TXO_FORMAT_TABLE, 3, fill_one_number,
		     "     x\n------\n123000\n");
	check_digits(TXO_FORMAT_TABLE, 0, fill_one_number,
		     "     x\n------\n123457\n");
	check_digits(TXO_FORMAT_CSV, 0, fill_one_number, "x\n123456.789\n");
}

static void fill_no_rows(struct txo_sink *s)
{
	static const char *const names[] = { "a", "value" };

	txo_sink_header(s, names, 2);
}

static void without_rows_the_header_remains(void **state)
{
	(void)state;
	check(TXO_FORMAT_CSV, fill_no_rows, "a,value\n");
	check(TXO_FORMAT_TSV, fill_no_rows, "a\tvalue\n");
	check(TXO_FORMAT_TABLE, fill_no_rows, "a  value\n-  -----\n");
	check(TXO_FORMAT_MARKDOWN, fill_no_rows,
	      "| a    | value |\n| ---- | ----- |\n");
	check(TXO_FORMAT_JSON, fill_no_rows, "[]\n");
	check(TXO_FORMAT_JSONL, fill_no_rows, "");
}

static void fill_odd_texts(struct txo_sink *s)
{
	static const char *const names[] = { "q\"", "" };
	static const char *const texts[] = {
		"say \"a\"", "\"",     "l1\nl2",     "cr\r\n",	" x",
		"x\t",	     "a|b\\c", "\x1b[1m<b>", "caf\xe9", "\xc2\x9b"
	};

	txo_sink_header(s, names, 2);
	for (size_t i = 0; i < COUNT(texts); i++) {
		txo_sink_text(s, txo_text(texts[i]));
		if (i % 2)
			txo_sink_end_row(s);
	}
}

static void csv_quotes_on_need(void **state)
{
	(void)state;
	check(TXO_FORMAT_CSV, fill_odd_texts,
	      "\"q\"\"\",\n"
	      "\"say \"\"a\"\"\",\"\"\"\"\n"
	      "\"l1\nl2\",\"cr\r\n\"\n"
	      "\" x\",\"x\t\"\n"
	      "a|b\\c,\x1b[1m<b>\n"
	      "caf\xe9,\xc2\x9b\n");
}

static void fill_other_delimiters(struct txo_sink *s)
{
	static const char *const names[] = { "concern;device" };
	static const char *const texts[] = { "acne;scars", "a\tb", "a:b" };

	txo_sink_header(s, names, 1);
	for (size_t i = 0; i < COUNT(texts); i++) {
		txo_sink_text(s, txo_text(texts[i]));
		txo_sink_end_row(s);
	}
}

static void fill_two_with_delimiters(struct txo_sink *s)
{
	static const char *const names[] = { "a|b", "n" };
	static const char *const texts[] = { "acne;scars", "1;2", "x;2", "1" };

	txo_sink_header(s, names, 2);
	for (size_t i = 0; i < COUNT(texts); i++) {
		txo_sink_text(s, txo_text(texts[i]));
		if (i % 2)
			txo_sink_end_row(s);
	}
}

static void csv_quotes_what_could_part_fields(void **state)
{
	(void)state;
	check(TXO_FORMAT_CSV, fill_other_delimiters,
	      "\"concern;device\"\n\"acne;scars\"\n\"a\tb\"\na:b\n");
	check(TXO_FORMAT_CSV, fill_two_with_delimiters,
	      "\"a|b\",n\nacne;scars,\"1;2\"\nx;2,1\n");
}

static void tsv_escapes_what_parts_fields(void **state)
{
	(void)state;
	check(TXO_FORMAT_TSV, fill_odd_texts,
	      "q\"\t\n"
	      "say \"a\"\t\"\n"
	      "l1\\nl2\tcr\\r\\n\n"
	      " x\tx\\t\n"
	      "a|b\\\\c\t\x1b[1m<b>\n"
	      "caf\xe9\t\xc2\x9b\n");
}

static void json_escapes_texts(void **state)
{
	(void)state;
	check(TXO_FORMAT_JSONL, fill_odd_texts,
	      "{\"q\\\"\":\"say \\\"a\\\"\",\"\":\"\\\"\"}\n"
	      "{\"q\\\"\":\"l1\\nl2\",\"\":\"cr\\r\\n\"}\n"
	      "{\"q\\\"\":\" x\",\"\":\"x\\t\"}\n"
	      "{\"q\\\"\":\"a|b\\\\c\",\"\":\"\\u001b[1m<b>\"}\n"
	      "{\"q\\\"\":\"caf\xef\xbf\xbd\",\"\":\"\xc2\x9b\"}\n");
}

static void tables_show_control_characters(void **state)
{
	(void)state;
	check(TXO_FORMAT_TABLE, fill_odd_texts,
	      "q\"\n"
	      "-------  ----------\n"
	      "say \"a\"  \"\n"
	      "l1\\nl2   cr\\r\\n\n"
	      " x       x\\t\n"
	      "a|b\\c    \\x1b[1m<b>\n"
	      "caf\\xe9  \\xc2\\x9b\n");
	check(TXO_FORMAT_MARKDOWN, fill_odd_texts,
	      "| q\"       |             |\n"
	      "| -------- | ----------- |\n"
	      "| say \"a\"  | \"           |\n"
	      "| l1<br>l2 | cr<br>      |\n"
	      "|  x       | x\\t         |\n"
	      "| a\\|b\\\\c  | \\x1b[1m\\<b> |\n"
	      "| caf\\xe9  | \\xc2\\x9b    |\n");
}

static void fill_lone_cells(struct txo_sink *s)
{
	static const char *const names[] = { "a" };

	txo_sink_header(s, names, 1);
	txo_sink_empty(s);
	txo_sink_end_row(s);
	txo_sink_text(s, txo_text(""));
	txo_sink_end_row(s);
	txo_sink_number(s, -INFINITY);
	txo_sink_end_row(s);
}

static void a_lone_empty_cell_is_no_blank_line(void **state)
{
	(void)state;
	check(TXO_FORMAT_CSV, fill_lone_cells, "a\n\"\"\n\"\"\n\"\"\n");
	check(TXO_FORMAT_JSONL, fill_lone_cells,
	      "{\"a\":null}\n{\"a\":\"\"}\n{\"a\":null}\n");
	check(TXO_FORMAT_TABLE, fill_lone_cells, "a\n-\n\n\n\n");
}

static void fill_wide(struct txo_sink *s)
{
	static const char *const names[] = { "", "t\xc3\xaate", "x" };

	txo_sink_header(s, names, 3);
	txo_sink_empty(s);
	txo_sink_text(s, txo_text("\xe6\xb2\xbb\xe7\x99\x82\xe6\xb3\x95"));
	txo_sink_number(s, -1.5);
	txo_sink_end_row(s);
	txo_sink_empty(s);
	txo_sink_text(s, txo_text("e\xcc\x81"));
	txo_sink_text(s, txo_text("all"));
	txo_sink_end_row(s);
	txo_sink_empty(s);
	txo_sink_number(s, 7);
	txo_sink_number(s, 0);
	txo_sink_end_row(s);
}

static void tables_count_columns_of_the_terminal(void **state)
{
	(void)state;
	check(TXO_FORMAT_TABLE, fill_wide,
	      "   t\xc3\xaate    x\n"
	      "-  ------  ----\n"
	      "   \xe6\xb2\xbb\xe7\x99\x82\xe6\xb3\x95  -1.5\n"
	      "   e\xcc\x81       all\n"
	      "        7     0\n");
}

static void fill_bytes_with_nul(struct txo_sink *s)
{
	static const char *const names[] = { "a", "b" };

	txo_sink_header(s, names, 2);
	txo_sink_text(s, (struct txo_text){ "x\0y", 3 });
	txo_sink_text(s, (struct txo_text){ NULL, 0 });
	txo_sink_end_row(s);
}

static void nul_bytes_do_not_end_a_text(void **state)
{
	(void)state;
	check(TXO_FORMAT_JSONL, fill_bytes_with_nul,
	      "{\"a\":\"x\\u0000y\",\"b\":\"\"}\n");
	check(TXO_FORMAT_TABLE, fill_bytes_with_nul,
	      "a       b\n------  -\nx\\x00y\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_format_shows_the_same_cells),
		cmocka_unit_test(tables_are_aligned),
		cmocka_unit_test(digits_hold_for_every_format),
		cmocka_unit_test(without_rows_the_header_remains),
		cmocka_unit_test(csv_quotes_on_need),
		cmocka_unit_test(csv_quotes_what_could_part_fields),
		cmocka_unit_test(tsv_escapes_what_parts_fields),
		cmocka_unit_test(json_escapes_texts),
		cmocka_unit_test(tables_show_control_characters),
		cmocka_unit_test(a_lone_empty_cell_is_no_blank_line),
		cmocka_unit_test(tables_count_columns_of_the_terminal),
		cmocka_unit_test(nul_bytes_do_not_end_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
