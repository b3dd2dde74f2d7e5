/**
 * What a defect is: a declaration of what it looks for, and the histories that it looks in. How
 * declarations are evaluated is in {@code dev.odyssey.detection.matching}.
 */
package dev.odyssey.detection.rules;
