#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cloud.h"
#include "near.h"
#include "stats/margins.h"
#include "stats/slopes.h"
#include "txo/line.h"
#include "txo/note.h"

#define SLOPES_MOST (40 * 40)

static struct txo_line fit(const struct txo_pairs *p)
{
	struct txo_error err = { 0 };
	struct txo_line l;

	assert_int_equal(txo_theil_sen(p, 0.95, &l, &err), TXO_OK);
	return l;
}

/*
 * o <- combn(50, 2); dt <- diff of speed, dy <- diff of dist over the pairs o;
 * s <- sort((dy / dt)[dt != 0]); b <- median(s); median(dist - b * speed);
 * C <- qnorm(0.975) * sqrt(var S); s[round((N - C) / 2)],
 * s[round((N + C) / 2 + 1)]
 */
static void the_line_through_cars_agrees_with_r(void **state)
{
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, cars_speed, cars_dist, 50);
	struct txo_line l = fit(&p);

	(void)state;
	assert_same(l.slope.estimate, 3.6666666666666665);
	assert_near(l.intercept.estimate, -15.666666666666664, 1e-15);
	assert_same(l.slope.conf_low, 2.9333333333333331);
	assert_same(l.slope.conf_high, 4.5);
	assert_nan(l.slope.std_error);
	assert_nan(l.slope.statistic);
	assert_nan(l.slope.p_value);
	assert_nan(l.intercept.conf_low);
	assert_int_equal(l.slope.note, 0);
}

static void a_small_sample_with_ties_agrees_with_r(void **state)
{
	static const double x[] = { 0, 0, 1, 1, 2, 2, 2, 3 };
	static const double y[] = { 5, 7, 6, 6, 9, 3, 8, 10 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 8);
	struct txo_line l = fit(&p);

	(void)state;
	assert_same(l.slope.estimate, 1.0);
	assert_same(l.intercept.estimate, 5.5);
	assert_same(l.slope.conf_low, -1.0);
	assert_same(l.slope.conf_high, 2.0);
}

static void an_even_number_of_slopes_takes_the_middle(void **state)
{
	static const double x[] = { 0, 0, 1 }, y[] = { 0, 1, 5 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 3);
	struct txo_line l = fit(&p);

	(void)state;
	assert_same(l.slope.estimate, 4.5);	/* of 4 and 5 */
	assert_same(l.intercept.estimate, 0.5);	/* of 0, 0.5 and 1 */
	assert_nan(l.slope.conf_low);
	assert_int_equal(l.slope.note, TXO_NOTE_SMALLN);
}

static void a_weight_counts_as_a_repeated_row(void **state)
{
	static const double x[] = { 1, 1, 1, 2, 2, 5, 7, 7, 7, 7 };
	static const double y[] = { 3, 3, 3, 1, 1, 4, 8, 8, 9, 9 };
	static const uint64_t ones[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
	struct txo_pairs rows = { x, NULL, y, NULL, ones, COUNT(x) };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, COUNT(x));
	struct txo_line a = fit(&rows), b = fit(&p);

	(void)state;
	assert_same(a.slope.estimate, b.slope.estimate);
	assert_same(a.slope.conf_low, b.slope.conf_low);
	assert_same(a.slope.conf_high, b.slope.conf_high);
	assert_same(a.intercept.estimate, b.intercept.estimate);
}

static void the_slope_does_not_depend_on_the_origin(void **state)
{
	static const double origin[] = { 1e3, 1e9, -1e9, 1e12 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, cars_speed, cars_dist, 50);
	struct txo_line at_zero = fit(&p);

	(void)state;
	for (size_t i = 0; i < COUNT(origin); i++) {
		double x[50], y[50];
		struct txo_line l;

		for (size_t j = 0; j < 50; j++) {
			x[j] = cars_speed[j] + origin[i];
			y[j] = cars_dist[j] - origin[i];
		}
		p = cloud_of(&c, x, y, 50);
		l = fit(&p);
		assert_same(l.slope.estimate, at_zero.slope.estimate);
		assert_same(l.slope.conf_low, at_zero.slope.conf_low);
		assert_same(l.slope.conf_high, at_zero.slope.conf_high);
	}
}

