# What txo survival must print: curves, quantiles, means up to a time, tests.
#
# survfit(), its quantile() and survdiff() are the oracle. Tests with weights for late
# times, of trend, and with hazards that survdiff() has not, are computed here;
# log_rank() is checked against survdiff() wherever both can be had.
suppressMessages(library(survival))

cells <- function(command, row, source, ...)
{
	all <- list(...)
	for (name in names(all))
		expect(command, row, name, all[[name]][1], all[[name]][2],
		       source)
}

# ------------------------------------------------------------- second ways

# Observed less expected events of groups 1..k, and their covariances, summed over
# strata; weights S^rho (1 - S)^gamma by the curve of the stratum before each time.
log_rank <- function(time, event, group, stratum, rho, gamma)
{
	time <- aeqSurv(Surv(time, event))[, 1]
	k <- max(group)
	u <- rep(0, k)
	e <- rep(0, k)
	v <- matrix(0, k, k)
	for (h in unique(stratum)) {
		s <- 1
		for (t in sort(unique(time[stratum == h & event == 1]))) {
			risk <- stratum == h & time >= t
			at <- risk & time == t & event == 1
			n <- sum(risk)
			d <- sum(at)
			nj <- tabulate(group[risk], k)
			w <- s^rho * (1 - s)^gamma
			e <- e + d * nj / n
			u <- u + w * (tabulate(group[at], k) - d * nj / n)
			if (n > 1)
				v <- v + w^2 * d * (n - d) / (n - 1) *
					(diag(nj / n, k) - outer(nj, nj) / n^2)
			s <- s * (n - d) / n
		}
	}
	list(u = u, v = v, e = e)
}

# R: survdiff() stops where the covariances are singular although groups have events to
# be expected: a group that is alone whenever it is at risk tells nothing, and is
# left out here, as are groups that never meet (df is the rank).
chi_square <- function(r)
{
	drop <- which(diag(r$v) > 1e-12)[-1]
	v <- r$v[drop, drop, drop = FALSE]
	df <- if (length(drop)) qr(v)$rank else 0
	if (df == 0)
		return(c(statistic = NA, df = NA, p_value = NA))
	chi <- if (df == length(drop))
		sum(solve(v, r$u[drop]) * r$u[drop]) else
		sum(MASS::ginv(v) %*% r$u[drop] * r$u[drop])
	c(statistic = chi, df = df,
	  p_value = if (df == 1) 2 * pnorm(-sqrt(chi)) else
		  pchisq(chi, df, lower.tail = FALSE))
}

trend_z <- function(r, score)
{
	z <- sum(score * r$u) / sqrt(drop(score %*% r$v %*% score))
	c(statistic = z, p_value = 2 * pnorm(-abs(z)))
}

# R: quantile() of survfit orders the points of a limit that rises again, and then
# takes not the first time at which it crosses, but a later one; and print() takes
# the first. Both agree wherever the limit only falls, which is checked here.
crossing <- function(time, y, q)
{
	tol <- sqrt(.Machine$double.eps)
	if (q == 1)
		return(0)
	first <- which(!is.na(y) & y <= q + tol)[1]
	if (is.na(first))
		return(NA)
	below <- which(!is.na(y) & y <= q - tol)[1]
	if (is.na(below) && is.na(y[length(y)]))
		return(NA)
	if (is.na(below))
		below <- length(time)
	(time[first] + time[below]) / 2
}

quantiles_of <- function(fit, p)
{
	mine <- c(crossing(fit$time, fit$surv, 1 - p),
		  crossing(fit$time, fit$lower, 1 - p),
		  crossing(fit$time, fit$upper, 1 - p))
	if (all(diff(na.omit(fit$upper)) <= 0, diff(na.omit(fit$lower)) <= 0)) {
		r <- unlist(quantile(fit, p))
		stopifnot(identical(is.na(mine), unname(is.na(r))),
			  all(abs(mine - r) <= 1e-9 * abs(mine), na.rm = TRUE))
	}
	mine
}

