#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <glob.h>
#include <unistd.h>

#include <cmocka.h>

#include "data/inference.h"
#include "data/table.h"

static struct txo_cell_rules rules;
static struct txo_table_schema made;

/* Read the file with a function for each row. */
static void read_file(const char *path, void (*row)(const struct txo_table *t,
						    const struct txo_record *r))
{
	struct txo_input in = { .fd = open(path, O_RDONLY) };
	struct txo_table t = { .options = { .delimiter = 0 } };
	const struct txo_record *r;
	struct txo_error err = { 0 };

	assert_true(in.fd >= 0);
	assert_int_equal(txo_table_open(&t, &in, NULL, NULL, &err), TXO_OK);
	rules.number.comma_parts = t.dialect.delimiter == ',';
	row(&t, NULL);
	while (txo_table_next(&t, &r, &err) == TXO_OK && r)
		row(&t, r);
	assert_string_equal(err.text, "");
	row(NULL, NULL);
	txo_table_end(&t);
	txo_table_release(&t);
	txo_input_release(&in);
	close(in.fd);
}

static struct txo_inference of_file;
static bool with_values;

static void learn(const struct txo_table *t, const struct txo_record *r)
{
	if (r) {
		assert_int_equal(txo_inference_row(&of_file, r, NULL), TXO_OK);
	} else if (t) {
		assert_int_equal(txo_inference_init(&of_file, &t->header,
						    &rules, with_values, NULL),
				 TXO_OK);
	} else {
		assert_int_equal(txo_inference_schema(&of_file, &made, NULL),
				 TXO_OK);
		txo_inference_release(&of_file);
	}
}

static void try(const struct txo_table *t, const struct txo_record *r)
{
	const char *constraint;
	struct txo_error why = { 0 };

	for (size_t i = 0; r && i < t->header.n; i++) {
		struct txo_text cell = txo_record_field(r, i);

		if (txo_field_judge(&made.field[i], cell, &constraint, &why) <=
		    TXO_CELL_MISSING)
			continue;
		print_error("line %d, column %zu: %s\n", (int)r->line, i + 1,
			    why.text);
		fail();
	}
}

static void every_data_set_is_good_by_its_schema(void **state)
{
	glob_t g;

	(void)state;
	assert_int_equal(glob("datasets/*/*.csv", 0, NULL, &g), 0);
	assert_int_equal(glob("datasets/*.csv", GLOB_APPEND, NULL, &g), 0);
	assert_true(g.gl_pathc > 10);
	for (size_t i = 0; i < 2 * g.gl_pathc; i++) {
		struct txo_buffer json = { 0 };
		struct txo_error err = { 0 };

		with_values = i % 2;
		read_file(g.gl_pathv[i / 2], learn);
		assert_int_equal(txo_table_schema_write(&made, &json, &err),
				 TXO_OK);
		txo_table_schema_release(&made);
		assert_int_equal(txo_table_schema_read(
					 &made,
					 (struct txo_text){ json.p, json.n },
					 &err),
				 TXO_OK);
		read_file(g.gl_pathv[i / 2], try);
		txo_table_schema_release(&made);
		txo_buffer_release(&json);
	}
	globfree(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_data_set_is_good_by_its_schema),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
