package dev.odyssey.mapping;

import java.util.Map;

/**
 * One record of an input.
 *
 * @param sequence its place among all records of all inputs, from 0
 * @param origin which input, and where in it, for people: {@code orders.csv, row 17}
 * @param fields values by name: texts, numbers, booleans, maps and lists of these; what is absent
 *     is left out
 */
record SourceRecord(long sequence, String origin, Map<String, Object> fields) {}
