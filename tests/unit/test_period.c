#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/calendar.h"
#include "data/period.h"

static int day(int year, int month, int date)
{
	int days;

	assert_true(txo_calendar_day(year, month, date, &days));
	return days;
}

static void assert_named(int at, enum txo_period kind, const char *name)
{
	char buf[TXO_PERIOD_SIZE];

	assert_string_equal(txo_period_text(txo_period_of(at, kind), kind, buf),
			    name);
}

static void a_day_is_in_its_month_quarter_and_year(void **state)
{
	(void)state;
	assert_named(day(2024, 2, 29), TXO_MONTH, "2024-02");
	assert_named(day(2024, 3, 31), TXO_QUARTER, "2024-Q1");
	assert_named(day(2024, 4, 1), TXO_QUARTER, "2024-Q2");
	assert_named(day(2024, 12, 31), TXO_QUARTER, "2024-Q4");
	assert_named(day(2024, 12, 31), TXO_YEAR, "2024");
	assert_named(day(1969, 12, 31), TXO_MONTH, "1969-12");
	assert_named(day(1900, 1, 1), TXO_QUARTER, "1900-Q1");
	assert_named(day(2100, 12, 31), TXO_YEAR, "2100");
}

static void every_day_lies_between_the_ends_of_its_period(void **state)
{
	int last = day(2100, 12, 31);

	(void)state;
	for (enum txo_period kind = TXO_MONTH; kind <= TXO_YEAR; kind++) {
		int before = txo_period_of(day(1900, 1, 1) - 1, kind);

		for (int d = day(1900, 1, 1); d <= last; d++) {
			int p = txo_period_of(d, kind);

			assert_true(txo_period_first(p, kind) <= d);
			assert_true(txo_period_last(p, kind) >= d);
			assert_int_equal(p != before,
					 txo_period_first(p, kind) == d);
			assert_true(p == before || p == before + 1);
			before = p;
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_is_in_its_month_quarter_and_year),
		cmocka_unit_test(every_day_lies_between_the_ends_of_its_period),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
