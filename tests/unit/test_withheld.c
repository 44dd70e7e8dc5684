/*
 * Small counts are not printed, nor what they could be got from.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "near.h"
#include "paper.h"
#include "view/withheld.h"

#define MOST 12

/* An answer: columns with marks, rows of cells as text. */
struct answer {
	const char *names;	/* parted by blanks */
	unsigned marks[MOST];
	const char *rows[MOST];	/* cells parted by blanks; "." is empty */
	uint64_t least;
	const char *expected;	/* as CSV without the header */
};

static struct txo_text next_word(const char **list)
{
	struct txo_text word = { *list, strcspn(*list, " ") };

	*list += word.n;
	*list += **list == ' ';
	return word;
}

static void put(struct txo_sink *s, unsigned marks, struct txo_text word)
{
	const char *count = memchr(word.p, '=', word.n);
	char *end;
	double x = strtod(word.p, &end);

	if (word.n == 1 && *word.p == '.')
		txo_sink_empty(s);
	else if (count)	/* text=12 shows a count */
		txo_sink_told(s,
			      (struct txo_text){ word.p,
						 (size_t)(count - word.p) },
			      strtoull(count + 1, NULL, 10));
	else if (end != word.p + word.n)
		txo_sink_text(s, word);
	else if (marks & (TXO_IS_COUNT | TXO_IS_PART | TXO_IS_REST))
		txo_sink_count(s, (uint64_t)x);
	else
		txo_sink_number(s, x);
}

static void put_row(struct txo_sink *s, const struct answer *a, const char *row)
{
	for (size_t i = 0; *row; i++) {
		struct txo_text word = next_word(&row);

		put(s, a->marks[i], word);
	}
	txo_sink_end_row(s);
}

static void expect(const struct answer *a)
{
	struct txo_withheld w = { .least = a->least, .marks = a->marks };
	struct paper paper = { .limit = 0 };
	struct txo_sink *s = txo_sink_new(TXO_FORMAT_CSV, 0, write_paper,
					  &paper);
	const char *name[MOST], *list = a->names;
	char copy[MOST][20] = { { 0 } };
	struct txo_text csv;

	for (; *list; w.n++) {
		struct txo_text word = next_word(&list);

		memcpy(copy[w.n], word.p, word.n);
		name[w.n] = copy[w.n];
	}
	w.note = w.n;
	for (size_t i = 0; i < w.n; i++)
		if (strcmp(name[i], "note") == 0)
			w.note = i;
	txo_sink_header(s, name, w.n);
	txo_sink_hold(s, txo_withhold, &w);
	for (size_t i = 0; a->rows[i]; i++)
		put_row(s, a, a->rows[i]);
	assert_int_equal(txo_sink_finish(s, NULL), TXO_OK);
	txo_buffer_add_char(&paper.bytes, '\0');
	csv = txo_text(strchr(paper.bytes.p, '\n') + 1);
	assert_string_equal(csv.p, a->expected);
	txo_sink_free(s);
	txo_withheld_release(&w);
	txo_buffer_release(&paper.bytes);
}

static void small_counts_are_empty_and_zeros_are_printed(void **state)
{
	(void)state;
	expect(&(struct answer){
		.names = "clinic n",
		.marks = { TXO_IS_KEY, TXO_IS_COUNT },
		.rows = { "a 4", "b 3", "c 0", "d 5", "e 100" },
		.least = 5,
		.expected = "a,\nb,\nc,0\nd,5\ne,100\n" });
}

static void without_small_counts_nothing_changes(void **state)
{
	(void)state;
	expect(&(struct answer){ .names = "clinic n mean note",
				 .marks = { TXO_IS_KEY, TXO_IS_COUNT },
				 .rows = { "a 5 1.5 .", "b 0 . W-NODATA" },
				 .least = 5,
				 .expected = "a,5,1.5,\nb,0,,W-NODATA\n" });
	expect(&(struct answer){ .names = "n",
				 .marks = { TXO_IS_COUNT },
				 .least = 5,
				 .expected = "" });
}

static void what_follows_from_a_withheld_count_is_empty_too(void **state)
{
	(void)state;
	expect(&(struct answer){
		.names = "variable n n_missing mean level method note",
		.marks = { TXO_IS_SUBJECT, TXO_IS_COUNT, TXO_IS_REST, 0,
			   TXO_IS_PLAIN, 0, 0 },
		.rows = { "score 4 120 1.5 0.95 exact .",
			  "grade 124 0 3.25 0.95 t W-TIES" },
		.least = 5,
		.expected = "score,,,,0.95,,W-WITHHELD\n"
			    "grade,124,0,3.25,0.95,t,W-TIES\n" });
}

static void notes_that_tell_of_the_count_are_left_out(void **state)
{
	(void)state;
	expect(&(struct answer){ .names = "n mean note",
				 .marks = { TXO_IS_COUNT },
				 .rows = { "1 7 W-SMALLN" },
				 .least = 1,
				 .expected = "1,7,W-SMALLN\n" });
	expect(&(struct answer){ .names = "n mean note",
				 .marks = { TXO_IS_COUNT },
				 .rows = { "1 7 W-SMALLN" },
				 .least = 3,
				 .expected = ",,W-WITHHELD\n" });
}

