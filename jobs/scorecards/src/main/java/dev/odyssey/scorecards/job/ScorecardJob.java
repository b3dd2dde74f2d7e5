package dev.odyssey.scorecards.job;

/** Keeps the scorecards. */
public final class ScorecardJob {

  private ScorecardJob() {}
}
