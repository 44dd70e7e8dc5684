#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "near.h"
#include "txo/competing.h"
#include "txo/note.h"

#define N 20

static const double t[N] = { 1, 1, 2, 3, 3, 4, 5, 5, 6, 7,
			     1, 2, 2, 3, 4, 4, 6, 6, 8, 9 };
static const int end[N] = { 1, 0, 2, 1, 1, 2, 0, 1, 2, 0,
			    2, 1, 1, 1, 0, 2, 1, 1, 1, 0 };

static int by_place(const void *p, const void *q)
{
	const struct txo_cause_count *a = p, *b = q;

	if (a->stratum != b->stratum)
		return a->stratum < b->stratum ? -1 : 1;
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return (a->group > b->group) - (a->group < b->group);
}

/* The test of a cause, each observation w times. */
static struct txo_estimate gray(const size_t *group, size_t k,
				const size_t *stratum, int cause, uint64_t w)
{
	struct txo_cause_count c[N];
	struct txo_cause_counts all = { c, 0, k };
	struct txo_estimate e;

	for (size_t i = 0; i < N; i++)
		c[i] = (struct txo_cause_count){
			.stratum = stratum ? stratum[i] : 0,
			.group = group[i],
			.time = t[i],
			.events = end[i] == cause ? w : 0,
			.others = end[i] && end[i] != cause ? w : 0,
			.censored = end[i] ? 0 : w,
		};
	qsort(c, N, sizeof(*c), by_place);
	for (size_t i = 0; i < N; i++) {
		if (all.n && by_place(&c[all.n - 1], &c[i]) == 0) {
			c[all.n - 1].events += c[i].events;
			c[all.n - 1].others += c[i].others;
			c[all.n - 1].censored += c[i].censored;
		} else {
			c[all.n++] = c[i];
		}
	}
	assert_int_equal(txo_gray(&all, &e, NULL), TXO_OK);
	return e;
}

/* From the definition, in R: gray() in scripts/reference.d/competing.R */
static void the_test_agrees_with_its_definition(void **state)
{
	size_t half[N], four[N], strata[N];
	struct txo_estimate e;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		half[i] = i >= N / 2;
		four[i] = i % 4;
		strata[i] = i % 2;
	}
	e = gray(half, 2, NULL, 1, 1);
	assert_near(e.statistic, .011582610669949889, 1e-12);
	assert_near(e.p_value, .91429511814816278, 1e-13);
	assert_same(e.df, 1.0);
	assert_near(gray(half, 2, strata, 1, 1).statistic, .0099748433632807134,
		    1e-12);
	assert_near(gray(half, 2, NULL, 2, 1).statistic, .3454267172072748,
		    1e-12);
	e = gray(four, 4, NULL, 1, 1);
	assert_near(e.statistic, 4.0998367356016248, 1e-12);
	assert_same(e.df, 3.0);
}

/* Which group comes first, and groups that nobody is in, are no matter. */
static void names_of_groups_do_not_matter(void **state)
{
	size_t four[N], other[N];

	(void)state;
	for (size_t i = 0; i < N; i++) {
		four[i] = i % 4;
		other[i] = 7 - 2 * four[i];
	}
	assert_near(gray(other, 9, NULL, 1, 1).statistic,
		    gray(four, 4, NULL, 1, 1).statistic, 1e-12);
	assert_same(gray(other, 9, NULL, 1, 1).df, 3.0);
}

/* Ties have a factor of 1 - (d - 1) / (n - 1): not w times as much. */
static void huge_weights_are_no_harm(void **state)
{
	size_t half[N];
	double a, b;

	(void)state;
	for (size_t i = 0; i < N; i++)
		half[i] = i >= N / 2;
	a = gray(half, 2, NULL, 2, 1000000000).statistic / 1e9;
	b = gray(half, 2, NULL, 2, 4000000000).statistic / 4e9;
	assert_near(a, b, 1e-8);
	assert_true(a > .3 && a < .5);
}

static void what_cannot_be_compared_is_told(void **state)
{
	static const size_t same[N] = { 0 };
	static const struct txo_cause_count events[] = { { 0, 0, 1, 0, 1, 0 },
							 { 0, 1, 2, 0, 1, 0 } };
	struct txo_cause_counts c = { events, 2, 2 };
	struct txo_error err;
	struct txo_estimate e;

	(void)state;
	assert_int_equal(gray(same, 3, NULL, 1, 1).note, TXO_NOTE_FEWGROUPS);
	assert_int_equal(txo_gray(&c, &e, NULL), TXO_OK);
	assert_int_equal(e.note, TXO_NOTE_ZEROCELL);
	assert_nan(e.statistic);
	c.n = 0;
	assert_int_equal(txo_gray(&c, &e, NULL), TXO_OK);
	assert_int_equal(e.note, TXO_NOTE_NODATA);
	c.k = TXO_GRAY_GROUPS + 1;
	assert_int_equal(txo_gray(&c, &e, &err), TXO_DATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_test_agrees_with_its_definition),
		cmocka_unit_test(names_of_groups_do_not_matter),
		cmocka_unit_test(huge_weights_are_no_harm),
		cmocka_unit_test(what_cannot_be_compared_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
