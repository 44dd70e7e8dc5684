#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "near.h"
#include "stats/growth_value.h"
#include "txo/growth.h"
#include "txo/note.h"

/* Rows of up to six patients, in their order. */
static const uint32_t who[] = { 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 5, 5 };
static const double x15[] = { 0, 1, 2, 4, 0, 1, 2, 0, 1, 0, 2, 3, 1, 0, 1 };
static const double y15[] = { 10, 8,  7.5, 4,  12, 11, 12, 9,
			      6,  14, 13,  12, 7,  11, 9 };
static const uint64_t w15[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
static const uint32_t arm15[] = { 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 1, 1 };

static struct txo_growth_data data15(void)
{
	return (struct txo_growth_data){ .x = x15,
					 .y = y15,
					 .w = w15,
					 .patient = who,
					 .m = COUNT(x15),
					 .levels = 1 };
}

static struct txo_growth fit(const struct txo_growth_data *d,
			     struct txo_growth_model model)
{
	struct txo_growth g;
	struct txo_error err = { 0 };
	size_t row;

	assert_int_equal(txo_growth_fit(&g, d, &model, &row, &err), TXO_OK);
	return g;
}

/* lmer(y ~ x + (1 | id)), refined; see scripts/reference.d/growth.R. */
static void a_random_intercept_agrees_with_lme4(void **state)
{
	struct txo_growth_data d = data15();
	struct txo_growth g = fit(&d, (struct txo_growth_model){ 0 });
	struct txo_estimate e = txo_growth_term(&g, 0, TXO_GROWTH_RISE, 0.95);

	(void)state;
	assert_int_equal(g.state, TXO_GROWTH_FITTED);
	assert_near(e.estimate, -1.07906440484004196, 1e-9);
	assert_near(e.std_error, 0.24270299555093788, 1e-9);
	assert_near(e.df, 8, 0);
	assert_near(g.log_likelihood, -28.16274863882225077, 1e-11);
	assert_near(g.sd_level, 2.63951665933872137, 1e-9);
	assert_near(g.residual, 0.98925520528721644, 1e-9);
	assert_true(g.gradient < 1e-9);
	txo_growth_release(&g);
}

static void patients_with_the_same_x_are_one_design(void **state)
{
	struct txo_growth_data d = data15();
	struct txo_growth g = fit(&d, (struct txo_growth_model){ 0 });

	(void)state;
	assert_int_equal(g.patients, 6);
	assert_int_equal(g.designs, 5);
	txo_growth_release(&g);
}

/* Central differences of the criterion and of its gradient. */
static void check_derivatives(struct txo_growth_units *u,
			      const struct txo_growth_path *p, const double *at)
{
	size_t n = txo_growth_params(p);
	double f, g[TXO_GROWTH_PARAMS], low[TXO_GROWTH_PARAMS];
	double high[TXO_GROWTH_PARAMS], eta[TXO_GROWTH_PARAMS], up, down;
	double h[TXO_GROWTH_PARAMS][TXO_GROWTH_PARAMS];
	double h2[TXO_GROWTH_PARAMS][TXO_GROWTH_PARAMS];

	assert_true(txo_growth_criterion(u, p, at, &f, g, h));
	for (size_t i = 0; i < n; i++) {
		memcpy(eta, at, sizeof(eta));
		eta[i] = at[i] + 1e-5;
		assert_true(txo_growth_criterion(u, p, eta, &up, high, h2));
		eta[i] = at[i] - 1e-5;
		assert_true(txo_growth_criterion(u, p, eta, &down, low, h2));
		assert_true(fabs((up - down) / 2e-5 - g[i]) < 1e-7);
		for (size_t j = 0; j < n; j++)
			assert_true(fabs((high[j] - low[j]) / 2e-5 - h[i][j]) <
				    1e-6);
	}
}

static void derivatives_are_those_of_the_criterion(void **state)
{
	static const double eta[TXO_GROWTH_PARAMS] = { 0.8, -0.3, 0.5, 0.2 };
	struct txo_growth_path p = { .ways = 3 };

	(void)state;
	p.way[0][0][0] = p.way[1][1][0] = p.way[2][1][1] = 1;
	p.way[2][0][1] = 0.4;
	for (int ml = 0; ml < 2; ml++)
		for (int scaled = 0; scaled < 3; scaled++)
			for (int bent = 0; bent < 2; bent++) {
				struct txo_growth_data d = data15();
				struct txo_growth g;

				d.level = arm15;
				d.levels = 2;
				g = fit(&d, (struct txo_growth_model){
						    .random = TXO_GROWTH_SLOPE,
						    .shape = bent ? 2 : 0,
						    .ml = ml });
				p.scaled = scaled > 0;
				p.fixed_s2 = scaled == 2 ? 0.7 : 0;
				check_derivatives(g.units, &p, eta);
				txo_growth_release(&g);
			}
}

/* Each row n times, or once with a weight of n. */
static void a_weight_is_so_many_equal_rows(void **state)
{
	double x[45], y[45];
	uint64_t one[45], three[15];
	uint32_t patient[45];
	struct txo_growth_data d = data15(), e = d;
	struct txo_growth a, b;
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < 15; i++) {
		three[i] = 1 + i % 3;
		for (uint64_t k = 0; k < three[i]; k++) {
			x[n] = x15[i];
			y[n] = y15[i];
			patient[n] = who[i];
			one[n++] = 1;
		}
	}
	d.w = three;
	e = (struct txo_growth_data){ .x = x,
				      .y = y,
				      .w = one,
				      .patient = patient,
				      .m = n,
				      .levels = 1 };
	a = fit(&d, (struct txo_growth_model){ .random = TXO_GROWTH_SLOPE });
	b = fit(&e, (struct txo_growth_model){ .random = TXO_GROWTH_SLOPE });
	assert_int_equal(a.n, n);
	assert_near(a.log_likelihood, b.log_likelihood, 1e-11);
	assert_near(a.sd_slope, b.sd_slope, 1e-8);
	assert_near(a.correlation, b.correlation, 1e-8);
	txo_growth_release(&a);
	txo_growth_release(&b);
}

