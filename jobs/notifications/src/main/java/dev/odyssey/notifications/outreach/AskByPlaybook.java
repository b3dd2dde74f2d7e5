package dev.odyssey.notifications.outreach;

import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.Finding;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.notifications.incidents.Incident;
import dev.odyssey.notifications.settings.OutreachSettings;
import dev.odyssey.notifications.settings.OutreachSettings.Play;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * Whom an incident concerns, by the playbook: one message each, however many plays there are for
 * them. Silent feeds concern nobody but operations, and neither does what has not lasted for its
 * hold.
 *
 * <p>Where a correction says that it concerns somebody else, it begins for them, and whoever it was
 * before need not hear of it any more.
 */
public final class AskByPlaybook implements FlatMapFunction<Incident, Ask> {

  private static final long serialVersionUID = 1;

  private static final Set<Incident.Step> STEPS =
      EnumSet.of(
          Incident.Step.FIRING,
          Incident.Step.CHANGED,
          Incident.Step.CLEARED,
          Incident.Step.RETRACTED);

  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmxxx'['VV']'");

  private final OutreachSettings settings;

  public AskByPlaybook(OutreachSettings settings) {
    this.settings = settings;
  }

  @Override
  public void flatMap(Incident incident, Collector<Ask> out) {
    if (incident.change() == null || !STEPS.contains(incident.step())) {
      return;
    }
    Finding finding = incident.change().finding();
    Set<Recipient.Kind> asked = EnumSet.noneOf(Recipient.Kind.class);
    for (Play play : settings.playbook().getOrDefault(finding.code(), List.of())) {
      if (asked.add(play.to())) {
        ask(incident, play, out);
      }
    }
  }

  private void ask(Incident incident, Play play, Collector<Ask> out) {
    Incident.Step step = incident.step();
    DefectChange before = incident.before();
    if (before != null
        && !Objects.equals(recipient(play, before), recipient(play, incident.change()))) {
      boolean lasts = step == Incident.Step.FIRING || step == Incident.Step.CHANGED;
      out.collect(ask(incident, lasts ? Incident.Step.RETRACTED : step, before, play));
      step = lasts ? Incident.Step.FIRING : step;
    }
    out.collect(ask(incident, step, incident.change(), play));
  }

  /** Null where it is not known. */
  private static Recipient recipient(Play play, DefectChange change) {
    Finding finding = change.finding();
    String id = play.to() == Recipient.Kind.CUSTOMER ? finding.customerId() : finding.providerId();
    return id == null || id.isEmpty() ? null : new Recipient(play.to(), id);
  }

  private Ask ask(Incident incident, Incident.Step step, DefectChange change, Play play) {
    Finding finding = change.finding();
    Recipient recipient = recipient(play, change);
    return new Ask(
        outreachId(play, change, recipient),
        recipient,
        play,
        step,
        incident.at(),
        incident.suppressedBy(),
        finding.code(),
        incident.severity(),
        finding.orderId(),
        finding.contactId(),
        change.defectId(),
        finding.region(),
        finding.timeZone(),
        finding.windowStart(),
        finding.windowEnd(),
        variables(finding));
  }

  /** Of whom it turns out to concern instead it is another message. */
  private static String outreachId(Play play, DefectChange change, Recipient recipient) {
    String id = play.to() + "/" + change.defectId();
    return recipient == null ? id : id + "/" + recipient.id();
  }

  private Map<String, String> variables(Finding finding) {
    Map<String, String> variables = new TreeMap<>();
    put(variables, "orderId", finding.orderId());
    put(variables, "contactId", finding.contactId());
    put(variables, "providerId", finding.providerId());
    put(variables, "offeringId", finding.offeringId());
    put(variables, "region", finding.region());
    put(variables, "summary", finding.summary());
    ZoneId zone = settings.zoneOf(finding.timeZone(), finding.region());
    put(variables, "windowStart", local(finding.windowStart(), zone));
    put(variables, "windowEnd", local(finding.windowEnd(), zone));
    return variables;
  }

  private static void put(Map<String, String> variables, String name, String value) {
    if (value != null) {
      variables.put(name, value);
    }
  }

  private static String local(Long instant, ZoneId zone) {
    return instant == null ? null : LOCAL.format(Instant.ofEpochMilli(instant).atZone(zone));
  }
}
