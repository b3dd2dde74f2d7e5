package dev.odyssey.scorecards;

/** A 95 % confidence interval: where the true value lies, as far as the sample can tell. */
public record Interval(double low, double high) {}
