@NullMarked
package dev.millrace.database.change;

import org.jspecify.annotations.NullMarked;
