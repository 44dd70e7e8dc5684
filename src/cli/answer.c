#include "cli/answer.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/report.h"

static enum txo_format chosen_format(const struct txo_common *c,
				     const struct txo_output *o)
{
	if (c->format > 0)
		return (enum txo_format)(c->format - 1);
	return !o->path && isatty(o->fd) ? TXO_FORMAT_TABLE : TXO_FORMAT_CSV;
}

enum txo_status txo_answer_open(struct txo_answer *a,
				const struct txo_common *c, const char *path,
				struct txo_error *err)
{
	enum txo_status status = txo_output_open(&a->output, path, err);

	a->sink = NULL;
	if (status != TXO_OK)
		return status;
	a->sink = txo_sink_new(chosen_format(c, &a->output), c->digits,
			       txo_output_write, &a->output);
	if (a->sink)
		return TXO_OK;
	(void)!txo_output_close(&a->output, false, NULL);
	return txo_fail_memory(err);
}

/* With --names broom the verb's columns have dots for underscores. */
static char *output_name(struct txo_arguments *args,
			 const struct txo_needs *needs, size_t i)
{
	struct txo_text name = needs->output[i];
	char *copy = txo_arena_copy(&args->arena, name.p, name.n);

	if (!args->common.names || needs->file_columns ||
	    (i >= needs->value_from && i < needs->value_to))
		return copy;
	for (char *p = copy; p && *p; p++)
		if (*p == '_')
			*p = '.';
	return copy;
}

static void warn_twice(const char *verb, const char *const *name, size_t n)
{
	char shown[TXO_SHOWN], line[TXO_SHOWN + 80];

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (strcmp(name[i], name[j]) == 0) {
				txo_text_show(txo_text(name[i]), shown);
				snprintf(line, sizeof(line),
					 "two output columns are called '%s'",
					 shown);
				txo_report_line(verb, NULL, line);
			}
}

enum txo_status txo_answer_header(struct txo_answer *a,
				  struct txo_arguments *args, const char *verb,
				  const struct txo_needs *needs,
				  struct txo_error *err)
{
	const struct txo_schema *s = &needs->schema;
	size_t n = s->by + needs->outputs;
	const char **name = txo_arena_take(&args->arena, n * sizeof(*name) + 1);

	if (!name)
		return txo_fail_memory(err);
	for (size_t i = 0; i < n; i++) {
		name[i] = i < s->by ?
				  txo_arena_copy(&args->arena, s->use[i].name.p,
						 s->use[i].name.n) :
				  output_name(args, needs, i - s->by);
		if (!name[i])
			return txo_fail_memory(err);
	}
	if (!needs->file_columns)
		warn_twice(verb, name, n);
	txo_sink_header(a->sink, name, n);
	return TXO_OK;
}

enum txo_status txo_answer_close(struct txo_answer *a, enum txo_status status,
				 struct txo_error *err)
{
	bool good = status == TXO_OK || status == TXO_NO;
	enum txo_status closed = TXO_OK;

	if (!a->sink)
		return status;
	if (good || txo_sink_status(a->sink) != TXO_OK)
		closed = txo_sink_finish(a->sink, err);
	txo_sink_free(a->sink);
	a->sink = NULL;
	if (a->output.closed && err)
		err->text[0] = '\0';
	good = good && closed == TXO_OK;
	closed = good ? txo_output_close(&a->output, true, err) : closed;
	if (!good)
		(void)!txo_output_close(&a->output, false, NULL);
	return closed == TXO_OK ? status : closed;
}
