#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "txo/status.h"

static void a_failure_says_its_sentence(void **state)
{
	struct txo_error err = { .line = 7 };

	(void)state;
	assert_int_equal(txo_fail(&err, TXO_DATA, "%s is not %d", "a", 1),
			 TXO_DATA);
	assert_string_equal(err.text, "a is not 1");
	assert_int_equal(err.line, 7);
}

static void nobody_need_lend_an_error(void **state)
{
	(void)state;
	assert_int_equal(txo_fail(NULL, TXO_USAGE, "unheard"), TXO_USAGE);
	assert_int_equal(txo_fail_memory(NULL), TXO_IO);
}

static void memory_that_ran_out_is_a_failure_of_io(void **state)
{
	struct txo_error err = { 0 };

	(void)state;
	assert_int_equal(txo_fail_memory(&err), TXO_IO);
	assert_string_equal(err.text, "out of memory");
}

static void a_sentence_can_be_put_into_a_longer_one(void **state)
{
	struct txo_error err = { .text = "no such column" };

	(void)state;
	txo_fail(&err, TXO_DATA, "a.csv:%d: %s", 3, err.text);
	assert_string_equal(err.text, "a.csv:3: no such column");
}

static void a_sentence_stays_on_one_line(void **state)
{
	struct txo_error err = { 0 };

	(void)state;
	txo_fail(&err, TXO_DATA, "one\ntwo\r\nthree");
	assert_string_equal(err.text, "one two  three");
}

static void a_sentence_is_cut_between_two_characters(void **state)
{
	char text[TXO_ERROR_SIZE + 8];
	struct txo_error err = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(text) - 2; i += 2)
		memcpy(text + i, "\xc3\xa9", 2);
	text[sizeof(text) - 2] = '\0';
	txo_fail(&err, TXO_DATA, "%s", text);
	assert_int_equal(strlen(err.text), TXO_ERROR_SIZE - 2);
	txo_fail(&err, TXO_DATA, "x%s", text);
	assert_int_equal(strlen(err.text), TXO_ERROR_SIZE - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_failure_says_its_sentence),
		cmocka_unit_test(nobody_need_lend_an_error),
		cmocka_unit_test(memory_that_ran_out_is_a_failure_of_io),
		cmocka_unit_test(a_sentence_can_be_put_into_a_longer_one),
		cmocka_unit_test(a_sentence_stays_on_one_line),
		cmocka_unit_test(a_sentence_is_cut_between_two_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
