# Shares of events: intervals, contrasts, exact tests, strata, pairs; and what
# txo rate must print for the data sets.
#
# The procedures are computed a second way wherever R has none or stops short:
# exact distributions by whole numbers, score intervals by searching the published
# statistic. tests/reference/shares.txt holds all small tables, for the unit tests of
# the formulas; rate.csv what the verb prints.
need("summary")
suppressMessages(library(metafor))

z_of <- function(level)
	qnorm((1 + level) / 2)

# The root of f between low and high, to the last digits.
root <- function(f, low, high)
	uniroot(f, c(low, high), tol = 1e-300, maxiter = 10000)$root

# The same, with a bound that moves outward from `near` until f changes its sign.
root_out <- function(f, near, step)
{
	far <- near + step
	while (f(near) * f(far) > 0)
		far <- far + 2 * (far - near)
	root(f, min(near, far), max(near, far))
}

# ------------------------------------------------------------- one share

wilson <- function(x, n, level = 0.95)
{
	ci <- suppressWarnings(prop.test(x, n, conf.level = level,
					 correct = FALSE))$conf.int
	if (x == 0)
		ci[1] <- 0
	if (x == n)
		ci[2] <- 1
	c(ci)
}

# R: binom.test ends its search for the ends by qbeta, so it is exact.
clopper <- function(x, n, level = 0.95)
	c(binom.test(x, n, conf.level = level)$conf.int)

mid_p <- function(x, n, level = 0.95)
{
	tail <- (1 - level) / 2
	above <- function(x, p)
		sum(dbinom(seq_len(n - x) + x, n, p)) + dbinom(x, n, p) / 2
	end <- function(x)
		plogis(root_out(function(l) log(above(x, plogis(l)) / tail),
				qlogis((x + 0.25) / (n + 0.5)), -1))
	c(if (x == 0) 0 else end(x), if (x == n) 1 else 1 - end(n - x))
}

jeffreys <- function(x, n, level = 0.95)
{
	tail <- (1 - level) / 2
	c(if (x == 0) 0 else qbeta(tail, x + 0.5, n - x + 0.5),
	  if (x == n) 1 else qbeta(tail, x + 0.5, n - x + 0.5,
				   lower.tail = FALSE))
}

agresti_coull <- function(x, n, level = 0.95)
{
	z <- z_of(level)
	all <- n + z^2
	p <- (x + z^2 / 2) / all
	pmin(1, pmax(0, p + c(-1, 1) * z * sqrt(p * (1 - p) / all)))
}

share_methods <- list(wilson = wilson, "clopper-pearson" = clopper,
		      "mid-p" = mid_p, jeffreys = jeffreys,
		      "agresti-coull" = agresti_coull)

# ------------------------------------------------- two shares: x1/n1, x2/n2

newcombe <- function(x1, n1, x2, n2, level = 0.95)
{
	a <- wilson(x1, n1, level)
	b <- wilson(x2, n2, level)
	p1 <- x1 / n1
	p2 <- x2 / n2
	c(p1 - p2 - sqrt((p1 - a[1])^2 + (b[2] - p2)^2),
	  p1 - p2 + sqrt((a[2] - p1)^2 + (p2 - b[1])^2))
}

# The shares that are most likely if they differ by d: the cubic of Miettinen
# and Nurminen, by its trigonometric solution.
restricted <- function(x1, n1, x2, n2, d)
{
	n <- n1 + n2
	l3 <- n
	l2 <- (n1 + 2 * n2) * d - n - (x1 + x2)
	l1 <- (n2 * d - n - 2 * x2) * d + x1 + x2
	l0 <- x2 * d * (1 - d)
	q <- l2^3 / (3 * l3)^3 - l1 * l2 / (6 * l3^2) + l0 / (2 * l3)
	p <- sign(q) * sqrt(max(0, l2^2 / (3 * l3)^2 - l1 / (3 * l3)))
	r2 <- if (p == 0) -l2 / (3 * l3) else {
		a <- (pi + acos(max(-1, min(1, q / p^3)))) / 3
		2 * p * cos(a) - l2 / (3 * l3)
	}
	r2 <- min(1, max(0, r2))
	c(min(1, max(0, r2 + d)), r2)
}

