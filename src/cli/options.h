/*
 * options.h - command line to plan, by the option tables.
 */
#ifndef TXO_CLI_OPTIONS_H
#define TXO_CLI_OPTIONS_H

#include "base/arena.h"
#include "cmd/command.h"
#include "view/sink.h"

/* The driver's own options, the same for every verb. */
struct txo_common {
	struct txo_words by, na, allow;
	struct txo_text weight, output, provenance;
	struct txo_text encoding;
	struct txo_role_maps maps;
	struct txo_scale_maps scales;
	double level;
	int format;	/* place among the choices: 0 auto, then txo_format */
	int digits;	/* 0: as many as it takes */
	int names;	/* 1: broom */
	int decimal;	/* place among the choices */
	int thousands;	/* place among txo_thousands_marks */
	struct txo_text date_format, where, gate;
	struct txo_limit max_bad;
	int totals;	/* 0 auto, 1 skip, 2 keep */
	struct txo_text delimiter;
	struct txo_words header, asked;
	struct txo_box_rules list_columns;
	bool pad;
	bool exact_labels, redact;
	bool say, quiet, strict, help;
	int min_cell;	/* 0: all counts are printed */
	int threads;	/* 0: as many as there are cores */
	int reader;	/* 1: libcsv alone */
	size_t max_memory;	/* bytes; 0: as the machine has */
};

/* The driver's own options come in groups. */
enum txo_option_group {
	TXO_OPTIONS_OF_ANALYSES,	/* groups, weights, intervals */
	TXO_OPTIONS_OF_READING,		/* how files are read */
	TXO_OPTIONS_OF_ANSWERS,		/* how the answer is written */
	TXO_OPTION_GROUPS
};

/* The table of one of these groups, as far as it is for this verb: else it is empty. */
const struct txo_option *txo_driver_options(const struct txo_command *c,
					    int group);

/* The mark that each choice of --thousands stands for. */
extern const char txo_thousands_marks[];

struct txo_arguments {
	struct txo_arena arena;		/* owns all values */
	struct txo_common common;
	void *plan;			/* the verb's */
	struct txo_where *where;	/* what --where says, or NULL */
	const struct txo_cell_rules *rules;	/* what they say of cells */
	const char **file;
	size_t files;
};

/*
 * Read the words behind the verb. Options may stand anywhere, "--" ends them;
 * --name value, --name=value, -n value. A verb that reads no files knows only
 * its own options and those of the answer. Lists given twice are joined, of other
 * options the last counts. TXO_USAGE with one sentence for anything unknown
 * or out of range.
 */
TXO_NODISCARD
enum txo_status txo_arguments_read(struct txo_arguments *a,
				   const struct txo_command *command,
				   char *const *word, struct txo_error *err);

void txo_arguments_release(struct txo_arguments *a);

/* Put the text of a value where the option's target wants it. */
TXO_NODISCARD
enum txo_status txo_option_set(const struct txo_option *o, void *target,
			       struct txo_text value, struct txo_arena *arena,
			       struct txo_error *err);

#endif
