package dev.odyssey.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A browser without a window, for one page at a time. */
final class Chromium {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Path program;
  private final Path directory;

  private Chromium(Path program, Path directory) {
    this.program = program;
    this.directory = directory;
  }

  /**
   * What a visit came to.
   *
   * @param document the page as it stood after its script had run
   * @param console what the page said on the console
   * @param requests whatever was asked of the network or the disk beside the page itself
   */
  record Visit(Document document, List<String> console, List<String> requests) {}

  /**
   * The browser of this machine, if one is on the path.
   *
   * @param directory empty, for what it keeps
   */
  static Optional<Chromium> find(Path directory) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return NAMES.stream()
        .flatMap(name -> Arrays.stream(path.split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Chromium(program, directory));
  }

  /** Opens a page and lets it settle. */
  Visit visit(Path page) throws IOException, InterruptedException {
    Path netLog = directory.resolve("net-log.json");
    String dump = run(page, "--dump-dom", "--log-net-log=" + netLog);
    List<String> console;
    try (Stream<String> lines = Files.lines(directory.resolve("stderr"), StandardCharsets.UTF_8)) {
      console = lines.filter(line -> line.contains("CONSOLE")).toList();
    }
    return new Visit(Jsoup.parse(dump), console, requests(netLog, page));
  }

  /** Takes a picture of a page. */
  void picture(Path page, Path png, int width, int height)
      throws IOException, InterruptedException {
    var unused = run(page, "--screenshot=" + png, "--window-size=" + width + "," + height);
  }

  private String run(Path page, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--disable-features=NetworkTimeServiceQuerying",
                // Nobody is found, so nothing leaves the machine whatever is asked.
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--hide-scrollbars",
                "--enable-logging=stderr",
                "--virtual-time-budget=10000",
                "--window-size=1280,1000",
                "--user-data-dir=" + directory.resolve("profile")));
    command.addAll(List.of(arguments));
    command.add(page.toUri().toString());
    Path out = directory.resolve("stdout");
    Path err = directory.resolve("stderr");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        throw new IOException(program + " did not end: " + Files.readString(err));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(program + " failed: " + Files.readString(err));
    }
    return Files.readString(out);
  }

  /** The addresses that were asked for, read from the browser's own log of the network. */
  private static List<String> requests(Path netLog, Path page) throws IOException {
    JsonNode log = new ObjectMapper().readTree(netLog.toFile());
    List<String> requests = new ArrayList<>();
    for (JsonNode event : log.path("events")) {
      JsonNode parameters = event.path("params");
      String url = parameters.path("url").asText("");
      // What the browser itself asks for has no page that it is asked by.
      boolean ofAPage =
          parameters.has("initiator")
              && !parameters.path("initiator").asText().equals("not an origin");
      if (ofAPage && !url.equals(page.toUri().toString()) && !url.startsWith("data:")) {
        requests.add(url);
      }
    }
    return requests;
  }
}
