#include "data/memory.h"

#include <stdio.h>

#define VALUE 24 /* bytes to sort and rank a value */
#define CELL 20	 /* bytes of a cell in a frame */

size_t txo_memory_of(const struct txo_intake *in)
{
	const struct txo_schema *s = in->schema;
	size_t bytes = 0;

	for (size_t i = 0; i < s->uses; i++)
		bytes += txo_dictionary_bytes(&in->dictionary[i]) +
			 in->dictionary[i].n * VALUE;
	for (size_t i = 0; i < s->projections; i++)
		bytes += txo_tally_bytes(&in->tally[i]) +
			 txo_tally_tuples(&in->tally[i]) * s->projection[i].n *
				 CELL;
	return bytes;
}

/* The limit as people say it. */
static const char *show(size_t bytes, char *text, size_t size)
{
	static const char *const unit[] = { "bytes", "KiB", "MiB", "GiB",
					    "TiB" };
	double x = (double)bytes;
	int i = 0;

	for (; x >= 1024 && i < 4; i++)
		x /= 1024;
	snprintf(text, size, "%.4g %s", x, unit[i]);
	return text;
}

/* The use with the most values. */
static size_t fullest(const struct txo_intake *in)
{
	size_t most = 0;

	for (size_t i = 0; i < in->schema->uses; i++)
		if (in->dictionary[i].n > in->dictionary[most].n)
			most = i;
	return most;
}

enum txo_status txo_memory_fail(const struct txo_intake *in, size_t limit,
				struct txo_error *err)
{
	const struct txo_use *use = in->schema->use;
	char shown[TXO_SHOWN], size[40];

	return txo_fail(err, TXO_IO,
			"more than %s of memory would be needed, for all the "
			"different values of '%s' above all: use fewer "
			"columns or rows (--where), or say --max-memory",
			show(limit, size, sizeof(size)),
			txo_text_show(use[fullest(in)].name, shown));
}

enum txo_status txo_memory_fail_keys(size_t limit, struct txo_error *err)
{
	char size[40];

	return txo_fail(
		err, TXO_IO,
		"more than %s of memory would be needed to remember "
		"keys and courses: use fewer --rules or rows (--where), "
		"or say --max-memory",
		show(limit, size, sizeof(size)));
}

enum txo_status txo_memory_fail_record(uint64_t line, size_t limit,
				       struct txo_error *err)
{
	char size[40];

	if (err)
		err->line = line;
	return txo_fail(err, TXO_IO,
			"a record that takes more than %s of memory begins "
			"here: is a quote missing? Else say --max-memory",
			show(limit, size, sizeof(size)));
}
