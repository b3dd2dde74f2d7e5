package dev.odyssey.notifications.feeds;

import dev.odyssey.events.TimeZones;
import dev.odyssey.notifications.feeds.Scope.Minute;
import dev.odyssey.notifications.settings.FeedSettings;
import dev.odyssey.notifications.time.Rules;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Judges once a minute how events come: by region, by type and in total, of orders and contacts.
 */
public final class FeedRules implements Rules<FeedState, MinuteCount, FeedNews> {

  private static final long serialVersionUID = 1;

  /** Of so many hours of the last day it must be known what is usual, to compare them. */
  private static final int LEAST_HOURS = 8;

  private static final double LEAST_SCALE = 0.05;
  private static final double MOST_SCALE = 20;

  /** How many doublings of the window small scopes are judged over. */
  private static final int DOUBLINGS = 5;

  private final FeedSettings settings;
  private final long minute;
  private final long hour;
  private final long day;

  /** So long after the last event of all, silence says nothing new. */
  private final long longestSilence;

  /** What is usual an hour, by scope and hour: follows from the state, and is made anew with it. */
  private transient Map<String, Map<Long, Double>> perHour;

  /** What is usual in the whole hours without an event, by scope. */
  private transient Map<String, Silence> silences;

  /** Whole hours without an event, and how many usually come in them. */
  private record Silence(long from, long to, double usual) {}

  public FeedRules(FeedSettings settings) {
    this.settings = settings;
    minute = settings.minute();
    hour = settings.hour();
    day = settings.day();
    longestSilence = 2 * day;
  }

  @Override
  public FeedState decide(
      FeedState before, List<MinuteCount> news, long now, Consumer<FeedNews> out) {
    Map<String, Scope> scopes = before == null ? new TreeMap<>() : before.scopes();
    if (perHour == null || before == null) {
      forgetUsual();
    }
    learn(scopes, now);
    news.forEach(count -> add(count, scopes));
    Map<String, Double> lastScales = before == null ? new TreeMap<>() : before.scales();
    Map<String, Double> scales =
        Map.of(
            MinuteCount.ORDERS, scale(scopes, MinuteCount.ORDERS, lastScales, now),
            MinuteCount.CONTACTS, scale(scopes, MinuteCount.CONTACTS, lastScales, now));
    Map<String, Scope> judged = new TreeMap<>();
    for (Scope scope : scopes.values()) {
      judged.put(scope.id(), judge(scope, scopes, scales.get(scope.kind()), now));
    }
    Set<String> alerts = alerts(judged, scales, now);
    for (Scope scope : List.copyOf(judged.values())) {
      boolean isAlert = alerts.contains(scope.id());
      Scope old = scopes.get(scope.id());
      boolean isNew =
          old.state() != scope.state() || old.wasAlert() != isAlert || isZoneNew(old, now);
      if (isNew) {
        out.accept(news(scope, judged, isAlert, scales.get(scope.kind()), now));
      }
      scopes.put(scope.id(), scope.alert(isAlert));
    }
    return new FeedState(scopes, lastScales, now);
  }

  /** What is usual is to be computed again. */
  private void forgetUsual() {
    perHour = new HashMap<>();
    silences = new HashMap<>();
  }

  /** What is usual is to be computed again of a scope and of the total that it is part of. */
  private void forgetUsual(Scope scope) {
    for (String id : List.of(scope.id(), scope.kind())) {
      perHour.remove(id);
      silences.remove(id);
    }
  }

  /** The zone of a region is told when it is first seen. */
  private static boolean isZoneNew(Scope scope, long now) {
    return scope.region() != null && scope.since() == now && !scope.zones().isEmpty();
  }

  private void add(MinuteCount count, Map<String, Scope> scopes) {
    add(count, count.kind(), null, scopes);
    if (count.region() != null) {
      add(count, count.kind() + ":" + count.region(), count.region(), scopes);
    }
    if (count.kind().equals(MinuteCount.ORDERS)) {
      add(count, count.kind() + ":type:" + count.type(), null, scopes);
    }
  }

