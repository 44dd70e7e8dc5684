# What txo profile must print: a second way of working it out, in plain R, on a table
# with a row for each course and a column for each session. Means and steps are
# t.test(), shares prop.test() without correction, contrasts t.test() of two, the
# trend is the correlation of length and response with z = r sqrt(n - 1).

# d: id, session, score, yes (TRUE, FALSE, NA); one row a visit. Rows without a
# score are visits all the same. base: one for each id, named, or NULL.
as_table <- function(d, base = NULL)
{
	ids <- sort(unique(d$id))
	axis <- sort(unique(d$session))
	at <- cbind(match(d$id, ids), match(d$session, axis))
	blank <- matrix(NA, length(ids), length(axis))
	score <- yes <- blank
	seen <- matrix(FALSE, length(ids), length(axis))
	score[at] <- d$score
	yes[at] <- d$yes
	seen[at] <- TRUE
	if (!is.null(base)) {	# a visit 0 of every course
		axis <- c(0, axis)
		score <- cbind(base[as.character(ids)], score)
		yes <- cbind(NA, yes)
		seen <- cbind(TRUE, seen)
	}
	list(ids = ids, axis = axis, score = score, yes = yes, seen = seen,
	     last = apply(seen, 1, function(s) max(which(s))))
}

# How each course responds at each session: what was known last, or once and for
# all.
respond <- function(yes, once)
{
	for (k in seq_len(ncol(yes))[-1]) {
		now <- ifelse(is.na(yes[, k]), yes[, k - 1], yes[, k])
		if (once)
			now <- ifelse(yes[, k - 1] %in% TRUE, TRUE, now)
		yes[, k] <- now
	}
	yes
}

carry <- function(score)
{
	for (k in seq_len(ncol(score))[-1])
		score[, k] <- ifelse(is.na(score[, k]), score[, k - 1],
				     score[, k])
	score
}

mean_cells <- function(x)
{
	x <- x[!is.na(x)]
	e <- list(n = length(x), estimate = if (length(x)) mean(x) else NA,
		  std_error = NA, df = NA, conf_low = NA, conf_high = NA,
		  statistic = NA, p_value = NA)
	if (length(x) > 1 && any(x != x[1])) {
		t <- t.test(x)
		e$std_error <- unname(t$stderr)
		e$df <- unname(t$parameter)
		e$conf_low <- t$conf.int[1]
		e$conf_high <- t$conf.int[2]
		e$statistic <- unname(t$statistic)
		e$p_value <- t$p.value
	}
	e
}

share_cells <- function(yes)
{
	yes <- yes[!is.na(yes)]
	n <- length(yes)
	if (n == 0)
		return(list(n = 0, responders = 0, estimate = NA,
			    conf_low = NA, conf_high = NA))
	ci <- suppressWarnings(prop.test(sum(yes), n, correct = FALSE))$conf.int
	list(n = n, responders = sum(yes), estimate = mean(yes),
	     conf_low = if (any(yes)) ci[1] else 0,
	     conf_high = if (all(yes)) 1 else ci[2])
}

say_cells <- function(command, row, cells, source)
{
	exact <- c("n", "n_missing", "n_in", "seen", "absent", "ongoing",
		   "left", "left_responders", "left_unknown", "responders",
		   "df")
	for (column in names(cells)) {
		digits <- if (column %in% exact) 0 else
			if (column %in% c("p_value", "statistic")) 9 else 12
		expect(command, row, column, cells[[column]], digits, source)
	}
}

no_test <- function(e)
{
	e$statistic <- e$p_value <- NA
	e
}

# who: rows of the table that a row of output is about; who$ends: not ongoing.
counts_at <- function(t, who, k, status, ongoing)
{
	before <- who & t$last < k
	left <- before & !ongoing
	end <- status[cbind(seq_along(t$ids), t$last)]
	cells <- list(n_in = sum(who), seen = sum(t$seen[who, k]),
		      absent = sum(who & !t$seen[, k] & t$last > k),
		      left = sum(left))
	if (!is.null(t$responds)) {
		cells$left_responders <- sum(end[left] %in% TRUE)
		cells$left_unknown <- sum(is.na(end[left]))
	}
	if (any(ongoing))
		cells$ongoing <- sum(before & ongoing)
	cells
}

