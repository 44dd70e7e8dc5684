/*
 * finding.h - what can be wrong with a file: the one table of faults.
 *
 * The types have the names of the Frictionless framework, and further ones for
 * courses of treatment. A code is one kind of fault, a type may have several.
 * An error is what cannot be read, or contradicts the rest of the file; a
 * warning is what can be right, and is worth a look.
 */
#ifndef TXO_DATA_FINDING_H
#define TXO_DATA_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "txo/status.h"

enum txo_severity { TXO_ERROR, TXO_WARNING };

/* Rows of the table, in its order: by level, and within it by code. */
enum txo_rule {
	TXO_RULE_SOURCE,
	TXO_RULE_ENCODING,
	TXO_RULE_FORMAT,
	TXO_RULE_COMPRESSION,
	TXO_RULE_BLANK_HEADER,
	TXO_RULE_BLANK_LABEL,
	TXO_RULE_SAME_LABEL,
	TXO_RULE_LIKE_LABEL,
	TXO_RULE_MISSING_LABEL,
	TXO_RULE_EXTRA_LABEL,
	TXO_RULE_BLANK_ROW,
	TXO_RULE_MISSING_CELL,
	TXO_RULE_EXTRA_CELL,
	TXO_RULE_TOTAL_ROW,
	TXO_RULE_PRIMARY_KEY,
	TXO_RULE_DUPLICATE_ROW,
	TXO_RULE_TYPE,
	TXO_RULE_CODE,
	TXO_RULE_REQUIRED,
	TXO_RULE_CONSTRAINT,
	TXO_RULE_UNIQUE,
	TXO_RULE_SESSION_GAP,
	TXO_RULE_SESSION_ORDER,
	TXO_RULE_SESSION_DUPLICATE,
	TXO_RULE_SESSION_COUNT,
	TXO_RULE_INTERVAL,
	TXO_RULE_BASELINE,
	TXO_RULE_FINAL,
	TXO_RULE_SCALE_RANGE,
	TXO_RULE_SCALE_STEP,
	TXO_RULE_SCALE_DIRECTION,
	TXO_RULE_SIDE_EFFECT,
	TXO_RULE_GRADE,
	TXO_RULE_CONTRAINDICATED,
	TXO_RULE_CONSTANT,
	TXO_RULE_DIGITS,
	TXO_RULE_UNIT,
	TXO_RULES
};

struct txo_fault_type {
	const char *code;	/* stable, one for each row of the table */
	const char *type;
	enum txo_severity severity;
	const char *group;	/* the rules it belongs to */
	const char *meaning;	/* no capital, no full stop */
};

/* TXO_RULES rows, then one whose code is NULL. Static storage. */
const struct txo_fault_type *txo_fault_types(void);

/* The first rule of this type, for faults that the reader names. */
enum txo_rule txo_rule_of_type(const char *type);

/* Sets of rules, a bit each. */
struct txo_rule_choice {
	uint64_t wanted;	/* those that are told */
	uint64_t forced;	/* those that run wherever they can */
};

static inline bool txo_rule_in(uint64_t set, enum txo_rule rule)
{
	return set >> rule & 1;
}

/*
 * Add what a word asks for: "auto", "all", a group, a type or a code.
 * TXO_USAGE, with the nearest word and the list, for any other.
 */
TXO_NODISCARD
enum txo_status txo_rule_choose(struct txo_rule_choice *choice,
				struct txo_text word, struct txo_error *err);

/* A fault in its place. All of it is borrowed. */
struct txo_finding {
	enum txo_rule rule;
	uint32_t file;		/* which of them, from 0 */
	uint64_t line;		/* physical, 0: of the file as a whole */
	uint64_t row;		/* below the header, from 1; 0: none */
	struct txo_text column;	/* empty: none */
	struct txo_text value;	/* as it stands in the file */
	const char *message;	/* one sentence */
};

/* Who is told of them. */
struct txo_finder {
	void (*tell)(void *ctx, const struct txo_finding *f);
	void *ctx;
};

static inline void txo_find(const struct txo_finder *finder,
			    const struct txo_finding *f)
{
	finder->tell(finder->ctx, f);
}

#endif
