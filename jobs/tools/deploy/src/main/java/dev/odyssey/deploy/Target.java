package dev.odyssey.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which cluster is meant, and what is known of it.
 *
 * @param root of its REST API
 * @param conf the directory of its configuration, or empty where only the cluster itself knows it
 * @param history where its deployments are written down
 * @param jars where jars are kept
 */
record Target(URI root, Optional<Path> conf, Path history, Path jars) {

  private static final List<String> OPENED =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED");

  /**
   * What a person said, and where it was said.
   *
   * @param home the project's directory
   */
  record Hints(
      Optional<String> cluster,
      Optional<Path> flinkConf,
      Optional<Path> history,
      Optional<Path> home,
      Map<String, String> environment) {

    Optional<String> variable(String name) {
      return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
  }

  /**
   * The cluster that is named; else the sandbox, if it runs; else that of Flink's configuration in
   * the environment.
   *
   * @throws IllegalArgumentException naming the ways to say it, if there is none
   */
  static Target of(Hints hints) {
    if (hints.cluster().isPresent()) {
      return cluster(address(hints.cluster().get()), hints.flinkConf(), hints);
    }
    Optional<Target> sandbox = hints.flinkConf().isPresent() ? Optional.empty() : sandbox(hints);
    if (sandbox.isPresent() && sandbox.get().answers()) {
      return sandbox.get();
    }
    Path conf =
        hints
            .flinkConf()
            .or(() -> hints.variable("FLINK_CONF_DIR").map(Path::of))
            .or(() -> hints.variable("FLINK_HOME").map(home -> Path.of(home, "conf")))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "which cluster? The sandbox does not run (scripts/sandbox up), and neither --cluster http://HOST:PORT, FLINK_CONF_DIR nor FLINK_HOME is given"));
    return cluster(address(FlinkConfiguration.read(conf)), Optional.of(conf), hints);
  }

  private static Optional<Target> sandbox(Hints hints) {
    return hints
        .home()
        .map(home -> home.resolve(".sandbox"))
        .filter(directory -> Files.exists(conf(directory).resolve(FlinkConfiguration.FILE)))
        .map(directory -> sandbox(directory, hints.history()));
  }

  /** The cluster of a sandbox, by its directory. */
  private static Target sandbox(Path directory, Optional<Path> history) {
    Path conf = conf(directory);
    Path deployments = history.orElse(directory.resolve("deployments"));
    return new Target(
        address(FlinkConfiguration.read(conf)),
        Optional.of(conf),
        deployments,
        deployments.resolve("jars"));
  }

  private static Path conf(Path sandbox) {
    return sandbox.resolve("flink").resolve("conf");
  }

  private static Target cluster(URI root, Optional<Path> conf, Hints hints) {
    Path state =
        hints
            .variable("XDG_STATE_HOME")
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
    Path deployments = hints.history().orElse(state.resolve("odyssey").resolve("deployments"));
    return new Target(
        root,
        conf,
        deployments.resolve(root.getHost() + "_" + root.getPort()),
        deployments.resolve("jars"));
  }

  private static URI address(FlinkConfiguration configuration) {
    String host =
        configuration
            .get("rest.address")
            .or(() -> configuration.get("jobmanager.rpc.address"))
            .orElse("localhost");
    return address("http://%s:%s".formatted(host, configuration.get("rest.port").orElse("8081")));
  }

  /** An address with a port, and nothing after it. */
  private static URI address(String text) {
    try {
      URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if ("http".equals(uri.getScheme()) && uri.getHost() != null && uri.getPath().isEmpty()) {
        return uri.getPort() > 0 ? uri : URI.create(uri + ":8081");
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not http://HOST:PORT: " + text, e);
    }
    throw new IllegalArgumentException("not http://HOST:PORT: " + text);
  }

  private boolean answers() {
    try {
      var unused = rest().get("/overview");
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  FlinkRest rest() {
    return new FlinkRest(root);
  }

  /**
   * The cluster, to work on.
   *
   * @param lib Flink's jars
   * @param scratch for what Flink's client must find in a file
   */
  RunningCluster running(Path lib, Path scratch, Duration patience, int failures) {
    FlinkRest rest = rest();
    FlinkConfiguration configuration =
        conf.map(FlinkConfiguration::read)
            .orElseGet(() -> ClientConfiguration.of(root, rest.configuration()));
    Path clientConf = conf.orElseGet(() -> written(configuration, scratch));
    List<String> options = configuration.jvmOptions();
    return new RunningCluster(
        rest,
        new FlinkClient(lib, clientConf, options.isEmpty() ? OPENED : options),
        Optional.empty(),
        configuration
            .get("execution.checkpointing.dir")
            .map(URI::create)
            .filter(uri -> "file".equals(uri.getScheme()))
            .map(uri -> Path.of(uri.getPath())),
        patience,
        failures,
        Clock.systemUTC());
  }

  private static Path written(FlinkConfiguration configuration, Path directory) {
    try {
      Files.writeString(directory.resolve(FlinkConfiguration.FILE), configuration.toYaml());
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