# The rows of one level. strata: the length of each course; base: of each.
expect_level <- function(command, prefix, t, who, status, strata, base,
			 complete = NULL, locf = FALSE, virtual = FALSE,
			 ongoing = rep(FALSE, length(t$ids)),
			 own = rep(0, length(t$ids)))
{
	scores <- carry(t$score)
	lengths <- sort(unique(strata[who]))
	end <- status[cbind(seq_along(t$ids), t$last)]
	end[ongoing] <- NA
	responds <- !is.null(t$responds)
	say <- function(row, cells, all, source)
	{
		cells$n_missing <- all - cells$n
		say_cells(command, paste0(prefix, row), cells, source)
	}
	session <- function(k, reading, term, length = NULL)
		paste0("session=", t$axis[k], ";reading=", reading, ";term=",
		       term, if (!is.null(length))
			       paste0(";length=", length))
	step_at <- function(k) ifelse(t$seen[, k] & t$seen[, k - 1],
				      t$score[, k] - t$score[, k - 1], NA)
	for (k in seq_along(t$axis)) {
		here <- who & t$seen[, k]
		counts <- counts_at(t, who, k, status, ongoing)
		say(session(k, "dose-effect", "mean"),
		    c(no_test(mean_cells(t$score[here, k])), counts),
		    sum(here), "t.test")
		if (!is.null(complete))
			say(session(k, "dose-effect", "mean_completers"),
			    no_test(mean_cells(t$score[who & complete, k])),
			    sum(who & complete), "t.test")
		if (locf) {
			x <- scores[who & !(ongoing & t$last < k), k]
			say(session(k, "dose-effect", "mean_carried"),
			    no_test(mean_cells(x)), sum(who), "t.test")
		}
		if (k > 1)
			say(session(k, "dose-effect", "step"),
			    mean_cells(step_at(k)[here]), sum(here), "t.test")
		if (responds && !(virtual && k == 1)) {
			now <- ifelse(is.na(t$yes[, k]) &
				      !(status[, k] %in% TRUE), NA,
				      status[, k])
			say(session(k, "naive", "responders_of_seen"),
			    share_cells(now[here]), sum(here), "prop.test")
			now <- status[, k]
			now[ongoing & t$last < k] <- NA
			say(session(k, "honest", "responders_of_all"),
			    share_cells(now[who]), sum(who), "prop.test")
		}
		for (l in lengths) {
			these <- who & strata %in% l
			here <- these & t$seen[, k]
			if (!any(here))
				next
			say(session(k, "good-enough-level", "mean", l),
			    c(no_test(mean_cells(t$score[here, k])),
			      counts_at(t, these, k, status, ongoing)),
			    sum(here), "t.test")
			if (k > 1)
				say(session(k, "good-enough-level", "step", l),
				    mean_cells(step_at(k)[here]), sum(here),
				    "t.test")
		}
	}
	# the last score of a visit behind the baseline
	final <- sapply(seq_along(t$ids), function(i) {
		can <- which(!is.na(t$score[i, ]))
		if (length(can) && max(can) > own[i] && !ongoing[i])
			t$score[i, max(can)] else NA
	})
	for (l in lengths) {
		these <- who & strata %in% l
		row <- function(term) paste0("reading=good-enough-level;term=",
					     term, ";length=", l)
		if (responds)
			say(row("responders"), share_cells(end[these]),
			    sum(these), "prop.test")
		say(row("change"), mean_cells((final - base)[these]),
		    sum(these), "t.test")
	}
	if (!responds)
		return(invisible())
	used <- who & !is.na(strata) & !is.na(end)
	r <- suppressWarnings(cor(strata[used], end[used]))
	z <- r * sqrt(sum(used) - 1)
	say_cells(command, paste0(prefix, "term=trend"),
		  list(n = sum(used), n_missing = sum(who) - sum(used),
		       responders = sum(end[used]), estimate = r,
		       statistic = z, p_value = 2 * pnorm(-abs(z))), "cor")
}

