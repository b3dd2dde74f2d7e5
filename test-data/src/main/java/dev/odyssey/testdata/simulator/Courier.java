package dev.odyssey.testdata.simulator;

/**
 * How what happens reaches us: when it is recorded, when it is delivered, whether twice, and by
 * whose clock it happened.
 */
final class Courier {

  /** Who tells us. */
  enum Source {
    /** Our own systems: recorded at once. */
    PLATFORM,
    /** A provider's phone: its clock is a little off, and it may be offline for hours. */
    PHONE,
    /** The contact centre: some sites send in batches. */
    CONTACT_CENTRE
  }

  /**
   * The way of one event, in epoch milliseconds.
   *
   * @param again when a second copy is delivered, null mostly
   */
  record Way(long occurredAt, long recordedAt, long deliveredAt, Long again) {}

  private static final long RECORDING = 100;
  private static final long DELIVERY = 100;
  private static final double FULL_CLOCK_ERROR_FROM = 0.04;

  private final Dice dice;
  private final double disorder;

  Courier(Dice dice, double disorder) {
    this.dice = dice;
    this.disorder = disorder;
  }

  /** The way of what truly happens at {@code at}, told by a clock that is off by {@code error}. */
  Way send(long at, Source source, long error) {
    if (disorder == 0) {
      return new Way(at, at + RECORDING, at + RECORDING + DELIVERY, null);
    }
    long recordedAt = at + RECORDING + dice.around(Times.SECOND) + heldBack(source);
    long deliveredAt = recordedAt + DELIVERY + dice.around(DELIVERY);
    if (dice.chance(disorder / 40)) {
      deliveredAt += dice.around(5 * Times.MINUTE);
    }
    long occurredAt =
        source == Source.PHONE
            ? at + (long) (error * Math.min(1, disorder / FULL_CLOCK_ERROR_FROM))
            : at;
    Long again =
        dice.chance(disorder / 4)
            ? (Long) (deliveredAt + dice.scaleFree(Times.SECOND, 6 * Times.HOUR))
            : null;
    return new Way(occurredAt, recordedAt, deliveredAt, again);
  }

  private long heldBack(Source source) {
    return switch (source) {
      case PLATFORM -> 0;
      case PHONE -> dice.chance(disorder) ? dice.scaleFree(2 * Times.MINUTE, 14 * Times.HOUR) : 0;
      case CONTACT_CENTRE ->
          dice.chance(disorder / 4) ? dice.scaleFree(5 * Times.MINUTE, 2 * Times.HOUR) : 0;
    };
  }
}