# R: the cubic leaves 7 digits of a share near 0; one Newton step after another
# on the likelihood's slope brings them back.
polished <- function(x1, n1, x2, n2, d)
{
	r <- restricted(x1, n1, x2, n2, d)[2]
	low <- max(0, -d)
	high <- min(1, 1 - d)
	part <- function(x, p) if (x == 0) 0 else x / p
	slope <- function(r)
		part(x1, r + d) - part(n1 - x1, 1 - d - r) + part(x2, r) -
			part(n2 - x2, 1 - r)
	curve <- function(r)
		part(part(x1, r + d), r + d) +
			part(part(n1 - x1, 1 - d - r), 1 - d - r) +
			part(part(x2, r), r) + part(part(n2 - x2, 1 - r), 1 - r)
	for (i in 1:50) {
		if (!(r > low && r < high))
			break
		r2 <- r + slope(r) / curve(r)
		if (!is.finite(r2) || r2 <= low || r2 >= high)
			break
		done <- abs(r2 - r) < 1e-17
		r <- r2
		if (done)
			break
	}
	c(r + d, r)
}

miettinen_z <- function(x1, n1, x2, n2, d)
{
	n <- n1 + n2
	r <- polished(x1, n1, x2, n2, d)
	r <- pmin(1, pmax(0, r))
	v <- r[1] * (1 - r[1]) / n1 + r[2] * (1 - r[2]) / n2
	far <- x1 / n1 - x2 / n2 - d
	if (far == 0) 0 else far / sqrt(v * n / (n - 1))
}

miettinen <- function(x1, n1, x2, n2, level = 0.95)
{
	z <- z_of(level)
	p <- x1 / n1 - x2 / n2
	end <- function(far, z)
		if (p == far) far else
			root(function(d) max(-1e9, min(1e9,
				miettinen_z(x1, n1, x2, n2, d))) - z,
			     min(p, far), max(p, far))
	c(end(-1, z), end(1, -z))
}

# The square of (p1 - R p2) over its error at the most likely shares with this
# ratio. Koopman's own form of it must agree, but it is 0 / 0 where all of a
# group have the event.
koopman_chi2 <- function(x1, n1, x2, n2, ratio)
{
	n <- n1 + n2
	b <- ratio * (n1 + x2) + x1 + n2
	p <- (b - sqrt(max(0, b^2 - 4 * ratio * n * (x1 + x2)))) / (2 * n)
	q <- p / ratio
	chi2 <- (x1 / n1 - ratio * x2 / n2)^2 /
		(p * (1 - p) / n1 + ratio^2 * q * (1 - q) / n2)
	own <- (x1 - n1 * p)^2 / (n1 * p * (1 - p)) *
		(1 + n1 * (ratio - p) / (n2 * (1 - p)))
	stopifnot(p * (1 - p) < 1e-6 || abs(own - chi2) < 1e-7 * (1 + chi2))
	chi2
}

koopman <- function(x1, n1, x2, n2, level = 0.95)
{
	chi2 <- z_of(level)^2
	f <- function(l) koopman_chi2(x1, n1, x2, n2, exp(l)) - chi2
	start <- log(x1 / n1 / (x2 / n2))
	if (x1 == 0 || x2 == 0)
		start <- log((x1 + 0.5) / n1 / ((x2 + 0.5) / n2))
	# beside the estimate, where the statistic is 0
	low <- high <- start
	while (x2 == 0 && f(low) > 0)
		low <- low + 1
	while (x1 == 0 && f(high) > 0)
		high <- high - 1
	c(if (x1 == 0) 0 else exp(root_out(f, low - 1e-9, -0.1)),
	  if (x2 == 0) NA else exp(root_out(f, high + 1e-9, 0.1)))
}

# metafor's log ratio of shares and its variance, nothing added to the cells.
katz <- function(x1, n1, x2, n2, level = 0.95)
{
	if (x1 == 0 || x2 == 0 || (x1 == n1 && x2 == n2))
		return(c(NA, NA, NA, NA))
	e <- escalc("RR", ai = x1, n1i = n1, ci = x2, n2i = n2, add = 0,
		    to = "none")
	se <- sqrt(c(e$vi))
	c(se, 2 * pnorm(-abs(c(e$yi)) / se),
	  exp(c(e$yi) + c(-1, 1) * z_of(level) * se))
}

