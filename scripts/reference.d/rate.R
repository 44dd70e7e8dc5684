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
