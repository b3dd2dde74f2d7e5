/** Jobs on a Flink cluster, over REST and by Flink's own client. */
package dev.odyssey.deploy;
