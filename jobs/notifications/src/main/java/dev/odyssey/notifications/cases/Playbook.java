package dev.odyssey.notifications.cases;

import dev.odyssey.events.TimeZones;
import dev.odyssey.notifications.Suppression;
import dev.odyssey.notifications.WithdrawalReason;
import dev.odyssey.notifications.feeds.Gate;
import dev.odyssey.notifications.settings.MessageSettings;
import dev.odyssey.notifications.settings.MessageSettings.Play;
import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who should be told what about a defect that stands. */
final class Playbook implements Serializable {

  private static final long serialVersionUID = 1;

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx'['VV']'");

  private final MessageSettings settings;

  Playbook(MessageSettings settings) {
    this.settings = settings;
  }

  /**
   * What the playbook wishes for.
   *
   * @param zone of the appointment, or of the recipient; null where none is known
   */
  List<Wish> wishes(CaseNews news, Member member, OrderNow order, String zone) {
    List<Wish> wishes = new ArrayList<>();
    for (Play play : settings.playbook().getOrDefault(member.defect().code(), List.of())) {
      wishes.add(wish(play, news, member, order, zone));
    }
    return wishes;
  }

  private static Wish wish(Play play, CaseNews news, Member member, OrderNow order, String zone) {
    Defect defect = member.defect();
    return new Wish(
        news.caseId(),
        matter(news, defect),
        play.to(),
        play.template(),
        play.options(),
        defect.code(),
        defect.severity(),
        defect.defectId(),
        defect.orderId() == null ? orderOf(news) : defect.orderId(),
        defect.contactId(),
        member.since(),
        against(member),
        member.isUnconfirmed(),
        defect.region() == null ? news.region() : defect.region(),
        zone,
        defect.windowStart(),
        defect.windowEnd(),
        play.validFor().toMillis(),
        play.untilWindow(),
        variables(news, defect, order, zone));
  }

  /** What concerns one visit is one matter; so is an issue of contacts. */
  private static String matter(CaseNews news, Defect defect) {
    if (defect.isOfContact()) {
      return "ISSUE/" + news.caseId();
    }
    return defect.windowStart() == null
        ? news.caseId()
        : news.caseId() + "/" + defect.windowStart() + "/" + defect.windowEnd();
  }

  private static String orderOf(CaseNews news) {
    String prefix = CaseInput.ofOrder("");
    return news.caseId().startsWith(prefix) ? news.caseId().substring(prefix.length()) : null;
  }

  private static WithdrawalReason against(Member member) {
    if (member.against() == Suppression.HISTORICAL) {
      return WithdrawalReason.HISTORICAL;
    }
    boolean waits = member.against() == Suppression.FEED || member.doubt() == Gate.Doubt.FEED;
    return waits ? WithdrawalReason.FEED : null;
  }

  private static Map<String, String> variables(
      CaseNews news, Defect defect, OrderNow order, String zone) {
    Map<String, String> variables = new TreeMap<>();
    put(variables, "orderId", defect.orderId());
    put(variables, "contactId", defect.contactId());
    put(variables, "providerId", order.holder() == null ? news.providerId() : order.holder());
    put(variables, "offeringId", defect.offeringId());
    put(variables, "region", defect.region());
    put(variables, "summary", defect.summary());
    boolean isNow = order.windowStart() != null && !defect.isOfContact();
    put(variables, "windowStart", local(isNow ? order.windowStart() : defect.windowStart(), zone));
    put(variables, "windowEnd", local(isNow ? order.windowEnd() : defect.windowEnd(), zone));
    return variables;
  }

  private static void put(Map<String, String> variables, String name, String value) {
    if (value != null) {
      variables.put(name, value);
    }
  }

  private static String local(Long instant, String zone) {
    if (instant == null) {
      return null;
    }
    ZoneId clock = zone == null ? ZoneId.of("UTC") : TimeZones.of(zone);
    return LOCAL.format(Instant.ofEpochMilli(instant).atZone(clock));
  }
}
