# What txo growth must print: mixed models as nlme and lme4 fit them.
#
# R: the optimisers of both stop where their criterion no longer changes, which
# is some 6 or 7 digits of the variances and so of the fixed effects. So the
# likelihood is written down here once more, by the n by n covariance of each
# patient, and its optimum found by Newton's method with derivatives by complex
# steps, which are exact. lme4 tells the criterion at that optimum to 12 digits,
# nlme the degrees of freedom and, as lme4, estimates near by; all must agree as
# far as they go, or we stop.
suppressMessages({
	library(nlme)
	library(lme4)
})

# log det of a symmetric matrix, complex or not, by elimination.
log_det <- function(m)
{
	s <- 0
	n <- nrow(m)
	for (k in seq_len(n)) {
		s <- s + log(m[k, k])
		if (k < n) {
			i <- (k + 1):n
			m[i, i] <- m[i, i] - m[i, k] %*% t(m[k, i]) / m[k, k]
		}
	}
	s
}

# Rows as a list of patients; X with a column a term and level.
split_rows <- function(d, shape, random)
{
	z <- if (shape == "log") log(d$x + 1) else d$x
	f <- cbind(1, z, if (shape == "quadratic") d$x^2)
	levels <- sort(unique(d$g))
	x <- do.call(cbind, lapply(levels, function(l) f * (d$g == l)))
	q <- if (random == "intercept") 1 else 2
	lapply(split(seq_len(nrow(d)), d$id), function(i)
		list(x = x[i, , drop = FALSE], y = d$y[i],
		     z = cbind(1, z)[i, seq_len(q), drop = FALSE]))
}

# The root of D from parameters: lower triangle, diagonal, one column, nothing.
root_of <- function(eta, form)
	switch(form, intercept = matrix(eta, 1, 1),
	       slope = matrix(c(eta[1], eta[2], 0, eta[3]), 2, 2),
	       "slope-uncorrelated" = diag(eta, 2),
	       column = matrix(c(eta[1], eta[2], 0, 0), 2, 2),
	       first = matrix(c(eta, 0, 0, 0), 2, 2),
	       second = matrix(c(0, 0, 0, eta), 2, 2),
	       none1 = matrix(0, 1, 1), none = matrix(0, 2, 2))

# -2 log L at D, by s^2; s2: NULL for the best.
deviance_at <- function(units, root, ml, s2 = NULL)
{
	p <- ncol(units[[1]]$x)
	a <- matrix(0, p, p)
	b <- rep(0, p)
	ld <- 0
	d <- root %*% t(root)
	inv <- lapply(units, function(u) {
		v <- diag(length(u$y)) + u$z %*% d %*% t(u$z)
		list(log = log_det(v), inv = solve(v))
	})
	for (i in seq_along(units)) {
		xv <- t(units[[i]]$x) %*% inv[[i]]$inv
		a <- a + xv %*% units[[i]]$x
		b <- b + xv %*% units[[i]]$y
		ld <- ld + inv[[i]]$log
	}
	beta <- solve(a, b)
	rss <- 0
	for (i in seq_along(units)) {
		r <- units[[i]]$y - units[[i]]$x %*% beta
		rss <- rss + sum(r * (inv[[i]]$inv %*% r))
	}
	n <- sum(lengths(lapply(units, `[[`, "y")))
	df <- if (ml) n else n - p
	if (!ml)
		ld <- ld + log_det(a)
	best <- rss / df
	list(dev = if (is.null(s2)) df * (log(2 * pi * best) + 1) + ld else
		df * log(2 * pi * s2) + rss / s2 + ld,
	     beta = beta, cov = solve(a), s2 = best, n = n, p = p)
}