# Conditional on the margins, with weights that are whole numbers: p-value, odds
# ratio and its ends. NA: infinite.
# R: fisher.test searches odds ratio and ends with a tolerance of 1e-4 of an
# odds ratio or of its inverse; so this one, and both must agree as far as that.
fisher_exact <- function(x1, n1, x2, n2, level = 0.95)
{
	t <- x1 + x2
	u <- max(0, t - n2):min(n1, t)
	w <- choose(n1, u) * choose(n2, t - u)
	stopifnot(max(w) < 2^53)
	p <- sum(w[w <= w[u == x1]]) / sum(w)
	if (length(u) == 1)
		return(c(p, NA, NA, NA))
	tail <- (1 - level) / 2
	part <- function(l, k) {
		v <- log(w) + u * l
		v <- exp(v - max(v))
		sum(v[k]) / sum(v)
	}
	mean_of <- function(l) {
		v <- log(w) + u * l
		v <- exp(v - max(v))
		sum(v * (u - x1)) / sum(v)
	}
	at_low <- x1 == min(u)
	at_high <- x1 == max(u)
	odds <- if (at_low) 0 else if (at_high) NA else
		exp(root(mean_of, -50, 50))
	low <- if (at_low) 0 else
		exp(root(function(l) log(part(l, u >= x1)) - log(tail), -50, 50))
	high <- if (at_high) NA else
		exp(root(function(l) log(part(l, u <= x1)) - log(tail), -50, 50))
	f <- fisher.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2),
			 conf.level = level)
	near <- function(a, b, d)
		is.na(a) && is.infinite(b) || abs(a - b) <= d * (1 + a^2)
	stopifnot(abs(p - f$p.value) < 1e-12, near(odds, f$estimate, 3e-4),
		  near(low, f$conf.int[1], 3e-4), near(high, f$conf.int[2], 3e-4))
	c(p, odds, low, high)
}

# ----------------------------------------------------------------- pairs

tango_z <- function(b, c, n, d)
{
	bb <- -b - c + (2 * n - b + c) * d
	q <- (sqrt(bb^2 + 8 * n * c * d * (1 - d)) - bb) / (4 * n)
	far <- b - c - n * d
	if (far == 0) 0 else far / sqrt(n * (2 * q + d * (1 - d)))
}

tango <- function(b, c, n, level = 0.95)
{
	z <- z_of(level)
	d <- (b - c) / n
	end <- function(far, z)
		if (d == far) far else
			root(function(d) max(-1e9, min(1e9,
				tango_z(b, c, n, d))) - z,
			     min(d, far), max(d, far))
	c(end(-1, z), end(1, -z))
}

mcnemar <- function(b, c)
{
	k <- b + c
	if (k == 0)
		return(c(1, 1, 1))
	exact <- binom.test(b, k)$p.value
	w <- choose(k, 0:k) / 2^k
	twice <- 2 * sum(w[1 + 0:min(b, c)])
	stopifnot(abs(exact - min(1, twice)) < 1e-13)
	m <- matrix(c(10, b, c, 10), 2)
	c(exact, min(1, twice - w[1 + min(b, c)]),
	  mcnemar.test(m, correct = FALSE)$p.value)
}

paired_odds <- function(b, c, level = 0.95)
{
	if (b + c == 0)
		return(c(NA, NA))
	tail <- (1 - level) / 2
	c(if (b == 0) 0 else 1 / (1 / qbeta(tail, b, c + 1) - 1),
	  if (c == 0) NA else 1 / qbeta(tail, c, b + 1) - 1)
}

# ------------------------------------------------- all small tables, frozen

put <- new.env()
put$line <- character(0)

line <- function(name, at, ...)
{
	v <- c(...)
	v <- ifelse(is.na(v), "nan", sprintf("%.13g", v))
	put$line <- c(put$line, paste(c(name, at, v), collapse = " "))
}

