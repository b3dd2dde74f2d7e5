package dev.odyssey.sandbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs ({@code initdb}, {@code postgres}), unpacked from a jar. */
final class PostgresBinaries {

  private static final int OWNER_EXECUTES = 0100;

  /**
   * Unpacks the programs of this machine's kind unless they are there; safe against another process
   * doing the same.
   */
  static void unpackTo(Path target) {
    if (Files.isDirectory(target)) {
      return;
    }
    String archive = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
    try (InputStream in = PostgresBinaries.class.getClassLoader().getResourceAsStream(archive)) {
      if (in == null) {
        throw new IllegalStateException("no PostgreSQL for this machine: " + archive);
      }
      Path parent = Files.createDirectories(target.toAbsolutePath().getParent());
      Path unfinished = Files.createTempDirectory(parent, target.getFileName() + "-");
      Files.setPosixFilePermissions(unfinished, permissions(0755));
      unpack(in, unfinished);
      try {
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Directories.deleteTree(unfinished);
        if (!Files.isDirectory(target)) {
          throw e;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack PostgreSQL to " + target, e);
    }
  }

  static String archive(String system, String machine) {
    String os = system.toLowerCase(Locale.ROOT);
    String kind =
        switch (machine) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> null;
        };
    if (!os.equals("linux") || kind == null) {
      throw new IllegalStateException(
          "the sandbox brings PostgreSQL for Linux on amd64 and arm64, not for %s on %s"
              .formatted(system, machine));
    }
    return "postgres-" + os + "-" + kind + ".txz";
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("the archive leads out of its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          unpackFile(tar, entry, path);
        }
      }
    }
  }

  private static void unpackFile(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    try {
      Files.copy(tar, path);
    } catch (FileAlreadyExistsException e) {
      throw new IOException("the archive holds a file twice: " + entry.getName(), e);
    }
    boolean executable = (entry.getMode() & OWNER_EXECUTES) != 0;
    Files.setPosixFilePermissions(path, permissions(executable ? 0755 : 0644));
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] highestFirst = PosixFilePermission.values();
    for (int bit = 0; bit < highestFirst.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(highestFirst[bit]);
      }
    }
    return permissions;
  }

  private PostgresBinaries() {}
}
