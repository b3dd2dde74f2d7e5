/**
 * Scorecards: additive counts of what was promised and what was kept, one row an entity and day.
 * Rates come after, so that any period is a sum of days.
 */
package dev.odyssey.scorecards;
