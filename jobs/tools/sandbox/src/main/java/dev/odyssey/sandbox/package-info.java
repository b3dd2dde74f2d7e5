/**
 * The embedded platform: a real Kafka broker, a real PostgreSQL and a real Flink cluster, from
 * Maven's artifacts alone.
 *
 * <ul>
 *   <li>{@link dev.odyssey.sandbox.EmbeddedKafka} and {@link dev.odyssey.sandbox.EmbeddedPostgres}
 *       serve integration tests that run their job inside the test's JVM;
 *   <li>{@link dev.odyssey.sandbox.Sandbox} runs everything in processes of its own: behind {@code
 *       scripts/sandbox} and in tests that kill parts of a cluster.
 * </ul>
 */
package dev.odyssey.sandbox;
