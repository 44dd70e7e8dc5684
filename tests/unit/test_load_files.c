/*
 * What an analysis asks of rows, and where they come from, is the same for both
 * readers: filters, lists, several files, files at fault, very many values.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <zlib.h>

#include "loaded.h"

static void expect_selected(const struct outcome *o)
{
	const struct txo_account *a = &o->in.account;

	assert_int_equal(o->status, TXO_OK);
	assert_int_equal(a->rows, 8);
	assert_int_equal(a->not_selected, 4);
	assert_int_equal(a->unknown, 1);
	assert_int_equal(a->unreadable, 2);
	assert_fault(o, 0, "first", 4);
	assert_fault(o, 1, "first", 7);
}

static void each_thread_filters_by_values_of_its_own(void **state)
{
	(void)state;
	load_both(
		(struct reading){
			.where = "score >= 3 or concern = 'ACNE'",
			.file = { TEXT("score,concern\n1,acne\n5,scars\n"
				       "x,Acne\n2,scars\n2,melasma\ny,scars\n"
				       ",scars\n1,melasma\n") } },
		expect_selected);
}

static void expect_lists(const struct outcome *o)
{
	assert_int_equal(o->status, TXO_OK);
	assert_int_equal(o->in.account.unreadable, 2);
	assert_int_equal(o->in.dictionary[1].n, 3);
	assert_fault(o, 0, "first", 5);
	assert_string_equal(o->in.fault[0].error.text,
			    "column 'ae___pain': '7' is neither 0 nor 1");
}

static void lists_are_made_of_boxes_by_each_thread(void **state)
{
	static const struct txo_box_rule box = { { "concern", 7 },
						 { "ae___*", 6 } };
	static const struct txo_list_rules lists = { .box = &box, .boxes = 1 };

	(void)state;
	load_both((struct reading){ .table = { .lists = &lists },
				    .file = { TEXT(
					    "score,ae___pain,ae___none,date\n"
					    "1,1,0,2024-01-05\n2,\"0\",1,\n"
					    "\n3,7,0,2024-01-06\n4,,,\n"
					    "5,1,1,2024-01-07\n6,0,0,\n"
					    "7,1,\"0\",\n") } },
		  NULL);
	load_both((struct reading){ .table = { .lists = &lists },
				    .file = { TEXT(
					    "score,ae___pain,ae___red,date\n"
					    "1,1,0,2024-01-05\n2,\"0\",1,\n"
					    "\n3,7,0,2024-01-06\n4,,,\n"
					    "5,1,1,2024-01-07\n6,0,x?,\n"
					    "7,1,\"0\",\n") } },
		  expect_lists);
}

static void expect_two(const struct outcome *o)
{
	assert_int_equal(o->status, TXO_OK);
	assert_int_equal(o->in.account.unreadable, 9);
	assert_fault(o, 0, "first", 2);
	assert_fault(o, 1, "first", 4);
	assert_fault(o, 2, "first", 5);
	assert_fault(o, 3, "first", 6);
	assert_fault(o, 4, "second", 2);
}

static void columns_may_stand_elsewhere_in_a_second_file(void **state)
{
	(void)state;
	load_both((struct reading){ .files = 2,
				    .where = "n > 1 or score is missing",
				    .grouped = true,
				    .file = { TEXT("score,concern,n,clinic\n"
						   "1,acne,x,a\n2,b,3,b\n"
						   "3,c,y,c\nz,d,5,a\n"
						   "q,e,1,a\n"),
					      TEXT("n,clinic,concern,score\n"
						   "u,a,b,1\nv,b,e,3\n"
						   "w,d,f,5\n7,a,g,9\n9,a,b,q\n"
						   "0,a,b,r\n") } },
		  expect_two);
}

static void expect_earlier(const struct outcome *o)
{
	assert_int_equal(o->files, 2);
	assert_error(o, 4,
		     "column 'score': '4' contradicts an earlier file: percent "
		     "signs stand in all cells of a column or none");
}

static void a_second_file_may_contradict_the_first(void **state)
{
	(void)state;
	load_both(
		(struct reading){ .files = 2,
				  .file = { TEXT("score,concern\n1%,a\n2%,b\n"),
					    TEXT("concern,score\na,3%\n"
						 "b,NA\nc,4\nd,5%\n") } },
		expect_earlier);
	load_both(
		(struct reading){ .files = 2,
				  .file = { TEXT("score;concern\n1,5;a\n2;b\n"),
					    TEXT("concern;score\na;3.5\n"
						 "b;NA\nc;4\nd;5.5\n") } },
		NULL);
}

/* The text packed by gzip, its last n bytes cut off; to be freed. */
static struct txo_text cut_gzip(const struct txo_buffer *text, size_t n)
{
	z_stream z = { .zalloc = Z_NULL };
	size_t room = text->n + text->n / 8 + 200;
	unsigned char *p = malloc(room);

	assert_non_null(p);
	assert_int_equal(deflateInit2(&z, 0, Z_DEFLATED, 15 + 16, 8,
				      Z_DEFAULT_STRATEGY),
			 Z_OK);
	z.next_in = (unsigned char *)text->p;
	z.avail_in = (uInt)text->n;
	z.next_out = p;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	room -= z.avail_out;
	deflateEnd(&z);
	return (struct txo_text){ (char *)p, room - n };
}

static void expect_cut_off(const struct outcome *o)
{
	assert_string_equal(o->err.text, "the gzip data ends too early: the "
					 "file was cut off");
}

