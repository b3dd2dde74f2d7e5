package dev.odyssey.scorecards.job;

import dev.odyssey.facts.ContactFacts;
import dev.odyssey.facts.Fact;
import dev.odyssey.facts.OrderFacts;
import dev.odyssey.scorecards.tiers.Targets;
import dev.odyssey.streaming.FactContract;
import dev.odyssey.streaming.Ingested;
import dev.odyssey.streaming.Rejected;
import dev.odyssey.streaming.Triage;
import dev.odyssey.streaming.job.JobCommand;
import dev.odyssey.streaming.kafka.KafkaInlet;
import dev.odyssey.streaming.kafka.KafkaOutlet;
import dev.odyssey.streaming.options.KafkaOptions;
import dev.odyssey.streaming.options.OptionGroup;
import dev.odyssey.streaming.options.PulseOptions;
import dev.odyssey.streaming.pulse.Pulse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The scorecards job between topics of Kafka.
 *
 * <pre>
 *   Kafka order facts ---.                  .--> Kafka scorecards
 *                        +-- scorecards ----+
 *   Kafka contact facts -'                  '--> Kafka provider tiers
 *       ^
 *       |
 *   heartbeats, through both
 * </pre>
 *
 * <p>What is no fact goes to the topic of dead letters. Everything about checkpoints, state
 * backends and restarts is the cluster's to configure.
 */
public final class ScorecardJob {

  static final String NAME = "scorecards";

  static final List<OptionGroup> OPTIONS =
      List.of(KafkaOptions.GROUP, ScorecardOptions.GROUP, PulseOptions.GROUP);

  public static void main(String[] args) throws Exception {
    new JobCommand(NAME, OPTIONS, ScorecardJob::build).run(args, System.out);
  }

  /** Adds the whole job to an environment. */
  static void build(StreamExecutionEnvironment env, Configuration values) {
    KafkaOptions kafka = KafkaOptions.from(values, NAME);
    ScorecardOptions options = ScorecardOptions.from(values);
    PulseOptions pulse = PulseOptions.from(values);
    Targets targets =
        options.targetsFile().map(Path::of).map(Targets::load).orElseGet(Targets::builtIn);
    Clock clock = Clock.systemUTC();

    SingleOutputStreamOperator<OrderFacts> orderFacts =
        read(env, kafka, FactContract.ORDERS, Uids.ORDER_FACTS, clock);
    SingleOutputStreamOperator<ContactFacts> contactFacts =
        read(env, kafka, FactContract.CONTACTS, Uids.CONTACT_FACTS, clock);
    ScorecardTopology.Outputs outputs =
        new ScorecardTopology(
                new ScorecardSettings(options.retention(), options.interval(), targets),
                streamTime -> clock.millis())
            .build(orderFacts, contactFacts);

    outputs
        .rows()
        .sinkTo(KafkaOutlet.scorecards(kafka))
        .name("Write scorecards")
        .uid(Uids.ROWS_TOPIC);
    outputs
        .rules()
        .sinkTo(KafkaOutlet.ruleDays(kafka))
        .name("Write rule_day")
        .uid(Uids.RULES_TOPIC);
    outputs
        .tiers()
        .sinkTo(KafkaOutlet.providerTiers(kafka))
        .name("Write provider-tiers")
        .uid(Uids.TIERS_TOPIC);
    deadLetters(orderFacts, Uids.ORDER_FACTS)
        .union(deadLetters(contactFacts, Uids.CONTACT_FACTS))
        .sinkTo(KafkaOutlet.rejected(kafka, List.of()))
        .name("Write dead letters")
        .uid(Uids.REJECTED_TOPIC);
    Pulse.attach(env, kafka, pulse, FactContract.ORDERS, clock);
    Pulse.attach(env, kafka, pulse, FactContract.CONTACTS, clock);
  }

  private static <F extends Fact> SingleOutputStreamOperator<F> read(
      StreamExecutionEnvironment env,
      KafkaOptions kafka,
      FactContract<F> contract,
      String uid,
      Clock clock) {
    int parallelism = KafkaInlet.parallelism(kafka, contract, env.getParallelism());
    return env.fromSource(
            KafkaInlet.facts(kafka, contract, clock),
            FactWatermarks.dailyOfSource(),
            "Read " + contract.topic(),
            Ingested.typeOf(contract.type()))
        .uid(uid)
        .setParallelism(parallelism)
        .process(new TriageFacts<F>(), contract.type())
        .name("Tell facts from dead letters")
        .uid(uid + Uids.TRIAGE)
        .setParallelism(parallelism);
  }

  private static DataStream<Rejected> deadLetters(
      SingleOutputStreamOperator<? extends Fact> facts, String uid) {
    return facts
        .getSideOutput(Triage.DEAD_LETTERS)
        .map(Rejected::of)
        .returns(Rejected.TYPE)
        .name("Dead letters")
        .uid(uid + Uids.DEAD_LETTERS);
  }

  private ScorecardJob() {}
}
