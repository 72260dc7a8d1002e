@NullMarked
package dev.millrace.partner.environment;

import org.jspecify.annotations.NullMarked;
