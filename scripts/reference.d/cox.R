# What txo survival --cox must print: hazard ratios, tests of the model and of
# proportional hazards.
#
# coxph() and cox.zph() of survival 3 are the oracle. Weights are repeated rows:
# the rows are written out for R, whose own weights are another matter where events
# are tied. R: coxph() ends at eps = 1e-9 of the log likelihood; here it goes on.
suppressMessages(library(survival))

cells <- function(command, row, source, ...)
{
	all <- list(...)
	for (name in names(all))
		expect(command, row, name, all[[name]][1], all[[name]][2],
		       source)
}

go_on <- coxph.control(eps = 1e-13, iter.max = 60, toler.chol = 1e-14,
		       timefix = TRUE)

# One covariate as txo prints it: rows of contrasts for a factor.
contrasts_of <- function(x)
	if (is.factor(x)) paste(levels(x)[-1], "/", levels(x)[1]) else ""

# R: $wald.test loses digits where variances are far apart (1e-12 and 1e12), by the
# tolerance of its own solver.
wald <- function(fit)
{
	ok <- !is.na(coef(fit))
	drop(coef(fit)[ok] %*% solve(vcov(fit)[ok, ok], coef(fit)[ok], tol = 0))
}

# All rows of one command. d: time, event, perhaps w and stratum; x: covariates,
# numbers or factors, without missing values. unbounded: coefficients, in the
# order of the columns, that have no finite value, if not those that R shows;
# skip: no test of proportional hazards, as R's is singular.
cox_set <- function(command, d, x, ties = "efron", transform = "km",
		    unbounded = NULL, level = 0.95, digits = 9, skip = FALSE,
		    concordance = TRUE)
{
	many <- rep(seq_len(nrow(d)), if (is.null(d$w)) 1 else d$w)
	ok <- complete.cases(x)[many]
	all <- cbind(d[many, , drop = FALSE], x[many, , drop = FALSE])[ok, ]
	right <- paste(names(x), collapse = " + ")
	if (!is.null(d$stratum))
		right <- paste(right, "+ strata(stratum)")
	fit <- suppressWarnings(coxph(as.formula(paste("Surv(time, event) ~",
						       right)),
				      all, ties = ties, control = go_on))
	se <- sqrt(diag(vcov(fit)))
	b <- coef(fit)
	se[is.na(b)] <- NA
	# R: names infinite coefficients in a warning, and gives the last ones; the
	# error of such a one is thousands of times the unit of the covariate
	spread <- apply(model.matrix(fit), 2, sd)
	if (is.null(unbounded))
		unbounded <- unname(which(!is.na(se) & se * spread > 1000))
	skip <- skip || length(unbounded)
	b[unbounded] <- se[unbounded] <- NA
	about <- if (length(unbounded)) min(digits, 8) else digits
	z <- qnorm((1 + level) / 2)
	column <- unlist(lapply(names(x), function(v)
		rep(v, length(contrasts_of(x[[v]])))))
	contrast <- unlist(lapply(x, contrasts_of))
	for (j in seq_along(b))
		cells(command,
		      paste0("term=hazard_ratio;variable=", column[j],
			     ";contrast=", contrast[j]),
		      "survival::coxph",
		      n = c(nrow(all), 0), events = c(sum(all$event), 0),
		      estimate = c(exp(b[j]), about),
		      std_error = c(se[j], about),
		      p_value = c(2 * pnorm(-abs(b[j] / se[j])), about),
		      conf_low = c(exp(b[j] - z * se[j]), about),
		      conf_high = c(exp(b[j] + z * se[j]), about))
	df <- sum(!is.na(coef(fit)))
	tests <- c(cox_likelihood_ratio = 2 * diff(fit$loglik),
		   cox_score = fit$score,
		   cox_wald = if (length(unbounded)) NA else wald(fit))
	for (t in names(tests))
		cells(command, paste0("term=", t, ";variable="),
		      "summary(coxph)", statistic = c(tests[[t]], about),
		      df = c(if (is.na(tests[[t]])) NA else df, 0),
		      p_value = c(pchisq(tests[[t]], df, lower.tail = FALSE),
				  about))
	for (v in names(x)[vapply(x, nlevels, 0L) > 2]) {
		j <- which(column == v & !is.na(b))
		if (any(which(column == v) %in% unbounded))
			next
		w <- drop(b[j] %*% solve(vcov(fit)[j, j], b[j]))
		cells(command, paste0("term=cox_wald;variable=", v),
		      "b' V^-1 b", statistic = c(w, about),
		      df = c(length(j), 0))
	}
	if (concordance)
		cells(command, "term=concordance", "concordance(coxph)",
		      estimate = c(fit$concordance[["concordance"]], 12))
	if (skip)
		return(invisible())
	# R: solve() stops where rounding alone keeps the information from being
	# singular, and where it is not far from it
	zph <- tryCatch(cox.zph(fit, transform)$table, error = function(e) NULL)
	if (is.null(zph))
		return(invisible())
	if (length(x) == 1)
		zph <- zph[1, , drop = FALSE]
	for (i in seq_len(nrow(zph)))
		cells(command, paste0("term=schoenfeld;variable=",
				      setdiff(rownames(zph)[i], "GLOBAL")),
		      "cox.zph()", statistic = c(zph[i, "chisq"], digits),
		      df = c(zph[i, "df"], 0), p_value = c(zph[i, "p"], digits))
}

