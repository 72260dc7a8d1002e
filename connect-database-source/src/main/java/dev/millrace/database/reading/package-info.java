/** What reads in turns, and how its records reach the worker. */
@NullMarked
package dev.millrace.database.reading;

import org.jspecify.annotations.NullMarked;