# Newton from eta on, for a function that takes complex arguments.
newton <- function(f, eta)
{
	k <- length(eta)
	if (k == 0)
		return(eta)
	h <- 1e-20
	grad <- function(e)
		sapply(seq_len(k), function(j)
			Im(f(replace(as.complex(e), j, e[j] + 1i * h))) / h)
	now <- Re(f(eta))
	for (step in 1:200) {
		g <- grad(eta)
		w <- 1e-5 * (1 + abs(eta))
		hess <- sapply(seq_len(k), function(j)
			(grad(replace(eta, j, eta[j] + w[j])) -
			 grad(replace(eta, j, eta[j] - w[j]))) / (2 * w[j]))
		e <- eigen((hess + t(as.matrix(hess))) / 2, symmetric = TRUE)
		size <- pmax(abs(e$values), 1e-10 * max(abs(e$values)))
		move <- -c(e$vectors %*% (c(t(e$vectors) %*% g) / size))
		gain <- sum(move * -g)
		if (gain < 1e-22)
			return(eta)
		part <- 1
		repeat {
			try <- Re(f(eta + part * move))
			if (gain < 1e-9 || (is.finite(try) && try < now) ||
			    part < 1e-10)
				break
			part <- part / 2
		}
		eta <- eta + part * move
		now <- Re(f(eta))
		if (gain < 1e-18 && step > 3)
			return(eta)
	}
	warning("no optimum")
	eta
}

forms_of <- function(random)
	switch(random, intercept = c("intercept", "none1"),
	       slope = c("slope", "column", "none"),
	       "slope-uncorrelated" = c("slope-uncorrelated", "first",
					"second", "none"))

size_of <- c(intercept = 1, none1 = 0, slope = 3, column = 2, none = 0,
	     "slope-uncorrelated" = 2, first = 1, second = 1)

# The best of all forms, the simplest of those that are equally good.
fit_exactly <- function(units, random, ml, start)
{
	best <- NULL
	for (form in forms_of(random)) {
		k <- size_of[[form]]
		eta <- if (k == length(start)) start else
			if (form == "second") start[length(start)] else
				start[seq_len(k)]
		if (k && max(abs(eta)) < 1e-3)
			eta <- rep(0.5, k)
		f <- function(e)
			deviance_at(units, root_of(e, form), ml)$dev
		eta <- newton(f, eta)
		dev <- Re(f(eta))
		if (is.null(best) || dev < best$dev + 1e-7)
			best <- list(form = form, eta = eta, dev = dev)
	}
	root <- root_of(best$eta, best$form)
	c(best[c("form", "eta")], list(root = root),
	  deviance_at(units, root, ml))
}

# Both packages; NULL where one gives up.
quietly <- function(e)
	suppressMessages(suppressWarnings(tryCatch(e, error = function(m) NULL)))

fit_packages <- function(d, random, ml, shape, several)
{
	d$z <- if (shape == "log") log(d$x + 1) else d$x
	right <- if (shape == "quadratic") "z + I(z^2)" else "z"
	if (several)
		right <- paste0("(", right, ") * g")
	fixed <- as.formula(paste("y ~", right))
	re <- switch(random, intercept = "(1 | id)", slope = "(z | id)",
		     "slope-uncorrelated" = "(z || id)")
	list(lmer = quietly(lmer(update(fixed, paste("~ . +", re)), d,
				 REML = !ml,
				 control = lmerControl(check.conv.singular =
						       "ignore"))),
	     lme = quietly(lme(fixed, random = switch(random,
				intercept = list(id = ~1),
				slope = list(id = ~z),
				"slope-uncorrelated" = list(id = pdDiag(~z))),
			       data = d, method = if (ml) "ML" else "REML",
			       control = lmeControl(maxIter = 500,
						    msMaxIter = 500,
						    tolerance = 1e-10,
						    msTol = 1e-12))))
}

near <- function(a, b, digits)
	all(abs(a - b) <= 10^-digits * (abs(b) + 1e-3 * max(abs(b))))

