package dev.odyssey.report;

/**
 * Defects raised in the period that nothing has settled.
 *
 * @param grave those of severity HIGH or CRITICAL
 */
record OpenDefects(long all, long grave) {}
