package dev.odyssey.lifecycledefects.rules;

import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.policy.Policy;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.By;
import dev.odyssey.detection.rules.History;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.util.List;

/**
 * What happened to one order, in order, with what its rules ask. "Before" a position means over the
 * events ahead of it in order.
 *
 * <ul>
 *   <li>A SCHEDULED or RESCHEDULED that names the window of the promise that stands <i>repeats</i>
 *       it and means nothing. One whose window had ended when it happened is <i>backdated</i>. The
 *       others are <i>promises</i>.
 *   <li>A promise <i>stands</i> until a CANCELLED, COMPLETED, CUSTOMER_ABSENT, REOPENED or the next
 *       promise. These are <i>boundaries</i>; they cut the events into <i>visits</i>. A visit is
 *       <i>live</i> unless CANCELLED, COMPLETED or CUSTOMER_ABSENT began it.
 *   <li>EN_ROUTE, ARRIVED and STARTED are <i>early</i> more than earlyLimit before the window of
 *       the promise that began their visit. A CUSTOMER_ABSENT that is as early means nothing.
 *   <li>The <i>holder</i> is the provider that last took hold of the order and has not let go.
 * </ul>
 */
public final class OrderHistory implements History<OrderEvent> {

  private static final long TAKES_HOLD =
      Kinds.of(
          OrderEventType.SCHEDULED,
          OrderEventType.RESCHEDULED,
          OrderEventType.CUSTOMER_ABSENT,
          OrderEventType.ASSIGNED,
          OrderEventType.CONFIRMED,
          OrderEventType.EN_ROUTE,
          OrderEventType.ARRIVED,
          OrderEventType.STARTED,
          OrderEventType.PAUSED,
          OrderEventType.RESUMED,
          OrderEventType.COMPLETED);

  private final List<OrderEvent> events;
  private final Policies policies;
  private final long[] kinds;
  private final int[] visitStart;
  private final int[] standingPromise;
  private final String[] holderAfter;
  private String customerId;

  public OrderHistory(List<OrderEvent> events, Policies policies) {
    this.events = events;
    this.policies = policies;
    int size = events.size();
    kinds = new long[size];
    visitStart = new int[size];
    standingPromise = new int[size];
    holderAfter = new String[size];
    new Walk().overAll();
  }

  /** One walk over the events, with what is so just before each of them. */
  private final class Walk {
    private int promise = -1;
    private int visit = -1;
    private boolean arrived;
    private boolean started;
    private boolean working;
    private boolean leftUnfilled;
    private String holder;
    private int heldSince = -1;
    private int closing = -1;
    private int ourReschedules;
    private boolean oneTooMany;

    void overAll() {
      for (int i = 0; i < kinds.length; i++) {
        OrderEvent event = events.get(i);
        visitStart[i] = visit;
        standingPromise[i] = promise;
        if (customerId == null) {
          customerId = event.customerId();
        }
        long kind = Kinds.of(event.type()) | meaning(i, event);
        kinds[i] = kind;
        hold(i, event, kind);
        holderAfter[i] = holder;
        if ((kind & Kinds.BOUNDARY) != 0) {
          begin(i, kind);
        }
      }
    }

    /** What an event means beside its type. */
    private long meaning(int i, OrderEvent event) {
      return switch (event.type()) {
        case SCHEDULED, RESCHEDULED -> promise(i, event);
        case EN_ROUTE -> isEarly(event) ? 0 : Kinds.ON_THE_WAY;
        case ARRIVED -> {
          boolean first = !arrived && !started && isLive();
          arrived = true;
          yield (isEarly(event) ? 0 : Kinds.ON_THE_WAY | Kinds.CAME)
              | (first ? Kinds.FIRST_ARRIVAL : 0);
        }
        case STARTED -> {
          boolean first = !started && isLive();
          started = true;
          working = true;
          yield (isEarly(event) ? 0 : Kinds.ON_THE_WAY | Kinds.CAME)
              | (first ? Kinds.FIRST_START : 0);
        }
        case RESUMED -> {
          working = started;
          yield 0;
        }
        case PAUSED -> {
          boolean stops = working && isLive();
          working = false;
          yield stops ? Kinds.STOPS_WORK : 0;
        }
        case CUSTOMER_ABSENT -> isEarly(event) ? 0 : Kinds.ABSENT | Kinds.BOUNDARY;
        case DECLINED -> declined(i, event);
        case CANCELLED ->
            Kinds.BOUNDARY
                | (event.isOurDoing() && isLate(i, event, at(Math.max(promise, 0)))
                    ? Kinds.LATE_CANCELLATION
                    : 0);
        case COMPLETED -> Kinds.BOUNDARY | (isUnscanned() ? Kinds.UNSCANNED : 0);
        case REOPENED -> Kinds.BOUNDARY | (isRedone(i) ? Kinds.REDONE : 0);
        default -> 0;
      };
    }

