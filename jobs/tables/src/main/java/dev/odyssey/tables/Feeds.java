package dev.odyssey.tables;

import dev.odyssey.codec.AlertJson;
import dev.odyssey.codec.CaseFileJson;
import dev.odyssey.codec.DefectChangeJson;
import dev.odyssey.codec.OutreachJson;
import dev.odyssey.codec.ProviderTierJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.notifications.Alert;
import dev.odyssey.notifications.CaseFile;
import dev.odyssey.notifications.Outreach;
import dev.odyssey.notifications.OutreachOutcome;
import dev.odyssey.notifications.Recipient;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.streaming.EventContract;
import dev.odyssey.streaming.RecordContract;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Every topic that has tables: here it is written down which column holds what. */
final class Feeds {

  static final Feed<OrderEvent> ORDER_EVENTS =
      new Feed<>(
          EventContract.ORDERS.topic(),
          () -> new EventReading<>(EventContract.ORDERS),
          false,
          List.of(
              Table.onceByKey(
                  "order_event",
                  new Columns<OrderEvent>()
                      .key("order_id", OrderEvent::orderId)
                      .key("event_id", OrderEvent::eventId)
                      .symbol("type", OrderEvent::type)
                      .instant("occurred_at", OrderEvent::occurredAt)
                      .instant("recorded_at", OrderEvent::recordedAt)
                      .text("retracts", OrderEvent::retracts)
                      .text("customer_id", OrderEvent::customerId)
                      .text("offering_id", OrderEvent::offeringId)
                      .text("region", OrderEvent::region)
                      .text("time_zone", OrderEvent::timeZone)
                      .text("provider_id", OrderEvent::providerId)
                      .instant("window_start", OrderEvent::windowStart)
                      .instant("window_end", OrderEvent::windowEnd)
                      .symbol("initiator", OrderEvent::initiator)
                      .text("reason", OrderEvent::reason)
                      .integerOrNull("stars", OrderEvent::stars)
                      .text("claim_id", OrderEvent::claimId)
                      .list(),
                  2,
                  OrderEvent::occurredAt)));

  static final Feed<ContactEvent> CONTACT_EVENTS =
      new Feed<>(
          EventContract.CONTACTS.topic(),
          () -> new EventReading<>(EventContract.CONTACTS),
          false,
          List.of(
              Table.onceByKey(
                  "contact_event",
                  new Columns<ContactEvent>()
                      .key("customer_id", ContactEvent::customerId)
                      .key("event_id", ContactEvent::eventId)
                      .symbol("type", ContactEvent::type)
                      .instant("occurred_at", ContactEvent::occurredAt)
                      .instant("recorded_at", ContactEvent::recordedAt)
                      .text("retracts", ContactEvent::retracts)
                      .text("contact_id", ContactEvent::contactId)
                      .key("order_id", ContactEvent::orderId)
                      .text("region", ContactEvent::region)
                      .text("time_zone", ContactEvent::timeZone)
                      .symbol("channel", ContactEvent::channel)
                      .symbol("direction", ContactEvent::direction)
                      .text("reason", ContactEvent::reason)
                      .text("agent_id", ContactEvent::agentId)
                      .symbol("agent_kind", ContactEvent::agentKind)
                      .text("agent_version", ContactEvent::agentVersion)
                      .text("trial_arm", ContactEvent::trialArm)
                      .text("site", ContactEvent::site)
                      .symbol("ended_by", ContactEvent::endedBy)
                      .symbol("cause", ContactEvent::cause)
                      .truthOrNull("resolved", ContactEvent::resolved)
                      .truthOrNull("solved", ContactEvent::solved)
                      .integerOrNull("csat", ContactEvent::csat)
                      .integerOrNull("effort", ContactEvent::effort)
                      .integerOrNull("empathy", ContactEvent::empathy)
                      .list(),
                  2,
                  ContactEvent::occurredAt),
              new Mapped<>(
                  ContactOfOrder::concerns,
                  ContactOfOrder::of,
                  Table.merging(
                      "order_contact",
                      new Columns<ContactOfOrder>()
                          .key("event_id", ContactOfOrder::eventId)
                          .key("customer_id", ContactOfOrder::customerId)
                          .text("contact_id", ContactOfOrder::contactId)
                          .key("order_id", ContactOfOrder::orderId)
                          .instant("initiated_at", ContactOfOrder::initiatedAt)
                          .truth("retracted", ContactOfOrder::retracted)
                          .list(),
                      2,
                      ContactOfOrder.MERGE,
                      ContactOfOrder::and))));

  static final Feed<DefectChange> DEFECTS = defects(RecordContract.DEFECTS, "defect");

  static final Feed<DefectChange> SHADOW_DEFECTS =
      defects(RecordContract.SHADOW_DEFECTS, "shadow_defect");

  static final Feed<ScorecardRow> SCORECARDS =
      new Feed<>(
          RecordContract.SCORECARDS.topic(),
          () -> RecordContract.SCORECARDS::read,
          true,
          List.of(scorecard(Scorecard.ORDER), scorecard(Scorecard.CONTACT)));