freeze <- function()
{
	for (n in 1:30)
		for (x in 0:(n %/% 2))
			for (m in seq_along(share_methods))
				line("share", c(m - 1, x, n),
				     share_methods[[m]](x, n))
	# the other tables follow by changing groups or events
	for (n1 in 1:12) for (n2 in 1:n1) for (x1 in 0:n1) for (x2 in 0:n2)
		if (x1 * n2 >= x2 * n1)
			line("fisher", c(x1, n1, x2, n2),
			     fisher_exact(x1, n1, x2, n2))
	for (n1 in 1:7) for (n2 in 1:n1) for (x1 in 0:n1) for (x2 in 0:n2) {
		if (x1 * n2 >= x2 * n1)
			line("difference", c(x1, n1, x2, n2),
			     newcombe(x1, n1, x2, n2),
			     miettinen(x1, n1, x2, n2))
		if (x1 + x2 > 0 && (x1 < n1 || x2 < n2))
			line("ratio", c(x1, n1, x2, n2),
			     koopman(x1, n1, x2, n2), katz(x1, n1, x2, n2))
	}
	for (b in 0:12) for (c in 0:b)
		line("mcnemar", c(b, c), mcnemar(b, c), paired_odds(b, c))
	for (n in 1:8) for (b in 0:n) for (c in 0:(n - b))
		if (c <= b)
			line("tango", c(b, c, n), tango(b, c, n))
	writeLines(c("# Shares of events in all small tables, for test_shares.c.",
		paste0("# Made by scripts/reference: R ", getRversion(),
		       ", metafor ", packageVersion("metafor"), "."),
		"# share METHOD X N low high (95 %, as all)",
		"# fisher X1 N1 X2 N2 p odds low high",
		"# difference X1 N1 X2 N2 Newcombe's Miettinen-Nurminen's",
		"# ratio X1 N1 X2 N2 Koopman's Katz's: error p low high",
		"# mcnemar B C exact mid-p chi-square odds: low high",
		"# tango B C N low high", put$line),
		file.path(out, "shares.txt"))
	cat(sprintf("%-14s %5d tables\n", "shares.txt", length(put$line)))
}

freeze()

# ------------------------------------------------------- what the verb prints

row_of <- function(prefix, ...)
	paste(c(prefix, ...), collapse = ";")

expect_row <- function(command, row, source, ...)
{
	cells <- list(...)
	for (name in names(cells))
		expect(command, row, name, cells[[name]][1], cells[[name]][2],
		       source)
}

# One level (or all rows): x events, n known, m missing.
expect_rate <- function(command, row, x, n, m, ci = "wilson", level = 0.95)
{
	ends <- if (n == 0) c(NA, NA) else share_methods[[ci]](x, n, level)
	expect_row(command, row, "count", n = c(n, 0), n_missing = c(m, 0),
		   events = c(x, 0))
	expect_row(command, row, paste(ci, "in R"),
		   estimate = c(if (n) x / n else NA, 12),
		   conf_low = c(ends[1], 12), conf_high = c(ends[2], 12))
	expect_row(command, row, "all missing are no, or yes",
		   rate_min = c(x / (n + m), 12), rate_max = c((x + m) / (n + m), 12))
}

z_test <- function(x1, n1, x2, n2)
	unname(sqrt(suppressWarnings(chisq.test(rbind(c(x1, x2),
		c(n1 - x1, n2 - x2)), correct = FALSE))$statistic)) *
		sign(x1 / n1 - x2 / n2)

expect_contrasts <- function(command, prefix, a, b, k, diff, ratio, level)
{
	x1 <- k[a, "x"]
	n1 <- k[a, "n"]
	x2 <- k[b, "x"]
	n2 <- k[b, "n"]
	n <- n1 + n2
	minus <- paste0("contrast=", a, " - ", b)
	over <- paste0("contrast=", a, " / ", b)
	z <- z_test(x1, n1, x2, n2)
	p <- 2 * pnorm(-abs(z))
	known <- !is.nan(z)

	at <- row_of(prefix, "term=difference", minus)
	expect_row(command, at, "count", n = c(n, 0),
		   n_missing = c(k[a, "m"] + k[b, "m"], 0))
	if (diff == "newcombe") {
		d <- newcombe(x1, n1, x2, n2, level)
		expect_row(command, at, "square roots of prop.test's distances",
			   estimate = c(x1 / n1 - x2 / n2, 12),
			   conf_low = c(d[1], 12), conf_high = c(d[2], 12),
			   p_value = c(NA, 0))
	} else {
		d <- miettinen(x1, n1, x2, n2, level)
		zd <- z * sqrt((n - 1) / n)
		expect_row(command, at, "uniroot of the score statistic",
			   estimate = c(x1 / n1 - x2 / n2, 12),
			   conf_low = c(d[1], 9), conf_high = c(d[2], 9),
			   statistic = c(zd, 12),
			   p_value = c(2 * pnorm(-abs(zd)), 12))
	}
	at <- row_of(prefix, "term=ratio", over)
	expect_row(command, at, "x1 n2 / (x2 n1)",
		   estimate = c(if (x2) x1 * n2 / (x2 * n1) else NA, 12))
	if (ratio == "koopman" && known) {
		r <- koopman(x1, n1, x2, n2, level)
		expect_row(command, at, "uniroot of Koopman's chi-square",
			   conf_low = c(r[1], 9), conf_high = c(r[2], 9),
			   statistic = c(z, 12), p_value = c(p, 12))
	} else if (known) {
		r <- katz(x1, n1, x2, n2, level)
		expect_row(command, at, "metafor::escalc('RR')",
			   std_error = c(r[1], 12), p_value = c(r[2], 11),
			   conf_low = c(r[3], 12), conf_high = c(r[4], 12))
	}
	small <- max(choose(n1, 0:n1)) * max(choose(n2, 0:n2)) < 2^53
	f <- (if (small) fisher_exact else fisher_large)(x1, n1, x2, n2, level)
	at <- row_of(prefix, "term=odds_ratio", over)
	expect_row(command, at, "sum of dhyper; fisher.test agrees",
		   p_value = c(f[1], 12))
	expect_row(command, at, "uniroot of the conditional likelihood",
		   estimate = c(f[2], 9), conf_low = c(f[3], 9),
		   conf_high = c(f[4], 9))
}

