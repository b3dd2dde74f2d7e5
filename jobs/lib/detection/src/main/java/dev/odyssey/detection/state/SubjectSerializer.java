package dev.odyssey.detection.state;

import dev.odyssey.defects.DefectStatus;
import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.Event;
import dev.odyssey.streaming.types.EventSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Subjects in state. A savepoint of another layout is refused. */
public final class SubjectSerializer<E extends Event> extends TypeSerializer<Subject<E>> {

  private static final long serialVersionUID = 1;

  private static final int VERSION = 3;

  private final EventSerializer<E> events;

  /**
   * A serializer of subjects.
   *
   * @throws IllegalArgumentException if the events' serializer is not one for timelines
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
    return null;
  }

  @Override
  public Subject<E> copy(Subject<E> from) {
    return new Subject<>(
        new Timeline<>(new ArrayList<>(from.timeline().events())),
        from.since(),
        from.wakeAt(),
        from.passed(),
        from.isDeferred(),
        from.reported(),
        from.contributed());
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
    out.writeLong(subject.since());
    out.writeLong(subject.wakeAt());
    out.writeLong(subject.passed());
    out.writeBoolean(subject.isDeferred());
    write(subject.reported(), out);
    out.writeInt(subject.contributed().size());
    for (Map.Entry<String, Long> part : subject.contributed().entrySet()) {
      EventSerializer.writeText(part.getKey(), null, out);
      out.writeLong(part.getValue());
    }
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
    long since = in.readLong();
    long wakeAt = in.readLong();
    long passed = in.readLong();
    boolean deferred = in.readBoolean();
    List<Reported> reported = readReported(in);
    Map<String, Long> contributed = readContributed(in);
    Timeline<E> timeline = readTimeline(in);
    return new Subject<>(timeline, since, wakeAt, passed, deferred, reported, contributed);
  }

  private Timeline<E> readTimeline(DataInputView in) throws IOException {
    int size = in.readInt();
    ArrayList<E> timeline = new ArrayList<>(size + 1);
    E before = events.nothing();
    for (int i = 0; i < size; i++) {
      before = events.deserializeAfter(before, in);
      timeline.add(before);
    }
    return new Timeline<>(timeline);
  }

  /** Defects of one promise share their anchor. */
  private static void write(List<Reported> reported, DataOutputView out) throws IOException {
    out.writeInt(reported.size());
    String code = null;
    String anchor = null;
    for (Reported last : reported) {
      EventSerializer.writeText(last.code(), code, out);
      EventSerializer.writeText(last.anchorEventId(), anchor, out);
      out.writeInt(last.revision());
      out.writeByte(number(last.status()));
      out.writeLong(last.meaning());
      code = last.code();
      anchor = last.anchorEventId();
    }
  }

  private static List<Reported> readReported(DataInputView in) throws IOException {
    int size = in.readInt();
    if (size == 0) {
      return List.of();
    }
    List<Reported> reported = new ArrayList<>(size);
    String code = null;
    String anchor = null;
    for (int i = 0; i < size; i++) {
      code = EventSerializer.readText(code, in);
      anchor = EventSerializer.readText(anchor, in);
      int revision = in.readInt();
      DefectStatus status = status(in.readByte());
      reported.add(new Reported(code, anchor, revision, status, in.readLong()));
    }
    return reported;
  }

  private static byte number(DefectStatus status) {
    return switch (status) {
      case RAISED -> 0;
      case CLEARED -> 1;
      case RETRACTED -> 2;
    };
  }

  private static DefectStatus status(byte number) throws IOException {
    return switch (number) {
      case 0 -> DefectStatus.RAISED;
      case 1 -> DefectStatus.CLEARED;
      case 2 -> DefectStatus.RETRACTED;
      default -> throw new IOException("no status of a defect: " + number);
    };
  }

  private static Map<String, Long> readContributed(DataInputView in) throws IOException {
    int size = in.readInt();
    if (size == 0) {
      return Map.of();
    }
    if (size == 1) {
      return Map.of(EventSerializer.readText(null, in), in.readLong());
    }
    Map<String, Long> contributed = new HashMap<>(2 * size);
    for (int i = 0; i < size; i++) {
      contributed.put(EventSerializer.readText(null, in), in.readLong());
    }
    return contributed;
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
  public Snapshot<E> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** Says in a savepoint how subjects, and the events in them, were written. */
  public static final class Snapshot<E extends Event>
      extends CompositeTypeSerializerSnapshot<Subject<E>, SubjectSerializer<E>> {

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
    protected void readOuterSnapshot(int written, DataInputView in, ClassLoader loader)
        throws IOException {
      if (written != VERSION) {
        throw new IOException(
            "subjects were written in layout %d, this version reads layout %d only"
                .formatted(written, VERSION));
      }
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