# The packages must agree with the optimum as far as they are at it.
check_packages <- function(fit, p, several, slack)
{
	if (!is.null(p$lmer)) {
		theta <- switch(fit$form, slope = fit$eta, column =
				c(fit$eta, 0), first = c(fit$eta, 0),
				second = c(0, fit$eta), none = rep(0,
				length(getME(p$lmer, "theta"))),
				none1 = 0, fit$eta)
		f <- if (isREML(p$lmer)) update(p$lmer, devFunOnly = TRUE) else
			update(p$lmer, devFunOnly = TRUE, REML = FALSE)
		sign <- ifelse(getME(p$lmer, "lower") == 0 & theta < 0, -1, 1)
		if (all(sign == 1))
			stopifnot(near(quietly(f(theta)), fit$dev, 11))
		stopifnot(fit$dev <= -2 * as.numeric(logLik(p$lmer)) + 1e-7)
	}
	if (!is.null(p$lme))
		stopifnot(fit$dev <= -2 * as.numeric(logLik(p$lme)) + 1e-7,
			  slack || near(-2 * as.numeric(logLik(p$lme)), fit$dev,
					7))
	if (!several && !is.null(p$lme) && !slack)
		stopifnot(near(fixef(p$lme), fit$beta, 4))
}

cells <- function(command, row, source, ...)
{
	cell <- list(...)
	for (name in names(cell))
		expect(command, row, name, cell[[name]][1], cell[[name]][2],
		       source)
}

inside <- function(est, se, df, level = 0.95)
	est + c(-1, 1) * qt((1 + level) / 2, df) * se

expect_t <- function(command, row, est, se, df, source)
	cells(command, row, source, estimate = c(est, 9),
	      std_error = c(se, 8), statistic = c(est / se, 8), df = c(df, 0),
	      p_value = c(2 * pt(-abs(est / se), df), 6),
	      conf_low = c(inside(est, se, df)[1], 8),
	      conf_high = c(inside(est, se, df)[2], 8))

# Fixed effects and contrasts; levels have k terms each.
expect_fixed <- function(command, fit, levels, df)
{
	k <- fit$p / length(levels)
	terms <- c("intercept", "slope", "curvature")[seq_len(k)]
	v <- fit$s2 * fit$cov
	source <- "exact likelihood; df of nlme"
	at <- function(l, i) (l - 1) * k + i
	for (l in seq_len(length(levels)))
		for (i in seq_len(k))
			expect_t(command,
				 paste0("effect=fixed;group=", levels[l],
					";contrast=;term=", terms[i]),
				 fit$beta[at(l, i)],
				 sqrt(v[at(l, i), at(l, i)]), df$inner, source)
	if (length(levels) < 2)
		return(invisible())
	for (l in seq_along(levels)[-1])
		for (i in seq_len(k))
			expect_t(command,
				 paste0("contrast=", levels[l], " - ",
					levels[1], ";term=", terms[i]),
				 fit$beta[at(l, i)] - fit$beta[at(1, i)],
				 sqrt(v[at(l, i), at(l, i)] +
				      v[at(1, i), at(1, i)]),
				 if (i == 1) df$outer else df$inner, source)
	m <- NULL
	for (l in seq_along(levels)[-1])
		for (i in seq_len(k)[-1]) {
			r <- rep(0, fit$p)
			r[at(l, i)] <- 1
			r[at(1, i)] <- -1
			m <- rbind(m, r)
		}
	b <- m %*% fit$beta
	f <- sum(b * solve(m %*% v %*% t(m), b)) / nrow(m)
	cells(command, "term=equal_slopes", "Wald F of contrasts",
	      statistic = c(f, 7), df = c(nrow(m), 0),
	      df_residual = c(df$inner, 0),
	      p_value = c(pf(f, nrow(m), df$inner, lower.tail = FALSE), 6))
}

