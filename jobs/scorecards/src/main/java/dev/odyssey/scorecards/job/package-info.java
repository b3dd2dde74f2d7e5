/** The scorecards job: from facts to rows and tiers. */
package dev.odyssey.scorecards.job;
