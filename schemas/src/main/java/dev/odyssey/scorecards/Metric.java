package dev.odyssey.scorecards;

import static dev.odyssey.scorecards.Metric.Kind.PROPORTION;
import static dev.odyssey.scorecards.Metric.Kind.SUM;
import static dev.odyssey.scorecards.Metric.Third.NONE;
import static dev.odyssey.scorecards.Metric.Third.PROVISIONAL;
import static dev.odyssey.scorecards.Metric.Third.SQUARES;
import static dev.odyssey.scorecards.Scorecard.CONTACT;
import static dev.odyssey.scorecards.Scorecard.ORDER;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Everything that is measured, and where its counters stand in the vector of a row.
 *
 * <p>Rows in the state of a job are such vectors: a position is never changed and never used for
 * anything else, and what is new goes to the end.
 */
public enum Metric {
  ON_TIME_ARRIVAL(ORDER, 0, PROPORTION),
  COMPLETION_IN_WINDOW(ORDER, 2, PROPORTION),
  PROVIDER_RESCHEDULE(ORDER, 4, PROPORTION),
  PROVIDER_CANCEL(ORDER, 6, PROPORTION),
  /** Its denominator is the number of orders. */
  ORDER_CONTACT(ORDER, 8, PROPORTION),
  APPROVED_CLAIM(ORDER, 10, PROPORTION),
  STAR_RATING(ORDER, 12, SUM, SQUARES),
  REOPENED(ORDER, 15, PROPORTION),

  TRANSFERRED(CONTACT, 0, PROPORTION),
  DROPPED(CONTACT, 2, PROPORTION),
  ABANDONED(CONTACT, 4, PROPORTION),
  REPEATED(CONTACT, 6, PROPORTION),
  FCR_24H(CONTACT, 8, PROPORTION, PROVISIONAL),
  FCR_7D(CONTACT, 11, PROPORTION, PROVISIONAL),
  RESOLVED_FIRST(CONTACT, 14, PROPORTION),
  /** Summed exactly, in milliseconds; told in hours. */
  RESOLUTION_HOURS(CONTACT, 16, SUM),
  SLOW(CONTACT, 18, PROPORTION),
  SOLVED_YES(CONTACT, 20, PROPORTION),
  CSAT(CONTACT, 22, SUM),
  EFFORT(CONTACT, 24, SUM),
  EMPATHY(CONTACT, 26, SUM),
  AUTOMATION(CONTACT, 28, PROPORTION, PROVISIONAL);

  /** What numerator and denominator mean. */
  public enum Kind {
    /** So many of so many: has a Wilson interval. */
    PROPORTION,
    /** A sum over so many: a mean. */
    SUM
  }

  /** What is counted beside numerator and denominator. */
  enum Third {
    NONE,
    /** How many of the denominator are a success for the time being only. */
    PROVISIONAL,
    /** The sum of squares, which with the sum gives the variance. */
    SQUARES
  }

  private static final double MILLIS_PER_HOUR = 3_600_000;

  private final Scorecard scorecard;
  private final int position;
  private final Kind kind;
  private final Third third;

  Metric(Scorecard scorecard, int position, Kind kind) {
    this(scorecard, position, kind, NONE);
  }

  Metric(Scorecard scorecard, int position, Kind kind, Third third) {
    this.scorecard = scorecard;
    this.position = position;
    this.kind = kind;
    this.third = third;
  }

  /**
   * The metric that files and views call so.
   *
   * @throws IllegalArgumentException naming what there is none of
   */
  public static Metric of(String key) {
    return Arrays.stream(values())
        .filter(metric -> metric.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such metric: " + key));
  }

  /** The name in files and views: {@code on_time_arrival}. */
  public String key() {
    return lowerCase(name());
  }

  public Scorecard scorecard() {
    return scorecard;
  }

  public Kind kind() {
    return kind;
  }

  /** Where the first of its counters stands in the vector of a row. */
  public int position() {
    return position;
  }

  /** Its columns in the table, from its position on. */
  List<String> columns() {
    String name = lowerCase(name());
    String numerator = (this == RESOLUTION_HOURS ? "resolution_millis" : name) + "_num";
    String denominator = name + "_den";
    return switch (third) {
      case NONE -> List.of(numerator, denominator);
      case PROVISIONAL -> List.of(numerator, denominator, name + "_prov");
      case SQUARES -> List.of(numerator, denominator, name + "_sq");
    };
  }

  /** How many or how much. */
  public long numerator(Counters counters) {
    return counters.at(position);
  }

  /** The numerator in the unit of the metric, which for a time is hours. */
  public double amount(Counters counters) {
    long numerator = numerator(counters);
    return isWhole() ? numerator : numerator / MILLIS_PER_HOUR;
  }

  /** Whether amounts are whole numbers. */
  public boolean isWhole() {
    return this != RESOLUTION_HOURS;
  }

  /** Of how many. */
  public long denominator(Counters counters) {
    return counters.at(position + 1);
  }

  /** How many of the denominator are not final yet. */
  public long provisional(Counters counters) {
    return third == PROVISIONAL ? counters.at(position + 2) : 0;
  }

  /**
   * The sum of squares.
   *
   * @throws IllegalStateException where none is kept
   */
  public long squares(Counters counters) {
    if (third != SQUARES) {
      throw new IllegalStateException("no squares are kept of " + key());
    }
    return counters.at(position + 2);
  }

  /** Whether the squares of the values are added up, too. */
  public boolean hasSquares() {
    return third == SQUARES;
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
