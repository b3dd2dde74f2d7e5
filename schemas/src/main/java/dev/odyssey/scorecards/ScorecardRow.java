package dev.odyssey.scorecards;

/**
 * One revision of one row: the counts of an entity and a day, all of them. The row with the highest
 * revision of a key is what holds; one of zeros counted something that has been taken back.
 *
 * @param revision grows with each revision of a row, and is at least the clock: a row that is
 *     counted anew is never behind
 * @param updatedAt wall clock of the job, epoch milliseconds
 */
public record ScorecardRow(ScorecardKey key, long revision, long updatedAt, Counters counters) {}
