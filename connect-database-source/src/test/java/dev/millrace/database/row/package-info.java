@NullMarked
package dev.millrace.database.row;

import org.jspecify.annotations.NullMarked;
