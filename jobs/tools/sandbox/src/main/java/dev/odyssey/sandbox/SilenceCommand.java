package dev.odyssey.sandbox;

import dev.odyssey.codec.SilenceJson;
import dev.odyssey.events.InvalidEventException;
import dev.odyssey.notifications.Silence;
import dev.odyssey.notifications.Silence.Comparison;
import dev.odyssey.notifications.Silence.Matcher;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says on the topic {@code silences} that nobody is to be interrupted by some alerts. */
@Command(
    name = "silence",
    description = {
      "Silences alerts for a while: silence code=MISSED_WINDOW region=US-NY --for PT2H --reason snow",
      "A silenced alert is still written, and notifies if it still fires when the silence is over."
    })
final class SilenceCommand implements Callable<Integer> {

  private static final Pattern MATCHER = Pattern.compile("([A-Za-z]+)(=~|!~|!=|=)(.*)");

  private static final Map<String, Comparison> COMPARISONS =
      Map.of(
          "=", Comparison.EQUALS,
          "!=", Comparison.NOT_EQUALS,
          "=~", Comparison.MATCHES,
          "!~", Comparison.NOT_MATCHES);

  private final Clock clock = Clock.systemUTC();

  @ParentCommand private SandboxCli sandbox;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "MATCHER",
      description =
          "FIELD=VALUE, !=, or =~ and !~ for a regular expression; all must match. Fields of the"
              + " alert and of its defect: code, severity, region, providerId ...")
  private List<String> matchers = List.of();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "PT1H",
      description = "How long. Default: ${DEFAULT-VALUE}.")
  private Duration duration;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for people.")
  private String reason;

  @Option(
      names = "--by",
      paramLabel = "WHO",
      defaultValue = "${sys:user.name}",
      description = "Who says so. Default: who you are here.")
  private String by;

  @Option(names = "--end", paramLabel = "ID", description = "Takes a silence back instead.")
  private String end;

  @Override
  public Integer call() throws ExecutionException, InterruptedException {
    if (end == null) {
      Silence silence = silence();
      write(silence.silenceId(), SilenceJson.write(silence));
      say(
          "%s until %s; taken back by: scripts/sandbox silence --end %s"
              .formatted(
                  String.join(" and ", matchers),
                  Instant.ofEpochMilli(silence.to()),
                  silence.silenceId()));
    } else if (matchers.isEmpty()) {
      write(end, null);
      say(end + " is taken back");
    } else {
      throw new ParameterException(spec.commandLine(), "--end takes no MATCHER: " + matchers);
    }
    return 0;
  }

  private Silence silence() {
    if (matchers.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "a MATCHER is missing: what to silence?");
    }
    if (duration.isNegative() || duration.isZero()) {
      throw new ParameterException(spec.commandLine(), "--for " + duration + " is no time at all");
    }
    long now = clock.millis();
    Silence silence =
        new Silence(
            "silence-" + Long.toString(now, Character.MAX_RADIX),
            matchers.stream().map(SilenceCommand::matcher).toList(),
            now,
            now + duration.toMillis(),
            reason,
            by);
    try {
      // Whatever its reader would refuse is refused here.
      return SilenceJson.read(SilenceJson.write(silence));
    } catch (InvalidEventException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * A condition as it is typed.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Matcher matcher(String text) {
    java.util.regex.Matcher parts = MATCHER.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a condition such as code=MISSED_WINDOW");
    }
    return new Matcher(parts.group(1), COMPARISONS.get(parts.group(2)), parts.group(3));
  }

  private void write(String id, String value) throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                sandbox.running().kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  "silences",
                  id.getBytes(StandardCharsets.UTF_8),
                  value == null ? null : value.getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
