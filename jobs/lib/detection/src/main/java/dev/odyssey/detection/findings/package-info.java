/** What is said of a defect, apart from the words and with them. */
package dev.odyssey.detection.findings;
