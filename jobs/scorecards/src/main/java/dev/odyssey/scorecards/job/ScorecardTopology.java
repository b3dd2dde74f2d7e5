package dev.odyssey.scorecards.job;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.EntityType;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.Scorecard;
import dev.odyssey.scorecards.ScorecardRow;
import dev.odyssey.streaming.DetectionClock;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The graph of the scorecards, between whatever facts come from and whatever rows go to.
 *
 * <pre>
 *   order facts --(order)------> count orders ---.
 *                                    ^           +--(row)--> sum rows --> rows, rules
 *                       mentions     | (order)   |              |
 *                                    |           |              '--(provider)--> decide tiers --> tiers
 *   contact facts --(contact)--> count contacts -'
 * </pre>
 *
 * <p>Each fact replaces the one before it of the same subject: what that contributed is taken out,
 * and what this contributes is put in, as one change a row. So rows are sums of the last facts,
 * whatever the order in which they came.
 *
 * <p>The facts must bring time with them, see {@link FactWatermarks}.
 */
public final class ScorecardTopology {

  /**
   * What comes out.
   *
   * @param rows revisions of rows of scorecards; the highest of a key holds
   * @param rules revisions of rows that count the defects of a code; likewise
   * @param tiers changes of tiers
   */
  public record Outputs(
      DataStream<ScorecardRow> rows,
      DataStream<ScorecardRow> rules,
      DataStream<ProviderTier> tiers) {}

  private final ScorecardSettings settings;
  private final DetectionClock clock;

  /**
   * A graph that is told what goes for the wall clock.
   *
   * @param clock says when rows were updated and tiers decided
   */
  public ScorecardTopology(ScorecardSettings settings, DetectionClock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Adds the graph to the job of the streams of facts. */
  public Outputs build(DataStream<OrderFacts> orderFacts, DataStream<ContactFacts> contactFacts) {
    SingleOutputStreamOperator<RowDelta> ofContacts =
        contactFacts
            .keyBy(ContactFacts::factId, Types.STRING)
            .process(new CountContacts(settings.days(), contactFacts.getType()), RowDelta.TYPE)
            .name("Count contacts")
            .uid(Uids.COUNT_CONTACTS);
    SingleOutputStreamOperator<RowDelta> ofOrders =
        orderFacts
            .keyBy(OrderFacts::orderId, Types.STRING)
            .connect(
                ofContacts
                    .getSideOutput(CountContacts.MENTIONS)
                    .keyBy(Mention::orderId, Types.STRING))
            .process(new CountOrders(settings.days(), orderFacts.getType()), RowDelta.TYPE)
            .name("Count orders")
            .uid(Uids.COUNT_ORDERS);
    SingleOutputStreamOperator<ScorecardRow> rows =
        ofOrders
            .union(ofContacts)
            .keyBy(RowDelta::row, Types.STRING)
            .process(new SumRows(settings, clock), RowTypeInfo.ROW)
            .name("Sum rows")
            .uid(Uids.SUM_ROWS);
    SingleOutputStreamOperator<ProviderTier> tiers =
        rows.filter(ScorecardTopology::isOfProvider)
            .name("Rows of providers")
            .uid(Uids.PROVIDER_ROWS)
            .keyBy(row -> row.key().entityId(), Types.STRING)
            .process(new DecideTiers(settings, clock), RowTypeInfo.TIER)
            .name("Decide tiers")
            .uid(Uids.DECIDE_TIERS);
    return new Outputs(
        rows.filter(row -> !isOfRule(row)).name("Rows of scorecards").uid(Uids.SCORECARD_ROWS),
        rows.filter(ScorecardTopology::isOfRule).name("Rows of rules").uid(Uids.RULE_ROWS),
        tiers);
  }

  private static boolean isOfRule(ScorecardRow row) {
    return row.key().scorecard() == Scorecard.RULE;
  }

  private static boolean isOfProvider(ScorecardRow row) {
    return row.key().scorecard() == Scorecard.ORDER
        && row.key().entityType() == EntityType.PROVIDER;
  }
}