  static final Feed<ScorecardRow> RULE_DAYS =
      new Feed<>(
          RecordContract.RULE_DAYS.topic(),
          () -> RecordContract.RULE_DAYS::read,
          true,
          List.of(scorecard(Scorecard.RULE)));

  static final Feed<ProviderTier> PROVIDER_TIERS =
      revisions(
          RecordContract.PROVIDER_TIERS,
          true,
          "provider_tier",
          new Columns<ProviderTier>()
              .key("provider_id", ProviderTier::providerId)
              .integer("revision", ProviderTier::revision)
              .symbol("tier", ProviderTier::tier)
              .symbol("previous_tier", ProviderTier::previous)
              .instant("decided_at", ProviderTier::decidedAt)
              .date("window_from", ProviderTier::from)
              .date("window_to", ProviderTier::to)
              .text("targets_version", ProviderTier::targetsVersion)
              .json("verdicts", tier -> ProviderTierJson.assessments(tier.assessments())),
          ProviderTier::revision,
          ProviderTier::decidedAt);

  static final Feed<CaseFile> CASES =
      new Feed<>(
          RecordContract.CASES.topic(),
          () -> RecordContract.CASES::read,
          true,
          List.of(
              Table.latest(
                  "case_file",
                  new Columns<CaseFile>()
                      .key("case_id", CaseFile::caseId)
                      .integer("revision", CaseFile::revision)
                      .symbol("status", CaseFile::status)
                      .symbol("severity", CaseFile::severity)
                      .text("headline", CaseFile::headline)
                      .json("defects", CaseFileJson::defects)
                      .integer("before", CaseFile::before)
                      .key("region", CaseFile::region)
                      .text("offering_id", CaseFile::offeringId)
                      .key("provider_id", CaseFile::providerId)
                      .key("customer_id", CaseFile::customerId)
                      .symbol("acted", CaseFile::acted)
                      .instant("opened_at", CaseFile::openedAt)
                      .instant("changed_at", CaseFile::changedAt)
                      .instant("closed_at", CaseFile::closedAt)
                      .integer("reopened", CaseFile::reopened)
                      .text("acknowledged_by", CaseFile::acknowledgedBy)
                      .list(),
                  1,
                  CaseFile::revision)));

  static final Feed<Alert> ALERTS =
      revisions(
          RecordContract.ALERTS,
          true,
          "alert",
          new Columns<Alert>()
              .key("alert_id", Alert::alertId)
              .symbol("kind", Alert::kind)
              .integer("revision", Alert::revision)
              .symbol("status", Alert::status)
              .symbol("severity", Alert::severity)
              .text("title", Alert::title)
              .text("summary", Alert::summary)
              .key("region", Alert::region)
              .integer("member_count", alert -> alert.members().count())
              .json("members", alert -> AlertJson.ids(alert.members()))
              .instant("starts_at", Alert::startsAt)
              .instant("ends_at", Alert::endsAt)
              .instant("detected_at", Alert::detectedAt)
              .truth("notify", Alert::notifies)
              .symbol("reason", Alert::reason)
              .symbol("suppressed_by", Alert::suppressedBy)
              .text("acknowledged_by", Alert::acknowledgedBy)
              .truth("unconfirmed", Alert::unconfirmed)
              .text("route", Alert::route)
              .text("runbook", Alert::runbook),
          Alert::revision,
          Alert::detectedAt);

  static final Feed<Outreach> OUTREACH =
      revisions(
          RecordContract.OUTREACH,
          true,
          "outreach",
          new Columns<Outreach>()
              .key("outreach_id", Outreach::outreachId)
              .integer("revision", Outreach::revision)
              .symbol("status", Outreach::status)
              .symbol("reason", Outreach::reason)
              .symbol("recipient_kind", ofRecipient(Recipient::kind))
              .key("recipient_id", ofRecipient(Recipient::id))
              .text("code", Outreach::code)
              .symbol("severity", Outreach::severity)
              .text("template", Outreach::template)
              .json("channels", outreach -> OutreachJson.symbols(outreach.channels()))
              .json("options", outreach -> OutreachJson.symbols(outreach.options()))
              .key("case_id", Outreach::caseId)
              .key("order_id", Outreach::orderId)
              .text("contact_id", Outreach::contactId)
              .key("defect_id", Outreach::defectId)
              .instant("send_after", Outreach::sendAfter)
              .instant("expires_at", Outreach::expiresAt)
              .instant("decided_at", Outreach::decidedAt)
              .truth("unconfirmed", Outreach::unconfirmed)
              .json("variables", OutreachJson::variables),
          Outreach::revision,
          Outreach::decidedAt);