# head: options of the data; more: those of the command.
try_cox <- function(head, file, d, x, ties = "efron", transform = "km",
		    level = 0.95, ...)
	cox_set(paste0("survival ", head, " --cox ",
		       paste(names(x), collapse = ","),
		       if (ties != "efron") paste0(" --ties ", ties),
		       if (transform != "km") paste0(" --transform ", transform),
		       if (level != 0.95) paste0(" --level ", level), " ", file),
		d, x, ties, transform, level = level, ...)

label <- function(v)
	factor(v, sort(unique(as.character(v)), method = "radix"))

open_book()
transforms <- c("km", "identity", "log", "rank")

mel_file <- "datasets/surv_melanoma/data.csv"
mel <- read.csv(mel_file)
mel_head <- "--time time_days --event status --event-is died_melanoma"
md <- data.frame(time = mel$time_days,
		 event = as.numeric(mel$status == "died_melanoma"))
mx <- data.frame(thickness_mm = mel$thickness_mm, age = mel$age,
		 year = mel$year, ulcer = label(mel$ulcer),
		 sex = label(mel$sex))
for (ties in c("efron", "breslow"))
	for (t in transforms)
		try_cox(mel_head, mel_file, md, mx, ties, t)
try_cox(paste(mel_head, "--strata sex"), mel_file,
	cbind(md, stratum = mel$sex), mx[c("thickness_mm", "ulcer")])
try_cox(paste(mel_head, "--strata sex,ulcer"), mel_file,
	cbind(md, stratum = paste(mel$sex, mel$ulcer)), mx["age"], "breslow",
	"rank", 0.9)
# the event of another cause: those that die otherwise are censored
try_cox("--time time_days --event status --event-is died_other", mel_file,
	transform(md, event = as.numeric(mel$status == "died_other")),
	mx[c("age", "sex")], transform = "log")
for (v in names(mx))
	try_cox(mel_head, mel_file, md, mx[v])

# aml, veteran, lung and ovarian, from the package.
aml_file <- write_input("cox_aml", "weeks,relapsed,maintenance",
			aml$time, aml$status, as.character(aml$x))
for (ties in c("efron", "breslow"))
	for (t in transforms)
		try_cox("--time weeks --event relapsed", aml_file,
			data.frame(time = aml$time, event = aml$status),
			data.frame(maintenance = label(aml$x)), ties, t)
vet <- survival::veteran
vet_file <- write_input("cox_veteran",
			"days,died,cells,treatment,prior,karnofsky,age",
			vet$time, vet$status, as.character(vet$celltype),
			vet$trt, vet$prior, vet$karno, vet$age)
vd <- data.frame(time = vet$time, event = vet$status)
vx <- data.frame(cells = label(vet$celltype), treatment = vet$trt,
		 karnofsky = vet$karno, age = vet$age, prior = vet$prior)
for (ties in c("efron", "breslow"))
	for (t in transforms)
		try_cox("--time days --event died", vet_file, vd, vx, ties, t)
try_cox("--time days --event died --strata cells", vet_file,
	cbind(vd, stratum = vet$celltype), vx[-1], transform = "identity")
vf <- transform(vx, karnofsky = factor(karnofsky))
cox_set(paste("survival --time days --event died --cox karnofsky,treatment",
	      "--factor karnofsky", vet_file), vd,
	vf[c("karnofsky", "treatment")],
	unbounded = nlevels(vf$karnofsky) - 1, skip = TRUE)
lung <- survival::lung
blank <- function(v) ifelse(is.na(v), "", v)
lung_file <- write_input("cox_lung", "days,status,age,sex,ecog,calories,loss",
			 lung$time, lung$status, lung$age,
			 c("m", "f")[lung$sex], blank(lung$ph.ecog),
			 blank(lung$meal.cal), blank(lung$wt.loss))
ld <- data.frame(time = lung$time, event = lung$status - 1)
lx <- data.frame(age = lung$age, sex = label(c("m", "f")[lung$sex]),
		 ecog = lung$ph.ecog, calories = lung$meal.cal,
		 loss = lung$wt.loss)
