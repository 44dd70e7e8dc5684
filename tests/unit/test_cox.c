#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "hazard.h"
#include "txo/note.h"

/* aml of R's survival package, by time; x: not maintained. */
static const double aml_t[] = { 5,  5,	8,  8,	9,  12, 13, 13, 16, 18, 23, 23,
				27, 28, 30, 31, 33, 34, 43, 45, 45, 48, 161 };
static const unsigned char aml_e[] = { 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1,
				       1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 0 };
static const double aml_x[] = { 1, 1, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1,
				1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0 };
static const struct txo_cox_rows aml = { .time = aml_t,
					 .event = aml_e,
					 .weight = ones,
					 .x = aml_x,
					 .n = COUNT(aml_t),
					 .p = 1 };

/* R: coxph(Surv(time, status) ~ x, aml, control = coxph.control(1e-14)) */
static void efron_ties_agree_with_r(void **state)
{
	struct txo_cox c = fit(&aml, TXO_COX_EFRON);
	struct txo_estimate b = txo_cox_coefficient(&c, 0, 0.95), r;

	(void)state;
	assert_near(b.estimate, .91553257501477314, 1e-13);
	assert_near(b.std_error, .5119342751720094, 1e-13);
	assert_near(c.log_likelihood_null, -42.72483926276022, 1e-14);
	assert_near(c.log_likelihood, -41.032615596458378, 1e-14);
	assert_near(txo_cox_score(&c).statistic, 3.416734395517303, 1e-13);
	assert_near(txo_cox_wald(&c).statistic, 3.1982999221597885, 1e-13);
	assert_near(txo_cox_likelihood_ratio(&c).statistic,
		    2 * (42.72483926276022 - 41.032615596458378), 1e-12);
	assert_near(concordance(&c), .61904761904761907, 1e-15);
	r = txo_cox_hazard_ratio(&c, 0, 0.95);
	assert_near(r.estimate, exp(.91553257501477314), 1e-13);
	assert_near(log(r.conf_high),
		    .91553257501477314 + 1.9599639845400545 * b.std_error,
		    1e-13);
	assert_near(r.p_value, b.p_value, 1e-15);
	assert_int_equal(c.events, 18);
	txo_cox_release(&c);
}

/* R: ties = "breslow" */
static void breslow_ties_agree_with_r(void **state)
{
	struct txo_cox c = fit(&aml, TXO_COX_BRESLOW);
	struct txo_estimate b = txo_cox_coefficient(&c, 0, 0.95);

	(void)state;
	assert_near(b.estimate, .90421972368621095, 1e-13);
	assert_near(b.std_error, .51224790730418857, 1e-13);
	assert_near(c.log_likelihood, -41.25011435006887, 1e-14);
	assert_near(txo_cox_score(&c).statistic, 3.3225614162730652, 1e-13);
	txo_cox_release(&c);
}

/* R: cox.zph(fit, transform)$table */
static void proportional_hazards_are_tested_as_r_does(void **state)
{
	static const double efron[] = { .007875077723325033, .20217513948386565,
					.0095267152057026544,
					.00042071466286669652 };
	struct txo_cox c = fit(&aml, TXO_COX_EFRON);

	(void)state;
	for (int t = TXO_COX_KM; t <= (int)TXO_COX_RANK; t++)
		assert_near(schoenfeld(&c, 0, 1, (enum txo_cox_transform)t)
				    .statistic,
			    efron[t], 1e-10);
	assert_near(schoenfeld(&c, 0, 1, TXO_COX_IDENTITY).p_value,
		    .65297083502748099, 1e-12);
	txo_cox_release(&c);
	c = fit(&aml, TXO_COX_BRESLOW);
	assert_near(schoenfeld(&c, 0, 1, TXO_COX_KM).statistic,
		    .013575453335484468, 1e-10);
	txo_cox_release(&c);
}

/* R: coxph(Surv(t, e) ~ a + b, d[rep(1:12, w), ]) */
static void weights_are_repeated_rows(void **state)
{
	struct txo_cox c = fit(&tied, TXO_COX_EFRON), d;
	double t[32], x[64];
	unsigned char e[32];
	struct txo_cox_rows all = tied;
	struct txo_estimate two;

	(void)state;
	assert_near(txo_cox_coefficient(&c, 0, .9).estimate,
		    -.37219646988381971, 1e-12);
	assert_near(txo_cox_coefficient(&c, 1, .9).estimate,
		    -1.9512128483225761, 1e-12);
	assert_near(txo_cox_coefficient(&c, 1, .9).std_error,
		    .63364728349638066, 1e-12);
	assert_near(c.log_likelihood, -41.43180876483904, 1e-14);
	assert_near(txo_cox_wald(&c).statistic, 9.6565245597419569, 1e-12);
	assert_near(concordance(&c), .71308016877637126, 1e-15);
	assert_near(schoenfeld(&c, 1, 1, TXO_COX_KM).statistic,
		    4.5282962595736036, 1e-12);
	two = schoenfeld(&c, 0, 2, TXO_COX_KM);
	assert_near(two.statistic, 4.8199361171533583, 1e-12);
	assert_same(two.df, 2.0);
	assert_int_equal(txo_cox_wald_of(&c, 0, 2, &two, NULL), TXO_OK);
	assert_near(two.statistic, 9.6565245597419569, 1e-12);
	all.time = t;
	all.event = e;
	all.x = x;
	all.weight = ones;
	all.n = 0;
	for (size_t i = 0; i < tied.n; i++)
		for (uint64_t k = 0; k < tied_w[i]; k++, all.n++) {
			t[all.n] = tied_t[i];
			e[all.n] = tied_e[i];
			x[2 * all.n] = tied_x[2 * i];
			x[2 * all.n + 1] = tied_x[2 * i + 1];
		}
	d = fit(&all, TXO_COX_EFRON);
	assert_near(txo_cox_coefficient(&d, 0, .9).estimate,
		    txo_cox_coefficient(&c, 0, .9).estimate, 1e-14);
	assert_near(d.log_likelihood, c.log_likelihood, 1e-15);
	txo_cox_release(&c);
	txo_cox_release(&d);
}

