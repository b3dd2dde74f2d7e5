package dev.odyssey.testdata.simulator;

/** What all events of an order, and of the contacts about it, agree on. */
record Order(long number, String customerId, Offering offering, Region region) {

  String id() {
    return "O" + number;
  }
}
