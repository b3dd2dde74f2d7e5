/**
 * What subjects contribute to scorecards, derived from their histories as defects are: pure
 * functions of what happened, what stands reported of it, the policies, and the instant up to which
 * time has passed.
 */
package dev.odyssey.detection.facts;
