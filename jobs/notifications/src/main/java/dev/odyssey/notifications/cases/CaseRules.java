package dev.odyssey.notifications.cases;

import dev.odyssey.defects.DefectStatus;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.feeds.Gate;
import dev.odyssey.notifications.settings.CaseSettings;
import dev.odyssey.notifications.settings.NotificationSettings;
import dev.odyssey.notifications.time.Memory;
import dev.odyssey.notifications.time.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What stands in a case, and what its people should be told: holds, what is history, what covers
 * what, what waits for a feed, and the playbook.
 */
public final class CaseRules implements Rules<CaseState, CaseInput, CaseOutput> {

  private static final long serialVersionUID = 1;

  /** After this nobody needs to be written to any more. */
  private static final long MOST_WAIT = Duration.ofDays(1).toMillis();

  private static final long SECOND = 1_000;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  /** How many steps of an order are kept. */
  private static final int MAX_STEPS = 200;

  private final NotificationSettings all;
  private final CaseSettings settings;
  private final Playbook playbook;
  private final Memory memory;

  /** How often what waits for a feed is looked at: as often as feeds are judged, at most. */
  private final long minute;

  private transient Gate gate = Gate.OPEN;

  /**
   * Rules by settings.
   *
   * @param memory how long what is over is remembered
   */
  public CaseRules(NotificationSettings settings, Memory memory) {
    this.all = settings;
    this.settings = settings.cases();
    this.playbook = new Playbook(settings.messages());
    this.memory = memory;
    this.minute = Math.max(SECOND, settings.feeds().minute());
  }

  /** Decides with what is known of feeds. */
  public CaseRules under(Gate feeds) {
    gate = feeds;
    return this;
  }

  @Override
  public CaseState decide(
      CaseState before, List<CaseInput> news, long now, Consumer<CaseOutput> out) {
    CaseState known = apply(before, news, now);
    Map<String, Held> defects = new TreeMap<>();
    int over = known.before();
    OrderNow order = OrderNow.of(known.steps());
    for (Held held : known.defects().values()) {
      Held next = look(held, order, now);
      over += held.stoodSince() != null && next.stoodSince() == null ? 1 : 0;
      if (next.isOpen() || !memory.isOver(next.detectedAt(), now)) {
        defects.put(next.defect().defectId(), next);
      }
    }
    CaseNews told = news(known, defects, over, order);
    Map<String, Wishes> wished = wishes(known, defects, told, order, now);
    tell(known, told, wished, out);
    if (defects.isEmpty() && memory.isOver(known.touchedAt(), now)) {
      return null;
    }
    return new CaseState(
        known.caseId(),
        known.customerId(),
        known.offeringId(),
        known.region(),
        known.timeZone(),
        known.steps(),
        defects,
        over,
        told.isClosed() && known.told() == null ? null : told,
        wished,
        known.touchedAt());
  }

