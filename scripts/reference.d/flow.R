# What txo flow must print: each stage counted over rows of R, one after the
# other. A unit is at a stage if one of its rows is (NA: unknown, if none is and
# it is NA in one).

any_row <- function(truth, unit)
{
	by <- function(f) tapply(truth, unit, f)
	yes <- by(function(t) any(t %in% TRUE))
	unknown <- by(function(t) anyNA(t))
	ifelse(yes, TRUE, ifelse(unknown, NA, FALSE))
}

# stages: named list of conditions by row; unit: of each row.
expect_flow <- function(command, prefix, stages, unit, reason = NULL,
			reasoned = names(stages))
{
	at <- rep(TRUE, length(unique(unit)))
	total <- length(at)
	say <- function(stage, column, value, digits = 0, more = "")
		expect(command, paste0(prefix, "stage=", stage, more), column,
		       value, digits, "counted unit by unit")
	say("recorded", "n", total)
	say("recorded", "percent_of_recorded", if (total) 100 else NA)
	say("recorded", "percent_of_previous", NA)
	for (stage in names(stages)) {
		truth <- any_row(stages[[stage]], unit)
		now <- at & truth %in% TRUE
		gone <- at & !now
		why <- if (is.null(reason) || !(stage %in% reasoned))
			character(0) else
			tapply(reason, unit, function(r) {
				r <- sort(unique(r[!is.na(r) & r != ""]),
					  method = "radix")
				paste(r, collapse = "; ")
			})[gone]
		cells <- function(more)
		{
			say(stage, "n", sum(now), 0, more)
			say(stage, "left", sum(gone), 0, more)
			say(stage, "unknown", sum(is.na(truth) & at), 0, more)
			say(stage, "percent_of_recorded",
			    100 * sum(now) / total, 12, more)
			say(stage, "percent_of_previous",
			    if (any(at)) 100 * sum(now) / sum(at) else NA, 12,
			    more)
		}
		if (length(why) == 0)
			cells("")
		# a ';' cannot stand in the key of a row: those are not asked
		for (w in unique(grep(";", why[why != ""], value = TRUE,
				      invert = TRUE))) {
			more <- paste0(";reason=", w)
			cells(more)
			say(stage, "n_reason", sum(why == w), 0, more)
		}
		at <- now
	}
}

open_book()

d <- read.csv("datasets/synthetic_clinic/courses.csv")
unit <- factor(seq_len(nrow(d)))
for (n in 3:6)
	expect_flow(sprintf(paste("flow --complete %d --reason device",
				  "datasets/synthetic_clinic/courses.csv"), n),
		    "", list(started = d$sessions >= 1,
			     finished = d$sessions >= n,
			     analysed = !is.na(d$improvement)), unit, d$device)

d <- read.csv("datasets/synthetic_clinic/sessions.csv")
unit <- factor(paste(d$patient, d$concern))
expect_flow(paste("flow --eligible", "\"depth_mm >= 1\"", "--complete 5",
		  "--analysed \"session >= 3 and improvement > 30\"",
		  "--reason practitioner",
		  "datasets/synthetic_clinic/sessions.csv"), "",
	    list(eligible = d$depth_mm >= 1, started = d$session >= 1,
		 finished = d$session >= 5,
		 analysed = d$session >= 3 & d$improvement > 30), unit,
	    d$practitioner)

d <- read.csv("datasets/psy_btheb/data.csv")
for (g in unique(d$treatment)) {
	s <- d[d$treatment == g, ]
	expect_flow(paste("flow --unit patient --eligible \"bdi >= 10\"",
			  "--started \"month >= 2 and bdi is not missing\"",
			  "--finished \"month == 8 and bdi < 20\"",
			  "--by treatment datasets/psy_btheb/data.csv"),
		    paste0("treatment=", g, ";"),
		    list(eligible = s$bdi >= 10,
			 started = s$month >= 2 & !is.na(s$bdi),
			 finished = s$month == 8 & s$bdi < 20),
		    factor(s$patient_id))
}

set.seed(5)
n <- 400
d <- data.frame(patient = sample(sprintf("P%03d", 1:150), n, TRUE),
		sessions = sample(c(0:6, NA), n, TRUE),
		improvement = sample(c(1:9, NA, NA), n, TRUE),
		age = sample(c(12:80, NA), n, TRUE),
		why = sample(c("moved", "pain", "cost", "", ""), n, TRUE),
		status = sample(c("completed", "dropped", "ongoing", ""), n,
				TRUE))
text <- function(x) ifelse(is.na(x), "", x)
file <- write_input("flow_courses",
		    "patient,sessions,improvement,age,why,status", d$patient,
		    text(d$sessions), text(d$improvement), text(d$age), d$why,
		    d$status)
status <- ifelse(d$status == "", NA, d$status == "completed")
stages <- list(eligible = d$age >= 18, started = d$sessions >= 1,
	       finished = status, analysed = !is.na(d$improvement))
expect_flow(paste("flow --eligible \"age >= 18\"", file), "", stages,
	    factor(seq_len(n)), d$status, "finished")
expect_flow(paste("flow --eligible \"age >= 18\" --reason why", file), "",
	    stages, factor(seq_len(n)), d$why)
expect_flow(paste("flow --unit patient --eligible \"age >= 18\" --reason why",
		  file), "", stages, factor(d$patient), d$why)
expect_flow(paste("flow --unit patient --complete 4", file), "",
	    list(started = d$sessions >= 1, finished = d$sessions >= 4,
		 analysed = !is.na(d$improvement)), factor(d$patient))

close_book("flow.csv", "What txo flow must print.")