  private void add(MinuteCount count, String id, String region, Map<String, Scope> scopes) {
    Scope scope =
        scopes.computeIfAbsent(
            id,
            one ->
                new Scope(
                    id,
                    count.kind(),
                    region,
                    new TreeMap<>(),
                    new Rates(new TreeMap<>(), new TreeMap<>()),
                    new ArrayList<>(),
                    count.lastAt(),
                    (count.end() / hour + 1) * hour,
                    FeedCondition.GOOD,
                    count.end(),
                    false,
                    new TreeMap<>(),
                    false));
    List<Minute> recent = scope.recent();
    int last = recent.size() - 1;
    if (last >= 0 && recent.get(last).end() == count.end()) {
      Minute known = recent.get(last);
      recent.set(
          last, new Minute(known.end(), known.count() + count.count(), known.old() + count.old()));
    } else {
      recent.add(new Minute(count.end(), count.count(), count.old()));
    }
    if (count.zone() != null) {
      String before = usualZone(scope);
      scope.zones().merge(count.zone(), count.count(), Integer::sum);
      if (!usualZone(scope).equals(before)) {
        forgetUsual();
      }
    }
    scopes.put(id, scope.at(count.lastAt()));
  }

  /** Learns the hours that were good, a day later: an hour is not judged by itself. */
  private void learn(Map<String, Scope> scopes, long now) {
    for (Scope scope : List.copyOf(scopes.values())) {
      Scope learned = scope;
      if (scope.learnedTo() + 2 * longestSilence < now) {
        learned = scope.learned((now - day) / hour * hour);
      }
      while (learned.learnedTo() + hour + day < now) {
        long from = learned.learnedTo();
        int count = 0;
        for (Minute one : scope.recent()) {
          count += one.end() > from && one.end() <= from + hour ? one.count() : 0;
        }
        if (!learned.wasBad(from, hour)) {
          boolean isNew = scope.rates().learn(Slot.of(from, zone(scope, scopes), settings), count);
          if (isNew) {
            forgetUsual(scope);
          }
        }
        scope.badMinutes().remove(String.valueOf(from / hour));
        learned = learned.learned(from + hour);
      }
      if (learned != scope) {
        scope.recent().removeIf(one -> one.end() <= now - 2 * day);
        scopes.put(scope.id(), learned);
      }
    }
  }

  private static String usualZone(Scope scope) {
    String usual = null;
    for (Map.Entry<String, Integer> zone : scope.zones().entrySet()) {
      usual = usual == null || zone.getValue() > scope.zones().get(usual) ? zone.getKey() : usual;
    }
    return usual;
  }

  private static ZoneId zone(Scope scope, Map<String, Scope> scopes) {
    String usual = usualZone(scope);
    Scope orders =
        scopes.get(
            scope.region() == null
                ? MinuteCount.ORDERS
                : MinuteCount.ORDERS + ":" + scope.region());
    usual = usual == null && orders != null ? usualZone(orders) : usual;
    return usual == null ? ZoneId.of("UTC") : TimeZones.of(usual);
  }

  /**
   * What the whole market has had of the usual over the last day. Where too few hours of that day
   * are known, as after a first weekend, the last scale that was known stands in for the rest.
   */
  private double scale(
      Map<String, Scope> scopes, String kind, Map<String, Double> lastScales, long now) {
    Double last = lastScales.get(kind);
    Scope total = scopes.get(kind);
    if (total == null) {
      return 1;
    }
    double usual = 0;
    int hours = 0;
    Set<Long> known = new HashSet<>();
    for (long from = now - day; from < now; from = Math.min(now, (from / hour + 1) * hour)) {
      double ofHour = usual(total, scopes, from, Math.min(now, (from / hour + 1) * hour));
      if (ofHour > 0) {
        usual += ofHour;
        hours++;
        known.add(from / hour);
      }
    }
    boolean isEnough = hours >= LEAST_HOURS;
    if (usual < settings.silentMissing() || (!isEnough && last == null)) {
      return last == null ? 1 : last;
    }
    double came = 0;
    for (int i = total.recent().size() - 1; i >= 0; i--) {
      Minute one = total.recent().get(i);
      if (one.end() <= now - day) {
        break;
      }
      came += known.contains((one.end() - 1) / hour) ? one.count() : 0;
    }
    if (!isEnough) {
      double rest = usual * (LEAST_HOURS - hours) / hours;
      return bounded((came + last * rest) / (usual + rest));
    }
    double scale = bounded(came / usual);
    lastScales.put(kind, scale);
    return scale;
  }

