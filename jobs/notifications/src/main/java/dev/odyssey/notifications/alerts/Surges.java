package dev.odyssey.notifications.alerts;

import dev.odyssey.notifications.alerts.SurgeState.Arrival;
import dev.odyssey.notifications.cases.CaseNews;
import dev.odyssey.notifications.cases.Defect;
import dev.odyssey.notifications.cases.Member;
import dev.odyssey.notifications.feeds.Poisson;
import dev.odyssey.notifications.settings.AlertSettings.Surge;
import dev.odyssey.notifications.time.Rules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/** When many defects of a region are one alert: surges that begin, go on and end. */
final class Surges {

  private static final double HOUR = Duration.ofHours(1).toMillis();

  private final Surge settings;
  private final DeskState state;
  private final long now;

  /** What was changed: surges by alertId that ended, and whether nobody is to be told. */
  private final Map<String, Boolean> ended = new TreeMap<>();

  /** The members of surges that have ended, by alertId. */
  private final Map<String, List<String>> released = new TreeMap<>();

  Surges(Surge settings, DeskState state, long now) {
    this.settings = settings;
    this.state = state;
    this.now = now;
  }

  /** Surges by alertId that have ended, and whether they expired. */
  Map<String, Boolean> ended() {
    return ended;
  }

  /** The members that were left, by the alertId of the surge. */
  Map<String, List<String>> released() {
    return released;
  }

  /**
   * Counts what is new of a case.
   *
   * @param isSilenced whether somebody does not want to hear of a defect
   */
  void count(CaseNews news, BiPredicate<CaseNews, Defect> isSilenced) {
    for (Member member : news.members()) {
      Defect defect = member.defect();
      boolean isNew =
          member.counts()
              && member.against() == null
              && member.freeSince() != null
              && member.freeSince() == now;
      if (isNew && defect.region() != null && !isSilenced.test(news, defect)) {
        count(news, defect);
      }
    }
  }

  private void count(CaseNews news, Defect defect) {
    String family = settings.family(defect.code());
    SurgeState before = surge(family, defect.region());
    state.usual().compute(before.key(), (key, usual) -> counted(usual, news));
    if (before.isOn()) {
      join(before, news.caseId());
    } else {
      List<Arrival> lately = lately(before);
      lately.removeIf(arrival -> arrival.caseId().equals(news.caseId()));
      lately.add(new Arrival(now, news.caseId(), defect.code()));
      state.surges().put(before.key(), before.arrivals(lately));
    }
  }

  private Usual counted(Usual usual, CaseNews news) {
    Usual known = usual == null ? Usual.begin(news.timeZone(), now) : usual;
    return known.at(now, settings.weeks()).count(1);
  }

  private SurgeState surge(String family, String region) {
    SurgeState known = state.surges().get(family + "|" + region);
    return known != null
        ? known
        : new SurgeState(family, region, List.of(), null, null, Map.of(), 0, 0);
  }

  private List<Arrival> lately(SurgeState surge) {
    long from = now - settings.within().toMillis();
    List<Arrival> lately = new ArrayList<>();
    for (Arrival arrival : surge.arrivals()) {
      if (arrival.at() > from) {
        lately.add(arrival);
      }
    }
    return lately;
  }

  private void join(SurgeState surge, String caseId) {
    Map<String, Long> members = new TreeMap<>(surge.members());
    if (members.putIfAbsent(caseId, now) == null) {
      state
          .surges()
          .put(
              surge.key(),
              surge.on(
                  surge.alertId(),
                  surge.code(),
                  members,
                  Math.max(surge.most(), open(members, surge.family()).size()),
                  now));
    }
  }

  /** The members that still have a defect of the family. */
  List<String> open(Map<String, Long> members, String family) {
    List<String> open = new ArrayList<>();
    for (String caseId : members.keySet()) {
      if (stands(caseId, family)) {
        open.add(caseId);
      }
    }
    return open;
  }

  private boolean stands(String caseId, String family) {
    Paged known = state.cases().get(caseId);
    return known != null
        && known.news().members().stream()
            .anyMatch(m -> m.counts() && settings.family(m.defect().code()).equals(family));
  }

  /** Lets surges begin and end. */
  void look() {
    for (SurgeState surge : List.copyOf(state.surges().values())) {
      if (surge.region().equals(SurgeState.ALL)) {
        continue;
      }
      if (surge.isOn()) {
        goOn(surge);
      } else {
        begin(surge);
      }
    }
    new TreeSet<>(state.surges().values().stream().map(SurgeState::family).toList())
        .forEach(this::lookAtAll);
  }