  private CaseState apply(CaseState before, List<CaseInput> news, long now) {
    List<OrderStep> steps = before == null ? new ArrayList<>() : new ArrayList<>(before.steps());
    Map<String, Held> defects = before == null ? new TreeMap<>() : new TreeMap<>(before.defects());
    String caseId = before == null ? news.get(0).caseId() : before.caseId();
    OrderStep latest = null;
    for (CaseInput input : news) {
      OrderStep step = input.step();
      if (step != null) {
        latest = latest == null || OrderStep.ORDER.compare(latest, step) < 0 ? step : latest;
        if (OrderNow.matters(step)
            && steps.stream().noneMatch(known -> known.eventId().equals(step.eventId()))) {
          steps.add(step);
        }
      }
    }
    steps.sort(OrderStep.ORDER);
    if (steps.size() > MAX_STEPS) {
      steps.subList(0, steps.size() - MAX_STEPS).clear();
    }
    news.stream()
        .map(CaseInput::news)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparingInt(DefectNews::revision))
        .forEach(one -> apply(defects, one));
    CaseState was = before == null ? nothing(caseId) : before;
    Defect any = defects.isEmpty() ? null : defects.values().iterator().next().defect();
    return new CaseState(
        caseId,
        first(latest, OrderStep::customerId, was.customerId(), any, Defect::customerId),
        first(latest, OrderStep::offeringId, was.offeringId(), any, Defect::offeringId),
        first(latest, OrderStep::region, was.region(), any, Defect::region),
        first(latest, OrderStep::timeZone, was.timeZone(), any, Defect::timeZone),
        steps,
        defects,
        was.before(),
        was.told(),
        was.wished(),
        news.isEmpty() ? was.touchedAt() : now);
  }

  private static CaseState nothing(String caseId) {
    return new CaseState(
        caseId, null, null, null, null, List.of(), Map.of(), 0, null, Map.of(), Long.MIN_VALUE);
  }

  private static String first(
      OrderStep step,
      Function<OrderStep, String> ofStep,
      String known,
      Defect defect,
      Function<Defect, String> ofDefect) {
    return first(
        step == null ? null : ofStep.apply(step),
        known,
        defect == null ? null : ofDefect.apply(defect));
  }

  private static void apply(Map<String, Held> defects, DefectNews news) {
    String id = news.defect().defectId();
    Held known = defects.get(id);
    if (news.isElsewhere()) {
      defects.remove(id);
    } else {
      defects.put(id, known == null ? Held.of(news) : known.with(news));
    }
  }

  private static String first(String... values) {
    for (String value : values) {
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  /** A defect as it is at an instant. */
  private Held look(Held before, OrderNow order, long now) {
    Held held = before.settled();
    if (!held.stands(settings, now)) {
      return held.stood(null).waits(null);
    }
    if (held.stoodSince() == null) {
      held = held.stood(now);
    }
    boolean isSettled = held.isTold() && held.doubt() != Gate.Doubt.FEED;
    return isSettled || held.isHistory(settings) ? held : lookAtFeeds(held, order, now);
  }

  /**
   * What a feed casts doubt on waits for it, but not for ever. Then operations are told; customers
   * and providers are only where it is a provider alone who is not heard of.
   */
  private Held lookAtFeeds(Held held, OrderNow order, long now) {
    Gate.Doubt doubt =
        held.defect().isAbsence()
            ? gate.doubts(held.defect(), order.holder(), now)
            : Gate.Doubt.NONE;
    if (doubt == Gate.Doubt.NONE) {
      return held.told(now, Gate.Doubt.NONE);
    }
    Held waiting = held.waitsSince() == null ? held.waits(now) : held;
    return now >= waiting.waitsSince() + maxWait(doubt) ? waiting.told(now, doubt) : waiting;
  }

  private long maxWait(Gate.Doubt doubt) {
    return (doubt == Gate.Doubt.PROVIDER ? all.feeds().providerMaxWait() : all.feeds().maxWait())
        .toMillis();
  }

  private CaseNews news(CaseState known, Map<String, Held> defects, int over, OrderNow order) {
    List<Member> members = new ArrayList<>();
    for (Held held : defects.values()) {
      if (held.stoodSince() != null) {
        members.add(
            new Member(
                held.defect(),
                held.stoodSince(),
                isCovered(held, defects),
                held.isPoint(settings),
                against(held),
                held.toldAt(),
                held.doubt()));
      }
    }
    members.sort(CaseNews.WORST_FIRST);
    Defect worst = members.isEmpty() ? null : members.get(0).defect();
    return new CaseNews(
        known.caseId(),
        members,
        over,
        known.region(),
        known.offeringId(),
        first(order.holder(), worst == null ? null : worst.providerId()),
        known.customerId(),
        known.timeZone());
  }

  private Suppression against(Held held) {
    if (held.isHistory(settings)) {
      return Suppression.HISTORICAL;
    }
    return held.isTold() ? null : Suppression.FEED;
  }

  private boolean isCovered(Held held, Map<String, Held> defects) {
    Defect defect = held.defect();
    return defects.values().stream()
        .filter(other -> other.stoodSince() != null)
        .map(Held::defect)
        .anyMatch(
            other ->
                settings.covers(other.code(), defect.code())
                    && other.anchorEventId().equals(defect.anchorEventId()));
  }

  private Map<String, Wishes> wishes(
      CaseState known, Map<String, Held> defects, CaseNews news, OrderNow order, long now) {
    Map<String, Wishes> wished = new TreeMap<>();
    for (Member member : news.members()) {
      if (!member.counts()) {
        continue;
      }
      String zone = zone(known, member.defect(), now);
      for (Wish wish : playbook.wishes(news, member, order, zone)) {
        String id =
            wish.to() == Recipient.Kind.CUSTOMER
                ? first(member.defect().customerId(), known.customerId())
                : provider(known, member.defect(), order);
        if (id == null || id.isEmpty()) {
          continue;
        }
        Recipient recipient = new Recipient(wish.to(), id);
        wished
            .computeIfAbsent(
                recipient.key(),
                key -> new Wishes(recipient, known.caseId(), new ArrayList<>(), List.of()))
            .wishes()
            .add(wish);
      }
    }
    for (Wishes before : known.wished().values()) {
      String key = before.recipient().key();
      Wishes current = wished.get(key);
      Set<String> still = new TreeSet<>();
      if (current != null) {
        current.wishes().forEach(wish -> still.add(wish.key()));
      }
      List<Wish> gone = new ArrayList<>();
      for (Wish wish : before.wishes()) {
        if (!still.contains(wish.key())) {
          gone.add(wish.gone(whyGone(wish, defects)));
        }
      }
      if (current != null) {
        wished.put(key, new Wishes(current.recipient(), current.caseId(), current.wishes(), gone));
      } else if (!before.wishes().isEmpty()) {
        wished.put(key, new Wishes(before.recipient(), before.caseId(), List.of(), gone));
      }
    }
    return wished;
  }

  /** Who holds the order now; of an order that is not known, whom the defect names. */
  private static String provider(CaseState known, Defect defect, OrderNow order) {
    if (known.steps().isEmpty()) {
      return defect.providerId();
    }
    return order.holder() == null || order.declined().contains(order.holder())
        ? null
        : order.holder();
  }

  private String zone(CaseState known, Defect defect, long now) {
    String own = first(known.timeZone(), defect.timeZone());
    String region = first(defect.region(), known.region());
    if (own != null || region == null) {
      return own;
    }
    return all.messages().zones().containsKey(region)
        ? all.messages().zones().get(region).getId()
        : gate.usualZone(region, now);
  }

  private WithdrawalReason whyGone(Wish wish, Map<String, Held> defects) {
    Held held = defects.get(wish.defectId());
    if (held == null || held.status() == DefectStatus.CLEARED) {
      return WithdrawalReason.CLEARED;
    }
    if (held.status() == DefectStatus.RETRACTED) {
      return WithdrawalReason.RETRACTED;
    }
    if (held.stoodSince() == null) {
      return WithdrawalReason.CLEARED;
    }
    return isCovered(held, defects) ? WithdrawalReason.SUPERSEDED : WithdrawalReason.REASSIGNED;
  }

  private static void tell(
      CaseState known, CaseNews told, Map<String, Wishes> wished, Consumer<CaseOutput> out) {
    boolean wasClosed = known.told() == null || known.told().isClosed();
    boolean isNews = told.isClosed() ? !wasClosed : !told.equals(known.told());
    if (isNews) {
      out.accept(new CaseOutput(told, null));
    }
    for (Map.Entry<String, Wishes> entry : wished.entrySet()) {
      Wishes before = known.wished().get(entry.getKey());
      Wishes now = entry.getValue();
      if (before == null ? !now.wishes().isEmpty() : !before.wishes().equals(now.wishes())) {
        out.accept(new CaseOutput(null, now));
      }
    }
    wished.entrySet().removeIf(entry -> entry.getValue().wishes().isEmpty());
    wished.replaceAll(
        (key, wishes) ->
            new Wishes(wishes.recipient(), wishes.caseId(), wishes.wishes(), List.of()));
  }

  @Override
  public long next(CaseState state, long now) {
    long next = memory.end(state.touchedAt());
    for (Held held : state.defects().values()) {
      if (!held.isOpen()) {
        next = Math.max(now + 1, Math.min(next, memory.end(held.detectedAt())));
        continue;
      }
      next = after(now, held.standsFrom(settings), next);
      next = after(now, held.standsUntil(settings), next);
      if (waits(held, now)) {
        next = Math.min(next, (now / minute + 1) * minute);
      }
    }
    for (Wishes wishes : state.wished().values()) {
      for (Wish wish : wishes.wishes()) {
        if (wish.timeZone() == null && now < wish.since() + wish.validFor()) {
          next = Math.min(next, (now / HOUR + 1) * HOUR);
        }
      }
    }
    return next > now ? next : NEVER;
  }

  /** Whether a feed may still let it be told. */
  private boolean waits(Held held, long now) {
    boolean isSettled = held.isTold() && held.doubt() != Gate.Doubt.FEED;
    return held.stoodSince() != null
        && !isSettled
        && !held.isHistory(settings)
        && now < held.stoodSince() + MOST_WAIT;
  }

  private static long after(long now, long at, long next) {
    return at > now ? Math.min(at, next) : next;
  }
}
