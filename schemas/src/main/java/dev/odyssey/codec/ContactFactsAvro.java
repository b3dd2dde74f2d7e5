package dev.odyssey.codec;

import static dev.odyssey.codec.AvroValues.symbol;

import dev.odyssey.avro.AutomationContribution;
import dev.odyssey.avro.EpisodeContribution;
import dev.odyssey.avro.InboundContribution;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Outcome;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.message.BinaryMessageEncoder;

/**
 * Facts of contacts as Avro in single-object encoding: the form on the topic {@code contact-facts},
 * and in state.
 */
public final class ContactFactsAvro {

  private static final BinaryMessageEncoder<dev.odyssey.avro.ContactFacts> ENCODER =
      dev.odyssey.avro.ContactFacts.getEncoder();

  private static final SingleObjectReader<dev.odyssey.avro.ContactFacts> READER =
      new SingleObjectReader<>(
          new dev.odyssey.avro.ContactFacts().getSpecificData(),
          dev.odyssey.avro.ContactFacts.getClassSchema(),
          SchemaVersions.of("ContactFacts"));

  public static byte[] encode(ContactFacts facts) {
    return SingleObjectAvro.bytes(ENCODER, toRecord(facts));
  }

  /**
   * Reads facts back, whichever version of the schema they were written in.
   *
   * @throws IOException if the bytes are none
   */
  public static ContactFacts decode(byte[] bytes) throws IOException {
    dev.odyssey.avro.ContactFacts r = READER.read(bytes);
    return new ContactFacts(
        r.getContactId(),
        r.getCustomerId(),
        r.getDecidedAt().toEpochMilli(),
        r.getInbound() == null ? null : inbound(r.getInbound()));
  }

  private static ContactFacts.Inbound inbound(InboundContribution r) {
    return new ContactFacts.Inbound(
        r.getDay(),
        r.getExempt(),
        r.getOrderId(),
        r.getAgentId(),
        r.getSite(),
        r.getTransferringAgentId(),
        r.getTransferringSite(),
        r.getTransferred(),
        r.getDropped(),
        r.getAbandoned(),
        r.getRepeated(),
        r.getEpisode() == null ? null : episode(r.getEpisode()),
        r.getSolved(),
        r.getCsat(),
        r.getEffort(),
        r.getEmpathy(),
        r.getAutomation() == null ? null : automation(r.getAutomation()));
  }

  private static ContactFacts.Episode episode(EpisodeContribution r) {
    return new ContactFacts.Episode(
        symbol(Outcome.class, r.getFirstContactResolution24h()),
        symbol(Outcome.class, r.getFirstContactResolution7d()),
        r.getResolvedFirst(),
        r.getResolutionMillis(),
        r.getSlow());
  }

  private static ContactFacts.Automation automation(AutomationContribution r) {
    return new ContactFacts.Automation(
        symbol(Outcome.class, r.getOutcome()), r.getAgentVersion(), r.getTrialArm());
  }

  private static dev.odyssey.avro.ContactFacts toRecord(ContactFacts f) {
    return new dev.odyssey.avro.ContactFacts(
        f.contactId(),
        f.customerId(),
        Instant.ofEpochMilli(f.decidedAt()),
        f.inbound() == null ? null : toRecord(f.inbound()));
  }

  private static InboundContribution toRecord(ContactFacts.Inbound i) {
    return new InboundContribution(
        i.day(),
        i.exempt(),
        i.orderId(),
        i.agentId(),
        i.site(),
        i.transferringAgentId(),
        i.transferringSite(),
        i.transferred(),
        i.dropped(),
        i.abandoned(),
        i.repeated(),
        i.episode() == null ? null : toRecord(i.episode()),
        i.solved(),
        i.csat(),
        i.effort(),
        i.empathy(),
        i.automation() == null ? null : toRecord(i.automation()));
  }

  private static EpisodeContribution toRecord(ContactFacts.Episode e) {
    return new EpisodeContribution(
        symbol(dev.odyssey.avro.Outcome.class, e.firstContactResolution24h()),
        symbol(dev.odyssey.avro.Outcome.class, e.firstContactResolution7d()),
        e.resolvedFirst(),
        e.resolutionMillis(),
        e.slow());
  }

  private static AutomationContribution toRecord(ContactFacts.Automation a) {
    return new AutomationContribution(
        symbol(dev.odyssey.avro.Outcome.class, a.outcome()), a.agentVersion(), a.trialArm());
  }

  private ContactFactsAvro() {}
}
