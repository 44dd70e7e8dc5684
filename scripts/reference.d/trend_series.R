# What txo trend must print for change points, splits, curves and periods.
library(splines)
library(sandwich)

# Pettitt's K, its place and its p-value with the variance of mid-ranks, looked
# at behind each different x. U by the definition, over all pairs of rows.
# R: trend::pettitt.test takes no account of ties in y, and of rows of one x the
# order in which they stand.
pettitt <- function(x, y)
{
	n <- length(x)
	places <- sort(unique(x))[-1]
	u <- sapply(places, function(p)
		sum(sign(outer(y[x < p], y[x >= p], "-"))))
	t <- as.numeric(table(y))
	ties <- 1 - sum(t^3 - t) / (n^3 - n)
	k <- max(abs(u))
	at <- places[which.max(abs(u))]
	list(at = at, last = max(x[x < at]), statistic = k,
	     p = min(1, 2 * exp(-6 * k^2 / (n^3 + n^2) / ties)),
	     before = median(y[x < at]), after = median(y[x >= at]),
	     change = median(less(y)[x >= at]) - median(less(y)[x < at]))
}

# R: y far from 0 loses digits that txo keeps, as it reads decimals in full; so
# R gets y less a whole number, which is put back to levels and curves.
far_of <- function(y)
	if (min(abs(y)) > 1e5) round(mean(y)) else 0

less <- function(y)
	round(y - far_of(y), 9)

# The test of strucchange::sctest(efp(y ~ 1, type = "OLS-CUSUM")), looked at
# behind each different x; where all x differ it must be that one. Its p-value is
# the series of Kolmogorov.
cusum <- function(x, y)
{
	n <- length(x)
	c0 <- far_of(y)
	y <- less(y)
	places <- sort(unique(x))[-1]
	s <- sapply(places, function(p) sum(y[x < p] - mean(y)))
	d <- max(abs(s)) / sd(y) / sqrt(n)
	# R: a rest of rounding must not choose among equal places
	at <- places[which.max(round(abs(s), 9))]
	k <- 1:200
	p <- if (d < 1e-9) 1 else 2 * sum((-1)^(k - 1) * exp(-2 * k^2 * d^2))
	if (length(unique(x)) == n) {
		test <- strucchange::sctest(
			strucchange::efp(y[order(x)] ~ 1, type = "OLS-CUSUM"))
		stopifnot(abs(test$statistic - d) < 1e-12,
			  abs(test$p.value - p) < 1e-9)
	}
	list(at = at, last = max(x[x < at]), statistic = d, p = p,
	     before = mean(y[x < at]) + c0, after = mean(y[x >= at]) + c0,
	     change = mean(y[x >= at]) - mean(y[x < at]))
}

cell_of <- function(v, date)
	if (date) as.character(as.Date(v, origin = "1970-01-01")) else v

expect_change <- function(cmd, row, x, y, method, date)
{
	t <- (if (method == "Pettitt") pettitt else cusum)(x, y)
	at <- paste0(row, "term=change;method=", method, "*")
	place <- if (date) paste0("=", cell_of(t$at, TRUE)) else t$at
	last <- if (date) paste0("=", cell_of(t$last, TRUE)) else t$last
	expect(cmd, at, "at", place, if (date) 0 else 15, "own formula")
	expect(cmd, at, "n", length(x), 0, "own formula")
	expect(cmd, at, "statistic", t$statistic, 12, "own formula")
	expect(cmd, at, "p_value", t$p, 9, "own formula")
	expect(cmd, at, "estimate", t$change, 11, "own formula")
	expect(cmd, at, "std_error", NA, 0, "own formula")
	at <- paste0(row, "term=level_before;method=", method, "*")
	expect(cmd, at, "at", last, if (date) 0 else 15, "own formula")
	expect(cmd, at, "n", sum(x < t$at), 0, "own formula")
	expect(cmd, at, "estimate", t$before, 12, "own formula")
	at <- paste0(row, "term=level_after;method=", method, "*")
	expect(cmd, at, "n", sum(x >= t$at), 0, "own formula")
	expect(cmd, at, "estimate", t$after, 12, "own formula")
}