expect_random <- function(command, fit, random)
{
	s <- fit$s2 * fit$root %*% t(fit$root)
	bound <- !(fit$form %in% c("intercept", "slope",
				   "slope-uncorrelated"))
	source <- if (bound) "exact likelihood, at a bound" else
		"exact likelihood"
	row <- function(term) paste0("effect=random;term=", term)
	cells(command, row("sd_intercept"), source,
	      estimate = c(sqrt(s[1, 1]), if (s[1, 1] == 0) 0 else 8),
	      note = c(if (bound) "=W-BOUNDARY" else NA, 0))
	if (random != "intercept")
		cells(command, row("sd_slope"), source,
		      estimate = c(sqrt(s[2, 2]), if (s[2, 2] == 0) 0 else 8))
	if (random == "slope")
		cells(command, row("correlation"), source,
		      estimate = if (fit$form == "none") c(NA, 0) else
			      if (bound) c(sign(s[2, 1]), 0) else
			      c(s[2, 1] / sqrt(s[1, 1] * s[2, 2]), 7))
	cells(command, row("sd_residual"), source,
	      estimate = c(sqrt(fit$s2), 8))
}

expect_criteria <- function(command, fit, units, random)
{
	k <- fit$p + 1 + c(intercept = 1, slope = 3,
			   "slope-uncorrelated" = 2)[[random]]
	d <- fit$root %*% t(fit$root)
	own <- sum(sapply(units, function(u) sum((u$z %*% d) * u$z)))
	cells(command, "term=log_likelihood", "lme4's criterion there",
	      estimate = c(-fit$dev / 2, 11))
	cells(command, "term=aic", "2 k - 2 log L",
	      estimate = c(fit$dev + 2 * k, 11))
	cells(command, "term=bic", "k log n - 2 log L, as lme4",
	      estimate = c(fit$dev + log(fit$n) * k, 11))
	cells(command, "term=icc", "mean variance of patients by the whole",
	      estimate = c(own / (own + fit$n), 8))
}

# nlme's degrees of freedom, of its own fit or, where that fails, of its rule.
df_of <- function(d, p, several, fit)
{
	k <- length(unique(d$g))
	m <- length(unique(d$id))
	inner <- fit$n - m - (fit$p - k)
	if (!is.null(p$lme)) {
		x <- p$lme$fixDF$X
		stopifnot(x[["z"]] == inner, x[["(Intercept)"]] == inner,
			  !several || x[[grep("^g[^:]*$", names(x))[1]]] ==
				  m - k)
	}
	list(inner = inner, outer = m - k)
}

# d: columns id, x, y, g (a constant without groups).
growth_checks <- function(command, d, random = "intercept", ml = FALSE,
			  shape = "linear", slack = FALSE)
{
	d <- d[complete.cases(d), ]
	several <- length(unique(d$g)) > 1
	units <- split_rows(d, shape, random)
	p <- fit_packages(d, random, ml, shape, several)
	start <- if (is.null(p$lmer)) rep(0.5, size_of[[random]]) else
		getME(p$lmer, "theta")
	fit <- fit_exactly(units, random, ml, start)
	check_packages(fit, p, several, slack)
	command <- paste(c("growth", command, "--random", random,
			   if (ml) "--method ml",
			   if (shape != "linear") paste("--shape", shape)),
			 collapse = " ")
	levels <- if (several) sort(unique(d$g)) else ""
	expect_fixed(command, fit, levels, df_of(d, p, several, fit))
	expect_random(command, fit, random)
	expect_criteria(command, fit, units, random)
	invisible(list(fit = fit, units = units, command = command, d = d,
		       random = random, ml = ml, shape = shape))
}

