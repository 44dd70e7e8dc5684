/*
 * The tests of txo table1, which are made only on request.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/table1.h"
#include "txo/contingency.h"
#include "txo/groups.h"
#include "txo/note.h"

#define SEED 1
#define DRAWS 10000

static enum txo_status test_numbers(const struct txo_table1_facts *k,
				    struct txo_estimate *e,
				    struct txo_error *err)
{
	size_t n = k->columns - 1;
	struct txo_sample *s = malloc((n + 1) * sizeof(*s));
	const struct txo_groups g = { s, n };
	double df_residual;

	if (!s)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++)
		s[i] = k->number[1 + i].sample;
	*e = n == 2 ? txo_welch(&s[0], &s[1], k->plan->level) :
		      txo_welch_anova(&g, &df_residual);
	free(s);
	return TXO_OK;
}

/* Chi-square where it is good, else Fisher's test; the method in words. */
static enum txo_status test_table(const struct txo_contingency *t, double level,
				  struct txo_table1_test *test,
				  struct txo_error *err)
{
	const struct txo_draws draws = { SEED, DRAWS };
	struct txo_counted c;
	enum txo_status status = txo_cramers_v(t, level, &test->e, err);

	snprintf(test->method, sizeof(test->method),
		 "Pearson chi-square without continuity correction");
	if (status != TXO_OK || !(test->e.note & TXO_NOTE_SPARSE))
		return status;
	snprintf(test->method, sizeof(test->method), "Fisher exact test");
	status = txo_fisher_table(t, level, &draws, &c, err);
	test->e = c.e;
	if (status == TXO_OK && c.draws)
		snprintf(test->method, sizeof(test->method),
			 "Fisher exact test, %d random tables of mt19937, "
			 "seed %d",
			 DRAWS, SEED);
	return status;
}

/* Rows with an item of a list, and those without. */
static enum txo_status test_item(const struct txo_table1_facts *k, size_t value,
				 struct txo_table1_test *test,
				 struct txo_error *err)
{
	size_t n = k->columns - 1;
	uint64_t *count = malloc((2 * n + 1) * sizeof(*count));
	const struct txo_contingency t = { count, n, 2 };
	enum txo_status status;

	if (!count)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		count[2 * i] = k->cell[(1 + i) * k->values + value];
		count[2 * i + 1] = k->n[1 + i] - count[2 * i];
	}
	status = test_table(&t, k->plan->level, test, err);
	free(count);
	return status;
}

enum txo_status txo_table1_test(const struct txo_table1_facts *k, size_t value,
				struct txo_table1_test *test,
				struct txo_error *err)
{
	const struct txo_contingency t = { k->cell + k->values, k->columns - 1,
					   k->values };
	enum txo_status status;

	*test = (struct txo_table1_test){ .e = txo_estimate_none("") };
	if (txo_table1_tells_few(k)) {
		test->e.note = TXO_NOTE_WITHHELD;
		return TXO_OK;
	}
	status = k->number  ? test_numbers(k, &test->e, err) :
		 k->v->list ? test_item(k, value, test, err) :
			      test_table(&t, k->plan->level, test, err);
	if (!test->method[0])
		snprintf(test->method, sizeof(test->method), "%s",
			 test->e.method);
	return status;
}
