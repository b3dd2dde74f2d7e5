/**
 * The report: from the tables of counts to one HTML file that people look at.
 *
 * <pre>
 *  tables --ReportData.read--> records --ReportPage.html--> one file
 * </pre>
 *
 * A query class reads what one part of the page shows; what follows from it (limits, shares, who
 * stands out) is worked out by records without a database; the page draws and decides nothing.
 */
package dev.odyssey.report;
