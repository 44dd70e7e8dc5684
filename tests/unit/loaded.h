/*
 * loaded.h - files read by both readers, with any number of threads and chunks of
 * any size, for tests of the quick one.
 *
 * Include it after <cmocka.h>.
 */
#ifndef TXO_TESTS_LOADED_H
#define TXO_TESTS_LOADED_H

#include "../fuzz/outcomes.h"

#define TEXT(s) ((struct txo_text){ (s), sizeof(s) - 1 })

/* What must be so of each outcome; NULL: nothing but that both are the same. */
typedef void expect_fn(const struct outcome *o);

static inline void load_once(const struct reading *r, expect_fn *expect)
{
	struct outcome slow, quick;
	const char *what;

	reading_run(r, false, &slow);
	reading_run(r, true, &quick);
	if (expect)
		expect(&quick);
	what = outcome_difference(&slow, &quick);
	if (what)
		fail_msg("chunks of %zu, %zu threads: %s\nlibcsv: %llu: %s\n"
			 "quick: %llu: %s",
			 r->load.chunk, r->load.threads, what,
			 (unsigned long long)slow.err.line, slow.err.text,
			 (unsigned long long)quick.err.line, quick.err.text);
	outcome_release(&slow);
	outcome_release(&quick);
}

static inline void load_both(struct reading r, expect_fn *expect)
{
	static const size_t threads[] = { 1, 2, 3, 8 };
	static const size_t chunk[] = { 1, 2, 9, 40, 300, 0 };

	r.files = r.files ? r.files : 1;
	for (size_t t = 0; t < sizeof(threads) / sizeof(threads[0]); t++)
		for (size_t c = 0; c < sizeof(chunk) / sizeof(chunk[0]); c++) {
			r.load.threads = threads[t];
			r.load.chunk = chunk[c];
			load_once(&r, expect);
		}
}

static inline void assert_error(const struct outcome *o, uint64_t line,
				const char *text)
{
	assert_string_equal(o->err.text, text);
	assert_int_equal(o->err.line, line);
}

static inline void assert_fault(const struct outcome *o, size_t i,
				const char *file, uint64_t line)
{
	assert_true(i < o->in.account.unreadable);
	assert_string_equal(o->in.fault[i].file, file);
	assert_int_equal(o->in.fault[i].error.line, line);
}

#endif