# The two lines by one regression, read off by contrasts.
expect_split <- function(cmd, row, x, y, split, lags = 0, level = 0.95)
{
	o <- order(x)
	x <- x[o]
	y <- y[o]
	c0 <- far_of(y)
	y <- less(y)
	post <- as.numeric(x >= split)
	d <- x - split
	fit <- lm(y ~ d + post + d:post)
	v <- vcov(fit)
	df <- fit$df.residual
	source <- "lm(y~d*post)"
	if (lags > 0) {
		# R: NeweyWest knows rows only; with one row for each x it is what
		# txo means
		stopifnot(anyDuplicated(x) == 0)
		v <- NeweyWest(fit, lag = lags, prewhite = FALSE, adjust = TRUE)
		source <- "sandwich::NeweyWest(prewhite=FALSE,adjust=TRUE)"
	}
	terms <- list(level_before = c(1, 0, 0, 0), level_after = c(1, 0, 1, 0),
		      level_change = c(0, 0, 1, 0), slope_before = c(0, 1, 0, 0),
		      slope_after = c(0, 1, 0, 1), slope_change = c(0, 0, 0, 1))
	q <- qt((1 + level) / 2, df)
	for (term in names(terms)) {
		k <- terms[[term]]
		e <- sum(k * coef(fit))
		c1 <- if (k[1] == 1) c0 else 0
		se <- sqrt(drop(t(k) %*% v %*% k))
		at <- paste0(row, "term=", term, ";method=segmented*")
		n <- if (grepl("before", term)) sum(post == 0) else
			if (grepl("after", term)) sum(post == 1) else length(x)
		expect(cmd, at, "n", n, 0, source)
		expect(cmd, at, "df", df, 0, source)
		expect(cmd, at, "estimate", e + c1, 10, source)
		expect(cmd, at, "std_error", se, 10, source)
		expect(cmd, at, "statistic", (e + c1) / se, 10, source)
		expect(cmd, at, "p_value", 2 * pt(-abs((e + c1) / se), df), 8, source)
		expect(cmd, at, "conf_low", e + c1 - q * se, 8, source)
		expect(cmd, at, "conf_high", e + c1 + q * se, 8, source)
	}
}

# R: with few different x quantiles coincide, and ns() fails or lm() drops
# columns; txo lowers df. Such cases are in the unit tests.
expect_spline <- function(cmd, row, x, y, df, places, date = FALSE,
			  level = 0.95)
{
	knots <- quantile(x, seq_len(df - 1) / df, type = 7, names = FALSE)
	stopifnot(!anyDuplicated(c(range(x), knots)))
	c0 <- far_of(y)
	y <- less(y)
	fit <- if (df == 1) lm(y ~ x) else lm(y ~ ns(x, df))
	stopifnot(!anyNA(coef(fit)))
	show <- function(term, v, name)
	{
		p <- predict(fit, data.frame(x = v), interval = "confidence",
			     level = level, se.fit = TRUE)
		at <- paste0(row, "term=", term, ";at=", name)
		source <- "predict(lm(y~ns(x,df)))"
		expect(cmd, at, "n", length(x), 0, source)
		expect(cmd, at, "df", length(x) - df - 1, 0, source)
		expect(cmd, at, "estimate", p$fit[1, 1] + c0, 10, source)
		expect(cmd, at, "std_error", p$se.fit, 10, source)
		expect(cmd, at, "conf_low", p$fit[1, 2] + c0, 8, source)
		expect(cmd, at, "conf_high", p$fit[1, 3] + c0, 8, source)
	}
	for (v in places)
		show("curve", v, cell_of(v, date))
	for (v in knots)
		if (abs(v * 100 - round(v * 100)) < 1e-9 &&
		    (!date || v == floor(v)))
			show("knot", v, if (date) cell_of(v, date) else
				sprintf("%.15g", v))
}

period_of <- function(day, period)
{
	day <- as.Date(day, origin = "1970-01-01")
	switch(period, month = format(day, "%Y-%m"),
	       quarter = paste0(format(day, "%Y"), "-", quarters(day)),
	       year = format(day, "%Y"))
}

all_periods <- function(day, period)
	unique(period_of(seq(min(day), max(day)), period))

wilson <- function(k, n, level)
	suppressWarnings(prop.test(k, n, correct = FALSE,
				   conf.level = level))$conf.int