    private long promise(int i, OrderEvent event) {
      if (promise >= 0 && isSameWindow(events.get(promise), event)) {
        return 0;
      }
      if (event.windowEnd() <= event.occurredAt()) {
        return Kinds.BACKDATED;
      }
      long kind = Kinds.PROMISE | Kinds.BOUNDARY;
      if (event.type() == OrderEventType.RESCHEDULED && event.isOurDoing()) {
        ourReschedules++;
        if (!oneTooMany && ourReschedules >= policy(i).count(Setting.MAX_RESCHEDULES)) {
          oneTooMany = true;
          kind |= Kinds.ONE_TOO_MANY;
        }
        if (isLate(i, event, at(Math.max(promise, 0)))) {
          kind |= Kinds.LATE_MOVE;
        }
      }
      return kind;
    }

    private long declined(int i, OrderEvent event) {
      long kind = 0;
      boolean letsGo = letsGo(event);
      if (letsGo && isLate(i, event, at(heldSince))) {
        kind |= Kinds.LATE_REFUSAL;
      }
      if (promise >= 0 && (letsGo || holder == null) && !leftUnfilled) {
        leftUnfilled = true;
        kind |= Kinds.LEFT_UNFILLED;
      }
      return kind;
    }

    private boolean letsGo(OrderEvent declined) {
      return holder != null
          && (declined.providerId() == null || declined.providerId().equals(holder));
    }

    private void hold(int i, OrderEvent event, long kind) {
      if (event.type() == OrderEventType.DECLINED) {
        if (letsGo(event)) {
          holder = null;
        }
      } else if ((kind & TAKES_HOLD) != 0 && event.providerId() != null) {
        if (!event.providerId().equals(holder)) {
          heldSince = i;
        }
        holder = event.providerId();
        leftUnfilled = false;
      }
    }

    private void begin(int i, long kind) {
      promise = (kind & Kinds.PROMISE) != 0 ? i : -1;
      visit = i;
      arrived = false;
      started = false;
      working = false;
      leftUnfilled = false;
      if (promise < 0) {
        closing = i;
      }
    }

    private boolean isLive() {
      return visit < 0 || promise >= 0 || type(visit) == OrderEventType.REOPENED;
    }

    /** Early for the promise that stands: the one that began the visit, if one did. */
    private boolean isEarly(OrderEvent event) {
      return promise >= 0
          && event.occurredAt()
              < events.get(promise).windowStart() - policy(promise).millis(Setting.EARLY_LIMIT);
    }

    /**
     * Whether an event that calls off is late for the promise that stands: soon before its window
     * or in it, and later than a moment's second thoughts.
     *
     * @param since from when second thoughts count
     */
    private boolean isLate(int i, OrderEvent event, long since) {
      if (promise < 0) {
        return false;
      }
      OrderEvent standing = events.get(promise);
      Policy policy = policy(i);
      long at = event.occurredAt();
      return at > standing.windowStart() - policy.millis(Setting.LATE_CANCEL_LEAD)
          && at > since + policy.millis(Setting.SECOND_THOUGHTS)
          && at <= standing.windowEnd();
    }

    private boolean isUnscanned() {
      return !(arrived && started) && (visit < 0 || type(visit) != OrderEventType.COMPLETED);
    }

