package dev.odyssey.scorecards.job;

/**
 * How revisions of rows and tiers are numbered. The highest of a key is what holds, for readers of
 * the topics and for tables, also after a job has begun anew or went back in time: so a revision is
 * at least the clock, and what is emitted later is never behind what was emitted before.
 */
final class Revisions {

  /**
   * The revision after another.
   *
   * @param before the last revision; 0 for none
   * @param now the clock, in epoch milliseconds
   */
  static long after(long before, long now) {
    return Math.max(before + 1, now);
  }

  private Revisions() {}
}
