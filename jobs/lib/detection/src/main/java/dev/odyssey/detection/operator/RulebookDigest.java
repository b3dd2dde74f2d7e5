package dev.odyssey.detection.operator;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that subjects are judged by, as one short text: the code of the rules, which of them there
 * are, the policies, and how subjects are kept. Where it is the same, the same events come to the
 * same defects.
 */
final class RulebookDigest {

  private static final Logger LOG = LoggerFactory.getLogger(RulebookDigest.class);

  private static final String CODE = "dev/odyssey";
  private static final String UNKNOWN = "unknown";

  /** Of the code that runs here, which does not change meanwhile. */
  private static final class Running {
    static final String DIGEST = digestOfRunning();
  }

  static String of(Detector<?, ?> detector, DetectionSettings settings) {
    MessageDigest digest = newDigest();
    update(digest, Running.DIGEST);
    update(digest, detector.codes().toString());
    update(digest, detector.judgedBy());
    update(digest, settings.toString());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String digestOfRunning() {
    CodeSource source = RulebookDigest.class.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    try {
      return location == null ? UNKNOWN : digest(Path.of(location.toURI()));
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      LOG.warn("Changes of the rules' code go unnoticed: cannot read it at {}", location, e);
      return UNKNOWN;
    }
  }

  /**
   * Tells one version of the project's code from another, built with another version or not.
   *
   * @param code a jar, or a directory of classes
   */
  static String digest(Path code) throws IOException {
    if (Files.isDirectory(code)) {
      return digestOfTree(code);
    }
    try (FileSystem jar = FileSystems.newFileSystem(code)) {
      return digestOfTree(jar.getPath("/"));
    }
  }

  private static String digestOfTree(Path root) throws IOException {
    MessageDigest digest = newDigest();
    try (Stream<Path> tree = Files.walk(root.resolve(CODE))) {
      for (Path file : tree.filter(Files::isRegularFile).sorted().toList()) {
        update(digest, root.relativize(file).toString());
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it", e);
    }
  }

  private RulebookDigest() {}
}