static void expect_field(const struct outcome *o)
{
	assert_error(o, 30002,
		     "field 2: a quote inside a field that does not "
		     "begin with one");
}

static void expect_missing_field(const struct outcome *o)
{
	assert_error(o, 30002,
		     "1 field where the header (line 1) has 2: "
		     "column 'concern' is missing");
}

/* 30000 rows, and what stands before the end of the file. */
static void check_cut_off(const char *tail, size_t size, expect_fn *expect)
{
	struct reading r = { .files = 1,
			     .load = { .threads = 3, .chunk = size } };
	struct txo_buffer b = { 0 };

	txo_buffer_add_text(&b, "score,concern\n");
	for (int i = 0; i < 30000; i++)
		txo_buffer_printf(&b, "%d,acne\n", i % 7);
	txo_buffer_add_text(&b, tail);
	r.file[0] = cut_gzip(&b, 8);
	load_once(&r, expect);
	free((char *)r.file[0].p);
	txo_buffer_release(&b);
}

static void a_file_that_is_cut_off_is_told_behind_its_rows(void **state)
{
	(void)state;
	for (size_t size = 100; size < 1000000; size *= 10) {
		check_cut_off("", size, expect_cut_off);
		check_cut_off("1,a", size, expect_cut_off);
		check_cut_off("1,\"a", size, expect_cut_off);
		check_cut_off("1,a\"", size, expect_field);
		check_cut_off("1\r", size, expect_missing_field);
		check_cut_off("1\n2,a", size, expect_missing_field);
	}
}

static void bytes_that_are_no_text_are_told_behind_their_rows(void **state)
{
	(void)state;
	load_both((struct reading){ .file = { TEXT("score,concern\n1,\xc3\xa9\n"
						   "2,b\n3\n4,\xe4\n") } },
		  NULL);
	load_both((struct reading){ .file = { TEXT("score,concern\n1,\xc3\xa9\n"
						   "2,b\n3,\xe4\n") } },
		  NULL);
	load_both((struct reading){ .file = { TEXT("score,concern\n1,\xe4\n"
						   "2,b\n3,\xc3\xa9\n") } },
		  NULL);
	load_both((struct reading){ .file = { TEXT("score,concern\n1,a\n2,\0\n"
						   "3\n") } },
		  NULL);
}

/* Rows whose number is new each time; some are written otherwise. */
static void add_numbers(struct txo_buffer *b, size_t n)
{
	static const char *const odd[] = {
		"NA,a\n",   "\"3.5\",b\n", "Total,1\n", "1e3,c\n", " 7 ,d\n",
		"-0.0,e\n", ",f\n",	   ".5,g\n",	"x,h\n",   "+3.,i\n",
	};

	txo_buffer_add_text(b, "score,concern\n");
	for (size_t i = 0; i < n; i++) {
		txo_buffer_printf(b, "%zu.%zu,a%zu\n", i % 90, i * 7919 % n,
				  i % 3);
		if (i % 1000 == 999)
			txo_buffer_add_text(b, odd[i / 1000 % 10]);
	}
}

static void columns_of_very_many_numbers_are_read_the_same(void **state)
{
	struct reading r = { .files = 1 };
	struct txo_buffer b = { 0 };

	(void)state;
	add_numbers(&b, 60000);
	r.file[0] = (struct txo_text){ b.p, b.n };
	for (size_t threads = 1; threads <= 3; threads++) {
		r.load = (struct txo_load_options){ .threads = threads };
		load_once(&r, NULL);
		r.load.chunk = 10000;
		load_once(&r, NULL);
	}
	txo_buffer_add_text(&b, "1%,a\n");
	r.file[0] = (struct txo_text){ b.p, b.n };
	load_once(&r, NULL);
	txo_buffer_release(&b);
}

static clock_t time_of(const struct reading *r, bool quick)
{
	clock_t start = clock();
	struct outcome o;

	reading_run(r, quick, &o);
	assert_int_equal(o.status, TXO_OK);
	outcome_release(&o);
	return clock() - start;
}

/* The line of a value, which takes time to find, is rarely needed. */
static void many_values_in_quotes_take_no_longer_than_by_libcsv(void **state)
{
	struct reading r = { .files = 1, .load = { .threads = 1 } };
	struct txo_buffer b = { 0 };

	(void)state;
	txo_buffer_add_text(&b, "score,concern\r\n");
	for (int i = 0; i < 50000; i++)
		txo_buffer_printf(&b, "\"1.5\",\"%d\"\r\n", i);
	r.file[0] = (struct txo_text){ b.p, b.n };
	assert_true(time_of(&r, true) <
		    5 * time_of(&r, false) + CLOCKS_PER_SEC / 2);
	txo_buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_thread_filters_by_values_of_its_own),
		cmocka_unit_test(lists_are_made_of_boxes_by_each_thread),
		cmocka_unit_test(columns_may_stand_elsewhere_in_a_second_file),
		cmocka_unit_test(a_second_file_may_contradict_the_first),
		cmocka_unit_test(
			a_file_that_is_cut_off_is_told_behind_its_rows),
		cmocka_unit_test(
			bytes_that_are_no_text_are_told_behind_their_rows),
		cmocka_unit_test(
			columns_of_very_many_numbers_are_read_the_same),
		cmocka_unit_test(
			many_values_in_quotes_take_no_longer_than_by_libcsv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
