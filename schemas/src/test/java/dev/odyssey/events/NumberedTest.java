package dev.odyssey.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectStatus;
import dev.odyssey.defects.Severity;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NumberedTest {

  static Arguments[] numbers() {
    return new Arguments[] {
      Arguments.of(
          OrderEventType.class,
          "PLACED SCHEDULED RESCHEDULED ASSIGNED CONFIRMED DECLINED EN_ROUTE ARRIVED STARTED PAUSED"
              + " RESUMED COMPLETED CANCELLED REOPENED RATED CLAIM_FILED CLAIM_APPROVED"
              + " CLAIM_DENIED RETRACTED CUSTOMER_ABSENT"),
      Arguments.of(
          ContactEventType.class,
          "INITIATED QUEUED CONNECTED TRANSFERRED ENDED SURVEYED AUDITED RETRACTED"),
      Arguments.of(Initiator.class, "CUSTOMER PROVIDER PLATFORM"),
      Arguments.of(Channel.class, "VOICE CHAT EMAIL SMS SELF_SERVICE"),
      Arguments.of(Direction.class, "INBOUND OUTBOUND"),
      Arguments.of(AgentKind.class, "HUMAN BOT"),
      Arguments.of(EndedBy.class, "CUSTOMER AGENT SYSTEM"),
      Arguments.of(EndCause.class, "LOST TIMEOUT CLOSED"),
      Arguments.of(Severity.class, "INFO WARNING HIGH CRITICAL"),
      Arguments.of(DefectStatus.class, "RAISED CLEARED RETRACTED"),
      Arguments.of(ChargedTo.class, "PROVIDER PLATFORM CUSTOMER_SERVICE DATA CUSTOMER"),
    };
  }

  /** State holds these numbers: names may only be added, at the end. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  <T extends Enum<T> & Numbered> void numbersDoNotChange(Class<T> type, String names) {
    assertThat(
            Arrays.stream(Numbered.byNumber(type)).map(Enum::name).collect(Collectors.joining(" ")))
        .isEqualTo(names);
  }
}
