package dev.odyssey.sandbox;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.spi.HttpServerProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * Java's own HTTP servers, but for one thing: what would listen on every interface of the machine
 * listens on the loopback. Flink's reporter for Prometheus knows a port and no address, so the JVMs
 * of the sandbox are told to use this by a system property.
 */
public final class LoopbackHttpServers extends HttpServerProvider {

  private static final String OF_THE_JDK = "sun.net.httpserver.DefaultHttpServerProvider";

  private final HttpServerProvider servers;

  /**
   * Found by name, as the JDK asks for.
   *
   * @throws ReflectiveOperationException if the JVM keeps its own provider from us: it needs {@code
   *     --add-exports=jdk.httpserver/sun.net.httpserver=ALL-UNNAMED}
   */
  public LoopbackHttpServers() throws ReflectiveOperationException {
    servers = (HttpServerProvider) Class.forName(OF_THE_JDK).getConstructor().newInstance();
  }

  @Override
  public HttpServer createHttpServer(InetSocketAddress address, int backlog) throws IOException {
    return servers.createHttpServer(loopback(address), backlog);
  }

  @Override
  public HttpsServer createHttpsServer(InetSocketAddress address, int backlog) throws IOException {
    return servers.createHttpsServer(loopback(address), backlog);
  }

  private static InetSocketAddress loopback(InetSocketAddress address) {
    boolean everywhere = address != null && address.getAddress().isAnyLocalAddress();
    return everywhere
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort())
        : address;
  }

  /**
   * Writes a jar with this class alone, for the class path of a JVM that has nothing else of us.
   */
  static void writeJar(Path file) {
    String entry = LoopbackHttpServers.class.getName().replace('.', '/') + ".class";
    try (InputStream code = LoopbackHttpServers.class.getResourceAsStream("/" + entry);
        OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(entry));
      code.transferTo(jar);
      jar.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
