/** Heartbeats through the input topics: how time passes where nothing arrives. */
package dev.odyssey.streaming.pulse;
