# What txo survival --competing must print: incidence of each event, Gray's tests.
#
# survfit() of several states is the oracle of the curves. No package of Gray's test
# is at hand, so gray() below computes it by its definition, in another way than
# txo does: all times first, then the sum over events with the final drift. It must
# give what cmprsk 1.x printed for its own examples (R 1.2.1, tests/test.Rout.save
# of that package), which are drawn here again.
suppressMessages(library(survival))

cells <- function(command, row, source, ...)
{
	all <- list(...)
	for (name in names(all))
		expect(command, row, name, all[[name]][1], all[[name]][2],
		       source)
}

# ------------------------------------------------------------- Gray's test

# Scores and covariances of one stratum, groups 1..k; end: 0 censored, 1 the event, 2
# another one.
gray_parts <- function(time, end, group, k)
{
	at <- sort(unique(time[end > 0]))
	n <- sapply(1:k, function(g) colSums(outer(time[group == g], at, ">=")))
	d <- sapply(1:k, function(g) colSums(outer(time[group == g & end == 1],
						   at, "==")))
	o <- sapply(1:k, function(g) colSums(outer(time[group == g & end == 2],
						   at, "==")))
	dim(n) <- dim(d) <- dim(o) <- c(length(at), k)
	after <- apply(ifelse(n > 0, 1 - (d + o) / n, 1), 2, cumprod)
	dim(after) <- dim(n)
	before <- rbind(1, after[-length(at), , drop = FALSE])
	rise <- ifelse(n > 0, before * d / n, 0)
	f <- apply(rise, 2, cumsum)
	dim(f) <- dim(n)
	f <- rbind(0, f[-length(at), , drop = FALSE])
	h <- ifelse(n > 0, n / before, 0)
	all <- rowSums(h)
	one <- rowSums(d)
	null <- cumsum(one / all)
	null_before <- c(0, null[-length(at)])
	u <- colSums(d - one * h * (1 - f) / rowSums(h * (1 - f)))
	a <- lapply(seq_along(at), function(i)
		diag(h[i, ], k) - outer(h[i, ], h[i, ]) / all[i])
	drift <- Reduce(`+`, lapply(seq_along(at), function(i)
		if (one[i] == 0) 0 * a[[i]] else
			a[[i]] * one[i] / (all[i] * (1 - null_before[i]))),
		accumulate = TRUE)
	last <- drift[[length(at)]]
	v <- matrix(0, k, k)
	for (i in seq_along(at))
		for (g in which(n[i, ] > 0)) {
			s <- after[i, g]
			left <- drift[[i]][, g] - last[, g]
			if (one[i] > 0) {
				t <- if (s > 0) 1 - (1 - null[i]) / s else 1
				w <- before[i, g] * one[i] / (all[i] * n[i, g])
				if (one[i] > 1)
					w <- w * (1 - (one[i] - 1) /
						  (all[i] * before[i, g] - 1))
				x <- a[[i]][, g] - t * left
				v <- v + w * outer(x, x)
			}
			if (o[i, g] > 0 && s > 0) {
				t <- (1 - null[i]) / s
				w <- before[i, g]^2 * o[i, g] / n[i, g]^2
				if (o[i, g] > 1)
					w <- w * (1 - (o[i, g] - 1) /
						  (n[i, g] - 1))
				v <- v + w * t^2 * outer(left, left)
			}
		}
	list(u = u, v = v, used = colSums(n[one > 0, , drop = FALSE]) > 0)
}

gray <- function(time, end, group, stratum = rep(1, length(time)))
{
	k <- max(group)
	u <- rep(0, k)
	v <- matrix(0, k, k)
	used <- rep(FALSE, k)
	for (s in unique(stratum)) {
		i <- stratum == s
		if (!any(end[i] > 0))
			next
		p <- gray_parts(time[i], end[i], group[i], k)
		u <- u + p$u
		v <- v + p$v
		used <- used | p$used
	}
	if (sum(used) < 2)
		return(c(statistic = NA, df = NA, p_value = NA))
	j <- head(which(used), -1)
	x <- qr(v[j, j, drop = FALSE], tol = 1e-12)
	if (x$rank < length(j))
		return(c(statistic = NA, df = NA, p_value = NA))
	chi <- sum(u[j] * qr.coef(x, u[j]))
	c(statistic = chi, df = length(j),
	  p_value = pchisq(chi, length(j), lower.tail = FALSE))
}

