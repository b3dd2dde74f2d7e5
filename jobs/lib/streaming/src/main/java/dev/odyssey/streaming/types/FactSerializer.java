package dev.odyssey.streaming.types;

import dev.odyssey.codec.ContactFactsAvro;
import dev.odyssey.codec.OrderFactsAvro;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Facts on the network and in state: Avro in single-object encoding behind its length, as on the
 * topics. The writer's schema is named in every fact, so state is read whichever committed version
 * of the schema it was written in.
 */
public abstract class FactSerializer<F extends Fact> extends TypeSerializerSingleton<F> {

  private static final long serialVersionUID = 1;

  private FactSerializer() {}

  abstract byte[] encode(F fact);

  abstract F decode(byte[] bytes) throws IOException;

  @Override
  public final boolean isImmutableType() {
    return true;
  }

  @Override
  public final F createInstance() {
    return null;
  }

  @Override
  public final F copy(F from) {
    return from;
  }

  @Override
  public final F copy(F from, F reuse) {
    return from;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final void serialize(F fact, DataOutputView out) throws IOException {
    write(encode(fact), out);
  }

  @Override
  public final F deserialize(DataInputView in) throws IOException {
    return decode(read(in));
  }

  @Override
  public final F deserialize(F reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public final void copy(DataInputView in, DataOutputView out) throws IOException {
    write(read(in), out);
  }

  private static void write(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  /** Facts of orders. */
  public static final class OfOrders extends FactSerializer<OrderFacts> {

    private static final long serialVersionUID = 1;
    public static final OfOrders INSTANCE = new OfOrders();

    @Override
    byte[] encode(OrderFacts facts) {
      return OrderFactsAvro.encode(facts);
    }

    @Override
    OrderFacts decode(byte[] bytes) throws IOException {
      return OrderFactsAvro.decode(bytes);
    }

    @Override
    public TypeSerializerSnapshot<OrderFacts> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Says in a savepoint that this serializer wrote it; the versions are in the facts. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OrderFacts> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }

  /** Facts of contacts. */
  public static final class OfContacts extends FactSerializer<ContactFacts> {

    private static final long serialVersionUID = 1;
    public static final OfContacts INSTANCE = new OfContacts();

    @Override
    byte[] encode(ContactFacts facts) {
      return ContactFactsAvro.encode(facts);
    }

    @Override
    ContactFacts decode(byte[] bytes) throws IOException {
      return ContactFactsAvro.decode(bytes);
    }

    @Override
    public TypeSerializerSnapshot<ContactFacts> snapshotConfiguration() {
      return new Snapshot();
    }

    /** Says in a savepoint that this serializer wrote it; the versions are in the facts. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ContactFacts> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }
}