static void one_more_is_withheld_where_one_could_be_got_from_a_total(void **s)
{
	(void)s;
	expect(&(struct answer){
		.names = "clinic n",
		.marks = { TXO_IS_KEY, TXO_IS_COUNT },
		.rows = { "a 40", "b 3", "c 20", "d 0", "e 20" },
		.least = 5,
		.expected = "a,40\nb,\nc,\nd,0\ne,20\n" });
}

static void those_withheld_must_be_many_enough_together(void **state)
{
	(void)state;
	expect(&(struct answer){ .names = "clinic n",
				 .marks = { TXO_IS_KEY, TXO_IS_COUNT },
				 .rows = { "a 1", "b 1", "c 20", "d 8" },
				 .least = 5,
				 .expected = "a,\nb,\nc,20\nd,\n" });
}

static void a_zero_stands_in_if_there_is_nothing_else(void **state)
{
	(void)state;
	expect(&(struct answer){ .names = "clinic n",
				 .marks = { TXO_IS_KEY, TXO_IS_COUNT },
				 .rows = { "a 4", "b 0", "c 0" },
				 .least = 5,
				 .expected = "a,\nb,\nc,0\n" });
	expect(&(struct answer){ .names = "clinic n",
				 .marks = { TXO_IS_KEY, TXO_IS_COUNT },
				 .rows = { "a 4" },
				 .least = 5,
				 .expected = "a,\n" });
}

static void each_margin_of_a_table_is_safe(void **state)
{
	(void)state;
	expect(&(struct answer){
		.names = "clinic sex n",
		.marks = { TXO_IS_KEY, TXO_IS_KEY, TXO_IS_COUNT },
		.rows = { "a f 3", "a m 30", "b f 40", "b m 50", "c f 60",
			  "c m 70" },
		.least = 5,
		.expected = "a,f,\na,m,\nb,f,\nb,m,\nc,f,60\nc,m,70\n" });
}

static void counts_of_other_things_do_not_add_up(void **state)
{
	(void)state;
	expect(&(struct answer){
		.names = "clinic variable n",
		.marks = { TXO_IS_KEY, TXO_IS_SUBJECT, TXO_IS_COUNT },
		.rows = { "a pain 3", "a score 30", "b pain 40", "b score 50",
			  "c pain 35", "c score 20" },
		.least = 5,
		.expected = "a,pain,\na,score,30\nb,pain,40\nb,score,50\n"
			    "c,pain,\nc,score,20\n" });
}

static void a_part_is_withheld_if_few_are_in_it_or_few_are_not(void **state)
{
	(void)state;
	expect(&(struct answer){
		.names = "g n events rate note",
		.marks = { TXO_IS_SUBJECT, TXO_IS_COUNT, TXO_IS_PART },
		.rows = { "a 100 3 0.03 .", "b 100 97 0.97 .", "c 100 0 0 .",
			  "d 100 100 1 .", "e 100 50 0.5 ." },
		.least = 5,
		.expected = "a,100,,,W-WITHHELD\nb,100,,,W-WITHHELD\n"
			    "c,100,0,0,\nd,100,100,1,\ne,100,50,0.5,\n" });
}

static void a_part_may_stand_before_its_count(void **state)
{
	(void)state;
	expect(&(struct answer){
		.names = "value n total percent",
		.marks = { TXO_IS_KEY, TXO_IS_PART, TXO_IS_COUNT, 0 },
		.rows = { "a 97 100 97", "b 3 100 3", "c 60 100 60" },
		.least = 5,
		.expected = "a,,100,\nb,,100,\nc,60,100,60\n" });
}

static void parts_of_a_row_are_not_got_from_the_others(void **state)
{
	(void)state;
	expect(&(struct answer){ .names = "n better same worse",
				 .marks = { TXO_IS_COUNT, TXO_IS_PART,
					    TXO_IS_PART, TXO_IS_PART },
				 .rows = { "100 60 38 2", "100 50 50 0" },
				 .least = 5,
				 .expected = "100,60,,\n100,50,50,0\n" });
	expect(&(struct answer){ .names = "a yes no b yes no",
				 .marks = { TXO_IS_COUNT, TXO_IS_PART,
					    TXO_IS_PART, TXO_IS_COUNT,
					    TXO_IS_PART, TXO_IS_PART },
				 .rows = { "100 98 2 90 45 45" },
				 .least = 5,
				 .expected = "100,,,90,45,45\n" });
}

