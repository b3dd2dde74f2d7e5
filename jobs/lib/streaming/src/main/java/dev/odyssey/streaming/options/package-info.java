/** What a job can be told at its start: typed, documented once, refused when wrong. */
package dev.odyssey.streaming.options;
