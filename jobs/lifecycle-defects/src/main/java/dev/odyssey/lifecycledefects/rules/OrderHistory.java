package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.util.List;

/**
 * What happened to one order, in order, with what its rules ask. "Before" a position means over the
 * events ahead of it in order; positions count from 0 and -1 is none.
 *
 * <p>Boundaries (promises, CANCELLED, COMPLETED, REOPENED) cut the events into visits; the visit of
 * an event is the one in progress just before it.
 */
public final class OrderHistory implements History<OrderEvent> {

  private static final byte ARRIVED = 1;
  private static final byte STARTED = 2;
  private static final byte WORKING = 4;
  private static final byte DECLINED = 8;

  private final List<OrderEvent> events;
  private final Policies policies;
  private final Types types;
  private final byte[] marks;
  private final int[] visitStart;
  private final int[] standingPromise;
  private final int[] lastClosing;
  private final int[] lastCompleted;
  private final int[] ourReschedules;
  private String[] holderAfter;

  public OrderHistory(List<OrderEvent> events, Policies policies) {
    this.events = events;
    this.policies = policies;
    int size = events.size();
    marks = new byte[size];
    visitStart = new int[size];
    standingPromise = new int[size];
    lastClosing = new int[size];
    lastCompleted = new int[size];
    ourReschedules = new int[size];
    types = new Types(walk());
  }

  /** One walk over the events notes at each what was so just before it; gives the types met. */
  private int walk() {
    int seen = 0;
    byte mark = 0;
    int visit = -1;
    int promise = -1;
    int closing = -1;
    int completed = -1;
    int reschedules = 0;
    for (int i = 0; i < marks.length; i++) {
      OrderEvent event = events.get(i);
      OrderEventType type = event.type();
      seen |= 1 << type.ordinal();
      marks[i] = mark;
      visitStart[i] = visit;
      standingPromise[i] = promise;
      lastClosing[i] = closing;
      lastCompleted[i] = completed;
      ourReschedules[i] = reschedules;
      switch (type) {
        case ARRIVED -> mark |= ARRIVED;
        case STARTED -> mark |= STARTED | WORKING;
        case RESUMED -> mark |= (mark & STARTED) != 0 ? WORKING : 0;
        case PAUSED -> mark &= ~WORKING;
        case DECLINED -> mark |= DECLINED;
        case ASSIGNED, CONFIRMED -> mark &= ~DECLINED;
        case SCHEDULED, RESCHEDULED -> promise = i;
        case CANCELLED -> {
          promise = -1;
          closing = i;
        }
        case COMPLETED -> {
          promise = -1;
          closing = i;
          completed = i;
        }
        case REOPENED -> closing = i;
        default -> {}
      }
      if (type == OrderEventType.RESCHEDULED && event.isOurDoing()) {
        reschedules++;
      }
      if (type.isBoundary()) {
        visit = i;
        mark = 0;
      }
    }
    return seen;
  }

  @Override
  public int size() {
    return marks.length;
  }

  @Override
  public OrderEvent event(int index) {
    return events.get(index);
  }

  public OrderEventType type(int index) {
    return events.get(index).type();
  }

  /** What was promised for the offering of an event. */
  public Policy policy(int index) {
    return policies.of(events.get(index).offeringId());
  }

  /** Whether any event is of one of the types. */
  boolean hasAny(Types sought) {
    return types.meet(sought);
  }

  /** Whether somebody had arrived in the visit before a position. */
  public boolean arrivedBefore(int index) {
    return (marks[index] & ARRIVED) != 0;
  }

  /** Whether work had started in the visit before a position. */
  public boolean startedBefore(int index) {
    return (marks[index] & STARTED) != 0;
  }

  /**
   * Whether the work clock runs just before a position: from the visit's first STARTED, but for the
   * time between a PAUSED and the next RESUMED or STARTED.
   */
  public boolean workingBefore(int index) {
    return (marks[index] & WORKING) != 0;
  }

  /** Whether a provider had declined since the last ASSIGNED, CONFIRMED or boundary. */
  public boolean declinedBefore(int index) {
    return (marks[index] & DECLINED) != 0;
  }

  /** The boundary that began the visit of an event. */
  public int visitStart(int index) {
    return visitStart[index];
  }

  /**
   * The latest promise before a position, a backdated one too, unless COMPLETED or CANCELLED since.
   */
  public int standingPromise(int index) {
    return standingPromise[index];
  }

  /** The last of COMPLETED, CANCELLED, REOPENED before a position. */
  public int lastClosing(int index) {
    return lastClosing[index];
  }

  /** How many times our side had rescheduled the order before a position. */
  public int ourReschedulesBefore(int index) {
    return ourReschedules[index];
  }

  /** Who has the order just before a position; null is nobody. */
  public String holderBefore(int index) {
    return index == 0 ? null : holders()[index - 1];
  }

  /** Who has the order at an instant, with all that happened on it; null is nobody. */
  public String holderAt(long instant) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle) <= instant) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? null : holders()[low - 1];
  }

  /** The last COMPLETED before a position. */
  public int lastCompleted(int index) {
    return lastCompleted[index];
  }

  /** The first customer that an event names; null if none does. */
  public String customerId() {
    for (OrderEvent event : events) {
      if (event.customerId() != null) {
        return event.customerId();
      }
    }
    return null;
  }

  /**
   * When the work clock that starts at a visit's first STARTED has run for a time, in epoch
   * milliseconds. A pause on that very instant holds it off until work resumes.
   *
   * @return {@link Long#MIN_VALUE} if work paused or the visit ended with the clock stopped before
   */
  public long workedFor(int firstStarted, long millis) {
    long left = millis;
    long runningSince = at(firstStarted);
    boolean running = true;
    for (int i = firstStarted + 1; i < size(); i++) {
      OrderEventType type = type(i);
      if (type.isBoundary()) {
        break;
      }
      if (running && type == OrderEventType.PAUSED) {
        if (runningSince + left < at(i)) {
          break;
        }
        left -= at(i) - runningSince;
        running = false;
      } else if (!running && (type == OrderEventType.RESUMED || type == OrderEventType.STARTED)) {
        runningSince = at(i);
        running = true;
      }
    }
    return running ? runningSince + left : Long.MIN_VALUE;
  }

  /** The holder after each event. */
  private String[] holders() {
    if (holderAfter == null) {
      holderAfter = new String[size()];
      String provider = null;
      boolean declined = false;
      for (int i = 0; i < holderAfter.length; i++) {
        OrderEvent event = events.get(i);
        if (event.providerId() != null) {
          provider = event.providerId();
        }
        switch (event.type()) {
          case DECLINED -> declined = true;
          case ASSIGNED, CONFIRMED -> declined = false;
          default -> {}
        }
        holderAfter[i] = declined ? null : provider;
      }
    }
    return holderAfter;
  }
}