    private boolean isRedone(int i) {
      return closing >= 0
          && type(closing) == OrderEventType.COMPLETED
          && at(i) - at(closing) <= policy(i).millis(Setting.REOPEN_WITHIN);
    }
  }

  private static boolean isSameWindow(OrderEvent one, OrderEvent other) {
    return one.windowStart().equals(other.windowStart())
        && one.windowEnd().equals(other.windowEnd());
  }

  @Override
  public int size() {
    return kinds.length;
  }

  @Override
  public OrderEvent event(int index) {
    return events.get(index);
  }

  @Override
  public long kinds(int index) {
    return kinds[index];
  }

  public OrderEventType type(int index) {
    return events.get(index).type();
  }

  public boolean is(int index, long kind) {
    return (kinds[index] & kind) != 0;
  }

  @Override
  public Policy policy(int index) {
    OrderEvent event = events.get(index);
    return policies.at(event.occurredAt(), event.offeringId());
  }

  @Override
  public String timeZone(int index) {
    return events.get(index).timeZone();
  }

  @Override
  public long time(By.Base base, int index) {
    OrderEvent event = events.get(index);
    return switch (base) {
      case OCCURRED_AT -> event.occurredAt();
      case WINDOW_START -> event.windowStart();
      case WINDOW_END -> event.windowEnd();
    };
  }

  /** The boundary that began the visit of an event; -1 for none. */
  int visitStart(int index) {
    return visitStart[index];
  }

  /** The promise that stands just before a position; -1 for none. */
  public int standingPromise(int index) {
    return standingPromise[index];
  }

  /** The first customer that an event names; null if none does. */
  String customerId() {
    return customerId;
  }

  /** The last event of a kind before a position; -1 for none. */
  int lastBefore(int index, long kind) {
    int last = index - 1;
    while (last >= 0 && (kinds[last] & kind) == 0) {
      last--;
    }
    return last;
  }

  /** How many events of a kind there are up to a position, itself included. */
  int countUpTo(int index, long kind) {
    int count = 0;
    for (int i = 0; i <= index; i++) {
      count += (kinds[i] & kind) != 0 ? 1 : 0;
    }
    return count;
  }

  /** Who holds the order just before a position; null is nobody. */
  public String holderBefore(int index) {
    return index == 0 ? null : holderAfter[index - 1];
  }

  /** Who holds the order at an instant, with all that happened on it; null is nobody. */
  public String holderAt(long instant) {
    int low = 0;
    int high = kinds.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle) <= instant) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? null : holderAfter[low - 1];
  }

  /**
   * Who answers for keeping a promise: the holder at the later of its windowStart and the promise.
   */
  String dueHolder(int promise) {
    OrderEvent event = events.get(promise);
    return holderAt(Math.max(event.windowStart(), event.occurredAt()));
  }

  /**
   * Who did the work that an event is about: the holder at the last COMPLETED before it, without
   * one just before it.
   */
  String completerBefore(int index) {
    int completed = lastBefore(index, Kinds.of(OrderEventType.COMPLETED));
    return completed >= 0 ? holderAt(at(completed)) : holderBefore(index);
  }

  /** Whether a promise is a reschedule by our side. */
  boolean isOurReschedule(int index) {
    return is(index, Kinds.PROMISE)
        && type(index) == OrderEventType.RESCHEDULED
        && events.get(index).isOurDoing();
  }

  /** Whether a provider caused a reschedule or cancellation. */
  boolean isByProvider(int index) {
    return events.get(index).initiator() == Initiator.PROVIDER;
  }

  /**
   * When the work clock that starts at a visit's first STARTED has run for a time, in epoch
   * milliseconds. It stands still from a PAUSED to the next RESUMED or STARTED. A pause on that
   * very instant holds it off until work resumes.
   *
   * @return {@link dev.odyssey.detection.rules.Due#NONE} while the clock stands still before
   */
  long workedFor(int firstStarted, long millis) {
    long left = millis;
    long runningSince = at(firstStarted);
    boolean running = true;
    for (int i = firstStarted + 1; i < size() && !is(i, Kinds.BOUNDARY); i++) {
      OrderEventType type = type(i);
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
}
