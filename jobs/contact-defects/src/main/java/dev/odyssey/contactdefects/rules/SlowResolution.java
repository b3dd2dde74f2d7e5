package dev.odyssey.contactdefects.rules;

import static dev.odyssey.detection.policy.Setting.ISSUE_EXPIRY;
import static dev.odyssey.detection.policy.Setting.RESOLVE_WITHIN;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Signal;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The customer's problem is not solved in time. Settled by a resolution in the episode that the
 * customer's contact opened, or else by its expiry: so long after its last event that the matter is
 * taken as over. An event that still falls into the episode after that moves the expiry.
 */
public final class SlowResolution extends ContactAbsence {

  private static final String EXPIRED = "EXPIRED";

  public SlowResolution() {
    super(DefectCode.SLOW_RESOLUTION);
  }

  @Override
  public Pattern<Signal<CustomerHistory>, ?> pattern() {
    return Pattern.<Signal<CustomerHistory>>begin("opening")
        .where(anchor())
        .notFollowedBy("resolution")
        .where(settling("opening"))
        .followedBy("resolution due")
        .where(dueOf("opening"));
  }

  @Override
  protected boolean isAnchor(CustomerHistory customer, int index) {
    Episode episode = customer.episode(index);
    return episode != null && episode.opening() == index;
  }

  /** None where the episode expires first. */
  @Override
  protected long due(CustomerHistory customer, int anchor) {
    long due = customer.at(anchor) + customer.policy().millis(RESOLVE_WITHIN);
    boolean expiresFirst =
        customer.episode(anchor).resolution() < 0 && expiry(customer, anchor) <= due;
    return expiresFirst ? NONE : due;
  }

  @Override
  protected boolean settles(CustomerHistory customer, int anchor, int index) {
    return customer.episode(index) == customer.episode(anchor)
        && customer.event(index).isResolution();
  }

  @Override
  int firstSettler(CustomerHistory customer, int anchor) {
    return customer.episode(anchor).resolution();
  }

  @Override
  public void cases(CustomerHistory customer, Agenda<CustomerHistory> agenda) {
    super.cases(customer, agenda);
    for (Issue issue : customer.issues()) {
      for (Episode episode : issue.episodes()) {
        if (episode.resolution() < 0) {
          agenda.await(expiry(customer, episode.opening()));
        }
      }
    }
  }

  private static long expiry(CustomerHistory customer, int anchor) {
    return customer.at(customer.episode(anchor).last()) + customer.policy().millis(ISSUE_EXPIRY);
  }

  @Override
  public Finding finding(Agenda.Case<CustomerHistory> found) {
    CustomerHistory customer = found.history();
    int anchor = found.anchor();
    ContactFinding finding =
        new ContactFinding(customer, anchor, code(), Severity.HIGH)
            .raisedAt(due(customer, anchor))
            .evidence(anchor)
            .settledBy(found.settler());
    long expiry = expiry(customer, anchor);
    if (found.settler() < 0 && expiry <= found.now()) {
      finding.settledAt(expiry, EXPIRED);
    }
    return finding
        .missing("ENDED with resolved, or SURVEYED with solved")
        .because(
            "the INITIATED event + resolveWithin " + customer.policy().written(RESOLVE_WITHIN),
            RESOLVE_WITHIN,
            ISSUE_EXPIRY)
        .summary("the customer's problem was not solved in time");
  }
}
