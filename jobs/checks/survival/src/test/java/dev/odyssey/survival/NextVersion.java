package dev.odyssey.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.codec.DefectChangeAvro;
import dev.odyssey.codec.DefectChangeJson;
import dev.odyssey.defects.DefectChange;
import dev.odyssey.events.OrderEvent;
import dev.odyssey.events.OrderEventType;
import dev.odyssey.sandbox.ProjectHome;
import dev.odyssey.testdata.simulator.Delivery;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A version of the suite that is not this one: some of the project's sources, changed and compiled,
 * in the place of what this one has.
 *
 * @param classes those that differ
 */
record NextVersion(Path classes) {

  private static final String TABLE =
      "jobs/lib/detection/src/main/java/dev/odyssey/detection/matching/RuleTable.java";
  private static final String RULES =
      "jobs/lifecycle-defects/src/main/java/dev/odyssey/lifecycledefects/rules/OrderRules.java";

  /** The code that it has and this one has not. */
  static final String CODE = "LUKEWARM_RATING";

  /** The ids of what it finds. */
  static Set<String> findings(Market market) {
    List<OrderEvent> events =
        market.deliveries().stream().map(order -> ((Delivery.OfOrder) order).event()).toList();
    Set<String> taken = new HashSet<>();
    for (OrderEvent event : events) {
      if (event.type() == OrderEventType.RETRACTED) {
        taken.add(event.retracts());
      }
    }
    Set<String> findings = new HashSet<>();
    for (OrderEvent event : events) {
      if (event.type() == OrderEventType.RATED
          && event.stars() > 2
          && event.stars() < 5
          && !taken.contains(event.eventId())) {
        findings.add(CODE + ":" + event.orderId() + ":" + event.eventId());
      }
    }
    return findings;
  }

  /** What a failing version says. */
  static final String WHY = "this version was never tried";

  /** This version and one more defect, added as the README says. */
  static NextVersion withOneMoreDefect(ProjectHome home, Path scratch) throws Exception {
    Path sources = Files.createDirectories(scratch.resolve("one-more/sources"));
    edit(home, RULES, sources, "LowRating.RULE);", "LowRating.RULE,\n LukewarmRating.RULE);");
    try (var rule = NextVersion.class.getResourceAsStream("/upgrade/LukewarmRating.java")) {
      Files.copy(rule, sources.resolve("LukewarmRating.java"));
    }
    return compile(sources, scratch.resolve("one-more/classes"));
  }

  /** What of a version is otherwise by a mistake that shows when its tasks start. */
  static NextVersion thatFails(ProjectHome home, Path scratch) throws Exception {
    Path sources = Files.createDirectories(scratch.resolve("failing/sources"));
    edit(
        home,
        TABLE,
        sources,
        "this.rules = List.copyOf(rules);",
        "if (Boolean.TRUE) throw new IllegalStateException(\""
            + WHY
            + "\");\n this.rules = List.copyOf(rules);");
    return compile(sources, scratch.resolve("failing/classes"));
  }

  private static void edit(
      ProjectHome home, String source, Path sources, String old, String replacement)
      throws IOException {
    String text = Files.readString(home.path().resolve(source));
    assertThat(text).contains(old);
    Files.writeString(
        sources.resolve(Path.of(source).getFileName()), text.replace(old, replacement));
  }

  private static NextVersion compile(Path sources, Path classes) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "--release",
                "17",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                Files.createDirectories(classes).toString()));
    try (Stream<Path> files = Files.list(sources)) {
      files.map(Path::toString).forEach(arguments::add);
    }
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .isZero();
    return new NextVersion(classes);
  }

  /** The jar of a job of another version, with what this one has otherwise. */
  Path jar(Path other, Path to) throws IOException {
    Files.copy(other, to, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem jar = FileSystems.newFileSystem(to);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(
            file,
            jar.getPath(classes.relativize(file).toString()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return to;
  }

  /** Reads what this version cannot: changes of defects that it has no code for. */
  Reader reader() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    URLClassLoader code = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(code);
    try {
      return new Reader(
          code,
          code.loadClass(DefectChangeAvro.class.getName()).getMethod("decode", byte[].class),
          code.loadClass(DefectChangeJson.class.getName())
              .getMethod("write", code.loadClass(DefectChange.class.getName())));
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  /**
   * The codecs of another version.
   *
   * @param decode of Avro
   * @param write as JSON
   */
  record Reader(URLClassLoader code, Method decode, Method write) implements AutoCloseable {

    /** A change as a line of JSON. */
    String read(byte[] value) {
      try {
        return (String) write.invoke(null, decode.invoke(null, value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a version without its own codecs", e);
      }
    }

    @Override
    public void close() throws IOException {
      code.close();
    }
  }

  private URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>(List.of(classes.toUri().toURL()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