# ------------------------------------------------------------------ a set

# All rows of one command: d has time, event, group (a factor, or absent), stratum.
# command: what comes after the data's options; o: what is asked.
survival_set <- function(command, d, ci = "log", p = 0.5, at = NULL, tau = NULL,
			 tests = list("log-rank"), trend = FALSE, curve = FALSE,
			 level = 0.95, source = "survival::survfit",
			 missing = NULL, digits = 12)
{
	grouped <- !is.null(d$group)
	if (!grouped)
		d$group <- factor(rep("", nrow(d)))
	all <- survfit(Surv(time, event) ~ group, d, conf.type = ci,
		       conf.int = level)
	means <- list()
	shown <- levels(d$group)
	for (g in shown) {
		who <- which(d$group == g)
		# R: a level that nobody is in has no curve
		fit <- if (length(who) == 0) NULL else
			if (sum(table(d$group) > 0) > 1)
				all[paste0("group=", g)] else all
		row <- function(term, more = "")
			paste0("term=", term, if (grouped) ";level=",
			       if (grouped) g, more)
		for (q in p) {
			x <- if (is.null(fit)) rep(NA, 3) else
				quantiles_of(fit, q)
			cells(command,
			      row(if (q == 0.5) "median" else
					  paste0("quantile_", q)),
			      source,
			      n = c(length(who), 0),
			      n_missing = c(if (is.null(missing)) 0 else
						    missing[[g]], 0),
			      events = c(sum(d$event[who]), 0),
			      censored = c(sum(1 - d$event[who]), 0),
			      estimate = c(x[1], digits),
			      conf_low = c(x[2], digits),
			      conf_high = c(x[3], digits))
		}
		if (!is.null(tau)) {
			end <- max(d$time[who])
			x <- survival:::survmean(fit, rmean = tau)$matrix
			m <- unname(x[c("rmean", "se(rmean)")])
			if (tau > end && min(fit$surv) > 0)
				m <- c(NA, NA)
			if (!is.na(m[2]) && m[2] == 0)
				m[2] <- 0
			means[[g]] <- m
			half <- qnorm((1 + level) / 2) * m[2]
			if (is.na(half) || half == 0)
				half <- NA
			cells(command, row("mean_until"), "summary(rmean = tau)",
			      time = c(tau, 0),
			      estimate = c(m[1], digits),
			      std_error = c(m[2], digits),
			      conf_low = c(m[1] - half, digits),
			      conf_high = c(m[1] + half, digits))
		}
		for (t in at) {
			s <- summary(fit, times = t, extend = TRUE)
			if (t > max(fit$time) && min(fit$surv) > 0)
				s[c("surv", "std.err", "lower", "upper")] <- NA
			if (!is.na(s$surv) && s$surv == 0)
				s[c("std.err", "lower", "upper")] <- NA
			# R: beyond the last time nobody is at risk
			# R: before the first time it has [1, 1] for log-log, but
			# after it nothing, as long as nobody had the event
			if (s$surv %in% 1 && ci == "log-log")
				s[c("lower", "upper")] <- NA
			cells(command, row("survival_at", paste0(";time=", t)),
			      "summary(times = at)",
			      n_risk = c(sum(d$time[who] >= t - 1e-9), 0),
			      events = c(sum(d$event[who][d$time[who] <= t +
						     1e-9]), 0),
			      estimate = c(s$surv, digits),
			      std_error = c(if (is.nan(s$std.err)) NA else
						    s$std.err, digits),
			      conf_low = c(s$lower, digits),
			      conf_high = c(s$upper, digits))
		}
		if (curve)
			for (i in seq_along(fit$time)) {
				dead <- fit$surv[i] == 0
				cells(command,
				      row("survival", paste0(";time=",
					  digits17(fit$time[i]))),
				      source,
				      n_risk = c(fit$n.risk[i], 0),
				      events = c(fit$n.event[i], 0),
				      censored = c(fit$n.censor[i], 0),
				      estimate = c(fit$surv[i], digits),
				      std_error = c(if (dead) NA else
					      fit$surv[i] * fit$std.err[i],
					      digits),
				      conf_low = c(if (dead) NA else
						   fit$lower[i], digits),
				      conf_high = c(if (dead) NA else
						    fit$upper[i], digits))
				cells(command,
				      row("hazard", paste0(";time=",
					  digits17(fit$time[i]))),
				      "survfit's cumhaz, std.chaz; log interval",
				      estimate = c(fit$cumhaz[i], digits),
				      std_error = c(fit$std.chaz[i], digits),
				      conf_low = c(if (fit$cumhaz[i] == 0) NA
						   else fit$cumhaz[i] *
						   exp(-qnorm((1 + level) / 2) *
						       fit$std.chaz[i] /
						       fit$cumhaz[i]), digits))
			}
	}
	if (!grouped)
		return(invisible())
	for (g in shown[-1])
		if (!is.null(tau)) {
			m <- means[[g]][1] - means[[shown[1]]][1]
			se <- sqrt(means[[g]][2]^2 + means[[shown[1]]][2]^2)
			cells(command, paste0("term=mean_until_difference;",
					      "contrast=", g, " - ", shown[1]),
			      "of the two means",
			      estimate = c(m, digits - 1),
			      std_error = c(se, digits),
			      statistic = c(m / se, digits - 1),
			      p_value = c(2 * pnorm(-abs(m / se)), 9))
		}
	k <- length(shown)
	stratum <- if (is.null(d$stratum)) rep(1, nrow(d)) else
		as.integer(factor(d$stratum))
	in_test <- !is.na(stratum)
	for (test in tests) {
		w <- switch(test[[1]], "log-rank" = c(0, 0), peto = c(1, 0),
			    test[[2]])
		term <- gsub("-", "_", test[[1]])
		r <- log_rank(d$time[in_test], d$event[in_test],
			      as.integer(d$group)[in_test], stratum[in_test],
			      w[1], w[2])
		if (sum(r$e > 0) < 2) {
			cells(command, paste0("term=", term), "no test",
			      statistic = c(NA, 0), df = c(NA, 0),
			      p_value = c(NA, 0))
			next
		}
		x <- chi_square(r)
		if (w[2] == 0 && all(diag(r$v)[r$e > 0] > 1e-12)) {
			y <- if (is.null(d$stratum))
				survdiff(Surv(time, event) ~ group, d,
					 rho = w[1]) else
				survdiff(Surv(time, event) ~ group +
					 strata(stratum), d, rho = w[1])
			stopifnot(abs(y$chisq - x["statistic"]) <
				  1e-9 * max(1, y$chisq))
		}
		cells(command, paste0("term=", term),
		      if (w[2] == 0) "survdiff(), second way" else
			      "G-rho-gamma, here",
		      n = c(nrow(d), 0),
		      statistic = c(x["statistic"], digits - 2),
		      df = c(x["df"], 0), p_value = c(x["p_value"], 9))
		if (trend) {
			score <- suppressWarnings(as.numeric(shown))
			if (any(is.na(score)))
				score <- seq_len(k)
			x <- trend_z(r, score)
			cells(command, paste0("term=", term, "_trend"),
			      "scores by the groups' covariances",
			      statistic = c(x["statistic"], digits - 2),
			      p_value = c(x["p_value"], 9))
		}
	}
}

