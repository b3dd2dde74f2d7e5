package dev.odyssey.detection.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.odyssey.contactdefects.ContactDefectsJob;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Finding;
import dev.odyssey.detection.facts.FactRules;
import dev.odyssey.detection.job.Detection;
import dev.odyssey.detection.laws.Histories;
import dev.odyssey.detection.ledger.Reported;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.History;
import dev.odyssey.detection.timeline.Timeline;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.Event;
import dev.odyssey.events.Initiator;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.lifecycledefects.LifecycleDefectsJob;
import dev.odyssey.streaming.types.ContactEventSerializer;
import dev.odyssey.streaming.types.EventTypeInfo;
import dev.odyssey.streaming.types.FactSerializer;
import dev.odyssey.streaming.types.FactTypeInfo;
import dev.odyssey.streaming.types.OrderEventSerializer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.InstantiationUtil;

/** What is written to state and network is read back the same, and by nothing but what wrote it. */
class SerializersTest {

  private static final SerializerConfigImpl NO_GENERIC_TYPES =
      new SerializerConfigImpl(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void orderEventsComeBack(@ForAll("orders") List<OrderEvent> events) throws IOException {
    for (OrderEvent event : events) {
      comesBack(OrderEventSerializer.INSTANCE, event);
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void contactEventsComeBack(@ForAll("contacts") List<ContactEvent> events) throws IOException {
    for (ContactEvent event : events) {
      comesBack(ContactEventSerializer.INSTANCE, event);
    }
  }

  @Property(tries = 100)
  void textsComeBackWhateverTheyHold(
      @ForAll("texts") String text, @ForAll("instants") long occurredAt) throws IOException {
    comesBack(
        OrderEventSerializer.INSTANCE,
        OrderEvent.builder()
            .eventId("e" + text)
            .type(OrderEventType.CLAIM_DENIED)
            .occurredAt(occurredAt)
            .recordedAt(occurredAt)
            .orderId("o" + text)
            .customerId(text)
            .offeringId("x" + text)
            .region("r" + text)
            .timeZone("UTC")
            .providerId(text)
            .reason(text)
            .claimId(text)
            .build());
    comesBack(
        ContactEventSerializer.INSTANCE,
        ContactEvent.builder()
            .eventId("e" + text)
            .type(ContactEventType.AUDITED)
            .occurredAt(occurredAt)
            .recordedAt(occurredAt)
            .contactId("k" + text)
            .customerId("c" + text)
            .trialArm(text)
            .site(text)
            .csat(5)
            .effort(7)
            .empathy(1)
            .build());
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void factsComeBack(
      @ForAll("orders") List<OrderEvent> orders, @ForAll("contacts") List<ContactEvent> contacts)
      throws IOException {
    for (OrderFacts facts : facts(LifecycleDefectsJob.DETECTION, orders)) {
      comesBack(FactSerializer.OfOrders.INSTANCE, facts);
    }
    for (ContactFacts facts : facts(ContactDefectsJob.DETECTION, contacts)) {
      comesBack(FactSerializer.OfContacts.INSTANCE, facts);
    }
    comesBack(FactSerializer.OfOrders.INSTANCE, OrderFacts.withdrawn("O1", 1, 2));
    comesBack(FactSerializer.OfContacts.INSTANCE, ContactFacts.withdrawn("K1", "C1", 2));
  }

  private static <E extends Event, H extends History<E>, F extends Fact> List<F> facts(
      Detection<E, H, F> detection, List<E> arrivals) {
    try (var detector = detection.detector(Policies.builtIn())) {
      Judgement<H> judgement = detector.judge(Histories.inOrder(arrivals), 2);
      return detection.factRules().derive(judgement, detector.findings(judgement), 1, 3).stream()
          .map(FactRules.Contribution::fact)
          .toList();
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void subjectsComeBack(
      @ForAll("orders") List<OrderEvent> events,
      @ForAll long since,
      @ForAll long wakeAt,
      @ForAll long passed,
      @ForAll boolean deferred,
      @ForAll @Size(max = 4) Map<@StringLength(max = 200) String, Long> facts)
      throws IOException {
    SubjectSerializer<OrderEvent> serializer =
        new SubjectSerializer<>(OrderEventSerializer.INSTANCE);
    List<Reported> reported = defects(events);
    Subject<OrderEvent> subject =
        new Subject<>(
            new Timeline<>(new ArrayList<>(events)),
            since,
            wakeAt,
            passed,
            deferred,
            reported,
            facts);
    for (Subject<OrderEvent> back :
        List.of(
            written(serializer, subject), copied(serializer, subject), serializer.copy(subject))) {
      assertThat(back.timeline().events()).isEqualTo(events);
      assertThat(back.wakeAt()).isEqualTo(wakeAt);
      assertThat(back.passed()).isEqualTo(passed);
      assertThat(back.since()).isEqualTo(since);
      assertThat(back.isDeferred()).isEqualTo(deferred);
      assertThat(back.reported()).isEqualTo(reported);
      assertThat(back.contributed()).isEqualTo(facts);
    }
  }

  /** Of each anchor one of every status. */
  private static List<Reported> defects(List<OrderEvent> anchors) {
    List<Reported> defects = new ArrayList<>();
    for (OrderEvent anchor : anchors) {
      String id = anchor.eventId();
      long meaning = anchor.occurredAt() * 31;
      defects.add(new Reported(DefectCode.NO_SHOW, id, 1, DefectStatus.RAISED, meaning));
      defects.add(new Reported(DefectCode.MISSED_WINDOW, id, 7, DefectStatus.CLEARED, -meaning));
      defects.add(new Reported("OF_MY_OWN", id, 1_000_000, DefectStatus.RETRACTED, 0));
    }
    return defects;
  }

  /** A savepoint of another release is not misread, and the message says why it is refused. */
  @Example
  void subjectsOfAnotherLayoutAreRefused() throws IOException {
    for (int layout : new int[] {1, 2, 4}) {
      DataOutputSerializer snapshot = new DataOutputSerializer(64);
      TypeSerializerSnapshot.writeVersionedSnapshot(
          snapshot, new SubjectSerializer<>(OrderEventSerializer.INSTANCE).snapshotConfiguration());
      byte[] bytes = withLayout(snapshot.getCopyOfBuffer(), layout);

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(
              () ->
                  TypeSerializerSnapshot.readVersionedSnapshot(
                      new DataInputDeserializer(bytes), SerializersTest.class.getClassLoader()))
          .withMessageContaining("subjects were written in layout " + layout)
          .withMessageContaining("reads layout 3 only");
    }
  }

  /** The one place where a snapshot holds the layout of subjects: behind its own magic number. */
  private static byte[] withLayout(byte[] snapshot, int layout) {
    ByteBuffer bytes = ByteBuffer.wrap(snapshot);
    for (int i = 0; i + 8 <= snapshot.length; i++) {
      if (bytes.getInt(i) == 911108) {
        assertThat(bytes.getInt(i + 4)).isEqualTo(3);
        bytes.putInt(i + 4, layout);
        return snapshot;
      }
    }
    throw new AssertionError("no layout of subjects in the snapshot");
  }

  @Example
  void aCopyOfASubjectIsItsOwn() {
    SubjectSerializer<OrderEvent> serializer =
        new SubjectSerializer<>(OrderEventSerializer.INSTANCE);
    Subject<OrderEvent> subject = new Subject<>(0);
    Subject<OrderEvent> copy = serializer.copy(subject);
    copy.timeline().add(order("e", OrderEventType.PLACED), 10);
    copy.pass(7);
    copy.wakeAt(8);
    copy.deferred(true);
    copy.reported(defects(List.of(order("e", OrderEventType.PLACED))));
    copy.contributed(Map.of("part", 9L));

    assertThat(subject.timeline().size()).isZero();
    assertThat(subject.passed()).isEqualTo(Long.MIN_VALUE);
    assertThat(subject.wakeAt()).isEqualTo(Subject.ASLEEP);
    assertThat(subject.isDeferred()).isFalse();
    assertThat(subject.reported()).isEmpty();
    assertThat(subject.contributed()).isEmpty();
  }

  @Example
  void everyTypeComesBack() throws IOException {
    for (OrderEventType type : OrderEventType.values()) {
      comesBack(OrderEventSerializer.INSTANCE, order("e", type));
    }
  }

  @Example
  void anotherVersionIsRefusedByName() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    OrderEventSerializer.INSTANCE.serialize(order("e", OrderEventType.PLACED), out);
    byte[] bytes = out.getCopyOfBuffer();
    bytes[0] = 9;

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () -> OrderEventSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes)))
        .withMessageContaining("version 9");
  }

  @Example
  void snapshotsAreReadByWhatWroteThem() throws IOException {
    readsItsOwn(OrderEventSerializer.INSTANCE);
    readsItsOwn(ContactEventSerializer.INSTANCE);
    readsItsOwn(FactSerializer.OfOrders.INSTANCE);
    readsItsOwn(FactSerializer.OfContacts.INSTANCE);
    readsItsOwn(new SubjectSerializer<>(OrderEventSerializer.INSTANCE));
    readsItsOwn(new SubjectSerializer<>(ContactEventSerializer.INSTANCE));
    readsItsOwn(TypeInformation.of(DefectChange.class).createSerializer(NO_GENERIC_TYPES));
  }

  @Example
  void subjectsOfOneKindAreNotReadAsAnother() {
    TypeSerializerSnapshot<Subject<OrderEvent>> ofOrders =
        new SubjectSerializer<>(OrderEventSerializer.INSTANCE).snapshotConfiguration();
    TypeSerializerSnapshot<?> ofContacts =
        new SubjectSerializer<>(ContactEventSerializer.INSTANCE).snapshotConfiguration();

    assertThat(compatibility(ofOrders, ofContacts).isIncompatible()).isTrue();
  }

  @Example
  void changesNeedNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(DefectChange.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Finding.class);
    assertThat(TypeInformation.of(DefectChange.class)).isInstanceOf(PojoTypeInfo.class);
    assertThatNoException()
        .isThrownBy(
            () -> {
              TypeInformation.of(DefectChange.class).createSerializer(NO_GENERIC_TYPES);
              EventTypeInfo.ORDER.createSerializer(NO_GENERIC_TYPES);
              EventTypeInfo.CONTACT.createSerializer(NO_GENERIC_TYPES);
            });
  }

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void changesComeBack(
      @ForAll("orders") List<OrderEvent> orders, @ForAll("contacts") List<ContactEvent> contacts)
      throws IOException {
    TypeSerializer<DefectChange> serializer =
        TypeInformation.of(DefectChange.class).createSerializer(NO_GENERIC_TYPES);
    List<Finding> findings = new ArrayList<>();
    try (var detector = LifecycleDefectsJob.DETECTION.detector(Policies.builtIn())) {
      findings.addAll(detector.worded(detector.judge(Histories.inOrder(orders), Long.MAX_VALUE)));
    }
    try (var detector = ContactDefectsJob.DETECTION.detector(Policies.builtIn())) {
      findings.addAll(detector.worded(detector.judge(Histories.inOrder(contacts), Long.MAX_VALUE)));
    }
    for (Finding finding : findings) {
      DefectChange change = new DefectChange(3, DefectStatus.RETRACTED, 12, finding);
      assertThat(written(serializer, change)).isEqualTo(change);
      assertThat(serializer.copy(change)).isEqualTo(change);
    }
  }

  @Example
  void typesTravel() throws IOException, ClassNotFoundException {
    assertThat(InstantiationUtil.clone(EventTypeInfo.ORDER)).isEqualTo(EventTypeInfo.ORDER);
    assertThat(InstantiationUtil.clone(EventTypeInfo.CONTACT)).isEqualTo(EventTypeInfo.CONTACT);
    assertThat(InstantiationUtil.clone(FactTypeInfo.ORDER)).isEqualTo(FactTypeInfo.ORDER);
    assertThat(InstantiationUtil.clone(FactTypeInfo.CONTACT)).isEqualTo(FactTypeInfo.CONTACT);
    assertThat(FactTypeInfo.ORDER.createSerializer(NO_GENERIC_TYPES))
        .isEqualTo(FactSerializer.OfOrders.INSTANCE);
    assertThat(InstantiationUtil.clone(OrderEventSerializer.INSTANCE))
        .isEqualTo(OrderEventSerializer.INSTANCE);
  }

  private static OrderEvent order(String id, OrderEventType type) {
    return OrderEvent.builder()
        .eventId(id)
        .type(type)
        .occurredAt(1_741_000_001_000L)
        .recordedAt(1_741_000_002_000L)
        .retracts("x")
        .orderId("O1")
        .offeringId("plumbing")
        .region("US-WA")
        .timeZone("UTC")
        .windowStart(1_741_000_005_000L)
        .windowEnd(1_741_000_006_000L)
        .initiator(Initiator.PLATFORM)
        .stars(5)
        .build();
  }

  private static <T> void comesBack(TypeSerializer<T> serializer, T value) throws IOException {
    assertThat(written(serializer, value)).isEqualTo(value);
    assertThat(copied(serializer, value)).isEqualTo(value);
  }

  private static <T> T written(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    T back = serializer.deserialize(in);
    assertThat(in.available()).as("bytes left unread").isZero();
    return back;
  }

  private static <T> T copied(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    DataOutputSerializer copy = new DataOutputSerializer(64);
    serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copy);
    return serializer.deserialize(new DataInputDeserializer(copy.getCopyOfBuffer()));
  }

  private static <T> void readsItsOwn(TypeSerializer<T> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    TypeSerializerSnapshot<T> restored =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(out.getCopyOfBuffer()),
            SerializersTest.class.getClassLoader());

    assertThat(
            serializer
                .snapshotConfiguration()
                .resolveSchemaCompatibility(restored)
                .isCompatibleAsIs())
        .isTrue();
    assertThat(restored.restoreSerializer()).isEqualTo(serializer);
  }

  @SuppressWarnings("unchecked") // that the other is of another type is what is tried
  private static <T> TypeSerializerSchemaCompatibility<T> compatibility(
      TypeSerializerSnapshot<T> current, TypeSerializerSnapshot<?> old) {
    return current.resolveSchemaCompatibility((TypeSerializerSnapshot<T>) old);
  }

  @Provide
  Arbitrary<List<OrderEvent>> orders() {
    return Histories.orders();
  }

  @Provide
  Arbitrary<List<ContactEvent>> contacts() {
    return Histories.contacts();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(300);
  }

  @Provide
  Arbitrary<Long> instants() {
    return Arbitraries.longs().between(946_684_800_000L, 4_102_444_799_999L);
  }
}
