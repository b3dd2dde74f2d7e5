package dev.odyssey.notifications.alerts;

import dev.odyssey.defects.Severity;
import dev.odyssey.notifications.Acknowledgement;
import dev.odyssey.notifications.AlertKind;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.alerts.Plan.View;
import dev.odyssey.notifications.cases.CaseNews;
import dev.odyssey.notifications.cases.Defect;
import dev.odyssey.notifications.cases.FileInput;
import dev.odyssey.notifications.cases.Member;
import dev.odyssey.notifications.feeds.FeedCondition;
import dev.odyssey.notifications.feeds.FeedNews;
import dev.odyssey.notifications.settings.AlertSettings;
import dev.odyssey.notifications.settings.AlertSettings.Route;
import dev.odyssey.notifications.time.Rules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The desk: what interrupts somebody. It sees all cases that are bad enough, so that one order is
 * not told by several alerts, and many are one.
 */
public final class DeskRules implements Rules<DeskState, DeskInput, DeskOutput> {

  private static final long serialVersionUID = 1;
  private static final String FEED = "FEED";
  private static final String NO_REGION = "none";

  /** An alert of more members than this is looked at once a second. */
  private static final int MANY = 50;

  private static final long SECOND = 1_000;

  private final AlertSettings settings;

  public DeskRules(AlertSettings settings) {
    this.settings = settings;
  }

  @Override
  public DeskState decide(
      DeskState before, List<DeskInput> news, long now, Consumer<DeskOutput> out) {
    DeskState state = before == null ? DeskState.nothing() : before;
    Set<String> touched = new TreeSet<>();
    boolean isAll = applyControls(state, news, now);
    Silences silences = Silences.at(state.silences().values(), now);
    applyFeeds(state, news, touched);
    Surges surges = new Surges(settings.surge(), state, now);
    Set<String> changed = applyCases(state, news, surges, silences, now, touched);
    Set<String> taken = surgeMembers(state);
    surges.look();
    touchSurges(state, surges, taken, changed, touched);
    drop(state, changed);
    state.dues().forEach((id, due) -> touched.addAll(due <= now ? Set.of(id) : Set.of()));
    if (isAll) {
      touched.addAll(state.alerts().keySet());
      touched.addAll(state.groups().keySet());
    }
    List<Acknowledgement> said = acknowledgements(news);
    said.forEach(one -> touched.addAll(touchedBy(one, state)));
    for (String alertId : touched) {
      look(alertId, state, surges, silences, said, now, out);
    }
    for (Acknowledgement one : said) {
      acknowledgeCases(one, state, out);
    }
    return state;
  }

