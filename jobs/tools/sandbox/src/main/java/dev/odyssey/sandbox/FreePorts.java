package dev.odyssey.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of the loopback interface. */
final class FreePorts {

  /**
   * Below what Linux gives to outgoing connections: any of those could take a port before whoever
   * it is chosen for listens on it.
   */
  private static final int FIRST = 20_000;

  private static final int COUNT = 12_000;

  /** Begins anywhere, so that processes that choose at the same time choose differently. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  /** A port that nobody listens on now; not the same twice. */
  static int any() {
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free from %d on".formatted(FIRST));
  }

  /** Whether a server could listen on the port now. */
  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // As servers do: a port that only lingers after its last connection is free.
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private FreePorts() {}
}
