#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/item_counts.h"
#include "feed.h"
#include "intake.h"

/* Columns "what", of lists, and "arm" of the same rows, each with a weight. */
struct counted {
	struct taken t;
	struct txo_frames fs;
	struct txo_frame f;
	struct txo_arena arena;
	struct txo_items what, arm;
};

static void count(struct counted *k, const char *const *rows, size_t n)
{
	*k = (struct counted){ .what = { .list = true },
			       .arm = { .column = 1 } };
	begin(&k->t, "what,arm,w");
	k->t.s.weight = 2;
	project_both(&k->t, use(&k->t, "what", TXO_LABEL),
		     use(&k->t, "arm", TXO_LABEL), true);
	take_all(&k->t, rows, n);
	assert_int_equal(txo_frames_init(&k->fs, &k->t.in, &k->t.err), TXO_OK);
	assert_int_equal(txo_items_find(&k->what, &k->fs, &k->arena, NULL),
			 TXO_OK);
	assert_int_equal(txo_items_find(&k->arm, &k->fs, &k->arena, NULL),
			 TXO_OK);
	k->f = txo_frames_get(&k->fs, 0, 0);
}

static void done(struct counted *k)
{
	txo_frames_release(&k->fs);
	txo_arena_release(&k->arena);
	end(&k->t);
}

/* Items sorted: itch, none, pain; arms: a, b. */
static const char *const rows[] = {
	"pain;itch,a,2", "pain;pain,b,3",	 "none,a,1", ",b,4", "itch,,5",
	",,6",		 "pain,b,1000000000000",
};

static void rows_and_mentions_are_counted_apart(void **state)
{
	struct counted k;
	struct txo_item_counts c;

	(void)state;
	count(&k, rows, COUNT(rows));
	assert_int_equal(txo_item_counts_init(&c, &k.what, NULL), TXO_OK);
	txo_item_counts_add(&c, &k.what, &k.f, 0, k.f.rows);
	assert_int_equal(k.what.n, 3);
	assert_int_equal(c.rows[0], 7);
	assert_int_equal(c.rows[1], 1);
	assert_int_equal(c.rows[2], 5 + 1000000000000);
	assert_int_equal(c.mentions[1], 0);
	assert_int_equal(c.mentions[2], 8 + 1000000000000);
	assert_int_equal(c.total, 11 + 1000000000000);
	assert_int_equal(c.all_mentions, 15 + 1000000000000);
	assert_int_equal(c.missing, 10);
	txo_item_counts_release(&c);
	done(&k);
}

static void pairs_are_counted_with_what_lacks_one(void **state)
{
	struct counted k;
	struct txo_item_cross c;

	(void)state;
	count(&k, rows, COUNT(rows));
	assert_int_equal(txo_item_cross_init(&c, &k.what, &k.arm, NULL),
			 TXO_OK);
	txo_item_cross_add(&c, &k.what, &k.arm, &k.f);
	assert_int_equal(c.columns, 2);
	assert_int_equal(c.cell[0], 2);	/* itch, a */
	assert_int_equal(c.cell[1], 0);
	assert_int_equal(c.cell[2], 1);
	assert_int_equal(c.cell[4], 2);
	assert_int_equal(c.cell[5], 3 + 1000000000000);
	assert_int_equal(c.row[0], 2);
	assert_int_equal(c.row_only[0], 5);
	assert_int_equal(c.column[0], 3);
	assert_int_equal(c.column_only[1], 4);
	assert_int_equal(c.total, 6 + 1000000000000);
	assert_int_equal(c.a_only, 5);
	assert_int_equal(c.b_only, 4);
	assert_int_equal(c.neither, 6);
	assert_int_equal(c.missing, 15);
	txo_item_cross_release(&c);
	done(&k);
}

static void where_nothing_is_there_is_nothing_to_count(void **state)
{
	static const char *const empty[] = { ",,1", ";,,2" };
	struct counted k;
	struct txo_item_counts c;
	struct txo_item_cross x;

	(void)state;
	count(&k, empty, COUNT(empty));
	assert_int_equal(txo_item_counts_init(&c, &k.what, NULL), TXO_OK);
	txo_item_counts_add(&c, &k.what, &k.f, 0, k.f.rows);
	assert_int_equal(c.total, 0);
	assert_int_equal(c.missing, 3);
	assert_int_equal(txo_item_cross_init(&x, &k.what, &k.arm, NULL),
			 TXO_OK);
	txo_item_cross_add(&x, &k.what, &k.arm, &k.f);
	assert_int_equal(x.neither, 3);
	txo_item_cross_release(&x);
	txo_item_counts_release(&c);
	done(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_and_mentions_are_counted_apart),
		cmocka_unit_test(pairs_are_counted_with_what_lacks_one),
		cmocka_unit_test(where_nothing_is_there_is_nothing_to_count),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