# What cmprsk printed.
keep <- RNGkind()
suppressWarnings(RNGversion("1.2.1"))
set.seed(2)
ss <- rexp(100)
gg <- sample(1:3, 100, replace = TRUE)
cc <- sample(0:2, 100, replace = TRUE)
strata <- sample(1:2, 100, replace = TRUE)
dd <- abs(rnorm(100))
do.call(RNGkind, as.list(keep))
printed <- function(time, i, expected)
{
	for (cause in 1:2) {
		end <- ifelse(cc == 0, 0, ifelse(cc == cause, 1, 2))
		x <- gray(time[i], end[i], as.integer(factor(gg[i])), strata[i])
		stopifnot(abs(x["statistic"] / expected[cause] - 1) < 1e-6)
	}
}
printed(ss, 1:100, c(3.393977, 1.989511))
printed(dd, 1:100, c(1.214132, 3.269462))
printed(ss, gg != 2, c(3.5151549, 0.1400145))

# ------------------------------------------------------------------ a set

near <- sqrt(.Machine$double.eps)

first <- function(time, y, p)
{
	i <- which(!is.na(y) & y >= p - near)[1]
	if (is.na(i)) NA else time[i]
}

# Causes by their labels, the first is the event; d: time, end (a label), group (a
# factor, or absent), stratum, w.
competing_set <- function(head, file, d, causes, ci = "log", p = 0.5, at = NULL,
			  curve = FALSE, level = 0.95)
{
	command <- paste0("survival ", head, " --event-is ", causes[1],
			  " --competing ", paste(causes[-1], collapse = ","),
			  if (ci != "log") paste0(" --conf-type ", ci),
			  if (!identical(p, 0.5))
				  paste0(" --quantiles ",
					 paste(p, collapse = ",")),
			  if (!is.null(at))
				  paste0(" --at ", paste(at, collapse = ",")),
			  if (curve) " --curve",
			  if (level != 0.95) paste0(" --level ", level),
			  " ", file)
	if (!is.null(d$w))
		d <- d[rep(seq_len(nrow(d)), d$w), ]
	d$time <- aeqSurv(Surv(d$time, rep(1, nrow(d))))[, 1]
	d$state <- factor(match(d$end, causes, nomatch = 0),
			  0:length(causes))
	grouped <- !is.null(d$group)
	if (!grouped)
		d$group <- factor(rep("", nrow(d)))
	for (g in levels(d$group)) {
		who <- d[d$group == g, ]
		fit <- survfit(Surv(time, state) ~ 1, who, conf.type = ci,
			       conf.int = level)
		for (k in seq_along(causes)) {
			y <- fit$pstate[, 1 + k]
			e <- fit$std.err[, 1 + k]
			none <- y == 0 | y > 1 - 1e-14
			low <- ifelse(none, NA, fit$lower[, 1 + k])
			high <- ifelse(none, NA, fit$upper[, 1 + k])
			row <- function(term, time)
				paste0("term=", term, ";variable=", causes[k],
				       if (grouped) ";level=", if (grouped) g,
				       if (!is.na(time)) paste0(";time=",
							digits17(time)))
			for (q in p)
				cells(command,
				      row(if (q == 0.5) "median" else
						  paste0("quantile_", q), NA),
				      "where survfit's pstate crosses",
				      n = c(nrow(who), 0),
				      events = c(sum(who$state == k), 0),
				      censored = c(sum(who$state == 0), 0),
				      estimate = c(first(fit$time, y, q), 12),
				      conf_low = c(first(fit$time, high, q), 12),
				      conf_high = c(first(fit$time, low, q), 12))
			tell <- function(term, time, i, risk, events)
				cells(command, row(term, time),
				      "survfit(Surv(time, state) ~ 1)",
				      n_risk = c(risk, 0),
				      events = c(events, 0),
				      estimate = c(y[i], 12),
				      std_error = c(if (y[i] %in% 0) NA else
						    e[i], 12),
				      conf_low = c(low[i], 11),
				      conf_high = c(high[i], 11))
			for (t in at) {
				i <- findInterval(t, fit$time)
				open <- t > max(fit$time) &&
					any(who$time == max(who$time) &
					    who$state == 0)
				if (i == 0 || open)
					next
				tell("incidence_at", t, i, sum(who$time >= t),
				     sum(who$time <= t & who$state == k))
			}
			if (curve)
				for (i in seq_along(fit$time))
					tell("incidence", fit$time[i], i,
					     fit$n.risk[i, 1],
					     sum(who$time == fit$time[i] &
						 who$state == k))
		}
	}
	if (!grouped)
		return(invisible())
	ok <- if (is.null(d$stratum)) rep(TRUE, nrow(d)) else !is.na(d$stratum)
	stratum <- if (is.null(d$stratum)) rep(1, nrow(d)) else d$stratum
	for (k in seq_along(causes)) {
		end <- ifelse(d$state == 0, 0, ifelse(d$state == k, 1, 2))
		x <- gray(d$time[ok], end[ok], as.integer(d$group)[ok],
			  stratum[ok])
		cells(command, paste0("term=gray;variable=", causes[k]),
		      "gray(), here", n = c(sum(ok), 0),
		      events = c(sum(end[ok] == 1), 0),
		      statistic = c(x[["statistic"]], 10),
		      df = c(x[["df"]], 0), p_value = c(x[["p_value"]], 9))
	}
}

