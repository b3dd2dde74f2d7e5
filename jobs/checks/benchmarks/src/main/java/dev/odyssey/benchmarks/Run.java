package dev.odyssey.benchmarks;

import dev.odyssey.defects.DefectCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * One contestant on one store in a JVM of its own, where no other has a say in what is compiled
 * how. Told over standard input when to go on, it says on standard output what that took.
 */
public final class Run {

  private final Feed feed;
  private final List<Lane<?>> lanes;
  private final Count count;

  private Run(Feed feed, Count count, List<Lane<?>> lanes) {
    this.feed = feed;
    this.count = count;
    this.lanes = lanes;
  }

  /** Arguments: contestant, store, file of input. Each line of input: how many events to take. */
  public static void main(String[] args) throws Exception {
    // Whatever else is printed must not come between.
    PrintStream replies = System.out;
    System.setOut(System.err);
    Contestant contestant = Contestant.valueOf(args[0]);
    Store store = Store.valueOf(args[1]);
    Count count = new Count();
    try (Feed feed = Feed.open(Path.of(args[2]));
        BufferedReader requests =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Run run = new Run(feed, count, contestant.open(store, count));
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        replies.println(run.take(Integer.parseInt(line)).toLine());
        replies.flush();
      }
      for (Lane<?> lane : run.lanes) {
        lane.close();
      }
    }
  }

  private Sample take(int events) throws Exception {
    Chunk chunk = feed.next(events);
    long found = count.missedWindows;
    Meter before = Meter.read();
    for (Lane<?> lane : lanes) {
      lane.feed(chunk);
    }
    Meter spent = Meter.since(before);
    return new Sample(
        chunk.size(),
        spent.threadNanos(),
        spent.processNanos(),
        spent.bytes(),
        chunk.openOrders(),
        count.missedWindows - found);
  }

  private static final class Count implements Findings {
    private long missedWindows;

    @Override
    public void found(String code, String anchorEventId) {
      if (code.equals(DefectCode.MISSED_WINDOW)) {
        missedWindows++;
      }
    }

    @Override
    public void retracted(String code, String anchorEventId) {
      if (code.equals(DefectCode.MISSED_WINDOW)) {
        missedWindows--;
      }
    }
  }

  /** A child process that runs a contestant. */
  static final class Handle implements AutoCloseable {

    private final Process process;
    private final PrintStream requests;
    private final BufferedReader replies;

    Handle(List<String> command) throws IOException {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      requests = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
      replies =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Has it take so many events, and waits until it has. */
    Sample take(int events) throws IOException {
      requests.println(events);
      String line = replies.readLine();
      if (line == null) {
        throw new IOException("a contestant ended early: " + process.info().commandLine());
      }
      return Sample.ofLine(line);
    }

    @Override
    public void close() {
      requests.close();
      process.destroy();
    }
  }
}
