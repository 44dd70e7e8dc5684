/*
 * txo survival - how long it takes until something happens, when not everybody
 * is observed until it does.
 *
 * Formulas: stats/survival.c, stats/log_rank.c, stats/competing.c, stats/gray.c,
 * stats/cox.c.
 */
#include "cmd/survival.h"

#define PLAN struct txo_survival_plan

static const struct txo_choice intervals[] = {
	[TXO_SURVIVAL_LOG] = { "log", "of the logarithm of the curve" },
	[TXO_SURVIVAL_LOG_LOG] = { "log-log",
				   "of the logarithm of its negative "
				   "logarithm" },
	[TXO_SURVIVAL_PLAIN] = { "plain", "of the curve itself" },
	{ NULL, NULL }
};

static const struct txo_choice tests[] = {
	[TXO_TEST_LOG_RANK] = { "log-rank", "all times count alike" },
	[TXO_TEST_PETO] = { "peto", "by Peto and Peto: early times count "
				    "more" },
	[TXO_TEST_FLEMING] = { "fleming-harrington",
			       "weights by --rho and --gamma" },
	[TXO_TEST_GRAY] = { "gray", "equal cumulative incidence of each event, "
				    "with --competing" },
	{ NULL, NULL }
};

static const struct txo_choice shows[] = {
	[TXO_SHOW_SURVIVAL] = { "survival", "the share without the event, by "
					    "Kaplan and Meier" },
	[TXO_SHOW_EVENTS] = { "events", "the share with it, 1 less the "
					"former" },
	[TXO_SHOW_HAZARD] = { "hazard", "the cumulative hazard, by Nelson and "
					"Aalen" },
	[TXO_SHOW_INCIDENCE] = { "incidence", "with --competing: the share "
					      "with each event, by Aalen and "
					      "Johansen" },
	{ NULL, NULL }
};

static const struct txo_choice ties[] = {
	[TXO_COX_EFRON] = { "efron", "as if one after the other, in all "
				     "orders" },
	[TXO_COX_BRESLOW] = { "breslow", "each as if it were the first" },
	{ NULL, NULL }
};

static const struct txo_choice transforms[] = {
	[TXO_COX_KM] = { "km", "1 less the curve of Kaplan and Meier" },
	[TXO_COX_IDENTITY] = { "identity", "the time" },
	[TXO_COX_LOG] = { "log", "its logarithm" },
	[TXO_COX_RANK] = { "rank", "its rank" },
	{ NULL, NULL }
};

