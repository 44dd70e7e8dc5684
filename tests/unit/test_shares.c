/* All small tables of tests/reference/shares.txt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "near.h"
#include "txo/note.h"
#include "txo/paired_proportions.h"
#include "txo/proportion.h"
#include "txo/two_proportions.h"

#define TABLES "tests/reference/shares.txt"
enum { MOST = 8 };

/* One line: its counts, then its values. */
struct line {
	unsigned count[4];
	double value[MOST];
};

static char words[64];	/* what is being tried, for the error */

static void ends_near(const struct txo_estimate *e, double low, double high,
		      double tolerance)
{
	if (!near_is(e->conf_low, low, tolerance) ||
	    !near_is(e->conf_high, high, tolerance))
		print_error("at %s: %s\n", words, e->method);
	assert_near(e->conf_low, low, tolerance);
	assert_near(e->conf_high, high, tolerance);
}

static void p_near(const struct txo_estimate *e, double p)
{
	if (!near_is(e->p_value, p, 2e-12))
		print_error("at %s: %s\n", words, e->method);
	assert_near(e->p_value, p, 2e-12);
}

static void try_share(const struct line *l)
{
	enum txo_proportion_ci ci = (enum txo_proportion_ci)l->count[0];
	unsigned x = l->count[1], n = l->count[2];
	struct txo_estimate e = txo_proportion(x, n, ci, 0.95);

	ends_near(&e, l->value[0], l->value[1], 2e-12);
	e = txo_proportion(n - x, n, ci, 0.95);
	ends_near(&e, 1 - l->value[1], 1 - l->value[0], 2e-12);
}

static void try_fisher(const struct line *l)
{
	const unsigned *k = l->count;
	unsigned y1 = k[1] - k[0], y2 = k[3] - k[2];
	struct txo_two t[] = {
		{ { k[0], k[2] }, { k[1], k[3] } },
		{ { y2, y1 }, { k[3], k[1] } },	/* the same odds ratio */
		{ { k[2], k[0] }, { k[3], k[1] } },	/* its inverse */
		{ { y1, y2 }, { k[1], k[3] } },
	};
	struct txo_estimate e;
	const double *v = l->value;

	for (size_t i = 0; i < COUNT(t); i++) {
		e = txo_fisher(&t[i], 0.95);
		p_near(&e, v[0]);
		if (i < 2) {
			ends_near(&e, v[2], v[3], 1e-11);
			assert_near(e.estimate, v[1], 1e-11);
		} else if (e.note & TXO_NOTE_CONST) {
			ends_near(&e, NAN, NAN, 0);
		} else {
			ends_near(&e, isnan(v[3]) ? 0 : 1 / v[3],
				  v[2] == 0 ? NAN : 1 / v[2], 1e-11);
			assert_near(e.estimate, isnan(v[1]) ? 0 : 1 / v[1],
				    1e-11);
		}
	}
}

static void try_difference(const struct line *l)
{
	const unsigned *k = l->count;
	struct txo_two t = { { k[0], k[2] }, { k[1], k[3] } };
	struct txo_two turned = { { k[2], k[0] }, { k[3], k[1] } };
	const double *v = l->value;
	struct txo_estimate e = txo_newcombe(&t, 0.95);

	ends_near(&e, v[0], v[1], 2e-12);
	e = txo_newcombe(&turned, 0.95);
	ends_near(&e, -v[1], -v[0], 2e-12);
	e = txo_miettinen_nurminen(&t, 0.95);
	ends_near(&e, v[2], v[3], 1e-10);
	e = txo_miettinen_nurminen(&turned, 0.95);
	ends_near(&e, -v[3], -v[2], 1e-10);
}

static void try_ratio(const struct line *l)
{
	const unsigned *k = l->count;
	struct txo_two t = { { k[0], k[2] }, { k[1], k[3] } };
	const double *v = l->value;
	struct txo_estimate e = txo_koopman(&t, 0.95);

	ends_near(&e, v[0], v[1], 1e-9);
	assert_int_equal(!(e.note & TXO_NOTE_OPEN), k[2] > 0);
	e = txo_katz(&t, 0.95);
	assert_near(e.std_error, v[2], 2e-12);
	p_near(&e, v[3]);
	ends_near(&e, v[4], v[5], 2e-12);
}

