package dev.odyssey.streaming.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.streaming.kafka.LostTransactions.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the connector's answers become. */
class KeepingCommitterTest {

  private static final KeptTransaction KEPT =
      new KeptTransaction(new KafkaCommittable(7, (short) 3, "job-sink-0-1", null), null, null);

  private final Request request = new Request();
  private final List<KeptTransaction> madeGood = new ArrayList<>();

  @Test
  void whatIsCommittedIsNotTouched() throws Exception {
    commit(inner -> {}, kept -> Outcome.LOST);
    assertThat(request.said).isEmpty();
    assertThat(madeGood).isEmpty();
  }

  @Test
  void whatIsToBeTriedAgainIsTriedAgain() throws Exception {
    commit(Committer.CommitRequest::retryLater, kept -> Outcome.LOST);
    assertThat(request.said).containsExactly("retry");
    assertThat(madeGood).isEmpty();
  }

  @Test
  void whatIsGoneIsMadeGood() throws Exception {
    commit(
        inner -> inner.signalFailedWithKnownReason(new ProducerFencedException("gone")),
        kept -> Outcome.WRITTEN_AGAIN);
    assertThat(madeGood).containsExactly(KEPT);
    assertThat(request.said).as("as if it were committed").isEmpty();
  }

  @Test
  void aFailureThatTheConnectorDoesNotKnowIsNoReasonToFailForEver() throws Exception {
    commit(
        inner -> inner.signalFailedWithUnknownReason(new InvalidPidMappingException("expired")),
        kept -> Outcome.COMMITTED);
    assertThat(madeGood).containsExactly(KEPT);
    assertThat(request.said).isEmpty();
  }

  @Test
  void whatWasNotKeptIsLostAsTheConnectorHasIt() throws Exception {
    commit(
        inner -> inner.signalFailedWithKnownReason(new ProducerFencedException("gone")),
        kept -> Outcome.LOST);
    assertThat(request.said).containsExactly("known: gone");
  }

  @Test
  void aBrokerThatIsAwayIsAskedAgainAndOneThatRefusesFailsTheJob() throws Exception {
    commit(
        inner -> inner.signalFailedWithKnownReason(new ProducerFencedException("gone")),
        kept -> {
          throw new TimeoutException("away");
        });
    commit(
        inner -> inner.signalFailedWithKnownReason(new ProducerFencedException("gone")),
        kept -> {
          throw new KafkaException("refused");
        });
    assertThat(request.said).containsExactly("retry", "unknown: refused");
  }

  private void commit(
      Consumer<Committer.CommitRequest<KafkaCommittable>> connector,
      Function<KeptTransaction, Outcome> lost)
      throws Exception {
    Committer<KafkaCommittable> inner =
        new Committer<>() {
          @Override
          public void commit(Collection<CommitRequest<KafkaCommittable>> requests) {
            assertThat(requests)
                .singleElement()
                .satisfies(one -> assertThat(one.getCommittable()).isEqualTo(KEPT.transaction()));
            requests.forEach(connector);
          }

          @Override
          public void close() {}
        };
    try (KeepingCommitter committer =
        new KeepingCommitter(
            inner,
            kept -> {
              madeGood.add(kept);
              return lost.apply(kept);
            },
            new UnregisteredMetricsGroup())) {
      committer.commit(List.of(request));
    }
  }

  private static final class Request implements Committer.CommitRequest<KeptTransaction> {

    private final List<String> said = new ArrayList<>();

    @Override
    public KeptTransaction getCommittable() {
      return KEPT;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable cause) {
      said.add("known: " + cause.getMessage());
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable cause) {
      said.add("unknown: " + cause.getMessage());
    }

    @Override
    public void retryLater() {
      said.add("retry");
    }

    @Override
    public void updateAndRetryLater(KeptTransaction committable) {
      said.add("update");
    }

    @Override
    public void signalAlreadyCommitted() {
      said.add("already");
    }
  }
}
