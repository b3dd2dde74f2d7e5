/**
 * What stands between the detection library and the world: sources that never stop on bad input,
 * watermarks, and sinks for what was found and what was rejected.
 */
package dev.odyssey.streaming;
