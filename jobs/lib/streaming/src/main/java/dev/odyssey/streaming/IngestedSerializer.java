package dev.odyssey.streaming;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** One byte says which of the three it is. Events are never changed, so a copy is the original. */
final class IngestedSerializer<E> extends TypeSerializer<Ingested<E>> {

  private static final int FACT = 0;
  private static final int PULSE = 1;
  private static final int DEAD = 2;

  private final TypeSerializer<E> event;

  IngestedSerializer(TypeSerializer<E> event) {
    this.event = event;
  }

  @Override
  public void serialize(Ingested<E> ingested, DataOutputView out) throws IOException {
    if (ingested instanceof Ingested.Fact<E> fact) {
      out.writeByte(FACT);
      event.serialize(fact.event(), out);
    } else if (ingested instanceof Ingested.Pulse<E> pulse) {
      out.writeByte(PULSE);
      out.writeLong(pulse.pulsedAt());
    } else {
      out.writeByte(DEAD);
      DeadLetterSerializer.INSTANCE.serialize(((Ingested.Dead<E>) ingested).letter(), out);
    }
  }

  @Override
  public Ingested<E> deserialize(DataInputView in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case FACT -> new Ingested.Fact<>(event.deserialize(in));
      case PULSE -> new Ingested.Pulse<>(in.readLong());
      case DEAD -> new Ingested.Dead<>(DeadLetterSerializer.INSTANCE.deserialize(in));
      default -> throw new IOException("not what a source yields: kind " + kind);
    };
  }

  @Override
  public Ingested<E> deserialize(Ingested<E> reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public Ingested<E> copy(Ingested<E> from) {
    return from;
  }

  @Override
  public Ingested<E> copy(Ingested<E> from, Ingested<E> reuse) {
    return from;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<Ingested<E>> duplicate() {
    TypeSerializer<E> duplicate = event.duplicate();
    return duplicate == event ? this : new IngestedSerializer<>(duplicate);
  }

  @Override
  public Ingested<E> createInstance() {
    return null;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IngestedSerializer<?> that && event.equals(that.event);
  }

  @Override
  public int hashCode() {
    return event.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<Ingested<E>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** Public and with these constructors because Flink makes it by reflection. */
  public static final class Snapshot<E>
      extends CompositeTypeSerializerSnapshot<Ingested<E>, IngestedSerializer<E>> {

    private static final int VERSION = 1;

    public Snapshot() {}

    Snapshot(IngestedSerializer<E> serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return VERSION;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(IngestedSerializer<E> outer) {
      return new TypeSerializer<?>[] {outer.event};
    }

    @Override
    @SuppressWarnings("unchecked") // the one serializer given away above
    protected IngestedSerializer<E> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new IngestedSerializer<>((TypeSerializer<E>) nested[0]);
    }
  }
}