/* All of a patient n times, or n patients of that course. */
static void a_weight_of_courses_is_so_many_patients(void **state)
{
	double x[30], y[30];
	uint64_t one[30], two[15];
	uint32_t patient[30];
	struct txo_growth_data d = data15(), e = d;
	struct txo_growth_model model = { .random = TXO_GROWTH_SLOPE,
					  .courses = true };
	struct txo_growth a, b;

	(void)state;
	for (size_t i = 0; i < 30; i++) {
		x[i] = x15[i % 15];
		y[i] = y15[i % 15];
		patient[i] = who[i % 15] + (i < 15 ? 0 : 6);
		one[i] = 1;
		two[i % 15] = 2;
	}
	d.w = two;
	e = (struct txo_growth_data){ .x = x,
				      .y = y,
				      .w = one,
				      .patient = patient,
				      .m = 30,
				      .levels = 1 };
	a = fit(&d, model);
	b = fit(&e, model);
	assert_int_equal(a.patients, 12);
	assert_int_equal(b.patients, 12);
	assert_near(a.log_likelihood, b.log_likelihood, 1e-12);
	assert_near(a.sd_slope, b.sd_slope, 1e-9);
	txo_growth_release(&a);
	txo_growth_release(&b);
}

static void weights_of_a_course_that_differ_are_refused(void **state)
{
	uint64_t w[15];
	struct txo_growth_data d = data15();
	struct txo_growth_model model = { .courses = true };
	struct txo_growth g;
	struct txo_error err = { 0 };
	size_t row = 0;

	(void)state;
	for (size_t i = 0; i < 15; i++)
		w[i] = 1;
	w[5] = 2;
	d.w = w;
	assert_int_equal(txo_growth_fit(&g, &d, &model, &row, &err), TXO_DATA);
	assert_int_equal(row, 5);
	txo_growth_release(&g);
}

static void a_patient_in_two_levels_is_refused(void **state)
{
	uint32_t level[15] = { 0, 0, 1 };
	struct txo_growth_data d = data15();
	struct txo_growth_model model = { 0 };
	struct txo_growth g;
	struct txo_error err = { 0 };
	size_t row = 0;

	(void)state;
	d.level = level;
	d.levels = 2;
	assert_int_equal(txo_growth_fit(&g, &d, &model, &row, &err), TXO_DATA);
	assert_int_equal(row, 2);
	txo_growth_release(&g);
}

static void patients_that_do_not_differ_are_a_fit_at_the_bound(void **state)
{
	static const double y[] = { 5, 9, 4, 8, 4, 6, 6, 5, 7 };
	static const double x[] = { 0, 1, 2, 0, 1, 2, 0, 1, 2 };
	static const uint32_t patient[] = { 0, 0, 0, 1, 1, 1, 2, 2, 2 };
	struct txo_growth_data d = { .x = x,
				     .y = y,
				     .w = w15,
				     .patient = patient,
				     .m = 9,
				     .levels = 1 };

	(void)state;
	for (int random = 0; random < 3; random++) {
		struct txo_growth g = fit(
			&d, (struct txo_growth_model){
				    .random = (enum txo_growth_random)random });

		assert_true(g.boundary);
		assert_int_equal(g.note, TXO_NOTE_BOUNDARY);
		assert_near(g.sd_level, 0, 0);
		assert_nan(g.correlation);
		txo_growth_release(&g);
	}
}

