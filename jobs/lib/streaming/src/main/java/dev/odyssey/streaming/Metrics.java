package dev.odyssey.streaming;

/**
 * The names of the metrics that the connectors report, in one place because dashboards and alerts
 * are written against them.
 */
public final class Metrics {

  /** Counter: valid events, by {@link #TYPE}. */
  public static final String EVENTS = "events";

  /** Label: the type of an event. */
  public static final String TYPE = "type";

  /** Counter: records of topics other than those of events, decoded. */
  public static final String RECORDS = "records";

  /** Gauge: 1 while a control topic is not read to its end and holds time back, otherwise 0. */
  public static final String CONTROL_HOLDING = "controlHolding";

  /** Counter: heartbeats read. */
  public static final String PULSES_READ = "pulsesRead";

  /** Gauge: 1 while a topic could just not be reached and holds time back, otherwise 0. */
  public static final String READING_HOLDING = "readingHolding";

  /** Counter: input that is no event. */
  public static final String DEAD_LETTERS = "deadLetters";

  /** Counter: heartbeats that a broker has acknowledged. */
  public static final String PULSES_SENT = "pulsesSent";

  /** Gauge: how many times the topic could not be written in time, or the job stood still. */
  public static final String PULSE_OUTAGES = "pulseOutages";

  /** Gauge: 1 while heartbeats hold event time back after a start or an outage, otherwise 0. */
  public static final String PULSE_HOLDING = "pulseHolding";

  /** Counter: how often a registry had to be asked again for a schema, since it was away. */
  public static final String REGISTRY_RETRIES = "registryRetries";

  /** The group of what is counted while records are read: Kafka's source has it of its own. */
  public static final String DESERIALIZER = "deserializer";

  /** Counter: facts that no record takes, and that were withdrawn instead. */
  public static final String FACTS_WITHHELD = "factsWithheld";

  /** Counter: transactions that the broker had given up, and whose records were written again. */
  public static final String TRANSACTIONS_WRITTEN_AGAIN = "transactionsWrittenAgain";

  /** Counter: transactions that the broker had given up, and that were too large to be kept. */
  public static final String TRANSACTIONS_LOST = "transactionsLost";

  private Metrics() {}
}