# A mean must be that of aggregate().
expect_periods <- function(cmd, row, day, y, period, all, level = 0.95)
{
	share <- all(y %in% c(0, 1, NA))
	means <- aggregate(y, list(period_of(day, period)), mean, na.rm = TRUE)
	for (at in all) {
		v <- y[period_of(day, period) == at]
		missing <- sum(is.na(v))
		v <- v[!is.na(v)]
		here <- paste0(row, "term=", if (share) "share" else "mean",
			       ";at=", at)
		source <- if (share) "prop.test(correct=FALSE)" else "t.test"
		expect(cmd, here, "n", length(v), 0, source)
		expect(cmd, here, "n_missing", missing, 0, source)
		if (length(v) == 0) {
			expect(cmd, here, "estimate", NA, 0, source)
			next
		}
		stopifnot(abs(means$x[means$Group.1 == at] - mean(v)) < 1e-12)
		expect(cmd, here, "estimate", mean(v), 12, source)
		ci <- if (share) wilson(sum(v), length(v), level) else
			if (length(v) > 1 && sd(v) > 0)
				t.test(v, conf.level = level)$conf.int else
				c(NA, NA)
		# R: prop.test leaves a rest of rounding where the end is 0
		expect(cmd, here, "conf_low", snap(ci[1], 1), 9, source)
		expect(cmd, here, "conf_high", ci[2], 9, source)
	}
}

# What the methods make of the means of periods that are over.
period_series <- function(day, y, period, all)
{
	p <- period_of(day, period)
	m <- sapply(all[-length(all)], function(at)
		mean(y[p == at], na.rm = TRUE))
	list(x = which(!is.nan(m)), y = unname(m[!is.nan(m)]))
}

day_of <- function(s)
	as.numeric(as.Date(s))

# ------------------------------------------------------------ made up series

series_input <- function(name, x, y)
	list(cmd = function(options) paste(
		"trend --y y --x x", options,
		write_input(paste0("series_", name), "x,y", x, y)),
	     x = x, y = y)

set.seed(61)
n <- 60
plain <- series_input("plain", 1:n,
	round(10 + 0.05 * (1:n) + 3 * (1:n > 35) + rnorm(n), 2))
tied <- series_input("tied", sort(sample(1:25, 80, TRUE)),
	sample(0:6, 80, TRUE))
tied$x <- tied$x
steps <- series_input("steps", sort(round(runif(50, 0, 9), 1)),
	round(rnorm(50, 5, 2), 1))
short <- series_input("short", c(1, 2, 4, 7, 8, 11, 13),
	c(3, 1, 4, 1, 5, 9, 2.5))
far <- series_input("far", 19000 + sort(sample(1:700, 45)),
	round(1e6 + rnorm(45), 3))
flat <- series_input("flat", 1:30, rep(c(1, 2, 1, 3, 2), 6))

open_book()
for (s in list(plain, tied, steps, short, far, flat)) {
	cmd <- s$cmd("--method pettitt,cusum")
	for (method in c("Pettitt", "cusum"))
		expect_change(cmd, "", s$x, s$y, method, FALSE)
}
expect_split(plain$cmd("--split 36"), "", plain$x, plain$y, 36)
expect_split(plain$cmd("--split 20.5 --level 0.9"), "", plain$x, plain$y, 20.5,
	     level = 0.9)
for (lags in c(1, 4, 12))
	expect_split(plain$cmd(paste("--split 36 --lags", lags)), "", plain$x,
		     plain$y, 36, lags)
expect_split(tied$cmd("--split 12"), "", tied$x, tied$y, 12)
expect_split(steps$cmd("--split 4.3"), "", steps$x, steps$y, 4.3)
expect_split(short$cmd("--split 7"), "", short$x, short$y, 7)
expect_split(far$cmd("--split 19300"), "", far$x, far$y, 19300)
expect_split(far$cmd("--split 19300 --lags 3"), "", far$x, far$y, 19300, 3)
for (df in c(1, 2, 3, 4, 7))
	expect_spline(plain$cmd(paste("--method spline --points 60 --df", df)),
		      "", plain$x, plain$y, df, c(1, 2, 30, 59, 60))
expect_spline(tied$cmd("--method spline --df 3"), "", tied$x, tied$y, 3,
	      sort(unique(tied$x))[c(1, 6, 14)])
