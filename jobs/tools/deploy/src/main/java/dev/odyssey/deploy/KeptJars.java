package dev.odyssey.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Copies of the jars that were deployed, each once, under what it holds: a build that writes over
 * its jar does not write over what a rollback needs.
 */
public final class KeptJars {

  private final Path directory;

  public KeptJars(Path directory) {
    this.directory = directory;
  }

  /**
   * A jar that was kept.
   *
   * @param path of the copy
   * @param sha256 of what it holds, in hexadecimal digits
   * @param version that the jar's manifest gives as its implementation's, or empty
   */
  public record Kept(Path path, String sha256, String version) {}

  private Kept look(String job, Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException("there is no jar " + jar);
    }
    String sha256 = sha256(jar);
    return new Kept(
        directory.resolve("%s-%s.jar".formatted(job, sha256.substring(0, 12))),
        sha256,
        version(jar));
  }

  /**
   * Keeps a jar of a job, unless its like is kept already.
   *
   * @throws IllegalArgumentException if there is no such jar
   */
  public Kept keep(String job, Path jar) {
    Kept kept = look(job, jar);
    try {
      if (!Files.exists(kept.path())) {
        Files.createDirectories(directory);
        Path half = Files.createTempFile(directory, "", ".part");
        Files.copy(jar, half, StandardCopyOption.REPLACE_EXISTING);
        Files.move(half, kept.path(), StandardCopyOption.ATOMIC_MOVE);
      }
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep " + jar, e);
    }
  }

  private static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      DigestInputStream digesting = new DigestInputStream(in, digest);
      digesting.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("a Java without SHA-256", e);
    }
  }

  private static String version(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return Optional.ofNullable(file.getManifest())
          .map(
              manifest ->
                  manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION))
          .orElse("");
    } catch (IOException e) {
      throw new IllegalArgumentException(jar + " is no jar: " + e.getMessage(), e);
    }
  }
}
