package dev.odyssey.testdata;

import dev.odyssey.mapping.MapReport;
import dev.odyssey.mapping.Mapper;
import dev.odyssey.mapping.Mapping;
import dev.odyssey.mapping.MappingSketch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes exports, logs and change streams of other systems into events, as a mapping file says. */
@Command(
    name = "import map",
    sortOptions = false,
    description = {
      "Makes exports, logs and change streams of other systems into events, as JSON lines sorted by"
          + " recordedAt. What is made of them a mapping file says; jobs/lib/mapping/README.md"
          + " explains it, test-data/mappings has some that are ready.",
      "Exit code 0 if everything was mapped, 3 if something was not and the file does not say"
          + " 'unmapped: skip', 1 if an input or the mapping is wrong, 2 if an option is."
    })
public final class Import implements Callable<Integer> {

  /** Events were written, but something could not be mapped. */
  static final int NOT_ALL_MAPPED = 3;

  private static final String IN = "INPUT[.gz]";
  private static final String OUT = "FILE.jsonl[.gz]";

  @Spec private CommandSpec spec;

  @Option(names = "--mapping", paramLabel = "FILE.yaml", description = "What is made of records.")
  private Path mappingFile;

  @Parameters(
      arity = "1..*",
      paramLabel = IN,
      description = "Inputs of one form; several are read as if they were one.")
  private List<Path> inputs;

  @Option(names = "--out", paramLabel = OUT, description = "Where the events go.")
  private Path out;

  @Option(
      names = "--unmapped",
      paramLabel = OUT,
      description =
          "Where records go that could not be mapped, with the reason. Default: beside --out,"
              + " FILE.unmapped.jsonl, if there are any.")
  private Path unmapped;

  @Option(names = "--check", description = "Write no events, only say what would be made.")
  private boolean check;

  @Option(
      names = "--explain",
      paramLabel = "SUBJECT",
      description = "Say what is made of each record of one order or contact, and by which rule.")
  private String explained;

  @Option(
      names = "--init",
      description =
          "Write a first mapping for the input, by what it looks like; to --out if given.")
  private boolean init;

  @Option(
      names = "--temp",
      paramLabel = "DIR",
      description =
          "For what does not fit into memory: about as much as the columns that are used. Default:"
              + " the folder of --out, else that of the system.")
  private Path temp;

  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(Cli.run(new Import(), out, err, args));
  }

  @Override
  public Integer call() throws IOException {
    if (init) {
      return sketch();
    }
    if (mappingFile == null) {
      throw wrong("--mapping is missing; --init writes a first one");
    }
    Mapping mapping = Mapping.load(mappingFile);
    if (explained != null) {
      return explain(mapping);
    }
    if (check) {
      return finish(mapping, run(mapping, null, unmapped));
    }
    if (out == null) {
      throw wrong("--out is missing: where the events go; or give --check");
    }
    Path beside =
        out.resolveSibling(
            out.getFileName().toString().replaceFirst("\\.jsonl(\\.gz)?$", "") + ".unmapped.jsonl");
    // What an earlier run could not map says nothing about this one.
    Path others = unmapped == null ? beside : unmapped;
    Files.deleteIfExists(others);
    return finish(mapping, run(mapping, out, others));
  }

  private int sketch() throws IOException {
    if (inputs.size() > 1) {
      throw wrong("--init looks at one input");
    }
    String text = MappingSketch.of(inputs.get(0));
    if (out == null) {
      print(text);
    } else if (Files.exists(out)) {
      throw wrong(out + " is there already, and perhaps edited: --init does not replace it");
    } else {
      Files.writeString(out, text);
      print("Written to " + out + System.lineSeparator());
    }
    return ExitCode.OK;
  }

  private int explain(Mapping mapping) throws IOException {
    List<String> lines = new Mapper(mapping, temp()).explain(inputs, explained);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("no record is about " + explained);
    }
    print(String.join(System.lineSeparator(), lines) + System.lineSeparator());
    return ExitCode.OK;
  }

  private MapReport run(Mapping mapping, Path eventsFile, Path unmappedFile) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Progress reading = new Progress(err, "records", System::nanoTime);
    try (LazyFile events = new LazyFile(eventsFile);
        LazyFile others = new LazyFile(unmappedFile)) {
      if (eventsFile != null) {
        events.create();
      }
      return new Mapper(mapping, temp())
          .run(
              inputs,
              new Mapper.Output() {
                private Progress writing;

                @Override
                public void read() {
                  reading.step(() -> "read");
                }

                @Override
                public void event(String line) throws IOException {
                  if (writing == null) {
                    writing = new Progress(err, "events", System::nanoTime);
                  }
                  events.write(line);
                  writing.step(() -> "written");
                }

                @Override
                public void unmapped(String line) throws IOException {
                  others.write(line);
                }
              });
    }
  }

  private Path temp() throws IOException {
    Path chosen = temp;
    if (chosen == null) {
      chosen =
          out == null
              ? Path.of(System.getProperty("java.io.tmpdir"))
              : out.toAbsolutePath().getParent();
    }
    return Files.createDirectories(chosen);
  }

  private int finish(Mapping mapping, MapReport report) {
    print(report.text());
    if (out != null && !check) {
      print(String.format("Written to %s (%s)%n", out, mapping.topic()));
    }
    return report.unmapped() > 0 && !mapping.skipsUnmapped() ? NOT_ALL_MAPPED : ExitCode.OK;
  }

  private void print(String text) {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** A file that is made with its first line; none if there is no name for it. */
  private static final class LazyFile implements AutoCloseable {
    private final Path file;
    private JsonLinesFile lines;

    private LazyFile(Path file) {
      this.file = file;
    }

    private void create() throws IOException {
      lines = JsonLinesFile.create(file);
    }

    private void write(String line) throws IOException {
      if (file == null) {
        return;
      }
      if (lines == null) {
        create();
      }
      lines.write(line);
    }

    @Override
    public void close() throws IOException {
      if (lines != null) {
        lines.close();
      }
    }
  }
}
