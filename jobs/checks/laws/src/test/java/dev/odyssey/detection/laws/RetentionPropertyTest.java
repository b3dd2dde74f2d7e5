package dev.odyssey.detection.laws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.odyssey.contactdefects.rules.ContactContributions;
import dev.odyssey.contactdefects.rules.ContactFindings;
import dev.odyssey.contactdefects.rules.ContactRules;
import dev.odyssey.contactdefects.rules.CustomerHistory;
import dev.odyssey.detection.facts.FactRules.Contribution;
import dev.odyssey.detection.matching.Judgement;
import dev.odyssey.detection.matching.RuleTable;
import dev.odyssey.detection.policy.Policies;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.Retention;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.facts.ContactFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is found of the part of a customer's history that is kept does not rest on what is not. */
class RetentionPropertyTest {

  private final RuleTable<CustomerHistory> rules = new RuleTable<>(ContactRules.ALL);
  private final ContactFindings findings = new ContactFindings();
  private final ContactContributions contributions = new ContactContributions();

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void forgettingAnIssueChangesNothingElse(
      @ForAll("contacts") List<ContactEvent> arrivals,
      @ForAll("policies") Policies policies,
      @ForAll("nows") long now,
      @ForAll long seed) {
    CustomerHistory whole = new CustomerHistory(Histories.inOrder(arrivals), policies);
    Retention retention = whole.retention();
    long[] keptUntil = new Random(seed).longs(retention.parts(), 0, 10).toArray();
    retention.extend(keptUntil);
    List<ContactEvent> left = new ArrayList<>();
    Set<String> kept = new HashSet<>();
    for (int i = 0; i < whole.size(); i++) {
      if (keptUntil[retention.part(i)] >= 5) {
        left.add(whole.event(i));
        kept.add(whole.event(i).contactId());
      }
    }

    assertThat(said(new CustomerHistory(left, policies), now, kept))
        .isEqualTo(said(whole, now, kept));
  }

  /** The defects and contributions of some contacts. */
  private List<Object> said(CustomerHistory customer, long now, Set<String> contacts) {
    Judgement<CustomerHistory> judgement = rules.judge(customer, now);
    List<Object> said = new ArrayList<>();
    for (Found<CustomerHistory> found : judgement.found()) {
      if (contacts.contains(customer.event(found.anchor()).contactId())) {
        said.add(findings.finding(customer, found, null));
      }
    }
    for (Contribution<ContactFacts> contribution :
        contributions.derive(judgement, List.of(), 0, 0)) {
      if (contacts.contains(contribution.part())) {
        said.add(contribution.fact());
      }
    }
    return said;
  }

  @Provide
  Arbitrary<List<ContactEvent>> contacts() {
    return Histories.contacts();
  }

  @Provide
  Arbitrary<Policies> policies() {
    return Histories.policies();
  }

  @Provide
  Arbitrary<Long> nows() {
    return Histories.nows();
  }
}
