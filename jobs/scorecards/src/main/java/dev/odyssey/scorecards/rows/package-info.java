/** How contributions become counts of rows, and what rows say. */
package dev.odyssey.scorecards.rows;