  private static double bounded(double scale) {
    return Math.max(LEAST_SCALE, Math.min(MOST_SCALE, scale));
  }

  /** How many usually come: in total as many as in all regions together. */
  private double usual(Scope scope, Map<String, Scope> scopes, long from, long to) {
    Map<Long, Double> known = perHour.computeIfAbsent(scope.id(), id -> new HashMap<>());
    double sum = 0;
    long at = from;
    while (at < to) {
      long number = at / hour;
      long end = Math.min(to, (number + 1) * hour);
      Double rate = known.get(number);
      if (rate == null) {
        rate = ofHour(scope, scopes, number);
        known.put(number, rate);
      }
      sum += rate * (end - at) / hour;
      at = end;
    }
    return sum;
  }

  /** How many usually come in the time since the last event. A long silence has many hours. */
  private double usualSinceLast(Scope scope, Map<String, Scope> scopes, long now) {
    long from = Math.min(scope.lastAt(), now);
    long begun = Math.max(from, now / hour * hour);
    Silence silence = silences.get(scope.id());
    if (silence == null || silence.from() != from || silence.to() != begun) {
      silence = new Silence(from, begun, usual(scope, scopes, from, begun));
      silences.put(scope.id(), silence);
    }
    return silence.usual() + usual(scope, scopes, begun, now);
  }

  /** How many usually come in an hour: in total as many as in all regions together. */
  private double ofHour(Scope scope, Map<String, Scope> scopes, long number) {
    double sum = 0;
    if (scope.id().equals(scope.kind())) {
      for (Scope region : scopes.values()) {
        if (region.region() != null && region.kind().equals(scope.kind())) {
          sum += ofHour(region, scopes, number);
        }
      }
    }
    return sum > 0
        ? sum
        : scope.rates().perHour(Slot.of(number * hour, zone(scope, scopes), settings));
  }

  private Scope judge(Scope scope, Map<String, Scope> scopes, double scale, long now) {
    double sinceLast = scale * usualSinceLast(scope, scopes, now);
    boolean isSilent = sinceLast >= settings.silentMissing();
    boolean isQuiet = Math.exp(-sinceLast) < settings.doubt();
    long window = settings.window().toMillis();
    double expected = scale * usual(scope, scopes, now - window, now);
    long came = scope.since(now - window).count();
    boolean isFew = expected > 0 && Poisson.atMost(came, expected) < settings.doubt();
    boolean isLow = isLow(scope, scopes, scale, now);
    FeedCondition before = scope.state();
    if (isSilent) {
      return scope.state(FeedCondition.SILENT, now, true, hour);
    }
    boolean wasBad =
        before == FeedCondition.SILENT
            || before == FeedCondition.LOW
            || before == FeedCondition.CATCHING_UP;
    if (isLow && (before != FeedCondition.CATCHING_UP || !isFresh(scope, now))) {
      return scope.state(
          before == FeedCondition.CATCHING_UP ? before : FeedCondition.LOW, now, true, hour);
    }
    if (wasBad) {
      boolean isBack = isBack(scope, scopes, scale, now) && isFresh(scope, now);
      return scope.state(isBack ? FeedCondition.GOOD : FeedCondition.CATCHING_UP, now, true, hour);
    }
    if (isQuiet || isFew) {
      return scope.state(FeedCondition.DOUBTED, now, scope.wasSilent() || isQuiet, hour);
    }
    boolean isSettling = before == FeedCondition.DOUBTED && scope.wasSilent();
    return isSettling && !isFresh(scope, now)
        ? scope.state(FeedCondition.DOUBTED, now, true, hour)
        : scope.state(FeedCondition.GOOD, now, false, hour);
  }

