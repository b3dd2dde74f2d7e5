package dev.odyssey.streaming.kafka;

import dev.odyssey.streaming.Metrics;
import dev.odyssey.streaming.kafka.LostTransactions.Outcome;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits as the connector does, but takes no failure of it for an answer. The connector gives up a
 * transaction that the broker has given up, with a line in the log, and fails for ever at what it
 * does not know; here the transaction is made good.
 */
final class KeepingCommitter implements Committer<KeptTransaction> {

  private static final Logger LOG = LoggerFactory.getLogger(KeepingCommitter.class);

  private final Committer<KafkaCommittable> committer;
  private final Function<KeptTransaction, Outcome> lost;
  private final Counter writtenAgain;
  private final Counter notKept;

  /**
   * A committer around the connector's.
   *
   * @param lost makes good what cannot be committed
   */
  KeepingCommitter(
      Committer<KafkaCommittable> committer,
      Function<KeptTransaction, Outcome> lost,
      MetricGroup metrics) {
    this.committer = committer;
    this.lost = lost;
    this.writtenAgain = metrics.counter(Metrics.TRANSACTIONS_WRITTEN_AGAIN);
    this.notKept = metrics.counter(Metrics.TRANSACTIONS_LOST);
  }

  @Override
  public void commit(Collection<CommitRequest<KeptTransaction>> requests)
      throws IOException, InterruptedException {
    for (CommitRequest<KeptTransaction> request : requests) {
      Attempt attempt = new Attempt(request);
      committer.commit(List.of(attempt));
      if (attempt.failure != null) {
        makeGood(request, attempt.failure);
      }
    }
  }

  private void makeGood(CommitRequest<KeptTransaction> request, Throwable failure)
      throws InterruptedException {
    KeptTransaction kept = request.getCommittable();
    String id = kept.transaction().getTransactionalId();
    try {
      switch (lost.apply(kept)) {
        case COMMITTED -> LOG.info("Transaction {} had been committed before: {}", id, failure);
        case WRITTEN_AGAIN -> {
          writtenAgain.inc();
          LOG.warn("Transaction {} is gone, its {} are written again", id, kept.records(), failure);
        }
        case LOST -> {
          notKept.inc();
          LOG.error("Transaction {} is gone, and its records were not kept", id, failure);
          request.signalFailedWithKnownReason(failure);
        }
      }
    } catch (InterruptException e) {
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException(e.getMessage());
      interrupted.initCause(e);
      throw interrupted;
    } catch (RetriableException e) {
      LOG.warn("Transaction {} is not made good yet", id, e);
      request.retryLater();
    } catch (KafkaException e) {
      e.addSuppressed(failure);
      request.signalFailedWithUnknownReason(e);
    }
  }

  @Override
  public void close() throws Exception {
    committer.close();
  }

  /** A request to the connector, whose failure is not passed on but remembered. */
  private static final class Attempt implements CommitRequest<KafkaCommittable> {

    private final CommitRequest<KeptTransaction> request;
    private Throwable failure;

    Attempt(CommitRequest<KeptTransaction> request) {
      this.request = request;
    }

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable().transaction();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable cause) {
      failure = cause;
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable cause) {
      failure = cause;
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable transaction) {
      KeptTransaction kept = request.getCommittable();
      request.updateAndRetryLater(new KeptTransaction(transaction, kept.last(), kept.records()));
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }

    @Override
    public String toString() {
      return request.getCommittable().toString();
    }
  }
}