/* The units of the covariates, and where they begin, are no matter. */
static void units_do_not_matter(void **state)
{
	double x[2 * COUNT(tied_t)];
	struct txo_cox_rows other = tied;
	struct txo_cox c = fit(&tied, TXO_COX_EFRON), d;

	(void)state;
	for (size_t i = 0; i < tied.n; i++) {
		x[2 * i] = ldexp(tied_x[2 * i] + 4096, 600);
		x[2 * i + 1] = ldexp(tied_x[2 * i + 1], -600);
	}
	other.x = x;
	d = fit(&other, TXO_COX_EFRON);
	assert_near(ldexp(txo_cox_coefficient(&d, 0, .9).estimate, 600),
		    txo_cox_coefficient(&c, 0, .9).estimate, 1e-14);
	assert_near(ldexp(txo_cox_coefficient(&d, 1, .9).std_error, -600),
		    txo_cox_coefficient(&c, 1, .9).std_error, 1e-14);
	assert_near(d.log_likelihood, c.log_likelihood, 1e-15);
	txo_cox_release(&c);
	txo_cox_release(&d);
}

/* The same rows in two strata have twice the likelihood. */
static void strata_add_up(void **state)
{
	double t[2 * COUNT(tied_t)], x[4 * COUNT(tied_t)];
	unsigned char e[2 * COUNT(tied_t)];
	uint64_t w[2 * COUNT(tied_t)];
	uint32_t stratum[2 * COUNT(tied_t)];
	struct txo_cox_rows both = { stratum, t, e, w, x, 2 * tied.n, 2 };
	struct txo_cox c = fit(&tied, TXO_COX_EFRON), d;

	(void)state;
	for (size_t i = 0; i < both.n; i++) {
		size_t k = i % tied.n;

		stratum[i] = i < tied.n ? 3 : 7;
		t[i] = tied_t[k];
		e[i] = tied_e[k];
		w[i] = tied_w[k];
		/* a covariate that is higher in one stratum */
		x[2 * i] = tied_x[2 * k] + (i < tied.n ? 0 : 1000);
		x[2 * i + 1] = tied_x[2 * k + 1];
	}
	d = fit(&both, TXO_COX_EFRON);
	assert_near(d.log_likelihood, 2 * c.log_likelihood, 1e-14);
	assert_near(txo_cox_coefficient(&d, 0, .9).estimate,
		    txo_cox_coefficient(&c, 0, .9).estimate, 1e-12);
	assert_near(txo_cox_coefficient(&d, 0, .9).std_error * sqrt(2),
		    txo_cox_coefficient(&c, 0, .9).std_error, 1e-12);
	assert_near(concordance(&d), concordance(&c), 1e-15);
	txo_cox_release(&c);
	txo_cox_release(&d);
}

/* n times as many rows: the same coefficient, its error by the root of n. */
static void weights_may_be_huge(void **state)
{
	static const uint64_t many = 1000000000;
	uint64_t w[2][COUNT(aml_t)];
	struct txo_cox_rows r = aml;
	struct txo_cox c, d;

	(void)state;
	for (size_t i = 0; i < r.n; i++) {
		w[0][i] = many;
		w[1][i] = 4 * many;
	}
	for (int ties = 0; ties < 2; ties++) {
		r.weight = w[0];
		c = fit(&r, (enum txo_cox_ties)ties);
		r.weight = w[1];
		d = fit(&r, (enum txo_cox_ties)ties);
		assert_near(txo_cox_coefficient(&c, 0, .9).estimate,
			    txo_cox_coefficient(&d, 0, .9).estimate, 1e-7);
		assert_near(txo_cox_coefficient(&c, 0, .9).std_error,
			    2 * txo_cox_coefficient(&d, 0, .9).std_error, 1e-7);
		/* pairs of copies with one time are no pairs */
		assert_near(concordance(&c), .61904761904761907, 1e-14);
		txo_cox_release(&c);
		txo_cox_release(&d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(efron_ties_agree_with_r),
		cmocka_unit_test(breslow_ties_agree_with_r),
		cmocka_unit_test(proportional_hazards_are_tested_as_r_does),
		cmocka_unit_test(weights_are_repeated_rows),
		cmocka_unit_test(units_do_not_matter),
		cmocka_unit_test(strata_add_up),
		cmocka_unit_test(weights_may_be_huge),
	};

	for (size_t i = 0; i < COUNT(ones); i++)
		ones[i] = 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
