package dev.odyssey.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever an event may be or carry, a mapping can say. */
class TargetTest {

  private static final List<String> COMMON = List.of("eventId", "type", "occurredAt", "recordedAt");

  @Test
  void allTypesCanBeMade() {
    assertThat(Target.ORDER_EVENTS.types())
        .containsAll(Stream.of(OrderEventType.values()).map(Enum::name).toList());
    assertThat(Target.CONTACT_EVENTS.types())
        .containsAll(Stream.of(ContactEventType.values()).map(Enum::name).toList());
  }

  @Test
  void allFieldsCanBeSaid() {
    assertThat(Target.ORDER_EVENTS.fields().keySet()).containsAll(fields(OrderEvent.class));
    assertThat(Target.CONTACT_EVENTS.fields().keySet()).containsAll(fields(ContactEvent.class));
  }

  private static List<String> fields(Class<?> event) {
    return Arrays.stream(event.getRecordComponents())
        .map(RecordComponent::getName)
        .filter(name -> !COMMON.contains(name))
        .toList();
  }
}
