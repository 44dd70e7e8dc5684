#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/calendar.h"
#include "data/date.h"
#include "near.h"

#define NO_DATE INT32_MIN

static int day(const char *text)
{
	int days;

	return txo_date_parse(txo_text(text), &days, NULL) == TXO_OK ? days :
								       NO_DATE;
}

static void days_count_from_1970(void **state)
{
	(void)state;
	/* R: as.integer(as.Date("2024-02-29")) */
	assert_int_equal(day("1970-01-01"), 0);
	assert_int_equal(day("1969-12-31"), -1);
	assert_int_equal(day("2024-02-29"), 19782);
	assert_int_equal(day("2000-02-29"), 11016);
	assert_int_equal(day("1900-01-01"), -25567);
	assert_int_equal(day("2100-12-31"), 47846);
}

static bool is_leap(int year)
{
	return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

static void each_day_of_ten_thousand_years_is_written(void **state)
{
	int days, y, m, d, back;

	(void)state;
	assert_true(txo_calendar_day(0, 1, 1, &days));
	for (; days < 2932897; days++) {
		txo_calendar_date(days, &y, &m, &d);
		assert_true(txo_calendar_day(y, m, d, &back));
		assert_int_equal(back, days);
	}
	assert_int_equal(y, 9999);
}

static void each_day_of_two_centuries_follows_the_last(void **state)
{
	int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int expected = -25567;
	char text[48], back[TXO_DATE_SIZE];

	(void)state;
	for (int y = 1900; y <= 2100; y++) {
		length[1] = is_leap(y) ? 29 : 28;
		for (int m = 1; m <= 12; m++) {
			for (int d = 1; d <= length[m - 1]; d++) {
				snprintf(text, sizeof(text), "%04d-%02d-%02d",
					 y, m, d);
				assert_string_equal(
					txo_date_text(expected, back), text);
				assert_int_equal(day(text), expected++);
			}
			snprintf(text, sizeof(text), "%04d-%02d-%02d", y, m,
				 length[m - 1] + 1);
			assert_int_equal(day(text), NO_DATE);
		}
	}
}

static void a_month_is_its_first_day(void **state)
{
	(void)state;
	assert_int_equal(day("2024-03"), day("2024-03-01"));
	assert_int_equal(day("2024-13"), NO_DATE);
}

static void blanks_around_a_date_do_not_count(void **state)
{
	(void)state;
	assert_int_equal(day("  2024-03-05\t"), day("2024-03-05"));
	assert_int_equal(day("2024- 03-05"), NO_DATE);
}

static void a_time_of_day_is_left_out(void **state)
{
	static const char *const good[] = {
		"2024-03-05T10:30",	   "2024-03-05 10:30",
		"2024-03-05T10:30:59",	   "2024-03-05T23:59:60",
		"2024-03-05T00:00:00.000", "2024-03-05T10:30:00Z",
		"2024-03-05T10:30+02:00",  "2024-03-05 10:30:00.5-0930",
		"2024-03-05 10:30:00+02",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_int_equal(day(good[i]), day("2024-03-05"));
}

static void what_is_no_time_of_day_is_refused(void **state)
{
	static const char *const bad[] = {
		"2024-03-05T",
		"2024-03-05T10",
		"2024-03-05T1:30",
		"2024-03-05T24:00",
		"2024-03-05T10:60",
		"2024-03-05T10:30:61",
		"2024-03-05T10:30:",
		"2024-03-05T10:30 ZZ",
		"2024-03-05T10:30+2",
		"2024-03-05T10:30+02:",
		"2024-03-05T10:30Z+00:00",
		"2024-03-0510:30",
		"2024-0310:30",
		"2024-03T10:30",
		"2024-03 10:30",
		"2024-03-05TT10:30",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(day(bad[i]), NO_DATE);
}

static void other_ways_to_write_a_date_are_refused(void **state)
{
	static const char *const bad[] = {
		"",	      "-",	     "2024",	   "2024-",
		"2024-3-5",   "2024-03-5",   "24-03-05",   "05/03/2024",
		"05.03.2024", "20240305",    "2024/03/05", "2024-03-05x",
		"2024-03-",   "+2024-03-05", "45356",	   "2024-03-055",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(day(bad[i]), NO_DATE);
}

static void the_sentence_says_what_is_wrong(void **state)
{
	struct txo_error err = { 0 };
	int days;

	(void)state;
	assert_int_equal(txo_date_parse(txo_text(" 3/5/24 "), &days, &err),
			 TXO_DATA);
	assert_string_equal(
		err.text,
		"'3/5/24' is not a date YYYY-MM-DD; say which part is "
		"what with --date-format, as %d/%m/%Y");
	assert_int_equal(txo_date_parse(txo_text("2023-02-29"), &days, &err),
			 TXO_DATA);
	assert_string_equal(err.text,
			    "'2023-02-29' is not a day of the calendar");
	assert_int_equal(txo_date_parse(txo_text("0203-02-01"), &days, &err),
			 TXO_DATA);
	assert_string_equal(err.text,
			    "'0203-02-01' is not between 1900 and 2100");
	assert_int_equal(day("1899-12-31"), NO_DATE);
	assert_int_equal(day("2101-01-01"), NO_DATE);
	assert_int_equal(day("2024-00-01"), NO_DATE);
	assert_int_equal(day("2024-01-00"), NO_DATE);
}

/* In this form, or as a plain ISO date where that may stand too. */
static int day_in(const char *text, const char *form)
{
	int days;

	assert_int_equal(txo_date_check_form(txo_text(form), NULL), TXO_OK);
	return txo_date_parse_form(txo_text(text), txo_text(form), &days,
				   NULL) == TXO_OK ?
		       days :
		       NO_DATE;
}

static void iso_dates_stand_beside_another_form(void **state)
{
	int expected = day("2024-03-05");

	(void)state;
	assert_int_equal(day_in("05/03/2024", "%d/%m/%Y"), expected);
	assert_int_equal(day_in("2024-03-05", "%d/%m/%Y"), expected);
	assert_int_equal(day_in(" 2024-03-05 ", "%d.%m.%y"), expected);
	assert_int_equal(day_in("2024-03-05", "%y-%m-%d"), expected);
	assert_int_equal(day_in("2024-03-05", "%b %d %Y"), expected);
	assert_int_equal(day_in("2024-02-30", "%d/%m/%Y"), NO_DATE);
	assert_int_equal(day_in("2024-03", "%d/%m/%Y"), NO_DATE);
	assert_int_equal(day_in("2024-03-05T10:30", "%d/%m/%Y"), NO_DATE);
	assert_int_equal(day_in("2024/03/05", "%d/%m/%Y"), NO_DATE);
}

static void a_form_that_begins_with_the_year_stands_alone(void **state)
{
	(void)state;
	assert_int_equal(day_in("2024-03-05", "%Y-%d-%m"), day("2024-05-03"));
	assert_int_equal(day_in("2024-03-25", "%Y-%d-%m"), NO_DATE);
	assert_int_equal(day_in("2024-03-05", "%Y/%m/%d"), NO_DATE);
	assert_int_equal(day_in("2024/03/05", "%Y/%m/%d"), day("2024-03-05"));
	assert_int_equal(day_in("2024-03-05", "%Y-%m-%d"), day("2024-03-05"));
}

/* The date in ISO 8601, or "" */
static const char *iso(const char *text, const char *form)
{
	static char shown[80];
	struct txo_buffer b = { 0 };
	enum txo_status status = txo_date_write(txo_text(text), txo_text(form),
						&b, NULL);

	snprintf(shown, sizeof(shown), "%s",
		 status == TXO_OK && b.p ? b.p : "");
	txo_buffer_release(&b);
	return shown;
}

static void dates_are_written_as_iso(void **state)
{
	(void)state;
	assert_string_equal(iso(" 2025-03-01 ", ""), "2025-03-01");
	assert_string_equal(iso("2025-03", ""), "2025-03");
	assert_string_equal(iso("2025-03-01 09:05:00.5+01", ""),
			    "2025-03-01T09:05:00.5+01");
	assert_string_equal(iso("1.3.25", "%d.%m.%y"), "2025-03-01");
	assert_string_equal(iso("2025-03-01", "%d.%m.%y %H:%M"), "2025-03-01");
	assert_string_equal(iso("March 1, 2025", "%B %d, %Y"), "2025-03-01");
	assert_string_equal(iso("1/3/2025 9:05", "%d/%m/%Y %H:%M"),
			    "2025-03-01T09:05");
	assert_string_equal(iso("1/3/2025 9:05:07", "%d/%m/%Y %H:%M:%S"),
			    "2025-03-01T09:05:07");
	assert_string_equal(iso("1/3/2025 9", "%d/%m/%Y %H"),
			    "2025-03-01T09:00");
	assert_string_equal(iso("100% 1/3/2025", "100%% %d/%m/%Y"),
			    "2025-03-01");
}

static void what_is_no_date_is_not_written(void **state)
{
	(void)state;
	assert_string_equal(iso("01/03/2025", ""), "");
	assert_string_equal(iso("2025-03-01 10:30", "%d/%m/%Y"), "");
	assert_string_equal(iso("31/02/2025", "%d/%m/%Y"), "");
	assert_string_equal(iso("1/3/2025 24:00", "%d/%m/%Y %H:%M"), "");
	assert_string_equal(iso("1/3/2025 9:60", "%d/%m/%Y %H:%M"), "");
	assert_string_equal(iso("", ""), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_count_from_1970),
		cmocka_unit_test(each_day_of_two_centuries_follows_the_last),
		cmocka_unit_test(each_day_of_ten_thousand_years_is_written),
		cmocka_unit_test(a_month_is_its_first_day),
		cmocka_unit_test(blanks_around_a_date_do_not_count),
		cmocka_unit_test(a_time_of_day_is_left_out),
		cmocka_unit_test(what_is_no_time_of_day_is_refused),
		cmocka_unit_test(other_ways_to_write_a_date_are_refused),
		cmocka_unit_test(the_sentence_says_what_is_wrong),
		cmocka_unit_test(iso_dates_stand_beside_another_form),
		cmocka_unit_test(a_form_that_begins_with_the_year_stands_alone),
		cmocka_unit_test(dates_are_written_as_iso),
		cmocka_unit_test(what_is_no_date_is_not_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
