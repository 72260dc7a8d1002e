@NullMarked
package dev.millrace.partner.database;

import org.jspecify.annotations.NullMarked;
