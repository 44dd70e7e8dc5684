#include <gsl/gsl_errno.h>
#include <string.h>

#include "base/nearest.h"
#include "cli/help.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/run.h"
#include "cli/verbs.h"
#include "txo/version.h"

/* txo help [--man] [VERB] */
static enum txo_status help(char *const *word, struct txo_error *err)
{
	const struct txo_command *verb;
	bool man = *word && strcmp(*word, "--man") == 0;
	enum txo_status status;

	word += man;
	if (!*word && !man)
		return txo_help(err);
	if (!*word)
		return txo_fail(err, TXO_USAGE, "--man needs a verb");
	status = txo_verb_find(*word, &verb, err);
	if (status == TXO_OK && word[1])
		status = txo_fail(err, TXO_USAGE,
				  "help is for one verb at a "
				  "time: txo help %s",
				  verb->name);
	if (status != TXO_OK)
		return status;
	return man ? txo_help_man(verb, err) : txo_help_verb(verb, err);
}

static enum txo_status version(struct txo_error *err)
{
	const char *text = "txo " TXO_VERSION "\n";
	struct txo_output out;
	enum txo_status status = txo_output_open(&out, NULL, err);

	if (status == TXO_OK)
		status = txo_output_write(&out, text, strlen(text), err);
	if (status == TXO_OK)
		status = txo_output_close(&out, true, err);
	return status;
}

static enum txo_status no_option(const char *word, struct txo_error *err)
{
	const struct txo_text names[] = { txo_text("--help"),
					  txo_text("--version") };
	struct txo_buffer b = { 0 };
	char shown[TXO_SHOWN];
	enum txo_status status;

	txo_nearest_say(&b, txo_text(word), "options in place of a verb", names,
			2);
	status = txo_fail(err, TXO_USAGE, "there is no option '%s'%s",
			  txo_text_show(txo_text(word), shown), b.p ? b.p : "");
	txo_buffer_release(&b);
	return status;
}

int main(int argc, char **argv)
{
	const char *word = argc > 1 ? argv[1] : NULL;
	const struct txo_command *verb;
	struct txo_error err = { 0 };
	enum txo_status status;

	gsl_set_error_handler_off();
	if (!word)
		return (int)txo_help_usage(NULL);
	if (strcmp(word, "help") == 0)
		status = help(argv + 2, &err);
	else if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		status = txo_help(&err);
	else if (strcmp(word, "--version") == 0)
		status = version(&err);
	else if (*word == '-')
		status = no_option(word, &err);
	else if ((status = txo_verb_find(word, &verb, &err)) == TXO_OK)
		return txo_run(verb, argv + 2);
	if (status != TXO_OK)
		txo_report_error(NULL, NULL, &err);
	return (int)status;
}
