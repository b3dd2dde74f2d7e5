package dev.odyssey.deploy;

import dev.odyssey.deploy.client.Submission;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Flink's client, in JVMs of its own: jobs bring their own code, and the jars are those of the
 * cluster's Flink.
 *
 * @param lib Flink's jars
 * @param conf the directory that Flink's own tools call {@code FLINK_CONF_DIR}
 * @param jvmOptions what Flink needs to be opened, and where it logs
 */
public record FlinkClient(Path lib, Path conf, List<String> jvmOptions) {

  /** Building a graph may ask brokers for partitions. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final List<String> SMALL = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1");

  /** Flink's own command line ({@code run}, {@code list}, {@code savepoint} ...). */
  public ProcessBuilder commandLine(List<String> arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaCommand.of(options(), lib, "org.apache.flink.client.cli.CliFrontend", arguments));
    builder.environment().put("FLINK_CONF_DIR", conf.toString());
    return builder;
  }

  /**
   * Builds a job's graph, and does not submit it yet.
   *
   * @throws IllegalStateException with the job's own words if jar or arguments do not make a job
   */
  public PreparedJob prepare(Release release) {
    List<String> arguments = new ArrayList<>();
    arguments.add(conf.toString());
    arguments.add(release.jar().toString());
    arguments.addAll(release.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(
            JavaCommand.of(
                options(),
                JavaCommand.jars(lib) + File.pathSeparator + ownCode(),
                Submission.class.getName(),
                arguments));
    builder.environment().put("FLINK_CONF_DIR", conf.toString());
    builder.directory(release.directory().toFile()).redirectErrorStream(true);
    try {
      return new PreparedJob(release, builder.start(), PATIENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> options() {
    List<String> options = new ArrayList<>(jvmOptions);
    options.addAll(SMALL);
    return options;
  }

  /** The classes or the jar that this is in. */
  private static Path ownCode() {
    try {
      return Path.of(Submission.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a place of code that is no URI", e);
    }
  }
}
