# What txo must print for generated tables.
need("summary")
need("trend")

pairs_check <- function(name, x, y)
{
	path <- write_input(name, "x,y", x, y)
	cmd <- paste("trend --y y --x x", path)
	expect_trend(cmd, "", as.numeric(x), as.numeric(y))
}

permutation_checks <- function()
{
	set.seed(19380101)
	for (n in c(5:12, 30, 60)) {
		pairs_check(paste0("random", n), 1:n, sample(n))
		noisy <- rank(1:n + rnorm(n, sd = n / 5))
		pairs_check(paste0("rising", n), 1:n, noisy)
		pairs_check(paste0("falling", n), 1:n, rev(noisy))
	}
	for (n in c(2:6, 9, 10, 13)) {
		pairs_check(paste0("up", n), 1:n, 2 * (1:n) + 1)
		pairs_check(paste0("down", n), 1:n, n:1)
	}
	pairs_check("swap3", 1:3, c(1, 3, 2))
	pairs_check("swap4", 1:4, c(2, 1, 3, 4))
	pairs_check("curve9", 1:9, (1:9)^3)
	pairs_check("constant_y", 1:6, rep(5, 6))
	pairs_check("constant_x", rep(5, 6), 1:6)
	for (n in c(12, 40)) {
		x <- sample(0:1, n, TRUE)
		pairs_check(paste0("binary", n), x,
			    ifelse(runif(n) < 0.7, x, 1 - x))
		x <- sample(1:4, n, TRUE)
		pairs_check(paste0("grades", n), x,
			    pmin(4, pmax(0, x + sample(-2:2, n, TRUE))))
	}
	pairs_check("many1300", 1:1300, rank(1:1300 + rnorm(1300, sd = 6000)))
	pairs_check("decimals25", sprintf("%.2f", runif(25, 0, 9)),
		    sprintf("%.3f", runif(25, -1, 1)))
}

# Groups too small or too equal for some statistics.
small_checks <- function()
{
	groups <- list(one = 4.5, two = c(1, 4), three = c(1, 2, 6),
		       four = c(2, 2, 3, 9), same = rep(3, 7),
		       mixed = c(-1, 0, 1), none = c(NA, NA),
		       gap = c(NA, 1.5, 2.5, 8, 16, 32, 64.25))
	g <- rep(names(groups), lengths(groups))
	v <- unlist(groups, use.names = FALSE)
	data <- data.frame(g = g, v = v)
	path <- write_input("small", "g,v", g, ifelse(is.na(v), "", v))
	names <- setdiff(c("n", "n_missing", wanted), "cv")
	run <- function(type, names) {
		cmd <- summary_command(paste("--skewness-type", type,
			"--stats", paste(setdiff(names, exact[1:2]),
					 collapse = ",")), "g", "v", path)
		each_sample(data, "g", "v", function(x, row) {
			if (row == "g=same;variable=v")
				names <- setdiff(names, inverse)
			expect_stats(cmd, row, describe(x, type = type), names)
		})
	}
	run(3, names)
	for (type in 1:2)
		run(type, c("skewness", "kurtosis"))
}

# Types 1 to 3 where n * p is whole but its product in double is not: the
# definition of Hyndman and Fan in integers decides, not R (see same_place).
grid_checks <- function()
{
	n <- 100
	x <- (1:n)^2
	path <- write_input("grid", "x", x)
	grid <- c(0.07, 0.14, 0.28, 0.29, 0.55, 0.56, 0.57, 0.58, 0.995)
	differ <- 0
	for (type in 1:3) {
		cmd <- paste("summary --variables x --quantiles",
			     paste(grid, collapse = ","), "--quantile-type",
			     type, path)
		for (p in grid) {
			k <- position(n, p, type)
			j <- k %/% 1000
			rest <- k %% 1000 != 0
			up <- switch(type, rest, (rest + 1) / 2,
				     rest || j %% 2 == 1)
			v <- (1 - up) * x[j] + up * x[min(n, j + 1)]
			expect(cmd, "variable=x", paste0("q", 100 * p), v, 12,
			       paste("Hyndman and Fan, type", type))
			differ <- differ + (v != quantile(x, p, type = type))
		}
	}
	cat("quantiles where R's product of n and p errs:", differ, "\n")
}

# The tables of NIST StRD for univariate statistics and for analysis of
# variance, from their published definition; mean and standard deviation are
# certified. The decimal text is put together without binary numbers.
expect_certified <- function(command, row, mean, sd)
{
	expect(command, row, "mean", mean, 14, "certified by definition")
	expect(command, row, "sd", sd, 14, "certified by definition")
}

alternate <- function(whole, centre, low, high, n)
	paste0(whole, ".", c(centre, rep(c(low, high), (n - 1) / 2)))

nist_checks <- function()
{
	run <- function(name, y, mean, sd) {
		path <- write_input(name, "y", y)
		expect_certified(paste("summary --variables y",
			"--stats mean,sd", path), "variable=y", mean, sd)
	}
	run("numacc1", c("10000001", "10000003", "10000002"), "10000002", "1")
	run("numacc2", alternate("1", 2, 1, 3, 1001), "1.2", "0.1")
	run("numacc3", alternate("1000000", 2, 1, 3, 1001), "1000000.2", "0.1")
	run("numacc4", alternate("10000000", 2, 1, 3, 1001), "10000000.2",
	    "0.1")
	centre <- c(4, 3, 5, 3, 5, 3, 5, 3, 5)
	for (whole in c("1", "1000000", "1000000000000")) {
		y <- c(sapply(centre, function(c)
			alternate(whole, c, c - 1, c + 1, 21)))
		name <- paste0("cells", nchar(whole))
		path <- write_input(name, "treatment,y", rep(1:9, each = 21), y)
		cmd <- summary_command("--stats mean,sd", "treatment", "y", path)
		for (t in 1:9)
			expect_certified(cmd, paste0("treatment=", t,
						     ";variable=y"),
					 paste0(whole, ".", centre[t]), "0.1")
	}
}

open_book()
permutation_checks()
small_checks()
grid_checks()
nist_checks()
close_book("generated.csv", "What txo must print for the generated tables.",
	   c("e1071", "Hmisc"))