lung_head <- "--time days --event status --event-is 2"
try_cox(lung_head, lung_file, ld, lx)
try_cox(lung_head, lung_file, ld, lx[c("sex", "loss")], "breslow", "rank")
ov <- survival::ovarian
ov_file <- write_input("cox_ovarian", "days,died,age,residual,treatment",
		       ov$futime, ov$fustat, ov$age, ov$resid.ds, ov$rx)
for (t in transforms)
	try_cox("--time days --event died", ov_file,
		data.frame(time = ov$futime, event = ov$fustat),
		data.frame(age = ov$age, residual = ov$resid.ds,
			   treatment = ov$rx), transform = t)

# Made up: heavy ties, weights, strata, units far apart, near-equal times.
set.seed(19720101)
for (i in 1:24) {
	n <- sample(c(9, 15, 30, 60), 1)
	d <- data.frame(time = if (i %% 3) sample(1:6, n, TRUE) else
				round(rexp(n), 2) + 0.01,
			event = rbinom(n, 1, 0.7),
			w = if (i %% 4) 1 else sample(1:5, n, TRUE))
	x <- data.frame(a = round(rnorm(n), 1), b = rbinom(n, 1, 0.5),
			c = label(c("x", "y", "z", sample(c("x", "y", "z"),
							  n - 3, TRUE))))
	x$b[1:2] <- 0:1
	x <- x[seq_len(1 + i %% 3)]
	s <- sample(c("p", "q"), n, TRUE)
	file <- write_input(paste0("cox_made", i),
			    paste(c("t,e,w,s", names(x)), collapse = ","),
			    d$time, d$event, d$w, s,
			    do.call(paste, c(lapply(x, as.character),
					     sep = ",")))
	if (i %% 5 == 0)
		d$stratum <- s
	head <- paste0("--time t --event e", if (i %% 5 == 0) " --strata s",
		       if (i %% 4 == 0) " --weight w")
	try_cox(head, file, d, x, if (i %% 2) "efron" else "breslow",
		transforms[1 + i %% 4])
}
big <- data.frame(time = rep(1:4, 6), event = rep(c(1, 1, 0), 8),
		  w = sample(200:1500, 24), a = rep(1:6, each = 4) * 1e6,
		  b = rep(c(1e-6, 3e-6), 12))
big_file <- write_input("cox_large_ties", "t,e,w,a,b", big$time, big$event,
			big$w, as.character(big$a), as.character(big$b))
for (ties in c("efron", "breslow"))
	try_cox("--time t --event e --weight w", big_file, big[1:3],
		big[c("a", "b")], ties, digits = 8)
near <- data.frame(time = c(1, 1 + 1e-10, 2, 2.5, 2.5 + 3e-9, 2.5 + 6e-9, 4),
		   event = c(1, 1, 0, 1, 1, 0, 1))
near_file <- write_input("cox_near", "t,e,a",
			 c("1", "1.0000000001", "2", "2.5", "2.500000003",
			   "2.500000006", "4"), near$event,
			 c(3, 1, 4, 1, 5, 9, 2))
try_cox("--time t --event e", near_file, near,
	data.frame(a = c(3, 1, 4, 1, 5, 9, 2)))

# No finite best value: b alone, with another, of a factor.
set.seed(3)
u <- data.frame(time = sample(1:8, 40, TRUE), event = rbinom(40, 1, 0.6))
ux <- data.frame(a = round(rnorm(40), 1),
		 never = +(u$event == 0 & runif(40) < 0.6),
		 g = label(ifelse(u$event == 0 & runif(40) < 0.5, "none",
				  sample(c("few", "many"), 40, TRUE))))
u_file <- write_input("cox_unbounded", "t,e,a,never,g", u$time, u$event, ux$a,
		      ux$never, as.character(ux$g))
try_cox("--time t --event e", u_file, u, ux[c("a", "never")], unbounded = 2,
	skip = TRUE)
try_cox("--time t --event e", u_file, u, ux[c("a", "g")], "breslow",
	unbounded = 3, skip = TRUE)
try_cox("--time t --event e", u_file, u, ux["never"], unbounded = 1,
	skip = TRUE)

# What follows from other columns, and what is constant.
k <- data.frame(a = round(rnorm(40), 1), b = round(runif(40), 2))
k$sum <- k$a + k$b
k$one <- 1
k_file <- write_input("cox_collinear", "t,e,a,b,sum,one", u$time, u$event, k$a,
		      k$b, vapply(k$sum, digits17, ""), k$one)
try_cox("--time t --event e", k_file, u, k[c("a", "b", "sum", "one")],
	skip = TRUE)
close_book("cox.csv",
	   "What txo survival must print of Cox regression.", "survival")
