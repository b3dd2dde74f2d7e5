/**
 * Jobs on a Flink cluster: submitted, stopped at a savepoint, upgraded, taken back; behind {@code
 * scripts/jobs}. {@link dev.odyssey.deploy.Deployer} decides, {@link dev.odyssey.deploy.FlinkRest}
 * and {@link dev.odyssey.deploy.FlinkClient} talk to the cluster, {@link
 * dev.odyssey.deploy.History} remembers.
 */
package dev.odyssey.deploy;
