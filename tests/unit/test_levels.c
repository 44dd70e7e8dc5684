#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cmd/levels.h"
#include "feed.h"
#include "intake.h"

struct parted {
	struct taken t;
	struct txo_frames fs;
	struct txo_frame f;
	struct txo_levels ls;
};

/* Part rows of "arm,score". */
static void part(struct parted *p, const char *const *rows, size_t n)
{
	begin(&p->t, "arm,score");
	project_both(&p->t, use(&p->t, "arm", TXO_LABEL),
		     use(&p->t, "score", TXO_NUMBER), true);
	take_all(&p->t, rows, n);
	assert_int_equal(txo_frames_init(&p->fs, &p->t.in, &p->t.err), TXO_OK);
	p->f = txo_frames_get(&p->fs, 0, 0);
	assert_int_equal(txo_levels_init(&p->ls, &p->f, &p->t.err), TXO_OK);
}

static void done(struct parted *p)
{
	txo_levels_release(&p->ls);
	txo_frames_release(&p->fs);
	end(&p->t);
}

static void levels_have_their_rows_and_samples(void **state)
{
	static const char *const rows[] = { "b,2", "a,1", "b,", "a,3",
					    "a,1", ",9",  ",",	"b,1" };
	struct txo_sample s;
	struct parted p;
	uint64_t missing;

	(void)state;
	part(&p, rows, COUNT(rows));
	assert_int_equal(p.ls.n, 2);
	assert_text(p.ls.level[0].name, "a");
	assert_text(p.ls.level[1].name, "b");
	assert_int_equal(p.ls.level[0].n, 3);
	assert_int_equal(p.ls.level[1].n, 3);
	assert_int_equal(p.ls.n_lost, 2);
	s = txo_level_sample(&p.f, &p.ls.level[0], 1, &missing);
	assert_int_equal(s.m, 2);
	assert_int_equal(s.w[0], 2);
	assert_same(s.x[1], 3.0);
	assert_int_equal(missing, 0);
	s = txo_level_sample(&p.f, &p.ls.level[1], 1, &missing);
	assert_int_equal(s.m, 2);
	assert_same(s.x[0], 1.0);
	assert_int_equal(missing, 1);
	done(&p);
}

static void there_may_be_no_level_at_all(void **state)
{
	static const char *const rows[] = { ",1", ",2" };
	struct parted p;

	(void)state;
	part(&p, rows, COUNT(rows));
	assert_int_equal(p.ls.n, 0);
	assert_int_equal(p.ls.lost, 0);
	assert_int_equal(p.ls.n_lost, 2);
	done(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(levels_have_their_rows_and_samples),
		cmocka_unit_test(there_may_be_no_level_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
