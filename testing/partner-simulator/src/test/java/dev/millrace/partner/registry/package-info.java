@NullMarked
package dev.millrace.partner.registry;

import org.jspecify.annotations.NullMarked;
