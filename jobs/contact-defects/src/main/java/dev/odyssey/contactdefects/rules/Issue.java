package dev.odyssey.contactdefects.rules;

/**
 * What one or more contacts of a customer are about: an order, or the contacts' reason where they
 * name no order. Positions are those of the customer's history; -1 is none.
 */
final class Issue {

  /** The part of the history that it is. */
  final int part;

  int first = -1;
  int last = -1;

  /** The latest inbound contact so far. */
  Contact latestInbound;

  /** The inbound contact that opened the latest episode so far. */
  Contact opener;

  Issue(int part) {
    this.part = part;
  }
}
