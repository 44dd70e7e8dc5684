#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/scale_use.h"
#include "near.h"
#include "rows.h"

#define MOST 8

/* A header all of whose columns are outcomes, and what --scale says. */
struct asked {
	struct txo_header header;
	struct txo_schema s;
	struct txo_scale_map map[MOST];
	struct txo_error err;
};

static void begin(struct asked *a, const char *columns)
{
	*a = (struct asked){ .err = { 0 } };
	header_of(&a->header, columns);
	a->s.header = &a->header;
	a->s.weight = TXO_NO_COLUMN;
	a->s.scale_map = a->map;
	for (size_t i = 0, use; i < a->header.n; i++) {
		assert_int_equal(txo_schema_use_column(&a->s, i, TXO_NUMBER,
						       &use, NULL),
				 TXO_OK);
		txo_schema_outcome(&a->s, use);
	}
}

static void end(struct asked *a)
{
	txo_schema_release(&a->s);
	txo_header_release(&a->header);
}

/* --scale column=scale; column NULL for none. */
static void say(struct asked *a, const char *column, const char *scale)
{
	struct txo_scale_map *m = &a->map[a->s.scale_maps++];

	m->column = txo_text(column);
	assert_int_equal(txo_scale_find(txo_text(scale), &m->scale, NULL),
			 TXO_OK);
}

/* The scales of all columns, as "masi - vss". */
static const char *settle(struct asked *a)
{
	static char text[200];

	if (txo_schema_scales(&a->s, &a->err) != TXO_OK)
		return a->err.text;
	text[0] = '\0';
	for (size_t i = 0; i < a->s.uses; i++) {
		const struct txo_scale *s = a->s.use[i].scale;
		size_t n = strlen(text);

		snprintf(text + n, sizeof(text) - n, "%s%s", i ? " " : "",
			 s ? s->scale : "-");
	}
	return text;
}

/* The same for a header and one bare --scale. */
static const char *bare(const char *columns, const char *scale)
{
	struct asked a;
	static char text[TXO_ERROR_SIZE];

	begin(&a, columns);
	say(&a, NULL, scale);
	snprintf(text, sizeof(text), "%s", settle(&a));
	end(&a);
	return text;
}

static void a_bare_scale_is_for_score_and_baseline(void **state)
{
	(void)state;
	assert_string_equal(bare("fee,score,baseline", "masi"), "- masi masi");
	assert_string_equal(bare("Total Score,pre-score,fee", "masi"),
			    "masi masi -");
}

static void a_bare_scale_is_for_columns_that_are_called_so(void **state)
{
	static const char *const so[] = { "masi",	  "MASI",
					  "masi_pre",	  "MASI week 12",
					  "pre-MASI",	  "week 12 (MASI)",
					  "masi12",	  " Masi. ",
					  "masi/12 weeks" };
	static const char *const not_so[] = {
		"mmasi", "m-masi",  "mmasi pre",     "masix",
		"xmasi", "amasi_x", "pre masi post", "",
		"-",	 "mas",	    "masi\xc3\xa9",  "\xff\xfe"
	};

	(void)state;
	for (size_t i = 0; i < COUNT(so) + COUNT(not_so); i++) {
		bool is = i < COUNT(so);
		char columns[100];

		snprintf(columns, sizeof(columns), "masi_w4,%s",
			 is ? so[i] : not_so[i - COUNT(so)]);
		if (strcmp(bare(columns, "masi"), is ? "masi masi" : "masi -"))
			fail_msg("%s: %s", columns, bare(columns, "masi"));
	}
	assert_string_equal(bare("PHQ-9 total,phq 9,phq", "phq9"),
			    "phq9 phq9 -");
	assert_string_equal(bare("gais_pm_2,gais 4best", "gais-pm"),
			    "gais-pm -");
}

static void each_end_of_a_name_counts(void **state)
{
	(void)state;
	assert_string_equal(bare("vss_masi,x", "vss"), "vss -");
	assert_string_equal(bare("vss_masi,x", "masi"), "masi -");
	assert_string_equal(bare("m_masi,x", "mmasi"), "mmasi -");
}

static void else_a_bare_scale_is_for_all_outcomes(void **state)
{
	struct asked a;
	size_t use;

	(void)state;
	assert_string_equal(bare("bdi,age", "phq9"), "phq9 phq9");
	begin(&a, "x,y,z");
	a.s.use[1].outcome = false;
	assert_int_equal(txo_schema_use_column(&a.s, 2, TXO_LABEL, &use, NULL),
			 TXO_OK);
	txo_schema_outcome(&a.s, use);
	say(&a, NULL, "vss");
	assert_string_equal(settle(&a), "vss - vss -");
	end(&a);
}