# Own courses: beta + D Z'V^-1 (y - X beta).
expect_patients <- function(r)
{
	z <- r$fit$root %*% t(r$fit$root)
	for (i in round(seq(1, length(r$units), length.out = 6))) {
		u <- r$units[[i]]
		v <- diag(length(u$y)) + u$z %*% z %*% t(u$z)
		b <- z %*% t(u$z) %*% solve(v, u$y - u$x %*% r$fit$beta)
		cells(paste(r$command, "--rows"),
		      paste0("patient=", names(r$units)[i]), "BLUP",
		      n = c(length(u$y), 0),
		      intercept = c(r$fit$beta[1] + b[1], 9),
		      slope = c(r$fit$beta[2] + if (length(b) > 1) b[2] else 0,
				9))
	}
}

expect_course <- function(r, at)
{
	inner <- r$fit$n - length(r$units) - (r$fit$p - 1)
	for (x in at) {
		z <- if (r$shape == "log") log(x + 1) else x
		f <- c(1, z, if (r$shape == "quadratic") x^2)
		est <- sum(f * r$fit$beta)
		se <- sqrt(r$fit$s2 * sum(f * (r$fit$cov %*% f)))
		cells(paste(r$command, "--predict --at",
			    paste(at, collapse = ",")),
		      paste0("at=", x), "x'beta and its error",
		      estimate = c(est, 9), std_error = c(se, 8),
		      conf_low = c(inside(est, se, inner)[1], 8),
		      conf_high = c(inside(est, se, inner)[2], 8))
	}
}

# Profile of one parameter of the covariance at x = 0, the others at their best.
profile_root <- function(part, v, e)
	switch(part, sd_intercept = if (length(e) == 0) matrix(v, 1, 1) else
	       matrix(c(v, e[1], 0, e[2]), 2, 2),
	       sd_slope = matrix(c(e[1], 0, e[2], v), 2, 2),
	       correlation = matrix(c(e[1], e[2] * v, 0,
				      e[2] * sqrt(1 - v^2)), 2, 2),
	       sd_residual = if (length(e) == 1) matrix(e, 1, 1) else
	       matrix(c(e[1], e[2], 0, e[3]), 2, 2))

expect_profile <- function(r, part, open = c(FALSE, FALSE))
{
	s <- r$fit$s2 * r$fit$root %*% t(r$fit$root)
	one <- nrow(s) == 1
	c11 <- sqrt(s[1, 1])
	if (!one) {
		c21 <- s[2, 1] / c11
		c22 <- sqrt(s[2, 2] - c21^2)
	}
	v <- switch(part, sd_intercept = c11, sd_slope = sqrt(s[2, 2]),
		    correlation = s[2, 1] / sqrt(s[1, 1] * s[2, 2]),
		    sd_residual = sqrt(r$fit$s2))
	start <- switch(part, sd_intercept = if (!one) c(c21, c22),
		sd_slope = c(sqrt(s[1, 1] - s[2, 1]^2 / s[2, 2]),
			     s[2, 1] / sqrt(s[2, 2])),
		correlation = sqrt(diag(s)),
		sd_residual = if (one) c11 else c(c11, c21, c22))
	residual <- part == "sd_residual"
	if (!residual)
		start <- c(start, log(r$fit$s2))
	k <- length(start)
	excess <- function(v)
	{
		f <- function(e) {
			s2 <- if (residual) v^2 else exp(e[k])
			own <- if (residual) e else e[-k]
			deviance_at(r$units, profile_root(part, v, own) /
				    sqrt(s2), r$ml, s2)$dev
		}
		# always from the optimum: an element that has become 0 stays so
		Re(f(newton(f, start))) - r$fit$dev - qchisq(0.95, 1)
	}
	end <- function(low, high)
		uniroot(excess, sort(c(low, high)), tol = 1e-13)$root
	far <- if (part == "correlation") c(-0.95, 0.95) else c(0.3 * v, 3 * v)
	cells(paste(r$command, "--profile"), paste0("effect=random;term=", part),
	      "root of the exact profile",
	      conf_low = c(end(far[1], v), 7), conf_high = c(end(v, far[2]), 7))
}

# ---------------------------------------------------------------- data