static const struct txo_option options[] = {
	TXO_OPTION("time", TXO_COLUMN, PLAN, time, "COL", NULL,
		   "how long each was observed, 0 or more; with --response: "
		   "the number or date of a session, default: the role "
		   "session, else date"),
	TXO_OPTION("event", TXO_COLUMN, PLAN, event, "COL", NULL,
		   "how the time ended: 1, yes or true with the event, 0, no "
		   "or false without; or labels, see --event-is"),
	TXO_OPTION("event-is", TXO_WORDS, PLAN, event_is, "LABELS", NULL,
		   "the labels in the column of --event that are the event; "
		   "all others are censored"),
	TXO_OPTION("competing", TXO_WORDS, PLAN, competing, "LABELS", NULL,
		   "labels in the column of --event that are other events, "
		   "after which the event can no longer happen"),
	TXO_OPTION("response", TXO_EXPR, PLAN, response, "EXPR", NULL,
		   "the rows are sessions: the time is that of the first "
		   "session of a course in which this condition is true, "
		   "censored at the last one in which it is known to be "
		   "false"),
	TXO_OPTION("key", TXO_COLUMNS, PLAN, key, "COLS", NULL,
		   "with --response: the columns that tell courses apart; "
		   "default: the role patient, and course, or concern where "
		   "there is none"),
	TXO_OPTION("between", TXO_COLUMN, PLAN, between, "COL", NULL,
		   "compare the levels of this column"),
	TXO_OPTION("reference", TXO_WORD, PLAN, reference, "LEVEL", NULL,
		   "the level that others are compared with; default: the "
		   "first one"),
	TXO_OPTION_CHOICE("test", TXO_CHOICES, PLAN, tests, "LIST", NULL, tests,
			  "the tests of equal curves, with --between; default: "
			  "log-rank, with --competing gray"),
	TXO_OPTION_RANGE("rho", TXO_FRACTION, PLAN, rho, "R", "0", 0, 100,
			 "weights of fleming-harrington: S^R (1 - S)^G, S the "
			 "curve of all; 0 or more"),
	TXO_OPTION_RANGE("gamma", TXO_FRACTION, PLAN, gamma, "G", "1", 0, 100,
			 "see --rho; the default weighs late times more"),
	TXO_OPTION("trend", TXO_FLAG, PLAN, trend, NULL, NULL,
		   "test as well for a trend over the levels: along their "
		   "numbers, or in their order if they are none"),
	TXO_OPTION("strata", TXO_COLUMNS, PLAN, strata, "COLS", NULL,
		   "test within the combinations of these columns"),
	TXO_OPTION("quantiles", TXO_FRACTIONS, PLAN, quantiles, "LIST", "0.5",
		   "the times until which these shares have had the event"),
	TXO_OPTION("at", TXO_WORDS, PLAN, at, "LIST", NULL,
		   "what --show says at these times"),
	TXO_OPTION("tau", TXO_WORDS, PLAN, tau, "TIME", NULL,
		   "the mean time without the event, up to this time, and its "
		   "differences between levels"),
	TXO_OPTION("curve", TXO_FLAG, PLAN, curve, NULL, NULL,
		   "what --show says at each time at which something ended"),
	TXO_OPTION_CHOICE("show", TXO_CHOICES, PLAN, shows, "LIST", NULL, shows,
			  "the curves of --at and --curve; default: survival, "
			  "with --competing incidence"),
	TXO_OPTION_CHOICE("conf-type", TXO_CHOICE, PLAN, ci, "NAME", "log",
			  intervals, "the intervals of curves and quantiles"),
	TXO_OPTION("cox", TXO_COLUMNS, PLAN, cox, "COLS", NULL,
		   "how the hazard goes with these columns, by Cox "
		   "regression: numbers, or labels, each compared with the "
		   "first one; within --strata if there are any"),
	TXO_OPTION("factor", TXO_COLUMNS, PLAN, factors, "COLS", NULL,
		   "those of --cox whose numbers are labels"),
	TXO_OPTION_CHOICE("ties", TXO_CHOICE, PLAN, ties, "NAME", "efron", ties,
			  "what becomes of events at one time in --cox"),
	TXO_OPTION_CHOICE("transform", TXO_CHOICE, PLAN, transform, "NAME",
			  "km", transforms,
			  "the function of time that is tried against "
			  "proportional hazards"),
	TXO_OPTION_END
};

static const struct txo_example examples[] = {
	{ "txo survival --response 'improvement >= 50' --between device "
	  "--at 3,6 datasets/synthetic_clinic/sessions.csv",
	  "how many sessions until half respond" },
	{ "txo survival --time time_days --event status --event-is "
	  "died_melanoma --between ulcer --tau 1825 "
	  "datasets/surv_melanoma/data.csv",
	  "survival by ulceration, over five years" },
	{ "txo survival --time time_days --event status --event-is "
	  "died_melanoma --competing died_other --between ulcer --at 1825 "
	  "datasets/surv_melanoma/data.csv",
	  "of what they died within five years, by ulceration" },
	{ "txo survival --time time_days --event status --event-is "
	  "died_melanoma --cox thickness_mm,ulcer,sex "
	  "datasets/surv_melanoma/data.csv",
	  "hazard ratios of three covariates" },
	{ "txo survival --response 'bdi < 14' --map session=month --key "
	  "patient --between treatment --test log-rank,peto "
	  "datasets/psy_btheb/data.csv",
	  "months until the depression is mild, by treatment" },
	{ "txo survival --response 'improvement >= 50' --time date --curve "
	  "--show events datasets/synthetic_clinic/sessions.csv",
	  "the share of responders by days since the first session, to plot" },
	{ NULL, NULL }
};

const struct txo_command txo_cmd_survival = {
	.name = "survival",
	.brief = "time to an event, when some are not observed so long",
	.about =
		"Prints for each level of --between the median time and other "
		"quantiles, the curves at given times or all of them, the mean "
		"up to a time, then differences and tests. Who leaves without "
		"the event is censored: counted as at risk up to then. That is "
		"right only if those who leave are like those who stay. Times "
		"that differ by no more than a rounding error are equal, as in "
		"R. With --response a session in which it is not known whether "
		"the condition is true is passed over, and a visit before the "
		"first session is at time 0. A weight is that many equal "
		"observations; in rows of sessions it changes nothing, as a "
		"session that stands several times is one.",
	.examples = examples,
	.options = options,
	.columns = txo_survival_columns,
	.plan_size = sizeof(PLAN),
	.bind = txo_survival_bind,
	.settle = txo_survival_settle,
	.group = txo_survival_group,
	.say = txo_survival_say,
};
