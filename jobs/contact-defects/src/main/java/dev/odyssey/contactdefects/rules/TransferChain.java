package dev.odyssey.contactdefects.rules;

import static dev.odyssey.detection.policy.Setting.MAX_TRANSFERS;

import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Finding;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.rules.Agenda;
import dev.odyssey.detection.rules.Conditions;
import dev.odyssey.detection.rules.Signal;
import dev.odyssey.events.ContactEvent;
import dev.odyssey.events.ContactEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.flink.cep.pattern.Pattern;

/**
 * The customer is handed from agent to agent once too often; critical at twice the limit. Once a
 * contact. The record follows the chain where it says something new: at the limit, at twice the
 * limit, and at the contact's end. Of a chain without end it names the beginning.
 */
public final class TransferChain extends ContactRule {

  /**
   * In all, of the transfers named and of the agents: what brokers take in a record holds every
   * chain but one of thousands with ids as long as they may be.
   */
  private static final int MOST_CHARS = 100_000;

  public TransferChain() {
    super(DefectCode.TRANSFER_CHAIN);
  }

  @Override
  public Pattern<Signal<CustomerHistory>, ?> pattern() {
    return Pattern.<Signal<CustomerHistory>>begin("transfer too many")
        .where(Conditions.event((customer, i) -> isTooMany(customer, i)));
  }

  @Override
  boolean isShown(CustomerHistory customer, int index) {
    return isTooMany(customer, index);
  }

  private static boolean isTooMany(CustomerHistory customer, int index) {
    return customer.transferNumber(index) == customer.policy().count(MAX_TRANSFERS);
  }

  @Override
  public Finding finding(Agenda.Case<CustomerHistory> found) {
    CustomerHistory customer = found.history();
    int anchor = found.anchor();
    int limit = customer.policy().count(MAX_TRANSFERS);
    List<Integer> transfers = new ArrayList<>();
    boolean ended = false;
    for (int i : customer.contact(anchor).positions()) {
      if (customer.type(i) == ContactEventType.TRANSFERRED) {
        transfers.add(i);
      }
      ended |= customer.type(i) == ContactEventType.ENDED;
    }
    boolean critical = transfers.size() >= 2L * limit;
    int told = ended ? transfers.size() : critical ? 2 * limit : limit;
    int last = transfers.get(told - 1);
    ContactFinding finding =
        new ContactFinding(customer, anchor, code(), critical ? Severity.CRITICAL : Severity.HIGH);
    transfers.stream()
        .limit(fitting(transfers.subList(0, told), i -> customer.event(i).eventId()))
        .forEach(finding::evidence);
    return finding
        .because("TRANSFERRED number maxTransfers of the contact", MAX_TRANSFERS)
        .detail("path", path(customer, anchor, last))
        .detail("transfers", told)
        .detail("final", ended)
        .summary("transferred " + told + " times" + (ended ? "" : " so far"));
  }

  /** Who had the contact in turn, up to a transfer. */
  private static String path(CustomerHistory customer, int anchor, int last) {
    List<String> agents = new ArrayList<>();
    for (int i : customer.contact(anchor).positions()) {
      ContactEvent event = customer.event(i);
      boolean serves =
          event.type() == ContactEventType.CONNECTED
              || event.type() == ContactEventType.TRANSFERRED;
      if (i <= last && serves) {
        String agent = Objects.requireNonNullElse(event.agentId(), "?");
        boolean handedOn = event.type() == ContactEventType.TRANSFERRED;
        if (handedOn || agents.isEmpty() || !agents.get(agents.size() - 1).equals(agent)) {
          agents.add(agent);
        }
      }
    }
    int named = fitting(agents, agent -> agent);
    return String.join(" > ", agents.subList(0, named)) + (named < agents.size() ? " > ..." : "");
  }

  /** How many of the first things there is room for, by the texts that name them. */
  private static <T> int fitting(List<T> things, Function<T, String> text) {
    int chars = 0;
    for (int i = 0; i < things.size(); i++) {
      chars += text.apply(things.get(i)).length();
      if (chars > MOST_CHARS) {
        return i;
      }
    }
    return things.size();
  }
}