static void a_scale_can_name_its_column(void **state)
{
	struct asked a;

	(void)state;
	begin(&a, "score,vss,x");
	a.s.use[2].outcome = false;
	say(&a, "X", "masi");
	assert_string_equal(settle(&a), "- - masi");
	say(&a, NULL, "vss");
	assert_string_equal(settle(&a), "vss vss masi");
	say(&a, "score", "dlqi");
	assert_string_equal(settle(&a), "dlqi vss masi");
	say(&a, "score", "dlqi");
	assert_string_equal(settle(&a), "dlqi vss masi");
	say(&a, "score", "gad7");
	assert_string_equal(settle(&a),
			    "column 'score' cannot be on two scales, dlqi and "
			    "gad7: say --scale COLUMN=NAME for each column");
	end(&a);
}

static void two_scales_part_the_columns_or_are_refused(void **state)
{
	struct asked a;

	(void)state;
	begin(&a, "masi_pre,vss_pre");
	say(&a, NULL, "masi");
	say(&a, NULL, "vss");
	assert_string_equal(settle(&a), "masi vss");
	end(&a);
	begin(&a, "masi_pre,other");
	say(&a, NULL, "masi");
	say(&a, NULL, "vss");
	assert_non_null(strstr(settle(&a), "'masi_pre' cannot be on two"));
	end(&a);
}

static void a_scale_without_a_column_is_wrong_use(void **state)
{
	struct asked a;

	(void)state;
	begin(&a, "score,x");
	a.s.use[0].type = TXO_LABEL;
	a.s.use[1].outcome = false;
	say(&a, NULL, "masi");
	assert_int_equal(txo_schema_scales(&a.s, &a.err), TXO_USAGE);
	assert_string_equal(a.err.text,
			    "--scale masi: no column of numbers that is "
			    "analysed here can be on it; name one with --scale "
			    "COLUMN=masi");
	a.map[0].column = txo_text("score");
	assert_int_equal(txo_schema_scales(&a.s, &a.err), TXO_USAGE);
	assert_string_equal(a.err.text,
			    "--scale: column 'score' is not used as numbers "
			    "here, so it cannot be on the scale masi");
	a.map[0].column = txo_text("scoer");
	assert_int_equal(txo_schema_scales(&a.s, &a.err), TXO_USAGE);
	assert_non_null(strstr(a.err.text, "did you mean 'score'?"));
	end(&a);
}

static void a_column_that_scale_speaks_of_may_bear_it(void **state)
{
	struct asked a;

	(void)state;
	begin(&a, "masi_pre,other,score");
	assert_false(txo_schema_may_bear(&a.s, 0));
	say(&a, NULL, "masi");
	say(&a, "Other", "vss");
	assert_true(txo_schema_may_bear(&a.s, 0));
	assert_true(txo_schema_may_bear(&a.s, 1));
	assert_false(txo_schema_may_bear(&a.s, 2));
	end(&a);
}

static void further_files_must_be_on_the_same_scale(void **state)
{
	struct asked a, b;
	struct txo_error err = { 0 };

	(void)state;
	begin(&a, "Severity score,masi pre");
	begin(&b, "severity_score,Masi-Pre");
	say(&a, NULL, "masi");
	say(&b, NULL, "masi");
	assert_string_equal(settle(&a), "masi masi");
	assert_string_equal(settle(&b), "masi masi");
	assert_int_equal(txo_schema_same(&a.s, &b.s, &err), TXO_OK);
	b.s.use[0].scale = NULL;
	assert_int_equal(txo_schema_same(&a.s, &b.s, &err), TXO_DATA);
	assert_string_equal(err.text,
			    "column 'severity_score' is not on the same scale "
			    "in all files; say --scale COLUMN=NAME");
	end(&a);
	end(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bare_scale_is_for_score_and_baseline),
		cmocka_unit_test(
			a_bare_scale_is_for_columns_that_are_called_so),
		cmocka_unit_test(each_end_of_a_name_counts),
		cmocka_unit_test(else_a_bare_scale_is_for_all_outcomes),
		cmocka_unit_test(a_scale_can_name_its_column),
		cmocka_unit_test(two_scales_part_the_columns_or_are_refused),
		cmocka_unit_test(a_scale_without_a_column_is_wrong_use),
		cmocka_unit_test(a_column_that_scale_speaks_of_may_bear_it),
		cmocka_unit_test(further_files_must_be_on_the_same_scale),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