/* A generator with a fixed seed, so that a failure can be seen again. */
static uint64_t draw(uint64_t *seed, uint64_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (*seed >> 33) % below;
}

/* Clouds of several kinds: scores, decimals, near lines, many zero slopes. */
static struct cloud_point draw_point(uint64_t *seed, int kind)
{
	struct cloud_point p = { .w = 1 + draw(seed, 5) };
	struct txo_dd d;

	p.x = (double)draw(seed, kind == 0 ? 6 : 30);
	p.y = (double)draw(seed, kind == 3 ? 2 : 9);
	if (kind == 1) {
		d = txo_dd_div(txo_dd_from(738000000 + p.x),
			       (struct txo_dd){ 1000, 0 });
		p.x = d.hi;
		p.x_lo = d.lo;
		d = txo_dd_div(txo_dd_from((double)draw(seed, 500)),
			       txo_dd_from(10));
		p.y = d.hi;
		p.y_lo = d.lo;
	} else if (kind == 2) {
		p.y = 0.1 * p.x;
	} else if (kind == 4) {
		p.w += draw(seed, 1000000);
		p.y = (double)draw(seed, 1000000007) / 3;
	}
	return p;
}

static int compare_slopes(const void *a, const void *b)
{
	const struct txo_weighed *p = a, *q = b;

	return (p->value > q->value) - (p->value < q->value);
}

/* All slopes in order; their total weight. */
static size_t all_slopes(const struct txo_pairs *p, struct txo_weighed *a,
			 uint64_t *total)
{
	size_t n = 0;

	*total = 0;
	for (size_t i = 0; i < p->m; i++)
		for (size_t j = i + 1; j < p->m; j++) {
			struct txo_dd dx = txo_dd_sub(txo_pairs_x(p, j),
						      txo_pairs_x(p, i));
			struct txo_dd dy = txo_dd_sub(txo_pairs_y(p, j),
						      txo_pairs_y(p, i));

			if (dx.hi <= 0)
				continue;
			a[n].value = txo_dd_div(dy, dx).hi + 0.0;
			a[n++].w.hi = (double)(p->w[i] * p->w[j]);
			*total += p->w[i] * p->w[j];
		}
	qsort(a, n, sizeof(*a), compare_slopes);
	return n;
}

static double slope_by_force(const struct txo_weighed *a, uint64_t rank)
{
	double sum = a->w.hi;

	while (sum < (double)rank)
		sum += (++a)->w.hi;
	return a->value;
}

static void check_selection(const struct txo_pairs *p, size_t limit,
			    uint64_t *seed)
{
	struct txo_weighed all[SLOPES_MOST];
	uint64_t total, want[TXO_SLOPES_RANKS];
	struct txo_dd rank[TXO_SLOPES_RANKS];
	double slope[TXO_SLOPES_RANKS];
	struct txo_error err = { 0 };
	struct txo_slopes s;

	if (all_slopes(p, all, &total) == 0)
		return;
	assert_int_equal(txo_slopes_init(&s, p, limit, &err), TXO_OK);
	assert_same(s.selector.total.hi, (double)total);
	for (size_t i = 0; i < TXO_SLOPES_RANKS; i++) {
		want[i] = i < 2 ? (total + 1 + i) / 2 : 1 + draw(seed, total);
		rank[i] = txo_dd_from_count(want[i]);
	}
	txo_slopes_select(&s, rank, TXO_SLOPES_RANKS, slope);
	for (size_t i = 0; i < TXO_SLOPES_RANKS; i++)
		assert_same(slope[i], slope_by_force(all, want[i]));
	txo_slopes_release(&s);
}

