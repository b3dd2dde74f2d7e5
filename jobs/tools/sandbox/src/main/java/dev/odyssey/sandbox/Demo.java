package dev.odyssey.sandbox;

import dev.odyssey.sandbox.SuiteJob.Decisions;
import dev.odyssey.testdata.simulator.SimulationConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * A marketplace in time lapse on the sandbox: its defects as they are raised and cleared, a line
 * each, and who is told of them. For a while a region's feed is silent.
 */
final class Demo {

  private static final int SPEED = 360;
  private static final int ORDERS_PER_DAY = 400;

  /** Seven in the morning of New York: by the time that the jobs run the busiest hours begin. */
  private static final Duration BEFORE = Duration.ofHours(5 * 24 + 12);

  /** Which part of the demo the outage begins after, and which part of it it lasts. */
  private static final double OUTAGE_BEGINS = 0.2;

  private static final double OUTAGE_LASTS = 0.3;

  /** When the outage is over and told of. */
  private static final int RULE_AFTER_PERCENT = 65;

  /** Windows end on the hour, and grace some minutes after. */
  private static final Duration AFTER_THE_HOUR = Duration.ofMinutes(25);

  /** Some checkpoints of two jobs. */
  private static final Duration RECOVERY = Duration.ofSeconds(8);

  /** Longer than the outage, which is hours in time lapse: what waits for it is not to be told. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final Sandbox sandbox;
  private final Consumer<String> say;
  private final boolean coloured;
  private final Clock clock;

  Demo(Sandbox sandbox, PrintWriter out, boolean coloured, Clock clock) {
    this.sandbox = sandbox;
    this.say =
        line -> {
          out.println(line);
          out.flush();
        };
    this.coloured = coloured;
    this.clock = clock;
  }

  /** Runs for a time, and tells at the end what came of it. */
  void run(Duration duration) throws InterruptedException {
    sandbox.stopJobs();
    Instant start = SimulationConfig.DEFAULT_START;
    long real = clock.millis();
    TimeLapse lapse =
        new TimeLapse(
            start.plus(BEFORE).toEpochMilli(),
            real,
            SPEED,
            Long.toString(real / 1_000, Character.MAX_RADIX) + "-");
    SimulationConfig simulation =
        SimulationConfig.of(real, Long.MAX_VALUE).withStart(start).withOrdersPerDay(ORDERS_PER_DAY);
    String servers = sandbox.kafka().bootstrapServers();
    try (DemoFeed feed = new DemoFeed(simulation, lapse, servers, clock);
        DemoAudience audience = new DemoAudience(servers, lapse.run(), say, coloured, clock);
        DemoRule rule = new DemoRule(servers, say, clock)) {
      say.accept("An hour lasts %d seconds here.".formatted(3_600 / SPEED));
      say.accept("%,d records tell of the last five days".formatted(feed.catchUp()));
      submitJobs(lapse);
      Thread live = new Thread(feed::live, "demo-feed");
      live.setDaemon(true);
      live.start();
      long begin = clock.millis();
      long end = begin + duration.toMillis();
      long from = betweenDeadlines(lapse, begin + (long) (OUTAGE_BEGINS * duration.toMillis()));
      Outage outage = feed.expectOutage(from, from + (long) (OUTAGE_LASTS * duration.toMillis()));
      announce(outage, begin);
      rule.publishAfter(duration.multipliedBy(RULE_AFTER_PERCENT).dividedBy(100));
      OutageCheck check = new OutageCheck(outage);
      CustomerStories stories = new CustomerStories(lapse.run());
      long shown =
          audience.follow(
              begin,
              () -> clock.millis() < end,
              check,
              stories,
              (message, outcome) -> feed.choose(message.orderId(), outcome.option()));
      feed.close();
      live.join(Duration.ofSeconds(10).toMillis());
      say.accept("");
      // Time would go on for the jobs, and every open order would be a missed window.
      sandbox.stopJobs();
      say.accept("");
      say.accept("%d changes of defects in %d s".formatted(shown, duration.toSeconds()));
      audience.summary().forEach(say);
      for (List<String> part : List.of(check.verdict(), stories.fullest())) {
        if (!part.isEmpty()) {
          say.accept("");
          part.forEach(say);
        }
      }
    }
  }

