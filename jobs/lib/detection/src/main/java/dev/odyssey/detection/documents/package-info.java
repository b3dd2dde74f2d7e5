/**
 * Documents with rules and policies that are published while a job runs: what they are, and which
 * of them are accepted.
 */
package dev.odyssey.detection.documents;
