#include "cli/reading.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "data/scan.h"
#include "txo/decimal.h"

#define MOST_THREADS 1024

/* One a core, unless it is said. */
static size_t threads(const struct txo_common *c)
{
	long n = c->threads ? c->threads : sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > MOST_THREADS ? MOST_THREADS : (size_t)n;
}

/* What a file says that holds a number; 0 if it does not. */
static double number_in(const char *name)
{
	FILE *f = fopen(name, "r");
	double x = 0;

	if (f && fscanf(f, "%lf", &x) != 1)
		x = 0;
	if (f)
		fclose(f);
	return x;
}

size_t txo_reading_memory(const struct txo_common *c)
{
	double all = (double)sysconf(_SC_PAGESIZE), group;

	if (c->max_memory)
		return c->max_memory;
	all *= (double)sysconf(_SC_PHYS_PAGES);
	group = number_in("/sys/fs/cgroup/memory.max");
	if (group > 0 && group < all)
		all = group;
	return all > 0 ? (size_t)(0.75 * all) : 0;
}

enum txo_status txo_reading_options(const struct txo_common *c,
				    struct txo_load_options *o,
				    struct txo_error *err)
{
	struct txo_text chunk = txo_text(getenv("TXO_CHUNK"));
	const char *scanner = getenv("TXO_SCANNER");
	struct txo_decimal d = { 0, 0 };
	char shown[TXO_SHOWN];

	*o = (struct txo_load_options){ .threads = threads(c),
					.memory = txo_reading_memory(c) };
	if (scanner && *scanner && !txo_scanner_force(scanner))
		return txo_fail(err, TXO_USAGE,
				"TXO_SCANNER: '%s' is no scanner of this "
				"machine",
				txo_text_show(txo_text(scanner), shown));
	if (!chunk.n)
		return TXO_OK;
	if (txo_decimal_parse(chunk.p, chunk.n, &d, NULL) == TXO_OK)
		o->chunk = (size_t)txo_decimal_positive_integer(d);
	if (o->chunk && o->chunk < SIZE_MAX / 4)
		return TXO_OK;
	return txo_fail(err, TXO_USAGE, "TXO_CHUNK: '%s' is no number of bytes",
			txo_text_show(chunk, shown));
}
