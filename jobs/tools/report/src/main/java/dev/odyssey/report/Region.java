package dev.odyssey.report;

import java.util.OptionalDouble;

/**
 * A region in the period.
 *
 * @param contactRate contacted orders of its orders
 * @param sigma sigma level of the contact rate; a rate of 0 or 1 has none
 */
record Region(String id, Measure contactRate, OptionalDouble sigma) {

  double dpmo() {
    return contactRate.value() * 1e6;
  }
}