# For weights that are no whole numbers of a double: R's own p-value, which is
# summed from dhyper, and roots with dhyper's logarithms.
fisher_large <- function(x1, n1, x2, n2, level)
{
	t <- x1 + x2
	u <- max(0, t - n2):min(n1, t)
	base <- dhyper(u, n1, n2, t, log = TRUE)
	tail <- (1 - level) / 2
	part <- function(l, f) {
		v <- base + u * l
		v <- exp(v - max(v))
		sum(v * f) / sum(v)
	}
	p <- fisher.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2),
			 conf.int = FALSE)$p.value
	find <- function(f) exp(root(f, -20, 20))
	c(p,
	  if (x1 == min(u)) 0 else if (x1 == max(u)) NA else
		find(function(l) part(l, u - x1)),
	  if (x1 == min(u)) 0 else
		find(function(l) log(part(l, u >= x1)) - log(tail)),
	  if (x1 == max(u)) NA else
		find(function(l) log(tail) - log(part(l, u <= x1))))
}

# Fisher's test of k groups by enumeration: weights are whole numbers.
fisher_groups <- function(x, n)
{
	t <- sum(x)
	w <- 1
	left <- t
	for (i in seq_along(n)) {
		u <- 0:n[i]
		w <- as.vector(outer(w, choose(n[i], u)))
		left <- as.vector(outer(left, u, "-"))
		w <- w[left >= 0]
		left <- left[left >= 0]
	}
	w <- w[left == 0]
	stopifnot(max(w) < 2^53)
	p <- sum(w[w <= prod(choose(n, x))]) / sum(w)
	stopifnot(abs(p / fisher.test(rbind(x, n - x))$p.value - 1) < 1e-5)
	p
}

expect_tests <- function(command, prefix, k)
{
	used <- k[k[, "n"] > 0, , drop = FALSE]
	at <- row_of(prefix, "term=chi_square")
	expect_row(command, at, "count", n = c(sum(k[, "n"]), 0),
		   events = c(sum(k[, "x"]), 0))
	if (nrow(used) < 2 || sum(used[, "x"]) %in% c(0, sum(used[, "n"]))) {
		expect_row(command, at, "undefined", statistic = c(NA, 0),
			   p_value = c(NA, 0))
		return(invisible())
	}
	t <- suppressWarnings(chisq.test(rbind(used[, "x"],
		used[, "n"] - used[, "x"]), correct = FALSE))
	expect_row(command, at, "chisq.test(correct=FALSE)",
		   statistic = c(unname(t$statistic), 12),
		   df = c(unname(t$parameter), 0), p_value = c(t$p.value, 12))
	at <- row_of(prefix, "term=fisher")
	if (nrow(used) == 2)
		expect_row(command, at, "fisher.test",
			   p_value = c(fisher.test(rbind(used[, "x"],
				used[, "n"] - used[, "x"]),
				conf.int = FALSE)$p.value, 11))
	else if (prod(used[, "n"] + 1) < 5e6 &&
		 prod(sapply(used[, "n"], function(n)
			max(choose(n, 0:n)))) < 2^53)
		expect_row(command, at, "enumeration of whole numbers",
			   p_value = c(fisher_groups(used[, "x"], used[, "n"]),
				       12))
	else
		expect_row(command, at, "fisher.test",
			   p_value = c(fisher.test(rbind(used[, "x"],
				used[, "n"] - used[, "x"]),
				workspace = 2e7)$p.value, 8))
}

