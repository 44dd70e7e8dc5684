#include "data/finding.h"

#include <string.h>

#include "base/nearest.h"

#define WARN TXO_WARNING
#define FAIL TXO_ERROR

static const struct txo_fault_type types[TXO_RULES + 1] = {
	{ "F101", "source-error", FAIL, "structure", "the file is empty" },
	{ "F102", "encoding-error", FAIL, "structure",
	  "bytes that are not valid in the encoding of the file" },
	{ "F103", "format-error", FAIL, "structure",
	  "no CSV: a quote out of place or never closed, a NUL byte, two "
	  "delimiters that fit, a spreadsheet file" },
	{ "F104", "compression-error", FAIL, "structure",
	  "a compressed file is damaged" },
	{ "H201", "blank-header", FAIL, "structure",
	  "all lines are blank, so that there is no header" },
	{ "H202", "blank-label", FAIL, "structure", "a column has no name" },
	{ "H203", "duplicate-label", FAIL, "structure",
	  "two columns have the same name" },
	{ "H204", "duplicate-label", WARN, "structure",
	  "the names of two columns differ only in case, blanks, '_', '-' or "
	  "accents" },
	{ "H205", "missing-label", FAIL, "schema",
	  "the file lacks a column of the schema" },
	{ "H206", "extra-label", FAIL, "schema",
	  "the schema does not know a column of the file" },
	{ "R301", "blank-row", WARN, "structure",
	  "a blank line, or a row whose cells are all empty" },
	{ "R302", "missing-cell", FAIL, "structure",
	  "a row has fewer fields than the header" },
	{ "R303", "extra-cell", FAIL, "structure",
	  "a row has more fields than the header" },
	{ "R304", "forbidden-value", WARN, "structure",
	  "a row of totals (--totals keep if it is a row like others)" },
	{ "R305", "primary-key", FAIL, "keys",
	  "the key of a row is missing, or stands in an earlier row" },
	{ "R306", "duplicate-row", WARN, "keys",
	  "a row equals an earlier one; only where rows are of a patient" },
	{ "C401", "type-error", FAIL, "types",
	  "a cell is not of the type of its role, or of its field in the "
	  "schema" },
	{ "C402", "forbidden-value", FAIL, "types",
	  "-99, -999 or -9999 is the only kind of value below 0 (--na, "
	  "--allow)" },
	{ "C403", "required-value", FAIL, "schema",
	  "a cell is empty that the schema requires" },
	{ "C404", "constraint-error", FAIL, "schema",
	  "a cell breaks minimum, maximum, minLength, maxLength, pattern or "
	  "enum of the schema" },
	{ "C405", "unique-error", FAIL, "schema",
	  "a value stands twice in a column that the schema calls unique" },
	{ "T501", "session-gap", FAIL, "course",
	  "the sessions of a course are not numbered from 0 or 1 without "
	  "gaps" },
	{ "T502", "session-order", FAIL, "course",
	  "a session is not later than the one before it" },
	{ "T503", "session-duplicate", FAIL, "course",
	  "a course has two sessions of the same number" },
	{ "T504", "constraint-error", WARN, "course",
	  "a course has fewer or more sessions than --sessions" },
	{ "T505", "interval", WARN, "course",
	  "fewer or more days between two sessions than --interval" },
	{ "T506", "baseline-missing", WARN, "course",
	  "a course has no score from before its first session" },
	{ "T507", "final-missing", WARN, "course",
	  "a course has no score from its last session or later" },
	{ "T508", "scale-range", FAIL, "scale",
	  "a score is beyond the ends of the scale" },
	{ "T509", "scale-step", FAIL, "scale",
	  "a score lies between two steps of the scale" },
	{ "T510", "scale-direction", FAIL, "scale",
	  "the improvement says better where the score says worse" },
	{ "T511", "side-effect-unknown", WARN, "course",
	  "a side effect is none of the vocabulary" },
	{ "T512", "grade-unknown", WARN, "course",
	  "a grade is neither 0 to 5 nor a word for one of them" },
	{ "T513", "contraindicated", FAIL, "course",
	  "a contraindication is recorded of a patient who was treated" },
	{ "T514", "constant", WARN, "course",
	  "20 scores or more, and all are equal" },
	{ "T515", "digit-preference", WARN, "digits",
	  "the last digits of the scores are far from equally frequent (only "
	  "on request)" },
	{ "T516", "unit-repeated", WARN, "course",
	  "a patient stands on several rows of a file of courses" },
	{ NULL, NULL, FAIL, NULL, NULL }
};

const struct txo_fault_type *txo_fault_types(void)
{
	return types;
}

enum txo_rule txo_rule_of_type(const char *type)
{
	for (int i = 0; type && i < TXO_RULES; i++)
		if (strcmp(types[i].type, type) == 0)
			return (enum txo_rule)i;
	return TXO_RULE_FORMAT;
}

/* The rules that go by this word: a group, a type or a code. */
static uint64_t rules_called(struct txo_text word)
{
	uint64_t set = 0;

	for (int i = 0; i < TXO_RULES; i++)
		if (txo_text_equal_nocase(word, txo_text(types[i].group)) ||
		    txo_text_equal_nocase(word, txo_text(types[i].type)) ||
		    txo_text_equal_nocase(word, txo_text(types[i].code)))
			set |= (uint64_t)1 << i;
	return set;
}

/* Groups first, then types; each once. */
static size_t list_words(struct txo_text *word, size_t room)
{
	size_t n = 0;

	word[n++] = txo_text("auto");
	word[n++] = txo_text("all");
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < TXO_RULES && n < room; i++) {
			word[n] = txo_text(pass ? types[i].type :
						  types[i].group);
			for (size_t k = 0; k < n; k++)
				if (txo_text_equal(word[k], word[n])) {
					n--;
					break;
				}
			n++;
		}
	return n;
}

enum txo_status txo_rule_choose(struct txo_rule_choice *choice,
				struct txo_text word, struct txo_error *err)
{
	uint64_t every = ((uint64_t)1 << TXO_RULES) - 1, set;
	struct txo_text names[TXO_RULES + 16];
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	enum txo_status status;

	if (txo_text_equal_nocase(word, txo_text("auto"))) {
		choice->wanted |= every & ~((uint64_t)1 << TXO_RULE_DIGITS);
		return TXO_OK;
	}
	set = txo_text_equal_nocase(word, txo_text("all")) ? every :
							     rules_called(word);
	choice->wanted |= set;
	choice->forced |= set;
	if (set)
		return TXO_OK;
	txo_nearest_say(&b, word, "rules", names,
			list_words(names, TXO_RULES + 16));
	status = txo_fail(err, TXO_USAGE, "--rules: '%s' is not known%s",
			  txo_text_show(word, shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}
