package dev.odyssey.configuration;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.FallbackKey;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.metrics.prometheus.PrometheusPushGatewayReporterOptions;

/** Every option that Flink declares, in the classes that it declares them in. */
final class KnownOptions {

  private static final String REPORTER = "metrics.reporter.prom.";

  private final Map<String, ConfigOption<?>> options = new TreeMap<>();
  private final Map<String, String> deprecated = new TreeMap<>();

  private KnownOptions() {}

  /** Those of the class path. */
  static KnownOptions ofFlink() {
    KnownOptions known = new KnownOptions();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Path.of(entry).getFileName().toString().matches("flink-.*\\.jar")) {
        known.addJar(Path.of(entry));
      }
    }
    // A reporter's options are declared without its name.
    known.add(REPORTER, MetricOptions.REPORTER_FACTORY_CLASS);
    known.add(REPORTER, MetricOptions.REPORTER_EXCLUDED_VARIABLES);
    known.add(REPORTER, MetricOptions.REPORTER_EXCLUDES);
    known.add(REPORTER, PrometheusPushGatewayReporterOptions.FILTER_LABEL_VALUE_CHARACTER);
    known.add(
        REPORTER,
        org.apache.flink.configuration.ConfigOptions.key("port").stringType().noDefaultValue());
    return known;
  }

  private void addJar(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.matches("org/apache/flink/.*Options\\.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .forEach(this::addClass);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addClass(String name) {
    try {
      Class<?> declaring = Class.forName(name, false, KnownOptions.class.getClassLoader());
      for (Field field : declaring.getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          add("", (ConfigOption<?>) field.get(null));
        }
      }
    } catch (NoClassDefFoundError e) {
      // Of a part of Flink that is not here: its options are then not known, and refused.
      return;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private void add(String prefix, ConfigOption<?> option) {
    options.put(prefix + option.key(), option);
    for (FallbackKey fallback : option.fallbackKeys()) {
      deprecated.put(prefix + fallback.getKey(), prefix + option.key());
    }
  }

  int size() {
    return options.size();
  }

  /** What is wrong with a configuration, a line each: nothing, if Flink understands all of it. */
  List<String> objections(Configuration configuration) {
    List<String> objections = new ArrayList<>();
    configuration.toMap().forEach((key, value) -> objection(key, value).ifPresent(objections::add));
    return objections;
  }

  private Optional<String> objection(String key, String value) {
    ConfigOption<?> option = options.get(key);
    if (option == null) {
      return Optional.of(
          deprecated.containsKey(key)
              ? "%s is called %s now".formatted(key, deprecated.get(key))
              : "Flink has no option %s (%s)".formatted(key, value));
    }
    if (key.startsWith(REPORTER)) {
      return Optional.empty();
    }
    try {
      Configuration alone = new Configuration();
      alone.setString(key, value);
      return alone.getOptional(option).isPresent()
          ? Optional.empty()
          : Optional.of("%s: nothing is read from %s".formatted(key, value));
    } catch (IllegalArgumentException e) {
      return Optional.of("%s: %s".formatted(key, e.getMessage()));
    }
  }
}
