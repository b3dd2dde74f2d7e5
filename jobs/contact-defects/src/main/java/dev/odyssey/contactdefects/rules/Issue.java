package dev.odyssey.contactdefects.rules;

import java.util.ArrayList;
import java.util.List;

/**
 * What one or more contacts of a customer are about: an order, or the contacts' reason where they
 * name no order.
 */
public final class Issue {

  private final List<Integer> positions = new ArrayList<>();
  private final List<Contact> inbound = new ArrayList<>();
  private final List<Episode> episodes = new ArrayList<>();

  Issue() {}

  void add(int position) {
    positions.add(position);
  }

  void addInbound(Contact contact) {
    inbound.add(contact);
  }

  void open(Episode episode) {
    episodes.add(episode);
  }

  /** The positions of the events of its contacts in the customer's history, in order. */
  public List<Integer> positions() {
    return positions;
  }

  /** Its inbound contacts, in the order of their INITIATED. */
  public List<Contact> inbound() {
    return inbound;
  }

  /** Its episodes, in order. */
  public List<Episode> episodes() {
    return episodes;
  }
}
