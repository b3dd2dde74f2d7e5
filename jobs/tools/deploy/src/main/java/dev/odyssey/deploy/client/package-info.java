/** What runs on Flink's own classpath, in a JVM of its own. */
package dev.odyssey.deploy.client;
