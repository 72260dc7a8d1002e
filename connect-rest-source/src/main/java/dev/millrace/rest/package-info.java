/** The REST source: an API that is asked on a schedule, page by page, and what becomes of its rows. */
@NullMarked
package dev.millrace.rest;

import org.jspecify.annotations.NullMarked;
