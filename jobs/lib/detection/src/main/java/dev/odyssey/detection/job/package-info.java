/** What the detection jobs have in common: their graph, their ends, their command line. */
package dev.odyssey.detection.job;
