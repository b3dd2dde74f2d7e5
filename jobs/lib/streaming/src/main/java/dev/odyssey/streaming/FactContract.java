package dev.odyssey.streaming;

import dev.odyssey.codec.ContactFactsAvro;
import dev.odyssey.codec.OrderFactsAvro;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.streaming.types.FactTypeInfo;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.function.SerializableFunction;

/**
 * What the detection jobs and the scorecards agree on for one kind of fact: the topic, and how
 * facts are written on it. A withdrawn fact is a record without a value: it is gone for compaction
 * and for upsert readers alike.
 */
public final class FactContract<F extends Fact> implements Serializable {

  private static final long serialVersionUID = 1L;

  public static final FactContract<OrderFacts> ORDERS =
      new FactContract<>(
          TopicNames.ORDER_FACTS,
          FactTypeInfo.ORDER,
          OrderFactsAvro::encode,
          OrderFactsAvro::decode,
          OrderFacts::withdrawn);

  public static final FactContract<ContactFacts> CONTACTS =
      new FactContract<>(
          TopicNames.CONTACT_FACTS,
          FactTypeInfo.CONTACT,
          ContactFactsAvro::encode,
          ContactFactsAvro::decode,
          ContactFacts::withdrawn);

  /** Reads a fact from bytes. */
  @FunctionalInterface
  private interface Decoder<F> extends Serializable {
    F decode(byte[] bytes) throws IOException;
  }

  /** Makes the withdrawn fact of an identity. */
  @FunctionalInterface
  private interface Withdrawal<F> extends Serializable {
    F withdrawn(String factId, long decidedAt);
  }

  private final String topic;
  private final TypeInformation<F> type;
  private final SerializableFunction<F, byte[]> encoder;
  private final Decoder<F> decoder;
  private final Withdrawal<F> withdrawal;

  private FactContract(
      String topic,
      TypeInformation<F> type,
      SerializableFunction<F, byte[]> encoder,
      Decoder<F> decoder,
      Withdrawal<F> withdrawal) {
    this.topic = topic;
    this.type = type;
    this.encoder = encoder;
    this.decoder = decoder;
    this.withdrawal = withdrawal;
  }

  /** The topic of these facts. */
  public String topic() {
    return topic;
  }

  public TypeInformation<F> type() {
    return type;
  }

  /** The value of a fact's record; null for a withdrawn one. */
  public byte[] value(F fact) {
    return fact.isWithdrawn() ? null : encoder.apply(fact);
  }

  /**
   * The fact of a record; of one without a value the withdrawn fact of its key.
   *
   * @param timestamp of the record, in epoch milliseconds: when a withdrawn fact was decided
   * @throws IOException if the record is no fact
   */
  public F read(byte[] key, byte[] value, long timestamp) throws IOException {
    if (value != null) {
      return decoder.decode(value);
    }
    if (key == null) {
      throw new IOException("neither a key nor a value");
    }
    try {
      return withdrawal.withdrawn(new String(key, StandardCharsets.UTF_8), timestamp);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return topic;
  }
}
