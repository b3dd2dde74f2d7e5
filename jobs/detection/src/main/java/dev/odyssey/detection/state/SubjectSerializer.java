package dev.odyssey.detection.state;

import dev.odyssey.detection.rules.Codes;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Subjects in state. */
public final class SubjectSerializer<E extends Event> extends TypeSerializer<Subject<E>> {

  private static final long serialVersionUID = 1;

  private final EventSerializer<E> events;

  /**
   * A serializer of subjects.
   *
   * @throws IllegalArgumentException if the events' serializer is not one of this package
   */
  public SubjectSerializer(TypeSerializer<E> events) {
    if (!(events instanceof EventSerializer<E> serializer)) {
      throw new IllegalArgumentException("not a serializer for events of a timeline: " + events);
    }
    this.events = serializer;
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public TypeSerializer<Subject<E>> duplicate() {
    return this;
  }

  @Override
  public Subject<E> createInstance() {
    return new Subject<>();
  }

  @Override
  public Subject<E> copy(Subject<E> from) {
    Subject<E> copy =
        new Subject<>(
            new Timeline<>(new ArrayList<>(from.timeline().events())),
            from.wakeAt(),
            from.passed(),
            from.reported());
    copy.standing(from.standing());
    return copy;
  }

  @Override
  public Subject<E> copy(Subject<E> from, Subject<E> reuse) {
    return copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(Subject<E> subject, DataOutputView out) throws IOException {
    out.writeLong(subject.wakeAt());
    out.writeLong(subject.passed());
    out.writeBoolean(subject.reported());
    Standing standing = subject.standing();
    out.writeInt(standing.evaluator());
    out.writeInt(standing.events());
    out.writeLong(standing.latestRaisedAt());
    out.writeLong(standing.reported().bits());
    out.writeLong(standing.open().bits());
    List<E> timeline = subject.timeline().events();
    out.writeInt(timeline.size());
    E before = events.nothing();
    for (E event : timeline) {
      events.serialize(event, before, out);
      before = event;
    }
  }

  @Override
  public Subject<E> deserialize(DataInputView in) throws IOException {
    long wakeAt = in.readLong();
    long passed = in.readLong();
    boolean reported = in.readBoolean();
    Standing standing =
        new Standing(
            in.readInt(),
            in.readInt(),
            in.readLong(),
            new Codes(in.readLong()),
            new Codes(in.readLong()));
    int size = in.readInt();
    ArrayList<E> timeline = new ArrayList<>(size + 1);
    E before = events.nothing();
    for (int i = 0; i < size; i++) {
      before = events.deserializeAfter(before, in);
      timeline.add(before);
    }
    Subject<E> subject = new Subject<>(new Timeline<>(timeline), wakeAt, passed, reported);
    subject.standing(standing);
    return subject;
  }

  @Override
  public Subject<E> deserialize(Subject<E> reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubjectSerializer<?> serializer && events.equals(serializer.events);
  }

  @Override
  public int hashCode() {
    return events.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<Subject<E>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** Says in a savepoint how subjects, and the events in them, were written. */
  public static final class Snapshot<E extends Event>
      extends CompositeTypeSerializerSnapshot<Subject<E>, SubjectSerializer<E>> {

    private static final int VERSION = 1;

    /** For reading a savepoint. */
    public Snapshot() {}

    Snapshot(SubjectSerializer<E> serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return VERSION;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(SubjectSerializer<E> serializer) {
      return new TypeSerializer<?>[] {serializer.events};
    }

    @Override
    @SuppressWarnings("unchecked") // there is one nested serializer, and it is of events
    protected SubjectSerializer<E> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new SubjectSerializer<>((TypeSerializer<E>) nested[0]);
    }
  }
}
