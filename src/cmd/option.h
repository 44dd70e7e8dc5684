/*
 * option.h - one row an option: from it come parsing, checks, defaults and
 * help.
 *
 *	static const struct txo_option options[] = {
 *		TXO_OPTION("y", TXO_COLUMN, struct plan, y, "COL", NULL,
 *			   "the column that may change"),
 *		TXO_OPTION_END
 *	};
 *
 * The value lands in the plan at `offset`, as the kind's type says.
 */
#ifndef TXO_CMD_OPTION_H
#define TXO_CMD_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "data/boxes.h"
#include "data/header.h"
#include "data/scale_use.h"

struct txo_words {
	struct txo_text *item;
	size_t n;
};

struct txo_fractions {
	double *item;
	size_t n;
};

struct txo_limit {
	double value;
	bool percent;	/* of all */
};

struct txo_role_maps {
	struct txo_role_map *item;
	size_t n;
};

struct txo_scale_maps {
	struct txo_scale_map *item;
	size_t n;
};

struct txo_box_rules {
	struct txo_box_rule *item;
	size_t n;
};

struct txo_bounds {
	int low, high;	/* both within */
};

/* A file that an option names, read whole. */
struct txo_content {
	struct txo_text name;	/* p is NULL when it is not given */
	struct txo_text text;
};

enum txo_option_kind {
	TXO_FLAG,	/* bool */
	TXO_WORD,	/* struct txo_text; p is NULL when not given */
	TXO_WORDS,	/* struct txo_words, parted by commas */
	TXO_COLUMN,	/* struct txo_text, a column or role */
	TXO_COLUMNS,	/* struct txo_words, columns or roles */
	TXO_CHOICE,	/* int, place among the choices */
	TXO_CHOICES,	/* unsigned, a bit for each choice */
	TXO_INTEGER,	/* int, from low to high */
	TXO_FRACTION,	/* double, from low to below high */
	TXO_FRACTIONS,	/* struct txo_fractions, each 0 to 1 */
	TXO_ROLE_MAPS,	/* struct txo_role_maps, role=column */
	TXO_SCALE_MAPS,	/* struct txo_scale_maps, [column=]scale */
	TXO_LIMIT,	/* struct txo_limit, a count or a share such as 5% */
	TXO_BOX_RULES,	/* struct txo_box_rules, [name=]pattern,... */
	TXO_SIZE,	/* size_t, bytes, as 500M or 2G */
	TXO_BOUNDS,	/* struct txo_bounds, two whole numbers, as 3,6 */
	TXO_CONTENT,	/* struct txo_content, of up to 16 MiB */
	TXO_EXPR /* struct txo_text, a condition in the language of
			 * --where that can be read; p is NULL when not given.
			 * Given twice is an error. See cmd/condition.h. */
};

struct txo_choice {
	const char *name;	/* NULL ends the list */
	const char *meaning;
};

struct txo_option {
	const char *name;	/* long name without dashes; NULL ends */
	char letter;		/* short name, or 0 */
	enum txo_option_kind kind;
	size_t offset;
	const char *arg;	/* what the value is, in the help; NULL: flag */
	const char *value;	/* default as text, or NULL for none */
	const struct txo_choice *choices;
	double low, high;	/* of TXO_INTEGER and TXO_FRACTION */
	bool operand;		/* stands without its name, before the files */
	bool once;		/* given twice is an error */
	const char *help;
};

/* name, kind, plan type, field, what the value is, default, help */
#define TXO_OPTION(n, k, p, f, a, v, h) \
	{ \
		.name = n, .kind = k, .offset = offsetof(p, f), .arg = a, \
		.value = v, .help = h \
	}

/* The same for a number: from low to high (of a fraction: below high). */
#define TXO_OPTION_RANGE(n, k, p, f, a, v, l, u, h) \
	{ \
		.name = n, .kind = k, .offset = offsetof(p, f), .arg = a, \
		.value = v, .low = l, .high = u, .help = h \
	}

/* The same with choices; there is always a default. */
#define TXO_OPTION_CHOICE(n, k, p, f, a, v, c, h) \
	{ \
		.name = n, .kind = k, .offset = offsetof(p, f), .arg = a, \
		.value = v, .choices = c, .help = h \
	}

/* The same for a value that stands without a name, before the files. */
#define TXO_OPERAND(n, k, p, f, a, h) \
	{ \
		.name = n, .kind = k, .offset = offsetof(p, f), .arg = a, \
		.operand = true, .help = h \
	}

/* The same for one that can be given but once. */
#define TXO_OPTION_ONCE(n, k, p, f, a, h) \
	{ \
		.name = n, .kind = k, .offset = offsetof(p, f), .arg = a, \
		.once = true, .help = h \
	}

/* With a letter as well. */
#define TXO_OPTION_LETTER(n, c, k, p, f, a, h) \
	{ \
		.name = n, .letter = c, .kind = k, .offset = offsetof(p, f), \
		.arg = a, .help = h \
	}

#define TXO_OPTION_END \
	{ \
		.name = NULL \
	}

#endif