  private static boolean applyControls(DeskState state, List<DeskInput> news, long now) {
    boolean changed = Silences.nextChange(state.silences().values(), now - 1) <= now;
    List<Silence> said =
        news.stream()
            .map(DeskInput::silence)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparing(Silence::toString))
            .toList();
    for (Silence silence : said) {
      if (silence.matchers().isEmpty()) {
        state.silences().remove(silence.silenceId());
      } else {
        state.silences().put(silence.silenceId(), silence);
      }
      changed = true;
    }
    state.silences().values().removeIf(silence -> silence.to() <= now && silence.to() > 0);
    return changed;
  }

  private static void applyFeeds(DeskState state, List<DeskInput> news, Set<String> touched) {
    for (DeskInput input : news) {
      FeedNews feed = input.feed();
      if (feed != null) {
        touched.add(FEED + ":" + feed.scope());
        if (feed.state() == FeedCondition.GOOD) {
          state.feeds().remove(feed.scope());
        } else {
          state.feeds().put(feed.scope(), feed);
        }
      }
    }
  }

  private Set<String> applyCases(
      DeskState state,
      List<DeskInput> news,
      Surges surges,
      Silences silences,
      long now,
      Set<String> touched) {
    Set<String> changed = new TreeSet<>();
    List<CaseNews> cases =
        news.stream()
            .map(DeskInput::news)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparing(CaseNews::caseId))
            .toList();
    for (CaseNews one : cases) {
      changed.add(one.caseId());
      put(state, one, now, touched);
    }
    for (CaseNews one : cases) {
      surges.count(one, (of, defect) -> isSilenced(silences, defect));
    }
    return changed;
  }

  private static boolean isSilenced(Silences silences, Defect defect) {
    return !silences.isNone() && silences.match(Map.of("kind", AlertKind.SURGE.name()), defect);
  }

  private void put(DeskState state, CaseNews news, long now, Set<String> touched) {
    Paged known = state.cases().get(news.caseId());
    String group = group(news);
    boolean rose = known != null && known.group() != null ? known.rose() : isOlder(news, now);
    if (known != null && known.group() != null) {
      touched.add(known.group());
      if (!known.group().equals(group)) {
        leave(state, known.group(), news.caseId());
      }
    }
    if (news.isClosed()) {
      state.cases().remove(news.caseId());
      return;
    }
    state.cases().put(news.caseId(), new Paged(news, group, rose));
    if (group != null) {
      touched.add(group);
      if (known == null || !group.equals(known.group())) {
        state.groups().computeIfAbsent(group, id -> new ArrayList<>()).add(news.caseId());
      }
    }
  }

  /** Whether something stood in a case before now. */
  private static boolean isOlder(CaseNews news, long now) {
    return news.members().stream().anyMatch(member -> member.since() < now);
  }

  private static void leave(DeskState state, String group, String caseId) {
    List<String> members = state.groups().get(group);
    if (members != null) {
      members.remove(caseId);
      if (members.isEmpty()) {
        state.groups().remove(group);
      }
    }
  }

  /** The alert that a case belongs to; null for one that is not bad enough for any. */
  private String group(CaseNews news) {
    Member worst = news.worst();
    if (worst == null) {
      return null;
    }
    Route route = route(news);
    return news.severity().compareTo(settings.pageAt(route)) < 0
        ? null
        : AlertKind.CASES + ":" + route.name() + ":" + region(news);
  }

  private Route route(CaseNews news) {
    Defect worst = news.worst().defect();
    return settings.route(worst.code(), worst.severity(), news.region());
  }

  private static String region(CaseNews news) {
    return news.region() == null ? NO_REGION : news.region();
  }

  private static Set<String> surgeMembers(DeskState state) {
    Set<String> members = new TreeSet<>();
    for (SurgeState surge : state.surges().values()) {
      if (surge.isOn()) {
        members.addAll(surge.members().keySet());
      }
    }
    return members;
  }

  private void touchSurges(
      DeskState state,
      Surges surges,
      Set<String> before,
      Set<String> changed,
      Set<String> touched) {
    touched.addAll(surges.ended().keySet());
    Set<String> now = new TreeSet<>();
    for (SurgeState surge : state.surges().values()) {
      if (surge.isOn()) {
        touched.add(surge.alertId());
        now.addAll(surge.members().keySet());
      }
    }
    Set<String> moved = new TreeSet<>(now);
    moved.addAll(before);
    moved.removeIf(id -> now.contains(id) && before.contains(id));
    moved.addAll(changed);
    for (String caseId : moved) {
      Paged known = state.cases().get(caseId);
      if (known != null && known.group() != null) {
        touched.add(known.group());
      }
    }
    surges
        .released()
        .forEach(
            (alertId, left) -> {
              AlertMemory memory = state.alerts().get(alertId);
              if (memory != null && memory.isNotified()) {
                takeBack(state, left, touched);
              }
            });
  }

  /** What a surge has told of is told, when it is over, though it goes on. */
  private void takeBack(DeskState state, List<String> left, Set<String> touched) {
    Set<String> still = surgeMembers(state);
    Map<String, List<String>> groups = new TreeMap<>();
    for (String caseId : left) {
      Paged known = state.cases().get(caseId);
      if (known != null && known.group() != null && !still.contains(caseId)) {
        groups.computeIfAbsent(known.group(), id -> new ArrayList<>()).add(caseId);
      }
    }
    groups.forEach(
        (group, ids) -> {
          AlertMemory memory = state.alerts().get(group);
          if (memory != null && memory.isOpen()) {
            touched.add(group);
            state.alerts().put(group, Notifier.takeBack(memory, ids, memory.last().severity()));
          }
        });
  }

  /** Forgets cases that are not bad enough and that no surge may take. */
  private static void drop(DeskState state, Set<String> changed) {
    Set<String> needed = surgeMembers(state);
    for (SurgeState surge : state.surges().values()) {
      surge.arrivals().forEach(arrival -> needed.add(arrival.caseId()));
    }
    if (changed.isEmpty() && state.cases().size() <= needed.size()) {
      return;
    }
    state
        .cases()
        .values()
        .removeIf(known -> known.group() == null && !needed.contains(known.news().caseId()));
  }

  private static List<Acknowledgement> acknowledgements(List<DeskInput> news) {
    return news.stream()
        .map(DeskInput::acknowledgement)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(Acknowledgement::toString))
        .toList();
  }

  private static Set<String> touchedBy(Acknowledgement said, DeskState state) {
    if (state.alerts().containsKey(said.id())) {
      return Set.of(said.id());
    }
    Paged known = state.cases().get(said.id());
    return known == null || known.group() == null ? Set.of() : Set.of(known.group());
  }

  private static void acknowledgeCases(
      Acknowledgement said, DeskState state, Consumer<DeskOutput> out) {
    AlertMemory memory = state.alerts().get(said.id());
    if (memory == null) {
      out.accept(new DeskOutput(null, new FileInput(said.id(), null, said.by(), null)));
    } else if (memory.isOpen()) {
      for (String caseId : members(said.id(), state)) {
        out.accept(new DeskOutput(null, new FileInput(caseId, null, said.by(), null)));
      }
    }
  }

  private static List<String> members(String alertId, DeskState state) {
    List<String> members = new ArrayList<>(state.groups().getOrDefault(alertId, List.of()));
    for (SurgeState surge : state.surges().values()) {
      if (alertId.equals(surge.alertId())) {
        members.addAll(surge.members().keySet());
      }
    }
    return members;
  }

  private void look(
      String alertId,
      DeskState state,
      Surges surges,
      Silences silences,
      List<Acknowledgement> said,
      long now,
      Consumer<DeskOutput> out) {
    AlertMemory memory = state.alerts().get(alertId);
    List<String> group = state.groups().get(alertId);
    boolean isMany = group != null && group.size() > MANY && memory != null && memory.isOpen();
    if (isMany && said.isEmpty() && now % SECOND != 0 && !isDue(state, alertId, now)) {
      long second = (now / SECOND + 1) * SECOND;
      state.dues().merge(alertId, second, Math::min);
      return;
    }
    Plan plan = plan(alertId, state, surges, silences, now);
    if (memory == null && plan.members().isEmpty()) {
      state.dues().remove(alertId);
      return;
    }
    Notifier notifier = new Notifier(settings, memory, plan, now);
    for (Acknowledgement one : said) {
      if (one.id().equals(alertId)) {
        notifier.acknowledge(one.by());
      } else {
        notifier.acknowledge(one.id(), one.by());
      }
    }
    state.alerts().put(alertId, notifier.decide(alert -> out.accept(new DeskOutput(alert, null))));
    long due = Math.min(notifier.due(), hoursChange(plan, now));
    if (due == NEVER) {
      state.dues().remove(alertId);
    } else {
      state.dues().put(alertId, due);
    }
  }

  private static boolean isDue(DeskState state, String alertId, long now) {
    Long due = state.dues().get(alertId);
    return due != null && due <= now;
  }

  private long hoursChange(Plan plan, long now) {
    Route route = settings.route(plan.route());
    return route.hours() == null || plan.members().isEmpty()
        ? NEVER
        : route.hours().nextChange(now);
  }

  private Plan plan(String alertId, DeskState state, Surges surges, Silences silences, long now) {
    if (alertId.startsWith(FEED + ":")) {
      return feedPlan(alertId, state, silences, now);
    }
    if (alertId.startsWith(AlertKind.SURGE + ":")) {
      return surgePlan(alertId, state, surges, silences, now);
    }
    return casesPlan(alertId, state, silences, now);
  }

  private Plan casesPlan(String alertId, DeskState state, Silences silences, long now) {
    String[] parts = alertId.split(":", 3);
    Route route = settings.route(parts[1]);
    Severity pageAt = settings.pageAt(route);
    Map<String, String> fields =
        Map.of("alertId", alertId, "kind", parts[0], "route", parts[1], "region", parts[2]);
    List<View> members = new ArrayList<>();
    String runbook = null;
    for (String caseId : state.groups().getOrDefault(alertId, List.of())) {
      Paged paged = state.cases().get(caseId);
      members.add(view(paged, fields, pageAt, state, silences));
      if (runbook == null) {
        runbook = settings.runbooks().get(paged.news().worst().defect().code());
      }
    }
    return new Plan(
        alertId,
        AlertKind.CASES,
        route.name(),
        route.escalateTo(),
        parts[2].equals(NO_REGION) ? null : parts[2],
        runbook,
        "cases in " + parts[2],
        inHours(members, route, now),
        false);
  }

  private View view(
      Paged paged,
      Map<String, String> fields,
      Severity pageAt,
      DeskState state,
      Silences silences) {
    CaseNews news = paged.news();
    List<Member> bad =
        news.members().stream()
            .filter(m -> m.counts() && m.defect().severity().compareTo(pageAt) >= 0)
            .toList();
    return new View(
        news.caseId(),
        news.severity(),
        bad.stream().mapToLong(m -> m.defect().raisedAt()).min().orElse(0),
        against(news, bad, fields, state, silences),
        paged.rose(),
        bad.stream().allMatch(Member::isPoint),
        bad.stream().anyMatch(Member::isUnconfirmed),
        news.worst().defect().summary());
  }

  private Suppression against(
      CaseNews news,
      List<Member> bad,
      Map<String, String> fields,
      DeskState state,
      Silences silences) {
    List<Member> left = new ArrayList<>(bad);
    Suppression against = null;
    for (Suppression by : Suppression.values()) {
      int before = left.size();
      left.removeIf(member -> stands(by, news, member, fields, state, silences));
      against = left.size() < before && against == null ? by : against;
      if (left.isEmpty()) {
        return against;
      }
    }
    return null;
  }

  private boolean stands(
      Suppression by,
      CaseNews news,
      Member member,
      Map<String, String> fields,
      DeskState state,
      Silences silences) {
    return switch (by) {
      case HISTORICAL, FEED -> member.against() == by;
      case SURGE -> isInSurge(news.caseId(), member.defect(), state);
      case SILENCED -> !silences.isNone() && silences.match(fields, member.defect());
      case HOURS -> false;
    };
  }

  private boolean isInSurge(String caseId, Defect defect, DeskState state) {
    String family = settings.surge().family(defect.code());
    return isIn(state.surges().get(family + "|" + defect.region()), caseId)
        || isIn(state.surges().get(family + "|" + SurgeState.ALL), caseId);
  }

  private static boolean isIn(SurgeState surge, String caseId) {
    return surge != null && surge.isOn() && surge.members().containsKey(caseId);
  }

  private static List<View> inHours(List<View> members, Route route, long now) {
    return route.hours() == null || route.hours().isOpen(now)
        ? members
        : members.stream()
            .map(m -> m.against() == null ? m.against(Suppression.HOURS) : m)
            .toList();
  }

  private Plan surgePlan(
      String alertId, DeskState state, Surges surges, Silences silences, long now) {
    SurgeState surge =
        state.surges().values().stream()
            .filter(one -> alertId.equals(one.alertId()))
            .findFirst()
            .orElse(null);
    String[] parts = alertId.split(":", 3);
    if (surge == null) {
      boolean isExpired = Boolean.TRUE.equals(surges.ended().get(alertId));
      AlertMemory memory = state.alerts().get(alertId);
      return new Plan(
          alertId,
          AlertKind.SURGE,
          memory == null ? settings.routes().get(0).name() : memory.last().route(),
          null,
          parts[2],
          settings.runbooks().get(parts[1]),
          "orders with " + parts[1] + " in " + parts[2],
          List.of(),
          isExpired);
    }
    SurgeState all = state.surges().get(surge.family() + "|" + SurgeState.ALL);
    boolean isInAll = all != null && all.isOn() && !surge.region().equals(SurgeState.ALL);
    String code = surges.worst(surge.members(), surge.family(), surge.code());
    List<View> members = new ArrayList<>();
    Severity worst = Severity.WARNING;
    Map<String, String> fields =
        Map.of("alertId", alertId, "kind", AlertKind.SURGE.name(), "region", surge.region());
    List<String> open = surges.open(surge.members(), surge.family());
    open.sort(Comparator.comparing((String id) -> surge.members().get(id)).thenComparing(id -> id));
    for (String caseId : open) {
      CaseNews news = state.cases().get(caseId).news();
      List<Member> bad =
          news.members().stream()
              .filter(m -> m.counts() && family(m).equals(surge.family()))
              .toList();
      Severity severity = bad.get(0).defect().severity();
      worst = severity.compareTo(worst) > 0 ? severity : worst;
      Suppression against = isInAll ? Suppression.SURGE : null;
      if (against == null
          && !silences.isNone()
          && bad.stream().allMatch(m -> silences.match(fields, m.defect()))) {
        against = Suppression.SILENCED;
      }
      members.add(
          new View(
              caseId,
              severity,
              bad.get(0).defect().raisedAt(),
              against,
              false,
              bad.stream().allMatch(Member::isPoint),
              bad.stream().anyMatch(Member::isUnconfirmed),
              bad.get(0).defect().summary()));
    }
    Route route = settings.route(code, worst, surge.region());
    return new Plan(
        alertId,
        AlertKind.SURGE,
        route.name(),
        route.escalateTo(),
        surge.region(),
        settings.runbooks().get(code),
        "orders with " + code + " in " + surge.region(),
        inHours(members, route, now),
        false);
  }

  private String family(Member member) {
    return settings.surge().family(member.defect().code());
  }

  private Plan feedPlan(String alertId, DeskState state, Silences silences, long now) {
    String scope = alertId.substring(FEED.length() + 1);
    FeedNews feed = state.feeds().get(scope);
    Severity severity = feed != null && feed.region() == null ? Severity.CRITICAL : Severity.HIGH;
    Route route = settings.route(FEED, severity, feed == null ? null : feed.region());
    AlertMemory memory = state.alerts().get(alertId);
    boolean isOpen = memory != null && memory.isOpen();
    List<View> members = new ArrayList<>();
    if (feed != null && (feed.isAlert() || (isOpen && feed.state() != FeedCondition.GOOD))) {
      boolean isSilenced =
          silences.match(
              Map.of(
                  "alertId",
                  alertId,
                  "kind",
                  FEED,
                  "code",
                  FEED,
                  "region",
                  feed.region() == null ? SurgeState.ALL : feed.region()),
              null);
      members.add(
          new View(
              scope,
              severity,
              feed.since(),
              isSilenced ? Suppression.SILENCED : null,
              false,
              false,
              false,
              text(feed)));
    }
    return new Plan(
        alertId,
        AlertKind.FEED,
        feed == null && memory != null ? memory.last().route() : route.name(),
        route.escalateTo(),
        feed == null ? (memory == null ? null : memory.last().region()) : feed.region(),
        settings.runbooks().get(FEED),
        "events of " + scope,
        inHours(members, route, now),
        false);
  }

  private static String text(FeedNews feed) {
    if (feed.state() != FeedCondition.SILENT) {
      return "Few events of %s come: %d where %d are usual."
          .formatted(feed.scope(), feed.came(), feed.expected());
    }
    return feed.region() == null
        ? "Nothing comes in (%s): about %d events are missing."
            .formatted(feed.scope(), feed.expected())
        : "No events of %s come: about %d are missing.".formatted(feed.scope(), feed.expected());
  }

  @Override
  public long next(DeskState state, long now) {
    long next = Silences.nextChange(state.silences().values(), now);
    next = Math.min(next, Surges.next(state, settings.surge(), now));
    for (long due : state.dues().values()) {
      next = Math.min(next, due);
    }
    return next == NEVER ? NEVER : Math.max(next, now + 1);
  }
}
