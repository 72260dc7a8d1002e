@NullMarked
package dev.millrace.database.server;

import org.jspecify.annotations.NullMarked;