# The options that survival_set() goes by.
asking <- function(ci = "log", p = 0.5, at = NULL, tau = NULL,
		   tests = list("log-rank"), trend = FALSE, curve = FALSE,
		   level = 0.95)
{
	w <- NULL
	for (test in tests)
		if (length(test) > 1)
			w <- test[[2]]
	paste0(if (ci != "log") paste0(" --conf-type ", ci),
	       if (!identical(p, 0.5))
		       paste0(" --quantiles ", paste(p, collapse = ",")),
	       if (!is.null(at)) paste0(" --at ", paste(at, collapse = ",")),
	       if (!is.null(tau)) paste0(" --tau ", tau),
	       if (length(tests) > 1 || tests[[1]][[1]] != "log-rank")
		       paste0(" --test ", paste(sapply(tests, `[[`, 1),
						collapse = ",")),
	       if (!is.null(w)) paste0(" --rho ", w[1], " --gamma ", w[2]),
	       if (trend) " --trend",
	       if (curve) " --curve --show survival,hazard",
	       if (level != 0.95) paste0(" --level ", level))
}

try_set <- function(head, file, d, ..., missing = NULL)
	survival_set(paste0("survival ", head, asking(...), " ", file), d,
		     missing = missing, ...)

# What --response makes of rows of sessions.
of_sessions <- function(key, clock, yes, ...)
{
	more <- data.frame(...)
	ok <- !is.na(clock) & !is.na(yes)
	rows <- lapply(split(seq_along(key), factor(key, unique(key))),
		       function(i) {
		j <- i[ok[i]]
		t <- pmax(clock[j], 0)
		e <- any(yes[j])
		out <- data.frame(time = if (length(j) == 0) NA_real_ else
					  if (e) min(t[yes[j]]) else max(t),
				  event = as.numeric(e))
		if (ncol(more))
			out <- cbind(out, more[i[1], , drop = FALSE])
		out
	})
	d <- do.call(rbind, rows)
	d[!is.na(d$time), , drop = FALSE]
}

