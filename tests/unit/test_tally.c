#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/dictionary.h"
#include "data/tally.h"
#include "near.h"

static void add(struct txo_tally *t, uint32_t a, uint32_t b, uint64_t w)
{
	const uint32_t ids[] = { a, b };

	assert_int_equal(txo_tally_add(t, ids, w, NULL), TXO_OK);
}

static void equal_tuples_are_counted_together(void **state)
{
	struct txo_tally t = { .width = 2 };

	(void)state;
	add(&t, 1, 2, 1);
	add(&t, 2, 1, 1);
	add(&t, 1, 2, 5);
	add(&t, TXO_MISSING, 2, 1);
	assert_int_equal(txo_tally_close(&t, NULL), TXO_OK);
	assert_int_equal(t.n, 3);
	assert_int_equal(t.count[0], 6);
	assert_int_equal(t.count[1], 1);
	assert_int_equal(t.total, 8);
	txo_tally_release(&t);
	assert_int_equal(t.width, 2);
	assert_int_equal(t.n, 0);
}

static void tuples_are_sorted_by_rank_with_missing_last(void **state)
{
	static const uint32_t rank_a[] = { 2, 0, 1 }, rank_b[] = { 1, 0 };
	const uint32_t *rank[] = { rank_a, rank_b };
	const size_t distinct[] = { 3, 2 };
	static const uint32_t sorted[][2] = {
		{ 0, 0 },
		{ 0, 1 },
		{ 0, TXO_MISSING },
		{ 1, 0 },
		{ 2, 1 },
		{ TXO_MISSING, 0 },
		{ TXO_MISSING, TXO_MISSING },
	};
	static const uint64_t counts[] = { 6, 7, 5, 4, 1, 3, 2 };
	struct txo_tally t = { .width = 2 };

	(void)state;
	add(&t, 0, 0, 1);
	add(&t, TXO_MISSING, TXO_MISSING, 2);
	add(&t, TXO_MISSING, 1, 3);
	add(&t, 2, 1, 4);
	add(&t, 1, TXO_MISSING, 5);
	add(&t, 1, 1, 6);
	add(&t, 1, 0, 7);
	assert_int_equal(txo_tally_sort(&t, rank, distinct, NULL), TXO_OK);
	assert_int_equal(t.n, COUNT(counts));
	assert_memory_equal(t.ids, sorted, sizeof(sorted));
	assert_memory_equal(t.count, counts, sizeof(counts));
	txo_tally_release(&t);
}

static void an_empty_tally_can_be_sorted(void **state)
{
	struct txo_tally t = { .width = 1 };
	const uint32_t *rank[] = { NULL };
	const size_t distinct[] = { 0 };

	(void)state;
	assert_int_equal(txo_tally_sort(&t, rank, distinct, NULL), TXO_OK);
	assert_int_equal(t.n, 0);
	txo_tally_release(&t);
}

static void a_total_beyond_63_bits_is_refused(void **state)
{
	struct txo_tally t = { .width = 2 };
	const uint32_t ids[] = { 0, 0 };
	struct txo_error err = { 0 };

	(void)state;
	add(&t, 0, 0, INT64_MAX - 1);
	add(&t, 1, 0, 1);
	assert_int_equal(txo_tally_add(&t, ids, 1, &err), TXO_DATA);
	assert_string_equal(err.text, "the weights add up to more than 2^63");
	assert_int_equal(t.total, INT64_MAX);
	assert_int_equal(txo_tally_add(&t, ids, UINT64_MAX, NULL), TXO_DATA);
	txo_tally_release(&t);
}

/* A hundred thousand tuples in two orders end up the same. */
static void the_order_of_arrival_does_not_matter(void **state)
{
	enum { N = 100000, VALUES = 50 };
	uint32_t rank_a[VALUES], rank_b[VALUES];
	const uint32_t *rank[] = { rank_a, rank_b };
	const size_t distinct[] = { VALUES, VALUES };
	struct txo_tally t = { .width = 2 }, u = { .width = 2 };

	(void)state;
	for (uint32_t i = 0; i < VALUES; i++) {
		rank_a[i] = i * 7 % VALUES;
		rank_b[i] = VALUES - 1 - i;
	}
	for (uint32_t i = 0; i < N; i++) {
		uint32_t k = N - 1 - i;

		add(&t, i * i % VALUES, i / 3 % VALUES, 1 + i % 5);
		add(&u, k * k % VALUES, k / 3 % VALUES, 1 + k % 5);
	}
	assert_int_equal(txo_tally_sort(&t, rank, distinct, NULL), TXO_OK);
	assert_int_equal(txo_tally_sort(&u, rank, distinct, NULL), TXO_OK);
	assert_int_equal(t.n, u.n);
	assert_true(t.total == u.total);
	assert_memory_equal(t.ids, u.ids, t.n * sizeof(uint32_t[2]));
	assert_memory_equal(t.count, u.count, t.n * sizeof(uint64_t));
	txo_tally_release(&t);
	txo_tally_release(&u);
}