# x, n and m of each level.
counts_of <- function(event, between)
{
	levels <- sort(unique(between))
	k <- t(sapply(levels, function(l) {
		e <- event[between == l]
		c(x = sum(e, na.rm = TRUE), n = sum(!is.na(e)),
		  m = sum(is.na(e)))
	}))
	rownames(k) <- levels
	k
}

expect_between <- function(command, event, between, reference = NULL,
			   prefix = NULL, ci = "wilson", diff = "newcombe",
			   ratio = "koopman", level = 0.95)
{
	k <- counts_of(event, as.character(between))
	if (is.null(reference))
		reference <- rownames(k)[1]
	for (l in rownames(k))
		expect_rate(command, row_of(prefix, "term=rate",
			    paste0("level=", l)), k[l, "x"], k[l, "n"],
			    k[l, "m"], ci, level)
	for (l in setdiff(rownames(k), reference))
		if (k[l, "n"] > 0 && k[reference, "n"] > 0)
			expect_contrasts(command, prefix, l, reference, k, diff,
					 ratio, level)
	expect_tests(command, prefix, k)
}

expect_strata <- function(command, event, between, strata, a, b, prefix = NULL,
			  level = 0.95)
{
	ok <- !is.na(event) & !is.na(strata) & between %in% c(a, b)
	t <- table(factor(event[ok], c(TRUE, FALSE)),
		   factor(between[ok], c(a, b)), strata[ok])
	both <- apply(t, 3, function(s) all(colSums(s) > 0))
	t <- t[, , both, drop = FALSE]
	mh <- function(measure)
		suppressWarnings(rma.mh(ai = t[1, 1, ], bi = t[2, 1, ],
			ci = t[1, 2, ], di = t[2, 2, ], measure = measure,
			correct = FALSE, add = 0, to = "none", drop00 = FALSE,
			level = 100 * level))
	over <- paste0("contrast=", a, " / ", b)
	for (m in c("OR", "RR", "RD")) {
		r <- mh(m)
		back <- if (m == "RD") identity else exp
		at <- row_of(prefix, c(OR = "term=common_odds_ratio",
			RR = "term=common_ratio",
			RD = "term=common_difference")[[m]],
			if (m == "RD") sub("/", "-", over) else over)
		expect_row(command, at, "count", n = c(sum(t), 0))
		expect_row(command, at, paste0("metafor::rma.mh('", m, "')"),
			   estimate = c(back(c(r$beta)), 12),
			   std_error = c(r$se, 11),
			   conf_low = c(back(r$ci.lb), 11),
			   conf_high = c(back(r$ci.ub), 11))
		if (m != "OR")
			expect_row(command, at, paste0("metafor::rma.mh('", m,
				   "')"), statistic = c(r$zval, 10),
				   p_value = c(r$pval, 10))
	}
	o <- mantelhaen.test(t, correct = FALSE, exact = FALSE,
			     conf.level = level)
	at <- row_of(prefix, "term=common_odds_ratio", over)
	expect_row(command, at, "mantelhaen.test(correct=FALSE)",
		   estimate = c(unname(o$estimate), 12),
		   conf_low = c(o$conf.int[1], 11),
		   conf_high = c(o$conf.int[2], 11),
		   statistic = c(unname(o$statistic), 11), df = c(1, 0),
		   p_value = c(o$p.value, 11))
	r <- mh("OR")
	expect_row(command, row_of(prefix, "term=homogeneity", over),
		   "metafor::rma.mh: Tarone", statistic = c(r$TA, 10),
		   p_value = c(r$TAp, 10))
}