btheb <- function(group = FALSE)
{
	d <- read.csv("datasets/psy_btheb/data.csv")
	data.frame(id = d$patient_id, x = d$month, y = d$bdi,
		   g = if (group) d$treatment else "")
}

btheb_command <- function(group = FALSE)
	paste(c("--y bdi --x month --id patient_id",
		if (group) "--between treatment",
		"datasets/psy_btheb/data.csv"), collapse = " ")

# Rows of a data frame with id, x, y and maybe g, written down.
write_growth <- function(name, d)
{
	has <- length(unique(d$g)) > 1
	cell <- function(v) vapply(v, digits17, "")
	if (has)
		write_input(paste0("growth_", name), "id,group,x,y", d$id, d$g,
			    cell(d$x), cell(d$y))
	else
		write_input(paste0("growth_", name), "id,x,y", d$id, cell(d$x),
			    cell(d$y))
}

file_command <- function(path, d)
	paste(c("--y y --x x --id id",
		if (length(unique(d$g)) > 1) "--between group", path),
	      collapse = " ")

made <- function(seed, n, rows, sd0, sd1, r, s, x = NULL)
{
	set.seed(seed)
	do.call(rbind, lapply(seq_len(n), function(i) {
		m <- sample(rows, 1)
		at <- if (is.null(x)) 1:m else sort(sample(x, m))
		b <- rnorm(2)
		b <- c(sd0 * b[1], sd1 * (r * b[1] + sqrt(1 - r^2) * b[2]))
		data.frame(id = sprintf("P%03d", i), x = at, g = "",
			   y = round(50 + b[1] + (b[2] - 3) * at +
				     s * rnorm(m), 1))
	}))
}

all_random <- c("intercept", "slope", "slope-uncorrelated")

open_book()

for (random in all_random)
	for (ml in c(FALSE, TRUE))
		for (group in c(FALSE, TRUE))
			growth_checks(btheb_command(group), btheb(group),
				      random, ml)
for (shape in c("log", "quadratic"))
	for (ml in c(FALSE, TRUE)) {
		growth_checks(btheb_command(), btheb(), "slope", ml, shape)
		growth_checks(btheb_command(TRUE), btheb(TRUE), "intercept",
			      ml, shape)
	}

sleep <- with(sleepstudy, data.frame(id = paste0("S", Subject), x = Days,
				     y = Reaction, g = ""))
path <- write_growth("sleepstudy", sleep)
for (random in all_random)
	for (ml in c(FALSE, TRUE)) {
		r <- growth_checks(file_command(path, sleep), sleep, random,
				   ml)
		expect_patients(r)
		expect_course(r, c(0, 4.5, 12))
		if (random == "slope-uncorrelated")
			next
		expect_profile(r, "sd_intercept")
		expect_profile(r, "sd_residual")
		if (random != "slope")
			next
		expect_profile(r, "sd_slope")
		expect_profile(r, "correlation")
	}
for (shape in c("log", "quadratic")) {
	r <- growth_checks(file_command(path, sleep), sleep, "slope",
			   FALSE, shape)
	expect_course(r, c(0, 4.5, 9))
}

ortho <- with(as.data.frame(nlme::Orthodont),
	      data.frame(id = as.character(Subject), x = age, y = distance,
			 g = as.character(Sex)))
path <- write_growth("orthodont", ortho)
for (random in all_random)
	for (ml in c(FALSE, TRUE))
		growth_checks(file_command(path, ortho), ortho, random, ml)

weights <- with(MASS::anorexia, data.frame(
	id = rep(sprintf("A%02d", seq_along(Treat)), 2),
	x = rep(0:1, each = length(Treat)), y = c(Prewt, Postwt),
	g = rep(as.character(Treat), 2)))
path <- write_growth("anorexia", weights)
for (ml in c(FALSE, TRUE))
	growth_checks(file_command(path, weights), weights, "intercept", ml)

