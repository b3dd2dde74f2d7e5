/** Which tier a provider's scorecard earns: decisions, without a trace of Flink. */
package dev.odyssey.scorecards.tiers;
