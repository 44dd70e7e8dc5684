#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "data/finding.h"
#include "data/kept.h"

static void the_table_has_a_row_for_each_rule(void **state)
{
	const struct txo_fault_type *t = txo_fault_types();

	(void)state;
	for (int i = 0; i < TXO_RULES; i++) {
		assert_non_null(t[i].code);
		assert_int_equal(strlen(t[i].code), 4);
		assert_true(*t[i].type && *t[i].group && *t[i].meaning);
	}
	assert_null(t[TXO_RULES].code);
}

static void codes_are_all_different(void **state)
{
	const struct txo_fault_type *t = txo_fault_types();

	(void)state;
	for (int i = 0; i < TXO_RULES; i++)
		for (int k = 0; k < i; k++)
			assert_string_not_equal(t[i].code, t[k].code);
}

/* Each type that may be told has a row, for who knows it by its name. */
static void every_promised_type_is_there(void **state)
{
	static const char promised[] =
		"source-error encoding-error format-error compression-error "
		"blank-header blank-label duplicate-label missing-label "
		"extra-label blank-row missing-cell extra-cell primary-key "
		"duplicate-row type-error constraint-error unique-error "
		"forbidden-value required-value session-gap session-order "
		"session-duplicate interval baseline-missing final-missing "
		"scale-range scale-direction scale-step side-effect-unknown "
		"grade-unknown contraindicated constant digit-preference "
		"unit-repeated";
	const struct txo_fault_type *t = txo_fault_types();
	char name[40];

	(void)state;
	for (const char *at = promised; *at; at += strspn(at, " ")) {
		size_t n = strcspn(at, " ");

		snprintf(name, sizeof(name), "%.*s", (int)n, at);
		assert_string_equal(t[txo_rule_of_type(name)].type, name);
		at += n;
	}
}

static uint64_t chosen(const char *word, uint64_t *forced)
{
	struct txo_rule_choice c = { 0, 0 };

	assert_int_equal(txo_rule_choose(&c, txo_text(word), NULL), TXO_OK);
	*forced = c.forced;
	return c.wanted;
}

static void words_choose_groups_types_and_codes(void **state)
{
	uint64_t forced, one = (uint64_t)1;

	(void)state;
	assert_true(chosen("interval", &forced) == one << TXO_RULE_INTERVAL);
	assert_true(forced == one << TXO_RULE_INTERVAL);
	assert_true(chosen("T504", &forced) == one << TXO_RULE_SESSION_COUNT);
	assert_true(
		chosen("constraint-error", &forced) ==
		(one << TXO_RULE_SESSION_COUNT | one << TXO_RULE_CONSTRAINT));
	assert_true(chosen("scale", &forced) ==
		    (one << TXO_RULE_SCALE_RANGE | one << TXO_RULE_SCALE_STEP |
		     one << TXO_RULE_SCALE_DIRECTION));
	assert_true(chosen("all", &forced) == (one << TXO_RULES) - 1);
	assert_true(forced == (one << TXO_RULES) - 1);
	assert_true(chosen("auto", &forced) ==
		    ((one << TXO_RULES) - 1 - (one << TXO_RULE_DIGITS)));
	assert_true(forced == 0);
}

static void an_unknown_word_is_an_error_with_the_nearest(void **state)
{
	struct txo_rule_choice c = { 0, 0 };
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(txo_rule_choose(&c, txo_text("session-gab"), &err),
			 TXO_USAGE);
	assert_non_null(strstr(err.text, "did you mean 'session-gap'?"));
	assert_true(c.wanted == 0);
}

/* "file:line:rule:value\n" of all that is told. */
static void note(void *ctx, const struct txo_finding *f)
{
	txo_buffer_printf(ctx, "%d:%d:%d:%.*s:%s\n", (int)f->file, (int)f->line,
			  (int)f->rule, (int)f->value.n,
			  f->value.p ? f->value.p : "", f->message);
}

static void keep(struct txo_kept *k, uint32_t file, uint64_t line,
		 enum txo_rule rule)
{
	char value[20];
	struct txo_finding f = { .rule = rule, .file = file, .line = line };

	snprintf(value, sizeof(value), "v%d", (int)line);
	f.value = txo_text(value);
	f.message = "m";
	txo_kept_add(k, &f);
}

static void kept_faults_are_told_by_file_line_and_rule(void **state)
{
	struct txo_kept k = { .most = 10 };
	struct txo_buffer b = { 0 };
	struct txo_finder finder = { note, &b };

	(void)state;
	keep(&k, 1, 2, TXO_RULE_TYPE);
	keep(&k, 0, 9, TXO_RULE_INTERVAL);
	keep(&k, 0, 9, TXO_RULE_CODE);
	keep(&k, 0, 3, TXO_RULE_INTERVAL);
	assert_int_equal(txo_kept_tell(&k, &finder, NULL), TXO_OK);
	assert_string_equal(b.p, "0:3:25:v3:m\n0:9:17:v9:m\n"
				 "0:9:25:v9:m\n1:2:16:v2:m\n");
	txo_kept_release(&k);
	txo_buffer_release(&b);
}

static void only_the_first_are_kept_and_all_are_counted(void **state)
{
	struct txo_kept k = { .most = 2 };
	struct txo_buffer b = { 0 };
	struct txo_finder finder = { note, &b };

	(void)state;
	for (uint64_t line = 100; line > 0; line--)
		keep(&k, 0, line, TXO_RULE_INTERVAL);
	assert_true(k.n <= 4);
	assert_int_equal(txo_kept_tell(&k, &finder, NULL), TXO_OK);
	assert_string_equal(b.p, "0:1:25:v1:m\n0:2:25:v2:m\n");
	assert_true(k.dropped[TXO_RULE_INTERVAL] == 98);
	assert_true(k.added == 100);
	txo_kept_release(&k);
	txo_buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_has_a_row_for_each_rule),
		cmocka_unit_test(codes_are_all_different),
		cmocka_unit_test(every_promised_type_is_there),
		cmocka_unit_test(words_choose_groups_types_and_codes),
		cmocka_unit_test(an_unknown_word_is_an_error_with_the_nearest),
		cmocka_unit_test(kept_faults_are_told_by_file_line_and_rule),
		cmocka_unit_test(only_the_first_are_kept_and_all_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
