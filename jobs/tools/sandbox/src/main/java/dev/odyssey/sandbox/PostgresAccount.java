package dev.odyssey.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Under which account PostgreSQL runs, since it refuses to be root. For an ordinary user that is
 * the user. For root it is a user namespace of its own, in which root is nobody in particular but
 * still owns its files; where the kernel forbids that, as in most containers, the account {@code
 * nobody}.
 */
enum PostgresAccount {
  /** The ordinary user that runs the sandbox. */
  SELF(List.of()),
  /** Root without its name. */
  NAMESPACE(List.of("unshare", "--user")),
  /** The account that every system has. */
  NOBODY(
      List.of(
          "setpriv",
          "--reuid=" + PostgresAccount.NOBODYS_ID,
          "--regid=" + PostgresAccount.NOBODYS_ID,
          "--clear-groups"));

  private static final int NOBODYS_ID = 65534;

  private final List<String> prefix;

  PostgresAccount(List<String> prefix) {
    this.prefix = prefix;
  }

  static PostgresAccount choose() {
    if (!isRoot()) {
      return SELF;
    }
    return succeeds(NAMESPACE.command(List.of("true"))) ? NAMESPACE : NOBODY;
  }

  /** The command that runs the given one under this account, as the same process. */
  List<String> command(List<String> command) {
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }

  /**
   * Hands a directory over to the account.
   *
   * @throws IllegalStateException if the account could not reach it
   */
  void take(Path directory) {
    if (this != NOBODY) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.toList()) {
        Files.setAttribute(path, "unix:uid", NOBODYS_ID);
        Files.setAttribute(path, "unix:gid", NOBODYS_ID);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give " + directory + " to nobody", e);
    }
    if (!succeeds(command(List.of("test", "-w", directory.toString())))) {
      throw new IllegalStateException(
          "PostgreSQL refuses to run as root, the kernel forbids user namespaces, and the account"
              + " nobody cannot enter "
              + directory
              + ": run as an ordinary user, or from a directory that everyone may enter");
    }
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking for an account", e);
    }
  }
}
