package dev.odyssey.testdata.simulator;

/**
 * Who does the work.
 *
 * @param clockError how far the clock of their phone is ahead, in milliseconds
 */
record Provider(String id, Habit habit, long clockError) {

  private static final long MAX_CLOCK_ERROR = 90 * Times.SECOND;
  private static final long STREAM = 0x70726F7669646572L;

  /** Number {@code index} of a region: always the same one under the same seed. */
  static Provider of(long seed, Region region, int index) {
    Dice dice = Dice.of(seed ^ STREAM, ((long) region.ordinal() << 32) + index);
    return new Provider(
        "P-" + region.id() + "-" + index,
        Habit.pick(dice),
        dice.between(-MAX_CLOCK_ERROR, MAX_CLOCK_ERROR));
  }
}
