package dev.odyssey.deploy;

import dev.odyssey.deploy.Deployer.Beginning;
import dev.odyssey.deploy.Deployer.Ending;
import dev.odyssey.deploy.Deployer.Wish;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line behind {@code scripts/jobs}. */
@Command(
    name = "jobs",
    description = {
      "The suite's jobs on a Flink cluster: how they stand, and one command that upgrades a job"
          + " without losing state and says from which snapshot.",
      "",
      "Which cluster: --cluster http://HOST:PORT; else the sandbox of this project, if it runs (it is"
          + " found by .sandbox/flink/conf); else that of --flink-conf, FLINK_CONF_DIR or"
          + " FLINK_HOME/conf."
    },
    footer = {
      "",
      "Exit codes: 0 done; 1 not done, what ran before runs; 2 not understood; 3 the rest is yours, as"
          + " printed; 4 not done, and the job does not run; 5 the cluster does not answer: status says"
          + " how things stand when it does.",
      "Environment: FLINK_HOME, where set, is the Flink whose client is used. POSTGRES_PASSWORD is"
          + " handed on to the job."
    },
    synopsisSubcommandLabel = "VERB")
public final class JobsCli implements Runnable {

  static final int YOUR_TURN = 3;
  static final int NO_ANSWER = 5;

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine(System.getenv()).execute(arguments));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a VERB is missing");
  }

  /**
   * The command, to be executed.
   *
   * @param environment of the process: which cluster, and the secrets that are handed on
   */
  public static CommandLine commandLine(Map<String, String> environment) {
    CommandLine commands = new CommandLine(new JobsCli());
    for (Verb verb :
        List.of(
            new Status(),
            new Submit(),
            new Stop(),
            new Savepoint(),
            new Upgrade(),
            new Rollback(),
            new Deployments(),
            new Adopt())) {
      verb.environment = environment;
      commands.addSubcommand(verb);
    }
    commands
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .description("Says this.")
                .build());
    return commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof FlinkRest.UnreachableException) {
            command.getErr().println("jobs: " + failure.getMessage());
            return NO_ANSWER;
          }
          if (failure instanceof IllegalStateException
              || failure instanceof IllegalArgumentException
              || failure instanceof UncheckedIOException) {
            command.getErr().println("jobs: " + failure.getMessage());
            return Ending.AS_BEFORE.exitCode();
          }
          throw failure;
        });
  }

  /** Which cluster, and where what is done to it is written down. */
  static final class Where {
    @Option(
        names = "--cluster",
        paramLabel = "URL",
        description = "The cluster's REST API, as in http://flink:8081.")
    private String cluster;

    @Option(
        names = "--flink-conf",
        paramLabel = "DIR",
        description =
            "Flink's configuration for the client. Default with --cluster: what the cluster says it"
                + " runs with.")
    private Path flinkConf;

    @Option(
        names = "--history",
        paramLabel = "DIR",
        description =
            "Where deployments are written down and jars are kept. Default: beside the sandbox's"
                + " savepoints, else ~/.local/state/odyssey/deployments.")
    private Path history;

    Target target(Map<String, String> environment) {
      return Target.of(
          new Target.Hints(
              Optional.ofNullable(cluster),
              Optional.ofNullable(flinkConf),
              Optional.ofNullable(history),
              home(),
              environment));
    }
  }

  /** How long a change may take, and whether it is made at all. */
  static final class How {
    @Option(
        names = "--patience",
        paramLabel = "DURATION",
        defaultValue = "PT3M",
        description =
            "How long a stop, and a start until its first checkpoint, may take. Default:"
                + " ${DEFAULT-VALUE}.")
    private Duration patience;

    @Option(
        names = "--failures",
        paramLabel = "N",
        defaultValue = "2",
        description =
            "How often a job may fail and be restarted by Flink until it is up. Default:"
                + " ${DEFAULT-VALUE}.")
    private int failures;

    @Option(names = "--dry-run", description = "Says each step and does none.")
    private boolean dryRun;
  }

  /** What all verbs have in common. */
  abstract static class Verb implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin Where where;
    private Map<String, String> environment;

    void say(String line) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(line);
      out.flush();
    }

    Target target() {
      return where.target(environment);
    }

    History history(Target target) {
      return new History(target.history(), Clock.systemUTC(), user());
    }

    int on(How how, BiFunction<Deployer, RunningCluster, Integer> work) {
      Target target = target();
      Path scratch = scratch();
      try {
        RunningCluster cluster = target.running(lib(), scratch, how.patience, how.failures);
        Deployer deployer =
            Deployer.on(
                cluster,
                history(target),
                new KeptJars(target.jars()),
                Clock.systemUTC(),
                this::say);
        return work.apply(deployer, cluster);
      } finally {
        delete(scratch);
      }
    }

    private Path lib() {
      String home = environment.get("FLINK_HOME");
      Path lib =
          home != null && !home.isBlank()
              ? Path.of(home, "lib")
              : home()
                  .map(project -> project.resolve("jobs/tools/sandbox/flink/target/lib"))
                  .orElseThrow(() -> new IllegalStateException("no Flink: set FLINK_HOME"));
      if (!Files.isDirectory(lib)) {
        throw new IllegalStateException(
            lib + " is missing: set FLINK_HOME, or build jobs/tools/sandbox/flink");
      }
      return lib;
    }

    private static Path scratch() {
      try {
        return Files.createTempDirectory("odyssey-jobs");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path directory) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A verb about one job. */
  abstract static class JobVerb extends Verb {
    @Parameters(
        index = "0",
        paramLabel = "JOB",
        description = "Its name, as lifecycle-defects, contact-defects, scorecards, notifications.")
    String job;

    @Mixin How how;
  }

  /** A verb that may be about another jar and other arguments. */
  abstract static class ReleaseVerb extends JobVerb {
    @Parameters(
        index = "1..*",
        arity = "0..*",
        paramLabel = "JOB-ARGUMENT",
        description =
            "The job's own options, after --. Default: as the last time. Secrets go into files:"
                + " --postgres.password-file.")
    private List<String> arguments;

    @Option(
        names = "--jar",
        paramLabel = "FILE",
        description = "The job's jar. Default: the one that the project built, else the last one.")
    private Path jar;

    /** What was asked for, with the jar that the project builds where none was named. */
    Wish wish(boolean builtOne) {
      Optional<Path> built =
          home()
              .map(home -> home.resolve("jobs/%s/target/%s.jar".formatted(job, job)))
              .filter(Files::exists)
              .filter(path -> builtOne);
      return new Wish(
          Optional.ofNullable(jar).map(Path::toAbsolutePath).or(() -> built),
          Optional.ofNullable(arguments),
          Path.of("").toAbsolutePath());
    }
  }

  @Command(
      name = "status",
      description =
          "How each job stands: tasks, last checkpoint and savepoint, restarts, since when, which"
              + " version.")
  static final class Status extends Verb {
    @Override
    public Integer call() {
      Target target = target();
      say("Flink at " + target.root());
      new StatusReport(history(target), Clock.systemUTC()).of(target.rest()).forEach(this::say);
      return 0;
    }
  }

  @Command(
      name = "submit",
      description = {
        "Starts a job that does not run, where it was: from the savepoint that it was stopped at, or"
            + " from its last checkpoint.",
        "Example: jobs submit lifecycle-defects -- --kafka.bootstrap-servers broker:9092 ..."
      })
  static final class Submit extends ReleaseVerb {
    @Option(
        names = "--from",
        paramLabel = "SNAPSHOT",
        description = "A savepoint or checkpoint to go on from.")
    private String from;

    @Option(names = "--fresh", description = "Begins without a past.")
    private boolean fresh;

    @Override
    public Integer call() {
      if (fresh && from != null) {
        throw new ParameterException(spec.commandLine(), "--fresh and --from exclude each other");
      }
      Beginning beginning =
          from != null
              ? new Beginning.At(from)
              : fresh ? new Beginning.Fresh() : new Beginning.WhereItWas();
      return on(
          how,
          (deployer, cluster) -> {
            refuseApplication(cluster);
            return deployer.submit(job, wish(true), beginning, 1, how.dryRun).exitCode();
          });
    }
  }

  @Command(name = "stop", description = "Stops a job with a savepoint, and says where that is.")
  static final class Stop extends JobVerb {
    @Override
    public Integer call() {
      return on(how, (deployer, cluster) -> deployer.stop(job, how.dryRun).exitCode());
    }
  }

  @Command(
      name = "savepoint",
      description = "Takes a savepoint of a job, which runs on, and says where it is.")
  static final class Savepoint extends JobVerb {
    @Override
    public Integer call() {
      return on(how, (deployer, cluster) -> deployer.savepoint(job, how.dryRun).exitCode());
    }
  }

  @Command(
      name = "upgrade",
      description = {
        "Puts a new version of a job, or other arguments, in its place, without losing state: checks"
            + " that the jar makes a job; stops the old one with a savepoint; starts the new one from"
            + " it; waits until every task runs and a first checkpoint is complete. Says which"
            + " savepoint, and for how long nothing ran.",
        "Where the new one does not come up, goes back by itself: old jar, old arguments, the same"
            + " savepoint; says why, and ends with 1.",
        "Example: jobs upgrade lifecycle-defects --jar lifecycle-defects.jar"
      })
  static final class Upgrade extends ReleaseVerb {
    @Option(
        names = "--to",
        paramLabel = "N",
        description =
            "Takes jar and arguments of deployment N, and keeps the state as it is now: how to change"
                + " a version back without going back in time.")
    private Integer to;

    @Override
    public Integer call() {
      return on(
          how,
          (deployer, cluster) -> {
            Map<String, String> configuration = cluster.rest().configuration();
            if (Application.is(configuration)) {
              return application(Application.of(configuration), deployer, cluster);
            }
            return deployer
                .upgrade(job, wish(to == null), Optional.ofNullable(to), how.dryRun)
                .exitCode();
          });
    }

    private int application(Application kind, Deployer deployer, RunningCluster cluster) {
      Wish wish = wish(true);
      Release release =
          new Release(
              wish.jar().orElseThrow(() -> new IllegalArgumentException("which jar? --jar says")),
              wish.arguments()
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "say the job's arguments, after --: the next processes need them")),
              wish.directory());
      if (kind == Application.KUBERNETES) {
        Application.kubernetes(job, release).forEach(this::say);
        return YOUR_TURN;
      }
      String jobId =
          deployer
              .running(job)
              .orElseThrow(() -> new IllegalStateException(job + " does not run"))
              .id();
      say(Steps.stop(job, jobId));
      String savepoint = how.dryRun ? "that savepoint" : cluster.stop(jobId);
      if (!how.dryRun) {
        say("savepoint " + savepoint);
      }
      Application.standalone(release, savepoint).forEach(this::say);
      return how.dryRun ? 0 : YOUR_TURN;
    }
  }

  @Command(
      name = "rollback",
      description = {
        "Goes back to the deployment before, with its jar and its arguments, in time too: from the"
            + " savepoint that it was stopped at. What happened since is read from Kafka again.",
        "Says what that means for what was already written; README has the whole of it."
      })
  static final class Rollback extends JobVerb {
    @Option(
        names = "--to",
        paramLabel = "N",
        description = "A deployment, as 'deployments' numbers them. Default: the last other one.")
    private Integer to;

    @Override
    public Integer call() {
      return on(
          how,
          (deployer, cluster) -> {
            refuseApplication(cluster);
            return deployer.rollback(job, Optional.ofNullable(to), how.dryRun).exitCode();
          });
    }
  }

  @Command(
      name = "deployments",
      description = "What was deployed of a job, when, by whom, and from which snapshot to which.")
  static final class Deployments extends Verb {
    @Parameters(paramLabel = "JOB", description = "Its name.")
    private String job;

    @Override
    public Integer call() {
      for (Deployment deployment : history(target()).of(job)) {
        say(
            "%d  %s  %s by %s, job %s"
                .formatted(
                    deployment.number(),
                    deployment.how(),
                    deployment.at(),
                    deployment.by(),
                    deployment.jobId()));
        say("   jar        " + deployment.release().jar());
        say("   sha256     " + deployment.sha256());
        say("   arguments  " + String.join(" ", deployment.release().arguments()));
        say("   from       " + deployment.from().orElse("nothing"));
        deployment.savepoints().forEach(savepoint -> say("   savepoint  " + savepoint));
        deployment.ended().ifPresent(reason -> say("   ended      " + reason));
      }
      return 0;
    }
  }

  @Command(
      name = "adopt",
      description =
          "Writes down what a job is that runs and was started by other means, as by 'flink run': its"
              + " jar and its arguments, so that it can be upgraded.")
  static final class Adopt extends ReleaseVerb {
    @Override
    public Integer call() {
      return on(how, (deployer, cluster) -> deployer.adopt(job, wish(true), how.dryRun).exitCode());
    }
  }

  private static void refuseApplication(RunningCluster cluster) {
    if (Application.is(cluster.rest().configuration())) {
      throw new IllegalStateException(
          "the cluster at %s was made for one job (application mode): this takes other processes, which only whoever runs them can start"
              .formatted(cluster.rest().root()));
    }
  }

  private static Optional<Path> home() {
    return Optional.ofNullable(System.getProperty("odyssey.home")).map(Path::of);
  }

  private static String user() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine need not have a name to be worked on.
      host = "localhost";
    }
    return System.getProperty("user.name") + "@" + host;
  }
}
