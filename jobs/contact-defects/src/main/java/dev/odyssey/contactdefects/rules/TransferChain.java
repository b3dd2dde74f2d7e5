package dev.odyssey.contactdefects.rules;

import static dev.odyssey.events.ContactEventType.CONNECTED;
import static dev.odyssey.events.ContactEventType.TRANSFERRED;

import dev.odyssey.defects.ChargedTo;
import dev.odyssey.defects.DefectCode;
import dev.odyssey.defects.Severity;
import dev.odyssey.detection.policy.Setting;
import dev.odyssey.detection.rules.Found;
import dev.odyssey.detection.rules.Matcher;
import dev.odyssey.detection.rules.Rule;
import dev.odyssey.detection.rules.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The customer is handed from agent to agent once too often; critical at twice the limit. Once a
 * contact. The record says what was so at the limit, and at twice the limit, so that it does not
 * change at every transfer.
 */
final class TransferChain {

  /** So that no record is too large for a broker, however high the limit. */
  private static final int MOST_NAMED = 50;

  static final Rule<CustomerHistory> RULE =
      Rule.<CustomerHistory>of(DefectCode.TRANSFER_CHAIN)
          .among(Scope.CONTACT)
          .severity("HIGH, CRITICAL at twice the limit", TransferChain::severity)
          .charge(ChargedTo.CUSTOMER_SERVICE)
          .due("at the first TRANSFERRED of the contact whose number is at least maxTransfers")
          .because(
              (customer, found) ->
                  "TRANSFERRED number %d of the contact, maxTransfers %s"
                      .formatted(
                          numberOf(customer, found.anchor()),
                          customer.policy(found.anchor()).written(Setting.MAX_TRANSFERS)),
              Setting.MAX_TRANSFERS)
          .evidence(
              (customer, found) -> {
                int[] transfers = transfers(customer, found);
                return Arrays.copyOf(transfers, Math.min(transfers.length, MOST_NAMED));
              })
          .measures(
              (customer, found) -> {
                int[] transfers = transfers(customer, found);
                return new int[] {transfers[transfers.length - 1]};
              })
          .details(
              (customer, found) -> {
                int[] transfers = transfers(customer, found);
                return new TreeMap<>(
                    Map.of(
                        "path",
                        path(customer, found.anchor(), transfers[transfers.length - 1]),
                        "transfers",
                        Integer.toString(transfers.length)));
              })
          .says(
              (customer, found) ->
                  "transferred %d times or more".formatted(transfers(customer, found).length))
          .occurrence(Matcher.of(Kinds.ONE_TOO_MANY));

  private static Severity severity(CustomerHistory customer, Found<CustomerHistory> found) {
    int atLeast = transfers(customer, found).length;
    return atLeast >= doubleLimit(customer, found) ? Severity.CRITICAL : Severity.HIGH;
  }

  private static long doubleLimit(CustomerHistory customer, Found<CustomerHistory> found) {
    return 2L * customer.policy(found.anchor()).count(Setting.MAX_TRANSFERS);
  }

  private static int numberOf(CustomerHistory customer, int transferred) {
    int number = 0;
    for (int i = customer.contact(transferred).transferred; i >= 0 && i <= transferred; ) {
      number += customer.is(i, Kinds.of(TRANSFERRED)) ? 1 : 0;
      i = customer.next(Scope.CONTACT, i);
    }
    return number;
  }

  /** The transfers up to the one that the record speaks of: the limit's, or that of twice it. */
  private static int[] transfers(CustomerHistory customer, Found<CustomerHistory> found) {
    int anchor = found.anchor();
    long most = doubleLimit(customer, found);
    List<Integer> transfers = new ArrayList<>();
    int upToAnchor = 0;
    for (int i = customer.contact(anchor).transferred; i >= 0; ) {
      if (customer.is(i, Kinds.of(TRANSFERRED)) && (i <= anchor || transfers.size() < most)) {
        transfers.add(i);
        upToAnchor += i <= anchor ? 1 : 0;
      }
      i = customer.next(Scope.CONTACT, i);
    }
    int said = transfers.size() >= most ? transfers.size() : upToAnchor;
    return transfers.subList(0, said).stream().mapToInt(Integer::intValue).toArray();
  }

  /** Who had the contact in turn, up to a transfer. */
  private static String path(CustomerHistory customer, int anchor, int last) {
    List<String> agents = new ArrayList<>();
    int start = customer.contact(anchor).first;
    for (int i = start; i >= 0 && i <= last; i = customer.next(Scope.CONTACT, i)) {
      if (!customer.is(i, Kinds.of(CONNECTED) | Kinds.of(TRANSFERRED))) {
        continue;
      }
      String agent = Objects.requireNonNullElse(customer.event(i).agentId(), "?");
      boolean isHandedOn = customer.is(i, Kinds.of(TRANSFERRED));
      if (isHandedOn || agents.isEmpty() || !agents.get(agents.size() - 1).equals(agent)) {
        agents.add(agent);
      }
    }
    int named = Math.min(agents.size(), MOST_NAMED);
    return String.join(" > ", agents.subList(0, named)) + (named < agents.size() ? " > ..." : "");
  }

  private TransferChain() {}
}