expect_contrast <- function(command, name, t, a, b, status)
{
	for (k in seq_along(t$axis)) {
		welch <- function(term, x, y)
		{
			w <- t.test(x, y)
			say_cells(command,
				  paste0("contrast=", name, ";session=",
					 t$axis[k], ";term=", term),
				  list(n = sum(!is.na(x)) + sum(!is.na(y)),
				       estimate = unname(w$estimate[1] -
							 w$estimate[2]),
				       std_error = w$stderr,
				       statistic = unname(w$statistic),
				       p_value = w$p.value,
				       conf_low = w$conf.int[1],
				       conf_high = w$conf.int[2]), "t.test")
		}
		x <- t$score[, k]
		welch("mean", x[a & t$seen[, k]], x[b & t$seen[, k]])
		if (k > 1) {
			x <- ifelse(t$seen[, k] & t$seen[, k - 1],
				    t$score[, k] - t$score[, k - 1], NA)
			welch("step", x[a], x[b])
		}
		p <- share_cells(status[a, k])
		q <- share_cells(status[b, k])
		d <- p$estimate - q$estimate	# Newcombe, method 10
		say_cells(command, paste0("contrast=", name, ";session=",
					  t$axis[k], ";term=responders_of_all"),
			  list(n = p$n + q$n, estimate = d,
			       conf_low = d - sqrt((p$estimate - p$conf_low)^2 +
						   (q$conf_high - q$estimate)^2),
			       conf_high = d + sqrt((p$conf_high - p$estimate)^2 +
						    (q$estimate - q$conf_low)^2)),
			  "method 10 of prop.test")
	}
}

open_book()

d <- read.csv("datasets/synthetic_clinic/sessions.csv")
base <- tapply(d$baseline, d$patient, function(b) b[1])
better <- (d$baseline - d$score) / d$baseline * 100
t <- as_table(data.frame(id = d$patient, session = d$session, score = d$score,
			 yes = better >= 50), base)
t$responds <- TRUE
status <- respond(t$yes, TRUE)
length <- t$axis[t$last]
expect_level(paste("profile --better lower --change 50% --complete 6 --locf",
		   "datasets/synthetic_clinic/sessions.csv"), "", t,
	     rep(TRUE, nrow(t$score)), status, length, unname(base[t$ids]),
	     length >= 6, TRUE, TRUE, own = rep(1, nrow(t$score)))

d <- read.csv("datasets/synthetic_clinic/sessions_enough.csv")
base <- tapply(d$baseline, d$patient, function(b) b[1])
t <- as_table(data.frame(id = d$patient, session = d$session, score = d$score,
			 yes = d$improvement >= 45), base)
t$responds <- TRUE
expect_level(paste("profile --response \"improvement >= 45\"",
		   "datasets/synthetic_clinic/sessions_enough.csv"), "", t,
	     rep(TRUE, nrow(t$score)), respond(t$yes, TRUE), t$axis[t$last],
	     unname(base[t$ids]), virtual = TRUE, own = rep(1, nrow(t$score)))

d <- read.csv("datasets/psy_btheb/data.csv")
arm <- tapply(d$treatment, d$patient_id, function(a) a[1])
d <- d[!is.na(d$bdi), ]
t <- as_table(data.frame(id = d$patient_id, session = d$month, score = d$bdi,
			 yes = d$bdi < 10))
t$responds <- TRUE
arm <- arm[as.character(t$ids)]
for (once in c(TRUE, FALSE)) {
	status <- respond(t$yes, once)
	command <- paste("profile --map session=month --score bdi --seen score",
			 "--baseline session=0 --better lower --locf",
			 "--response \"bdi < 10\" --between treatment",
			 "--reference TAU", if (once) "" else
			 "--responder last", "datasets/psy_btheb/data.csv")
	for (a in c("TAU", "BtheB"))
		expect_level(command, paste0("level=", a, ";"), t, arm == a,
			     status, t$axis[t$last], t$score[, 1],
			     locf = TRUE, own = rep(1, nrow(t$score)))
	expect_contrast(command, "BtheB - TAU", t, arm == "BtheB",
			arm == "TAU", status)
}