  /**
   * The first instant from one on when nothing falls due for a while. A feed must miss some events
   * before it is doubted; what falls due until then would be told of.
   */
  private static long betweenDeadlines(TimeLapse lapse, long from) {
    long hour = Duration.ofHours(1).dividedBy(SPEED).toMillis();
    long quiet = lapse.real() + AFTER_THE_HOUR.dividedBy(SPEED).toMillis();
    return from + Math.floorMod(quiet - from, hour);
  }

  private void announce(Outage outage, long now) {
    say.accept("");
    say.accept(
        ("From second %d to second %d nothing is heard of %s: missing data, not missed windows."
                + " One alert should say so, and nobody should be told what is not so.")
            .formatted(
                (outage.from() - now) / 1_000, (outage.until() - now) / 1_000, outage.region()));
    say.accept(
        "There are no quiet hours: people sleep by the clock on the wall, and this runs by its own.");
    say.accept("");
  }

  private void submitJobs(TimeLapse lapse) {
    ProjectHome home = sandbox.home();
    // Feeds are judged by their usual rates. Those of a demo before, hours ago, are of another day.
    sandbox.jobs().forget(SuiteJob.NOTIFICATIONS.title());
    String startFrom = Instant.ofEpochMilli(lapse.real()).toString();
    sandbox.submitJobs(
        new Decisions(
            written(home.policies(), lapse.of(read(home.policies()))),
            home.targets(),
            written(home.notifications(), notifications(lapse.of(read(home.notifications()))))),
        job -> arguments(job, startFrom));
  }

  /** In time lapse seconds are long. */
  private static List<String> arguments(SuiteJob job, String startFrom) {
    return switch (job) {
      case LIFECYCLE_DEFECTS, CONTACT_DEFECTS ->
          List.of("--watermark.disorder", "PT1S", "--pulse.settle", "PT5S");
      case SCORECARDS -> List.of("--pulse.settle", "PT5S");
      case TABLES -> List.of();
      case NOTIFICATIONS ->
          List.of(
              "--lag",
              "PT1S",
              "--settle",
              "PT5S",
              "--pulse.settle",
              "PT5S",
              "--kafka.start-from",
              startFrom);
    };
  }

  /**
   * What cannot be pressed together: how long corrections take from job to job, with a checkpoint
   * each, and when people sleep.
   */
  @SuppressWarnings("unchecked") // sections of a settings file have texts as keys
  private static Map<String, Object> notifications(Map<String, Object> pressed) {
    Map<String, Object> feeds = (Map<String, Object>) pressed.get("feeds");
    feeds.put("backFor", RECOVERY.toString());
    feeds.put("maxWait", LONGEST_WAIT.toString());
    Map<String, Object> messages = (Map<String, Object>) pressed.get("messages");
    messages.put("quietHours", List.of());
    messages.put("never", Map.of("from", "00:00", "until", "00:00"));
    return pressed;
  }

  private static Map<String, Object> read(Path settings) {
    LoaderOptions options = new LoaderOptions();
    DumperOptions written = new DumperOptions();
    Yaml yaml =
        new Yaml(
            new SafeConstructor(options), new Representer(written), written, options, new AsText());
    try {
      return yaml.load(Files.readString(settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All values and keys are text, as the jobs read them: off is a name, and no boolean. */
  private static final class AsText extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.NULL, EMPTY, null);
    }
  }

  /** A file of settings in time lapse, for the jobs. */
  private Path written(Path settings, Map<String, Object> values) {
    Path file = sandbox.directory().resolve("demo").resolve(settings.getFileName());
    try {
      Directories.create(file.getParent());
      Files.writeString(file, new Yaml().dump(values));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
