package dev.odyssey.codec;

import dev.odyssey.avro.DefectContribution;
import dev.odyssey.avro.OrderContribution;
import dev.odyssey.avro.PromiseContribution;
import dev.odyssey.facts.OrderFacts;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * Facts of orders as Avro in single-object encoding: the form on the topic {@code order-facts}, and
 * in state.
 */
public final class OrderFactsAvro {

  private static final BinaryMessageEncoder<dev.odyssey.avro.OrderFacts> ENCODER =
      dev.odyssey.avro.OrderFacts.getEncoder();

  private static final SingleObjectReader<dev.odyssey.avro.OrderFacts> READER =
      new SingleObjectReader<>(
          new dev.odyssey.avro.OrderFacts().getSpecificData(),
          dev.odyssey.avro.OrderFacts.getClassSchema(),
          SchemaVersions.of("OrderFacts"));

  public static byte[] encode(OrderFacts facts) {
    return SingleObjectAvro.bytes(ENCODER, toRecord(facts));
  }

  /**
   * Reads facts back, whichever version of the schema they were written in.
   *
   * @throws IOException if the bytes are none
   */
  public static OrderFacts decode(byte[] bytes) throws IOException {
    dev.odyssey.avro.OrderFacts r = READER.read(bytes);
    List<OrderFacts.Promise> promises = new ArrayList<>(r.getPromises().size());
    for (PromiseContribution promise : r.getPromises()) {
      promises.add(promise(promise));
    }
    List<OrderFacts.Defect> defects = new ArrayList<>(r.getDefects().size());
    for (DefectContribution defect : r.getDefects()) {
      defects.add(defect(defect));
    }
    return new OrderFacts(
        r.getOrderId(),
        r.getSince().toEpochMilli(),
        r.getDecidedAt().toEpochMilli(),
        r.getOrder() == null ? null : order(r.getOrder()),
        promises,
        defects);
  }

  private static OrderFacts.Order order(OrderContribution r) {
    return new OrderFacts.Order(
        r.getDay(),
        r.getOfferingId(),
        r.getRegion(),
        r.getProviderId(),
        r.getCompleted(),
        r.getClaimApproved(),
        r.getStars(),
        r.getReopened(),
        r.getReopenedProviderId());
  }

  private static OrderFacts.Promise promise(PromiseContribution r) {
    return new OrderFacts.Promise(
        r.getEventId(),
        r.getDay(),
        r.getOfferingId(),
        r.getRegion(),
        r.getProviderId(),
        r.getLastProviderId(),
        r.getArrivedOnTime(),
        r.getCompletedInWindow(),
        r.getRescheduledByProvider(),
        r.getCancelledByProvider());
  }

  private static OrderFacts.Defect defect(DefectContribution r) throws IOException {
    return new OrderFacts.Defect(
        AvroValues.code(r.getCode()),
        r.getAnchorEventId(),
        r.getDay(),
        r.getOfferingId(),
        r.getRegion(),
        r.getProviderId());
  }

  private static dev.odyssey.avro.OrderFacts toRecord(OrderFacts f) {
    return new dev.odyssey.avro.OrderFacts(
        f.orderId(),
        Instant.ofEpochMilli(f.since()),
        Instant.ofEpochMilli(f.decidedAt()),
        f.order() == null ? null : toRecord(f.order()),
        f.promises().stream().map(OrderFactsAvro::toRecord).toList(),
        f.defects().stream().map(OrderFactsAvro::toRecord).toList());
  }

  private static OrderContribution toRecord(OrderFacts.Order o) {
    return new OrderContribution(
        o.day(),
        o.offeringId(),
        o.region(),
        o.providerId(),
        o.completed(),
        o.claimApproved(),
        o.stars(),
        o.reopened(),
        o.reopenedProviderId());
  }

  private static PromiseContribution toRecord(OrderFacts.Promise p) {
    return new PromiseContribution(
        p.eventId(),
        p.day(),
        p.offeringId(),
        p.region(),
        p.providerId(),
        p.lastProviderId(),
        p.arrivedOnTime(),
        p.completedInWindow(),
        p.rescheduledByProvider(),
        p.cancelledByProvider());
  }

  private static DefectContribution toRecord(OrderFacts.Defect d) {
    return new DefectContribution(
        d.code(), d.anchorEventId(), d.day(), d.offeringId(), d.region(), d.providerId());
  }

  private OrderFactsAvro() {}
}