static void try_mcnemar(const struct line *l)
{
	struct txo_paired t = { 3, l->count[0], l->count[1], 4 };
	struct txo_paired turned = { 0, l->count[1], l->count[0], 1 };
	const double *v = l->value;
	struct txo_estimate e = txo_mcnemar_exact(&t);

	p_near(&e, v[0]);
	e = txo_mcnemar_exact(&turned);
	p_near(&e, v[0]);
	e = txo_mcnemar_mid_p(&t);
	p_near(&e, v[1]);
	e = txo_mcnemar_mid_p(&turned);
	p_near(&e, v[1]);
	e = txo_mcnemar(&t);
	p_near(&e, v[2]);
	e = txo_paired_odds(&t, 0.95);
	ends_near(&e, v[3], v[4], 2e-12);
}

static void try_tango(const struct line *l)
{
	unsigned b = l->count[0], c = l->count[1], rest = l->count[2] - b - c;
	struct txo_paired t = { rest / 2, b, c, rest - rest / 2 };
	struct txo_paired turned = { rest, c, b, 0 };
	const double *v = l->value;
	struct txo_estimate e = txo_tango(&t, 0.95);

	ends_near(&e, v[0], v[1], 1e-11);
	e = txo_tango(&turned, 0.95);
	ends_near(&e, -v[1], -v[0], 1e-11);
}

struct kind {
	const char *name;
	unsigned counts, values, lines;
	void (*attempt)(const struct line *l);
};

static void read_line(char *text, const struct kind *k, struct line *l)
{
	char *p = text;

	snprintf(words, sizeof(words), "%.*s", (int)sizeof(words) - 1, text);
	p += strlen(k->name);
	for (unsigned i = 0; i < k->counts; i++)
		l->count[i] = (unsigned)strtoul(p, &p, 10);
	for (unsigned i = 0; i < k->values; i++)
		l->value[i] = strtod(p, &p);
	assert_int_equal(*p, '\n');
}

static void try_all(const struct kind *k)
{
	FILE *f = fopen(TABLES, "r");
	size_t length = strlen(k->name);
	unsigned lines = 0;
	char text[300];

	assert_non_null(f);
	while (fgets(text, sizeof(text), f)) {
		struct line l = { { 0 }, { 0 } };

		if (strncmp(text, k->name, length) != 0 || text[length] != ' ')
			continue;
		read_line(text, k, &l);
		k->attempt(&l);
		lines++;
	}
	fclose(f);
	assert_int_equal(lines, k->lines);
}

static void intervals_of_a_share_agree_up_to_30(void **state)
{
	static const struct kind k = { "share", 3, 2, 1275, try_share };

	(void)state;
	try_all(&k);
}

static void exact_tests_and_odds_agree_up_to_12_by_12(void **state)
{
	static const struct kind k = { "fisher", 4, 4, 2360, try_fisher };

	(void)state;
	try_all(&k);
}

static void differences_agree_up_to_7_by_7(void **state)
{
	static const struct kind k = { "difference", 4, 4, 398,
				       try_difference };

	(void)state;
	try_all(&k);
}

static void ratios_agree_up_to_7_by_7(void **state)
{
	static const struct kind k = { "ratio", 4, 6, 658, try_ratio };

	(void)state;
	try_all(&k);
}

static void tests_of_pairs_agree_up_to_12(void **state)
{
	static const struct kind k = { "mcnemar", 2, 5, 91, try_mcnemar };

	(void)state;
	try_all(&k);
}

static void differences_of_pairs_agree_up_to_8(void **state)
{
	static const struct kind k = { "tango", 3, 2, 94, try_tango };

	(void)state;
	try_all(&k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intervals_of_a_share_agree_up_to_30),
		cmocka_unit_test(exact_tests_and_odds_agree_up_to_12_by_12),
		cmocka_unit_test(differences_agree_up_to_7_by_7),
		cmocka_unit_test(ratios_agree_up_to_7_by_7),
		cmocka_unit_test(tests_of_pairs_agree_up_to_12),
		cmocka_unit_test(differences_of_pairs_agree_up_to_8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
