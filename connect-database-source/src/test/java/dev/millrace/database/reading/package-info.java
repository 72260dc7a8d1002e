@NullMarked
package dev.millrace.database.reading;

import org.jspecify.annotations.NullMarked;