# e1, e2: the event of each pair at the level a and at the reference b.
expect_pairs <- function(command, e1, e2, a, b, prefix = NULL, level = 0.95)
{
	ok <- !is.na(e1) & !is.na(e2)
	e1 <- e1[ok]
	e2 <- e2[ok]
	x <- sum(e1 & !e2)
	y <- sum(!e1 & e2)
	n <- length(e1)
	minus <- paste0("contrast=", a, " - ", b)
	expect_row(command, row_of(prefix, "term=paired_both"), "count",
		   n = c(n, 0), n_missing = c(sum(!ok), 0),
		   events = c(sum(e1 & e2), 0))
	at <- row_of(prefix, "term=paired_one", paste0("level=", a))
	expect_row(command, at, "count", events = c(x, 0))
	expect_row(command, at, "wilson in R",
		   conf_high = c(wilson(x, n, level)[2], 12))
	d <- tango(x, y, n, level)
	expect_row(command, row_of(prefix, "term=paired_difference", minus),
		   "uniroot of Tango's statistic",
		   estimate = c((x - y) / n, 12), conf_low = c(d[1], 9),
		   conf_high = c(d[2], 9),
		   statistic = c((x - y) / sqrt(x + y), 12))
	o <- paired_odds(x, y, level)
	expect_row(command, row_of(prefix, "term=paired_odds_ratio",
		   sub("-", "/", minus)), "binom.test's ends as odds",
		   estimate = c(if (y) x / y else NA, 12),
		   conf_low = c(o[1], 11), conf_high = c(o[2], 11))
	p <- mcnemar(x, y)
	m <- mcnemar.test(matrix(c(1, x, y, 1), 2), correct = FALSE)
	expect_row(command, row_of(prefix, "term=mcnemar_exact"), "binom.test",
		   p_value = c(p[1], 12))
	expect_row(command, row_of(prefix, "term=mcnemar_mid_p"),
		   "binom.test less half of the middle", p_value = c(p[2], 12))
	expect_row(command, row_of(prefix, "term=mcnemar"),
		   "mcnemar.test(correct=FALSE)",
		   statistic = c(unname(m$statistic), 12),
		   p_value = c(m$p.value, 12))
}

file_of <- function(name)
	paste0("datasets/", name, "/data.csv")

data_checks <- function()
{
	a <- read_data("arthritis_improvement")
	e <- a$improved %in% c("some", "marked")
	for (o in c("", " --diff miettinen-nurminen --ratio katz --level 0.9"))
		expect_between(paste0("rate --event \"improved in ('some', ",
			"'marked')\" --between treatment --reference placebo",
			o, " ", file_of("arthritis_improvement")), e,
			a$treatment, "placebo",
			diff = if (o == "") "newcombe" else "miettinen",
			ratio = if (o == "") "koopman" else "katz",
			level = if (o == "") 0.95 else 0.9)
	cmd <- paste0("rate --event \"improved == 'marked'\" --between ",
		      "treatment --strata sex ", file_of("arthritis_improvement"))
	expect_strata(cmd, a$improved == "marked", a$treatment, a$sex,
		      "treated", "placebo")

	w <- read_data("derm_wart_treatment")
	for (ci in names(share_methods)) {
		cmd <- paste0("rate --event 'cured == 1' --by wart_type --ci ",
			      ci, " ", file_of("derm_wart_treatment"))
		for (type in unique(w$wart_type)) {
			e <- w$cured[w$wart_type == type] == 1
			expect_rate(cmd, paste0("wart_type=", type), sum(e),
				    length(e), 0, ci)
		}
	}
	cmd <- paste0("rate --event 'cured == 1' --between wart_type ",
		      file_of("derm_wart_treatment"))
	expect_between(cmd, w$cured == 1, w$wart_type)
	cmd <- paste0("rate --event 'cured == 1' --between treatment --strata ",
		      "wart_type,sex ", file_of("derm_wart_treatment"))
	expect_strata(cmd, w$cured == 1, w$treatment,
		      paste(w$wart_type, w$sex), "immunotherapy", "cryotherapy")

	t <- read_data("derm_toenail")
	cmd <- paste0("rate --event 'moderate_or_severe == 1' --between visit ",
		      "--pair patient_id --where 'visit in (1, 7)' --by ",
		      "treatment ", file_of("derm_toenail"))
	for (g in unique(t$treatment)) {
		u <- t[t$treatment == g, ]
		ids <- unique(u$patient_id[u$visit %in% c(1, 7)])
		at <- function(v) u$moderate_or_severe[u$visit == v][match(ids,
			u$patient_id[u$visit == v])] == 1
		expect_pairs(cmd, at(7), at(1), "7", "1",
			     paste0("treatment=", g))
	}
	m <- read_data("mn_fco2_mnrf_ae")
	for (v in unique(m$visit)) for (e in unique(m$event)) {
		u <- m[m$visit == v & m$event == e, ]
		if (nrow(u))
			expect_between(paste0("rate --event 'present == 1' ",
				"--between arm --by visit,event ",
				"--diff miettinen-nurminen --ci mid-p ",
				file_of("mn_fco2_mnrf_ae")), u$present == 1,
				u$arm, diff = "miettinen", ci = "mid-p",
				prefix = paste0("visit=", v, ";event=", e))
	}
}

