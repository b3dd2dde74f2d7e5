package dev.odyssey.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Prints what was measured, as Markdown, so that a run can be kept as it is. */
final class Report {

  private static final long MEBI = 1 << 20;

  private final PrintWriter out;

  Report(PrintWriter out) {
    this.out = out;
  }

  /** What it was measured on. */
  void machine() {
    Runtime runtime = Runtime.getRuntime();
    out.printf(
        Locale.ROOT,
        "%s, %d cores, %s of memory; %s %s; %s %s%n",
        firstAfterColon("/proc/cpuinfo", "model name", System.getProperty("os.arch")),
        runtime.availableProcessors(),
        memory(),
        System.getProperty("java.vm.name"),
        System.getProperty("java.runtime.version"),
        System.getProperty("os.name"),
        System.getProperty("os.version"));
  }

  /** What an event costs with so many open orders. */
  void table(int openOrders, Map<Store, Map<Contestant, Summary>> measured) {
    out.printf(Locale.ROOT, "%n### %,d open orders%n%n", openOrders);
    out.println(
        "| state | what | open orders | CPU µs | x floor | x by hand | x stock CEP | x itself on heap"
            + " | whole JVM µs | KB allocated | missed windows |");
    out.println("|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    measured.forEach(
        (store, summaries) ->
            summaries.forEach(
                (contestant, summary) -> {
                  double cpu = summary.threadMicros();
                  out.printf(
                      Locale.ROOT,
                      "| %s | %s | %,d | %.2f | %s | %s | %s | %s | %.2f | %.2f | %d |%n",
                      store.title(),
                      contestant.title(),
                      summary.openOrders(),
                      cpu,
                      ratio(cpu, summaries.get(Contestant.FLOOR)),
                      ratio(cpu, summaries.get(Contestant.BY_HAND)),
                      ratio(cpu, summaries.get(Contestant.STOCK_CEP)),
                      ratio(cpu, onHeap(measured, contestant)),
                      summary.processMicros(),
                      summary.bytes() / 1024,
                      summary.missedWindows());
                }));
    out.flush();
  }

  /** How the cost of an event grows with the number of open orders, from the fewest to the most. */
  void growth(SortedMap<Integer, Map<Store, Map<Contestant, Summary>>> measured) {
    if (measured.size() < 2) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%n### From %,d to %,d open orders%n%n| state | what | x CPU |%n|---|---|---:|%n",
        measured.firstKey(),
        measured.lastKey());
    Map<Store, Map<Contestant, Summary>> fewest = measured.get(measured.firstKey());
    measured
        .get(measured.lastKey())
        .forEach(
            (store, summaries) ->
                summaries.forEach(
                    (contestant, summary) ->
                        out.printf(
                            "| %s | %s | %s |%n",
                            store.title(),
                            contestant.title(),
                            ratio(summary.threadMicros(), fewest.get(store).get(contestant)))));
    out.flush();
  }

  private static Summary onHeap(
      Map<Store, Map<Contestant, Summary>> measured, Contestant contestant) {
    return measured.getOrDefault(Store.HEAP, Map.of()).get(contestant);
  }

  private static String ratio(double cpu, Summary to) {
    if (to == null) {
      return "";
    }
    double ratio = cpu / to.threadMicros();
    return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f" : "%.2f", ratio);
  }

  private static String memory() {
    String kibi = firstAfterColon("/proc/meminfo", "MemTotal", "").replaceAll("\\D", "");
    return kibi.isEmpty()
        ? Runtime.getRuntime().maxMemory() / MEBI + " MB at least"
        : Math.round(Long.parseLong(kibi) / 1024.0 / 1024.0) + " GB";
  }

  private static String firstAfterColon(String file, String key, String otherwise) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException e) {
      // Not every system tells in this way.
      return otherwise;
    }
  }
}