enum { ROWS = 3000, WIDEST = 5, MOST_IDS = 100000 };

/* Rows of some shape, in columns. */
struct drawn {
	uint64_t x;	/* of the generator */
	uint32_t ids[WIDEST][ROWS];
	unsigned char skip[ROWS];
	uint64_t weight[ROWS];
	const uint32_t *column[WIDEST];
	size_t distinct[WIDEST];
};

/* Draw rows with so many ids a column; those that count go to u one by one. */
static uint64_t draw(struct drawn *d, size_t distinct, bool weighted,
		     struct txo_tally *u)
{
	uint64_t total = 0;

	for (size_t r = 0; r < ROWS; r++) {
		uint32_t tuple[WIDEST];
		uint64_t w;

		d->x = d->x * 6364136223846793005u + 1442695040888963407u;
		d->skip[r] = d->x >> 60 == 0;
		d->weight[r] = 1 + (d->x >> 55 & 3);
		w = weighted ? d->weight[r] : 1;
		for (size_t c = 0; c < u->width; c++) {
			tuple[c] = (uint32_t)((d->x >> (10 + 9 * c)) %
					      distinct);
			d->ids[c][r] = tuple[c];
			d->column[c] = d->ids[c];
			d->distinct[c] = distinct;
		}
		if (d->skip[r])
			continue;
		total += w;
		assert_int_equal(txo_tally_add(u, tuple, w, NULL), TXO_OK);
	}
	return total;
}

static void assert_alike(struct txo_tally *t, struct txo_tally *u,
			 const size_t *distinct)
{
	static uint32_t same[MOST_IDS];
	const uint32_t *rank[] = { same, same, same, same, same };

	for (uint32_t i = 0; i < MOST_IDS; i++)
		same[i] = i;
	assert_true(t->total == u->total);
	assert_int_equal(txo_tally_sort(t, rank, distinct, NULL), TXO_OK);
	assert_int_equal(txo_tally_sort(u, rank, distinct, NULL), TXO_OK);
	assert_int_equal(t->n, u->n);
	assert_memory_equal(t->ids, u->ids, t->n * t->width * sizeof(*t->ids));
	assert_memory_equal(t->count, u->count, t->n * sizeof(*t->count));
}

/*
 * Rows in columns count as the same rows one by one, in every form of a tally;
 * there are few ids first, so that the form has to change.
 */
static void rows_in_columns_count_as_single_ones(void **state)
{
	static const struct {
		size_t width, distinct;
	} shapes[] = { { 1, 9 },  { 1, MOST_IDS }, { 2, 30 },	{ 2, 4000 },
		       { 3, 70 }, { 4, 60000 },	   { 5, 60000 } };
	struct drawn *d = calloc(1, sizeof(*d));

	(void)state;
	assert_non_null(d);
	for (size_t k = 0; k < 2 * COUNT(shapes); k++) {
		size_t width = shapes[k / 2].width;
		struct txo_tally t = { .width = width }, u = { .width = width };

		for (size_t part = 0; part < 2; part++) {
			struct txo_tally_rows rows = {
				d->column, d->distinct,
				d->skip,   k % 2 ? d->weight : NULL,
				0,	   ROWS
			};

			rows.total = draw(d, part ? shapes[k / 2].distinct : 3,
					  k % 2, &u);
			assert_int_equal(txo_tally_add_rows(&t, &rows, NULL),
					 TXO_OK);
		}
		assert_alike(&t, &u, d->distinct);
		txo_tally_release(&t);
		txo_tally_release(&u);
	}
	free(d);
}

/* A missing id is known in every form, and the first column decides. */
static void missing_ids_stay_apart_when_columns_grow(void **state)
{
	static const size_t most[] = { 2, 100, 5000, 300000 };
	struct txo_tally t = { .width = 2 };
	uint64_t lacking = 0;

	(void)state;
	for (size_t k = 0; k < COUNT(most); k++) {
		add(&t, TXO_MISSING, (uint32_t)most[k] - 1, 1);
		add(&t, (uint32_t)most[k] - 1, TXO_MISSING, 1);
		add(&t, TXO_MISSING, TXO_MISSING, 1);
	}
	assert_int_equal(txo_tally_close(&t, NULL), TXO_OK);
	assert_int_equal(t.n, 2 * COUNT(most) + 1);
	for (size_t i = 0; i < t.n; i++)
		if (t.ids[2 * i] == TXO_MISSING)
			lacking += t.count[i];
	assert_true(lacking == 2 * COUNT(most));
	assert_int_equal(t.total, 3 * COUNT(most));
	txo_tally_release(&t);
}

static uint32_t label_id(struct txo_dictionary *d, const char *label)
{
	uint32_t id;

	assert_int_equal(txo_dictionary_label(d, txo_text(label), &id, NULL),
			 TXO_OK);
	return id;
}

