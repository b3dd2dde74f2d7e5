package dev.odyssey.notifications.feeds;

import dev.odyssey.notifications.settings.FeedSettings;

/**
 * One region's feed: its usual rate, and the silence since it was last heard of.
 *
 * <p>What a slot had is learned when the region is heard of after it, since only then is it known
 * whether the silence in between was a usual one. So what is expected of a silence is not changed
 * by that silence.
 */
final class RegionFeed {

  private static final double ROUNDING = 1e-6;

  private final String region;
  private final String timeZone;
  private final FeedSettings settings;
  private final int learned;
  private final LocalSlots slots;
  private final UsualRates rates;

  private long slotStart;
  private long count;
  private boolean isSpoilt;
  private long heardAt;
  private long quietFrom;
  private long backAt;
  private FeedStatus.State state;
  private Long silentSince;

  // What follows from the above.
  private long suspectAt;
  private long missedAt;

  /** A region that is heard of for the first time. */
  RegionFeed(FeedCount first, FeedSettings settings) {
    this.region = first.region();
    this.timeZone = first.timeZone();
    this.settings = settings;
    this.learned = cycles(settings);
    this.slots = new LocalSlots(timeZone, settings);
    this.rates = new UsualRates(slots.perCycle());
    slotStart = slots.at(first.firstAt()).start();
    count = first.count();
    isSpoilt = true; // what came before in this slot is not known
    heardAt = first.lastAt();
    quietFrom = first.quietFrom();
    backAt = first.firstAt();
    state = FeedStatus.State.LIVE;
    expect();
  }

  /** A region as it was; with other slots than now it is learned anew. */
  RegionFeed(FeedMemory memory, FeedSettings settings) {
    this.region = memory.region();
    this.timeZone = memory.timeZone();
    this.settings = settings;
    this.learned = cycles(settings);
    this.slots = new LocalSlots(timeZone, settings);
    boolean isSame = memory.rates().slots() == slots.perCycle();
    this.rates = isSame ? memory.rates().copy() : new UsualRates(slots.perCycle());
    slotStart = isSame ? memory.slotStart() : slots.at(memory.heardAt()).start();
    count = memory.count();
    isSpoilt = memory.isSpoilt() || !isSame;
    heardAt = memory.heardAt();
    quietFrom = memory.quietFrom();
    backAt = memory.backAt();
    state = memory.state();
    silentSince = memory.silentSince();
    expect();
  }

  FeedMemory memory() {
    return new FeedMemory(
        region,
        timeZone,
        rates.copy(),
        slotStart,
        count,
        isSpoilt,
        heardAt,
        quietFrom,
        backAt,
        state,
        silentSince);
  }

  private static int cycles(FeedSettings settings) {
    return Math.max(1, settings.learned());
  }

  /** How long a region that is heard of no more is remembered. */
  static long memoryMillis(FeedSettings settings) {
    return settings.cycle().toMillis() * cycles(settings);
  }

  String region() {
    return region;
  }

  FeedStatus.State state() {
    return state;
  }

  long heardAt() {
    return heardAt;
  }

  Long silentSince() {
    return silentSince;
  }

  /** When the silence becomes suspect; Long.MAX_VALUE for never. */
  long suspectAt() {
    return suspectAt;
  }

  /** When the silence is one, if other regions go on; Long.MAX_VALUE for never. */
  long missedAt() {
    return missedAt;
  }

  /** When the region is forgotten. */
  long forgetAt() {
    return heardAt + memoryMillis(settings);
  }

  /** When this region, if it goes on until then, is a witness that it goes on. */
  long witnessFrom() {
    return backAt + settings.atLeast().toMillis();
  }

  /** Until when it is one. */
  long witnessUntil() {
    return heardAt + settings.atLeast().toMillis();
  }

  void become(FeedStatus.State next) {
    state = next;
    silentSince = next == FeedStatus.State.SILENT ? (Long) heardAt : null;
  }

  /**
   * Takes events into account.
   *
   * @param now later than they were recorded if they come late
   */
  void hear(FeedCount events, long now) {
    boolean isAfterSilence = events.firstAt() >= missedAt;
    if (isAfterSilence) {
      isSpoilt = true;
      backAt = now;
    }
    LocalSlots.Slot slot = slots.at(events.firstAt());
    if (slot.start() > slotStart) {
      learnUntil(slot.start(), isAfterSilence);
      slotStart = slot.start();
      count = 0;
      isSpoilt = isAfterSilence;
    }
    if (slot.start() == slotStart) {
      count += events.count();
    }
    heardAt = Math.max(heardAt, events.lastAt());
    quietFrom = Math.max(quietFrom, events.quietFrom());
    expect();
  }

  private void learnUntil(long end, boolean isAfterSilence) {
    LocalSlots.Slot slot = slots.at(slotStart);
    learn(slot, count, isSpoilt);
    for (slot = slots.at(slot.end()); slot.start() < end; slot = slots.at(slot.end())) {
      learn(slot, 0, isAfterSilence);
    }
  }

  private void learn(LocalSlots.Slot slot, long had, boolean spoilt) {
    if (spoilt) {
      rates.leaveOut(slot.number(), learned);
    } else if (slot.isWhole()) {
      rates.learn(slot.number(), had);
    }
  }

  /** Finds when the silence that may have begun now is more than usual. */
  private void expect() {
    suspectAt = Long.MAX_VALUE;
    missedAt = Long.MAX_VALUE;
    double expected = 0;
    long from = quietFrom;
    while (from < forgetAt() && (suspectAt == Long.MAX_VALUE || missedAt == Long.MAX_VALUE)) {
      LocalSlots.Slot slot = slots.at(from);
      boolean isFirstHalf = from < slot.middle();
      long end = isFirstHalf ? Math.min(slot.middle(), slot.end()) : slot.end();
      double rate = rate(slot.number(), isFirstHalf ? slot.number() - 1 : slot.number() + 1);
      double more = expected + rate * (end - from);
      if (suspectAt == Long.MAX_VALUE && more >= settings.suspect()) {
        suspectAt = reach(from, settings.suspect() - expected, rate);
      }
      if (missedAt == Long.MAX_VALUE && more >= settings.missed()) {
        missedAt = reach(from, settings.missed() - expected, rate);
      }
      expected = more;
      from = end;
    }
    if (missedAt != Long.MAX_VALUE) {
      missedAt = Math.max(missedAt, heardAt + settings.atLeast().toMillis());
    }
  }

  /**
   * Events a millisecond that can be relied on: no more than in the nearest slot beside, since the
   * day's work may well end, or begin, within a slot.
   */
  private double rate(int slot, int beside) {
    return Math.min(rates.mean(slot, learned), rates.mean(beside, learned))
        / settings.slot().toMillis();
  }

  private static long reach(long from, double events, double rate) {
    return from + (long) Math.ceil(Math.max(0, events) / rate - ROUNDING);
  }
}