# Unbalanced, with patients of a single row, and x that hardly any two share.
odd <- made(3, 40, 1:7, 8, 1.5, 0.4, 3)
path <- write_growth("unbalanced", odd)
for (random in all_random)
	for (ml in c(FALSE, TRUE))
		growth_checks(file_command(path, odd), odd, random, ml)
apart <- made(4, 30, 1:6, 8, 0.3, -0.5, 3, x = round(runif(400, 0, 30), 2))
apart$g <- c("a", "b", "c")[1 + as.integer(factor(apart$id)) %% 3]
path <- write_growth("apart", apart)
for (random in all_random)
	growth_checks(file_command(path, apart), apart, random, FALSE)
growth_checks(file_command(path, apart), apart, "slope", TRUE, "quadratic")

# Bounds: no variance of slopes, of intercepts, of both; a correlation of 1.
flat <- made(11, 25, 2:6, 6, 0, 0, 4)
path <- write_growth("no_slopes", flat)
for (random in all_random)
	growth_checks(file_command(path, flat), flat, random, FALSE,
		      slack = TRUE)
none <- made(9, 25, 2:6, 0, 0, 0, 4)
path <- write_growth("no_patients", none)
for (random in all_random)
	for (ml in c(FALSE, TRUE))
		growth_checks(file_command(path, none), none, random, ml,
			      slack = TRUE)
steep <- made(13, 25, 3:6, 0, 2, 0, 4)
path <- write_growth("no_levels", steep)
for (random in all_random[2:3])
	growth_checks(file_command(path, steep), steep, random, FALSE,
		      slack = TRUE)
tied <- made(14, 20, 3:6, 3, 1.5, 1, 6)
path <- write_growth("correlation_1", tied)
for (ml in c(FALSE, TRUE))
	growth_checks(file_command(path, tied), tied, "slope", ml,
		      slack = TRUE)

# Least squares: one row a patient, one patient. Perfect fits.
plain <- made(15, 30, 1, 5, 0, 0, 3)
plain$x <- rep(1:5, 6)
plain$y <- plain$y - plain$x
path <- write_growth("one_row", plain)
command <- paste("growth", file_command(path, plain))
fit <- lm(y ~ x, plain)
v <- coef(summary(fit))
for (i in 1:2)
	expect_t(command, paste0("effect=fixed;term=", c("intercept",
		 "slope")[i]), v[i, 1], v[i, 2], 28, "lm(y~x)")
cells(command, "effect=random;term=sd_intercept", "no two rows of a patient",
      estimate = c(NA, 0))
# R: logLik of an lm with REML = TRUE has log det X'X as well.
cells(command, "term=log_likelihood", "logLik(lm(y~x),REML=TRUE)",
      estimate = c(as.numeric(logLik(fit, REML = TRUE)), 11))

single <- sleep[sleep$id == "S308", ]
path <- write_growth("one_patient", single)
command <- paste("growth", file_command(path, single), "--random slope")
v <- coef(summary(lm(y ~ x, single)))
for (i in 1:2)
	expect_t(command, paste0("effect=fixed;term=", c("intercept",
		 "slope")[i]), v[i, 1], v[i, 2], 8, "lm(y~x)")

perfect <- data.frame(id = rep(c("a", "b", "c"), each = 4), x = rep(1:4, 3),
		      g = "")
perfect$y <- 7 - 0.5 * perfect$x
path <- write_growth("perfect", perfect)
command <- paste("growth", file_command(path, perfect))
cells(command, "effect=fixed;term=intercept", "7 - x / 2",
      estimate = c(7, 12), std_error = c(NA, 0), note = c("=W-PERFECT", 0))
cells(command, "effect=fixed;term=slope", "7 - x / 2",
      estimate = c(-0.5, 12), std_error = c(NA, 0))

close_book("growth.csv", "What txo growth must print.", c("nlme", "lme4"))
