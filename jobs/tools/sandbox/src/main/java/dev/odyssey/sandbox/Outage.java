package dev.odyssey.sandbox;

/**
 * For a while nothing is heard of a region's orders; what happened meanwhile is delivered when it
 * is over, all at once.
 *
 * @param region whose order events are held back
 * @param from in epoch milliseconds
 * @param until just before this
 */
record Outage(String region, long from, long until) {

  /** Whether an event that would be delivered at an instant has to wait for the end. */
  boolean holds(String ofRegion, long at) {
    return region.equals(ofRegion) && covers(at);
  }

  boolean covers(long at) {
    return from <= at && at < until;
  }
}