  private void begin(SurgeState surge) {
    List<Arrival> lately = lately(surge);
    if (lately.isEmpty()) {
      state.surges().remove(surge.key());
      return;
    }
    if (lately.size() < surge.arrivals().size()) {
      state.surges().put(surge.key(), surge.arrivals(lately));
    }
    if (lately.size() < settings.atLeast() || lately.size() <= usual(surge)) {
      return;
    }
    Map<String, Long> members = new TreeMap<>();
    for (Arrival arrival : lately) {
      members.put(arrival.caseId(), arrival.at());
    }
    String code = worst(members, surge.family(), lately.get(0).code());
    int open = open(members, surge.family()).size();
    if (open * 2 < settings.atLeast()) {
      return;
    }
    state
        .surges()
        .put(
            surge.key(),
            surge.on("SURGE:" + code + ":" + surge.region(), code, members, open, now));
    leaveOut(surge.key());
  }

  private void leaveOut(String key) {
    state.usual().computeIfPresent(key, (k, usual) -> usual.at(now, settings.weeks()).leaveOut());
  }

  /** The worst code of the family that a member has. */
  String worst(Map<String, Long> members, String family, String otherwise) {
    String worst = null;
    for (String caseId : members.keySet()) {
      Paged known = state.cases().get(caseId);
      if (known == null) {
        continue;
      }
      for (Member member : known.news().members()) {
        String code = member.defect().code();
        if (member.counts() && settings.family(code).equals(family)) {
          worst = worst == null || rank(code) < rank(worst) ? code : worst;
        }
      }
    }
    return worst == null ? otherwise : worst;
  }

  private int rank(String code) {
    int rank = settings.promise().indexOf(code);
    return rank < 0 ? settings.promise().size() : rank;
  }

  /** What is not exceeded in all but one of ten thousand such times; below 0 if not known. */
  private long usual(SurgeState surge) {
    Usual usual = state.usual().get(surge.key());
    Double mean = usual == null ? null : usual.at(now, settings.weeks()).mean(now);
    return mean == null
        ? -1
        : Poisson.limit(mean * settings.within().toMillis() / HOUR, settings.usual());
  }

  private void goOn(SurgeState surge) {
    List<String> open = open(surge.members(), surge.family());
    boolean isOver = open.size() * 2 < surge.most();
    boolean isExpired = now >= surge.lastNewAt() + settings.expireAfter().toMillis();
    leaveOut(surge.key());
    if (isOver || isExpired) {
      ended.put(surge.alertId(), !isOver);
      released.put(surge.alertId(), open);
      state.surges().remove(surge.key());
    }
  }

  /** Several regions at once are one surge of all. */
  private void lookAtAll(String family) {
    List<SurgeState> on =
        state.surges().values().stream()
            .filter(s -> s.family().equals(family) && s.isOn())
            .filter(s -> !s.region().equals(SurgeState.ALL))
            .toList();
    SurgeState all = surge(family, SurgeState.ALL);
    if (!all.isOn() && on.size() < settings.regions()) {
      return;
    }
    Map<String, Long> members = new TreeMap<>(all.members());
    on.forEach(surge -> members.putAll(surge.members()));
    List<String> open = open(members, family);
    int most = Math.max(all.most(), open.size());
    boolean isNew = members.size() > all.members().size();
    long lastNewAt = isNew ? now : all.lastNewAt();
    boolean isOver = open.size() * 2 < most;
    boolean isExpired = now >= lastNewAt + settings.expireAfter().toMillis();
    if (all.isOn() && (isOver || isExpired)) {
      ended.put(all.alertId(), !isOver);
      released.put(all.alertId(), open);
      state.surges().remove(all.key());
      return;
    }
    String code = all.isOn() ? all.code() : worst(members, family, family);
    state
        .surges()
        .put(
            all.key(),
            all.on("SURGE:" + code + ":" + SurgeState.ALL, code, members, most, lastNewAt));
  }

  /** When a surge is to be looked at though nothing comes. */
  static long next(DeskState state, Surge settings, long now) {
    long next = Rules.NEVER;
    for (SurgeState surge : state.surges().values()) {
      if (surge.isOn()) {
        next = Math.min(next, surge.lastNewAt() + settings.expireAfter().toMillis());
      } else if (!surge.arrivals().isEmpty()) {
        next = Math.min(next, surge.arrivals().get(0).at() + settings.within().toMillis());
      }
    }
    return Math.max(next, now + 1);
  }
}