  /** Whether far fewer came than usual: small scopes are judged over a longer time. */
  private boolean isLow(Scope scope, Map<String, Scope> scopes, double scale, long now) {
    long window = settings.window().toMillis();
    for (int i = 0; i < DOUBLINGS; i++) {
      double expected = scale * usual(scope, scopes, now - window, now);
      if (expected >= settings.silentMissing()) {
        long came = scope.since(now - window).count();
        return came < settings.low() * expected
            && Poisson.atMost(came, expected) < settings.lowLikelihood();
      }
      window *= 2;
    }
    return false;
  }

  private boolean isBack(Scope scope, Map<String, Scope> scopes, double scale, long now) {
    long from = now - settings.backFor().toMillis();
    double expected = scale * usual(scope, scopes, from, now);
    long came = scope.since(from).count();
    return came > 0 && came >= Math.floor(settings.back() * expected);
  }

  /** Whether what comes is no longer old. */
  private boolean isFresh(Scope scope, long now) {
    Minute came = scope.since(now - settings.backFor().toMillis());
    return came.count() > 0 && came.count() - came.old() >= settings.freshShare() * came.count();
  }

  /** The widest scopes that explain what is silent or low. */
  private Set<String> alerts(Map<String, Scope> judged, Map<String, Double> scales, long now) {
    Set<String> alerts = new TreeSet<>();
    for (String kind : List.of(MinuteCount.ORDERS, MinuteCount.CONTACTS)) {
      Scope total = judged.get(kind);
      if (total == null) {
        continue;
      }
      boolean isTotal = isDown(total) && isEverywhere(kind, judged, scales.get(kind), now);
      if (isTotal) {
        alerts.add(kind);
        continue;
      }
      boolean isRegional = false;
      for (Scope scope : judged.values()) {
        if (scope.kind().equals(kind) && scope.region() != null && isDown(scope)) {
          alerts.add(scope.id());
          isRegional = true;
        }
      }
      for (Scope scope : judged.values()) {
        boolean isType = scope.region() == null && scope != total && scope.kind().equals(kind);
        if (isType && isDown(scope) && !isRegional) {
          alerts.add(scope.id());
        }
      }
    }
    return alerts;
  }

  private static boolean isDown(Scope scope) {
    return scope.state() == FeedCondition.SILENT
        || scope.state() == FeedCondition.LOW
        || (scope.state() == FeedCondition.CATCHING_UP && scope.wasAlert());
  }

  /** Whether no region that is large enough to tell has its events. */
  private boolean isEverywhere(String kind, Map<String, Scope> judged, double scale, long now) {
    Scope total = judged.get(kind);
    if (total.state() == FeedCondition.SILENT || total.wasAlert()) {
      return true;
    }
    for (Scope scope : judged.values()) {
      boolean isGood =
          scope.kind().equals(kind)
              && scope.region() != null
              && scope.state() == FeedCondition.GOOD
              && scale * usual(scope, judged, now - settings.window().toMillis(), now) >= 1;
      if (isGood) {
        return false;
      }
    }
    return true;
  }

  private FeedNews news(
      Scope scope, Map<String, Scope> scopes, boolean isAlert, double scale, long now) {
    long from =
        scope.state() == FeedCondition.SILENT ? scope.lastAt() : now - settings.window().toMillis();
    return new FeedNews(
        scope.id(),
        scope.region(),
        scope.state(),
        isAlert,
        Math.round(scale * usual(scope, scopes, from, now)),
        scope.since(from).count(),
        scope.state() == FeedCondition.SILENT ? scope.lastAt() : scope.since(),
        usualZone(scope));
  }

  @Override
  public long next(FeedState state, long now) {
    long last = Long.MIN_VALUE;
    for (Scope scope : state.scopes().values()) {
      last = Math.max(last, scope.lastAt());
    }
    return now > last + longestSilence ? NEVER : (now / minute + 1) * minute;
  }
}
