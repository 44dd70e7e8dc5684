#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "near.h"
#include "stats/sample.h"
#include "stats/walsh.h"

#define MOST 40

struct values {
	double x[MOST], lo[MOST];
	uint64_t w[MOST];
	struct txo_sample s;
};

/* A whole number from 0 to below n, the next of a fixed sequence. */
static uint64_t draw(uint64_t *seed, uint64_t n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (*seed >> 33) % n;
}

static int compare(const void *a, const void *b)
{
	const double *p = a, *q = b;

	return (*p > *q) - (*p < *q);
}

static double draw_value(uint64_t *seed, int kind)
{
	double v = (double)draw(seed, 2001) - 1000;

	switch (kind) {
	case 0:
		return (double)draw(seed, 9) - 4;
	case 1:
		return v / 7;
	case 2:
		return v * 1e300;
	case 3:
		return v * 1e-320;
	default:
		return draw(seed, 2) ? v : v * 1e-30;
	}
}

/* Distinct values, ascending, with weights. */
static void fill(struct values *v, uint64_t *seed, int kind)
{
	double x[MOST];
	size_t n = 1 + draw(seed, MOST), m = 0;

	for (size_t i = 0; i < n; i++)
		x[i] = draw_value(seed, kind);
	qsort(x, n, sizeof(x[0]), compare);
	for (size_t i = 0; i < n; i++) {
		if (m > 0 && v->x[m - 1] == x[i])
			continue;
		v->x[m] = x[i];
		v->lo[m] = kind == 1 ? x[i] * 0x1p-60 : 0;
		v->w[m++] = 1 + draw(seed, kind == 4 ? 1000000 : 3);
	}
	v->s = (struct txo_sample){ .x = v->x, .lo = v->lo, .w = v->w, .m = m };
}

static struct txo_dd mean_of(const struct txo_sample *s, size_t i, size_t j)
{
	struct txo_dd a = txo_dd_scale(txo_sample_value(s, i), -1);

	return txo_dd_add(a, txo_dd_scale(txo_sample_value(s, j), -1));
}

static size_t all_means(const struct txo_sample *s, struct txo_weighed *all,
			uint64_t *total)
{
	size_t n = 0;

	*total = 0;
	for (size_t i = 0; i < s->m; i++)
		for (size_t j = i; j < s->m; j++) {
			uint64_t w = i == j ? s->w[i] * (s->w[i] + 1) / 2 :
					      s->w[i] * s->w[j];

			all[n].value = mean_of(s, i, j).hi;
			all[n++].w.hi = (double)w;
			*total += w;
		}
	qsort(all, n, sizeof(all[0]), compare);
	return n;
}

static double by_force(const struct txo_weighed *a, uint64_t rank)
{
	double sum = a->w.hi;

	while (sum < (double)rank)
		sum += (++a)->w.hi;
	return a->value;
}

static void check(const struct txo_sample *s, size_t limit, uint64_t *seed)
{
	static struct txo_weighed all[MOST * MOST];
	uint64_t total, want[TXO_WALSH_RANKS];
	struct txo_dd rank[TXO_WALSH_RANKS], mean[TXO_WALSH_RANKS];
	struct txo_error err = { 0 };
	struct txo_walsh w;

	all_means(s, all, &total);
	assert_int_equal(txo_walsh_init(&w, s, limit, &err), TXO_OK);
	assert_same(w.selector.total.hi, (double)total);
	for (size_t i = 0; i < TXO_WALSH_RANKS; i++) {
		want[i] = i < 2 ? (total + 1 + i) / 2 : 1 + draw(seed, total);
		want[i] = want[i] > total ? total : want[i];
		rank[i] = txo_dd_from_count(want[i]);
	}
	txo_walsh_select(&w, rank, TXO_WALSH_RANKS, mean);
	for (size_t i = 0; i < TXO_WALSH_RANKS; i++)
		assert_true(mean[i].hi == by_force(all, want[i]));
	txo_walsh_release(&w);
}

static void selection_finds_what_the_full_list_has(void **state)
{
	static const size_t limit[] = { 0, 1, 3, 20, 300 };
	uint64_t seed = 1963;
	struct values v;

	(void)state;
	for (int round = 0; round < 1500; round++) {
		fill(&v, &seed, round % 5);
		check(&v.s, limit[draw(&seed, COUNT(limit))], &seed);
	}
}

static void a_mean_keeps_what_its_double_has_lost(void **state)
{
	static const double x[] = { 0.1, 0.3 }, lo[] = { 0x1p-60, -0x1p-61 };
	static const uint64_t w[] = { 1, 1 };
	struct txo_sample s = { .x = x, .lo = lo, .w = w, .m = 2 };
	struct txo_dd rank = { 2, 0 }, mean;
	struct txo_error err = { 0 };
	struct txo_walsh k;

	(void)state;
	assert_int_equal(txo_walsh_init(&k, &s, 0, &err), TXO_OK);
	txo_walsh_select(&k, &rank, 1, &mean);
	assert_int_equal(txo_dd_compare(mean, mean_of(&s, 0, 1)), 0);
	txo_walsh_release(&k);
}

static void weights_may_be_huge(void **state)
{
	static const double x[] = { -2, 1, 5 };
	static const uint64_t w[] = { 1000000000000, 3, 1000000000000 };
	struct txo_sample s = { .x = x, .w = w, .m = 3 };
	struct txo_dd rank[2], mean[2];
	struct txo_error err = { 0 };
	struct txo_walsh k;

	(void)state;
	assert_int_equal(txo_walsh_init(&k, &s, 0, &err), TXO_OK);
	/* n (n + 1) / 2 for n = 2 10^12 + 3 */
	assert_same(k.selector.total.hi, 2000000000007000000000006.0);
	txo_middle_ranks(k.selector.total, &rank[0], &rank[1]);
	txo_walsh_select(&k, rank, 2, mean);
	assert_same(mean[0].hi, 1.5);
	assert_same(mean[1].hi, 1.5);
	txo_walsh_release(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(selection_finds_what_the_full_list_has),
		cmocka_unit_test(a_mean_keeps_what_its_double_has_lost),
		cmocka_unit_test(weights_may_be_huge),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