all_tests <- list("log-rank", "peto", list("fleming-harrington", c(0.5, 1)))

open_book()

# Melanoma: two groups, three intervals, strata.
mel_file <- "datasets/surv_melanoma/data.csv"
mel <- read.csv(mel_file)
mel_head <- "--time time_days --event status --event-is died_melanoma"
md <- data.frame(time = mel$time_days,
		 event = as.numeric(mel$status == "died_melanoma"),
		 group = factor(mel$ulcer))
for (ci in c("log", "log-log", "plain")) {
	try_set(paste(mel_head, "--between ulcer"), mel_file, md, ci = ci,
		p = c(0.1, 0.25, 0.5), at = c(500, 1825, 3650, 6000),
		tau = 1825, tests = all_tests, trend = TRUE)
	try_set(mel_head, mel_file, md[c("time", "event")], ci = ci,
		p = c(0.1, 0.2, 0.3), at = c(5, 185, 2000), curve = ci == "log-log",
		level = 0.9)
}
try_set(paste(mel_head, "--between sex --strata ulcer"), mel_file,
	transform(md, group = factor(mel$sex), stratum = mel$ulcer),
	tests = all_tests, trend = TRUE)
try_set(paste(mel_head, "--between ulcer --strata sex,year"), mel_file,
	transform(md, stratum = paste(mel$sex, mel$year)),
	tests = all_tests, trend = TRUE)
try_set(paste(mel_head, "--between year"), mel_file,
	transform(md, group = factor(mel$year)), trend = TRUE,
	tests = list("log-rank", "peto"))
try_set("--time time_days --event status --event-is died_melanoma,died_other --between sex",
	mel_file,
	transform(md, event = as.numeric(mel$status != "alive"),
		  group = factor(mel$sex)), tau = 3000, at = c(1000, 3000))

# aml, from the package: both curves end in an event and in a censored time.
aml <- survival::aml
aml_file <- write_input("survival_aml", "weeks,relapsed,maintenance",
			aml$time, aml$status, as.character(aml$x))
ad <- data.frame(time = aml$time, event = aml$status,
		 group = factor(aml$x, c("Maintained", "Nonmaintained")))
