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
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A marketplace in time lapse on the sandbox, and its defects as they are raised and cleared, a
 * line each.
 */
final class Demo {

  private static final int SPEED = 360;
  private static final int ORDERS_PER_DAY = 400;
  private static final Duration BEFORE = Duration.ofHours(3 * 24 + 15);

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

  /** Runs for a time; returns how many changes of defects were shown. */
  long run(Duration duration) throws InterruptedException {
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
    try (DemoFeed feed =
            new DemoFeed(simulation, lapse, sandbox.kafka().bootstrapServers(), clock);
        TopicReader defects =
            new TopicReader(sandbox.kafka().bootstrapServers(), "defects", false)) {
      say.accept("An hour lasts %d seconds here.".formatted(3_600 / SPEED));
      say.accept("%,d records tell of the last three days".formatted(feed.catchUp()));
      ProjectHome home = sandbox.home();
      sandbox.submitJobs(
          new Decisions(
              pressed(home.policies(), lapse),
              home.targets(),
              pressed(home.notifications(), lapse)),
          Demo::arguments);
      Thread live = new Thread(feed::live, "demo-feed");
      live.setDaemon(true);
      live.start();
      say.accept("");
      long end = clock.millis() + duration.toMillis();
      long shown = new DefectTail(say, coloured).follow(defects, real, () -> clock.millis() < end);
      feed.close();
      live.join(Duration.ofSeconds(10).toMillis());
      return shown;
    }
  }

  /** In time lapse seconds are long. */
  private static List<String> arguments(SuiteJob job) {
    return switch (job) {
      case LIFECYCLE_DEFECTS, CONTACT_DEFECTS ->
          List.of("--watermark.disorder", "PT1S", "--pulse.settle", "PT5S");
      case SCORECARDS -> List.of();
      case NOTIFICATIONS -> List.of("--lag", "PT1S", "--settle", "PT5S");
    };
  }

  /** A file of settings in time lapse, for the jobs. */
  private Path pressed(Path settings, TimeLapse lapse) {
    Path file = sandbox.directory().resolve("demo").resolve(settings.getFileName());
    try {
      Map<String, Object> written =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(settings));
      Directories.create(file.getParent());
      Files.writeString(file, new Yaml().dump(lapse.of(written)));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
