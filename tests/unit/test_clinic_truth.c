#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "data/clinic_truth.h"
#include "near.h"

#define DRAWN 200000	/* courses */
#define MOST 6
#define QUARTER 1073741824	/* of 2^32 */
#define FAR 5		/* standard errors */
#define CONCERNS (TXO_CLINIC_CONCERNS + 1)	/* the last: all of them */

static const struct txo_clinic_rules rules = { .seed = 1,
					       .least = 2,
					       .most = MOST,
					       .dropout = QUARTER,
					       .side_effects = 500000 };

enum variable { IMPROVEMENT, SCORE, SATISFACTION, BASELINE, LEVEL, VARIABLES };

static const char *const names[VARIABLES] = { "improvement", "score",
					      "satisfaction", "baseline",
					      "level" };

struct tally {
	uint64_t n, of[TXO_CLINIC_TOP + 1];
};

struct clinic {
	bool courses;
	uint64_t facts;
	struct tally of[VARIABLES][CONCERNS][MOST + 1], pain[4];
	uint64_t effect[TXO_CLINIC_EFFECTS + 1][CONCERNS][MOST + 1];
	uint64_t device[TXO_CLINIC_DEVICES];
};

static void count(struct tally *t, int value)
{
	t->n++;
	t->of[value]++;
}

static void count_row(struct clinic *s, const struct txo_clinic *c)
{
	const struct txo_clinic_session *k = &c->session;
	unsigned effects = s->courses ? c->course.effects : k->effects;
	int value[VARIABLES] = { k->improvement, k->score, k->satisfaction,
				 c->course.baseline, c->course.level };
	int concern[] = { c->course.concern, CONCERNS - 1 };
	int session[] = { k->number, 0 };

	for (int i = 0; i < 2; i++)
		for (int j = 0; j < 2; j++) {
			int a = concern[i], b = session[j];

			for (int v = 0; v < VARIABLES; v++)
				count(&s->of[v][a][b], value[v]);
			for (int e = 0; e < TXO_CLINIC_EFFECTS; e++)
				s->effect[e][a][b] += effects >> e & 1;
			s->effect[TXO_CLINIC_EFFECTS][a][b] += effects != 0;
		}
	count(&s->pain[c->course.device], k->pain);
	count(&s->pain[TXO_CLINIC_DEVICES], k->pain);
}

static void draw(struct clinic *s)
{
	struct txo_clinic c;

	assert_int_equal(txo_clinic_init(&c, &rules, NULL), TXO_OK);
	for (int i = 0; i < DRAWN; i++) {
		txo_clinic_course(&c, 0);
		s->device[c.course.device]++;
		while (txo_clinic_session(&c))
			if (!s->courses)
				count_row(s, &c);
		if (s->courses)
			count_row(s, &c);
	}
	txo_clinic_release(&c);
}

static double mean(const struct tally *t, double about, int power)
{
	double sum = 0;

	for (int i = 0; i <= TXO_CLINIC_TOP; i++) {
		double x = i - about, to_power = (double)t->of[i];

		for (int k = 0; k < power; k++)
			to_power *= x;
		sum += to_power;
	}
	return sum / (double)t->n;
}

/* Courses that are behind the rows: rows of one are not independent. */
static double independent(const struct clinic *s, uint64_t rows)
{
	return (double)rows / (s->courses ? 1 : MOST);
}

static void check_near(const struct txo_clinic_fact *f, double seen, double se)
{
	if (fabs(seen - f->value) <= FAR * se + 1e-9)
		return;
	fail_msg("%s, concern %d, session %d, %s, %s: %g is true, %g was drawn "
		 "(standard error %g)",
		 f->variable, f->concern, f->session, f->item ? f->item : "-",
		 f->statistic, f->value, seen, se);
}

static void check_share(const struct txo_clinic_fact *f, uint64_t k, uint64_t n,
			double of)
{
	check_near(f, (double)k / (double)n,
		   sqrt(f->value * (1 - f->value) / of));
}

/* Is the value where the quantile p of all values can be? */
static void check_quantile(const struct txo_clinic_fact *f,
			   const struct tally *t, double value, double of)
{
	double p = f->statistic[1] == '1' ? 0.25 :
		   f->statistic[1] == '3' ? 0.75 :
					    0.5;
	double below = 0, up_to = 0, se = sqrt(p * (1 - p) / of);

	for (int i = 0; i <= TXO_CLINIC_TOP; i++) {
		below += i < value - 0.5 ? (double)t->of[i] : 0;
		up_to += i < value + 0.5 ? (double)t->of[i] : 0;
	}
	if (below / (double)t->n > p + FAR * se ||
	    up_to / (double)t->n < p - FAR * se)
		fail_msg("%s, concern %d, session %d: %s is not %g",
			 f->variable, f->concern, f->session, f->statistic,
			 f->value);
}

static void check_tally(const struct clinic *s, const struct txo_clinic_fact *f,
			const struct tally *t, double unit)
{
	double of = independent(s, t->n), m = mean(t, 0, 1) / unit;
	double var = mean(t, m * unit, 2) / unit / unit;
	double fourth = mean(t, m * unit, 4) / unit / unit / unit / unit;

	if (strcmp(f->statistic, "mean") == 0)
		check_near(f, m, sqrt(var / of));
	else if (strcmp(f->statistic, "sd") == 0)
		check_near(f, sqrt(var),
			   sqrt((fourth - var * var) / of / var) / 2);
	else
		check_quantile(f, t, f->value * unit, of);
}