aml_head <- "--time weeks --event relapsed"
for (ci in c("log", "log-log", "plain")) {
	try_set(paste(aml_head, "--between maintenance"), aml_file, ad, ci = ci,
		p = c(0.25, 0.5, 0.75, 0.9), at = c(0, 9, 18, 45, 100, 200),
		tau = 45, tests = all_tests, curve = ci != "log")
	try_set(aml_head, aml_file, ad[c("time", "event")], ci = ci,
		p = c(0, 0.5, 1), tau = 200, curve = ci == "log", level = 0.99)
}

# veteran: four types of cells, heavy ties.
vet <- survival::veteran
vet_file <- write_input("survival_veteran",
			"days,died,cells,treatment,prior,karnofsky",
			vet$time, vet$status, as.character(vet$celltype),
			vet$trt, vet$prior, vet$karno)
vet_head <- "--time days --event died"
vd <- data.frame(time = vet$time, event = vet$status,
		 group = factor(as.character(vet$celltype)))
for (ci in c("log", "log-log", "plain"))
	try_set(paste(vet_head, "--between cells"), vet_file, vd, ci = ci,
		p = c(0.25, 0.5, 0.75), at = c(30, 90, 365), tau = 100,
		tests = all_tests, trend = TRUE)
try_set(paste(vet_head, "--between treatment --strata cells"), vet_file,
	transform(vd, group = factor(vet$trt), stratum = vet$celltype),
	tests = all_tests, trend = TRUE)
try_set(paste(vet_head, "--between karnofsky"), vet_file,
	transform(vd, group = factor(vet$karno)), trend = TRUE,
	tests = list("log-rank", "peto"))
try_set(paste(vet_head, "--between karnofsky --strata cells,prior"), vet_file,
	transform(vd, group = factor(vet$karno),
		  stratum = paste(vet$celltype, vet$prior)),
	trend = TRUE, tests = all_tests)
for (w in list(c(0, 1), c(1, 1), c(0, 2), c(0.5, 0.5), c(2, 0)))
	try_set(paste(vet_head, "--between treatment"), vet_file,
		transform(vd, group = factor(vet$trt)),
		tests = list(list("fleming-harrington", w)), trend = TRUE)

# Rows of sessions.
toe_file <- "datasets/derm_toenail/data.csv"
toe <- read.csv(toe_file)
for (ci in c("log", "log-log"))
	try_set("--response 'moderate_or_severe == 1 and visit > 1' --time month --key patient --between treatment",
		toe_file,
		with(toe, of_sessions(patient_id, month,
				      moderate_or_severe == 1 & visit > 1,
				      group = factor(treatment))),
		ci = ci, p = c(0.1, 0.25, 0.5), at = c(1, 3, 6), tau = 5,
		tests = all_tests)
try_set("--response 'moderate_or_severe == 0' --time visit --key patient --between treatment",
	toe_file,
	with(toe, of_sessions(patient_id, visit, moderate_or_severe == 0,
			      group = factor(treatment))),
	at = 1:6, tests = all_tests, trend = TRUE)
bdi_file <- "datasets/psy_btheb/data.csv"
bdi <- read.csv(bdi_file)
for (below in c(8, 14, 20))
	try_set(paste0("--response 'bdi < ", below,
		       "' --map session=month --key patient --between treatment"),
		bdi_file,
		with(bdi, of_sessions(patient_id, month, bdi < below,
				      group = factor(treatment))),
		p = c(0.25, 0.5), at = c(0, 3, 5), tau = 5, tests = all_tests,
		curve = below == 14)
clinic_file <- "datasets/synthetic_clinic/sessions.csv"
clinic <- read.csv(clinic_file)
for (i in c(30, 50))
	try_set(paste0("--response 'improvement >= ", i, "' --between device"),
		clinic_file,
		with(clinic, of_sessions(paste(patient, concern), session,
					 improvement >= i,
					 group = factor(device))),
		p = c(0.25, 0.5), at = 1:6, tau = 5, tests = all_tests,
		curve = i == 30, ci = if (i == 50) "log-log" else "log")