static uint32_t number_id(struct txo_dictionary *d, const char *text)
{
	struct txo_decimal number;
	uint32_t id;

	assert_int_equal(txo_decimal_parse(text, strlen(text), &number, NULL),
			 TXO_OK);
	assert_int_equal(txo_dictionary_number(d, number, &id, NULL), TXO_OK);
	return id;
}

static void a_dictionary_numbers_values_as_they_come(void **state)
{
	struct txo_dictionary d = { .type = TXO_LABEL, .exact = true };
	char text[8] = "acne";

	(void)state;
	assert_int_equal(label_id(&d, text), 0);
	assert_int_equal(label_id(&d, text), 0);
	text[0] = 'A';	/* the dictionary has its own copy */
	assert_int_equal(label_id(&d, text), 1);
	assert_int_equal(label_id(&d, "acne"), 0);
	assert_int_equal(label_id(&d, "acn"), 2);
	assert_int_equal(label_id(&d, "Acne"), 1);
	assert_int_equal(d.n, 3);
	txo_dictionary_release(&d);
	d.type = TXO_NUMBER;
	assert_int_equal(number_id(&d, "1.0"), 0);
	assert_int_equal(number_id(&d, "0.1"), 1);
	assert_int_equal(number_id(&d, "10e-1"), 0);
	assert_int_equal(number_id(&d, "-0"), 2);
	assert_int_equal(number_id(&d, "0.0"), 2);
	txo_dictionary_release(&d);
}

static void count_label(struct txo_dictionary *d, const char *text, uint64_t w)
{
	(void)label_id(d, text);
	txo_dictionary_count(d, w);
}

static void labels_fold_and_show_their_most_frequent_spelling(void **state)
{
	struct txo_dictionary d = { .type = TXO_LABEL };
	uint32_t order[4], rank[4];

	(void)state;
	count_label(&d, "acne", 2);
	count_label(&d, "Acne", 1);
	count_label(&d, "melasma", 1);
	count_label(&d, "Acne", 2);
	count_label(&d, "ACNE\xc2\xa0", 2);
	count_label(&d, "Melasma", 1);
	assert_int_equal(d.n, 2);
	assert_int_equal(txo_dictionary_sort(&d, order, rank, NULL), TXO_OK);
	assert_true(txo_text_equal(d.label[order[0]], txo_text("Acne")));
	assert_true(txo_text_equal(d.label[order[1]], txo_text("Melasma")));
	txo_dictionary_release(&d);
}

/* Put the values in, sort, and compare with their order. */
static void check_order(enum txo_type type, const char *const *sorted, size_t n)
{
	struct txo_dictionary d = { .type = type, .exact = true };
	uint32_t order[32], rank[32];

	for (size_t i = 0; i < n; i++) {
		size_t k = (i * 5 + 3) % n;	/* n is no multiple of 5 */

		if (type == TXO_LABEL)
			assert_int_equal(label_id(&d, sorted[k]), i);
		else
			assert_int_equal(number_id(&d, sorted[k]), i);
	}
	assert_int_equal(txo_dictionary_sort(&d, order, rank, NULL), TXO_OK);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal((order[i] * 5 + 3) % n, i);
		assert_int_equal(rank[order[i]], i);
	}
	txo_dictionary_release(&d);
}

static void numbers_are_sorted_by_size(void **state)
{
	static const char *const sorted[] = {
		"-1e300",
		"-2",
		"-1.5",
		"-1e-300",
		"0",
		"1e-320",
		"0.1",
		"0.100000000000000001",
		"0.1000000000000000055",
		"9",
		"10",
		"10000000.2",
		"9007199254740992",
		"9007199254740993",
		"1e300",
		"1.00000000000000001e300",
	};

	(void)state;
	check_order(TXO_NUMBER, sorted, COUNT(sorted));
}

static void labels_are_sorted_numbers_first_then_bytes(void **state)
{
	static const char *const sorted[] = {
		"-3",	   "1",	  "1.0", "9", "10", "1e2", "",
		"1 month", "1,5", "B",	 "a", "ab", "b",   "\xc3\xa9",
	};

	(void)state;
	check_order(TXO_LABEL, sorted, COUNT(sorted));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_tuples_are_counted_together),
		cmocka_unit_test(tuples_are_sorted_by_rank_with_missing_last),
		cmocka_unit_test(an_empty_tally_can_be_sorted),
		cmocka_unit_test(a_total_beyond_63_bits_is_refused),
		cmocka_unit_test(the_order_of_arrival_does_not_matter),
		cmocka_unit_test(rows_in_columns_count_as_single_ones),
		cmocka_unit_test(missing_ids_stay_apart_when_columns_grow),
		cmocka_unit_test(a_dictionary_numbers_values_as_they_come),
		cmocka_unit_test(
			labels_fold_and_show_their_most_frequent_spelling),
		cmocka_unit_test(numbers_are_sorted_by_size),
		cmocka_unit_test(labels_are_sorted_numbers_first_then_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