# Tables that break programs, each a group of one file with weights.
table_checks <- function()
{
	tables <- list(
		newcombe_a = c(56, 70, 48, 80), newcombe_b = c(9, 10, 3, 10),
		newcombe_c = c(6, 7, 2, 7), newcombe_d = c(5, 56, 0, 29),
		newcombe_e = c(0, 10, 0, 20), newcombe_g = c(10, 10, 0, 20),
		newcombe_h = c(10, 10, 0, 10), tea = c(3, 4, 1, 4),
		all = c(5, 5, 9, 9), first_all = c(4, 4, 6, 9),
		rare = c(3, 1000, 1, 900), equal = c(4, 12, 3, 9),
		ones = c(1, 1, 0, 1), upside = c(1, 30, 20, 25))
	rows <- do.call(rbind, lapply(names(tables), function(g) {
		v <- tables[[g]]
		data.frame(g, arm = c("new", "new", "old", "old"),
			   y = c(1, 0, 1, 0),
			   n = c(v[1], v[2] - v[1], v[3], v[4] - v[3]))
	}))
	rows <- rows[rows$n > 0, ]
	path <- write_input("rate_tables", "g,arm,y,n", rows$g, rows$arm,
			    rows$y, rows$n)
	for (o in c("", " --diff miettinen-nurminen --ratio katz --level 0.8"))
		for (g in names(tables)) {
			v <- tables[[g]]
			expect_between(paste0("rate --event 'y == 1' --weight ",
				"n --by g --between arm --reference old", o, " ",
				path), rep(c(TRUE, FALSE, TRUE, FALSE),
				c(v[1], v[2] - v[1], v[3], v[4] - v[3])),
				rep(c("new", "old"), v[c(2, 4)]), "old",
				prefix = paste0("g=", g),
				diff = if (o == "") "newcombe" else "miettinen",
				ratio = if (o == "") "koopman" else "katz",
				level = if (o == "") 0.95 else 0.8)
		}
}

# Several groups, with missing outcomes and levels that have nothing else.
group_checks <- function()
{
	set.seed(7)
	arm <- rep(c("a", "b", "c", "d", "e"), c(10, 5, 7, 10, 2))
	y <- rbinom(length(arm), 1, rep(c(.1, .4, .4, .8, .5),
					c(10, 5, 7, 10, 2)))
	y[c(3, 12)] <- NA
	y[arm == "e"] <- NA
	path <- write_input("rate_groups", "arm,y", arm,
			    ifelse(is.na(y), "", y))
	expect_between(paste("rate --event 'y == 1' --between arm", path),
		       y == 1, arm)
	expect_between(paste("rate --event 'y == 1' --between arm --reference",
			     "c --ci jeffreys", path), y == 1, arm, "c",
		       ci = "jeffreys")

	stratum <- rep(1:12, length.out = 90)
	arm <- sample(c("new", "old"), 90, TRUE)
	y <- rbinom(90, 1, 0.3 + 0.3 * (arm == "new"))
	y[c(5, 40, 77)] <- NA
	arm[stratum == 12] <- "old"
	path <- write_input("rate_strata", "stratum,arm,y", stratum, arm,
			    ifelse(is.na(y), "", y))
	expect_strata(paste("rate --event 'y == 1' --between arm --reference",
			    "old --strata stratum --level 0.9", path), y == 1,
		      arm, stratum, "new", "old", level = 0.9)

	id <- 1:40
	e1 <- rbinom(40, 1, 0.3)
	e2 <- rbinom(40, 1, 0.55)
	e1[7] <- NA
	e2[c(7, 30)] <- NA
	path <- write_input("rate_pairs", "id,when,y", rep(id, 2),
			    rep(c("after", "before"), each = 40),
			    ifelse(is.na(c(e1, e2)), "", c(e1, e2)))
	expect_pairs(paste("rate --event 'y == 1' --between when --pair id",
			   "--reference before", path), e1 == 1, e2 == 1,
		     "after", "before")
}

open_book()
data_checks()
table_checks()
group_checks()
close_book("rate.csv", "What txo rate must print.", "metafor")