expect_spline(steps$cmd("--method spline --df 5 --level 0.9"), "", steps$x,
	      steps$y, 5, sort(unique(steps$x))[c(1, 9, 20)], level = 0.9)
expect_spline(short$cmd("--method spline --df 2"), "", short$x, short$y, 2,
	      short$x)
expect_spline(far$cmd("--method spline --df 4"), "", far$x, far$y, 4,
	      far$x[c(1, 20, 45)])

# ---------------------------------------------------------------- data sets

clinic <- read.csv("datasets/synthetic_clinic/courses.csv",
		   na.strings = c("", "NA"))
clinic$day <- day_of(clinic$date)
path <- "datasets/synthetic_clinic/courses.csv"
for (period in c("month", "quarter", "year"))
	expect_periods(paste("trend --period", period, path), "", clinic$day,
		       clinic$improvement, period,
		       all_periods(clinic$day, period))
expect_periods(paste("trend --period year --level 0.9 --y satisfaction", path),
	       "", clinic$day, clinic$satisfaction, "year",
	       all_periods(clinic$day, "year"), 0.9)
for (concern in c("acne scars", "wrinkles")) {
	part <- clinic[clinic$concern == concern, ]
	expect_periods(paste("trend --period year --by concern", path),
		       paste0("concern=", concern, ";"), part$day,
		       part$improvement, "year",
		       all_periods(clinic$day, "year"))
}
cmd <- paste("trend --x date --method pettitt,cusum", path)
for (method in c("Pettitt", "cusum"))
	expect_change(cmd, "", clinic$day, clinic$improvement, method, TRUE)
expect_split(paste("trend --split 2022-01-01", path), "", clinic$day,
	     clinic$improvement, day_of("2022-01-01"))
expect_spline(paste("trend --x date --method spline --points 1000", path), "",
	      clinic$day, clinic$improvement, 4, range(clinic$day), TRUE)
all <- all_periods(clinic$day, "quarter")
s <- period_series(clinic$day, clinic$improvement, "quarter", all)
cmd <- paste("trend --period quarter --split 2022-02-10 --lags 2",
	     "--method ols,mann-kendall,segmented", path)
expect_split(cmd, "", s$x, s$y, which(all == "2022-Q1"), 2)
fit <- coef(summary(lm(s$y ~ s$x)))
expect(cmd, "term=slope;method=ols*", "estimate", fit[2, 1], 12, "lm")
expect(cmd, "term=slope;method=ols*", "p_value", fit[2, 4], 9, "lm")
expect(cmd, "term=tau*", "estimate", cor(s$x, s$y, method = "kendall"), 12,
       "cor(method='kendall')")
counts <- as.numeric(table(factor(period_of(clinic$day, "quarter"), all)))
cmd <- paste("trend --period quarter --method counts,ols,cusum", path)
for (i in seq_along(all)) {
	at <- paste0("term=count;at=", all[i])
	ci <- poisson.test(counts[i])$conf.int
	expect(cmd, at, "n", counts[i], 0, "poisson.test")
	expect(cmd, at, "conf_low", ci[1], 9, "poisson.test")
	expect(cmd, at, "conf_high", ci[2], 9, "poisson.test")
}
over <- counts[-length(counts)]
fit <- coef(summary(lm(over ~ seq_along(over))))
expect(cmd, "term=slope;method=ols*", "estimate", fit[2, 1], 12, "lm")
expect(cmd, "term=slope;method=ols*", "p_value", fit[2, 4], 9, "lm")
expect(cmd, "term=change;method=cusum*", "statistic",
       cusum(seq_along(over), over)$statistic, 12, "own formula")
# shares, a period without rows, one without y, and a last one that is over
day <- day_of(c("2024-01-05", "2024-01-31", "2024-03-01", "2024-03-02",
		"2024-03-30", "2024-05-05", "2024-06-30"))
y <- c(1, 0, 1, 1, 0, NA, 1)
input <- write_input("series_shares", "date,y",
		     as.character(as.Date(day, origin = "1970-01-01")),
		     ifelse(is.na(y), "", y))
for (period in c("month", "quarter"))
	expect_periods(paste("trend --y y --period", period, input), "", day, y,
		       period, all_periods(day, period))
close_book("trend_series.csv",
	   "What txo trend must print for changes, curves and periods.",
	   c("sandwich", "strucchange"))
