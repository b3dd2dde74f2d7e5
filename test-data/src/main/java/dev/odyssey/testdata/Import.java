package dev.odyssey.testdata;

import dev.odyssey.codec.ContactEventJson;
import dev.odyssey.codec.EventJson;
import dev.odyssey.codec.OrderEventJson;
import dev.odyssey.events.Event;
import dev.odyssey.testdata.importers.Boston311;
import dev.odyssey.testdata.importers.UciIncidents;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes public data sets into events, as JSON lines. */
@Command(
    name = "import",
    synopsisSubcommandLabel = "boston311|uci-incidents",
    description = "Makes public data sets into events, as JSON lines.")
public final class Import {

  private static final String OUT = "FILE.jsonl[.gz]";
  private static final String IN = "FILE.csv[.gz]";

  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(Cli.run(new Import(), out, err, args));
  }

  @Command(
      name = "boston311",
      description = {
        "Service requests of the City of Boston as order events, in order of time.",
        "Extracts by year: https://data.boston.gov/dataset/311-service-requests"
      })
  int boston311(
      @Parameters(paramLabel = IN, description = "An extract, as published.") Path file,
      @Option(names = "--out", required = true, paramLabel = OUT, description = "Order events.")
          Path out)
      throws IOException {
    Boston311.Imported imported = Boston311.read(file);
    write(imported.events(), new OrderEventJson(), out);
    print(
        "%,d requests, %,d of them promised (%,d invalid promises), %,d closed (%,d before they"
            + " were opened: taken as closed then)%n%,d events in %s%n",
        imported.requests(),
        imported.promised(),
        imported.invalidPromises(),
        imported.closed(),
        imported.closedBeforeOpened(),
        imported.events().size(),
        out);
    return 0;
  }

  @Command(
      name = "uci-incidents",
      description = {
        "The log of a service desk as contact events, in the order of the file.",
        "Incident management process enriched event log: https://doi.org/10.24432/C57S4H"
      })
  int uciIncidents(
      @Parameters(paramLabel = IN, description = "The log, as published.") Path file,
      @Option(names = "--out", required = true, paramLabel = OUT, description = "Contact events.")
          Path out)
      throws IOException {
    UciIncidents.Imported imported = UciIncidents.read(file);
    write(imported.events(), new ContactEventJson(), out);
    print(
        "%,d rows, %,d incidents (%,d of unknown callers), %,d contacts (%,d reopened), %,d"
            + " transfers, %,d resolved%n%,d events in %s%n",
        imported.rows(),
        imported.incidents(),
        imported.unknownCallers(),
        imported.contacts(),
        imported.reopened(),
        imported.transfers(),
        imported.resolved(),
        imported.events().size(),
        out);
    return 0;
  }

  private static <E extends Event> void write(List<E> events, EventJson<E> json, Path file)
      throws IOException {
    try (JsonLinesFile lines = JsonLinesFile.create(file)) {
      for (E event : events) {
        lines.write(json.write(event));
      }
    }
  }

  private void print(String format, Object... values) {
    spec.commandLine().getOut().printf(format, values);
    spec.commandLine().getOut().flush();
  }
}
