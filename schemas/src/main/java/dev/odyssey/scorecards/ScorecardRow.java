package dev.odyssey.scorecards;

/**
 * One revision of one row: the counts of an entity and a day, all of them. The row with the highest
 * revision of a key is what holds; one of zeros counted something that has been taken back.
 *
 * @param revision counts up by one per row, from 1
 * @param updatedAt wall clock of the job, epoch milliseconds
 */
public record ScorecardRow(ScorecardKey key, long revision, long updatedAt, Counters counters) {}
