#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/missing.h"
#include "data/schema.h"
#include "feed.h"
#include "near.h"
#include "rows.h"

struct asked {
	struct txo_header header;
	struct txo_schema s;
	struct txo_error err;
};

static void begin(struct asked *a, const char *columns)
{
	*a = (struct asked){ .err = { 0 } };
	header_of(&a->header, columns);
	a->s.header = &a->header;
	a->s.weight = TXO_NO_COLUMN;
}

static void end(struct asked *a)
{
	txo_schema_release(&a->s);
	txo_header_release(&a->header);
}

static enum txo_status use(struct asked *a, const char *name,
			   enum txo_type type, size_t *place)
{
	return txo_schema_use(&a->s, txo_text(name), type, place, &a->err);
}

static void a_column_is_used_once_for_each_type(void **state)
{
	struct asked a;
	size_t place;

	(void)state;
	begin(&a, "a,b,c");
	assert_int_equal(use(&a, "b", TXO_NUMBER, &place), TXO_OK);
	assert_int_equal(place, 0);
	assert_int_equal(use(&a, "a", TXO_LABEL, &place), TXO_OK);
	assert_int_equal(place, 1);
	assert_int_equal(use(&a, "B", TXO_NUMBER, &place), TXO_OK);
	assert_int_equal(place, 0);
	assert_int_equal(use(&a, "b", TXO_LABEL, &place), TXO_OK);
	assert_int_equal(place, 2);
	assert_int_equal(a.s.uses, 3);
	assert_int_equal(a.s.use[2].column, 1);
	assert_text(a.s.use[1].name, "a");
	assert_int_equal(use(&a, "d", TXO_LABEL, &place), TXO_USAGE);
	assert_int_equal(a.s.uses, 3);
	end(&a);
}

static void group_columns_come_first_in_each_projection(void **state)
{
	struct asked a;
	size_t place[2];

	(void)state;
	begin(&a, "a,b,c,d");
	assert_int_equal(txo_schema_group_by(&a.s, txo_text("c"), &a.err),
			 TXO_OK);
	assert_int_equal(txo_schema_group_by(&a.s, txo_text("d"), &a.err),
			 TXO_OK);
	assert_int_equal(a.s.by, 2);
	assert_int_equal(use(&a, "b", TXO_NUMBER, &place[0]), TXO_OK);
	assert_int_equal(use(&a, "a", TXO_NUMBER, &place[1]), TXO_OK);
	assert_int_equal(txo_schema_project(&a.s, place, 2, false, &a.err),
			 TXO_OK);
	assert_int_equal(txo_schema_project(&a.s, place + 1, 1, true, &a.err),
			 TXO_OK);
	assert_int_equal(a.s.projections, 2);
	assert_int_equal(a.s.projection[0].n, 4);
	assert_int_equal(a.s.projection[1].n, 3);
	assert_int_equal(a.s.projection[1].use[0], 0);
	assert_int_equal(a.s.projection[1].use[1], 1);
	assert_int_equal(a.s.projection[1].use[2], place[1]);
	assert_true(a.s.projection[1].keeps_missing);
	end(&a);
}

static void a_group_column_named_twice_is_an_error(void **state)
{
	struct asked a;

	(void)state;
	begin(&a, "clinic,b");
	assert_int_equal(txo_schema_group_by(&a.s, txo_text("clinic"), &a.err),
			 TXO_OK);
	assert_int_equal(txo_schema_group_by(&a.s, txo_text("Clinic"), &a.err),
			 TXO_USAGE);
	assert_string_equal(a.err.text, "--by names 'clinic' twice");
	end(&a);
}

static void many_uses_and_projections_are_kept(void **state)
{
	struct asked a;
	size_t place;

	(void)state;
	begin(&a, "a0,a1,a2,a3,a4,a5,a6,a7,a8,a9,b0,b1,b2,b3,b4,b5,b6,b7");
	for (size_t i = 0; i < 18; i++) {
		assert_int_equal(txo_schema_use_column(&a.s, i, TXO_NUMBER,
						       &place, &a.err),
				 TXO_OK);
		assert_int_equal(place, i);
		assert_int_equal(txo_schema_project(&a.s, &place, 1, false,
						    &a.err),
				 TXO_OK);
	}
	for (size_t i = 0; i < 18; i++) {
		assert_int_equal(a.s.use[i].column, i);
		assert_int_equal(a.s.projection[i].n, 1);
		assert_int_equal(a.s.projection[i].use[0], i);
	}
	end(&a);
}

