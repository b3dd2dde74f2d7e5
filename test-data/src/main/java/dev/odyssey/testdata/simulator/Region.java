package dev.odyssey.testdata.simulator;

import java.time.ZoneId;
import java.util.List;

/** Where orders come from, and the clock people there live by. */
enum Region {
  US_NY("US-NY", "America/New_York", 0.24),
  US_TX("US-TX", "America/Chicago", 0.20),
  US_WA("US-WA", "America/Los_Angeles", 0.16),
  US_AZ("US-AZ", "America/Phoenix", 0.06),
  GB_LND("GB-LND", "Europe/London", 0.14),
  DE_BE("DE-BE", "Europe/Berlin", 0.08),
  IN_KA("IN-KA", "Asia/Kolkata", 0.08),
  AU_NSW("AU-NSW", "Australia/Sydney", 0.04);

  static final List<Region> ALL = List.of(values());

  private final String id;
  private final ZoneId zone;
  private final double share;

  Region(String id, String zone, double share) {
    this.id = id;
    this.zone = ZoneId.of(zone);
    this.share = share;
  }

  String id() {
    return id;
  }

  ZoneId zone() {
    return zone;
  }

  /** Its part of all orders. */
  double share() {
    return share;
  }
}
