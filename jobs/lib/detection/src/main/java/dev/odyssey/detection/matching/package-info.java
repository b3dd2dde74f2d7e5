/**
 * How declarations of rules are evaluated: by a small table that is compiled from them, or, for
 * whoever doubts the table, by Flink CEP's automaton running the pattern of each declaration. That
 * both find the same is a tested law.
 */
package dev.odyssey.detection.matching;