d <- read.csv("datasets/derm_toenail/data.csv")
for (a in unique(d$treatment)) {
	s <- d[d$treatment == a, ]
	t <- as_table(data.frame(id = s$patient_id, session = s$visit,
				 score = s$moderate_or_severe,
				 yes = s$moderate_or_severe == 0))
	t$responds <- TRUE
	first <- apply(!is.na(t$score), 1, function(x) min(which(x)))
	expect_level(paste("profile --map session=visit --score",
			   "moderate_or_severe --response",
			   "\"moderate_or_severe == 0\" --complete 7 --locf",
			   "--by treatment datasets/derm_toenail/data.csv"),
		     paste0("treatment=", a, ";"), t, rep(TRUE, nrow(t$score)),
		     respond(t$yes, TRUE), t$axis[t$last],
		     t$score[cbind(seq_along(first), first)],
		     t$axis[t$last] >= 7, TRUE, own = first)
}

# Rows with all that goes wrong: sessions that are missing, stand twice, have no
# score; courses without a planned length, and such as go on.
set.seed(11)
rows <- NULL
for (p in 1:60) {
	n <- sample(8, 1)
	day <- as.Date("2024-01-01") + sample(300, 1)
	r <- data.frame(id = sprintf("P%02d", p), session = seq_len(n),
			date = day + 14 * seq_len(n),
			score = round(rnorm(n, 60 - 5 * seq_len(n), 8)),
			planned = sample(c(4, 6, 8, NA), 1))
	r$score[runif(n) < .15] <- NA
	r <- r[runif(n) > .1 | seq_len(n) == 1, ]
	twice <- r[runif(nrow(r)) < .2, ]
	twice$score <- twice$score + sample(c(0, 1, 3), nrow(twice), TRUE)
	rows <- rbind(rows, r, twice)
}
rows <- rows[sample(nrow(rows)), ]
blank <- function(x) ifelse(is.na(x), "", as.character(x))
file <- write_input("profile_sessions", "patient,date,session,score,planned",
		    rows$id, as.character(rows$date), rows$session,
		    blank(rows$score), blank(rows$planned))
v <- aggregate(rows["score"], rows[c("id", "session")],
	       function(x) if (all(is.na(x))) NA else mean(x, na.rm = TRUE),
	       drop = TRUE)
low <- aggregate(rows["score"], rows[c("id", "session")], function(x)
	if (any(x < 35, na.rm = TRUE)) TRUE else
		if (all(is.na(x))) NA else FALSE)
t <- as_table(data.frame(id = v$id, session = v$session, score = v$score,
			 yes = low$score))
t$responds <- TRUE
planned <- tapply(rows$planned, rows$id, function(x) x[1])[t$ids]
ended <- tapply(as.numeric(rows$date), rows$id, max)[t$ids]
first <- apply(!is.na(t$score), 1, function(x) {
	can <- which(x)
	if (length(can)) min(can) else ncol(t$score)
})
base <- t$score[cbind(seq_along(first), first)]
complete <- t$axis[t$last] >= planned & !is.na(planned)
everyone <- rep(TRUE, nrow(t$score))
status <- respond(t$yes, TRUE)
expect_level(paste("profile --take mean --response \"score < 35\" --planned",
		   "planned --locf", file), "", t, everyone, status,
	     t$axis[t$last], base, complete, TRUE, own = first)
expect_level(paste("profile --take mean --response \"score < 35\" --planned",
		   "planned --length planned", file), "", t, everyone, status,
	     unname(planned), base, complete, own = first)
ongoing <- !complete &
	as.numeric(as.Date("2024-10-01")) - ended <= 40
expect_level(paste("profile --take mean --response \"score < 35\" --planned",
		   "planned --as-of 2024-10-01 --ongoing 40 --locf", file), "",
	     t, everyone, status, ifelse(ongoing, NA, t$axis[t$last]), base,
	     complete, TRUE, ongoing = unname(ongoing), own = first)

close_book("profile.csv", "What txo profile must print.")
