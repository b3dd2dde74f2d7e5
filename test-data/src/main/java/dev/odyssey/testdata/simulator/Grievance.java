package dev.odyssey.testdata.simulator;

/**
 * Something that can make a customer call.
 *
 * @param at from when on, in epoch milliseconds
 * @param reason the contact driver, should they call
 * @param likelihood that they do
 */
record Grievance(long at, String reason, double likelihood) {}
