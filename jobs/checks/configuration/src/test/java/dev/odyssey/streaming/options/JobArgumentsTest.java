package dev.odyssey.streaming.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.odyssey.detection.job.DetectionOptions;
import dev.odyssey.tables.PostgresOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JobArgumentsTest {

  private static final List<OptionGroup> GROUPS =
      List.of(
          KafkaOptions.GROUP, PulseOptions.GROUP, DetectionOptions.GROUP, PostgresOptions.GROUP);

  private static final String REQUIRED =
      "--kafka.bootstrap-servers b:1 --postgres.url=jdbc:postgresql://h/d --postgres.user u ";

  @Test
  void bothFormsAreRead() {
    JobArguments arguments =
        parse(REQUIRED + "--pulse.interval=PT2S --timeline.max-events 7 --print-plan");
    assertThat(arguments.printPlan()).isTrue();
    assertThat(PulseOptions.from(arguments.values()).interval()).hasSeconds(2);
    assertThat(DetectionOptions.from(arguments.values()).maxEvents()).isEqualTo(7);
  }

  @Test
  void defaultsHold() {
    var values = parse(REQUIRED).values();
    assertThat(PulseOptions.from(values))
        .hasToString("PulseOptions[enabled=true, interval=PT1S, settle=PT30S, patience=PT3S]");
    assertThat(DetectionOptions.from(values))
        .hasToString(
            "DetectionOptions[retention=PT2160H, openRetention=PT9600H, maxEvents=10000,"
                + " disorder=PT5S, policies=null, rules=null, matcher=TABLE, rejudge=false]");
  }

  @Test
  void helpIsToBeHadWhateverElseIsWrong() {
    assertThat(parse("--nonsense --help").help()).isTrue();
    assertThat(OptionsText.help("lifecycle-defects", GROUPS))
        .contains("--kafka.bootstrap-servers <text>   required")
        .contains("--retention <duration>   default: P90D")
        .contains("--kafka.consumer.* <text>");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("--pulse.intervall PT1S", "--pulse.intervall is not an option; did you mean"),
        Arguments.of("--bootstrap-servers x", "did you mean --kafka.bootstrap-servers?"),
        Arguments.of("--wholly-different x", "--wholly-different is not an option (--help"),
        Arguments.of("--kafka.consumer. x", "--kafka.consumer. is not an option"),
        Arguments.of("stray", "not an option: stray"),
        Arguments.of("--", "not an option: --"),
        Arguments.of("--retention", "--retention has no value"),
        Arguments.of("--retention --print-plan", "--retention has no value"),
        Arguments.of("--retention=", "--retention \"\": is empty"),
        Arguments.of("--retention P1D --retention P2D", "--retention is given twice"),
        Arguments.of("--retention 30", "--retention 30: is not a value of kind duration"),
        Arguments.of("--retention -P1D", "--retention -P1D: is not a value of kind duration"),
        Arguments.of("--timeline.max-events many", "--timeline.max-events many: is not a value"),
        Arguments.of("--pulse.enabled maybe", "--pulse.enabled maybe: is not a value"),
        Arguments.of("--postgres.password secret", "did you mean --postgres.password-file?"),
        Arguments.of(
            "--kafka.consumer.group.id x", "group.id is the job's own; use --kafka.group-id"),
        Arguments.of("--kafka.producer.transactional.id x", "use --kafka.transactional-id-prefix"),
        Arguments.of(
            "--kafka.producer.sasl.jaas.config secret",
            "put it into the file of --kafka.properties-file"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatIsWrongIsNamed(String arguments, String message) {
    assertThatThrownBy(() -> parse(REQUIRED + arguments))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret:");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> parse("--pulse.enabled false"))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("--kafka.bootstrap-servers is missing");
  }

  private static JobArguments parse(String line) {
    return JobArguments.parse(line.trim().split(" +"), GROUPS);
  }
}
