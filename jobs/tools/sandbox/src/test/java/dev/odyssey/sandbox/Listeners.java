package dev.odyssey.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where processes listen, as the kernel tells it. */
final class Listeners {

  private static final String LISTEN = "0A";

  /** The addresses of all sockets on which these processes listen. */
  static List<InetAddress> ofProcesses(List<Long> pids) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (Long pid : pids) {
      try (Stream<Path> descriptors = Files.list(Path.of("/proc", pid.toString(), "fd"))) {
        for (Path descriptor : descriptors.toList()) {
          if (Files.isSymbolicLink(descriptor)) {
            sockets.add(Files.readSymbolicLink(descriptor).toString());
          }
        }
      }
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      if (Files.exists(Path.of(table))) {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] columns = line.strip().split("\\s+");
          if (columns[3].equals(LISTEN) && sockets.contains("socket:[" + columns[9] + "]")) {
            addresses.add(address(columns[1].substring(0, columns[1].indexOf(':'))));
          }
        }
      }
    }
    return addresses;
  }

  /** The kernel writes an address as 32-bit words of the machine's byte order. */
  private static InetAddress address(String hex) throws IOException {
    byte[] bytes = HexFormat.of().parseHex(hex);
    for (int word = 0; word < bytes.length; word += 4) {
      byte first = bytes[word];
      byte second = bytes[word + 1];
      bytes[word] = bytes[word + 3];
      bytes[word + 1] = bytes[word + 2];
      bytes[word + 2] = second;
      bytes[word + 3] = first;
    }
    return InetAddress.getByAddress(bytes);
  }

  private Listeners() {}
}