static int place(const char *const *all, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (name && strcmp(all[i], name) == 0)
			return i;
	return n;
}

static int device_called(const char *name)
{
	for (int i = 0; i < TXO_CLINIC_DEVICES; i++)
		if (name && strcmp(txo_clinic_device[i].name, name) == 0)
			return i;
	return TXO_CLINIC_DEVICES;
}

static void check_sessions(const struct clinic *s,
			   const struct txo_clinic_fact *f)
{
	double sum = 0, squares = 0, all;

	all = (double)s->of[BASELINE][CONCERNS - 1][0].n;
	for (int k = 1; k <= MOST; k++) {
		double n = (double)s->of[BASELINE][CONCERNS - 1][k].n;

		sum += k * n / all;
		squares += k * k * n / all;
	}
	if (f->session)
		check_share(f, s->of[BASELINE][CONCERNS - 1][f->session].n,
			    s->of[BASELINE][CONCERNS - 1][0].n, DRAWN);
	else
		check_near(f, sum, sqrt((squares - sum * sum) / DRAWN));
}

static void check_fact(void *ctx, const struct txo_clinic_fact *f)
{
	struct clinic *s = ctx;
	int concern = f->concern < 0 ? CONCERNS - 1 : f->concern;
	int v = place(names, VARIABLES, f->variable);
	int device = device_called(f->item), e;

	s->facts++;
	if (v < VARIABLES) {
		check_tally(s, f, &s->of[v][concern][f->session],
			    v == SATISFACTION ? 1 : 10);
	} else if (strcmp(f->variable, "pain") == 0) {
		check_tally(s, f, &s->pain[device], 1);
	} else if (strcmp(f->variable, "device") == 0) {
		check_share(f, s->device[device], DRAWN, DRAWN);
	} else if (strcmp(f->variable, "concern") == 0) {
		check_share(f, s->of[BASELINE][concern][0].n,
			    s->of[BASELINE][CONCERNS - 1][0].n, DRAWN);
	} else if (strcmp(f->variable, "side_effects") == 0) {
		uint64_t n = s->of[BASELINE][concern][f->session].n;

		e = place(txo_clinic_effect, TXO_CLINIC_EFFECTS, f->item);
		check_share(f, s->effect[e][concern][f->session], n,
			    independent(s, n));
	} else {
		assert_string_equal(f->variable,
				    s->courses ? "sessions" : "session");
		check_sessions(s, f);
	}
}

static void check_truth(bool courses)
{
	struct clinic *s = calloc(1, sizeof(*s));
	struct txo_clinic_reader reader = { check_fact, s };

	assert_non_null(s);
	s->courses = courses;
	draw(s);
	assert_int_equal(txo_clinic_truth(&rules, courses, &reader, NULL),
			 TXO_OK);
	assert_true(s->facts > 1000);
	free(s);
}

static void sessions_come_close_to_the_truth(void **state)
{
	(void)state;
	check_truth(false);
}

static void courses_come_close_to_the_truth(void **state)
{
	(void)state;
	check_truth(true);
}

/* Keeps one fact. */
struct one {
	struct txo_clinic_fact wanted;
	double value;
};

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static void keep(void *ctx, const struct txo_clinic_fact *f)
{
	struct one *one = ctx;
	const struct txo_clinic_fact *w = &one->wanted;

	if (same(f->variable, w->variable) && f->concern == w->concern &&
	    f->session == w->session && same(f->item, w->item) &&
	    same(f->statistic, w->statistic))
		one->value = f->value;
}

/* The fact where a course has two sessions, or three. */
static double fact(uint64_t dropout, bool courses,
		   struct txo_clinic_fact wanted)
{
	struct txo_clinic_rules r = { .seed = 1,
				      .least = 2,
				      .most = 3,
				      .dropout = dropout,
				      .side_effects = 500000 };
	struct one one = { wanted, NAN };
	struct txo_clinic_reader reader = { keep, &one };

	assert_int_equal(txo_clinic_truth(&r, courses, &reader, NULL), TXO_OK);
	return one.value;
}

static void the_rate_asked_for_is_that_of_first_sessions(void **state)
{
	struct txo_clinic_fact any = { "side_effects", TXO_CLINIC_ALL, 1,
				       "any",	       "rate",	       0 };

	(void)state;
	assert_near(fact(QUARTER, false, any), 0.5, 1e-6);
}

static void a_course_of_two_is_spared_by_both(void **state)
{
	struct txo_clinic_fact rate = { "side_effects", 0,	1,
					"redness",	"rate", 0 };
	double first, second, course;

	(void)state;
	first = fact(QUARTER, false, rate);
	rate.session = 2;
	second = fact(QUARTER, false, rate);
	course = fact(QUARTER, true, rate);
	assert_near(course, 1 - (1 - first) * (1 - second), 2e-9);
}

static void nobody_leaves_if_nobody_may(void **state)
{
	struct txo_clinic_fact mean_of = { "sessions", TXO_CLINIC_ALL, 0,
					   NULL,       "mean",	       0 };

	(void)state;
	assert_near(fact(QUARTER, true, mean_of), 2.75, 1e-12);
	assert_near(fact(0, true, mean_of), 3, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sessions_come_close_to_the_truth),
		cmocka_unit_test(courses_come_close_to_the_truth),
		cmocka_unit_test(the_rate_asked_for_is_that_of_first_sessions),
		cmocka_unit_test(a_course_of_two_is_spared_by_both),
		cmocka_unit_test(nobody_leaves_if_nobody_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
