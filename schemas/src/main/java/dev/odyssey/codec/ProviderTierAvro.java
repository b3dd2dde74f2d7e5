package dev.odyssey.codec;

import static dev.odyssey.codec.AvroValues.symbol;

import dev.odyssey.avro.TargetDirection;
import dev.odyssey.scorecards.Interval;
import dev.odyssey.scorecards.Metric;
import dev.odyssey.scorecards.ProviderTier;
import dev.odyssey.scorecards.ProviderTier.Assessment;
import dev.odyssey.scorecards.Target;
import dev.odyssey.scorecards.Tier;
import dev.odyssey.scorecards.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;

/** Changes of tiers as Avro in single-object encoding: the form on {@code provider-tiers}. */
public final class ProviderTierAvro {

  private static final BinaryMessageEncoder<dev.odyssey.avro.ProviderTier> ENCODER =
      dev.odyssey.avro.ProviderTier.getEncoder();

  private static final SingleObjectReader<dev.odyssey.avro.ProviderTier> READER =
      new SingleObjectReader<>(
          new dev.odyssey.avro.ProviderTier().getSpecificData(),
          dev.odyssey.avro.ProviderTier.getClassSchema(),
          SchemaVersions.of("ProviderTier"));

  public static byte[] encode(ProviderTier tier) {
    return SingleObjectAvro.bytes(ENCODER, toRecord(tier));
  }

  /**
   * Reads a change back, whichever version of the schema it was written in.
   *
   * @throws IOException if the bytes are none
   */
  public static ProviderTier decode(byte[] bytes) throws IOException {
    return tier(READER.read(bytes));
  }

  /**
   * Reads a change behind its header.
   *
   * @param writer the schema that it was written in; any that Avro can resolve to today's
   * @param from where the record begins; it takes the bytes to their end
   * @throws IOException if the bytes are none
   */
  public static ProviderTier decode(Schema writer, byte[] bytes, int from) throws IOException {
    return tier(READER.read(writer, bytes, from));
  }

  private static ProviderTier tier(dev.odyssey.avro.ProviderTier r) throws IOException {
    List<Assessment> assessments = new ArrayList<>();
    for (dev.odyssey.avro.Assessment assessment : r.getAssessments()) {
      assessments.add(assessment(assessment));
    }
    return new ProviderTier(
        r.getProviderId(),
        r.getRevision(),
        symbol(Tier.class, r.getTier()),
        symbol(Tier.class, r.getPrevious()),
        r.getDecidedAt().toEpochMilli(),
        r.getWindowFrom(),
        r.getWindowTo(),
        r.getTargetsVersion(),
        List.copyOf(assessments));
  }

  private static Assessment assessment(dev.odyssey.avro.Assessment r) throws IOException {
    return new Assessment(
        new Target(
            metric(r.getMetric()), symbol(Target.Direction.class, r.getDirection()), r.getTarget()),
        r.getNumerator(),
        r.getDenominator(),
        r.getValue(),
        r.getCiLow() == null || r.getCiHigh() == null
            ? null
            : new Interval(r.getCiLow(), r.getCiHigh()),
        symbol(Verdict.class, r.getVerdict()));
  }

  private static Metric metric(String key) throws IOException {
    try {
      return Metric.of(key);
    } catch (IllegalArgumentException e) {
      throw new IOException("metric is not a known one: " + key, e);
    }
  }

  private static dev.odyssey.avro.ProviderTier toRecord(ProviderTier tier) {
    return new dev.odyssey.avro.ProviderTier(
        tier.providerId(),
        tier.revision(),
        symbol(dev.odyssey.avro.Tier.class, tier.tier()),
        symbol(dev.odyssey.avro.Tier.class, tier.previous()),
        Instant.ofEpochMilli(tier.decidedAt()),
        tier.from(),
        tier.to(),
        tier.targetsVersion(),
        tier.assessments().stream().map(ProviderTierAvro::toRecord).toList());
  }

  private static dev.odyssey.avro.Assessment toRecord(Assessment assessment) {
    Interval interval = assessment.interval();
    return new dev.odyssey.avro.Assessment(
        assessment.target().metric().key(),
        symbol(TargetDirection.class, assessment.target().direction()),
        assessment.target().bound(),
        assessment.numerator(),
        assessment.denominator(),
        assessment.value(),
        interval == null ? null : interval.low(),
        interval == null ? null : interval.high(),
        symbol(dev.odyssey.avro.Verdict.class, assessment.verdict()));
  }

  private ProviderTierAvro() {}
}
