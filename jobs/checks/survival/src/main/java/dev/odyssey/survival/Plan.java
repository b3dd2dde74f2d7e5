package dev.odyssey.survival;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * What is done to a platform. The same seed and form give the same plan.
 *
 * @param seed of the plan, and of the events
 * @param heartbeats who says that time passes
 * @param blows in order of time; one ends before the next begins, though what it has broken may not
 *     have recovered by then
 */
record Plan(long seed, Heartbeats heartbeats, List<Blow> blows) {

  /** Who writes heartbeats, and so how deadlines of events that lie years back come to pass. */
  enum Heartbeats {
    /**
     * The jobs, as they do in production, with the clock on the wall: nearly every deadline has
     * passed when its event comes, and much is reported and corrected.
     */
    OF_JOBS,
    /**
     * The feed, with the time of the simulation: deadlines are waited for, by timers that must
     * survive too.
     */
    OF_FEED
  }

  /** How much is done. */
  enum Form {
    /** A minute: one or two blows, and parts come back within three seconds. */
    SHORT(1, 2, Duration.ofSeconds(4), 0.5, 0.5, Duration.ofSeconds(3)),
    /** Minutes: three to six blows, and parts may be out for up to two minutes. */
    LONG(3, 6, Duration.ofSeconds(15), 0.4, 0.45, Duration.ofSeconds(15));

    private final int fewest;
    private final int most;
    private final Duration longestPause;
    private final double atOnce;
    private final double soon;
    private final Duration soonAtLatest;

    Form(
        int fewest,
        int most,
        Duration longestPause,
        double atOnce,
        double soon,
        Duration soonAtLatest) {
      this.fewest = fewest;
      this.most = most;
      this.longestPause = longestPause;
      this.atOnce = atOnce;
      this.soon = soon;
      this.soonAtLatest = soonAtLatest;
    }
  }

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONG_OUTAGE = Duration.ofSeconds(45);
  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(120);

  /** How often a blow hits so many parts at once, beginning with one. */
  private static final double[] TOGETHER = {0.6, 0.3, 0.08, 0.02};

  Plan {
    blows = List.copyOf(blows);
  }

  /** Draws a plan. */
  static Plan draw(long seed, Form form) {
    SplittableRandom dice = new SplittableRandom(seed);
    Heartbeats heartbeats = dice.nextBoolean() ? Heartbeats.OF_JOBS : Heartbeats.OF_FEED;
    int count = form.fewest + dice.nextInt(form.most - form.fewest + 1);
    List<Blow> blows = new ArrayList<>();
    Duration free = Duration.ZERO;
    for (int i = 0; i < count; i++) {
      Duration at = free.plus(between(SHORTEST_PAUSE, form.longestPause, dice));
      Blow blow = new Blow(at, parts(dice), outage(form, dice));
      blows.add(blow);
      free = blow.back();
    }
    return new Plan(seed, heartbeats, blows);
  }

  private static EnumSet<Part> parts(SplittableRandom dice) {
    double luck = dice.nextDouble();
    int count = 1;
    while (count < TOGETHER.length && luck >= TOGETHER[count - 1]) {
      luck -= TOGETHER[count - 1];
      count++;
    }
    List<Part> spared = new ArrayList<>(List.of(Part.values()));
    EnumSet<Part> parts = EnumSet.noneOf(Part.class);
    while (parts.size() < count) {
      parts.add(spared.remove(dice.nextInt(spared.size())));
    }
    return parts;
  }

  private static Duration outage(Form form, SplittableRandom dice) {
    double luck = dice.nextDouble();
    if (luck < form.atOnce) {
      return Duration.ZERO;
    }
    return luck < form.atOnce + form.soon
        ? between(SHORTEST_PAUSE, form.soonAtLatest, dice)
        : between(LONG_OUTAGE, LONGEST_OUTAGE, dice);
  }

  private static Duration between(Duration least, Duration most, SplittableRandom dice) {
    return least.plusMillis(dice.nextInt((int) most.minus(least).toMillis() + 1));
  }

  /** When the last part is started again. */
  Duration end() {
    return blows.isEmpty() ? Duration.ZERO : blows.get(blows.size() - 1).back();
  }

  @Override
  public String toString() {
    return "seed %d, heartbeats %s: %s"
        .formatted(
            seed,
            heartbeats == Heartbeats.OF_JOBS ? "of the jobs" : "of the feed",
            blows.isEmpty()
                ? "no blow"
                : blows.stream().map(Blow::toString).collect(Collectors.joining("; ")));
  }
}