static void selection_finds_the_bits_of_the_full_list(void **state)
{
	static const size_t limit[] = { 0, 1, 5, 50, 400 };
	uint64_t seed = 20;

	(void)state;
	for (int round = 0; round < 200; round++) {
		struct cloud_point point[40];
		struct cloud c;
		struct txo_pairs p;
		size_t n = 2 + draw(&seed, 38);

		for (size_t i = 0; i < n; i++)
			point[i] = draw_point(&seed, round % 5);
		p = cloud_of_points(&c, point, n);
		for (size_t i = 0; i < COUNT(limit); i++)
			check_selection(&p, limit[i], &seed);
	}
}

static void many_points_on_a_line_and_off_it_come_to_an_end(void **state)
{
	enum { N = 3000 };
	static double x[N], y[N];
	static uint64_t w[N];
	struct txo_pairs p = { x, NULL, y, NULL, w, N };
	struct txo_line l;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		x[i] = (double)i;
		y[i] = i % 5 < 3 ? 0 : (double)(i * 7919 % 101) - 50;
		w[i] = 1 + i % 3;
	}
	l = fit(&p);
	assert_same(l.slope.estimate, 0.0);
	assert_same(l.intercept.estimate, 0.0);
	for (size_t i = 0; i < N; i++)
		y[i] = 0.25 * x[i] + 3;
	l = fit(&p);
	assert_same(l.slope.estimate, 0.25);
	assert_same(l.slope.conf_low, 0.25);
	assert_same(l.slope.conf_high, 0.25);
	assert_same(l.intercept.estimate, 3.0);
}

static void a_slope_beyond_the_range_is_noted(void **state)
{
	static const double x[] = { 0, 1e-300 }, y[] = { 0, 1e300 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 2);
	struct txo_line l = fit(&p);

	(void)state;
	assert_nan(l.slope.estimate);
	assert_true(l.slope.note & TXO_NOTE_OVERFLOW);
}

static void constant_columns_are_noted(void **state)
{
	static const double x[] = { 1, 2, 3 }, y[] = { 4, 4, 4 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 3);
	struct txo_line l = fit(&p);

	(void)state;
	assert_same(l.slope.estimate, 0.0);
	assert_same(l.intercept.estimate, 4.0);
	assert_nan(l.slope.conf_low);
	assert_int_equal(l.slope.note, TXO_NOTE_CONST);
	p = cloud_of(&c, y, x, 3);
	l = fit(&p);
	assert_nan(l.slope.estimate);
	assert_int_equal(l.slope.note, TXO_NOTE_CONST);
}

static void tiny_samples_say_what_is_missing(void **state)
{
	static const double x[] = { 1, 3 }, y[] = { 5, 6 };
	struct cloud c;
	struct txo_pairs p = cloud_of(&c, x, y, 2);
	struct txo_line l = fit(&p);

	(void)state;
	assert_same(l.slope.estimate, 0.5);
	assert_same(l.intercept.estimate, 4.5);
	assert_nan(l.slope.conf_low);
	assert_nan(l.slope.conf_high);
	assert_int_equal(l.slope.note, TXO_NOTE_SMALLN);
	p = cloud_of(&c, x, y, 1);
	l = fit(&p);
	assert_nan(l.slope.estimate);
	assert_int_equal(l.slope.note, TXO_NOTE_SMALLN);
	p = cloud_of(&c, x, y, 0);
	l = fit(&p);
	assert_int_equal(l.intercept.note, TXO_NOTE_NODATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_line_through_cars_agrees_with_r),
		cmocka_unit_test(a_small_sample_with_ties_agrees_with_r),
		cmocka_unit_test(an_even_number_of_slopes_takes_the_middle),
		cmocka_unit_test(a_weight_counts_as_a_repeated_row),
		cmocka_unit_test(the_slope_does_not_depend_on_the_origin),
		cmocka_unit_test(selection_finds_the_bits_of_the_full_list),
		cmocka_unit_test(
			many_points_on_a_line_and_off_it_come_to_an_end),
		cmocka_unit_test(a_slope_beyond_the_range_is_noted),
		cmocka_unit_test(constant_columns_are_noted),
		cmocka_unit_test(tiny_samples_say_what_is_missing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
