/**
 * What an event costs, measured: this project's detection beside other ways to find the same
 * defects, all of them driven alike over the same simulated orders.
 */
package dev.odyssey.benchmarks;
