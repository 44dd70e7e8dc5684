/*
 * help.h - help texts, made from the tables of verbs, options, columns, roles
 * and notes.
 */
#ifndef TXO_CLI_HELP_H
#define TXO_CLI_HELP_H

#include <stdbool.h>

#include "cmd/command.h"
#include "data/finding.h"

/* What txo is and which verbs it has, to stdout. */
TXO_NODISCARD
enum txo_status txo_help(struct txo_error *err);

/* All about one verb, examples first, to stdout. */
TXO_NODISCARD
enum txo_status txo_help_verb(const struct txo_command *command,
			      struct txo_error *err);

/* Does the verb print notes? */
bool txo_has_notes(const struct txo_command *command);

/* Does its help tell what the roles are? */
bool txo_has_roles(const struct txo_command *command);

/* How columns are found by role, and one role: its type, meaning, synonyms. */
extern const char txo_help_roles[];
void txo_help_role(struct txo_buffer *b, const struct txo_role *r);

/* The name and the text of a fault, for lists of them. */
void txo_help_fault(const struct txo_fault_type *t, struct txo_buffer *name,
		    struct txo_buffer *text);

/* The manual page of one verb in man(7) markup, to stdout. */
TXO_NODISCARD
enum txo_status txo_help_man(const struct txo_command *command,
			     struct txo_error *err);

/*
 * A few lines to stderr for who has typed too little; TXO_USAGE. NULL for no
 * verb at all.
 */
enum txo_status txo_help_usage(const struct txo_command *command);

#endif
