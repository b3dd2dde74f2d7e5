package dev.odyssey.report;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A period in a few numbers.
 *
 * @param orders all of them
 * @param contactRate contacted orders of all; empty without orders
 * @param sigma sigma level of the contact rate; a rate of 0 or 1 has none
 * @param contactsAvoided against the baseline; empty where no baseline is in force
 * @param costAvoided what they would have cost; empty also where currencies differ
 * @param currency of {@code costAvoided}
 * @param onTimeArrival of all promises; empty without any
 */
record Summary(
    long orders,
    Optional<Measure> contactRate,
    OptionalDouble sigma,
    Optional<BigDecimal> contactsAvoided,
    Optional<BigDecimal> costAvoided,
    Optional<String> currency,
    Optional<Measure> onTimeArrival) {

  /** Defects per million opportunities, one opportunity an order. */
  OptionalDouble dpmo() {
    return contactRate.isPresent()
        ? OptionalDouble.of(contactRate.get().value() * 1e6)
        : OptionalDouble.empty();
  }
}
