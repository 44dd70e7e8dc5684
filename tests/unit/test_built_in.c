#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/built_in.h"
#include "data/role.h"
#include "data/table_schema.h"
#include "near.h"

static const enum txo_built_in which[] = { TXO_BUILT_IN_COURSE,
					   TXO_BUILT_IN_SESSION };

static void read_one(struct txo_table_schema *s, enum txo_built_in one)
{
	struct txo_error err = { 0 };

	*s = (struct txo_table_schema){ 0 };
	if (txo_table_schema_read(s, txo_built_in_schema(one), &err) != TXO_OK)
		fail_msg("%s", err.text);
}

static void each_is_as_txo_writes_it(void **state)
{
	struct txo_table_schema s;

	(void)state;
	for (size_t i = 0; i < COUNT(which); i++) {
		struct txo_text json = txo_built_in_schema(which[i]);
		struct txo_buffer out = { 0 };

		read_one(&s, which[i]);
		assert_int_equal(s.remarks, 0);
		assert_int_equal(txo_table_schema_write(&s, &out, NULL),
				 TXO_OK);
		assert_int_equal(out.n, json.n);
		assert_memory_equal(out.p, json.p, json.n);
		txo_buffer_release(&out);
		txo_table_schema_release(&s);
	}
}

static void each_has_the_roles_of_its_kind_and_no_other(void **state)
{
	static const char *const lacks[] = { "session", "sessions" };
	struct txo_table_schema s;

	(void)state;
	for (size_t i = 0; i < COUNT(which); i++) {
		size_t roles = 0;

		read_one(&s, which[i]);
		for (const struct txo_role *r = txo_roles(); r->name; r++) {
			bool has = txo_table_schema_find(&s,
							 txo_text(r->name)) !=
				   TXO_NO_FIELD;

			assert_int_equal(has, strcmp(r->name, lacks[i]) != 0);
			roles += has;
		}
		assert_int_equal(roles, s.fields);
		txo_table_schema_release(&s);
	}
}

static void a_session_has_a_key_of_three(void **state)
{
	struct txo_table_schema s;
	const char *constraint;
	size_t session;

	(void)state;
	read_one(&s, TXO_BUILT_IN_SESSION);
	assert_int_equal(s.match, TXO_MATCH_PARTIAL);
	assert_int_equal(s.uniques, 1);
	assert_int_equal(s.unique[0].n, 3);
	session = txo_table_schema_find(&s, txo_text("session"));
	assert_int_equal(txo_field_judge(&s.field[session], txo_text("0"),
					 &constraint, NULL),
			 TXO_CELL_GOOD);
	assert_int_equal(txo_field_judge(&s.field[session], txo_text("NA"),
					 &constraint, NULL),
			 TXO_CELL_REQUIRED);
	txo_table_schema_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_is_as_txo_writes_it),
		cmocka_unit_test(each_has_the_roles_of_its_kind_and_no_other),
		cmocka_unit_test(a_session_has_a_key_of_three),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
