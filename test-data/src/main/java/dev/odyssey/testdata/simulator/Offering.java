package dev.odyssey.testdata.simulator;

import java.util.List;

/** The services sold, and how long each usually takes. */
enum Offering {
  HOUSE_CLEANING("house-cleaning", 0.22, 100),
  TV_MOUNT("tv-mount", 0.16, 45),
  FURNITURE_ASSEMBLY("furniture-assembly", 0.18, 75),
  PLUMBING("plumbing", 0.14, 70),
  ELECTRICAL("electrical", 0.10, 65),
  APPLIANCE_REPAIR("appliance-repair", 0.10, 60),
  LAWN_CARE("lawn-care", 0.10, 50);

  private static final Weighted<Offering> BY_SHARE =
      Weighted.of(List.of(values()), offering -> offering.share);

  private final String id;
  private final double share;
  private final long usualWork;

  Offering(String id, double share, int usualMinutes) {
    this.id = id;
    this.share = share;
    this.usualWork = usualMinutes * Times.MINUTE;
  }

  static Offering pick(Dice dice) {
    return BY_SHARE.pick(dice);
  }

  String id() {
    return id;
  }

  /** The usual time of work, in milliseconds. */
  long usualWork() {
    return usualWork;
  }
}