first_day <- with(clinic, ave(as.numeric(as.Date(date)),
			      paste(patient, concern), FUN = min))
try_set("--response 'improvement >= 50' --time date", clinic_file,
	with(clinic, of_sessions(paste(patient, concern),
				 as.numeric(as.Date(date)) - first_day,
				 improvement >= 50)),
	p = c(0.1, 0.5), at = c(50, 100), curve = TRUE)

# Made up: whole sessions with heavy ties, and weights for repeated rows.
set.seed(20)
tied <- data.frame(sessions = rbinom(40, 8, 0.5) + 1, answered =
		   rbinom(40, 1, 0.6), dose = rep(c(0.5, 1, 1.5, 2.5), 10),
		   n = rpois(40, 3) + 1)
tied_file <- write_input("survival_tied", "sessions,answered,dose,n",
			 tied$sessions, ifelse(tied$answered, "yes", "no"),
			 tied$dose, tied$n)
td <- tied[rep(seq_len(40), tied$n), ]
td <- data.frame(time = td$sessions, event = td$answered,
		 group = factor(td$dose))
for (ci in c("log", "log-log", "plain"))
	try_set("--time sessions --event answered --weight n --between dose",
		tied_file, td, ci = ci, p = c(0.25, 0.5, 0.75), at = c(3, 5, 8),
		tau = 6, tests = all_tests, trend = TRUE, curve = ci == "log")
big <- transform(tied, n = n * 1e9)
write_input("survival_big", "sessions,answered,dose,n", big$sessions,
	    ifelse(big$answered, "yes", "no"), big$dose,
	    sprintf("%.0f", big$n))
# Errors are those of the 10^9-th part, by the root of 10^9.
for (s in c(3, 5)) {
	fit <- summary(survfit(Surv(time, event) ~ 1, td), times = s)
	cells(paste0("survival --time sessions --event answered --weight n --at ",
		     s, " tests/reference/input/survival_big.csv"),
	      paste0("term=survival_at;time=", s), "10^9 times each",
	      n = c(sum(big$n), 0), estimate = c(fit$surv, 12),
	      std_error = c(fit$std.err / sqrt(1e9), 12))
}

# Flat parts at exactly a quantile; the last one is not left by an event.
flat_file <- write_input("survival_flat", "t,e", c(1, 2, 3, 4, 5, 6, 7, 8),
			 c(1, 1, 1, 1, 0, 0, 0, 0))
fd <- data.frame(time = 1:8, event = c(1, 1, 1, 1, 0, 0, 0, 0))
try_set("--time t --event e", flat_file, fd, p = c(0.125, 0.25, 0.375, 0.5),
	curve = TRUE)
# A third, of which no double is exact.
third_file <- write_input("survival_third", "t,e", 1:6, c(1, 1, 1, 1, 1, 0))
try_set("--time t --event e", third_file,
	data.frame(time = 1:6, event = c(1, 1, 1, 1, 1, 0)),
	p = c("0.16666666666666666", "0.3333333333333333", "0.5",
	      "0.6666666666666667") |> as.numeric(), ci = "plain")

# Near-equal times: 0.1 + 0.2 and 0.3, chains, and large ones.
near <- c("0.3", "0.30000000000000004", "0.300000001", "0.300000011",
	  "0.300000021", "0.7", "0.70000001", "1.1", "1.10000005", "2")
near_file <- write_input("survival_near", "t,e,g", near,
			 c(1, 0, 1, 1, 1, 0, 1, 1, 1, 0), rep(c("a", "b"), 5))
nd <- data.frame(time = as.numeric(near), event = c(1, 0, 1, 1, 1, 0, 1, 1, 1, 0),
		 group = factor(rep(c("a", "b"), 5)))
try_set("--time t --event e --between g", near_file, nd, curve = TRUE,
	tests = all_tests)
