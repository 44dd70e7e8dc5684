#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/items.h"
#include "feed.h"
#include "intake.h"

struct listed {
	struct taken t;
	struct txo_frames fs;
	struct txo_arena arena;
	struct txo_items its;
};

/* The values of the column "what" of rows of "group,what". */
static void list(struct listed *l, const char *const *rows, size_t n, bool list)
{
	*l = (struct listed){ .its = { .list = list } };
	begin(&l->t, "group,what");
	group_by(&l->t, "group");
	project(&l->t, use(&l->t, "what", TXO_LABEL), true);
	take_all(&l->t, rows, n);
	assert_int_equal(txo_frames_init(&l->fs, &l->t.in, &l->t.err), TXO_OK);
	assert_int_equal(txo_items_find(&l->its, &l->fs, &l->arena, &l->t.err),
			 TXO_OK);
}

static void done(struct listed *l)
{
	txo_frames_release(&l->fs);
	txo_arena_release(&l->arena);
	end(&l->t);
}

/* How often value v is named in all, by rows or by mentions. */
static uint64_t count(struct listed *l, uint32_t value, bool mentions)
{
	const struct txo_item *item = NULL;
	uint64_t n = 0;

	for (size_t g = 0; g < l->fs.groups; g++) {
		struct txo_frame f = txo_frames_get(&l->fs, g, 0);

		for (size_t i = 0; i < f.rows; i++) {
			size_t k = txo_items_of(&l->its, f.column[0].label[i],
						&item);

			for (size_t j = 0; j < k; j++)
				if (item[j].value == value)
					n += f.weight[i] *
					     (mentions ? item[j].times : 1);
		}
	}
	return n;
}

static void labels_of_all_groups_are_values(void **state)
{
	static const char *const rows[] = { "a,x; y", "b,10", "a,9",   "b,X; Y",
					    "b,",     "a,9",  ",never" };
	struct listed l;

	(void)state;
	list(&l, rows, COUNT(rows), false);
	assert_int_equal(l.its.n, 3);
	assert_text(l.its.value[0], "9");
	assert_text(l.its.value[1], "10");
	assert_text(l.its.value[2], "X; Y");
	assert_int_equal(count(&l, 0, false), 2);
	assert_int_equal(count(&l, 2, true), 2);
	done(&l);
}

static void lists_are_parted_into_items(void **state)
{
	static const char *const rows[] = {
		"a,redness; swelling",
		"a,Swelling|redness;REDNESS",
		"b,no",
		"b,none; nil",
		"b,redness; none;pain",
		"b,;|;",
		"a,",
		"a,swelling",
	};
	const struct txo_item *item = NULL;
	struct listed l;

	(void)state;
	list(&l, rows, COUNT(rows), true);
	assert_int_equal(l.its.n, 4);
	assert_text(l.its.value[0], "none");
	assert_text(l.its.value[1], "pain");
	assert_text(l.its.value[2], "redness");
	assert_text(l.its.value[3], "swelling");
	assert_int_equal(count(&l, 0, false), 2);
	assert_int_equal(count(&l, 0, true), 0);
	assert_int_equal(count(&l, 2, false), 3);
	assert_int_equal(count(&l, 2, true), 4);
	assert_int_equal(count(&l, 3, false), 3);
	assert_int_equal(txo_items_of(&l.its, TXO_MISSING, &item), 0);
	done(&l);
}

static void items_show_their_most_frequent_spelling(void **state)
{
	static const char *const rows[] = { "a,Pain; x", "a,pain;y", "b,pain" };
	struct listed l;

	(void)state;
	list(&l, rows, COUNT(rows), true);
	assert_text(l.its.value[0], "pain");
	done(&l);
}

static void a_cell_of_very_many_items_takes_no_longer_for_each(void **state)
{
	enum { ITEMS = 200000 };
	static char cell[8 * ITEMS];
	const char *row = cell;
	struct listed l;
	size_t n = 2;

	(void)state;
	memcpy(cell, "a,", 2);
	for (int i = 0; i < ITEMS; i++)
		n += (size_t)snprintf(cell + n, sizeof(cell) - n, "i%d;",
				      i % (ITEMS / 2));
	list(&l, &row, 1, true);
	assert_int_equal(l.its.n, ITEMS / 2);
	assert_int_equal(count(&l, ITEMS / 2 - 1, true), 2);
	assert_int_equal(count(&l, ITEMS / 2 - 1, false), 1);
	done(&l);
}

/* Put the n values first. Does any column have one of them? */
static bool order(struct listed *l, const struct txo_text *first, size_t n,
		  struct txo_items *other)
{
	struct txo_items *its[] = { &l->its, NULL, other };
	const struct txo_item_order o = { first, n, &l->arena };
	bool any = false;

	assert_int_equal(txo_items_order_all(its, 3, &o, &any, NULL), TXO_OK);
	return any;
}

static const char *const grades[] = { "a,marked", "a,none", "b,some",
				      "b,Marked", "b,worse" };
static const struct txo_text in_order[] = {
	{ "NONE", 4 },	{ "some", 4 },	 { "better", 6 },
	{ "some ", 5 }, { "marked", 6 },
};

static void an_order_may_be_given(void **state)
{
	static const struct txo_text strange[] = { { "marke", 5 } };
	struct listed l;

	(void)state;
	list(&l, grades, COUNT(grades), false);
	assert_false(order(&l, strange, 1, NULL));
	assert_int_equal(l.its.n, 4);
	assert_true(order(&l, in_order, COUNT(in_order), NULL));
	assert_int_equal(l.its.n, 5);
	assert_text(l.its.value[0], "none");
	assert_text(l.its.value[1], "some");
	assert_text(l.its.value[2], "better");
	assert_text(l.its.value[3], "Marked");
	assert_text(l.its.value[4], "worse");
	assert_int_equal(count(&l, 2, false), 0);
	assert_int_equal(count(&l, 3, false), 2);
	assert_int_equal(count(&l, 4, false), 1);
	done(&l);
}

static void where_two_columns_have_a_value_none_gets_new_ones(void **state)
{
	static const char *const rows[] = { "a,x", "a,none" };
	struct listed l, other;

	(void)state;
	list(&l, grades, COUNT(grades), false);
	list(&other, rows, COUNT(rows), false);
	assert_true(order(&l, in_order, COUNT(in_order), &other.its));
	assert_int_equal(l.its.n, 4);
	assert_text(l.its.value[1], "some");
	assert_text(l.its.value[2], "Marked");
	assert_int_equal(other.its.n, 2);
	assert_text(other.its.value[0], "none");
	done(&other);
	done(&l);
}

static void where_all_is_missing_there_is_no_value(void **state)
{
	static const char *const rows[] = { "a,", "a,NA" };
	struct listed l;

	(void)state;
	for (int lists = 0; lists < 2; lists++) {
		list(&l, rows, COUNT(rows), lists == 1);
		assert_int_equal(l.its.n, 0);
		assert_false(order(&l, NULL, 0, NULL));
		assert_false(order(&l, in_order, 1, NULL));
		done(&l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_of_all_groups_are_values),
		cmocka_unit_test(lists_are_parted_into_items),
		cmocka_unit_test(items_show_their_most_frequent_spelling),
		cmocka_unit_test(
			a_cell_of_very_many_items_takes_no_longer_for_each),
		cmocka_unit_test(an_order_may_be_given),
		cmocka_unit_test(
			where_two_columns_have_a_value_none_gets_new_ones),
		cmocka_unit_test(where_all_is_missing_there_is_no_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
