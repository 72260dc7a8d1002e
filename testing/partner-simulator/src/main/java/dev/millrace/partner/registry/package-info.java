/** A schema registry that really runs on this machine, and a reader of what is written with its schemas. */
@NullMarked
package dev.millrace.partner.registry;

import org.jspecify.annotations.NullMarked;
