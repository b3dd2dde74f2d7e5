/**
 * Rules of one's own: read from a document, checked, and compiled to the same declarations as the
 * built-in rules.
 */
package dev.odyssey.detection.custom;