/* Do two files with a use each for these columns ask for the same? */
static enum txo_status same(const char *first, const char *second,
			    enum txo_type type, struct txo_error *err)
{
	struct asked a, b;
	size_t place;
	enum txo_status status;

	begin(&a, first);
	begin(&b, second);
	for (size_t i = 0; i < a.header.n; i++)
		assert_int_equal(txo_schema_use_column(&a.s, i, TXO_NUMBER,
						       &place, NULL),
				 TXO_OK);
	for (size_t i = 0; i < b.header.n; i++)
		assert_int_equal(txo_schema_use_column(&b.s, i, type, &place,
						       NULL),
				 TXO_OK);
	status = txo_schema_same(&a.s, &b.s, err);
	end(&a);
	end(&b);
	return status;
}

static void further_files_may_spell_names_differently(void **state)
{
	(void)state;
	assert_int_equal(same("a,b", "a,b", TXO_NUMBER, NULL), TXO_OK);
	assert_int_equal(same("Skin type", "skin_type", TXO_NUMBER, NULL),
			 TXO_OK);
	assert_int_equal(same("patient", "Subject ID", TXO_NUMBER, NULL),
			 TXO_OK);
}

static void further_files_need_the_same_columns(void **state)
{
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(same("a,b", "a,c", TXO_NUMBER, &err), TXO_DATA);
	assert_non_null(strstr(err.text, "column 'c' stands where the first "
					 "file has 'b'"));
	assert_int_equal(same("a", "a", TXO_LABEL, &err), TXO_DATA);
	assert_int_equal(same("a,b", "a", TXO_NUMBER, &err), TXO_DATA);
	assert_non_null(strstr(err.text, "column 'b' is not in all files"));
	assert_int_equal(same("a", "a,b", TXO_NUMBER, &err), TXO_DATA);
	assert_non_null(strstr(err.text, "column 'b' is not in all files"));
}

static void some_words_mean_that_there_is_no_value(void **state)
{
	static const char *const missing[] = { "",     "NA",  "na",  "N/A",
					       "n/a",  "NaN", "nan", "NULL",
					       "null", ".",   "-",   "--" };
	static const char *const present[] = { "0",    "-1",  "none", "N",
					       "NAN1", "---", "..",   "nil",
					       "n.a.", "-.",  " ",    "?" };
	struct txo_missing m = { NULL, 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(missing); i++)
		assert_true(txo_is_missing(&m, txo_text(missing[i])));
	for (size_t i = 0; i < COUNT(present); i++)
		assert_false(txo_is_missing(&m, txo_text(present[i])));
}

static void more_words_can_be_named(void **state)
{
	const struct txo_text words[] = { txo_text("-99"),
					  txo_text("Not done") };
	struct txo_missing m = { words, 2 };

	(void)state;
	assert_true(txo_is_missing(&m, txo_text("-99")));
	assert_true(txo_is_missing(&m, txo_text("not DONE")));
	assert_true(txo_is_missing(&m, txo_text("NA")));
	assert_false(txo_is_missing(&m, txo_text("-99.0")));
	assert_false(txo_is_missing(&m, txo_text("99")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_column_is_used_once_for_each_type),
		cmocka_unit_test(group_columns_come_first_in_each_projection),
		cmocka_unit_test(a_group_column_named_twice_is_an_error),
		cmocka_unit_test(many_uses_and_projections_are_kept),
		cmocka_unit_test(further_files_may_spell_names_differently),
		cmocka_unit_test(further_files_need_the_same_columns),
		cmocka_unit_test(some_words_mean_that_there_is_no_value),
		cmocka_unit_test(more_words_can_be_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