static void one_patient_is_a_matter_of_least_squares(void **state)
{
	struct txo_growth_data d = data15();
	struct txo_growth g;

	(void)state;
	d.m = 4;
	g = fit(&d, (struct txo_growth_model){ .random = TXO_GROWTH_SLOPE });
	assert_int_equal(g.state, TXO_GROWTH_PLAIN);
	assert_int_equal(g.note, TXO_NOTE_FEWGROUPS);
	assert_nan(g.sd_level);
	assert_near(txo_growth_term(&g, 0, TXO_GROWTH_RISE, 0.95).df, 2, 0);
	txo_growth_release(&g);
}

static void a_line_without_residuals_has_no_errors(void **state)
{
	double y[15];
	struct txo_growth_data d = data15();
	struct txo_growth g;
	struct txo_estimate e;

	(void)state;
	for (size_t i = 0; i < 15; i++)
		y[i] = 3 - 0.5 * x15[i];
	d.y = y;
	g = fit(&d, (struct txo_growth_model){ 0 });
	e = txo_growth_term(&g, 0, TXO_GROWTH_RISE, 0.95);
	assert_int_equal(e.note, TXO_NOTE_PERFECT);
	assert_near(e.estimate, -0.5, 1e-15);
	assert_nan(e.std_error);
	assert_nan(g.log_likelihood);
	txo_growth_release(&g);
}

static void own_lines_without_residuals_have_no_answer(void **state)
{
	double y[15];
	struct txo_growth_data d = data15();
	struct txo_growth g;

	(void)state;
	for (size_t i = 0; i < 15; i++)
		y[i] = who[i] + who[i] * who[i] % 4 * 0.5 * x15[i];
	d.y = y;
	g = fit(&d, (struct txo_growth_model){ .random = TXO_GROWTH_SLOPE });
	assert_int_equal(g.state, TXO_GROWTH_UNKNOWN);
	assert_int_equal(g.note, TXO_NOTE_PERFECT);
	txo_growth_release(&g);
}

/* The criterion at the ends is above the minimum by the quantile. */
static void a_profile_holds_the_estimate(void **state)
{
	struct txo_growth_data d = data15();
	struct txo_growth g = fit(
		&d, (struct txo_growth_model){ .random = TXO_GROWTH_SLOPE });

	(void)state;
	for (int i = TXO_GROWTH_SD_LEVEL; i <= TXO_GROWTH_RESIDUAL; i++) {
		struct txo_estimate wide,
			e = txo_growth_profile(&g, (enum txo_growth_part)i,
					       0.5);

		wide = txo_growth_profile(&g, (enum txo_growth_part)i, 0.8);
		assert_true(e.conf_low < e.estimate);
		assert_true(e.estimate < e.conf_high);
		assert_true(wide.conf_low < e.conf_low);
		assert_true(wide.conf_high >= e.conf_high);
	}
	txo_growth_release(&g);
}

static void what_is_far_from_zero_loses_no_digits(void **state)
{
	double x[15], y[15];
	struct txo_growth_data d = data15(), e = d;
	struct txo_growth_model model = { .random = TXO_GROWTH_SLOPE };
	struct txo_growth a, b;

	(void)state;
	for (size_t i = 0; i < 15; i++) {
		x[i] = x15[i] + 20000;
		y[i] = y15[i] + 1e6;
	}
	e.x = x;
	e.y = y;
	a = fit(&d, model);
	b = fit(&e, model);
	assert_near(txo_growth_term(&b, 0, TXO_GROWTH_RISE, 0.9).estimate,
		    txo_growth_term(&a, 0, TXO_GROWTH_RISE, 0.9).estimate,
		    1e-9);
	assert_near(b.sd_slope, a.sd_slope, 1e-9);
	assert_near(b.log_likelihood, a.log_likelihood, 1e-11);
	assert_near(txo_growth_at(&b, 0, 20001, 0.9).estimate - 1e6,
		    txo_growth_at(&a, 0, 1, 0.9).estimate, 1e-9);
	txo_growth_release(&a);
	txo_growth_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_random_intercept_agrees_with_lme4),
		cmocka_unit_test(patients_with_the_same_x_are_one_design),
		cmocka_unit_test(derivatives_are_those_of_the_criterion),
		cmocka_unit_test(a_weight_is_so_many_equal_rows),
		cmocka_unit_test(a_weight_of_courses_is_so_many_patients),
		cmocka_unit_test(weights_of_a_course_that_differ_are_refused),
		cmocka_unit_test(a_patient_in_two_levels_is_refused),
		cmocka_unit_test(
			patients_that_do_not_differ_are_a_fit_at_the_bound),
		cmocka_unit_test(one_patient_is_a_matter_of_least_squares),
		cmocka_unit_test(a_line_without_residuals_has_no_errors),
		cmocka_unit_test(own_lines_without_residuals_have_no_answer),
		cmocka_unit_test(a_profile_holds_the_estimate),
		cmocka_unit_test(what_is_far_from_zero_loses_no_digits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