open_book()

mel_file <- "datasets/surv_melanoma/data.csv"
mel <- read.csv(mel_file)
md <- data.frame(time = mel$time_days, end = mel$status)
mel_head <- "--time time_days --event status"
both <- c("died_melanoma", "died_other")
for (ci in c("log", "log-log", "plain")) {
	competing_set(mel_head, mel_file, md, both, ci, c(0.05, 0.1, 0.5),
		      c(5, 185, 1825, 3650), curve = ci == "log-log")
	competing_set(paste(mel_head, "--between ulcer"), mel_file,
		      cbind(md, group = factor(mel$ulcer)), both, ci,
		      c(0.1, 0.25, 0.5), c(500, 1825, 6000))
}
competing_set(paste(mel_head, "--between ulcer --strata sex"), mel_file,
	      cbind(md, group = factor(mel$ulcer), stratum = mel$sex),
	      rev(both), level = 0.9)
competing_set(paste(mel_head, "--between year"), mel_file,
	      cbind(md, group = factor(mel$year)), both)

# cmprsk's own examples, as what it printed.
own_file <- write_input("competing_cmprsk", "t,dd,cause,g,s",
			vapply(ss, digits17, ""), vapply(dd, digits17, ""), cc,
			letters[gg], strata)
for (t in c("t", "dd"))
	competing_set(paste("--time", t, "--event cause --between g --strata s"),
		      own_file,
		      data.frame(time = if (t == "t") ss else dd,
				 end = as.character(cc),
				 group = factor(letters[gg]),
				 stratum = strata), c("1", "2"), at = c(0.5, 1))

# Made up: ties, weights, three causes, groups, strata, near-equal times.
set.seed(19880917)
for (i in 1:16) {
	n <- sample(c(12, 25, 60), 1)
	causes <- c("healed", "left", "moved")[1:(2 + i %% 2)]
	d <- data.frame(time = if (i %% 3) sample(1:7, n, TRUE) else
				round(rexp(n), 1),
			end = c(causes, sample(c(causes, "open"),
					       n - length(causes), TRUE)),
			group = factor(rep(letters[1:(2 + i %% 3)],
					   length.out = n)),
			stratum = sample(c("p", "q"), n, TRUE),
			w = if (i %% 4) 1 else sample(1:4, n, TRUE))
	file <- write_input(paste0("competing_made", i), "t,end,g,s,w", d$time,
			    d$end, d$group, d$stratum, d$w)
	head <- paste0("--time t --event end --between g",
		       if (i %% 2) " --strata s", if (i %% 4 == 0)
			       " --weight w")
	if (i %% 2 == 0)
		d$stratum <- NULL
	if (i %% 4)
		d$w <- NULL
	competing_set(head, file, d, causes, c("log", "log-log", "plain")[1 +
		      i %% 3], c(0.2, 0.4), c(2, 4), curve = i < 5)
}
close_book("competing.csv",
	   "What txo survival must print of events that compete.", "survival")
