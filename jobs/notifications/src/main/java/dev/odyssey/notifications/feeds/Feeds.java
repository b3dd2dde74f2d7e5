package dev.odyssey.notifications.feeds;

import dev.odyssey.notifications.settings.FeedSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The feeds of all regions: which of them are as usual, and which have stopped.
 *
 * <p>A region is judged by its own usual rate at that hour. It is suspect once as many events are
 * missing as the settings say, and silent once still more are, the silence has lasted for a while,
 * and another region goes on: where all are silent it is the platform that has stopped, or the
 * night has come. A region that has only just come back from a silence shows nothing about the
 * others: they may come back at any moment.
 *
 * <p>A region that is heard of no more for as many cycles as it takes to know one is forgotten: it
 * is closed, and no alert about it goes on for ever.
 *
 * <p>What is due at an instant is decided after the events of that instant. Not thread-safe.
 */
public final class Feeds {

  private record Due(long at, RegionFeed feed, boolean isForgotten, FeedStatus.State next) {}

  private final FeedSettings settings;
  private final TreeMap<String, RegionFeed> regions = new TreeMap<>();
  private long now = Long.MIN_VALUE;

  public Feeds(FeedSettings settings) {
    this.settings = settings;
  }

  /** The feeds as they were. */
  static Feeds of(FeedSettings settings, Collection<FeedMemory> memories, long now) {
    Feeds feeds = new Feeds(settings);
    feeds.now = now;
    memories.forEach(m -> feeds.regions.put(m.region(), new RegionFeed(m, settings)));
    return feeds;
  }

  /** What is to be kept. */
  List<FeedMemory> memories() {
    return regions.values().stream().map(RegionFeed::memory).toList();
  }

  /** How many are silent. */
  int silent() {
    return (int)
        regions.values().stream().filter(feed -> feed.state() == FeedStatus.State.SILENT).count();
  }

  /** Up to when everything is decided, in epoch milliseconds. */
  long now() {
    return now;
  }

  /**
   * Takes events into account, once all that was due before them is decided. If they come late,
   * they count from now on.
   */
  public List<FeedStatus> accept(FeedCount events) {
    List<FeedStatus> found = new ArrayList<>(advance(events.firstAt() - 1));
    now = Math.max(now, events.firstAt());
    RegionFeed feed = regions.get(events.region());
    if (feed == null) {
      if (events.lastAt() + RegionFeed.memoryMillis(settings) > now) {
        regions.put(events.region(), new RegionFeed(events, settings));
      }
      return found;
    }
    feed.hear(events, now);
    if (feed.state() != FeedStatus.State.LIVE && now < feed.suspectAt()) {
      found.add(live(feed, events.firstAt()));
    }
    return found;
  }

  /** Decides what is due until an instant, inclusive, by then without further events. */
  public List<FeedStatus> advance(long to) {
    List<FeedStatus> found = new ArrayList<>();
    for (Due due = next(to); due != null; due = next(to)) {
      now = Math.max(now, due.at);
      if (!due.isForgotten) {
        due.feed.become(due.next);
        found.add(
            new FeedStatus(
                due.feed.region(), due.next, now, due.feed.heardAt(), due.feed.silentSince()));
      } else {
        regions.remove(due.feed.region());
        if (due.feed.state() != FeedStatus.State.LIVE) {
          found.add(live(due.feed, due.feed.heardAt()));
        }
      }
    }
    now = Math.max(now, to);
    return found;
  }

  private FeedStatus live(RegionFeed feed, long heardAt) {
    Long since = feed.silentSince();
    feed.become(FeedStatus.State.LIVE);
    return new FeedStatus(feed.region(), FeedStatus.State.LIVE, now, heardAt, since);
  }

  /** The first that is due until an instant, by region where several are; null for none. */
  private Due next(long to) {
    Due first = null;
    for (RegionFeed feed : regions.values()) {
      Due due = next(feed, to);
      if (due != null && (first == null || due.at < first.at)) {
        first = due;
      }
    }
    return first;
  }

  private Due next(RegionFeed feed, long to) {
    Due due = null;
    if (feed.state() == FeedStatus.State.LIVE && feed.suspectAt() <= to) {
      due = new Due(Math.max(now, feed.suspectAt()), feed, false, FeedStatus.State.SUSPECT);
    }
    if (feed.state() != FeedStatus.State.SILENT && feed.missedAt() <= to) {
      long silentAt = silentAt(feed);
      if (silentAt <= to && (due == null || silentAt <= due.at)) {
        due = new Due(silentAt, feed, false, FeedStatus.State.SILENT);
      }
    }
    if (feed.forgetAt() <= to && (due == null || feed.forgetAt() <= due.at)) {
      due = new Due(feed.forgetAt(), feed, true, null);
    }
    return due;
  }

  /** When a region that is missed is known to be silent, as far as the others show by now. */
  private long silentAt(RegionFeed feed) {
    long silentAt = Long.MAX_VALUE;
    for (RegionFeed other : regions.values()) {
      long at = Math.max(Math.max(now, feed.missedAt()), other.witnessFrom());
      if (other != feed && at <= other.witnessUntil()) {
        silentAt = Math.min(silentAt, at);
      }
    }
    return silentAt;
  }
}
