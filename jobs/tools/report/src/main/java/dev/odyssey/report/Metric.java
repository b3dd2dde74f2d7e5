package dev.odyssey.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A measure that entities are compared by; its name in lower case is that of {@code scorecard_day}.
 */
enum Metric {
  ON_TIME_ARRIVAL("On-time arrival", "promises", true),
  COMPLETION_IN_WINDOW("Completed in the window", "promises", true),
  PROVIDER_RESCHEDULE("Moved by the provider", "promises", false),
  PROVIDER_CANCEL("Cancelled by the provider", "promises", false),
  APPROVED_CLAIM("Approved claims", "orders", false),
  STAR_RATING("Stars", "ratings", true),
  FCR_7D("Solved at first contact", "first contacts", true),
  TRANSFERRED("Handed on", "connected contacts", false),
  REPEATED("Had to ask again", "contacts", false),
  SOLVED_YES("Said it was solved", "answers", true);

  /** What providers have targets for. */
  static final List<Metric> OF_PROVIDERS =
      List.of(
          ON_TIME_ARRIVAL,
          COMPLETION_IN_WINDOW,
          PROVIDER_RESCHEDULE,
          PROVIDER_CANCEL,
          APPROVED_CLAIM,
          STAR_RATING);

  /** What agents and sites are compared by. */
  static final List<Metric> OF_CONTACTS = List.of(FCR_7D, TRANSFERRED, REPEATED, SOLVED_YES);

  private final String title;
  private final String counted;
  private final boolean moreIsBetter;

  Metric(String title, String counted, boolean moreIsBetter) {
    this.title = title;
    this.counted = counted;
    this.moreIsBetter = moreIsBetter;
  }

  static Optional<Metric> find(String id) {
    return Arrays.stream(values()).filter(metric -> metric.id().equals(id)).findFirst();
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String title() {
    return title;
  }

  /** What the denominator counts. */
  String counted() {
    return counted;
  }

  boolean moreIsBetter() {
    return moreIsBetter;
  }

  /** Whether it is a proportion, and not a mean of 1 to 5 stars. */
  boolean isProportion() {
    return this != STAR_RATING;
  }

  /** The least value it can have. */
  double lowest() {
    return isProportion() ? 0 : 1;
  }

  /** The greatest value it can have. */
  double highest() {
    return isProportion() ? 1 : 5;
  }
}