try_set("--time t --event e", near_file, nd[c("time", "event")], curve = TRUE)
large <- c(1e9, 1e9 + 1, 1e9 + 13, 1e9 + 40, 2e9, 2e9 + 20)
large_file <- write_input("survival_large", "t,e", sprintf("%.0f", large),
			  c(1, 1, 0, 1, 1, 1))
try_set("--time t --event e", large_file,
	data.frame(time = large, event = c(1, 1, 0, 1, 1, 1)), curve = TRUE)

# Nobody with the event, all at one time, one row, a level of nobody.
edge <- list(
	none = data.frame(t = c(1, 2, 2, 5), e = 0, g = c("a", "b", "a", "b")),
	one_time = data.frame(t = 4, e = 1, g = c("a", "b", "a", "b", "a")),
	one_time_censored = data.frame(t = 4, e = c(1, 0, 1, 0, 0),
				       g = c("a", "b", "a", "b", "a")),
	one_row = data.frame(t = 3, e = 1, g = "a"),
	one_censored = data.frame(t = 3, e = 0, g = "a"),
	at_zero = data.frame(t = c(0, 0, 1, 2), e = c(1, 0, 1, 1),
			     g = c("a", "b", "a", "b")))
for (name in names(edge)) {
	x <- edge[[name]]
	file <- write_input(paste0("survival_", name), "t,e,g", x$t, x$e, x$g)
	y <- data.frame(time = x$t, event = x$e, group = factor(x$g))
	for (ci in c("log", "log-log", "plain"))
		try_set("--time t --event e", file, y[c("time", "event")],
			ci = ci, curve = TRUE, at = c(0.5, 9), tau = 2,
			p = c(0.5, 1))
	if (name != "one_time" && length(unique(x$g)) > 1)
		try_set("--time t --event e --between g", file, y,
			tests = all_tests)
}
# Everybody has the event at one time: nothing could have been otherwise.
for (term in c("log_rank", "peto"))
	cells("survival --time t --event e --between g --test log-rank,peto tests/reference/input/survival_one_time.csv",
	      paste0("term=", term), "the covariances are 0",
	      statistic = c(NA, 0), p_value = c(NA, 0),
	      note = c("=W-SMALLN", 0))
empty_file <- write_input("survival_empty_level", "t,e,g",
			  c(1, 2, "", 4, 3, ""), c(1, 0, 1, 1, 1, ""),
			  c("a", "a", "b", "c", "c", "b"))
try_set("--time t --event e --between g", empty_file,
	data.frame(time = c(1, 2, 4, 3), event = c(1, 0, 1, 1),
		   group = factor(c("a", "a", "c", "c"), c("a", "b", "c"))),
	tests = list("log-rank", "peto"), missing = list(a = 0, b = 2, c = 0))

# A drawn table with censoring, for the three intervals at other levels.
set.seed(7)
drawn <- data.frame(t = round(rexp(80, 0.2), 1), e = rbinom(80, 1, 0.7),
		    g = sample(c("x", "y", "z"), 80, TRUE),
		    s = sample(1:4, 80, TRUE))
drawn_file <- write_input("survival_drawn", "t,e,g,s", drawn$t, drawn$e,
			  drawn$g, drawn$s)
dd <- data.frame(time = drawn$t, event = drawn$e, group = factor(drawn$g))
for (level in c(0.8, 0.99))
	for (ci in c("log", "log-log", "plain"))
		try_set("--time t --event e --between g", drawn_file, dd,
			ci = ci, level = level, p = c(0.25, 0.5, 0.75),
			at = c(1, 5, 10), tau = 8, tests = all_tests,
			trend = TRUE, curve = level == 0.8 && ci == "plain")
try_set("--time t --event e --between g --strata s", drawn_file,
	transform(dd, stratum = drawn$s), tests = all_tests, trend = TRUE)

close_book("survival.csv", "What txo survival must print.", "survival")
