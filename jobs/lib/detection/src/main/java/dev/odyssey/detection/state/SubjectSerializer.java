package dev.odyssey.detection.state;

import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.rules.Codes;
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
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Subjects in state. Savepoints of version 1 are read as well: their subjects did not say since
 * when they are, what stands reported, or what was told to the scorecards.
 */
public final class SubjectSerializer<E extends Event> extends TypeSerializer<Subject<E>> {

  private static final long serialVersionUID = 1;

  private static final int VERSION = 2;

  private final EventSerializer<E> events;

  /** In which version subjects are read; they are written in the current one only. */
  private final int version;

  /**
   * A serializer of subjects.
   *
   * @throws IllegalArgumentException if the events' serializer is not one of this package
   */
  public SubjectSerializer(TypeSerializer<E> events) {
    this(events, VERSION);
  }

  private SubjectSerializer(TypeSerializer<E> events, int version) {
    if (!(events instanceof EventSerializer<E> serializer)) {
      throw new IllegalArgumentException("not a serializer for events of a timeline: " + events);
    }
    this.events = serializer;
    this.version = version;
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
        from.reported(),
        from.standing(),
        from.facts());
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
    out.writeBoolean(subject.reported());
    write(subject.standing(), out);
    out.writeInt(subject.facts().size());
    for (Map.Entry<String, Long> fact : subject.facts().entrySet()) {
      EventSerializer.writeText(fact.getKey(), null, out);
      out.writeLong(fact.getValue());
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
    if (version < VERSION) {
      return deserializeFirstVersion(in);
    }
    long since = in.readLong();
    long wakeAt = in.readLong();
    long passed = in.readLong();
    boolean reported = in.readBoolean();
    Standing standing = readStanding(in);
    Map<String, Long> facts = readFacts(in);
    Timeline<E> timeline = readTimeline(in);
    return new Subject<>(timeline, since, wakeAt, passed, reported, standing, facts);
  }

  /** Which event arrived first is not known: the one recorded first stands for it. */
  private Subject<E> deserializeFirstVersion(DataInputView in) throws IOException {
    long wakeAt = in.readLong();
    long passed = in.readLong();
    boolean reported = in.readBoolean();
    in.skipBytesToRead(2 * Integer.BYTES + 3 * Long.BYTES);
    Timeline<E> timeline = readTimeline(in);
    long since = Long.MAX_VALUE;
    for (E event : timeline.events()) {
      since = Math.min(since, event.recordedAt());
    }
    return new Subject<>(timeline, since, wakeAt, passed, reported, Standing.NEW, Map.of());
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

  /** Defects of one promise share their anchor, and mostly who is charged. */
  private static void write(Standing standing, DataOutputView out) throws IOException {
    out.writeInt(standing.evaluator());
    out.writeInt(standing.events());
    out.writeInt(standing.defects().size());
    String anchor = null;
    String provider = null;
    for (Reported defect : standing.defects()) {
      out.writeByte(Codes.number(defect.code()));
      out.writeLong(defect.raisedAt());
      out.writeBoolean(defect.cleared());
      EventSerializer.writeText(defect.anchorEventId(), anchor, out);
      EventSerializer.writeText(defect.providerId(), provider, out);
      anchor = defect.anchorEventId();
      provider = defect.providerId();
    }
  }

  private static Standing readStanding(DataInputView in) throws IOException {
    int evaluator = in.readInt();
    int events = in.readInt();
    int size = in.readInt();
    if (size == 0) {
      return new Standing(evaluator, events, List.of());
    }
    List<Reported> defects = new ArrayList<>(size);
    String anchor = null;
    String provider = null;
    for (int i = 0; i < size; i++) {
      String code = Codes.numbered(in.readByte());
      long raisedAt = in.readLong();
      boolean cleared = in.readBoolean();
      anchor = EventSerializer.readText(anchor, in);
      provider = EventSerializer.readText(provider, in);
      defects.add(new Reported(code, anchor, raisedAt, cleared, provider));
    }
    return new Standing(evaluator, events, defects);
  }

  private static Map<String, Long> readFacts(DataInputView in) throws IOException {
    int size = in.readInt();
    if (size == 0) {
      return Map.of();
    }
    if (size == 1) {
      return Map.of(EventSerializer.readText(null, in), in.readLong());
    }
    Map<String, Long> facts = new HashMap<>(2 * size);
    for (int i = 0; i < size; i++) {
      facts.put(EventSerializer.readText(null, in), in.readLong());
    }
    return facts;
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
    return other instanceof SubjectSerializer<?> serializer
        && events.equals(serializer.events)
        && version == serializer.version;
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

    private int version = VERSION;

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
    protected void readOuterSnapshot(int written, DataInputView in, ClassLoader loader) {
      version = written;
    }

    @Override
    protected OuterSchemaCompatibility resolveOuterSchemaCompatibility(
        TypeSerializerSnapshot<Subject<E>> old) {
      return ((Snapshot<E>) old).version == VERSION
          ? OuterSchemaCompatibility.COMPATIBLE_AS_IS
          : OuterSchemaCompatibility.COMPATIBLE_AFTER_MIGRATION;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(SubjectSerializer<E> serializer) {
      return new TypeSerializer<?>[] {serializer.events};
    }

    @Override
    @SuppressWarnings("unchecked") // there is one nested serializer, and it is of events
    protected SubjectSerializer<E> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new SubjectSerializer<>((TypeSerializer<E>) nested[0], version);
    }
  }
}
