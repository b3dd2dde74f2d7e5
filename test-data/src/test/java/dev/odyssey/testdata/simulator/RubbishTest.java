package dev.odyssey.testdata.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.codec.ContactEventAvro;
import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.OrderEventAvro;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.testdata.simulator.Rubbish.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RubbishTest {

  private static final int TRIES = 50;

  private final Rubbish orders = Rubbish.ofOrders(1);
  private final Rubbish contacts = Rubbish.ofContacts(1);

  @ParameterizedTest
  @EnumSource
  void noDecoderAcceptsIt(Kind kind) {
    for (int i = 0; i < TRIES; i++) {
      if (orders.kinds().contains(kind)) {
        String line = orders.line(kind);
        byte[] record = orders.record(kind);
        assertInvalid(() -> new OrderEventJson().read(line));
        assertInvalid(() -> new OrderEventAvro().decode(record));
      }
      if (contacts.kinds().contains(kind)) {
        String line = contacts.line(kind);
        byte[] record = contacts.record(kind);
        assertInvalid(() -> new ContactEventJson().read(line));
        assertInvalid(() -> new ContactEventAvro().decode(record));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CLOCK_AHEAD",
        "OUT_OF_RANGE",
        "RETRACTS_NOTHING",
        "MISSING_FIELD",
        "WINDOW_REVERSED",
        "UNKNOWN_ZONE",
        "ABSURD_TIME"
      })
  void eachKindIsRefusedForWhatItIs(Kind kind) {
    String reason =
        switch (kind) {
          case CLOCK_AHEAD -> "more than a day after recordedAt";
          case OUT_OF_RANGE -> "stars is out of range: 11";
          case RETRACTS_NOTHING -> "retracts is missing";
          case MISSING_FIELD -> "windowStart is missing";
          case WINDOW_REVERSED -> "is after windowEnd";
          case UNKNOWN_ZONE -> "Atlantis/Capital";
          case ABSURD_TIME -> "occurredAt";
          default -> throw new IllegalArgumentException(kind.name());
        };
    assertThatThrownBy(() -> new OrderEventJson().read(orders.line(kind)))
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> new OrderEventAvro().decode(orders.record(kind)))
        .hasMessageContaining(reason);
  }

  @Test
  void sameSeedSameRubbish() {
    Rubbish one = Rubbish.ofContacts(9);
    Rubbish other = Rubbish.ofContacts(9);
    for (int i = 0; i < TRIES; i++) {
      assertThat(one.line()).isEqualTo(other.line()).doesNotContain("\n").isNotBlank();
      assertThat(one.record()).isEqualTo(other.record());
    }
  }

  private static void assertInvalid(ThrowingCallable decoding) {
    assertThatThrownBy(decoding).isInstanceOf(InvalidEventException.class);
  }
}
