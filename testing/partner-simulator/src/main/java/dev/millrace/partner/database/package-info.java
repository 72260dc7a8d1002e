/** Databases that really run on this machine. */
@NullMarked
package dev.millrace.partner.database;

import org.jspecify.annotations.NullMarked;