static void a_rest_is_not_got_from_the_total_of_another_row(void **state)
{
	(void)state;
	expect(&(struct answer){
		.names = "clinic variable n n_missing mean bound note",
		.marks = { TXO_IS_KEY, TXO_IS_SUBJECT, TXO_IS_COUNT,
			   TXO_IS_REST, 0, TXO_IS_OF_REST, 0 },
		.rows = { "a pain 118 2 1.5 9 .", "a score 120 0 2.5 9 .",
			  "b pain 50 0 3.5 9 .", "b score 40 10 4.5 9 .",
			  "c pain 70 20 5.5 9 .", "c score 90 0 6.5 9 ." },
		.least = 5,
		.expected = "a,pain,118,,1.5,,W-WITHHELD\n"
			    "a,score,120,,2.5,,W-WITHHELD\n"
			    "b,pain,50,0,3.5,9,\n"
			    "b,score,40,10,4.5,9,\n"
			    "c,pain,70,,5.5,,W-WITHHELD\n"
			    "c,score,90,,6.5,,W-WITHHELD\n" });
}

static void a_text_that_shows_a_count_is_withheld_with_it(void **state)
{
	(void)state;
	expect(&(struct answer){
		.names = "level all a b",
		.marks = { TXO_IS_SUBJECT, TXO_IS_COUNT, TXO_IS_PART,
			   TXO_IS_PART },
		.rows = { "x 100%=100 97%=97 3%=3", "y 50%=50 25%=25 25%=25" },
		.least = 5,
		.expected = "x,100%,,\ny,50%,25%,25%\n" });
}

/* The lines of a table of n rows along key k, which has `steps` values. */
static void check_line(const uint64_t *count, const bool *shown, size_t n,
		       uint64_t least)
{
	uint64_t hidden = 0, total = 0, left = 0, positive = 0;

	for (size_t i = 0; i < n; i++) {
		hidden += !shown[i];
		total += shown[i] ? 0 : count[i];
		left += shown[i];
		positive += shown[i] && count[i];
		assert_true(!shown[i] || !count[i] || count[i] >= least);
	}
	assert_true(!hidden || !left || hidden > 1);
	assert_true(!hidden || !positive || total >= least);
}

/* Of the rows that a sink shows: which have a count. */
static void note_shown(void *ctx, const struct txo_sink_cell *cells, size_t n)
{
	bool **next = ctx;

	*(*next)++ = cells[n - 1].kind == TXO_CELL_COUNT;
}

static void no_line_of_any_table_gives_a_count_away(void **state)
{
	static const unsigned marks[] = { TXO_IS_KEY, TXO_IS_KEY,
					  TXO_IS_COUNT };
	static const char *const names[] = { "a", "b", "n" };
	enum { A = 4, B = 5 };

	(void)state;
	srand(7);
	for (int round = 0; round < 3000; round++) {
		struct txo_withheld w = {
			.least = 10, .marks = marks, .n = 3, .note = 3
		};
		struct paper paper = { .limit = 0 };
		struct txo_sink *s = txo_sink_new(TXO_FORMAT_CSV, 0,
						  write_paper, &paper);
		uint64_t count[A * B], line[A];
		bool shown[A * B], seen[A], *next = shown;

		txo_sink_header(s, names, 3);
		txo_sink_hold(s, txo_withhold, &w);
		txo_sink_watch(s, note_shown, &next);
		for (int i = 0; i < A * B; i++) {
			char a[] = { (char)('a' + i / B), 0 };
			char b[] = { (char)('a' + i % B), 0 };

			count[i] = (uint64_t)(rand() % 4 ? rand() % 1000 :
							   rand() % 20);
			txo_sink_text(s, txo_text(a));
			txo_sink_text(s, txo_text(b));
			txo_sink_count(s, count[i]);
			txo_sink_end_row(s);
		}
		assert_int_equal(txo_sink_finish(s, NULL), TXO_OK);
		assert_ptr_equal(next, shown + A * B);
		for (int i = 0; i < A; i++)
			check_line(count + i * B, shown + i * B, B, 10);
		for (int k = 0; k < B; k++) {
			for (int i = 0; i < A; i++) {
				line[i] = count[i * B + k];
				seen[i] = shown[i * B + k];
			}
			check_line(line, seen, A, 10);
		}
		txo_sink_free(s);
		txo_withheld_release(&w);
		txo_buffer_release(&paper.bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_counts_are_empty_and_zeros_are_printed),
		cmocka_unit_test(without_small_counts_nothing_changes),
		cmocka_unit_test(
			what_follows_from_a_withheld_count_is_empty_too),
		cmocka_unit_test(notes_that_tell_of_the_count_are_left_out),
		cmocka_unit_test(
			one_more_is_withheld_where_one_could_be_got_from_a_total),
		cmocka_unit_test(those_withheld_must_be_many_enough_together),
		cmocka_unit_test(a_zero_stands_in_if_there_is_nothing_else),
		cmocka_unit_test(each_margin_of_a_table_is_safe),
		cmocka_unit_test(counts_of_other_things_do_not_add_up),
		cmocka_unit_test(
			a_part_is_withheld_if_few_are_in_it_or_few_are_not),
		cmocka_unit_test(a_part_may_stand_before_its_count),
		cmocka_unit_test(parts_of_a_row_are_not_got_from_the_others),
		cmocka_unit_test(
			a_rest_is_not_got_from_the_total_of_another_row),
		cmocka_unit_test(a_text_that_shows_a_count_is_withheld_with_it),
		cmocka_unit_test(no_line_of_any_table_gives_a_count_away),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