  static final Feed<OutreachOutcome> OUTREACH_OUTCOMES =
      new Feed<>(
          RecordContract.OUTREACH_OUTCOMES.topic(),
          () -> RecordContract.OUTREACH_OUTCOMES::read,
          true,
          List.of(
              Table.once(
                  "outreach_outcome",
                  new Columns<OutreachOutcome>()
                      .key("outreach_id", OutreachOutcome::outreachId)
                      .symbol("status", OutreachOutcome::status)
                      .instant("at", OutreachOutcome::at)
                      .symbol("option", OutreachOutcome::option)
                      .symbol("channel", OutreachOutcome::channel)
                      .text("detail", OutreachOutcome::detail)
                      .list(),
                  OutreachOutcome::at)));

  static final List<Feed<?>> ALL =
      List.of(
          ORDER_EVENTS,
          CONTACT_EVENTS,
          DEFECTS,
          SHADOW_DEFECTS,
          SCORECARDS,
          RULE_DAYS,
          PROVIDER_TIERS,
          CASES,
          ALERTS,
          OUTREACH,
          OUTREACH_OUTCOMES);

  /**
   * The feed of a topic.
   *
   * @throws IllegalArgumentException if it has no tables
   */
  static Feed<?> of(String topic) {
    return ALL.stream()
        .filter(feed -> feed.topic().equals(topic))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no tables for topic " + topic));
  }

  /**
   * Two tables of the same columns: one with the latest state of each thing, and one, of the same
   * name with {@code _change}, with every revision.
   *
   * @param columns the first is the id
   * @param month the instant by which changes are partitioned
   */
  private static <T> Feed<T> revisions(
      RecordContract<T> contract,
      boolean putsAside,
      String table,
      Columns<T> columns,
      ToLongFunction<T> revision,
      ToLongFunction<T> month) {
    return new Feed<>(
        contract.topic(),
        () -> contract::read,
        putsAside,
        List.of(
            Table.once(table + "_change", columns.list(), month),
            Table.latest(table, columns.list(), 1, revision)));
  }

  private static Feed<DefectChange> defects(RecordContract<DefectChange> contract, String table) {
    return revisions(
        contract,
        false,
        table,
        new Columns<DefectChange>()
            .key("defect_id", DefectChange::defectId)
            .integer("revision", DefectChange::revision)
            .symbol("status", DefectChange::status)
            .text("code", change -> change.finding().code())
            .symbol("severity", change -> change.finding().severity())
            .symbol("charged_to", change -> change.finding().chargedTo())
            .key("order_id", change -> change.finding().orderId())
            .text("contact_id", change -> change.finding().contactId())
            .key("customer_id", change -> change.finding().customerId())
            .key("provider_id", change -> change.finding().providerId())
            .text("offering_id", change -> change.finding().offeringId())
            .text("region", change -> change.finding().region())
            .text("agent_id", change -> change.finding().agentId())
            .text("agent_version", change -> change.finding().agentVersion())
            .text("site", change -> change.finding().site())
            .text("channel", change -> change.finding().channel())
            .text("time_zone", change -> change.finding().timeZone())
            .instant("window_start", change -> change.finding().windowStart())
            .instant("window_end", change -> change.finding().windowEnd())
            .text("anchor_event_id", change -> change.finding().anchorEventId())
            .instant("raised_at", change -> change.finding().raisedAt())
            .instant("cleared_at", change -> change.finding().clearedAt())
            .text("clear_reason", change -> change.finding().clearReason())
            .text("cleared_by", change -> change.finding().clearedBy())
            .instant("detected_at", DefectChange::detectedAt)
            .key("escalates", change -> change.finding().escalates())
            .text("summary", change -> change.finding().summary())
            .json("evidence", change -> DefectChangeJson.evidence(change.finding().evidence()))
            .text("missing", change -> change.finding().missing())
            .text("derivation", change -> change.finding().derivation())
            .json("policy", change -> DefectChangeJson.map(change.finding().policy()))
            .json("details", change -> DefectChangeJson.map(change.finding().details())),
        DefectChange::revision,
        DefectChange::detectedAt);
  }

  private static Table<ScorecardRow> scorecard(Scorecard scorecard) {
    Columns<ScorecardRow> columns =
        new Columns<ScorecardRow>()
            .symbol("entity_type", row -> row.key().entityType())
            .key("entity_id", row -> row.key().entityId())
            .date("day", row -> row.key().day());
    int keys = 3;
    if (scorecard == Scorecard.RULE) {
      columns.key("code", row -> row.key().code());
      keys++;
    }
    columns
        .integer("revision", ScorecardRow::revision)
        .instant("updated_at", ScorecardRow::updatedAt);
    List<String> counters = scorecard.columns();
    for (int i = 0; i < counters.size(); i++) {
      int position = i;
      columns.integer(counters.get(i), row -> row.counters().at(position));
    }
    return Table.latest(scorecard.table(), columns.list(), keys, ScorecardRow::revision)
        .only(row -> row.key().scorecard() == scorecard);
  }

  private static <R> Function<Outreach, R> ofRecipient(Function<Recipient, R> value) {
    return outreach -> outreach.recipient() == null ? null : value.apply(outreach.recipient());
  }

  private Feeds() {}
}
